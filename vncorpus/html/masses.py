"""Count what the elements of a page hold: characters, of links, of running text; and tell a row of headlines by it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from vncorpus.html import names
from vncorpus.html.lines import LINK, Line, above, is_paragraph

#: Cards of a row; characters of the link of a card, and of what is below it.
ROW, HEADLINE, TEASER = 3, 20, 350


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
        """Tell whether an element is a paragraph of running text without a link, under one that nothing names.

        Another such, or nothing, is below it.
        """
        before, after = element.getprevious(), element.getnext()
        sides = [side for side in (before, after) if side is not None]
        plain = before is not None and all(side.tag == "p" and not names.told(side) for side in sides)
        told = plain and all(self.prose[at] for at in (element, *sides))
        return told and element.tag == "p" and not self.links[element]

    def is_in_row(self, element: Any) -> bool:
        """Tell whether an element is one of a row of headlines, each a link with a few words below it."""
        return self.is_short(element) and self.row(element)[0] >= ROW
