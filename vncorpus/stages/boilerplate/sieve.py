"""Say cheaply which patterns of a table can match a line at all.

Trying 290 patterns on a line takes 75 µs, ten times what all else takes, and nearly all of them fail within their
first characters. So each pattern is read once, by Python's own parser of regular expressions: with which strings a
match can begin, with which it can end, and which strings one of which it must hold. What is not understood counts as
"anything", so a sieve can only be slow, never wrong.

Reading all patterns takes 0.35 s, so what was read is kept in tables/boilerplate_sieve.json, by the pattern itself
(scripts/sieve.py writes it, a test compares it); a pattern that is not there is read when it is needed.
"""

from __future__ import annotations

import json
import re._parser as parser  # type: ignore[import-not-found]  # private, and the same since 3.11; Hypothesis reads patterns with it too
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from vncorpus.tables import TABLES

KEPT = TABLES / "boilerplate_sieve.json"

#: Characters of a line's head and tail by which rules are told apart. Three leave two rules of a line to try; four
#: leave as many, and take longer to list.
HEAD = 3
TAIL = 2
#: Strings past which a choice is not spelled out further: the icons that may stand before a button, then its words.
MANY = 60
_DIGITS = frozenset("0123456789")
_WIDEST = 300
_PRIVATE = (0xE000, 0xF8FF)


class Ends(NamedTuple):
    """Hold the strings that one end of a match can be.

    After those of `whole` the match can be over; after those of `open` anything may go on. No string is longer than
    was asked for.
    """

    whole: frozenset[str]
    open: frozenset[str]

    def fits(self, end: str) -> bool:
        """Tell whether a line with this end, cut to the length that was asked for, can match.

        >>> [ends("ảnh(?: minh họa)?", 2, back=True).fits(end) for end in ("nh", "ọa", "mi")]
        [True, True, False]
        """
        parts = [end[:size] for size in range(len(end) + 1)] + [end[size:] for size in range(1, len(end))]
        return end in self.whole or not self.open.isdisjoint(parts)


class Sieve(NamedTuple):
    """Hold what is known of the matches of a pattern: how they begin and end, and strings one of which they hold."""

    head: Ends
    tail: Ends
    needs: tuple[str, ...]


def sieve(pattern: str) -> Sieve:
    """Return what is known of the matches of a pattern, as it is kept or read now."""
    row = _kept().get(pattern)
    if row is None:
        return read(pattern)
    head, tail = (Ends(frozenset(row[end][0]), frozenset(row[end][1])) for end in ("head", "tail"))
    return Sieve(head, tail, tuple(row["needs"]))


def read(pattern: str) -> Sieve:
    """Return what is known of the matches of a pattern."""
    return Sieve(ends(pattern, HEAD), ends(pattern, TAIL, back=True), needs(pattern))


@cache
def _kept() -> dict[str, Any]:
    try:
        return dict(json.loads(KEPT.read_bytes()))
    except (OSError, ValueError):
        return {}


def kept(patterns: Iterable[str]) -> str:
    """Return the text of the file that keeps what was read of patterns."""
    rows = {}
    for pattern in patterns:
        found = read(pattern)
        rows[pattern] = {
            "head": [sorted(found.head.whole), sorted(found.head.open)],
            "tail": [sorted(found.tail.whole), sorted(found.tail.open)],
            "needs": found.needs,
        }
    return json.dumps(rows, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


ANYTHING = Ends(frozenset(), frozenset([""]))
_NOTHING = Ends(frozenset([""]), frozenset())


def ends(pattern: str, depth: int, *, back: bool = False) -> Ends:
    """Return what a match of the whole line begins with, or with `back` ends with, to `depth` characters.

    >>> found = ends("(?:>> ?)?(?:ảnh|hình) minh h(?:ọa|oạ)", 3)
    >>> sorted(found.open)
    ['>> ', '>>h', '>>ả', 'hìn', 'ảnh']
    """
    return _of_sequence(parser.parse(pattern), depth, back)


def _of_sequence(tree: Iterable[tuple[Any, Any]], depth: int, back: bool) -> Ends:
    whole: frozenset[str] = frozenset([""])
    open_: frozenset[str] = frozenset()
    for code, value in reversed(list(tree)) if back else tree:
        if not whole:
            break
        joined = _join(whole, _of_node(str(code), value, depth, back), depth, back)
        whole, open_ = joined.whole, open_ | joined.open
    return Ends(whole, open_)


def _join(heads: frozenset[str], tails: Ends, depth: int, back: bool) -> Ends:
    """Return the heads with each of the tails put on."""
    whole: set[str] = set()
    open_: set[str] = set()
    if len(heads) * (len(tails.whole) + len(tails.open)) > MANY:
        open_.update(filter(None, heads))
        heads = heads & {""}
    for head in heads:
        for tail in tails.whole:
            both = (tail + head)[-depth:] if back else (head + tail)[:depth]
            (open_ if len(both) == depth else whole).add(both)
        open_.update((tail + head)[-depth:] if back else (head + tail)[:depth] for tail in tails.open)
    return Ends(frozenset(whole), frozenset(open_))


def _of_node(code: str, value: Any, depth: int, back: bool) -> Ends:
    if code == "LITERAL":
        return Ends(frozenset(chr(value)), frozenset())
    if code == "IN":
        members = _members(value)
        return ANYTHING if members is None else Ends(members, frozenset())
    if code == "BRANCH":
        branches = [_of_sequence(branch, depth, back) for branch in value[1]]
        return Ends(frozenset().union(*(b.whole for b in branches)), frozenset().union(*(b.open for b in branches)))
    if code == "SUBPATTERN":
        return _of_sequence(value[-1], depth, back)
    if code in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = value
        return _of_repeat(least, most, inner, depth, back)
    return _NOTHING if code in ("AT", "ASSERT", "ASSERT_NOT") else ANYTHING


def _of_repeat(least: int, most: int, tree: Any, depth: int, back: bool) -> Ends:
    once = _of_sequence(tree, depth, back)
    now: frozenset[str] = frozenset([""])
    whole = set(now) if least == 0 else set()
    open_: set[str] = set()
    for times in range(1, min(most, depth) + 1):
        joined = _join(now, once, depth, back)
        now = joined.whole
        open_ |= joined.open
        if times >= least:
            whole |= now
    if most > depth:
        open_ |= now  # it may go on, with something that can be empty
    return Ends(frozenset(whole), frozenset(open_))


def _members(items: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    found: set[str] = set()
    for code, value in items:
        name = str(code)
        if name == "LITERAL":
            found.add(chr(value))
        elif name == "RANGE" and value[1] - value[0] < _WIDEST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif name == "RANGE" and tuple(value) == _PRIVATE:
            continue  # lines come without them at their ends
        elif name == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found |= _DIGITS
        else:
            return None
    return frozenset(found)


def needs(pattern: str) -> tuple[str, ...]:
    """Return strings one of which stands in every match; () where there are none.

    >>> needs("(?:>> ?)?(?:ảnh|hình) minh h(?:ọa|oạ)")
    (' minh h',)
    """
    found = _needs(parser.parse(pattern)) or ()
    return tuple(need for need in found if not any(other != need and other in need for other in found))


def _needs(tree: Iterable[tuple[Any, Any]]) -> tuple[str, ...] | None:
    """Return the strings; of the choices there are, the one with the longest."""
    best: tuple[str, ...] | None = None
    run = ""
    for code, value in [*tree, (None, None)]:
        name = str(code)
        if name == "LITERAL":
            run += chr(value)
            continue
        choices: list[tuple[str, ...]] = [(run,)] if run else []
        run = ""
        inner = _needs_of(name, value)
        if inner:
            choices.append(inner)
        for choice in choices:
            if best is None or _worth(choice) > _worth(best):
                best = choice
    return best


def _needs_of(name: str, value: Any) -> tuple[str, ...] | None:
    if name == "SUBPATTERN":
        return _needs(value[-1])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
        return _needs(value[2])
    if name == "BRANCH":
        found: list[str] = []
        for branch in value[1]:
            inner = _needs(branch)
            if inner is None:
                return None
            found += inner
        return tuple(dict.fromkeys(found))
    return None


def _worth(choice: tuple[str, ...]) -> float:
    return min(map(len, choice)) - len(choice) / 8
