"""Tell what an element holds by its class, its id, its type and its role: other pages, a dek, a title, a post."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from vncorpus import tables
from vncorpus.patterns import lazy

#: Elements that hold something apart by what they are. A form can be a whole page (ASP.NET), and is judged by its size.
APART = frozenset(("nav", "aside", "footer"))
_KINDS = frozenset({"aside", "dek", "title", "post", "unseen", "numbers", "text", "beside", "linked"})
_ATTRIBUTES = ("class", "id", "type", "role", "data-role")
_CAMEL = lazy(r"(?<=[a-zà-ỹ])(?=[A-Z])")
#: Names that a program makes (N10AD7) say nothing.
_HASH = lazy(r"[0-9][A-Za-z]")
_CUT = lazy(r"[^a-zà-ỹđ]+")
_NONE: frozenset[str] = frozenset()


def told(element: Any) -> frozenset[str]:
    """Return what the names of an element say that it holds."""
    if not isinstance(element.tag, str) or not element.attrib:
        return _NONE
    said = " ".join(filter(None, map(element.get, _ATTRIBUTES)))
    return kinds(said) if said else _NONE


@cache
def kinds(said: str) -> frozenset[str]:
    """Return the kinds of what names say, each of them by its words, the longest rows first; a post only whole.

    >>> sorted(kinds("VCSortableInPreviewMode RelatedOneNews"))
    ['linked']
    >>> sorted(kinds("td-post-sub-title")), sorted(kinds("post")), sorted(kinds("post-body"))
    (['dek'], ['post'], [])
    """
    whole, pattern = _rows()
    found: set[str] = set()
    for name in said.split():
        if whole.get(name.lower()) == "post":
            found.add("post")
        if _HASH.search(name):
            continue
        words = "-".join(_CUT.split(_CAMEL.sub("-", name).lower()))
        found |= {whole[hit[1]] if hit[1] in whole else whole[hit[2] + "*"] for hit in pattern.finditer(words)}
    return frozenset(found)


@cache
def _rows() -> tuple[dict[str, str], re.Pattern[str]]:
    def parse(row: tables.Row) -> tuple[str, str]:
        if row["is"] not in _KINDS:
            raise ValueError(f"{row['is']!r} is none of {', '.join(sorted(_KINDS))}")
        if row["word"] != row["word"].lower() or len(row["word"].rstrip("*")) < 2:
            raise ValueError("a word has two small letters or more")
        return row["word"], row["is"]

    rows = dict(tables.read(tables.TABLES / "html_names.tsv", ("word", "is"), parse))
    longest = sorted((word for word, kind in rows.items() if kind != "post"), key=len, reverse=True)
    forms = "|".join(re.escape(word) for word in longest if word[-1] != "*")
    starts = "|".join(re.escape(word[:-1]) for word in longest if word[-1] == "*")
    return rows, re.compile(f"(?<![^-])(?:({forms})(?![^-])|({starts})[^-]*)")
