"""Read labelled pages line by line as the rules leave them, and keep what they teach without their text."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vncorpus.stages import boilerplate
from vncorpus.stages.boilerplate import learned, listing, markdown, reading, titles, traits
from vncorpus.stages.boilerplate.cohesion import Cohesion
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: How the lines look that were learned from, which is kept with the project.
KEPT = Path(__file__).with_name("furniture.tsv.gz")
#: How much of a look is known of the pages of all rounds, and shares of a cohesion.
KNOWN, COHERES = traits.Look._fields.index("cohesion"), len(Cohesion._fields)


class Row(NamedTuple):
    """Hold a line of a page: what it says, how it looks, and what is known of it."""

    folder: str
    page: str
    #: Whether it is text, as it is marked; None where either answer suits, or where the line does not count.
    text: bool | None
    #: Whether it stands on a page, and whether it may be judged.
    paged: bool
    asked: bool
    line: str
    look: traits.Look

    @property
    def round(self) -> str:
        """Return which round of pages it is from: `q5` of `q5-a`."""
        return self.folder.split("-")[0]


class Page(NamedTuple):
    """Hold a labelled page: its name, its lines with their marks, what they say and are, and whether it is a list."""

    name: str
    lines: list[tuple[str, str]]
    said: list[str]
    found: list[Line]
    listed: bool


def pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder; see bench/boilerplate.py for the marks."""
    for path in sorted(folder.glob("*.page")):
        lines = [(line[:1], line[1:]) for line in path.read_text(encoding="utf-8").splitlines()]
        texts = [text for _, text in lines]
        said = markdown.plain(texts) or texts
        found = boilerplate.classified(said, boilerplate.Options())
        yield Page(path.stem, lines, said, found, listing.is_listing(found, said))


def rows(folder: Path) -> Iterator[Row]:
    """Yield the lines of the pages of a folder as the rules leave them.

    Of a text that is told to be a list of articles every line stays.
    """
    for stem, lines, said, found, told in pages(folder):
        for number, part in enumerate(reading.parts(said, found, boilerplate.Options())):
            inner, over = found[part.first : part.last], said[part.first : part.last]
            rules: list[str | None] = [None] * len(inner) if told else part.rules
            paged = part.article is not None and part.article.page and not told
            page, article, may = traits.looks(over, inner, rules), part.article, set[int]()
            if article and paged and learned.is_whole(rules):
                article = titles.settle(over, inner, rules, article, page)
                may = learned.may_go(over, inner, article)
            for at, look in zip(printed(inner), page, strict=True):
                mark, text = lines[part.first + at]
                bare = text.strip().removeprefix("- ")
                counts = mark in "+-" and bare.strip("-–—•*+")
                back = bool(may) and article is not None and learned.may_stay(at, inner, rules, article)
                asked = at in may if look.stays else back and look.copies == 1
                name = f"{folder.parent.name}-{folder.name}"
                where = name, f"{stem}:{number}"
                yield Row(*where, mark == "+" if counts else None, paged, asked, over[at].strip(), look)


def write(found: Iterable[Row], path: Path) -> None:
    """Write rows with their text."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for row in found:
            file.write(json.dumps([*row[:-1], [*row.look]], ensure_ascii=False) + "\n")


def read(paths: Sequence[Path]) -> list[Row]:
    """Return the rows of several files."""
    found = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                *cells, look = json.loads(line)
                seen = traits.Look._make(look)
                found.append(Row._make([*cells, seen._replace(cohesion=Cohesion(*seen.cohesion))]))
    return found


def keep(found: Sequence[Row], path: Path) -> None:
    """Write how lines look, one a line, without their text."""
    with gzip.GzipFile(path, "w", mtime=0) as file:
        for row in found:
            mark = {True: "+", False: "-", None: "~"}[row.text]
            cells = [row.folder, row.page, mark, row.paged, row.asked, *row.look[:KNOWN], *_told(row.look)]
            file.write("\t".join(str(int(cell) if isinstance(cell, bool) else cell) for cell in cells).encode() + b"\n")


def _told(look: traits.Look) -> Sequence[object]:
    """Return what is written of a line besides: nothing of the older pages, of which it is not known."""
    return () if look.cohesion == Cohesion() else (*look.cohesion, *look[KNOWN + 1 :])


def kept(path: Path = KEPT) -> list[Row]:
    """Return the rows that were kept, which have no text."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            folder, page, mark, paged, asked, stays, kind, prose, known, *more = line.rstrip("\n").split("\t")
            counts, shares, later = map(int, more[:7]), map(float, more[7:10]), [*map(float, more[10:])]
            told: list[Any] = [*traits.Look._field_defaults.values()]
            if later:
                coheres, (indented, title, titled, *blanks) = later[:COHERES], later[COHERES:]
                told = [Cohesion._make(coheres), indented, title == 1, titled, *map(int, blanks)]
            look = traits.Look._make([stays == "1", kind, prose == "1", known == "1", *counts, *shares, *told])
            found.append(
                Row(folder, page, {"+": True, "-": False, "~": None}[mark], paged == "1", asked == "1", "", look)
            )
    return found
