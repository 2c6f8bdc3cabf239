"""Choose the lines of a page that are its article: those of the container that readability found.

Less what its mark-up tells to be something else, and with what stands between or beside and is running text.
Readability drops lists, tables and headings by rules of thumb; the container of what it found is better evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any

from vncorpus.html import names
from vncorpus.html.lines import BLOCKS, LINK, Line, above, is_paragraph, opens, toggles
from vncorpus.html.masses import HEADLINE, Masses
from vncorpus.html.places import places

#: The share of the text that readability found which the container of the article holds.
MOST = 0.9
#: The share of a page's paragraphs below which the body is a part of it that was taken for the whole.
PART = 0.3
#: The share below which the article is asked for that the page itself names, for it may hold the rest.
WHOLE = 0.75
_MAIN = frozenset(("article", "main"))
#: The share of its text that the sections beside the container hold at least, for all of them to be the article.
SHARE = 0.1
#: The share of the container's text above which what is named as something else is the article all the same.
LARGE = 0.4
#: The share of links in a note below which it is none of a menu.
NOTE = 0.2
#: Words of what is no button.
SENTENCE = 8
#: Elements around a line that may be a card; the share of a line from which all of it is link.
CARD, ALL = 4, 0.9
_TEXT = frozenset("p li td th caption h2 h3 h4 h5 h6 blockquote pre code dd dt".split())
_LISTS = frozenset(("ul", "ol", "table", "dl"))
_APART = names.APART | {"form"}
_NOTES = frozenset(("aside", "footer"))
_PAGE = frozenset(("html", "body", "form", "main"))
_MENUS = frozenset(("nav", "footer"))
#: Headings in the text are named after its style, and what they head tells what they are.
_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Elements whose names say how they look: a button is read only where it heads text.
_NAMED = _HEADS | {"button"}


class Body:
    """The lines of a page that are its article, by their places, and what its elements say."""

    def __init__(self, whole: list[Line], found: list[str]) -> None:
        self.whole = whole
        self._of = Masses(whole)
        self._take(places(whole, found))
        mass, ours = (sum(len(whole[at].text) for at in some) for some in (self.running, self.running & self.kept))
        #: Where most paragraphs are not in what readability found, it is a part, or something else.
        self.mistaken = ours < PART * mass or not self.kept
        if self.mistaken:
            self._take(self.running)
        elif ours < WHOLE * mass:
            self._take(self.kept | self._of_main(mass))

    def _of_main(self, mass: int) -> set[int]:
        """Return the paragraphs of what a page says to be its article, where nearly all of the page's are in it."""
        for element in above(self.container):
            if element.tag in _MAIN:
                its = {at for at in self.running if any(up is element for up in above(self.whole[at].at))}
                if sum(len(self.whole[at].text) for at in its) >= MOST * mass:
                    return its
        return set()

    def _take(self, kept: set[int]) -> None:
        """Take lines for the body: its container is that of most of them."""
        self.kept = kept
        self._said: dict[Any, bool] = {}
        self._cards: set[Any] = set()
        self.container = self._container()
        self._cards = self._headlines()
        self._inside = [any(element is self.container for element in above(line.at)) for line in self.whole]
        #: Names mislead where much of what was found would go by them, as the answers of a forum that are comments.
        aside = sum(len(self.whole[at].text) for at in kept if self._named_aside(at))
        self._misled = aside > LARGE * sum(len(self.whole[at].text) for at in kept)
        self.running = set(filter(self._running, range(len(self.whole))))
        self._first, self._last = min(kept, default=0), max(kept, default=0)
        self._branches = set(map(self._branch, kept))

    def _container(self) -> Any:
        """Return the smallest element with most of the text that was found."""
        masses: Counter[Any] = Counter()
        for at in self.kept:
            for element in above(self.whole[at].at):
                masses[element] += len(self.whole[at].text)
        most = MOST * max(masses.values(), default=0)
        holding = [element for element, mass in masses.items() if mass >= most]
        smallest = min(holding, key=lambda element: (self._of.text[element], -_depth(element)), default=None)
        return next((up.getparent() for up in above(smallest) if self._is_part(up)), smallest)

    def _is_part(self, element: Any) -> bool:
        """Tell whether an element is one of several posts or sections, which others beside it hold text of too."""
        around, name = element.getparent(), element.get("class")
        if around is None or not (name or element.tag in ("article", "section")):
            return False
        alike = [other for other in around if other is not element and other.tag == element.tag]
        if "post" in names.told(element) and any("post" in names.told(other) for other in alike):
            return True
        prose = sum(self._of.prose[other] for other in alike if other.get("class") == name)
        return prose > SHARE * self._of.text[element]

    def aside(self, at: int) -> bool:
        """Tell whether a line stands in something that is named as no part of the article, within its container."""
        return self._named_aside(at) and not (self._misled and at in self.kept)

    def _named_aside(self, at: int) -> bool:
        line = self.whole[at]
        around = list(self._within(line))
        code = next((number for number, up in enumerate(around) if up.tag == "pre"), 0)
        for element in around[code:]:  # what is inside is named after its colour: a comment, a title, a tag
            if element.tag not in BLOCKS and len("".join(element.itertext())) < LINK * len(line.text):
                continue  # a link or a word in the line, which says nothing of the rest
            if element not in self._said:
                self._said[element] = self._is_aside(element)
            if self._said[element]:
                return True
        return False

    def _is_aside(self, element: Any) -> bool:
        if self._of.text[element] > LARGE * self._of.text[self.container]:
            return False
        if element.get("role") == "button" and opens(element):
            return False
        said = names.told(element)
        named = "aside" in said or ("beside" in said and not any(map(self._is_note, islice(above(element), 2))))
        named = (named and not self._of.is_amid(element)) or ("linked" in said and self._of.links[element] > 0)
        if element in self._cards or (named and "post" not in said and element.tag not in _NAMED):
            return True
        if element.tag in _NOTES and not self._of.links[element] and element.getparent().tag not in _PAGE:
            return not any(up is self.container for up in above(element))  # in the article a note, or who is quoted
        return element.tag in _APART

    def _is_note(self, element: Any) -> bool:
        """Tell whether an element is named as beside the text, but is running text for the most part and no links."""
        text = self._of.text[element]
        beside = "beside" in names.told(element)
        return beside and self._of.prose[element] * 2 > text and self._of.links[element] < NOTE * text

    def chosen(self) -> list[int]:
        """Return the places of the lines of the article, in their order."""
        if not self.kept:
            return [at for at, line in enumerate(self.whole) if not any(up.tag in _MENUS for up in above(line.at))]
        taken = {at for at in self.kept if not self.aside(at)} or set(self.kept)
        taken |= {at for at in self.running if self._inside[at]}
        blocks = {_block(self.whole[at]) for at in taken}
        homes = blocks | set(map(_home, blocks))
        for at, inside in enumerate(self._inside):
            if (inside or self.mistaken) and at not in taken and self._wanted(at, homes, taken):
                taken.add(at)
        taken |= {at for at, line in enumerate(self.whole[:-1]) if at + 1 in taken and self._is_heading(line, at)}
        first, last = min(taken), max(taken)
        taken |= self.running & set(range(first, last))
        for step, edge in ((-1, first), (1, last)):
            at = edge + step
            while at in self.running:
                taken.add(at)
                at += step
        return sorted(taken)

    def _is_heading(self, line: Line, at: int) -> bool:
        """Tell whether a line is a heading in the container, though a link, right above text of the article."""
        block = _block(line)
        beside = _block(self.whole[at + 1]).getparent()
        return block.tag in _HEADS and self._inside[at] and not self.aside(at) and block.getparent() is beside

    def _running(self, at: int) -> bool:
        line = self.whole[at]
        if not is_paragraph(line) or line.linked >= LINK or self.aside(at):
            return False
        return at in self.kept or not any(self._of.is_in_row(element) for element in islice(above(line.at), CARD))

    def _headlines(self) -> set[Any]:
        """Return the boxes in the container that are a headline which is a link, and a few words: of another page.

        Where they are much of the text it is a list of places or books, each with its own page.
        """
        found: set[Any] = set()
        for line in self.whole:
            if line.linked < ALL or len(line.text) < HEADLINE:
                continue
            head = next((up for up in islice(above(line.at), CARD) if up.tag in _HEADS), None)
            if head is None or not any(up is self.container for up in above(head)):
                continue
            for box in islice(above(head.getparent()), CARD):
                if box is self.container or not self._of.is_short(box):
                    break
                short, alike = self._of.row(box)  # a section of a text can be as short, and its heading a link
                if short == alike > (box.tag != "article"):
                    found.add(box)
                    break
        mass = sum(self._of.text[box] for box in found)
        return found if mass <= LARGE * self._of.text[self.container] else set()

    def _wanted(self, at: int, homes: set[Any], taken: set[int]) -> bool:
        """Tell whether a line in the container that readability left out is text of the article."""
        line = self.whole[at]
        if self.aside(at) or (line.linked >= LINK and not self._in_text(at, taken)):
            return line.linked < ALL and line.text.endswith(".") and not self.aside(at)  # a note that says: see there
        if self.mistaken:
            return True
        block = _block(line)
        if block in homes or _home(block) in homes or (toggles(line.at) and at + 1 in self.running):
            return True
        if at < self._first and self._branch(at) not in self._branches:
            return False
        if at > self._last and self.container.tag in _PAGE - _MAIN:
            return False
        if self._first < at < self._last and any("title" in names.told(up) for up in islice(self._within(line), CARD)):
            return True
        return line.words >= SENTENCE or self._heads(at) or any(up.tag in _TEXT for up in self._within(line))

    def _heads(self, at: int) -> bool:
        """Tell whether a line stands right over a paragraph of the article and in one box with it."""
        box = _block(self.whole[at]).getparent()
        below = at + 1 in self.running and at > self._first
        return below and any(up is box for up in islice(above(self.whole[at + 1].at), CARD))

    def _within(self, line: Line) -> Iterator[Any]:
        return takewhile(lambda up: up is not self.container, above(line.at))

    def _branch(self, at: int) -> tuple[str, str | None]:
        """Return what the part of the container is named that a line stands in."""
        part = self.whole[at].at
        for part in self._within(self.whole[at]):  # noqa: B007  # the last one
            pass
        return part.tag, part.get("class")

    def _in_text(self, at: int, taken: set[int]) -> bool:
        """Tell whether a line of links is in a list that text stands in too, or that a line before it announces."""
        for element in self._within(self.whole[at]):
            if element.tag in _LISTS:
                before = self._of.firsts[element] - 1
                announced = before in taken and self.whole[before].text.endswith(":")
                return announced or self._of.links[element] < LINK * self._of.text[element]
        return False


def _depth(element: Any) -> int:
    return sum(1 for _ in above(element))


def _block(line: Line) -> Any:
    """Return the innermost block that a line stands in."""
    element = line.at
    while element.tag not in BLOCKS and element.getparent() is not None:
        element = element.getparent()
    return element


def _home(block: Any) -> tuple[Any, str, str]:
    """Return what a block has in common with its neighbours of the same kind: what is around it, and its names."""
    return block.getparent(), block.tag, block.get("class") or ""
