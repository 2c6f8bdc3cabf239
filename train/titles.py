"""Learn which line of a page is its title: `boilerplate_titles.npz` in `vncorpus/tables`.

python -m train.titles add FOLDER...    keep how the heads of labelled pages look, in train/titles.tsv.gz
python -m train.titles trees            grow the trees from what was kept
python -m train.titles folds            hold back each round of pages in turn: titles found, by the rules and by trees

A page's title is the first of its lines that is marked as text. What is kept holds no text of the pages.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import lightgbm
import numpy as np

from train.furniture import GROWN, packed, save
from train.labelled import pages
from vncorpus.stages import boilerplate
from vncorpus.stages.boilerplate import learned, reading, titles, traits
from vncorpus.stages.boilerplate.line.lines import printed
from vncorpus.stages.boilerplate.trees import Trees

KEPT = Path(__file__).with_name("titles.tsv.gz")
#: Trees, and how they grow beside those of furniture: there are fewer lines, and one in forty is a title.
TREES = 400
SMALLER = {
    **GROWN,
    "num_leaves": 31,
    "learning_rate": 0.03,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.3,
    "max_depth": 12,
}


class Row(NamedTuple):
    """Hold a line of the head of a page: whether it is the title, and its traits."""

    round: str
    page: str
    title: bool
    traits: list[float]


def rows(folder: Path) -> Iterator[Row]:
    """Yield the heads of the pages of a folder as the rules leave them."""
    for stem, lines, said, found, listed in pages(folder):
        told = next((at for at, (mark, text) in enumerate(lines) if mark == "+" and text.strip()), None)
        if listed:
            continue
        for part in reading.parts(said, found, boilerplate.Options()):
            if part.article is None or not part.article.page or not learned.is_whole(part.rules):
                continue
            inner, over = found[part.first : part.last], said[part.first : part.last]
            page = traits.looks(over, inner, part.rules)
            shown, opens = printed(inner), titles.opening(inner, page, part.article)
            heads = [part.first + shown[place] for place in titles.head(page, opens)]
            if told in heads:
                seen = titles.of(over, inner, part.rules, page, part.article.title, opens)
                name = f"{folder.parent.name}-{folder.name}/{stem}"
                yield from (Row(folder.parent.name, name, at == told, one) for at, one in zip(heads, seen, strict=True))


def keep(found: Sequence[Row]) -> None:
    """Write rows, one a line."""
    with gzip.GzipFile(KEPT, "w", mtime=0) as file:
        for row in found:
            cells = [row.round, row.page, int(row.title), *(f"{value:g}" for value in row.traits)]
            file.write("\t".join(map(str, cells)).encode() + b"\n")


def kept() -> list[Row]:
    """Return the rows that were kept."""
    if not KEPT.exists():
        return []
    found = []
    with gzip.open(KEPT, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            name, page, title, *values = line.rstrip("\n").split("\t")
            found.append(Row(name, page, title == "1", [*map(float, values)]))
    return found


def grow(found: Sequence[Row]) -> Trees:
    """Return trees that tell the title from the other lines of a head."""
    names = [f"t{at}" for at in range(len(titles.NAMES))]
    values, told = np.array([row.traits for row in found]), np.array([row.title for row in found])
    data = lightgbm.Dataset(values, told, feature_name=names)
    return packed(lightgbm.train(SMALLER, data, TREES), titles.NAMES)


def folds(found: Sequence[Row]) -> Iterator[str]:
    """Yield how many titles of each round the rules find, and trees of all others; and how many of the surer ones."""
    chosen = titles.NAMES.index("chosen")
    total = [0] * 5
    for held in sorted({row.round for row in found}):
        made = grow([row for row in found if row.round != held])
        counts = [0] * 5
        for _, page in groupby([row for row in found if row.round == held], lambda row: row.page):
            lines = list(page)
            odds = made.log_odds([row.traits for row in lines])
            best = max(range(len(odds)), key=odds.__getitem__)
            right, sure = lines[best].title, odds[best] > 0
            here = 1, any(row.title and row.traits[chosen] for row in lines), right, sure, right and sure
            counts = [sum(pair) for pair in zip(counts, here, strict=True)]
        total = [sum(pair) for pair in zip(total, counts, strict=True)]
        yield _told(held, counts)
    yield _told("all", total)


def _told(name: str, counts: Sequence[int]) -> str:
    pages, rules, trees, sure, right = counts
    return f"{name:12} {pages} pages: rules {rules / pages:.3f}, trees {trees / pages:.3f}; surer {right} of {sure}"


def main() -> int:
    """Do what is asked and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m train.titles", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=("add", "trees", "folds"))
    parser.add_argument("inputs", nargs="*", type=Path, help="folders of labelled pages")
    asked = parser.parse_args()
    if asked.what == "add":
        new = [row for folder in asked.inputs for row in rows(folder)]
        again = {row.page for row in new}
        keep([*(row for row in kept() if row.page not in again), *new])
    elif asked.what == "trees":
        save(grow(kept()), titles.TABLE)
    else:
        for line in folds(kept()):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
