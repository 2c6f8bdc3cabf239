"""Find the stretches of lines that weigh most, and those between that are not kept."""

from __future__ import annotations

from collections.abc import Sequence

#: The weight of a stretch that is text for itself: one paragraph of twelve words, before the end of the article.
PARAGRAPH = 2.1


def heaviest(weights: Sequence[float]) -> list[tuple[int, int]]:
    """Return the heaviest stretch first, then every other that weighs as much as a paragraph: a thread has several.

    All maximal stretches in linear time (Ruzzo and Tompa, ISMB 1999).
    """
    found: list[tuple[int, int, float, float]] = []  # first, last, the sum before it, the sum with it
    lower: list[int] = []  # of each, the place of the nearest above it with a lower sum before it, or -1
    total = 0.0
    for index, weight in enumerate(weights):
        before, total = total, total + weight
        if weight <= 0:
            continue
        stretch = (index, index + 1, before, total)
        if found and found[-1][1] == index:
            stretch = (found[-1][0], index + 1, found.pop()[2], total)  # one line after another
            lower.pop()
        while True:
            left = len(found) - 1
            while left >= 0 and found[left][2] >= stretch[2]:
                left = lower[left]  # no sum between is lower
            if left < 0 or found[left][3] >= stretch[3]:
                break
            stretch = (found[left][0], stretch[1], found[left][2], stretch[3])
            del found[left:], lower[left:]
        found.append(stretch)
        lower.append(left)
    ranked = sorted(found, key=lambda stretch: (stretch[2] - stretch[3], stretch[0]))
    return [(first, last) for n, (first, last, low, high) in enumerate(ranked) if not n or high - low >= PARAGRAPH]


def between(keep: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the stretches that are not kept, each by its first line and the one after its last."""
    regions = []
    start = None
    for index, kept in enumerate([*keep, True]):
        if not kept and start is None:
            start = index
        elif kept and start is not None:
            regions.append((start, index))
            start = None
    return regions
