"""Know the code pages that UTF-8 was read with: the bytes of their characters, and what sequences look like."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import Any, NamedTuple

#: The code pages that text of Vietnam went through, commonest first; latin-1 is in windows-1252, as C1 controls.
PAGES = ("cp1252", "cp1258", "mac_roman", "cp1250", "cp437", "cp850", "cp1254", "cp1251")
DEPTH = 4
#: Characters a sequence above which they are looked for one by one: each other byte costs `codecs` as much as one.
_RARE = 25
#: Half of a surrogate: what Python shows for a byte that it could not decode.
_HALF = re.compile("[\udc80-\udcff]")


class Page(NamedTuple):
    """Hold how a code page shows bytes: a pattern of UTF-8 sequences, how one begins, the byte of each character.

    A page of Windows has two tables: the bytes that it gives to signs are those, or C1 controls, as in latin-1.
    """

    name: str
    pattern: re.Pattern[str]
    hint: re.Pattern[str]
    chars: frozenset[str]
    codes: dict[int, int]
    tables: tuple[_Table, ...]

    def is_in(self, text: str) -> bool:
        """Tell whether a text has sequences."""
        return self.hint.search(text) is not None and self.pattern.search(text) is not None

    def letters(self, text: str) -> int:
        """Return how many letters the sequences of a text are, decoded once."""
        table = self._fitting(text) or self.tables[0]
        found = codecs.charmap_encode(text, "ignore", table.codes)[0].decode("utf-8", "ignore")
        return len(found) - len(found.encode("ascii", "ignore"))

    def decoded(self, text: str, depth: int = DEPTH) -> str:
        """Return the text with every sequence decoded, as often as it takes and no more than so many times."""
        for _depth in range(depth):
            hits = len(self.hint.findall(text))
            if not hits:
                break
            new = None
            if hits * _RARE > len(text):
                table = self._fitting(text)
                new = table.decoded(text) if table else None
            again = self.pattern.sub(self._letter, text) if new is None else new
            if again == text:
                break
            text = again
        return text

    def whole(self, text: str) -> str | None:
        """Return the text read back as one, as often as it can be; None where a part of it was never damaged.

        What was damaged more often than the rest is read back by its sequences then.
        """
        new = None
        for depth in range(DEPTH):
            table = self._fitting(text)
            try:
                text = new = codecs.charmap_encode(text, "strict", table.codes if table else self.codes)[0].decode()
            except UnicodeError:
                return new and self.decoded(new, DEPTH - depth)
            if not self.hint.search(text):
                break
        return new

    def _fitting(self, text: str) -> _Table | None:
        """Return the table that has all that the page has of a text."""
        for table in self.tables:
            if not table.lacks.search(text):
                return table
        return None

    def _letter(self, found: re.Match[str]) -> str:
        """Return what a sequence is in UTF-8, itself where it is not."""
        try:
            return codecs.charmap_encode(found[0], "strict", self.codes)[0].decode()
        except UnicodeDecodeError:
            return found[0]


class _Table(NamedTuple):
    """Hold one character for each byte, for `codecs`, which is fast.

    `lacks` finds what the page shows besides, `other` a run of what it never shows; `back` is the character of a byte
    by its half of a surrogate, `marks` has some of bytes that UTF-8 does not use.
    """

    codes: Any
    lacks: re.Pattern[str]
    other: re.Pattern[str]
    back: dict[str, str]
    marks: tuple[tuple[str, str], ...]

    def decoded(self, text: str) -> str | None:
        """Return the text with its sequences decoded and all else as it is; None where no mark for that is free."""
        parts = self.other.split(text)
        mark, half = next((pair for pair in self.marks if pair[0] not in text), ("", ""))
        if not mark:
            return None
        data = codecs.charmap_encode(mark.join(parts[::2]), "strict", self.codes)[0]
        parts[::2] = data.decode("utf-8", "surrogateescape").split(half)
        return _HALF.sub(self._back, "".join(parts))

    def _back(self, found: re.Match[str]) -> str:
        return self.back.get(found[0], found[0])


@cache
def pages() -> dict[str, Page]:
    """Return the code pages by name; what one leaves open is shown as a C1 control, as browsers do."""
    return {name: _page(name) for name in PAGES}


@cache
def shown() -> frozenset[str]:
    """Return the characters that a code page shows for bytes beyond ASCII."""
    return frozenset().union(*(page.chars for page in pages().values()))


def _page(name: str) -> Page:
    codes: dict[str, int] = {}
    if name.startswith("cp12"):
        codes = {chr(code): code for code in range(0x80, 0xA0)}
    for code in range(0x80, 0x100):
        char = bytes([code]).decode(name, "ignore")
        if char:
            codes[char] = code
    ranges = ((0xC2, 0xDF, 1), (0xE0, 0xEF, 2), (0xF0, 0xF4, 3))
    tail = _class(codes, 0x80, 0xBF)
    parts = [f"{_class(codes, first, last)}{tail}{{{count}}}" for first, last, count in ranges]
    hint = _class(codes, 0xC2, 0xF4) + tail
    signs = {code: char for char, code in codes.items()}
    controls = {**signs, **{code: chr(code) for code in range(0x80, 0xA0)}}
    return Page(
        name,
        re.compile("|".join(parts)),
        re.compile(hint),
        frozenset(codes),
        {**{code: code for code in range(0x80)}, **{ord(char): code for char, code in codes.items()}},
        tuple(_table(codes, chars) for chars in ((signs, controls) if name.startswith("cp12") else (signs,))),
    )


def _table(codes: dict[str, int], chars: dict[int, str]) -> _Table:
    lacks = "".join(map(re.escape, set(codes) - set(chars.values())))
    return _Table(
        codecs.charmap_build("".join(chr(code) if code < 0x80 else chars.get(code, "\ufffe") for code in range(256))),
        re.compile(f"[{lacks}]" if lacks else "(?!)"),
        re.compile("([^\x00-\x7f" + "".join(map(re.escape, codes)) + "]+)"),
        {chr(0xDC00 + code): char for code, char in chars.items()},
        tuple((chars[code], chr(0xDC00 + code)) for code in range(0xF5, 0x100) if code in chars),
    )


def _class(codes: dict[str, int], first: int, last: int) -> str:
    return "[" + "".join(re.escape(char) for char, code in codes.items() if first <= code <= last) + "]"
