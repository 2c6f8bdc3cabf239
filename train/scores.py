"""Score word segmentation: which words are right, F1, and 95 % intervals of it by bootstrap over sentences."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence

from vncorpus.document import Span

#: Of each sentence the words that are right, and how many are there and were found, together.
Counts = list[tuple[int, int]]


def counted(gold: Iterable[Collection[Span]], found: Iterable[Collection[Span]]) -> Counts:
    """Return the counts of sentences; a word is right where both its ends are."""
    return [(len(set(right) & set(words)), len(right) + len(words)) for right, words in zip(gold, found, strict=True)]


def f1(counts: Counts) -> float:
    """Return the F1 of words."""
    return 2 * sum(hit for hit, _ in counts) / sum(total for _, total in counts)


def drawn(counts: Counts, times: int) -> list[list[int]]:
    """Return places of sentences, drawn with repetition, `times` times; the same on every run."""
    draws = random.Random(1)
    return [draws.choices(range(len(counts)), k=len(counts)) for _ in range(times)]


def spread(counts: Counts, draws: Sequence[Sequence[int]], other: Counts | None = None) -> list[float]:
    """Return the F1 over each draw, or by how much it is above that of others on the same sentences, in order."""
    theirs = [f1([other[at] for at in draw]) if other else 0.0 for draw in draws]
    return sorted(f1([counts[at] for at in draw]) - less for draw, less in zip(draws, theirs, strict=True))


def interval(figures: Sequence[float]) -> str:
    """Return the ends of the 95 % interval of figures that are in order, in points."""
    return f"({100 * figures[len(figures) // 40]:.2f} to {100 * figures[-1 - len(figures) // 40]:.2f})"
