"""Strip page furniture from pasted pages: the article and nothing but the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vncorpus.document import Document, Edit
from vncorpus.stage import Stage, option
from vncorpus.stages.boilerplate import inside, lines, span
from vncorpus.stages.boilerplate.lines import Line

NAME = "boilerplate"


@dataclass(frozen=True, slots=True)
class Options:
    """Hold the options of the stage."""

    level: str = option("article", "only lines that a pattern knows, or the article by its place too", ("lines", "article"))
    captions: str = option("drop", "what is done with captions of pictures", ("drop", "keep"))
    patterns: Path | None = option(None, "a table of your own, as tables/boilerplate.tsv; its rules come first")
    max_drop: float = option(0.9, "leave a text as it is, and mark it, where more than this share would go")


def run(document: Document, options: Options) -> Document:
    """Strip page furniture: menus, bylines, captions, share bars, comments, related stories, footers.

    A line goes because a pattern of the table knows it, or because it stands outside the article in a region
    that has enough known furniture in it. Text without such evidence stays: losing a paragraph is worse than
    keeping a menu. Bullets join their text, a title or a line that is doubled stands once.

    >>> print(run(Document("Mưa lớn ở Huế\\nThứ 4, 22/01/2025 12:09\\nNước dâng nhanh.\\nBình luận (0)"), Options()).text)
    Mưa lớn ở Huế
    Nước dâng nhanh.
    """
    text = document.text
    texts = text.split("\n")
    found = [lines.classify(line, options.patterns) for line in texts]
    edits = list(_edits(texts, found, options))
    gone = sum(edit.end - edit.start for edit in edits if not edit.new)
    if gone > options.max_drop * len(text.strip()) > 0:
        return document.edited(NAME, [Edit(0, len(text), text, "flag:max-drop")])
    return document.edited(NAME, edits)


def check(options: Options) -> None:
    """Read the user's patterns, so that a bad row is told before any input is read."""
    if options.patterns:
        lines.check(options.patterns)


def _edits(texts: Sequence[str], found: Sequence[Line], options: Options) -> Iterator[Edit]:
    if len(texts) == 1 and not found[0].rule:
        return
    reasons = inside.reasons(texts, found, span.article(found, texts) if options.level == "article" else None, options.captions)
    yield from inside.removals(texts, found, reasons)
    yield from inside.repairs(texts, found, reasons)


STAGE = Stage(NAME, "1", run, Options, check=check)
