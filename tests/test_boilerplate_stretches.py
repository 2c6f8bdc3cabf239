"""Check the stretches of an article against all stretches there are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vncorpus.stages.boilerplate.article.stretches import PARAGRAPH, heaviest


@given(st.lists(st.integers(-9, 9), max_size=40))
def test_the_heaviest_stretch(weights: list[int]) -> None:
    """No stretch weighs more than the first; the others lie apart, and each weighs as much as a paragraph."""
    found = heaviest(weights)
    sums = [sum(weights[first:last]) for first, last in found]
    every = [sum(weights[a:b]) for a in range(len(weights)) for b in range(a + 1, len(weights) + 1)]
    assert bool(found) == any(weight > 0 for weight in weights)
    assert sums[:1] == [max(every)][: len(found)] if every else not found
    assert all(weight >= PARAGRAPH for weight in sums[1:])
    assert all(one[1] <= other[0] for one, other in pairwise(sorted(found)))
