r"""Take the article out of an HTML page: its lines as text, and what the page says of it as metadata.

Three libraries do it, and each loses something. readability-lxml finds the body best and drops the dek, which is put
back from the page where its description stands in it, with paragraphs and headings that it took for furniture though
they stand between those that it kept; trafilatura reads author, date and names; resiliparse is ten
times as fast and leaves more furniture. The boilerplate stage then reads the lines as it reads a pasted page.
They come with `pip install "vncorpus[html]"` and are imported when the first page is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vncorpus.errors import RecordError, UsageError
from vncorpus.patterns import lazy

SUFFIXES = (".html", ".htm", ".xhtml")
#: Bytes of a page in which it names its encoding (HTML standard, 13.2.3.2), here with room for long heads.
HEAD = 4096
#: Characters of a description by which it is found in the page, and fewer than which it is no dek; and of what may
#: stand before it there: the agency, the place.
DEK, BEFORE = 40, 30
#: The most lines between two of the body that are looked through for text that belongs there; words of a paragraph.
GAP, PARAGRAPH = 40, 12
#: The share of a page's paragraphs below which the body is a part of it that was taken for the whole.
PART = 0.3
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML = lazy(r"^\s*<\?xml[^>]*\?>")
_SPACE = lazy(r"[^\S\n]+")
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead
    title tr ul""".split()
)
_OPEN, _CLOSE = "\x02", "\x03"  # what no page is written with
_LINK = lazy("([\x02\x03])")
#: The link beside each heading of a wiki that runs MediaWiki.
_EDIT = "mw-editsection"
_HIDDEN = frozenset("head script style noscript template svg iframe object button select textarea".split())


def record(data: bytes, *, fast: bool = False) -> dict[str, Any]:
    """Read a page and return the text and metadata of its article.

    Raises RecordError for a page that holds no text, UsageError where the libraries are not installed.
    """
    page = decode(data)
    if not page.strip():
        raise RecordError("no_text", "the page is empty")
    try:
        text, metadata = _fast(page) if fast else _article(page)
    except ImportError as error:
        raise UsageError(f"HTML needs {error.name}: pip install 'vncorpus[html]'") from error
    if not text.strip():
        raise RecordError("no_text", "the page holds no text that a reader would see")
    return {"text": text, **({"metadata": metadata} if metadata else {})}


def decode(data: bytes) -> str:
    r"""Return the text of a page by UTF-8, by its own word, or by the encoding that explains its bytes.

    What a page says of itself counts only where its bytes agree: many old pages say one and are another. What the
    encoding stage tells of texts (TCVN3, VNI, UTF-16 without a mark) is asked first of all, for a page in TCVN3 says
    that it is windows-1252, and is valid there.

    >>> decode("<meta charset=windows-1258><p>Cà Đôi".encode("cp1258"))[-6:]
    'Cà Đôi'
    >>> decode(b'<meta charset="iso-8859-1"><p>' + "Huế".encode())[-3:]
    'Huế'
    """
    from vncorpus.stages.encoding.decode import UNICODE
    from vncorpus.stages.encoding.decode import decode as told

    found = told(data)
    if not found.bad or found.encoding not in UNICODE:
        return found.text
    said = _CHARSET.search(data[:HEAD])
    try:
        return data.decode(said[1].decode("ascii") if said else "cp1258")
    except (UnicodeDecodeError, LookupError):
        return found.text


def _fast(page: str) -> tuple[str, dict[str, Any]]:
    from resiliparse.extract.html2text import extract_plain_text

    text = extract_plain_text(page, main_content=True, list_bullets=False, links=False, alt_texts=False)
    return "\n".join(filter(None, map(str.strip, text.split("\n")))), {}


def _article(page: str) -> tuple[str, dict[str, Any]]:
    from lxml import etree, html
    from readability import Document
    from trafilatura.metadata import extract_metadata

    try:
        tree = html.fromstring(_XML.sub("", page))
        body = lines(html.fromstring(Document(page).summary(html_partial=True)))
    except (etree.ParserError, ValueError) as error:
        raise RecordError("not_html", f"the page cannot be read as HTML: {error}") from error
    found = extract_metadata(tree)
    whole = lines(tree)
    title = _standing(found.title or "", whole)
    dek = _standing(found.description or "", whole)
    text = _filled(body, whole, tree)
    if dek and len(dek) >= DEK and not any(dek in line for line in text):
        text.insert(0, dek)
    if title and title not in text[:3]:
        text.insert(0, title)
    values = {
        "title": title or found.title,
        "dek": dek,
        "author": found.author,
        "date_iso": found.date,
        "section": (found.categories or [None])[0],
        "tags": found.tags,
        "publisher": found.sitename,
        "url": found.url,
    }
    return "\n".join(text), {name: value for name, value in values.items() if value}


def _standing(said: str, whole: list[str]) -> str:
    """Return the line of the page that a description of it stands in: the page's own words, or none."""
    start = " ".join(said.split())[:DEK].rstrip(" .…")
    return next((line for line in whole if start and 0 <= line.find(start) <= BEFORE), "")


def _filled(body: list[str], whole: list[str], tree: Any) -> list[str]:
    """Return the body with the paragraphs and headings put back that stand between its lines, or right beside them.

    What is all link, or stands in a menu, a side column or a footer, is not put back. A body that is a small part of
    the page's paragraphs is the wrong one: then all lines are returned, for the boilerplate stage to read.
    """
    around = {line for part in tree.iter("nav", "aside", "footer", "form") for line in lines(part)}
    around |= set(_linked(tree))
    heads = {line for head in tree.iter("h2", "h3", "h4", "h5") for line in lines(head)} - around
    text = {line for line in whole if _is_paragraph(line) and line not in around}
    kept = set(body)
    if sum(map(len, text & kept)) < PART * sum(map(len, text)):
        return whole
    found: list[str] = []
    at = -1
    for line in body:
        try:
            place = whole.index(line, at + 1, at + 2 + GAP if at >= 0 else len(whole))
        except ValueError:
            found.append(line)  # of a line that readability put together anew
            continue
        first = at + 1
        if at < 0:
            first = place
            while first and whole[first - 1] in text and whole[first - 1] not in kept:
                first -= 1
        between = whole[first:place]
        for index, other in enumerate(between):
            below = between[index + 1] if index + 1 < len(between) else line
            if other in text or (other in heads and (below in text or below == line)):
                found.append(other)
        found.append(line)
        at = place
    while 0 <= at < len(whole) - 1 and whole[at + 1] in text:
        at += 1
        found.append(whole[at])
    return found


def _linked(element: Any) -> Iterator[str]:
    """Yield the lines of which half or more is link."""
    inside = False
    for line in "".join(_texts(element, links=True)).split("\n"):
        linked = 0
        for part in _LINK.split(line):
            if part in (_OPEN, _CLOSE):
                inside = part == _OPEN
            elif inside:
                linked += len(part.strip())
        bare = " ".join(_LINK.sub("", line).split())
        if linked * 2 >= len(bare) > 0:
            yield bare


def _is_paragraph(line: str) -> bool:
    return line.count(" ") >= PARAGRAPH - 1 and line.rstrip('”"’»)]')[-1:] in (".", "!", "?", "…", ":")


def lines(element: Any) -> list[str]:
    """Return the lines that a reader sees: one for each block, and one for each break."""
    found = [" ".join(line.split()) for line in "".join(_texts(element)).split("\n")]
    return [line for line in found if line]


def _texts(element: Any, *, links: bool = False) -> Iterator[str]:
    """Yield the texts of an element and all in it, with a newline before and after each block; no recursion.

    With `links` a control character stands where a link begins, and one where it ends.
    """
    stack: list[Any] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        name = item.tag if isinstance(item.tag, str) else "script"
        if name in _HIDDEN or _EDIT in (item.get("class") or ""):
            continue
        edge = "\n" if name in _BLOCKS or name == "br" else ""
        before, after = (_OPEN, _CLOSE) if links and name == "a" else (edge, edge)
        yield before
        # White space in the source is a space; only blocks and breaks end a line.
        inside: list[Any] = [_SPACE.sub(" ", (item.text or "").replace("\n", " "))]
        for child in item:
            inside += [child, _SPACE.sub(" ", (child.tail or "").replace("\n", " "))]
        stack += [after, *reversed(inside)]
