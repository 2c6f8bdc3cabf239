r"""Measure boilerplate stripping on other copies of the same pages: how a page was copied must not matter.

    python bench/copies.py [FOLDER]...

Each page is read as it is and then as other tools would have copied it: with no-break spaces, marks of no width or
letters in pieces, with blank lines between all lines, cut at a width as a PDF or `lynx -dump` is, broken where links
stand in paragraphs as `get_text("\n")` breaks them, and with the entries of menus as items of lists, as html2text,
inscriptis and resiliparse write them. Without a folder: the pages of the tests.
"""

from __future__ import annotations

import random
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boilerplate

from vncorpus.pipeline import Pipeline

Rows = list[dict[str, Any]]
BLANK = {"text": "", "label": "", "keep": False, "soft": True}
#: Words of a paragraph that may hold a link, and of an entry of a menu; entries of a list.
LINKED, ENTRY, ENTRIES = 14, 6, 3


def each(change: Callable[[str], str]) -> Callable[[Rows], Rows]:
    """Return a way of copying that changes each line by itself."""
    return lambda rows: [{**row, "text": change(row["text"])} for row in rows]


def spaced(rows: Rows) -> Rows:
    """Return the lines with three blank ones after each."""
    return [copy for row in rows for copy in ((row, BLANK, BLANK, BLANK) if row["text"].strip() else (row,))]


def cut(width: int) -> Callable[[Rows], Rows]:
    """Return a way of copying that cuts lines at a width, but for rows of tables."""

    def copy(rows: Rows) -> Rows:
        return [
            {**row, "text": part}
            for row in rows
            for part in ([row["text"]] if "\t" in row["text"] else textwrap.wrap(row["text"], width) or [""])
        ]

    return copy


def broken(rows: Rows) -> Rows:
    """Return the lines with half of the paragraphs in three pieces: one to three words of each are a link."""
    rng = random.Random(7)

    def pieces(row: dict[str, Any]) -> Iterator[str]:
        words = row["text"].split(" ")
        if not row["keep"] or len(words) < LINKED or rng.random() < 0.5:
            yield row["text"]
            return
        first = rng.randrange(3, len(words) - 6)
        last = first + rng.randrange(1, 4)
        yield from (" ".join(words[:first]), " ".join(words[first:last]), " ".join(words[last:]))

    return [{**row, "text": piece} for row in rows for piece in pieces(row)]


def listed(mark: str) -> Callable[[Rows], Rows]:
    """Return a way of copying that puts a mark before each entry of a menu: short lines of furniture in a row."""

    def copy(rows: Rows) -> Rows:
        found: Rows = []
        run: Rows = []
        for row in [*rows, BLANK]:
            if not (row["keep"] or row.get("soft")) and 0 < len(row["text"].split()) <= ENTRY:
                run.append(row)
                continue
            many = len(run) >= ENTRIES
            found += [{**entry, "text": mark + entry["text"].strip()} if many else entry for entry in run]
            run = []
            found.append(row)
        return found[:-1]

    return copy


COPIES: dict[str, Callable[[Rows], Rows]] = {
    "as it is": lambda rows: rows,
    "no-break spaces": each(lambda line: line.replace(" ", "\u00a0", 1)),
    "marks of no width": each(lambda line: line and f"\u200b{line}"),
    "letters in pieces": each(lambda line: unicodedata.normalize("NFD", line)),
    "three blank lines": spaced,
    "cut at 72": cut(72),
    "cut at 90": cut(90),
    "broken at links": broken,
    "menus with * ": listed("* "),
    "menus with - ": listed("- "),
    "menus with • ": listed("• "),
}


def measured(folder: Path, copy: Callable[[Rows], Rows]) -> tuple[float, float]:
    """Return the line F of the pages of a folder in one way of copying, and the share of text that is lost."""
    pipeline = Pipeline(["boilerplate"])
    scores = [boilerplate.score(name, copy(rows), pipeline) for name, rows in boilerplate.pages(folder)]
    lines = [sum(score.lines[at] for score in scores) for at in range(3)]
    chars = [sum(score.chars[at] for score in scores) for at in range(3)]
    return boilerplate.f_score((lines[0], lines[1], lines[2])), chars[2] / max(1, chars[0] + chars[2])


def main(folders: list[Path]) -> None:
    """Print a table, a row for each way of copying."""
    for folder in folders:
        print(f"{folder}\n{'copy':20} line F  text lost")
        for name, copy in COPIES.items():
            line, lost = measured(folder, copy)
            print(f"{name:20} {line:6.3f}  {lost:9.2%}")


if __name__ == "__main__":
    main([Path(a) for a in sys.argv[1:]] or [boilerplate.PAGES])
