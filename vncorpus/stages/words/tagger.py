"""Give the boundaries of `underthesea.word_tokenize`, many times faster, as places in the text as it stands.

underthesea comes with plain files: a model in CRFsuite's format, a list of feature templates, a dictionary, a map of
misspellings. They are turned into tables once and kept on disk under the digest of all that they are made of. When
the tables are made, what they give is compared with what the installed `word_tokenize` gives; where a future version
differs, it is called instead, which is slower, and said once.
"""

from __future__ import annotations

import logging
import operator
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from vncorpus import tables
from vncorpus.document import Span
from vncorpus.stages.words import installed, kept, templates
from vncorpus.stages.words.decoder import Decoder
from vncorpus.stages.words.installed import Source
from vncorpus.stages.words.plain import Plain
from vncorpus.stages.words.templates import Tables
from vncorpus.stages.words.tokens import Tokenizer, Tokens


class Tagger:
    """Segment sentences by the tables."""

    def __init__(self, made: Tables, source: Source) -> None:
        self._decoder = Decoder(made)
        self._inside = made.labels.index("I-W")
        self._tokenizer = Tokenizer(*source[:4], self._decoder.kind)
        self.agrees = source.agrees

    def segment(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Return the spans of the words of each sentence; see the function."""
        tokens = [self._tokenizer.tokens(sentence) for sentence in sentences]
        if not self.agrees:
            return [self._called(sentence, found) for sentence, found in zip(sentences, tokens, strict=True)]
        words = []
        at = 0
        labels = self._labels(sentences, [found.kinds for found in tokens])
        for found in tokens:
            words.append(worded(found, labels[at : at + len(found.kinds)]))
            at += len(found.kinds)
        return words

    def _labels(self, sentences: Sequence[str], kinds: Sequence[Sequence[int]]) -> list[bool]:
        """Tell of each token whether it goes on with the word before it."""
        labels, doubtful = self._decoder.labels(kinds)
        for number in doubtful:
            start = sum(map(len, kinds[:number]))
            texts = [text for text, _, _ in self._tokenizer.all_pieces(sentences[number])]
            labels[start : start + len(texts)] = _plain().labels(texts)
        return [label == self._inside for label in labels]

    def rewritten(self, sentence: str) -> list[str]:
        """Return the words as `word_tokenize` gives them: of tokens that it may have rewritten, joined by spaces."""
        words: list[str] = []
        inside = self._labels([sentence], [self._tokenizer.tokens(sentence).kinds])
        for within, (token, _, _) in zip(inside, self._tokenizer.all_pieces(sentence), strict=True):
            if within and words:
                words[-1] += " " + token
            else:
                words.append(token)
        return words

    def _called(self, sentence: str, tokens: Tokens) -> list[Span]:
        """Return what the installed `word_tokenize` says, put on the text by counting characters."""
        begins, count = set(), 0
        for word in installed.called(sentence):
            begins.add(count)
            count += len("".join(word.split()))
        texts = [text for text, _, _ in self._tokenizer.all_pieces(sentence)]
        inside, at = [], 0
        for text in texts:
            inside.append(at not in begins)
            at += len("".join(text.split()))
        if at != count or len(texts) != len(tokens.kinds):  # its words are other characters: each token is a word
            inside = [False] * len(tokens.kinds)
        return worded(tokens, inside)


def worded(tokens: Tokens, inside: Sequence[int]) -> list[Span]:
    """Put the tokens of a word together; two tokens of one character of the text are one word too.

    Of a musical note, one character that is three in NFC, only the last token has a place.
    """
    kinds, starts, ends = tokens
    if any(map(operator.gt, ends, starts[1:])):
        inside = [within or (at > 0 and starts[at] < ends[at - 1]) for at, within in enumerate(inside)]
    firsts = [at for at, within in enumerate(inside) if not within or at == 0]
    spans = ((starts[first], ends[after - 1]) for first, after in pairwise([*firsts, len(kinds)]))
    return [(start, end) for start, end in spans if start < end]


def segment(sentences: Sequence[str]) -> list[list[Span]]:
    """Return the spans of the words of each sentence, as the installed underthesea would part them.

    Raises UsageError where no underthesea is installed whose files can be read.
    """
    return _tagger().segment(sentences)


@cache
def _tagger() -> Tagger:
    home = installed.home()
    name = installed.digest(home)
    folder = kept.folder()
    place = folder / f"words-{name}.npz" if folder else None
    found = kept.loaded(place) if place else None
    if found is None:
        found = _made(home)
        if place:
            kept.save(place, *found)
    tagger = Tagger(*found)
    if not tagger.agrees:
        logging.getLogger(__name__).warning(
            "vncorpus words: the installed underthesea gives other words than this version of vncorpus expects; "
            "it is called itself, which is slower"
        )
    return tagger


@cache
def _plain() -> Plain:
    return Plain(*installed.read(installed.home()))


def _made(home: Path) -> tuple[Tables, Source]:
    """Make the tables from the files, and compare what they give with what is installed."""
    model, names, dictionary = installed.read(home)
    made, source = templates.build(model, names, dictionary), installed.source()
    ours = Tagger(made, source)
    texts = [text for _number, text in tables.words(tables.TABLES / "words_check.txt")]
    agrees = all(ours.rewritten(text) == installed.called(text) for text in texts)
    return made, source._replace(agrees=agrees)
