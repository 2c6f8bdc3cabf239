"""Follow places through the passes of a trail, and take some edits of it back while the others stay.

A trail leads from one text to another. Leave some of its edits out, and what is left leads elsewhere; the regions say
where the two results differ. Leave all out, and the regions are the differences between input and output, each with
the edits that made it, however many passes worked on one place. So undoing, showing and explaining share one walk.

>>> from vncorpus.document import Change, Done
>>> trail = [Change("x", (Done(0, 1, "a", "", "r"), Done(2, 3, "c", "CC", "q")))]
>>> left = without("abc", trail, lambda stage, edit: edit.rule == "r")
>>> left.text, [tuple(edit) for change in left.trail for edit in change.edits]
('abCC', [(2, 3, 'c', 'CC', 'q')])
>>> [(region.start, region.end, region.was_start, region.was_end) for region in left.regions]
[(0, 0, 0, 1)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vncorpus.document import Change, Done, replay

#: An edit of a trail: the pass, and its place in it.
Name = tuple[int, int]


class Region(NamedTuple):
    """Hold a place where two texts differ: offsets in the one, in the other, and the edits that made it."""

    start: int
    end: int
    was_start: int
    was_end: int
    names: tuple[Name, ...]

    def touches(self, start: int, end: int) -> bool:
        """Tell whether a span shares a character with the region, or either lies within the other.

        >>> gone = Region(3, 3, 3, 9, ())
        >>> gone.touches(2, 4), gone.touches(3, 5), gone.touches(3, 3), Region(3, 5, 3, 3, ()).touches(5, 5)
        (True, False, True, False)
        """
        return _touch(self.start, self.end, start, end)


def _touch(start: int, end: int, first: int, last: int) -> bool:
    return (start < last and first < end) or (start == end == first == last)


@dataclass(frozen=True)
class Left:
    """Hold what a trail leads to without some of its edits.

    `trail` is what is left of it, in offsets that fit; `held` names the edits that could not be left out, because one
    that stays has changed what they wrote. `regions` lie in the old result first, then in `text`.
    """

    text: str
    trail: tuple[Change, ...]
    regions: tuple[Region, ...]
    held: frozenset[Name]
    gone: frozenset[Name]


def without(text: str, trail: Sequence[Change], chosen: Callable[[str, Done], bool]) -> Left:
    """Return what the trail, which begins with `text`, leads to without the chosen edits.

    An edit whose words a later edit that stays has changed again is held: it stays too, for what the later one would
    have done to the old words is nobody's guess. Where such an edit hangs on one before it, that is held as well.

    Raises ValueError where the trail does not begin with this text.
    """
    out = {
        (number, place)
        for number, change in enumerate(trail)
        for place, edit in enumerate(change.edits)
        if chosen(change.stage, edit)
    }
    held: set[Name] = set()
    while True:
        try:
            now, left, regions, lost = _walk(text, trail, out)
            return Left(now, left, regions, frozenset(held), frozenset(out | lost))
        except _HeldError as error:
            held |= error.names
            out -= error.names


def differences(trail: Sequence[Change]) -> tuple[Region, ...]:
    """Return where the result of a trail differs from what it began with: in the result, then in the beginning."""
    regions: tuple[Region, ...] = ()
    for number, change in enumerate(trail):
        regions, _kept, _lost = _step(regions, change, number, lambda _name: True)
    return regions


class _HeldError(Exception):
    """Say which edits a later one keeps from being left out."""

    def __init__(self, names: Iterable[Name]) -> None:
        super().__init__("held")
        self.names = frozenset(names)


def _walk(
    text: str, trail: Sequence[Change], out: set[Name]
) -> tuple[str, tuple[Change, ...], tuple[Region, ...], set[Name]]:
    """Return the result, what is left of the trail, where the results differ, and the marks that went with words."""
    regions: tuple[Region, ...] = ()
    left = []
    lost: set[Name] = set()
    for number, change in enumerate(trail):
        regions, kept, gone = _step(regions, change, number, out.__contains__)
        lost.update(gone)
        made = Change(change.stage, tuple(kept), change.put)
        text = replay(text, [made])
        if kept:
            left.append(made)
    return text, tuple(left), regions, lost


def _step(
    regions: tuple[Region, ...], change: Change, number: int, gone: Callable[[Name], bool]
) -> tuple[tuple[Region, ...], list[Done], list[Name]]:
    """Return the regions after one more pass, the edits that stay at their places in the other text, and lost marks."""
    items: list[tuple[int, int, Region | None, int]] = [(each.start, each.end, each, -1) for each in regions]
    items += [(edit.start, edit.end, None, place) for place, edit in enumerate(change.edits) if edit.new != edit.old]
    items.sort(key=lambda item: item[:2])
    made: list[Region] = []
    kept: list[Done] = []
    now = was = 0  # how far this pass has moved what follows, in the one text and in the other
    apart = 0  # how far the other text was ahead before this pass
    held: list[Name] = []
    at = 0
    while at < len(items):
        start, end = items[at][:2]
        upto = at + 1
        while upto < len(items) and _touch(start, end, *items[upto][:2]):
            end = max(end, items[upto][1])
            upto += 1
        cluster = items[at:upto]
        at = upto
        inside = [region for _, _, region, _ in cluster if region]
        edits = [(place, change.edits[place]) for _, _, region, place in cluster if region is None]
        grown = sum(len(edit.new) - len(edit.old) for _, edit in edits)
        out = [(number, place) for place, _ in edits if gone((number, place))]
        held += _held(inside, [edit for place, edit in edits if not gone((number, place))])
        if inside or out:
            names = tuple(name for region in inside for name in region.names) + tuple(out)
            after = apart + sum(region.was_end - region.was_start - (region.end - region.start) for region in inside)
            made.append(Region(start + now, end + now + grown, start + apart + was, end + after + was, names))
            apart = after
        else:
            kept += [edit._replace(start=edit.start + apart, end=edit.end + apart) for _, edit in edits]
            was += grown
        now += grown
    if held:  # all of a pass at once: one at a time would walk the trail as often as there are some
        raise _HeldError(held)
    marks = [(place, e) for place, e in enumerate(change.edits) if e.new == e.old and not gone((number, place))]
    moved = dict(_moved(marks, regions))
    lost = [(number, place) for place, _ in marks if place not in moved]
    # What was put on either side of words that are gone stands at one place now, in the order it had.
    return tuple(made), sorted([*kept, *moved.values()], key=lambda edit: edit[:2]), lost


def _moved(marks: list[tuple[int, Done]], regions: tuple[Region, ...]) -> Iterator[tuple[int, Done]]:
    """Yield the marks at their places in the other text, but for those of words that it has not."""
    at = apart = 0
    for place, mark in marks:
        while at < len(regions) and regions[at].end <= mark.start and not regions[at].touches(mark.start, mark.end):
            apart = regions[at].was_end - regions[at].end
            at += 1
        if at == len(regions) or not regions[at].touches(mark.start, mark.end):
            yield place, mark._replace(start=mark.start + apart, end=mark.end + apart)


def _held(regions: list[Region], edits: list[Done]) -> list[Name]:
    return [
        name
        for region in regions
        if any(region.touches(edit.start, edit.end) for edit in edits)
        for name in region.names
    ]
