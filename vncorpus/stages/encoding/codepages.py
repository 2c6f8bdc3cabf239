"""Know the code pages that UTF-8 was read with: the bytes of their characters, and what sequences look like."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

#: The code pages that text of Vietnam went through, commonest first; latin-1 is in windows-1252, as C1 controls.
PAGES = ("cp1252", "cp1258", "mac_roman", "cp1250", "cp437", "cp850", "cp1254", "cp1251")
DEPTH = 4


class Page(NamedTuple):
    """Hold how a code page shows bytes: the byte of each character, and a pattern of UTF-8 sequences.

    `table` is the same for `codecs`, which is fast but knows one character a byte; `codes` is by code point. A text
    with none of the `tails`, the characters of continuation bytes, has no sequence.
    """

    name: str
    shown: dict[str, int]
    pattern: re.Pattern[str]
    hint: re.Pattern[str]
    codes: dict[int, int]
    table: Any
    tails: frozenset[str]

    def once(self, text: str) -> str:
        """Return the text with every sequence decoded."""
        return self.pattern.sub(self._decoded, text)

    def whole(self, line: str) -> str | None:
        """Return the line read back as one, as often as it can be; None where a part of it was never damaged."""
        new = None
        for _depth in range(DEPTH):
            try:
                again = self._encoded(line).decode("utf-8")
            except UnicodeError:
                break
            if again == line:
                break
            new = line = again
        return new

    def _encoded(self, line: str) -> bytes:
        """Return the bytes of a line; a control of C1 in it takes the slow way, for it has the byte of another sign."""
        try:
            return codecs.charmap_encode(line, "strict", self.table)[0]
        except UnicodeError:
            return codecs.charmap_encode(line, "strict", self.codes)[0]

    def _decoded(self, found: re.Match[str]) -> str:
        return _letters(found[0], self.name)


@lru_cache(maxsize=1 << 12)
def _letters(sequence: str, name: str) -> str:
    """Return what a sequence is in UTF-8, itself where it is not."""
    try:
        return bytes(map(pages()[name].shown.__getitem__, sequence)).decode("utf-8")
    except UnicodeDecodeError:
        return sequence


def matching(text: str, among: Iterable[Page]) -> list[Page]:
    """Return the code pages with which a text has sequences."""
    chars = frozenset(text)
    return [
        page
        for page in among
        if not page.tails.isdisjoint(chars) and page.hint.search(text) and page.pattern.search(text)
    ]


@cache
def tails() -> frozenset[str]:
    """Return the characters of continuation bytes with any code page."""
    return frozenset().union(*(page.tails for page in pages().values()))


@cache
def pages() -> dict[str, Page]:
    """Return the code pages by name; what one leaves open is shown as a C1 control, as browsers do."""
    return {name: _page(name) for name in PAGES}


def _page(name: str) -> Page:
    shown: dict[str, int] = {}
    if name.startswith("cp12"):
        shown = {chr(code): code for code in range(0x80, 0xA0)}
    for code in range(0x80, 0x100):
        char = bytes([code]).decode(name, "ignore")
        if char:
            shown[char] = code
    ranges = ((0xC2, 0xDF, 1), (0xE0, 0xEF, 2), (0xF0, 0xF4, 3))
    tail = _class(shown, 0x80, 0xBF)
    parts = [f"{_class(shown, first, last)}{tail}{{{count}}}" for first, last, count in ranges]
    hint = _class(shown, 0xC2, 0xF4) + tail
    codes = {**{code: code for code in range(0x80)}, **{ord(char): code for char, code in shown.items()}}
    tails = frozenset(char for char, code in shown.items() if code < 0xC0)
    chars = {code: char for char, code in shown.items()}
    table = codecs.charmap_build(
        "".join(chars.get(code, "\ufffe") if code > 0x7F else chr(code) for code in range(256))
    )
    return Page(name, shown, re.compile("|".join(parts)), re.compile(hint), codes, table, tails)


def _class(shown: dict[str, int], first: int, last: int) -> str:
    return "[" + "".join(re.escape(char) for char, code in shown.items() if first <= code <= last) + "]"
