"""Count what a corpus holds and what was done to it, in one pass and in bounded memory."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vncorpus import __version__
from vncorpus.document import Document
from vncorpus.look import trail
from vncorpus.look.counted import Changes, Rejects
from vncorpus.look.documents import Found, documents
from vncorpus.look.frequent import Frequent
from vncorpus.look.stray import Leaks
from vncorpus.look.texts import Texts
from vncorpus.pipeline import Pipeline
from vncorpus.run.files import STDIO, say
from vncorpus.run.pieces import Kind
from vncorpus.run.places import rejects_of
from vncorpus.stage import Step

#: The version of what `Stats.row` returns.
VERSION = 1
#: Characters of words; punctuation alone leaks nothing.
HAN = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3040-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
#: Lines that a message is written for; the others are counted.
TOLD = 20


@dataclass
class Stray:
    """Count the Chinese runs that the cjk stage still takes for stray."""

    step: Step = field(default_factory=lambda: Pipeline(["cjk"]).steps[0])
    runs: int = 0
    resolvable: int = 0
    words: int = 0
    leaky: int = 0
    documents: int = 0
    open: Frequent = field(default_factory=Frequent)

    def add(self, document: Document) -> None:
        """Judge a document; one without a Chinese character needs no judge."""
        self.documents += 1
        if not HAN.search(document.text):
            self.words += len(document.text.split())
            return
        leaks = Leaks()
        leaks.add(document, self.step.stage.run(document, self.step.options))
        self.words += leaks.words
        self.runs += leaks.stray
        self.resolvable += leaks.mended
        self.leaky += leaks.leaky
        for (han, kind), count in leaks.open.items():
            if kind == "stray":
                self.open.add(han, count)

    def row(self, top: int) -> dict[str, Any]:
        """Return the counts, for JSON."""
        return {
            "runs": self.runs,
            "resolvable": self.resolvable,
            "per_1000_words": round(1000 * self.runs / self.words, 6) if self.words else None,
            "documents": self.leaky,
            "documents_share": round(self.leaky / self.documents, 6) if self.documents else None,
            "open": self.open.most(top),
            "missed": self.open.missed,
        }


@dataclass
class Stats:
    """Count a corpus: what stands in it, what was done to it, and what was not taken in."""

    texts: Texts = field(default_factory=Texts)
    changes: Changes = field(default_factory=Changes)
    stray: Stray = field(default_factory=Stray)
    rejects: Rejects = field(default_factory=Rejects)
    kept: Frequent = field(default_factory=Frequent)
    unreadable: int = 0
    traced: bool = False

    def add(self, document: Document) -> None:
        """Count a document."""
        self.texts.add(document)
        self.changes.add(document)
        self.stray.add(document)
        for line in document.text.split("\n"):
            line = line.strip()
            if line:
                self.kept.add(line)

    def pass_over(self, found: Found) -> None:
        """Count what is no record, and say so."""
        self.unreadable += 1
        if self.unreadable <= TOLD:
            say(f"{found.name}:{found.number}: {found.error}; not counted")

    def row(self, top: int) -> dict[str, Any]:
        """Return all counts, for JSON; docs/stats.md says what each is."""
        return {
            "v": VERSION,
            "vncorpus": __version__,
            "records": {"read": self.texts.documents + self.unreadable, "unreadable": self.unreadable},
            "texts": self.texts.row(),
            "stages": self.changes.rows(),
            "trace": self.changes.trace() if self.traced else None,
            "lines": {
                "kept": self.kept.most(top, least=2),
                "kept_missed": self.kept.missed,
                "dropped": self.changes.dropped.most(top) if self.traced else None,
                "dropped_missed": self.changes.dropped.missed if self.traced else None,
            },
            "stray": self.stray.row(top),
            "rejects": self.rejects.row() if self.rejects.files else None,
        }


def count(
    paths: list[Path],
    *,
    from_: Kind = "auto",
    encoding: str = "auto",
    limit: int | None = None,
    traces: list[Path] | None = None,
    rejects: list[Path] | None = None,
) -> Stats:
    """Return the counts of these files, of the traces, and of the rejects files, or of those that lie beside the files.

    Raises NoInputError, DataError as `documents` and `trail.read` do.
    """
    stats = Stats()
    for found in documents(paths, from_, encoding, limit):
        if found.document is None:
            stats.pass_over(found)
        else:
            stats.add(found.document)
    for path in traces or ():
        stats.traced = True
        for _id, change in trail.read(path):
            stats.changes.add_change(change)
    beside = [rejects_of(path) for path in paths if path != STDIO]
    for path in rejects or [path for path in beside if path.is_file()]:
        stats.rejects.read(path)
    return stats
