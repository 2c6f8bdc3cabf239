"""Hold what is known of an article before its lines are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vncorpus.stages.boilerplate.line.lines import Line


class Draft(NamedTuple):
    """Hold a text, what its lines weigh, and the stretches that weigh most, the heaviest first."""

    lines: Sequence[Line]
    texts: Sequence[str]
    weights: Sequence[float]
    spans: Sequence[tuple[int, int]]
    #: Where a marker says that the article ends.
    end: int
    #: Whether the text stands on a page, whose buttons are furniture wherever they are.
    page: bool

    @property
    def main(self) -> tuple[int, int]:
        """Return the heaviest stretch."""
        return self.spans[0]

    @property
    def opens(self) -> int:
        """Return the first line of the first stretch."""
        return min(self.spans)[0]


class Names(NamedTuple):
    """Hold the lines above a text that name it: its title, its dek and other headlines."""

    #: The title, or the first line of the text where there is none.
    title: int
    rescued: list[int]
    #: Of those the ones that a page shows to be the title, the likeliest first.
    likely: list[int]
    #: The line that the name of the window says.
    window: int | None

    @property
    def first(self) -> int:
        """Return the likeliest title, else the first line that is rescued."""
        return self.likely[0] if self.likely else min([self.title, *self.rescued])
