"""Say cheaply which patterns of a table can match a line at all.

Trying 290 patterns on a line takes 75 µs, ten times what all else takes, and nearly all of them fail within their
first characters. So each pattern is read once, by Python's own parser of regular expressions: with which strings a
match can begin, with which it can end, which strings one of which it must hold, and how long it can be. What is not
understood counts as "anything", so a sieve can only be slow, never wrong.

Reading all patterns takes 0.35 s, so what was read is kept in tables/boilerplate_sieve.json, by the pattern itself
(scripts/sieve.py writes it, a test compares it); a pattern that is not there is read when it is needed.
"""

from __future__ import annotations

import json
import re._parser as parser  # type: ignore[import-not-found]  # private, and the same since 3.11; Hypothesis reads patterns with it too
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from vncorpus.stages.boilerplate.line.needs import needs_of
from vncorpus.tables import TABLES

KEPT = TABLES / "boilerplate_sieve.json"

#: The most characters of a line's head, and those of its tail, by which rules are told apart. A head of three letters
#: leaves two rules of a line to try, the first word and the letter after it two rules of three lines.
HEAD = 8
TAIL = 2
#: Strings past which a choice is not spelled out further: the icons that may stand before a button, then its words.
MANY = 60
#: Letters with which a match may begin past which its head says nothing, and what it needs is looked for first.
LETTERS = 20
#: A match of this length or longer counts as one of any length.
WIDE = 1000
_DIGITS = frozenset("0123456789")
_WIDEST = 300
_PRIVATE = (0xE000, 0xF8FF)
#: Stands for any character that is none of a word, for which a pattern says `\W`.
SIGN = "\ufdd0"


class Ends(NamedTuple):
    """Hold the strings that one end of a match can be.

    After those of `whole` the match can be over; after those of `open` anything may go on. No string is longer than
    was asked for. `SIGN` in them is any character that is none of a word.
    """

    whole: frozenset[str]
    open: frozenset[str]


class Sieve(NamedTuple):
    """Hold what is known of the matches of a pattern: how they begin and end, what they hold, and their length.

    One of `needs` stands in every match, and so does one of `also`; the former are the fewer to look for, the latter
    the rarer.
    """

    head: Ends
    tail: Ends
    needs: tuple[str, ...]
    also: tuple[str, ...]
    least: int
    most: int


def sieve(pattern: str) -> list[Sieve]:
    """Return what is known of the matches of a pattern, as it is kept or read now.

    Where they begin with anything, what is known of those of its alternatives follows: of each that begins with
    anything, and of the others together.
    """
    rows = _kept().get(pattern)
    return read(pattern) if rows is None else [_of_row(row) for row in rows]


def _of_row(row: dict[str, Any]) -> Sieve:
    head, tail = (Ends(frozenset(row[end][0]), frozenset(row[end][1])) for end in ("head", "tail"))
    return Sieve(head, tail, tuple(row["needs"]), tuple(row["also"]), *row["width"])


def read(pattern: str) -> list[Sieve]:
    """Return what is known of the matches of a pattern, and where they begin with anything, of its alternatives."""
    whole, *parts = _split(parser.parse(pattern))
    bound = [part for part in parts if not is_free(part.head)]
    return [whole, *(part for part in parts if is_free(part.head)), *([_together(bound)] if bound else [])]


def _split(tree: Any) -> list[Sieve]:
    """Return what is known of a tree and, where that is free and some of its alternatives are not, of each of them."""
    whole = _read(tree)
    branches = [at for at, (code, _) in enumerate(tree) if str(code) == "BRANCH"]
    if not is_free(whole.head) or not branches:
        return [whole]
    at = max(branches, key=lambda at: len(tree[at][1][1]))
    alternatives = [[*tree[:at], *branch, *tree[at + 1 :]] for branch in tree[at][1][1]]
    found = [_split(parser.SubPattern(tree.state, items)) for items in alternatives]
    parts = [part for one in found for part in one[1:] or one]
    return [whole] if all(is_free(part.head) for part in parts) else [whole, *parts]


def _read(tree: Any) -> Sieve:
    least, most = (min(width, WIDE) for width in tree.getwidth())
    return Sieve(_of_heads(tree), _of_sequence(tree, TAIL, True), *needs_of(tree), least, most)


def head_of(folded: str) -> str:
    """Return the head of a line by which rules are told apart: its first word and the letter that follows."""
    cut = folded.find(" ", 0, HEAD)
    return folded[: cut + 2] if cut > 0 else folded[:HEAD]


def _of_heads(tree: Any) -> Ends:
    whole, open_ = _of_sequence(tree, HEAD, False)
    cut = {head: head[: len(head_of(head.replace(SIGN, " ")))] for head in whole | open_}
    return Ends(
        frozenset(head for head in whole if cut[head] == head),
        frozenset(cut[head] for head in open_) | frozenset(cut[head] for head in whole if cut[head] != head),
    )


def _together(parts: Sequence[Sieve]) -> Sieve:
    heads, tails = zip(*((part.head, part.tail) for part in parts), strict=True)
    head, tail = (
        Ends(frozenset().union(*(end.whole for end in ends)), frozenset().union(*(end.open for end in ends)))
        for ends in (heads, tails)
    )
    return Sieve(head, tail, (), (), min(part.least for part in parts), max(part.most for part in parts))


def is_free(head: Ends) -> bool:
    """Tell whether a match can begin with so many letters that its head says nothing."""
    return "" in head.open or sum(len(part) == 1 and part.isalpha() for part in head.open) > LETTERS


@cache
def _kept() -> dict[str, Any]:
    try:
        return dict(json.loads(KEPT.read_bytes()))
    except (OSError, ValueError):
        return {}


def kept(patterns: Iterable[str]) -> str:
    """Return the text of the file that keeps what was read of patterns."""
    rows = {pattern: [_row(part) for part in read(pattern)] for pattern in patterns}
    return json.dumps(rows, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def _row(part: Sieve) -> dict[str, Any]:
    ends = {name: [sorted(end.whole), sorted(end.open)] for name, end in (("head", part.head), ("tail", part.tail))}
    return {**ends, "needs": part.needs, "also": part.also, "width": [part.least, part.most]}


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
        elif name == "CATEGORY" and str(value) == "CATEGORY_NOT_WORD":
            found.add(SIGN)
        else:
            return None
    return frozenset(found)
