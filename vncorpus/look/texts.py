"""Count what texts hold: characters, syllables, sentences, words, languages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from vncorpus import syllables
from vncorpus.document import Document
from vncorpus.look.lengths import Lengths
from vncorpus.look.tally import Tally

#: Words of letters alone: what a syllable could be.
LETTERS = re.compile(r"[^\W\d_]+")
#: From this share of Vietnamese syllables on a text is guessed to be Vietnamese; English has some too (to, no, in).
VIETNAMESE = 0.6
#: Words of letters without which nothing is guessed.
ENOUGH = 5


@lru_cache(maxsize=2)
def measured(text: str) -> tuple[int, int]:
    """Return how many words of letters a text has, and how many of them can be Vietnamese syllables.

    >>> measured("Nước sôi 100 °C thì stress")
    (5, 3)
    """
    words = unicodedata.normalize("NFC", text.lower()).split()
    rest = syllables.others(words)  # most are syllables as they stand, and need no look at their letters
    found = LETTERS.findall(" ".join(rest))
    whole = len(words) - len(rest) + len(found)
    return whole, whole - len(syllables.others(found))


@dataclass
class Texts:
    """Count characters, syllables, sentences and words of documents."""

    documents: int = 0
    empty: int = 0
    characters: Lengths = field(default_factory=Lengths)
    syllables: Lengths = field(default_factory=Lengths)
    valid: int = 0
    sentences: Lengths = field(default_factory=Lengths)
    words: Lengths = field(default_factory=Lengths)
    guesses: Counter[str] = field(default_factory=Counter)
    languages: Tally = field(default_factory=lambda: Tally(1000))
    encodings: Tally = field(default_factory=lambda: Tally(1000))

    def add(self, document: Document) -> None:
        """Count a document. Sentences and words are counted where the record has them marked."""
        text = document.text
        self.documents += 1
        self.empty += not text.strip()
        self.characters.add(len(text))
        size, valid = measured(text)
        self.syllables.add(size)
        self.valid += valid
        guess = "too short" if size < ENOUGH else "vi" if valid >= VIETNAMESE * size else "other"
        self.guesses[guess] += 1
        for name, lengths in (("sentences", self.sentences), ("words", self.words)):
            spans = document.spans(name) if name in document.fields else None
            if spans is not None:
                lengths.add(len(spans))
        metadata = document.fields.get("metadata")
        about = metadata if isinstance(metadata, dict) else {}
        language = about.get("language", about.get("lang"))
        self.languages.add(language if isinstance(language, str) else "")
        encoding = about.get("encoding")
        self.encodings.add(encoding if isinstance(encoding, str) else "")

    def row(self) -> dict[str, Any]:
        """Return the counts, for JSON."""
        size = self.syllables.total
        return {
            "documents": self.documents,
            "empty": self.empty,
            "characters": self.characters.row(),
            "syllables": {**self.syllables.row(), "valid": self.valid, "valid_share": _share(self.valid, size)},
            "sentences": {"documents": self.sentences.counts.total(), **self.sentences.row()},
            "words": {"documents": self.words.counts.total(), **self.words.row()},
            "language_guess": {name: self.guesses[name] for name in ("vi", "other", "too short")},
            "language": dict(self.languages.most()),
            "encoding": dict(self.encodings.most()),
        }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 6) if whole else None
