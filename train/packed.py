"""Make the tables of a trained model, and write them as the file that is shipped."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from train.evidence import Evidence, mark
from train.features import PAIR, PLACES, TWO, classed, named, overlap
from vncorpus.stages.words import crfsuite, own
from vncorpus.stages.words.shipped import FORMAT, LABELS, SCALE
from vncorpus.stages.words.templates import BITS

Weights = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def pack(trained: bytes, evidence: Evidence) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
    """Return the arrays of the file: weights are those of each other label less those of beginning a word."""
    model = crfsuite.read(trained)
    order_of = [model.labels.index(label) for label in LABELS]
    ahead = model.states[:, order_of[1:]] - model.states[:, order_of[:1]]
    weight = dict(zip(model.attributes, ahead, strict=True))
    nothing = np.zeros(len(LABELS) - 1)

    def row(width: int, names: list[str]) -> Weights:
        found = np.zeros((len(PLACES[width - 1]), len(LABELS) - 1))
        for at, place in enumerate(PLACES[width - 1]):
            for name in names:
                found[at] += weight.get(f"{width}{place}{name}", nothing)
        return found

    learned: list[set[tuple[str, ...]]] = [set(), set()]
    for attribute in weight:
        head, found, value = attribute.partition("w=")
        if found and head[1:].lstrip("-").isdigit():
            learned[int(head[0]) - 1].add(tuple(value.split(" ")))
    pairs, threes = evidence.known()
    rows = {
        tokens: row(2, [*named("w", tokens), *_named(evidence.pair(tokens[0], tokens[1]))])
        for tokens in learned[1] | pairs
    }
    rows |= {tokens: np.pad(row(3, _named(evidence.three(tokens))), ((0, 1), (0, 0))) for tokens in threes}
    overlapping = np.pad(row(3, ["o"]), ((0, 1), (0, 0)))  # that of two pairs, and taken back where three are known
    for tokens in threes:
        if overlap(mark(tokens[0], tokens[1]), mark(tokens[1], tokens[2])):
            rows[tokens] = rows[tokens] - overlapping
    marks: dict[tuple[str, ...], str] = {key: mark(key[0], key[1]) for key in rows if len(key) == 2}
    names = ["0n", *sorted(set(marks.values()) - {"0n"})]
    rows = {key: value for key, value in rows.items() if _whole(value).any() or marks.get(key, "0n") != "0n"}
    texts = sorted({text for key in rows for text in key} | {text for (text,) in learned[0]})
    number = {text: at for at, text in enumerate(texts, 1)}
    keys = {_key([number[text] for text in tokens]): tokens for tokens in rows}
    order = sorted(keys)
    stored, row_of_key = np.unique(_whole(np.array([rows[keys[key]] for key in order])), axis=0, return_inverse=True)
    kinds = own.CLASSES
    classes = {
        f"classes{width}": _whole(np.array([row(width, [classed(c)]) for c in product(kinds, repeat=width)]))
        for width in (1, 2, 3)
    }
    of_pairs = np.zeros((len(names) * len(kinds) ** 2, 4, len(LABELS) - 1))
    for at, (name, one, other) in enumerate(product(names, kinds, kinds)):
        of_pairs[at, PLACES[1].index(PAIR)] = weight.get(f"2{PAIR}x={name} {one} {other}", nothing)
    of_two = np.zeros((len(names) ** 2, 4, len(LABELS) - 1))
    for at, (one, other) in enumerate(product(names, repeat=2)):
        for place in TWO:
            of_two[at, PLACES[2].index(place)] = weight.get(f"3{place}j={one} {other}", nothing)
        if overlap(one, other):
            of_two[at] += overlapping
    at_all = np.zeros((len(texts) + 1, len(PLACES[0]), len(LABELS) - 1))
    for text, at in number.items():
        at_all[at] = row(1, [f"w={text}"])
    transitions = model.transitions[np.ix_(order_of, order_of)]
    return {
        "format": np.array([FORMAT], np.int16),
        "texts": np.frombuffer("\n".join(texts).encode("utf-8"), np.uint8),
        "firsts": np.array([places[0] for places in PLACES], np.int16),
        "keys": np.diff(np.array(order, np.int64), prepend=0),
        "row_of_key": row_of_key.reshape(-1).astype(np.uint32),
        "rows": stored,
        "marks": np.array([names.index(marks.get(keys[key], "0n")) for key in order], np.uint8),
        "listed": np.array([sum(name.startswith("0") for name in names)], np.int16),
        "marked_pairs": _whole(of_pairs),
        "marked_two": _whole(of_two),
        "single": _whole(at_all),
        "transitions": _whole(transitions),
        **classes,
    }


def write(arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]], place: Path) -> None:
    """Write the arrays as a .npz whose bytes depend on nothing else: no date, no machine."""
    beside = place.with_suffix(".tmp")
    with ZipFile(beside, "w") as archive:
        for name, array in arrays.items():
            entry = ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                np.lib.format.write_array(file, np.ascontiguousarray(array), allow_pickle=False)
    beside.replace(place)


def _named(evidence: list[str]) -> list[str]:
    return [f"e={name}" for name in evidence]


def _key(numbers: list[int]) -> int:
    key = 0
    for number in numbers:
        key = key << BITS | number
    return key


def _whole(weights: Weights | float) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    if np.abs(weights).max(initial=0) * SCALE >= 1 << 15:
        raise SystemExit("a weight is too large for 16 bits; train with more of L2")
    whole: np.ndarray[tuple[int, ...], np.dtype[np.int16]] = np.rint(np.asarray(weights) * SCALE).astype("<i2")
    return whole
