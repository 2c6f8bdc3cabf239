"""Find the title and the dek of a page among its lines: what the page says of itself, and where that stands in it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from vncorpus.html import names
from vncorpus.html.lines import LINK, Line, above, is_paragraph
from vncorpus.patterns import lazy

#: Characters of a description by which it is found in the page, and fewer than which it is no dek; and of what may
#: stand before it there: the agency, the place.
DEK, BEFORE = 40, 30
#: The fewest characters of what a page says of itself that is looked for.
SHORT = {"title": 2, "dek": DEK}
#: Lines above the body in which a title is looked for that the page does not name; words that it has at least.
ABOVE, TITLE = 12, 4
#: The share of the words of a heading and of what the page calls itself that must be the same.
SAME = 0.6
#: Elements around a line that name it; lines below a title in which a dek may stand that is in the body.
NEAR, BELOW = 4, 6
_LARGE = ("4", "5", "6", "7")  # of <font>, on pages older than styles; an input has a size too, and no text
_HEADINGS = ("h1", "h2", "h3")
#: The address of the front of a site.
_FRONT = lazy(r"(?:https?://[^/]+)?(?:\.{0,2}/)*(?:index\.(?:html?|php|aspx))?")
_WORD = lazy(r"\w+")


def standing(said: str, whole: list[str]) -> int | None:
    """Return the place of the line that a description of the page stands in: its own words, or none."""
    start = " ".join(said.split())[:DEK].rstrip(" .…")
    return next((at for at, line in enumerate(whole) if start and 0 <= line.find(start) <= BEFORE), None)


def called(heading: str | None, own: list[str], whole: list[Line]) -> list[str]:
    """Return what a page calls itself, first what was found as its title unless that only heads a part of it.

    A portal sets the name of the section as its h1, and the title in a <div>, which the <title> of the page says.
    """
    part = heading and not any(heading in name for name in own)
    texts = [line.text for line in whole if line.words >= TITLE and line.linked < LINK]
    if heading and not (part and any(_stands(name, texts) for name in own)):
        return [heading, *own]
    return own


def _stands(name: str, texts: list[str]) -> bool:
    """Tell whether what a page calls itself begins with one of its lines."""
    return any(name.strip().startswith(text) for text in texts)


def title(said: list[str], whole: list[Line], first: int, beside: Callable[[int], bool]) -> int | None:
    """Return the place of the title: the heading most like what the page calls itself, else the last above its body.

    `first` is the place of the first line of the body; `beside` tells of a place that it is no part of the article: the
    name of the site above it. A page of which a system makes every title ("Chi tiết tin") says nothing of its own.
    """
    inside = [at for at in range(len(whole)) if not (beside(at) or _leads_home(whole[at]))]
    # A title over a picture stands in what is named a banner, as the name of the site does, which is a link.
    others = [at for at in range(min(first + TITLE, len(whole))) if beside(at) and whole[at].linked < LINK]
    best = [
        max(
            (
                (_alike(whole[at].text, name) + level / 100 - (at > first) / 5, -at)
                for at in places
                if (level := _level(whole[at]))
                for name in said
            ),
            default=(0.0, 0),
        )
        for places in (inside, others)
    ]
    if best[1][0] >= 1 > best[0][0]:
        return -best[1][1]  # word for word, over a picture; a heading in the text is only like it
    for places, (alike, at) in zip((inside, others), best, strict=True):
        if alike > SAME:
            return -at
        for name in said:
            if (place := standing(name, [whole[at].text for at in places])) is not None:
                return places[place]
    for at in range(first - 1, max(-1, first - 1 - ABOVE), -1):
        if not beside(at) and _level(whole[at]) and whole[at].words >= TITLE and whole[at].linked < LINK:
            return at
    return None


def _leads_home(line: Line) -> bool:
    """Tell whether a line is a link to the front of its site: then it names the site, be it in a h1."""
    link = next((up for up in islice(above(line.at), NEAR) if up.tag == "a"), None)
    return link is not None and line.linked >= LINK and _FRONT.fullmatch(link.get("href") or "") is not None


def _level(line: Line) -> int:
    """Return how sure a line is a heading of the page: 3 for h1, 2 for h2 and h3, 1 by its name, 0 else."""
    level = 0
    for element in islice(above(line.at), NEAR):
        if element.tag in _HEADINGS:
            level = max(level, 3 if element.tag == "h1" else 2)
        else:
            level = max(level, "title" in names.told(element) or (element.get("size") or "")[:1] in _LARGE)
    return level


def _alike(line: str, name: str) -> float:
    """Return the share of the words of a line and a name of the page that they have in common.

    >>> _alike("Bến cũ", "Bến cũ"), _alike("Bến cũ", "Bến mới | Báo")
    (1.0, 0.4)
    """
    ours, theirs = set(_WORD.findall(line.lower())), set(_WORD.findall(name.lower()))
    return 2 * len(ours & theirs) / max(len(ours) + len(theirs), 1)


def dek(said: str, whole: list[Line], title: int | None, chosen: list[int]) -> tuple[int | None, list[int]]:
    """Return the place of the dek, and the places of all that stands between the title and the body and is text.

    The dek is what the description stands in, else what is named a dek, there or right below the title. What stands
    after the body is none: a description of the site in its footer.
    """
    first, last = min(chosen, default=0), max(chosen, default=0)
    place = standing(said, [line.text for line in whole]) if len(said) >= DEK else None
    if place is not None and (place > last or whole[place].linked >= LINK):
        place = None
    taken, found = set(chosen), []
    for at in range(title + 1, max(first, title + BELOW)) if title is not None else ():
        line = whole[at] if at < len(whole) else None
        if line is None or line.linked >= LINK or not (at < first or at in taken):
            continue
        named = line.words > TITLE and (_is_dek(line.at) or _is_under(line.at))
        place = at if named and place is None else place
        if named or (at < first and is_paragraph(line)):
            found.append(at)
    return place, found if place is None else [place, *found]


def _is_dek(element: Any) -> bool:
    """Tell whether an element or one of those around it is named a dek."""
    return any("dek" in names.told(up) for up in islice(above(element), NEAR - 1))


def _is_under(element: Any) -> bool:
    """Tell whether an element is a heading right under the h1, and the last in its box: a dek set large."""
    head = next((up for up in islice(above(element), NEAR - 1) if up.tag in _HEADINGS), None)
    if head is None or head.tag == "h1" or head.getnext() is not None:
        return False
    over = head.getprevious()
    return over is not None and over.tag == "h1"
