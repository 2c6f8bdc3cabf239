"""Read a page that a crawler wrote down as Markdown: what its lines say without the marks around them.

In such a copy every entry of a menu is an item of a list, a link, or both, and so is every other story, while nothing
of it is a line of its own as in a pasted page. Without the marks it is what would have been pasted. The lines stay as
they were written; only what they are is told from what is under their marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, classify, first_printed
from vncorpus.stages.boilerplate.line.shape import PROSE

#: Lines with marks that may be a copy of a page.
MARKED = 4
#: Characters past which a line is a paragraph, whatever marks stand in it.
LONG = 4000
#: Spaces of a line of text under a heading.
SAID = 6
#: Words of a paragraph that ends in a stop, and share of its characters that links may be.
PARAGRAPH, LINKED = 12, 0.5
_IMAGE = lazy(r"!\[([^\]\[]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_LINK = lazy(r"\[([^\]\[]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_HEADING = lazy(r"^\s*#{1,6}\s+(?=\S)")
_BULLET = lazy(r"^\s*(?:[*+•-]\s+)+(?=\S)")
_STRONG = lazy(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = lazy(r"^([_*])(?=[^\s_*])(.+)(?<=[^\s_*])\1$")
_MARKS = lazy(r"\s*(?:#{1,6}\s+\S|[*+•-]\s+\S|!?\[)")
#: An entry of a contents, and how many of them; the rule and a field of front matter, and its most lines.
_ANCHOR = lazy(r"\s*(?:[*+-]|\d{1,2}[.)])\s+\[[^\]]+\]\(#[^)]+\)\s*$")
ENTRIES, FRONT = 3, 40
#: A line of links and pictures alone, and how many of them over a title are its page's menu.
_LINKS = lazy(
    r"\s*(?:[*+-]\s+|\d{1,2}[.)]\s+)?(?:\[*!?\[[^\]\[]*\]\([^()\s]*(?: \"[^\"]*\")?\)(?:\]\([^()\s]*\))?[\s|·•]*)+$"
)
LINKS = 8
#: Items that are buttons, lists that have some, their share of a list that is none of the text, and what they are.
ITEMS, LISTS, KNOWN = 5, 2, 0.3
#: Names of sections in a list over all paragraphs that is a site's menu, and their share of it.
SECTIONS, SURE = 8, 0.6
_OF_MENUS = frozenset("nav login share social app footer listing comments".split())
_RULE, _FIELD = "---", lazy(r"\s*(?:[\w-]+:(?:\s|$)|- |$)")
_ATTRIBUTES = lazy(r"\s*\{[#.][^{}]*\}$")
#: A line drawn under a heading or between the rows of a table.
_DRAWN = lazy(r"[\s|:=-]{3,}$")
_FIRST = frozenset("#*+•-[! \t")
_STOPS = frozenset('.!?…:”"')


def plain(texts: Sequence[str]) -> list[str] | None:
    """Return what the lines say without their marks, None where few have any; inside the text bullets stay.

    >>> plain(["* [Trang chủ](/)", "* [Tin tức](/tin)", "* [Liên hệ](/lh)", "# Mưa lớn", "Nước **dâng** nhanh."])
    ['Trang chủ', 'Tin tức', 'Liên hệ', 'Mưa lớn', 'Nước dâng nhanh.']
    """
    marked = [text for text in texts if text[:1] in _FIRST]
    if sum([_MARKS.match(text) is not None for text in marked]) < MARKED:
        return None
    linked = any("](" in text or _HEADING.match(text) for text in texts)
    if not linked and not _is_listed(texts):
        return None  # lists are in pasted pages too
    said = [_unmarked(text) for text in texts]
    first, last = _text(texts, said)
    for run in _lists(texts, first, last):
        # The contents of a document in Markdown names its "Trang chủ" too.
        if linked or sum(_is_of_menu(said[index]) for index in run) < KNOWN * len(run):
            for index in run:
                said[index] = f"- {said[index]}" if said[index] else ""
    return said


def _lists(texts: Sequence[str], first: int, last: int) -> Iterator[list[int]]:
    """Yield the items of each list from one line to another; blank lines may stand between them."""
    run: list[int] = []
    for index in range(first, last + 2):
        text = texts[index] if index <= last else "."
        if _BULLET.match(text):
            run.append(index)
        elif text.strip() and run:
            yield run
            run = []


def _is_listed(texts: Sequence[str]) -> bool:
    """Tell whether an extractor marked the entries of menus as items of lists: "* Trang chủ", "* Đăng nhập".

    A guide may list the buttons of one bar; a page has several, or the sections of a paper over all that it says.
    """
    runs = [*_lists(texts, 0, len(texts) - 1)]
    known = [sum(_is_of_menu(_BULLET.sub("", texts[index], count=1)) for index in run) for run in runs]
    if sum(known) >= ITEMS and sum(map(bool, known)) >= LISTS:
        return True
    top = next((at for at, text in enumerate(texts) if _is_paragraph(text, text)), 0)
    return any(
        run[-1] < top and said >= SECTIONS and said >= SURE * len(run) for run, said in zip(runs, known, strict=True)
    )


def _is_of_menu(bare: str) -> bool:
    line = classify(bare)
    return (line.rule is not None and line.rule.kind in _OF_MENUS) or line.cue >= LABEL


def is_document(texts: Sequence[str]) -> bool:
    """Tell whether somebody wrote a text in Markdown: under its title on top stands a contents of links into itself."""
    top = next((text for text in texts if text.strip()), "")
    return top.startswith("# ") and sum([_ANCHOR.match(text) is not None for text in texts]) >= ENTRIES


def front(texts: Sequence[str]) -> range:
    """Return the lines of the front matter, between two rules of dashes: what a document says of itself."""
    if texts[0].rstrip() != _RULE:
        return range(0)
    end = next((at for at in range(1, min(FRONT, len(texts))) if texts[at].rstrip() == _RULE), 0)
    return range(1, end) if all(_FIELD.match(texts[at]) for at in range(1, end)) else range(0)


def is_headed(texts: Sequence[str]) -> bool:
    """Tell whether two headings stand over text that is no link: a page that lists articles has them over lists."""
    shown = [text for text in texts if text.strip()]
    over = [
        below
        for head, below in pairwise(shown)
        if _HEADING.match(head) and not _MARKS.match(below) and "](" not in head and below.count(" ") >= SAID
    ]
    return len(over) > 1


def menu(texts: Sequence[str]) -> list[int]:
    """Return the lines over the title of a page that are links and nothing else: its menus, many and most of all there.

    Where a document has links over its title they lead to its other languages, and are few.
    """
    fence = next((at for at, text in enumerate(texts) if text.lstrip().startswith(("```", "~~~"))), len(texts))
    title = next((at for at, text in enumerate(texts[:fence]) if text.startswith("# ")), 0)
    over = [at for at in range(title) if texts[at].strip()]
    links = [at for at in over if _LINKS.match(texts[at])]
    return links if len(links) >= LINKS and len(links) * 2 >= len(over) else []


def keep(texts: Sequence[str], said: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Keep what the marks show to be headings of the text, and of two copies of a title the one that is marked."""
    first, last = _text(texts, said)
    headings = [index for index in range(first, last + 1) if _HEADING.match(texts[index]) and rules[index]]
    for index in headings:
        if rules[index] != "title:doubled":
            below = first_printed(found, range(index + 1, len(found)))
            if not found[index].rule and below is not None and rules[below] is None:
                rules[index] = None
            continue
        copies = [at for at, text in enumerate(said) if text == said[index] and not rules[at] and at != index]
        if copies and not _HEADING.match(texts[copies[0]]):
            rules[index], rules[copies[0]] = None, rules[index]


def _unmarked(text: str) -> str:
    bare = text.strip()
    if len(bare) > LONG:
        return bare
    if _DRAWN.match(bare):
        return ""
    if "](" in bare:
        for pattern in (_IMAGE, _LINK, _LINK):  # a picture may be the text of a link
            bare = pattern.sub(r"\1", bare)
    bare = _BULLET.sub("", _HEADING.sub("", bare, count=1), count=1)
    bare = _ATTRIBUTES.sub("", bare) if bare.endswith("}") else bare
    bare = _STRONG.sub(r"\2", bare) if "**" in bare or "__" in bare else bare
    return _EMPHASIS.sub(r"\2", bare.strip()).strip()


def _text(texts: Sequence[str], said: Sequence[str]) -> tuple[int, int]:
    """Return the first line of the text, a paragraph or the headings over it, and the last.

    A list under the last paragraph is of the text up to a gap, a heading, or a line that is known furniture.
    """
    prose = [index for index, text in enumerate(texts) if _is_paragraph(text, said[index])]
    if not prose:
        return 0, -1
    first = prose[0]
    for index in range(first - 1, -1, -1):
        if _BULLET.match(texts[index]):
            break
        first = index if _HEADING.match(texts[index]) else first
    last = prose[-1]
    blank = 0
    for index in range(last + 1, len(texts)):
        text = texts[index]
        blank = 0 if text.strip() else blank + 1
        if blank == 1:
            continue
        line = classify(said[index]) if said[index] else None
        if blank or not _BULLET.match(text) or "](" in text or (line and line.known):
            break
        last = index
    return first, last


def _is_paragraph(text: str, said: str) -> bool:
    """Tell whether a line is a paragraph, and no item, heading or row of links."""
    if _MARKS.match(text) and not text.lstrip().startswith("["):
        return False
    words = said.count(" ") + 1
    linked = sum(len(hit) for hit in _LINK.findall(text)) if "](" in text else 0
    return (words >= PROSE or (words >= PARAGRAPH and said[-1:] in _STOPS)) and linked <= LINKED * len(said)
