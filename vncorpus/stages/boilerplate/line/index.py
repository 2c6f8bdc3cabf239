"""Find which rules of a table can match a line, and the first of them that does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.sieve import ANYTHING, SIGN, TAIL, Sieve, head_of, is_free, sieve

#: What a line may be.
CLASSES = frozenset(
    """notice ad nav related comments share social date byline source caption tags footer app login listing media
    contact text""".split()
)
#: Heads and tails of lines whose rules are remembered; Vietnamese prose has fewer.
ENDS = 1 << 13
#: Strings past which it takes as long to look for what a rule needs as to try it.
FEW = 8
#: Characters that the sieve does not know at the end of a match: icons, digits of other scripts.
_UNREAD = lazy("[\ue000-\uf8ff]|[^\\D0-9]")


class Rule(NamedTuple):
    """Hold a row of the pattern table. The class `text` is for lines that look like furniture and are not."""

    id: str
    kind: str
    where: str
    closes: bool
    max_chars: int
    source: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


class Index:
    """Find the rules that can match a line by its length, its first and last characters, and strings that they need.

    A rule is a bit of a number. The length of a line, its head and its tail each say which rules it can match at all;
    all three together leave two or three, and those that begin with anything (`… - Ảnh 1.`). A line is searched for
    what the latter need.
    """

    def __init__(self, found: Sequence[Rule], longest: int) -> None:
        self._sieves: list[Sieve] = []
        self._tries: list[tuple[Rule, tuple[str, ...], bool]] = []
        self._free = 0
        self._whole_heads: dict[str, int] = {}
        self._open_heads: dict[str, int] = {}
        self._whole_tails: dict[str, int] = {}
        self._open_tails: dict[str, int] = {}
        self._lengths = [0] * (longest + 1)
        for rule in found:
            whole, *parts = sieve(rule.source)
            for known in parts if parts and rule.where != "any" else (whole,):
                self._add(rule, known)
        self._all = (1 << len(self._sieves)) - 1
        self._heads: dict[str, int] = {}
        self._tails: dict[str, int] = {}
        self._listed: dict[int, list[int]] = {}
        self._needed: dict[int, list[tuple[str, list[int]]]] = {}

    def _add(self, rule: Rule, known: Sieve) -> None:
        bit = 1 << len(self._sieves)
        self._sieves.append(known)
        line = rule.where == "line"
        head = known.head if rule.where != "any" else ANYTHING
        tail = known.tail if line else ANYTHING
        for parts, bits in (
            (head.whole, self._whole_heads if line else self._open_heads),
            (head.open, self._open_heads),
            (tail.whole, self._whole_tails),
            (tail.open, self._open_tails),
        ):
            for part in parts:
                bits[part] = bits.get(part, 0) | bit
        free = is_free(head)
        self._free |= bit * free
        needs = known.also if free else known.needs
        self._tries.append((rule, needs if free or len(needs) <= FEW else (), rule.where == "any"))
        for size in range(known.least, (min(known.most, rule.max_chars) if line else rule.max_chars) + 1):
            self._lengths[size] |= bit

    def first(self, folded: str) -> Rule | None:
        """Return the first rule of the table that matches."""
        if len(folded) >= len(self._lengths):
            return None
        head = head_of(folded)
        try:
            left = self._lengths[len(folded)] & self._heads[head] & self._tails[folded[-TAIL:]]
        except KeyError:
            left = self._lengths[len(folded)] & self._with_head(head) & self._with_tail(folded[-TAIL:])
        if not left:
            return None
        free = left & self._free
        needed = self._needed.get(free)
        if needed is None:
            needed = self._with_needs(free)
        near = [numbers for need, numbers in needed if need in folded]
        if left != free:
            near.append(self._listed.get(left ^ free) or self._with_numbers(left ^ free))
        return self._first_of(near, folded) if near else None

    def _first_of(self, near: list[list[int]], folded: str) -> Rule | None:
        tried: Rule | None = None
        for number in near[0] if len(near) == 1 else sorted({number for numbers in near for number in numbers}):
            rule, needs, anywhere = self._tries[number]
            if rule is tried:
                continue
            for need in needs:
                if need in folded:
                    break
            else:
                if needs:
                    continue
            tried = rule
            hit = rule.pattern.search(folded) if anywhere else rule.pattern.match(folded)
            if hit and not (rule.unless and rule.unless.search(folded)):
                return rule
        return None

    def _with_head(self, head: str) -> int:
        if len(self._heads) >= ENDS:
            self._heads.clear()
        found = 0
        for end in _spelled(head):
            found |= self._whole_heads.get(end, 0)
            for size in range(len(end) + 1):
                found |= self._open_heads.get(end[:size], 0)
        self._heads[head] = found
        return found

    def _with_tail(self, tail: str) -> int:
        if len(self._tails) >= ENDS:
            self._tails.clear()
        found = self._all if _UNREAD.search(tail) else 0
        for end in _spelled(tail):
            found |= self._whole_tails.get(end, 0)
            for size in range(len(end) + 1):
                found |= self._open_tails.get(end[size:], 0)
        self._tails[tail] = found
        return found

    def _with_needs(self, free: int) -> list[tuple[str, list[int]]]:
        if len(self._needed) >= ENDS:
            self._needed.clear()
        found: dict[str, list[int]] = {}
        for number in self._with_numbers(free):
            for need in self._sieves[number].needs or ("",):
                found.setdefault(need, []).append(number)
        self._needed[free] = [*found.items()]
        return self._needed[free]

    def _with_numbers(self, bits: int) -> list[int]:
        if len(self._listed) >= ENDS:
            self._listed.clear()
        found, left = [], bits
        while left:
            last = left & -left
            found.append(last.bit_length() - 1)
            left ^= last
        self._listed[bits] = found
        return found


def _spelled(end: str) -> list[str]:
    """Return the ways in which an end can stand in a sieve: as it is, and with `SIGN` for what is no letter."""
    return ["".join(chars) for chars in product(*((c,) if c.isalnum() or c == "_" else (c, SIGN) for c in end))]
