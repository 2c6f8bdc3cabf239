"""Read in a pattern which strings its matches hold."""

from __future__ import annotations

import re._parser as parser  # type: ignore[import-not-found]  # private; see sieve.py
from collections.abc import Iterable, Sequence
from typing import Any

#: Letters that stand in nearly every line, so that looking for them says nothing.
COMMON = 2
#: Signs of a set one of which stands in a match.
SIGNS = 3
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def needs(pattern: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return strings one of which stands in every match, as few as there are, and others, as long as there are.

    A line of 120 letters is searched for a sign in 0.05 µs, for a word in 0.15, in 0.3 for one that ends in a space.

    >>> needs(".{2,9}(?: ảnh| hình minh họa) ?:.+"), needs("a?[bc]")
    (((':',), ('ảnh', 'hình minh họa')), ((), ()))
    """
    return needs_of(parser.parse(pattern))


def needs_of(tree: Iterable[tuple[Any, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the same of a pattern that was parsed."""
    found = [_shortest(need.strip(" ") for need in choice) for choice in _choices(tree)]
    rare = [choice for choice in found if not any(map(_is_common, choice))]
    fewest = min(rare, key=_cost, default=max(found, key=_worth, default=()))
    return fewest, max((choice for choice in rare if choice != fewest), key=_worth, default=())


def _choices(tree: Iterable[tuple[Any, Any]]) -> list[tuple[str, ...]]:
    """Return sets of strings; of each, one string stands in every match."""
    found: list[tuple[str, ...]] = []
    run = ""
    for code, value in [*tree, (None, None)]:
        name = str(code)
        if name == "LITERAL":
            run += chr(value)
            continue
        if run:
            found.append((run,))
        run = ""
        if name == "IN":
            signs = [chr(sign) for kind, sign in value if str(kind) == "LITERAL"]
            found += [tuple(signs)] if len(signs) == len(value) <= SIGNS and not any(map(str.isalnum, signs)) else []
        elif name == "SUBPATTERN":
            found += _choices(value[-1])
        elif name in _REPEATS and value[0] > 0:
            found += _choices(value[2])
        elif name == "BRANCH":
            found += _of_branches([_choices(branch) for branch in value[1]])
    return found


def _of_branches(branches: Sequence[list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """Return the best of each branch together, the second best, and so on; the fewest; what stands in all of them."""
    ranked = [sorted(choices, key=_worth, reverse=True) for choices in branches]
    known = [[choice for choice in choices if not any(map(_is_common, choice))] for choices in branches]
    fewest = [[min(choices, key=_cost)] for choices in known if choices]
    rows = [*zip(*ranked, strict=False), *(zip(*fewest, strict=True) if len(fewest) == len(branches) else ())]
    found = [tuple(need for choice in together for need in choice) for together in rows]
    first, *others = [[choice[0] for choice in choices if len(choice) == 1] for choices in branches]
    parts = {need[start:end] for need in first for start in range(len(need)) for end in range(start + 1, len(need) + 1)}
    shared = [part for part in parts if all(any(part in need for need in other) for other in others)]
    return [*found, (max(shared, key=lambda part: (len(part), part)),)] if shared else found


def _shortest(choice: Iterable[str]) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(choice))
    return tuple(need for need in given if not any(other != need and other in need for other in given))


def _is_common(need: str) -> bool:
    return need in ".," or (len(need) <= COMMON and need.replace(" ", "a").isalnum())


def _cost(choice: tuple[str, ...]) -> tuple[float, ...]:
    return len(choice), max(map(len, choice)) > 1, -_worth(choice)


def _worth(choice: tuple[str, ...]) -> float:
    return min(map(len, choice)) - len(choice) / 8
