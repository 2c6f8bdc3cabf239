"""Measure boilerplate stripping on labelled pages: line and character F, text lost, furniture left.

    python bench/boilerplate.py [FOLDER]...

A folder holds `*.labels.jsonl` beside `*.txt`, or `*.jsonl` pages of labelled lines: {"text", "label", "keep"} and
optionally "soft" for lines that either answer suits; or `*.page`, the page itself with a mark before each line: `+` the
article, `-` furniture, `~` either answer suits. Without a folder: the pages of the tests, and the development data
where it is.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from vncorpus.document import Document
from vncorpus.pipeline import Pipeline

DATA = Path(os.environ.get("VNCORPUS_DATA", "../shared/data"))

PAGES = Path(__file__).parent.parent / "tests" / "pages"
#: Marks that join their text, and so are no line any more.
BULLETS = "-–—•*+"


class Score(NamedTuple):
    """Hold the counts of one page."""

    name: str
    lines: tuple[int, int, int]  # kept rightly, kept wrongly, lost
    chars: tuple[int, int, int]
    lost: list[dict[str, Any]]
    left: list[dict[str, Any]]


def f_score(counts: tuple[int, int, int]) -> float:
    """Return the harmonic mean of precision and recall."""
    hit, wrong, lost = counts
    return 2 * hit / (2 * hit + wrong + lost) if hit else float(not (wrong or lost))


def pages(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the name and the labelled lines of each page."""
    for path in sorted(folder.glob("*.jsonl")):
        yield path.name, [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for path in sorted(folder.glob("*.page")):
        rows = [(line[:1], line[1:]) for line in path.read_text(encoding="utf-8").splitlines()]
        yield path.name, [{"text": text, "label": "", "keep": mark == "+", "soft": mark == "~"} for mark, text in rows]


def score(name: str, rows: list[dict[str, Any]], pipeline: Pipeline) -> Score:
    """Return how the pipeline does on one page; lines that are blank, a lone bullet or soft do not count."""
    text = "\n".join(row["text"] for row in rows)
    out = Counter(line.strip().removeprefix("- ") for line in pipeline.run(Document(text)).text.split("\n"))
    lines, chars = [0, 0, 0], [0, 0, 0]
    lost: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    # Of lines that are the same the one to be kept is counted as kept: a title is printed in the path to it too.
    for row in sorted(rows, key=lambda row: not row["keep"]):
        bare = row["text"].strip().removeprefix("- ")
        kept = out[bare] > 0
        out[bare] -= kept
        if not bare or bare in BULLETS or row.get("soft"):
            continue
        if row["keep"] or kept:
            place = 0 if row["keep"] and kept else 1 if kept else 2
            lines[place] += 1
            chars[place] += len(bare)
            if place:
                (left if place == 1 else lost).append(row)
    return Score(name, (lines[0], lines[1], lines[2]), (chars[0], chars[1], chars[2]), lost, left)


def main(folders: list[Path], verbose: bool) -> None:
    """Print a table, a row a page."""
    pipeline = Pipeline(["boilerplate"])
    for folder in folders:
        if not folder.is_dir():
            print(f"{folder}: not here; set VNCORPUS_DATA")
            continue
        total = [0, 0, 0]
        mass = [0, 0, 0]
        print(f"{folder}\n{'page':44} line F  char F  lost  left")
        for name, rows in pages(folder):
            result = score(name, rows, pipeline)
            total = [a + b for a, b in zip(total, result.lines, strict=True)]
            mass = [a + b for a, b in zip(mass, result.chars, strict=True)]
            print(
                f"{name[:44]:44} {f_score(result.lines):6.3f}  {f_score(result.chars):6.3f}"
                f"  {len(result.lost):4}  {len(result.left):4}"
            )
            if verbose:
                for row in result.lost:
                    print(f"    lost {row['label']:9} {row['text'][:100]}")
                for row in result.left:
                    print(f"    left {row['label']:9} {row['text'][:100]}")
        counts = (total[0], total[1], total[2])
        shares = (mass[0], mass[1], mass[2])
        lost_share = mass[2] / max(1, mass[0] + mass[2])
        print(f"{'all':44} {f_score(counts):6.3f}  {f_score(shares):6.3f}  text lost {lost_share:.2%}\n")


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    main([Path(a) for a in arguments] or [PAGES, DATA / "articles", DATA / "boilerplate"], "-v" in sys.argv)
