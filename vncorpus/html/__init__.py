r"""Take the article out of an HTML page: its lines as text, and what the page says of it as metadata.

Three libraries do it, and each loses something. readability-lxml finds the body best, and drops the dek, lists, tables
and headings, and all posts of a thread but one: `body` reads the container of what it found anew. trafilatura reads
author, date and names; resiliparse is ten times as fast, leaves more furniture and loses tables. `head` finds title and
dek. The boilerplate stage then reads the lines as it reads a pasted page.
They come with `pip install "vncorpus[html]"` and are imported when the first page is read.
"""

from __future__ import annotations

import logging
import re
import warnings
from typing import Any

from vncorpus.errors import RecordError, UsageError
from vncorpus.html import body, head
from vncorpus.html.lines import BLOCKS, lines, read
from vncorpus.html.rows import joined
from vncorpus.patterns import lazy

__all__ = ["BLOCKS", "decode", "lines", "record"]

#: Bytes of a page in which it names its encoding (HTML standard, 13.2.3.2), here with room for long heads.
HEAD = 4096
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_MARKUP = re.compile(rb"(<(?:script|style)\b.*?</(?:script|style)|<[^>]*>)", re.IGNORECASE | re.DOTALL)
_APART = b"\x1e\n"
_CONTROL = lazy(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: What libxml2 says where it leaves the rest of a page unread: 2048 elements in each other.
_DEEP = "Excessive depth"
#: How files begin that are no pages, whatever their names say.
_OTHERS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP or an office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an office document",
}
_SAID = {"title": "meta[property='og:title']", "dek": "meta[property='og:description'], meta[name='description']"}
_XML = lazy(r"^\s*<\?xml[^>]*\?>")


def record(data: bytes, *, fast: bool = False) -> dict[str, Any]:
    """Read a page and return the text and metadata of its article.

    Raises RecordError for a page that holds no text, UsageError where the libraries are not installed.
    """
    for begins, what in _OTHERS.items():
        if data.startswith(begins):
            raise RecordError("not_html", f"this is {what}, not an HTML page; give the text that is in it")
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
    that it is windows-1252, and is valid there. It is asked of the text between the tags, which would else be read
    as words that lost a letter.

    >>> decode("<meta charset=windows-1258><p>Cà Đôi".encode("cp1258"))[-6:]
    'Cà Đôi'
    >>> decode(b'<meta charset="iso-8859-1"><p>' + "Huế".encode())[-3:]
    'Huế'
    """
    from vncorpus.stages.encoding import charmaps
    from vncorpus.stages.encoding.decode import UNICODE
    from vncorpus.stages.encoding.decode import decode as told

    found = told(data)
    if found.encoding not in UNICODE:
        pieces = _MARKUP.split(data)
        between = told(_APART.join(pieces[::2]))
        texts = between.text.split(_APART.decode())
        if between.encoding in UNICODE or len(texts) != len(pieces[::2]):
            return found.text
        tags = [charmaps.decode(tag.decode("latin-1"), between.encoding) for tag in pieces[1::2]]
        return "".join(map("".join, zip(texts, [*tags, ""], strict=True)))
    if not found.bad:
        return found.text
    said = _CHARSET.search(data[:HEAD])
    try:
        return data.decode(said[1].decode("ascii") if said else "cp1258")
    except (UnicodeDecodeError, LookupError):
        return found.text


def _fast(page: str) -> tuple[str, dict[str, Any]]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(page)
    main, whole = (
        [line for line in map(str.strip, text.split("\n")) if line]
        for text in (
            extract_plain_text(tree, main_content=some, list_bullets=False, links=False, alt_texts=False)
            for some in (True, False)
        )
    )
    nodes: Any = tree.document
    said = {
        name: next(filter(None, (node.getattr("content") for node in nodes.query_selector_all(query))), "")
        for name, query in _SAID.items()
    }
    found = {name: head.standing(text, whole) for name, text in said.items() if len(text) >= head.SHORT[name]}
    text = [whole[at] for at in sorted({at for at in found.values() if at is not None}) if whole[at] not in main]
    return "\n".join(text + main), {name: whole[at] for name, at in found.items() if at is not None}


def _article(page: str) -> tuple[str, dict[str, Any]]:
    from lxml import etree, html
    from readability import Document
    from trafilatura.metadata import extract_metadata

    # Without huge_tree all that stands after 255 elements in each other is lost, which one unclosed <b> a line makes.
    parser = html.HTMLParser(huge_tree=True)
    try:
        page = _CONTROL.sub("", _XML.sub("", page))  # readability fails at a control character
        tree = html.fromstring(page, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise RecordError("not_html", f"the page cannot be read as HTML: {error}") from error
    if any(_DEEP in entry.message for entry in parser.error_log):
        return _fast(page)
    whole = read(tree) or read(tree, scripts=False)
    logging.getLogger("readability.readability").addHandler(logging.NullHandler())  # it would print what it raises
    try:
        found = lines(html.fromstring(Document(page).summary(html_partial=True), parser=parser))
    except (etree.ParserError, ValueError):
        found = []
    with warnings.catch_warnings(action="ignore"):  # of a zone of time that dateutil does not know
        said = extract_metadata(tree)
    article = body.Body(whole, found)
    chosen = article.chosen()
    own = [name for name in tree.xpath("//meta[@property='og:title']/@content|//title/text()") if name.strip()]
    named = head.called(said.title, own, whole)
    place = head.title(named, whole, min(chosen, default=0), article.aside)
    dek, above = head.dek(said.description or "", whole, place, chosen)
    taken = {*chosen, *above, *(() if place is None else (place,))}
    text = joined(whole, taken)
    values = {
        "title": whole[place].text if place is not None else said.title,
        "dek": None if dek is None else whole[dek].text,
        "author": said.author,
        "date_iso": said.date,
        "section": (said.categories or [None])[0],
        "tags": said.tags,
        "publisher": said.sitename,
        "url": said.url,
    }
    return "\n".join(text), {name: value for name, value in values.items() if value}
