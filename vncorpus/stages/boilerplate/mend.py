"""Take out the lines that go, and mend what pasting did to those that stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vncorpus.document import Edit
from vncorpus.stages.boilerplate.line.doubles import half_of
from vncorpus.stages.boilerplate.line.lines import Line

#: Lines from one bullet of a list to the next; asterisks part stanzas too, of two lines at least.
ITEM, STARRED = 3, 2


def edits(texts: Sequence[str], found: Sequence[Line], rules: Sequence[str | None]) -> list[Edit]:
    """Return what goes and what is mended; a text of one line that no pattern knows is no page."""
    shown = [line for line in found if line.shape != "blank"]
    if len(shown) == 1 and not shown[0].rule:
        return []
    return [*removals(texts, found, rules), *repairs(texts, found, rules)]


def removals(texts: Sequence[str], found: Sequence[Line], rules: Sequence[str | None]) -> Iterator[Edit]:
    """Yield the removal of each line that goes, with its newline: the one after it, in the tail the one before."""
    going = _with_blanks(found, rules)
    tail = len(going)
    while tail and going[tail - 1]:
        tail -= 1
    at = 0
    for index, text in enumerate(texts):
        rule = going[index]
        if rule and tail:
            yield Edit(at - (index >= tail), at + len(text) + (index < tail), "", rule)
        elif rule:
            yield Edit(at, at + len(text) + (index < len(texts) - 1), "", rule)
        at += len(text) + 1


def _with_blanks(found: Sequence[Line], rules: Sequence[str | None]) -> list[str | None]:
    """Return the rules with the blank lines that would be left double, first or last where a line went."""
    going = list(rules)
    stays = [index for index, rule in enumerate(rules) if rule is None and found[index].shape != "blank"]
    last = stays[-1] if stays else -1
    blank_before, gone = True, None
    for index, rule in enumerate(rules):
        if rule:
            gone = rule
        elif found[index].shape == "blank":
            if gone and (blank_before or index > last):
                going[index] = gone
            blank_before = True
        else:
            blank_before, gone = False, None
    return going


def repairs(texts: Sequence[str], found: Sequence[Line], rules: Sequence[str | None]) -> Iterator[Edit]:
    """Yield the mends of lines that stay: a bullet joins its text, a glued double stands once."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(found):
        if line.shape == "bullet" and rules[index] is None:
            places.setdefault(texts[index].strip(), []).append(index)
    # One mark alone may part two scenes; a list has the same mark again, one item on.
    listed = {
        at
        for mark, alike in places.items()
        for pair in pairwise(alike)
        if pair[1] - pair[0] <= (STARRED if mark == "*" else ITEM)
        for at in pair
    }
    at = 0
    for index, text in enumerate(texts):
        if rules[index] is None:
            below = found[index + 1].shape if index + 1 < len(texts) and rules[index + 1] is None else "blank"
            if index in listed and below not in ("blank", "bullet"):
                yield Edit(at + len(text.rstrip()), at + len(text) + 1, " ", "bullet:joined")
            half = half_of(text.strip())
            if half:
                start = at + text.index(half)
                yield Edit(start + len(half), start + 2 * len(half), "", "line:doubled")
        at += len(text) + 1
