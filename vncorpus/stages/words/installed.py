"""Read the files of the installed underthesea, without importing it where that can be spared.

It comes with plain files: a model in CRFsuite's format, a list of feature templates, a dictionary, a map of
misspellings. Its import takes half a second, so it is imported only when tables are made.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from vncorpus.errors import UsageError
from vncorpus.stages.words import crfsuite

#: Raise it when the tables or the code that makes them change.
FORMAT = 3
_CODE = ("pipeline/word_tokenize/*.py", "pipeline/text_normalize/*", "models/fast_crf_sequence_tagger.py")


class Source(NamedTuple):
    """Hold what underthesea does before the model is asked, and whether ours gives what it gives."""

    pattern: str
    flags: int
    characters: dict[str, str]
    tokens: dict[str, str]
    agrees: bool


def home() -> Path:
    """Return the folder of the installed underthesea, without importing it, which takes half a second."""
    spec = find_spec("underthesea")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("underthesea is not installed; `pip install 'underthesea>=9.5,<10'` puts it there")
    return Path(spec.submodule_search_locations[0])


def _model(home: Path) -> Path:
    found = sorted((home / "pipeline/word_tokenize/models").glob("ws_crf_*"))
    if not found:
        raise UsageError(f"{home} has no model of words; `pip install 'underthesea>=9.5,<10'` brings one")
    return found[-1]


def digest(home: Path) -> str:
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


def read(home: Path) -> tuple[crfsuite.Model, list[str], set[str]]:
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


def source() -> Source:
    """Return what underthesea does before the model is asked, from its code."""
    from underthesea.pipeline.text_normalize import text_normalizer
    from underthesea.pipeline.word_tokenize import regex_tokenize

    maps = dict(text_normalizer.character_map), dict(text_normalizer.token_map)
    pattern = regex_tokenize.regex_patterns_combine
    return Source(pattern, regex_tokenize.patterns.flags, *maps, agrees=True)


def called(sentence: str) -> list[str]:
    """Return the words that the installed `word_tokenize` gives."""
    from underthesea import word_tokenize

    words: list[str] = word_tokenize(sentence)
    return words
