"""Count lengths in bins that grow with the length, so that a tweet and a book both have a place."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

#: Where bins begin: 0, 1, 2, 5, 10, 20, 50 … up to lengths that nothing in memory has.
BOUNDS = (0, *(step * 10**power for power in range(11) for step in (1, 2, 5)))


class Lengths:
    """Count lengths by bin, with their sum, least and greatest.

    >>> lengths = Lengths()
    >>> for size in 3, 4, 700: lengths.add(size)
    >>> lengths.bins()
    [[2, 5, 2], [5, 10, 0], [10, 20, 0], [20, 50, 0], [50, 100, 0], [100, 200, 0], [200, 500, 0], [500, 1000, 1]]
    """

    def __init__(self) -> None:
        self.counts: Counter[int] = Counter()
        self.total = 0
        self.least: int | None = None
        self.greatest: int | None = None

    def add(self, size: int) -> None:
        """Count one length."""
        self.counts[bisect_right(BOUNDS, size) - 1] += 1
        self.total += size
        self.least = size if self.least is None else min(self.least, size)
        self.greatest = size if self.greatest is None else max(self.greatest, size)

    def bins(self) -> list[list[int]]:
        """Return `[from, to, count]` from the first bin that holds something to the last; `to` is not in the bin."""
        if not self.counts:
            return []
        return [[BOUNDS[at], BOUNDS[at + 1], self.counts[at]] for at in range(min(self.counts), max(self.counts) + 1)]

    def row(self) -> dict[str, object]:
        """Return what is known, for JSON."""
        return {"least": self.least, "greatest": self.greatest, "total": self.total, "bins": self.bins()}
