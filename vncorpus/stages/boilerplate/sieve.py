"""Say cheaply which patterns of a table can match a line at all.

Trying 290 patterns on a line takes 75 µs, ten times what all else takes, and nearly all of them fail at the first
character. So each pattern is read once, by Python's own parser of regular expressions: which characters a match can
begin with, and which strings one of which it must hold. What is not understood counts as "any", so a sieve can
only be slow, never wrong.
"""

from __future__ import annotations

import re._parser as parser  # type: ignore[import-not-found]  # private, and the same since 3.11; Hypothesis reads patterns with it too
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

_DIGITS = frozenset("0123456789")
_WIDEST = 300
_PRIVATE = (0xE000, 0xF8FF)


class Sieve(NamedTuple):
    """Hold what every match of a pattern begins with and holds; None is anything."""

    first: frozenset[str] | None
    needs: tuple[str, ...] | None


def sieve(pattern: str) -> Sieve:
    """Return the sieve of a pattern that is matched at the start of a line.

    >>> found = sieve("(?:>> ?)?(?:ảnh|hình) minh h(?:ọa|oạ)")
    >>> sorted(found.first), found.needs
    (['>', 'h', 'ả'], (' minh h',))
    """
    tree = parser.parse(pattern)
    first, empty = _first(tree)
    return Sieve(None if empty else first, _needs(tree))


def _first(tree: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str] | None, bool]:
    """Return the characters that a match can begin with, and whether it can be empty."""
    found: frozenset[str] = frozenset()
    for code, value in tree:
        chars, empty = _first_of(str(code), value)
        if chars is None:
            return None, False
        found |= chars
        if not empty:
            return found, False
    return found, True


def _first_of(code: str, value: Any) -> tuple[frozenset[str] | None, bool]:
    if code == "LITERAL":
        return frozenset(chr(value)), False
    if code == "IN":
        return _members(value), False
    if code == "BRANCH":
        branches = [_first(branch) for branch in value[1]]
        if any(chars is None for chars, _ in branches):
            return None, False
        return frozenset().union(*(chars or () for chars, _ in branches)), any(empty for _, empty in branches)
    if code == "SUBPATTERN":
        return _first(value[-1])
    if code in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        chars, empty = _first(value[2])
        return chars, empty or value[0] == 0
    if code in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset(), True
    return None, False


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


def _needs(tree: Iterable[tuple[Any, Any]]) -> tuple[str, ...] | None:
    """Return strings one of which stands in every match; of the choices there are, the one with the longest."""
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
            needs = _needs(branch)
            if needs is None:
                return None
            found += needs
        return tuple(dict.fromkeys(found))
    return None


def _worth(choice: tuple[str, ...]) -> float:
    return min(map(len, choice)) - len(choice) / 8
