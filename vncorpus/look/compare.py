"""Find what differs between two texts of which no trail is known: lines first, then the words of lines that changed.

Lines are paired by those that stand once in both texts (patience, Bram Cohen), which takes no longer than sorting
them; only short stretches between are given to difflib, whose time grows with the square. What is too long for it is
shown as changed whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from vncorpus.look.changes import LETTER, Compared, Difference, widened
from vncorpus.patterns import lazy

#: Tokens of the one side times tokens of the other that difflib is given.
BOUND = 1_000_000
_TOKEN = lazy(rf"{LETTER}+|\n|[^\S\n]+|.")

#: A stretch of the one sequence that stands for a stretch of the other.
Block = tuple[int, int, int, int]


def compare(was: str, now: str) -> Compared:
    r"""Return the differences of two texts, word by word; their rules are not known.

    >>> was, now = "Trời mưa to quá.\nHết.", "Trời mưa nhỏ quá.\n"
    >>> [(was[d.was_start : d.was_end], now[d.start : d.end]) for d in compare(was, now).differences]
    [('to', 'nhỏ'), ('Hết.', '')]
    """
    found = []
    old, new = was.splitlines(keepends=True), now.splitlines(keepends=True)
    old_at, new_at = _offsets(old), _offsets(new)
    for first, last, start, end in stretches(old, new):
        before, after = was[old_at[first] : old_at[last]], now[new_at[start] : new_at[end]]
        for one in _words(before, after):
            found.append(
                Difference(
                    one[2] + new_at[start], one[3] + new_at[start], one[0] + old_at[first], one[1] + old_at[first]
                )
            )
    return Compared(was, now, tuple(widened(was, now, found)), Counter())


def _offsets(parts: Sequence[str]) -> list[int]:
    return list(accumulate(map(len, parts), initial=0))


def _words(was: str, now: str) -> Iterator[Block]:
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    old_at, new_at = _offsets(old), _offsets(new)
    for first, last, start, end in stretches(old, new):
        yield old_at[first], old_at[last], new_at[start], new_at[end]


def stretches(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Return the stretches that differ, in order; a stretch may be empty on one side.

    >>> stretches("abcd", "axcd"), stretches("ab", "ab"), stretches("", "a")
    ([(1, 2, 1, 2)], [], [(0, 0, 0, 1)])
    """
    made: list[Block] = []
    todo = [(0, len(old), 0, len(new))]
    while todo:
        first, last, start, end = todo.pop()
        while first < last and start < end and old[first] == new[start]:
            first, start = first + 1, start + 1
        while first < last and start < end and old[last - 1] == new[end - 1]:
            last, end = last - 1, end - 1
        if first == last or start == end:
            if first != last or start != end:
                made.append((first, last, start, end))
        elif (last - first) * (end - start) <= BOUND:
            made += _short(old, new, (first, last, start, end))
        else:
            anchors = _anchors(old[first:last], new[start:end])
            if not anchors:
                made.append((first, last, start, end))
            ends = [*((a + first, b + start) for a, b in anchors), (last, end)] if anchors else []
            for one, other in ends:
                todo.append((first, one, start, other))
                first, start = one, other
    return sorted(made)


def _short(old: Sequence[str], new: Sequence[str], block: Block) -> Iterator[Block]:
    first, last, start, end = block
    # Long stretches pass over what stands everywhere, such as spaces: else 1,000 words that share nothing take 5 s.
    for kind, a, b, c, d in SequenceMatcher(None, old[first:last], new[start:end]).get_opcodes():
        if kind != "equal":
            yield a + first, b + first, c + start, d + start


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the longest row of pairs that stand once on either side and in the same order on both."""
    once_old, once_new = Counter(old), Counter(new)
    places = {item: place for place, item in enumerate(new) if once_new[item] == 1}
    pairs = [(place, places[item]) for place, item in enumerate(old) if once_old[item] == 1 and item in places]
    tails: list[int] = []  # the least place in `new` that a row of that length ends with
    ends: list[int] = []  # which pair that is
    before = [-1] * len(pairs)
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before[number] = ends[at - 1] if at else -1
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [number]
    row = []
    number = ends[-1] if ends else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]
