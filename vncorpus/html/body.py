"""Choose the lines of a page that are its article: those of the container that readability found.

Less what its mark-up tells to be something else, and with what stands between or beside and is running text.
Readability drops lists, tables and headings by rules of thumb; the container of what it found is better evidence.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import Any

from vncorpus.html import names
from vncorpus.html.lines import BLOCKS, LINK, Line, above, is_paragraph

#: The share of the text that readability found which the container of the article holds.
MOST = 0.9
#: The share of a page's paragraphs below which the body is a part of it that was taken for the whole.
PART = 0.3
#: The share of the container's text above which what is named as something else is the article all the same.
LARGE = 0.4
#: The most lines between two of the body; words of what is no button; characters by which a line is known anywhere.
GAP, SENTENCE, SURE = 40, 8, 20
#: Elements around a line that may be a card; cards of a row; characters of the link of a card, and of what is below it;
#: the share of a line from which all of it is link.
CARD, ROW, HEADLINE, TEASER, ALL = 4, 3, 20, 350, 0.9
_TEXT = frozenset("p li td th caption h2 h3 h4 h5 h6 blockquote pre code dd dt".split())
_LISTS = frozenset(("ul", "ol", "table", "dl"))
_APART = names.APART | {"form"}
_PAGE = frozenset(("html", "body", "form", "main"))
_MENUS = frozenset(("nav", "footer"))
#: Headings in the text are named after its style, and what they head tells what they are.
_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Body:
    """The lines of a page that are its article, by their places, and what its elements say."""

    def __init__(self, whole: list[Line], found: list[str]) -> None:
        self.whole = whole
        self.kept = places(whole, found)
        self._said: dict[Any, bool] = {}
        self._masses: Counter[Any] = Counter()
        self._linked: Counter[Any] = Counter()
        self._firsts: dict[Any, int] = {}
        for at, line in enumerate(whole):
            for element in above(line.at):
                self._masses[element] += len(line.text)
                self._linked[element] += round(line.linked * len(line.text))
                self._firsts.setdefault(element, at)
        self.container = self._container()
        self._cards = self._headlines()
        #: Names mislead where much of what was found would go by them, as the answers of a forum that are comments.
        aside = sum(len(whole[at].text) for at in self.kept if self._named_aside(at))
        self._misled = aside > LARGE * sum(len(whole[at].text) for at in self.kept)
        self._inside = [any(element is self.container for element in above(line.at)) for line in whole]

    def _container(self) -> Any:
        """Return the smallest element with most of the text that was found."""
        masses: Counter[Any] = Counter()
        for at in self.kept:
            for element in above(self.whole[at].at):
                masses[element] += len(self.whole[at].text)
        most = MOST * max(masses.values(), default=0)
        holding = [element for element, mass in masses.items() if mass >= most]
        smallest = min(holding, key=lambda element: (self._masses[element], -_depth(element)), default=None)
        return next((up.getparent() for up in above(smallest) if _is_post(up)), smallest)

    def aside(self, at: int) -> bool:
        """Tell whether a line stands in something that is named as no part of the article, within its container."""
        return self._named_aside(at) and not (self._misled and at in self.kept)

    def _named_aside(self, at: int) -> bool:
        line = self.whole[at]
        for element in above(line.at):
            if element is self.container:
                return False
            if element.tag not in BLOCKS and len("".join(element.itertext())) < LINK * len(line.text):
                continue  # a link or a word in the line, which says nothing of the rest
            if element not in self._said:
                self._said[element] = self._is_aside(element)
            if self._said[element]:
                return True
        return False

    def _is_aside(self, element: Any) -> bool:
        if self._masses[element] > LARGE * self._masses[self.container]:
            return False
        said = names.told(element)
        if element in self._cards:
            return True
        return element.tag in _APART or ("aside" in said and "post" not in said and element.tag not in _HEADS)

    def chosen(self) -> list[int]:
        """Return the places of the lines of the article, in their order."""
        whole = self.whole
        running = set(filter(self._running, range(len(whole))))
        mass = sum(len(whole[at].text) for at in running)
        if sum(len(whole[at].text) for at in running & self.kept) < PART * mass or not self.kept:
            return [at for at, line in enumerate(whole) if not any(up.tag in _MENUS for up in above(line.at))]
        taken = {at for at in self.kept if not self.aside(at)} or set(self.kept)
        taken |= {at for at in running if self._inside[at]}
        wanted = [at for at in range(len(whole)) if at not in taken and self._inside[at] and not self.aside(at)]
        homes = {_home(_block(whole[at])) for at in taken} | {_block(whole[at]) for at in taken}
        taken |= {at for at in wanted if self._wanted(at, homes, taken)}
        first, last = min(taken), max(taken)
        taken |= running & set(range(first, last))
        for step, edge in ((-1, first), (1, last)):
            at = edge + step
            while at in running:
                taken.add(at)
                at += step
        return sorted(taken)

    def _running(self, at: int) -> bool:
        line = self.whole[at]
        if not is_paragraph(line) or line.linked >= LINK or self.aside(at):
            return False
        return at in self.kept or not any(self._is_card(element) for element in islice(above(line.at), CARD))

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
            box = None
            for up in islice(above(head.getparent()), CARD):
                if up is self.container or self._masses[up] - self._linked[up] > TEASER:
                    break
                box = up
            if box is not None:
                found.add(box)
        mass = sum(self._masses[box] for box in found)
        return found if mass <= LARGE * self._masses[self.container] else set()

    def _is_card(self, element: Any) -> bool:
        """Tell whether an element is one of a row of headlines, each a link with a few words below it."""
        linked = self._linked[element]
        if linked < HEADLINE or self._masses[element] - linked > TEASER or element.getparent() is None:
            return False
        names = (element.tag, element.get("class"))
        alike = (other for other in element.getparent() if (other.tag, other.get("class")) == names)
        return sum(1 for other in alike if self._linked[other] >= HEADLINE) >= ROW

    def _wanted(self, at: int, homes: set[Any], taken: set[int]) -> bool:
        """Tell whether a line in the container that readability left out is text of the article."""
        line = self.whole[at]
        if line.linked >= LINK and not self._in_text(at, taken):
            return False
        block = _block(line)
        if block in homes or _home(block) in homes:
            return True
        if at < min(self.kept) or (at > max(self.kept) and self.container.tag in _PAGE):
            return False
        return block.tag in _TEXT or line.words >= SENTENCE

    def _in_text(self, at: int, taken: set[int]) -> bool:
        """Tell whether a line of links is in a list that text stands in too, or that a line before it announces."""
        for element in above(self.whole[at].at):
            if element is self.container:
                break
            if element.tag in _LISTS:
                before = self._firsts[element] - 1
                announced = before in taken and self.whole[before].text.endswith(":")
                return announced or self._linked[element] < LINK * self._masses[element]
        return False


def places(whole: list[Line], found: list[str]) -> set[int]:
    """Return the places of lines that were found, from the longest that stands once, forwards and backwards.

    A line that was put together anew, or that is farther off, is looked for in all lines and all lines in it.
    """
    texts = [_key(line.text) for line in whole]
    keys = [_key(line) for line in found]
    counts = Counter(texts)
    anchor = max((key for key in keys if counts[key] == 1), key=len, default="")
    if not anchor:
        return {at for at, text in enumerate(texts) if text in keys}
    middle, start = keys.index(anchor), texts.index(anchor)
    hit, missed = {start}, []
    for step, rest in ((1, keys[middle + 1 :]), (-1, keys[:middle][::-1])):
        at = start
        for key in rest:
            near = next((place for place in _near(at, step, len(texts)) if texts[place] == key), None)
            if near is None:
                missed.append(key)
            else:
                at = near
                hit.add(at)
    for key in missed:
        if len(key) >= SURE:
            hit |= {at for at, text in enumerate(texts) if key in text or (len(text) >= SURE and text in key)}
    return hit


def _key(text: str) -> str:
    return "".join(text.split())


def _near(at: int, step: int, end: int) -> range:
    return range(at + step, max(-1, min(at + step * (GAP + 2), end)), step)


def _is_post(element: Any) -> bool:
    """Tell whether an element is one post of several."""
    if "post" not in names.told(element) or element.getparent() is None:
        return False
    return any(
        other is not element and other.tag == element.tag and "post" in names.told(other)
        for other in element.getparent()
    )


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
