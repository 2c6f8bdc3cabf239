"""Learn what the traits of a line weigh that stands on a page: `vncorpus/tables/boilerplate_weights.tsv`.

python -m train.furniture rows FOLDER... -o FILE  write how the lines of labelled pages look, as the rules leave them
python -m train.furniture fit FILE...             learn the weights, and write the table
python -m train.furniture folds FILE...           hold back each folder in turn: line F and text lost, without and with

Files are `train/furniture.tsv.gz` where none is named. The rules fit the pages that they were written from, and on such
pages little is left to learn. So the rows come from pages that nobody had read when the rules were as they are: `rows`
is run before they are. A row holds no text: how a line looks, whether it is text, and whether the rules keep it.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from vncorpus.stages import boilerplate
from vncorpus.stages.boilerplate import learned, listing, markdown, reading, traits
from vncorpus.stages.boilerplate.line.lines import printed

#: The rows that are kept with the project.
ROWS = Path(__file__).with_name("furniture.tsv.gz")
#: A trait is learned if so many lines have it, and how freely: sklearn's C.
FEWEST, C = 5, 0.2
#: A weight is written with so many digits after its stop.
DIGITS = 3
HEAD = """\
# What the traits of a line weigh that stands on a page: above zero for text, below it for furniture. Made by
# train/furniture.py; the traits are those of stages/boilerplate/traits.py. The sum of a line's weights is the logarithm
# of how much likelier it is text than furniture.
# Source: trained for this project on how lines of labelled pages look; no text of them is here. Apache-2.0.
trait\tweight
"""


class Row(NamedTuple):
    """Hold a line of a page: how it looks, and what is known of it."""

    folder: str
    page: str
    #: Whether it is text, as it is marked; None where either answer suits, or where the line does not count.
    text: bool | None
    #: Whether weights may judge it.
    asked: bool
    size: int
    look: traits.Look


class Lesson(NamedTuple):
    """Hold a line that counts with its traits."""

    row: Row
    traits: list[str]


def rows(folder: Path) -> Iterator[Row]:
    """Yield the lines of the pages of a folder as the rules leave them; see bench/boilerplate.py for the marks.

    Of a text that is told to be a list of articles every line stays.
    """
    for path in sorted(folder.glob("*.page")):
        lines = [(line[:1], line[1:]) for line in path.read_text(encoding="utf-8").splitlines()]
        texts = [text for _, text in lines]
        said = markdown.plain(texts) or texts
        found = boilerplate.classified(said, boilerplate.Options())
        told = listing.is_listing(found, said)
        for number, part in enumerate(reading.parts(said, found, boilerplate.Options())):
            inner, over = found[part.first : part.last], said[part.first : part.last]
            rules = [None] * len(inner) if told else part.rules
            paged = part.article is not None and part.article.page and not told
            may = learned.may_go(over, inner, rules, part.article) if part.article and paged else set()
            page = traits.looks(over, inner, rules)
            for at, look in zip(printed(inner), page, strict=True):
                mark, text = lines[part.first + at]
                bare = text.strip().removeprefix("- ")
                counts = mark in "+-" and bare.strip("-–—•*+")
                name = f"{path.stem}:{number}"
                size = len(over[at].strip())
                yield Row(folder.name, name, mark == "+" if counts else None, at in may, size, look)


def write(found: Sequence[Row], path: Path) -> None:
    """Write rows, one a line."""
    with gzip.GzipFile(path, "w", mtime=0) as file:
        for row in found:
            mark = {True: "+", False: "-", None: "~"}[row.text]
            cells = [row.folder, row.page, mark, row.asked, row.size, *row.look]
            file.write("\t".join(str(int(cell) if isinstance(cell, bool) else cell) for cell in cells).encode() + b"\n")


def read(paths: Sequence[Path]) -> list[Row]:
    """Return the rows of several files."""
    found = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            for line in file:
                folder, page, mark, asked, size, *look = line.rstrip("\n").split("\t")
                stays, kind, prose, known, words, end, begin, *numbers = look
                digits, cells, copies = map(int, numbers)
                seen = traits.Look(
                    stays == "1", kind, prose == "1", known == "1", int(words), end, begin, digits, cells, copies
                )
                found.append(Row(folder, page, {"+": True, "-": False, "~": None}[mark], asked == "1", int(size), seen))
    return found


def lessons(found: Sequence[Row]) -> list[Lesson]:
    """Return the lines that count, with their traits."""
    told = []
    for _, page in groupby(found, lambda row: (row.folder, row.page)):
        lines = list(page)
        for place, seen in traits.of([row.look for row in lines], range(len(lines))):
            if lines[place].text is not None:
                told.append(Lesson(lines[place], seen))
    return told


def fit(found: Sequence[Lesson]) -> dict[str, float]:
    """Return the weights that these lines teach."""
    told = [lesson for lesson in found if lesson.row.asked]
    count = Counter(trait for lesson in told for trait in lesson.traits)
    names = sorted(trait for trait, lines in count.items() if lines >= FEWEST)
    place = {trait: at for at, trait in enumerate(names)}
    ends, columns = [0], []
    for lesson in told:
        columns += [place[trait] for trait in lesson.traits if trait in place]
        ends.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(told), len(names)))
    model = LogisticRegression(C=C, max_iter=1000).fit(matrix, [lesson.row.text for lesson in told])
    pairs = zip([learned.ALWAYS, *names], [*model.intercept_, *model.coef_[0]], strict=True)
    return {trait: round(float(weight), DIGITS) for trait, weight in pairs if round(float(weight), DIGITS)}


def table(weights: dict[str, float]) -> str:
    """Return the table of weights."""
    return HEAD + "".join(f"{trait}\t{weight:.{DIGITS}f}\n" for trait, weight in weights.items())


def folds(found: Sequence[Row]) -> Iterator[str]:
    """Yield line F and the share of text lost of each folder, by the rules and with weights from all others."""
    total = [Counter[str](), Counter[str]()]
    for folder in dict.fromkeys(row.folder for row in found):
        weights = fit(lessons([row for row in found if row.folder != folder]))
        counts = [Counter[str](), Counter[str]()]
        for _, page in groupby((row for row in found if row.folder == folder), lambda row: row.page):
            lines = list(page)
            asked = {place for place, row in enumerate(lines) if row.asked and row.look.stays}
            sizes = [row.size for row in lines]
            gone = learned.judged([row.look for row in lines], sizes, asked, weights)
            for place, row in enumerate(lines):
                if row.text is None:
                    continue
                stays = row.look.stays
                for way, kept in zip(counts, (stays, stays and place not in gone), strict=True):
                    way["right" if row.text and kept else "lost" if row.text else "left"] += bool(row.text or kept)
                    way["characters"] += row.size * row.text
                    way["gone"] += row.size * (row.text and not kept)
                counts[1]["text" if row.text else "furniture"] += place in gone
        yield _said(folder, counts)
        for way, more in zip(total, counts, strict=True):
            way.update(more)
    yield _said("all", total)


def _said(folder: str, counts: Sequence[Counter[str]]) -> str:
    ways = []
    for way in counts:
        share = 2 * way["right"] / max(1, 2 * way["right"] + way["left"] + way["lost"])
        ways.append(f"{share:.3f} {way['gone'] / max(1, way['characters']):.2%}")
    return f"{folder:24} {' -> '.join(ways)}   furniture {counts[1]['furniture']}, text {counts[1]['text']}"


def main() -> int:
    """Do what is asked and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m train.furniture", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=("rows", "fit", "folds"))
    parser.add_argument("inputs", nargs="*", type=Path, help="folders of labelled pages, or files of rows")
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args()
    if asked.what == "rows":
        if asked.output is None:
            parser.error("rows needs -o FILE")
        write([row for folder in asked.inputs for row in rows(folder)], asked.output)
        return 0
    found = read(asked.inputs or [ROWS])
    if asked.what == "fit":
        (asked.output or learned.TABLE).write_text(table(fit(lessons(found))), encoding="utf-8")
    else:
        for line in folds(found):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
