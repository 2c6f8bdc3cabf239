"""Make the attributes of tokens: what the model weighs. `tables.py` sums the weights of the same names into tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from train.evidence import Evidence, mark
from vncorpus.stages.words import own

#: The places, from the tagged token, where a window of one, two or three tokens begins.
PLACES = ((-2, -1, 0, 1, 2), (-2, -1, 0, 1), (-2, -1, 0))
#: The pair before the tagged token and it; and whose marks meet in the two windows of three that hold that pair.
PAIR, TWO = -1, (-2, -1)
_END = 2


def attributes(tokens: Sequence[str], evidence: Evidence) -> list[list[str]]:
    """Return the attributes of each token of a sentence."""
    known = ["", "", *map(own.known_as, tokens), "", ""]
    kinds = ["BOS"] * _END + [own.CLASSES[own.class_of(token)] for token in tokens] + ["EOS"] * _END
    pairs = list(pairwise(known))
    threes = list(zip(known, known[1:], known[2:], strict=False))
    marks = [mark(*pair) for pair in pairs]
    windows = [
        [[f"c={kind}", *([f"w={text}"] if text else [])] for text, kind in zip(known, kinds, strict=True)],
        [
            [classed(kinds[at : at + 2]), *named("w", pair), *(f"e={name}" for name in evidence.pair(*pair))]
            for at, pair in enumerate(pairs)
        ],
        [
            [classed(kinds[at : at + 3]), *(f"e={name}" for name in evidence.three(three))]
            for at, three in enumerate(threes)
        ],
    ]
    found = []
    for at in range(_END, len(known) - _END):
        names = [
            f"{width}{place}{name}"
            for width, places in enumerate(PLACES, 1)
            for place in places
            for name in windows[width - 1][at + place]
        ]
        names.append(f"2{PAIR}x={marks[at + PAIR]} {kinds[at + PAIR]} {kinds[at + PAIR + 1]}")
        names += [f"3{place}j={marks[at + place]} {marks[at + place + 1]}" for place in TWO]
        names += [
            f"3{place}o"
            for place in TWO
            if overlap(marks[at + place], marks[at + place + 1]) and not evidence.three(threes[at + place])
        ]
        found.append(names)
    return found


def overlap(one: str, other: str) -> bool:
    """Tell whether lexica have both pairs of three tokens; if none has the three, it is no word (học sinh học)."""
    return one[0] != "0" != other[0]


def classed(kinds: Sequence[str]) -> str:
    """Return the attribute of the classes of a window: a surname after another part of a name begins none.

    >>> classed(["V", "N"]), classed(["v", "N", "N"])
    ('c=V V', 'c=v N V')
    """
    merged = ["V" if kind == "N" and at and kinds[at - 1] in ("V", "N") else kind for at, kind in enumerate(kinds)]
    return f"c={' '.join(merged)}"


def named(kind: str, tokens: Sequence[str]) -> list[str]:
    """Return the attribute of the tokens themselves, none where one is beyond the sentence."""
    return [f"{kind}={' '.join(tokens)}"] if all(tokens) else []
