"""Ask underthesea's model for word boundaries, and put them on the text as it stands.

`underthesea.word_tokenize` gives words, not places, and rewrites them on the way (NFC, ð→đ, thuỷ→thủy). So its
own steps are called one by one, and each token's place is kept: the tokens are found in the normalised text,
which a map of offsets ties to the text as it stands.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any, NamedTuple

from vncorpus.document import Span

#: The model looks at the whole sentence; a line without any stop is cut here, at white space.
LONGEST = 20_000


class _Parts(NamedTuple):
    tokens: Any  # compiled pattern
    characters: Any  # str -> str, the normalisation of a text
    token: Any  # str -> str, that of a token
    model: Any


def segment(sentence: str) -> list[Span]:
    """Return the spans of the words of one sentence."""
    if len(sentence) > LONGEST:
        words: list[Span] = []
        start = 0
        while start < len(sentence):
            end = len(sentence)
            if end - start > LONGEST:
                end = sentence.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
            words += [(start + left, start + right) for left, right in segment(sentence[start:end])]
            start = end
        return words
    parts = _parts()
    normal, places = _normalised(sentence, parts)
    spans = [(found.start(), found.end()) for found in parts.tokens.finditer(normal)]
    if not spans:
        return _loose(sentence)
    tags = parts.model.predict([[parts.token(normal[start:end])] for start, end in spans])
    words = []
    for (start, end), tag in zip(spans, tags, strict=True):
        left, right = places[start], places[end - 1] + 1
        while right < len(sentence) and unicodedata.combining(sentence[right]):
            right += 1
        if words and left < words[-1][1]:  # two tokens of one character of the text
            words[-1] = (words[-1][0], max(right, words[-1][1]))
        elif words and tag == "I-W":
            words[-1] = (words[-1][0], right)
        else:
            words.append((left, right))
    return _covered(sentence, words)


def _normalised(sentence: str, parts: _Parts) -> tuple[str, list[int]]:
    """Return the text that the model wants, and for each of its characters the place it came from."""
    whole = parts.characters(sentence)
    if len(whole) == len(sentence) and unicodedata.is_normalized("NFC", sentence):
        return whole, list(range(len(sentence)))
    pieces: list[str] = []
    places: list[int] = []
    start = 0
    for at in range(1, len(sentence) + 1):
        if at == len(sentence) or not unicodedata.combining(sentence[at]):
            piece = parts.characters(sentence[start:at])
            pieces.append(piece)
            places += [start] * len(piece)
            start = at
    return "".join(pieces), places


def _covered(sentence: str, words: list[Span]) -> list[Span]:
    """Return the words with what no token covered added, each stretch a word of its own."""
    covered: list[Span] = []
    at = 0
    for start, end in [*words, (len(sentence), len(sentence))]:
        if sentence[at:start].strip():
            covered += [(at + left, at + right) for left, right in _loose(sentence[at:start])]
        if start < end:
            covered.append((start, end))
        at = end
    return covered


def _loose(text: str) -> list[Span]:
    spans = []
    at = 0
    for piece in text.split():
        at = text.index(piece, at)
        spans.append((at, at + len(piece)))
        at += len(piece)
    return spans


@cache
def _parts() -> _Parts:
    from pathlib import Path

    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
    from underthesea.pipeline.text_normalize import token_normalize
    from underthesea.pipeline.word_tokenize import regex_tokenize

    model = FastCRFSequenceTagger()
    home = Path(regex_tokenize.__file__).parent / "models"
    model.load(str(next(iter(sorted(home.glob("ws_crf_*"))))))
    return _Parts(regex_tokenize.patterns, regex_tokenize.normalize_characters_in_text, token_normalize, model)
