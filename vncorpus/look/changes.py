"""Hold what differs between a text as it was and as it is, each difference with the rules that made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vncorpus.document import Change
from vncorpus.look.choice import Choice
from vncorpus.look.regions import differences
from vncorpus.patterns import lazy

#: What belongs to one word: letters with their marks, and digits; of Chinese each character stands for itself.
LETTER = r"(?:[^\W\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]|[\u0300-\u036f])"
WORD = lazy(f"{LETTER}+")


class Reason(NamedTuple):
    """Name the stage and the rule of a change."""

    stage: str
    rule: str


class Difference(NamedTuple):
    """Hold a place where the text is not what it was: `now[start:end]` stands for `was[was_start:was_end]`."""

    start: int
    end: int
    was_start: int
    was_end: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Compared:
    """Hold a text as it was and as it is, and the differences, in order.

    `count` is of the changes by rule, which may be more than the differences: several passes work on one place.
    `hidden` are differences that nobody asked for.
    """

    was: str
    now: str
    differences: tuple[Difference, ...]
    count: Counter[Reason]
    hidden: tuple[Difference, ...] = ()

    def chosen(self, choice: Choice) -> Compared:
        """Return the text with only those differences that hold a chosen change."""
        if choice.all:
            return self
        kept = tuple(each for each in self.differences if any(choice.names(*reason) for reason in each.reasons))
        count = Counter({reason: number for reason, number in self.count.items() if choice.names(*reason)})
        return Compared(self.was, self.now, kept, count, tuple(set(self.differences) - set(kept)))


def by_trail(was: str, now: str, trail: Sequence[Change]) -> Compared:
    """Return what the trail, which leads from `was` to `now`, did."""
    found = [
        Difference(region.start, region.end, region.was_start, region.was_end, _reasons(trail, region.names))
        for region in differences(trail)
    ]
    edits = [(change.stage, edit) for change in trail for edit in change.edits if edit.old != edit.new]
    return Compared(
        was, now, tuple(widened(was, now, found)), Counter(Reason(stage, edit.rule) for stage, edit in edits)
    )


def _reasons(trail: Sequence[Change], names: Iterable[tuple[int, int]]) -> tuple[Reason, ...]:
    reasons = (Reason(trail[number].stage, trail[number].edits[place].rule) for number, place in sorted(names))
    return tuple(dict.fromkeys(reasons))


def widened(was: str, now: str, found: Iterable[Difference]) -> list[Difference]:
    """Return the differences, those within a word as one of the whole word, and none that changes nothing.

    >>> widened("cuả ba", "của bà", [Difference(1, 3, 1, 3), Difference(5, 6, 5, 6)])
    [Difference(start=0, end=3, was_start=0, was_end=3, reasons=()), Difference(start=4, end=6, was_start=4, \
was_end=6, reasons=())]
    """
    groups: list[list[Difference]] = []
    for one in found:
        if now[one.start : one.end] == was[one.was_start : one.was_end]:
            continue
        last = groups[-1][-1] if groups else None
        if last and _in_word(now[last.end : one.start]) and _ends(now, was, last) and _begins(now, was, one):
            groups[-1].append(one)
        else:
            groups.append([one])
    made: list[Difference] = []
    for place, group in enumerate(groups):
        first, last = group[0], group[-1]
        floor = made[-1].end if made else 0
        ceiling = groups[place + 1][0].start if place + 1 < len(groups) else len(now)
        left = right = 0
        while _begins(now, was, first) and first.start - left > floor and WORD.match(now[first.start - left - 1]):
            left += 1
        while _ends(now, was, last) and last.end + right < ceiling and WORD.match(now[last.end + right]):
            right += 1
        reasons = tuple(dict.fromkeys(reason for one in group for reason in one.reasons))
        made.append(
            Difference(first.start - left, last.end + right, first.was_start - left, last.was_end + right, reasons)
        )
    return made


def _in_word(text: str) -> bool:
    return not text or WORD.fullmatch(text) is not None


def _begins(now: str, was: str, one: Difference) -> bool:
    """Tell whether a difference begins with a letter, in one text or the other."""
    texts = (now[one.start : one.end], was[one.was_start : one.was_end])
    return any(WORD.match(text) for text in texts)


def _ends(now: str, was: str, one: Difference) -> bool:
    texts = (now[one.start : one.end], was[one.was_start : one.was_end])
    return any(text and WORD.match(text[-1]) for text in texts)
