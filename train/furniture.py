"""Learn how likely a line of a page is text: `boilerplate_words.tsv` and `boilerplate_trees.npz` in `vncorpus/tables`.

python -m train.furniture rows FOLDER... -o FILE  write the lines of labelled pages, as the rules leave them
python -m train.furniture fit FILE...             learn more from new rows: what words weigh, and how the lines look
python -m train.furniture trees                   grow the trees from what was kept, train/furniture.tsv.gz
python -m train.furniture folds FILE...           hold back each round of new pages in turn: line F, text lost

The rules fit the pages that they were written from, and on such pages little is left to learn. So the rows come from
pages that nobody had read when the rules were as they are: `rows` is run before they are.
They hold the text of the pages and are no part of the project; what is kept of them holds none. What older pages
taught of words is in their weights: `fit` moves those by what new pages say, and each the less for having been known.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import lightgbm
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from train.labelled import KEPT, Row, keep, kept, read, rows, write
from vncorpus.stages.boilerplate import learned, traits, trees, wording

Floats = npt.NDArray[np.float64]
#: A sign is learned that is on so many new pages, how freely (C of a logistic regression), and left out below such a
#: weight; how much less freely where it is known.
PAGES, C, LEAST, KNOWN = 3, 0.5, 0.15, 3.0
#: Parts of the new pages for which the words of each part are judged by weights from the others.
PARTS = 5
#: How much more a line of the project's own pages and cases counts, which `make gate` holds.
_OURS, OURS = frozenset(("tests", "cases")), 3.0
#: Trees, and how they grow.
TREES = 250
GROWN = {
    **{"objective": "binary", "num_leaves": 255, "learning_rate": 0.07, "min_data_in_leaf": 40, "max_depth": 14},
    **{"feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1},
    **{"seed": 1, "deterministic": True, "force_row_wise": True, "num_threads": 2, "verbose": -1},
}
HEAD = """\
# What the words of a line weigh on a page, in tenths: above zero for text, below it for furniture; each weight with its
# signs, which stages/boilerplate/wording.py has. Made by train/furniture.py. The sum of the weights of a line is the
# logarithm of how much likelier it is text than furniture.
# Source: trained for this project on words of labelled pages that stand on three of them or more. Apache-2.0.
weight\tsigns
"""


def words(found: Sequence[Row], before: Mapping[str, int]) -> dict[str, int]:
    """Return what each sign of a line's words weighs, in tenths: a logistic regression that goes on from `before`."""
    told = [row for row in found if row.text is not None]
    signs = [sorted(wording.signs(row.line)) for row in told]
    pages: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row, those in zip(told, signs, strict=True):
        for sign in those:
            pages[sign].add((row.folder, row.page))
    # What every line weighs stays: a lone "*" has the same sign, and what that says is of few lines.
    names = sorted(sign for sign, seen in pages.items() if len(seen) >= PAGES and sign != wording.ALWAYS)
    place = {sign: at for at, sign in enumerate(names)}
    ends, columns = [0], list[int]()
    for those in signs:
        columns += [place[sign] for sign in those if sign in place]
        ends.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(told), len(names)))
    start = np.array([wording.weighed(row.line, before) for row in told])
    text = np.array([bool(row.text) for row in told], dtype=float)
    stiff = np.array([KNOWN if sign in before else 1.0 for sign in names]) / C

    def loss(more: Floats) -> tuple[float, Floats]:
        odds = start + matrix @ more
        wrong = np.logaddexp(0, -odds) @ text + np.logaddexp(0, odds) @ (1 - text)
        return wrong + (stiff * more) @ more / 2, matrix.T @ (1 / (1 + np.exp(-odds)) - text) + stiff * more

    more = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    weights = dict(before)
    for sign, by in zip(names, more, strict=True):
        moved = before.get(sign, 0) + float(by) * wording.TENTHS
        if sign in before or abs(moved) >= LEAST * wording.TENTHS:
            weights[sign] = round(moved)
    return {sign: weight for sign, weight in weights.items() if weight or sign == wording.ALWAYS}


def table(weights: Mapping[str, int]) -> str:
    """Return the table of words: each weight with its signs."""
    by: defaultdict[int, list[str]] = defaultdict(list)
    for sign, weight in sorted(weights.items()):
        by[weight].append(sign)
    return HEAD + "".join(f"{weight}\t{' '.join(by[weight])}\n" for weight in sorted(by))


def judged_apart(found: Sequence[Row], before: Mapping[str, int]) -> list[Row]:
    """Return the rows with what their words say by weights from folders that they are not of."""
    part = {name: at % PARTS for at, name in enumerate(sorted({row.folder for row in found}))}
    apart = [words([row for row in found if part[row.folder] != number], before) for number in range(PARTS)]
    return [said(row, apart[part[row.folder]]) for row in found]


def said(row: Row, weights: Mapping[str, int]) -> Row:
    """Return a row with what its words say by these weights."""
    return row._replace(look=row.look._replace(said=wording.weighed(row.line, weights)))


def grow(found: Sequence[Row]) -> lightgbm.Booster:
    """Return trees that tell text from furniture among the lines of pages."""
    values, told, weights = [], [], []
    for _, page in groupby(found, lambda row: (row.folder, row.page)):
        lines = list(page)
        for row, seen in zip(lines, traits.of([row.look for row in lines]), strict=True):
            if row.text is not None and row.paged:
                values.append(seen)
                told.append(row.text)
                weights.append(OURS if row.round in _OURS else 1.0)
    names = [f"t{at}" for at in range(len(traits.NAMES))]
    data = lightgbm.Dataset(np.array(values, dtype=float), np.array(told), weight=np.array(weights), feature_name=names)
    return lightgbm.train(GROWN, data, TREES)


def packed(grown: lightgbm.Booster, names: tuple[str, ...] = traits.NAMES) -> trees.Trees:
    """Return trees as the stage walks them: the two nodes under one stand side by side."""
    nodes: list[tuple[int, float, int, int]] = []
    roots, deepest = [], 0
    for tree in grown.dump_model()["tree_info"]:
        roots.append(len(nodes))
        nodes.append((0, 0.0, 0, 0))
        left = [(roots[-1], tree["tree_structure"], 0)]
        for at, node, depth in left:
            deepest = max(deepest, depth)
            if "split_feature" not in node:
                nodes[at] = (0, np.inf, at, round(node["leaf_value"] * trees.SCALE))
                continue
            under = len(nodes)
            nodes += [(0, 0.0, 0, 0)] * 2
            nodes[at] = (node["split_feature"], node["threshold"], under, 0)
            left += [(under, node["left_child"], depth + 1), (under + 1, node["right_child"], depth + 1)]
    trait, most, left_of, weight = zip(*nodes, strict=True)
    return trees.Trees(
        np.array(roots), deepest, np.array(trait), np.array(most), np.array(left_of), np.array(weight), names
    )


def save(made: trees.Trees, path: Path) -> None:
    """Write trees, their whole numbers in as few bytes as they need."""
    kept = {
        name: value.astype(np.int32) for name, value in made._asdict().items() if name not in ("depth", "most", "names")
    }
    np.savez_compressed(path, **{**made._asdict(), **kept})


def folds(found: Sequence[Row]) -> Iterator[str]:
    """Yield line F and the share of text lost of each new round, by the rules and by what all others teach.

    To be run before `fit`: the weights of words, once they have learned of a round, cannot forget it.
    """
    total = [Counter[str](), Counter[str]()]
    rounds, before = {row.round for row in found}, wording.weights()
    older = [row for row in kept() if row.round not in rounds]
    for held in sorted(rounds):
        others = [row for row in found if row.round != held]
        weights, made = words(others, before), packed(grow([*older, *judged_apart(others, before)]))
        counts = _counts([said(row, weights) for row in found if row.round == held], made)
        yield _told(held, counts)
        for way, more in zip(total, counts, strict=True):
            way.update(more)
    yield _told("all", total)


def _counts(found: Sequence[Row], made: trees.Trees) -> list[Counter[str]]:
    """Count lines that are right, lost and left, by the rules and as trees settle them."""
    counts = [Counter[str](), Counter[str]()]
    for _, page in groupby(found, lambda row: (row.folder, row.page)):
        lines = list(page)
        asked = [at for at, row in enumerate(lines) if row.asked]
        turned = learned.judged([row.look for row in lines], asked, made=made)
        for at, row in enumerate(lines):
            if row.text is None:
                continue
            stays = row.look.stays
            for way, here in zip(counts, (stays, stays != (at in turned)), strict=True):
                way["right" if row.text and here else "lost" if row.text else "left"] += bool(row.text or here)
                way["characters"] += row.look.size * row.text
                way["gone"] += row.look.size * (row.text and not here)
            counts[1][f"{'goes' if stays else 'back'} {'text' if row.text else 'furniture'}"] += at in turned
    return counts


def _told(name: str, counts: Sequence[Counter[str]]) -> str:
    ways = []
    for way in counts:
        share = 2 * way["right"] / max(1, 2 * way["right"] + way["left"] + way["lost"])
        ways.append(f"{share:.4f} {way['gone'] / max(1, way['characters']):.2%}")
    turned = ", ".join(
        f"{key} {counts[1][key]}" for key in ("goes furniture", "goes text", "back text", "back furniture")
    )
    return f"{name:12} {' -> '.join(ways)}   {turned}"


def main() -> int:
    """Do what is asked and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m train.furniture", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=("rows", "fit", "trees", "folds"))
    parser.add_argument("inputs", nargs="*", type=Path, help="folders of labelled pages, or files of rows")
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args()
    if asked.what != "trees" and not asked.inputs:
        parser.error(f"{asked.what} needs what it reads")
    if asked.what == "rows":
        if asked.output is None:
            parser.error("rows needs -o FILE")
        write((row for folder in asked.inputs for row in rows(folder)), asked.output)
    elif asked.what == "fit":
        found, before = read(asked.inputs), wording.weights()
        if again := sorted({row.round for row in found} & {row.round for row in kept()}):
            parser.error(f"{', '.join(again)} was learned from before")
        wording.TABLE.write_text(table(words(found, before)), encoding="utf-8")
        keep([*kept(), *judged_apart(found, before)], KEPT)
    elif asked.what == "trees":
        save(packed(grow(kept())), trees.TABLE)
    else:
        for line in folds(read(asked.inputs)):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
