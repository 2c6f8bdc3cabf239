"""Weigh readings of damaged text: how likely a syllable is, alone and after the one before it.

A small bigram model over the closed set of syllables. It never says that text is wrong: the stage asks it only to
choose where damage left several readings, and whether a line reads better after a repair than before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache

from vncorpus import tables
from vncorpus.syllables import is_syllable, restyled

#: A text that could be meant, and the bits that it costs besides its words.
Reading = tuple[str, float]
#: A reading of the groups so far: its bits, the word that it ends with, and its texts as a chain from the last one.
_Chosen = tuple["_Chosen", str] | None
_Path = tuple[float, str, _Chosen]
#: A run of letters; the small signs that Unicode counts as letters or digits are none.
WORD = re.compile(r"[^\W\d_ª²³µ¹º¼½¾]+")
#: A run of letters, or one sign that ends the chain between words.
_PIECE = re.compile(r"[^\W\d_ª²³µ¹º¼½¾]+|[^\s\w]|\w")
#: What the first syllable of a sentence follows, and the signs after which one begins.
START = "^"
_ENDS = '.?!…:“"'
#: Pairs that were never counted keep at least this share of what follows a syllable, whatever was listed.
_MOST = 0.9
#: Readings of the line so far that are kept.
_BEAM = 12
#: Texts of so many characters are not remembered.
_LONG = 40
#: What a syllable that was never counted gets, and what is no syllable: bits.
_RARE = -23.0
_NONE = -34.0


def score(text: str, before: str = START) -> float:
    """Return the logarithm to base 2 of how likely the words of a text are, after the word `before`.

    >>> score("Việt Nam") > score("Viết Nầm")
    True
    """
    return _score(states(text), before)


def _score(chain: tuple[str, ...], last: str) -> float:
    total = 0.0
    for state in chain:
        if state and state != START:
            total += _bits(last, state)
        last = state
    return total


def states(text: str) -> tuple[str, ...]:
    """Return what the model sees of a text: its words, START where a sentence ends, nothing for another sign."""
    return _remembered(text) if len(text) < _LONG else _remembered.__wrapped__(text)


@lru_cache(maxsize=1 << 14)
def _remembered(text: str) -> tuple[str, ...]:
    return tuple(
        as_counted(piece) if piece[0].isalpha() else START if piece in _ENDS else "" for piece in _PIECE.findall(text)
    )


@lru_cache(maxsize=1 << 14)
def as_counted(word: str) -> str:
    """Return a word as the table writes it."""
    return restyled(word.lower(), "old")


def best(groups: Sequence[Sequence[Reading]]) -> list[str]:
    """Return the likeliest reading of each group, one after another (Viterbi); a reading can cost bits of its own.

    >>> best([[("đi", 0)], [("vọ ", 0), ("về ", 0), ("vờ ", 0)], [("nhà", 0)]])
    ['đi', 'về ', 'nhà']
    """
    paths: list[_Path] = [(0.0, START, None)]
    for group in groups:
        if len(group) == 1 and len(paths) == 1:
            total, last, chosen = paths[0]
            text = group[0][0].rstrip()
            chain = states(text[text.rfind(" ") + 1 :])
            paths = [(total, chain[-1] if chain else last, (chosen, group[0][0]))]
            continue
        step: list[_Path] = []
        for text, cost in group:
            chain = states(text)
            before = paths[0]
            best_total = before[0] + _score(chain, before[1])
            for path in paths[1:]:
                total = path[0] + _score(chain, path[1])
                if total > best_total:
                    best_total, before = total, path
            step.append((best_total - cost, chain[-1] if chain else before[1], (before[2], text)))
        if len(step) > 1:
            step.sort(key=_total_of, reverse=True)
        paths = step[:_BEAM]
    found: list[str] = []
    chosen = paths[0][2]
    while chosen:
        chosen, text = chosen
        found.append(text)
    return found[::-1]


def _total_of(path: _Path) -> float:
    return path[0]


@lru_cache(maxsize=1 << 15)
def _bits(last: str, word: str) -> float:
    weights, follows, listed = _counts()
    weight = weights.get(word)
    if weight is None:
        return _RARE if is_syllable(word) else _NONE
    alone = 2 ** (weight / 2) / _total()
    if last not in follows:
        return math.log2(alone)
    share = min(listed[last] / 2 ** (weights[last] / 2), _MOST)
    pair = follows[last].get(word)
    known = 2 ** (pair / 2) / listed[last] if pair is not None else 0.0
    return math.log2(share * known + (1 - share) * alone)


@cache
def _total() -> float:
    return sum(2 ** (weight / 2) for syllable, weight in _counts()[0].items() if syllable != START)


@cache
def _counts() -> tuple[dict[str, int], dict[str, dict[str, int]], dict[str, float]]:
    """Return the weights of syllables, of those that follow each, and how often a listed one follows."""
    weights: dict[str, int] = {}
    follows: dict[str, dict[str, int]] = {}
    for syllable, weight, following in tables.read(
        tables.TABLES / "encoding_bigrams.tsv", ("syllable", "weight", "next"), _row
    ):
        weights[syllable] = weight
        if following:
            follows[syllable] = following
    listed = {syllable: sum(2 ** (weight / 2) for weight in found.values()) for syllable, found in follows.items()}
    return weights, follows, listed


def _row(row: tables.Row) -> tuple[str, int, dict[str, int]]:
    following: dict[str, int] = {}
    level = 0
    for cell in row["next"].split():
        if cell.isdigit():
            level = int(cell)
        else:
            following[cell] = level
    return row["syllable"], int(row["weight"]), following
