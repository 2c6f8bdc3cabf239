"""Give the boundaries of `underthesea.word_tokenize`, many times faster, as places in the text as it stands.

underthesea comes with plain files: a model in CRFsuite's format, a list of feature templates, a dictionary, a map of
misspellings. They are turned into tables once and kept on disk under the digest of all that they are made of. When
the tables are made, what they give is compared with what the installed `word_tokenize` gives; where a future version
differs, it is called instead, which is slower, and said once.
"""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from vncorpus import tables
from vncorpus.document import Span
from vncorpus.errors import UsageError
from vncorpus.stages.words import crfsuite, templates
from vncorpus.stages.words.decoder import Decoder
from vncorpus.stages.words.plain import Plain
from vncorpus.stages.words.templates import WIDEST, Tables
from vncorpus.stages.words.tokens import Tokenizer, Tokens

#: Raise it when the tables or the code that makes them change.
FORMAT = 1
_CODE = ("pipeline/word_tokenize/*.py", "pipeline/text_normalize/*", "models/fast_crf_sequence_tagger.py")


class Source(NamedTuple):
    """Hold what underthesea does before the model is asked, and whether ours gives what it gives."""

    pattern: str
    flags: int
    characters: dict[str, str]
    tokens: dict[str, str]
    agrees: bool


class Tagger:
    """Segment sentences by the tables."""

    def __init__(self, made: Tables, source: Source) -> None:
        self._decoder = Decoder(made)
        self._inside = made.labels.index("I-W")
        self._tokenizer = Tokenizer(*source[:4], self._decoder.kind)
        self.agrees = source.agrees

    def segment(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Return the spans of the words of each sentence."""
        tokens = [self._tokenizer.tokens(sentence) for sentence in sentences]
        if not self.agrees:
            return [self._called(sentence, found) for sentence, found in zip(sentences, tokens, strict=True)]
        words = []
        at = 0
        labels = self._labels(sentences, [found.kinds for found in tokens])
        for found in tokens:
            words.append(_words(found, labels[at : at + len(found.kinds)]))
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
        from underthesea import word_tokenize

        begins, count = set(), 0
        for word in word_tokenize(sentence):
            begins.add(count)
            count += len("".join(word.split()))
        texts = [text for text, _, _ in self._tokenizer.all_pieces(sentence)]
        inside, at = [], 0
        for text in texts:
            inside.append(at not in begins)
            at += len("".join(text.split()))
        if at != count or len(texts) != len(tokens.kinds):  # its words are other characters: each token is a word
            inside = [False] * len(tokens.kinds)
        return _words(tokens, inside)


def _words(tokens: Tokens, inside: Iterable[bool]) -> list[Span]:
    words: list[Span] = []
    for within, start, end in zip(inside, tokens.starts, tokens.ends, strict=True):
        if words and (within or start < words[-1][1]):  # or two tokens of one character of the text
            words[-1] = (words[-1][0], max(end, words[-1][1]))
        else:
            words.append((start, end))
    return words


def segment(sentences: Sequence[str]) -> list[list[Span]]:
    """Return the spans of the words of each sentence, as the installed underthesea would part them.

    Raises UsageError where no underthesea is installed whose files can be read.
    """
    return _tagger().segment(sentences)


@cache
def _tagger() -> Tagger:
    home = _home()
    name = _digest(home)
    folder = _folder()
    place = folder / f"words-{name}.npz" if folder else None
    kept = _loaded(place) if place else None
    if kept is None:
        kept = _made(home)
        if place:
            _save(place, *kept)
    tagger = Tagger(*kept)
    if not tagger.agrees:
        logging.getLogger(__name__).warning(
            "vncorpus words: the installed underthesea gives other words than this version of vncorpus expects; "
            "it is called itself, which is slower"
        )
    return tagger


def _home() -> Path:
    """Return the folder of the installed underthesea, without importing it, which takes half a second."""
    from importlib.util import find_spec

    spec = find_spec("underthesea")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("underthesea is not installed; `pip install 'underthesea>=9.5,<10'` puts it there")
    return Path(spec.submodule_search_locations[0])


def _model(home: Path) -> Path:
    found = sorted((home / "pipeline/word_tokenize/models").glob("ws_crf_*"))
    if not found:
        raise UsageError(f"{home} has no model of words; `pip install 'underthesea>=9.5,<10'` brings one")
    return found[-1]


def _digest(home: Path) -> str:
    """Return a digest of all that decides what words come out."""
    import sys
    import unicodedata
    from hashlib import blake2b
    from importlib.metadata import version

    digest = blake2b(digest_size=8)
    parts = [
        FORMAT,
        sys.version_info[:2],
        unicodedata.unidata_version,
        version("underthesea"),
        version("underthesea_core"),
    ]
    digest.update(repr(parts).encode())
    files = [*_model(home).iterdir(), *(path for pattern in _CODE for path in home.glob(pattern))]
    for path in sorted(path for path in files if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _made(home: Path) -> tuple[Tables, Source]:
    """Make the tables from the files, and compare what they give with what is installed."""
    from underthesea import word_tokenize
    from underthesea.pipeline.text_normalize import text_normalizer
    from underthesea.pipeline.word_tokenize import regex_tokenize

    made = templates.build(*_read(home))
    maps = dict(text_normalizer.character_map), dict(text_normalizer.token_map)
    source = Source(regex_tokenize.regex_patterns_combine, regex_tokenize.patterns.flags, *maps, agrees=True)
    ours = Tagger(made, source)
    texts = [text for _number, text in tables.words(tables.TABLES / "words_check.txt")]
    agrees = [ours.rewritten(text) for text in texts] == [word_tokenize(text) for text in texts]
    return made, source._replace(agrees=agrees)


@cache
def _plain() -> Plain:
    return Plain(*_read(_home()))


def _read(home: Path) -> tuple[crfsuite.Model, list[str], set[str]]:
    """Return the model, the names of its templates, and its dictionary.

    Raises UsageError where they are not as underthesea 9.5 has them.
    """
    import joblib

    model = _model(home)
    try:
        data = (model / "models.bin").read_bytes()
        return crfsuite.read(data), joblib.load(model / "features.bin"), joblib.load(model / "dictionary.bin")
    except (OSError, ValueError) as error:
        raise UsageError(f"{model} cannot be read: {error}; `pip install 'underthesea>=9.5,<10'` brings one") from error


def _folder() -> Path | None:
    """Return where tables are kept, None where there is no such place: they are then made each time."""
    try:
        import platformdirs

        return platformdirs.user_cache_path("vncorpus", ensure_exists=True)
    except (OSError, RuntimeError):
        return None


def _save(place: Path, made: Tables, source: Source) -> None:
    """Keep the tables; they appear whole or not at all, and without a place to keep them all goes on."""
    words = {"labels": made.labels, "texts": made.texts, "lowers": made.lowers, "source": source._asdict()}
    arrays = {name: value for name, value in made._asdict().items() if isinstance(value, np.ndarray)}
    arrays |= {f"classes{width}": table for width, table in enumerate(made.classes)}
    arrays |= {"firsts": np.array(made.firsts), "words": np.frombuffer(json.dumps(words).encode(), np.uint8)}
    beside = None
    try:
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=place.stem, suffix=".tmp", delete=False) as file:
            beside = Path(file.name)
            np.savez(file, **arrays)  # type: ignore[arg-type]
        beside.replace(place)
    except OSError:
        if beside:
            beside.unlink(missing_ok=True)


def _loaded(place: Path) -> tuple[Tables, Source] | None:
    """Return the tables that were kept, None where there are none or they are damaged."""
    try:
        with place.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            words = json.loads(kept["words"].tobytes())
            classes = [kept[f"classes{width}"] for width in range(WIDEST)]
            arrays = {name: kept[name] for name in ("single", "keys", "rows", "transitions")}
            names = {name: words[name] for name in ("labels", "texts", "lowers")}
            return Tables(**names, **arrays, classes=classes, firsts=kept["firsts"].tolist()), Source(**words["source"])
    except (OSError, ValueError, KeyError, TypeError, BadZipFile, EOFError):
        return None
