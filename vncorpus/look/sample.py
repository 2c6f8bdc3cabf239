"""Draw a sample of a stream, the same for the same seed, and show its documents in bounded space."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from vncorpus.look.composed import Segment

T = TypeVar("T")
#: Characters of a document that are shown; most pages are shorter.
SHOWN = 12_000
#: Characters of unchanged text on each side of a change that are shown where a document is longer.
NEAR = 300


class Reservoir(Generic[T]):
    """Keep so many of a stream, each with the same chance (Vitter, algorithm R).

    >>> drawn = Reservoir(3, random.Random(1))
    >>> for number in range(100): drawn.offer(lambda number=number: number)
    >>> len(drawn.items), drawn.seen
    (3, 100)
    """

    def __init__(self, size: int, chance: random.Random) -> None:
        self.size = size
        self.seen = 0
        self.items: list[T] = []
        self._chance = chance

    def offer(self, make: Callable[[], T]) -> None:
        """Offer one; it is made only where it is kept."""
        self.seen += 1
        if len(self.items) < self.size:
            self.items.append(make())
        else:
            at = int(self._chance.random() * self.seen)
            if at < self.size:
                self.items[at] = make()


def shown(segments: list[Segment], rule: Callable[[str, str], int], room: int = SHOWN) -> tuple[list[Any], int]:
    """Return the segments for JSON, and how many characters are left out.

    A stretch that did not change is a string; one that did is `[old, new, rules]`; a number says how many characters of
    a long unchanged stretch are left out. `rule` gives the number that stands for a stage and rule.
    """
    size = sum(len(one.old) + len(one.new) if one.rules else len(one.new) for one in segments)
    short = size > room
    made: list[Any] = []
    hidden = 0
    for one in segments:
        if room <= 0:
            hidden += len(one.new)
            continue
        if one.rules:
            old, new = one.old[:room], one.new[:room]
            hidden += len(one.new) - len(new)
            made.append([old, new, [rule(*named) for named in one.rules]])
            room -= len(old) + len(new)
        elif short and len(one.new) > 2 * NEAR:
            left = len(one.new) - 2 * NEAR
            made += [one.new[:NEAR], left, one.new[-NEAR:]]
            hidden += left
            room -= 2 * NEAR
        else:
            made.append(one.new)
            room -= len(one.new)
    return made, hidden
