"""Count what the elements of a page hold: characters, of links, of running text; and tell a row of headlines by it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from vncorpus.html import names
from vncorpus.html.lines import LINK, Line, above, is_paragraph

#: Cards of a row; characters of the link of a card, and of what is below it.
ROW, HEADLINE, TEASER = 3, 20, 350
#: Characters of text that stands in no element of its own between two others.
LOOSE = 40


class Masses:
    """What each element of a page holds, and the place of its first line."""

    def __init__(self, whole: list[Line]) -> None:
        self.text: Counter[Any] = Counter()
        self.links: Counter[Any] = Counter()
        self.prose: Counter[Any] = Counter()
        self.firsts: dict[Any, int] = {}
        self._rows: dict[tuple[Any, str, str | None], tuple[int, int]] = {}
        for at, line in enumerate(whole):
            mass = len(line.text)
            linked = round(line.linked * mass)
            prose = mass if line.linked < LINK and is_paragraph(line) else 0
            for element in above(line.at):
                self.text[element] += mass
                self.links[element] += linked
                self.prose[element] += prose
                self.firsts.setdefault(element, at)

    def is_short(self, element: Any) -> bool:
        """Tell whether an element is as much link as a headline is, and little else."""
        return self.links[element] >= HEADLINE and self.text[element] - self.links[element] <= TEASER

    def row(self, element: Any) -> tuple[int, int]:
        """Return how many elements beside an element and named as it is are short, and how many there are.

        Counted are those that hold text, and the element itself.
        """
        around = element.getparent()
        name = (element.tag, element.get("class"))
        if (around, *name) not in self._rows:
            beside = around if around is not None else [element]
            alike = [other for other in beside if (other.tag, other.get("class")) == name and self.text[other]]
            self._rows[(around, *name)] = (sum(map(self.is_short, alike)), len(alike))
        return self._rows[(around, *name)]

    def is_amid(self, element: Any) -> bool:
        """Tell whether an element is running text without a link amid text that nothing names.

        It stands in the loose text of what is around it, or is a paragraph beside another with nothing below it, or
        with what is not named as something else.
        """
        before, after = element.getprevious(), element.getnext()
        if before is None or self.links[element] or not self.prose[element]:
            return False
        if _is_loose(before):
            return True
        sides = [side for side in (before, after) if side is not None]
        if any(not isinstance(side.tag, str) or side.tag in names.APART or names.told(side) for side in sides):
            return False
        return element.tag == "p" and any(side.tag == "p" and self.prose[side] for side in sides)

    def is_in_row(self, element: Any) -> bool:
        """Tell whether an element is one of a row of headlines, each a link with a few words below it."""
        return self.is_short(element) and self.row(element)[0] >= ROW


def _is_loose(element: Any) -> bool:
    """Tell whether text stands right before an element, or before the breaks above it."""
    while element is not None and element.tag == "br" and not (element.tail or "").strip():
        element = element.getprevious()
    return element is not None and len((element.tail or "").strip()) >= LOOSE
