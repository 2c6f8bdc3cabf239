"""Read the lines of a page as a reader sees them, each with its element and how much of it is link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from vncorpus.html import names

BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead
    title tr ul""".split()
)
_HIDDEN = frozenset("head script style noscript template svg iframe object button select textarea".split())
#: Words of a paragraph; the share of links from which a line is one.
PARAGRAPH, LINK = 12, 0.5
#: Characters of what screens do not show, and elements that are not hidden whatever their names.
UNSEEN, _MAIN = 300, frozenset(("html", "body", "main", "article"))
#: Elements that head text, and words of a button that does.
_HEADINGS, OPENS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary")), 4
#: What a heading shows as a link to itself, whatever the class of the link is.
_ANCHORS = frozenset("¶#§🔗")
#: What holds fields side by side; in a paragraph or a heading a word may be in two elements.
_FIELDS = frozenset("div header footer section li td dd dt".split())


@dataclass
class Line:
    """A line of a page: its text, the innermost element that it begins in, the share of it that is link."""

    text: str
    at: Any
    linked: float

    @property
    def words(self) -> int:
        """The number of its words."""
        return self.text.count(" ") + 1


def is_paragraph(line: Line) -> bool:
    """Tell whether a line is running text: long, and ended as a sentence is."""
    return line.words >= PARAGRAPH and line.text.rstrip('”"’»)]')[-1:] in (".", "!", "?", "…", ":")


def above(element: Any) -> Iterator[Any]:
    """Yield an element and those around it, from within."""
    while element is not None:
        yield element
        element = element.getparent()


def lines(element: Any) -> list[str]:
    """Return the texts of the lines of an element: one for each block, and one for each break."""
    return [line.text for line in read(element)]


def read(element: Any, *, scripts: bool = True) -> list[Line]:
    """Return the lines of an element; without `scripts` as a browser shows them that runs none."""
    return list(_read(element, _HIDDEN if scripts else _HIDDEN - {"noscript"}))


def _read(root: Any, hidden: frozenset[str]) -> Iterator[Line]:
    """Walk an element without recursion; white space is a space but in `pre`, only blocks and breaks end a line."""
    texts: list[str] = []
    at, blank, linked, links, written, edge = root, True, 0, 0, 0, ""
    stack: list[tuple[str, Any, Any]] = [("open", root, None)]

    def line() -> Iterator[Line]:
        nonlocal blank, linked, edge
        if not blank:
            found = "".join(texts)
            yield Line(found.rstrip() if written else " ".join(found.split()), at, linked / len(found))
        texts.clear()
        blank, linked, edge = True, 0, ""

    while stack:
        what, item, more = stack.pop()
        if what == "text":
            if written and "\n" in item:
                first, rest = item.split("\n", 1)
                stack += (("text", rest, more), ("break", None, None), ("text", first, more))
                continue
            if not item or item.isspace():
                texts.append(item if written else " ")
                continue
            if blank:
                at, blank = more, False
            elif edge and _is_apart(edge, texts[-1][-1:], item):
                texts.append(" ")
            texts.append(item)
            edge = ""
            linked += len(item.strip()) if links else 0
        elif what == "break":
            yield from line()
        elif what == "close":
            block = item.tag in BLOCKS or _is_head_of_quote(item)
            if block:
                yield from line()
            links -= _is_link(item)
            written -= item.tag == "pre"
            if not block and not blank:
                edge = _edge(item) or ("place" if more and len(texts[-1].strip()) > 1 else "")
        else:
            name = item.tag if isinstance(item.tag, str) else "script"
            if (name in hidden and not (name == "button" and opens(item))) or _is_unseen(item):
                continue
            if name in BLOCKS or name == "br" or _is_head_of_quote(item):
                yield from line()
            links += _is_link(item)
            written += name == "pre"
            stack.append(("close", item, blank and bool(item.get("class"))))
            for child in reversed(item):
                if child.tail:
                    stack.append(("text", child.tail, item))
                stack.append(("open", child, None))
            if item.text:
                stack.append(("text", item.text, item))
    yield from line()


def opens(button: Any) -> bool:
    """Tell whether a button is a heading that opens the text under it, as the questions of a list of both are."""
    if any(up.tag in _HEADINGS for up in islice(above(button), 1, 3)):
        return True
    shown = button.get("aria-expanded") is not None or toggles(button) or any(map(toggles, button))
    return shown and len("".join(button.itertext()).split()) >= OPENS


def toggles(element: Any) -> bool:
    """Tell whether an element opens and shuts a part of the page."""
    said = f"{element.get('class', '')} {element.get('data-toggle', '')} {element.get('data-bs-toggle', '')}"
    return any(word in said for word in ("accordion", "collapse", "toggle-title"))


def _is_link(element: Any) -> bool:
    """Tell whether an element leads elsewhere: what is in a heading and leads to a part of the page opens a tab."""
    if element.tag != "a" or toggles(element):
        return False
    within = (element.get("href") or "").startswith("#")
    return not (within and any(up.tag in _HEADINGS for up in islice(above(element), 3)))


def _is_head_of_quote(element: Any) -> bool:
    """Tell whether an element says whose words follow, as forums set it in a line of its own."""
    around = element.getparent() if element.tag == "cite" else None
    if around is None or element.getprevious() is not None or (around.text or "").strip():
        return False
    return any(up.tag == "blockquote" for up in islice(above(around), 2))


def _is_unseen(element: Any) -> bool:
    """Tell whether an element is for nobody to read, or holds but the numbers of the lines of code beside it.

    What screens do not show is a word or a sentence, and its class says so: WordPress gives the main part of a page the
    id `wp--skip-link--target`.
    """
    if element.tag == "a" and element.get("href", "").startswith("#") and (element.text or "").strip() in _ANCHORS:
        return len(element) == 0
    said = names.kinds(element.get("class", "")) if element.tag not in _MAIN else ()
    if "unseen" not in said and "numbers" not in said:
        return False
    text = " ".join("".join(element.itertext()).split())
    head = next((up for up in above(element) if up.tag in _HEADINGS), None)
    if head is not None and text and text == " ".join("".join(head.itertext()).split()):
        return False  # the whole of a heading, as VuePress links it to itself
    return ("unseen" in said and len(text) <= UNSEEN) or not any(map(str.isalpha, text))


def _edge(element: Any) -> str:
    """Tell whether another field stands right beside an element, in what is no paragraph, and is named as it is."""
    beside, around = element.getnext(), element.getparent()
    if element.tail or beside is None or around is None or around.tag not in _FIELDS or (around.text or "").strip():
        return ""
    if not isinstance(beside.tag, str) or beside.tag in BLOCKS or beside.tag in ("br", "sub", "sup"):
        return ""
    return "row" if (beside.tag, beside.get("class")) == (element.tag, element.get("class")) else "field"


def _is_apart(edge: str, last: str, text: str) -> bool:
    """Tell whether a space stands between two elements that only the style sets apart.

    Always between fields of two names; between those of one name, which can be parts of a word, and after a place at
    the head of a line, where a capital or a number begins.
    """
    if edge == "field":
        return text[0].isalnum()
    if text[0].isupper() and text[1:2].islower():
        return last.isalnum() or last in ":)"
    return edge == "row" and text[0].isdigit() and (last.isalnum() or last == ":")
