"""Weigh readings of damaged text: how likely a syllable is, alone and after the one before it.

A small bigram model over the closed set of syllables. It never says that text is wrong: the stage asks it only to
choose where damage left several readings, and whether a line reads better after a repair than before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from vncorpus import tables
from vncorpus.syllables import is_syllable

#: A run of letters; the small signs that Unicode counts as letters or digits are none.
WORD = re.compile(r"[^\W\d_ª²³µ¹º¼½¾]+")
#: A run of letters, or one sign that ends the chain between words.
_PIECE = re.compile(r"[^\W\d_ª²³µ¹º¼½¾]+|[^\s\w]|\w")
#: Share of the pair in the estimate, the rest is the syllable alone (Jelinek and Mercer's interpolation).
_PAIR = 0.8
#: What a syllable that was never counted gets, and what is no syllable: bits.
_RARE = -23.0
_NONE = -34.0


def score(text: str, before: str = "") -> float:
    """Return the logarithm to base 2 of how likely the words of a text are, after the word `before`.

    >>> score("Việt Nam") > score("Viết Nầm")
    True
    """
    total = 0.0
    last = before.lower()
    for piece in _PIECE.findall(text):
        if piece[0].isalpha():
            word = piece.lower()
            total += _bits(last, word)
            last = word
        else:
            last = ""
    return total


def best(groups: Sequence[Sequence[str]]) -> list[str]:
    """Return the likeliest candidate of each group, read one after another (Viterbi).

    >>> best([["đi"], ["vọ ", "về ", "vờ "], ["nhà"]])
    ['đi', 'về ', 'nhà']
    """
    paths: list[tuple[float, str, tuple[str, ...]]] = [(0.0, "", ())]
    for group in groups:
        if len(group) == 1 and len(paths) == 1:
            total, last, chosen = paths[0]
            paths = [(total, _last(group[0], last), (*chosen, group[0]))]
            continue
        step: dict[str, tuple[float, str, tuple[str, ...]]] = {}
        for candidate in group:
            options = [
                (total + score(candidate, last), _last(candidate, last), (*chosen, candidate))
                for total, last, chosen in paths
            ]
            found = max(options, key=lambda option: option[0])
            step[candidate] = found
        paths = sorted(step.values(), key=lambda path: -path[0])[:12]
    return list(max(paths, key=lambda path: path[0])[2])


def _last(text: str, before: str) -> str:
    pieces = _PIECE.findall(text)
    if not pieces:
        return before
    return pieces[-1].lower() if pieces[-1][0].isalpha() else ""


def _bits(last: str, word: str) -> float:
    weights, follows = _counts()
    weight = weights.get(word)
    if weight is None:
        return _RARE if is_syllable(word) else _NONE
    alone = 2 ** (weight / 2) / _total()
    pair = follows.get(last, {}).get(word)
    if pair is None:
        return math.log2(alone * (1 - _PAIR)) if last in weights else math.log2(alone)
    return math.log2(alone * (1 - _PAIR) + _PAIR * 2 ** ((pair - weights[last]) / 2))


@cache
def _total() -> float:
    return sum(2 ** (weight / 2) for weight in _counts()[0].values())


@cache
def _counts() -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    weights: dict[str, int] = {}
    follows: dict[str, dict[str, int]] = {}
    for syllable, weight, following in tables.read(
        tables.TABLES / "encoding_bigrams.tsv", ("syllable", "weight", "next"), _row
    ):
        weights[syllable] = weight
        follows[syllable] = following
    return weights, follows


def _row(row: tables.Row) -> tuple[str, int, dict[str, int]]:
    following: dict[str, int] = {}
    level = 0
    for cell in row["next"].split():
        if cell.isdigit():
            level = int(cell)
        else:
            following[cell] = level
    return row["syllable"], int(row["weight"]), following
