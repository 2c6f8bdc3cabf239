"""Replace characters that are not what the writer typed, as the table says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from vncorpus import tables
from vncorpus.document import Edit
from vncorpus.patterns import lazy

_EMOJI_SIDE = lazy("[\u203c-\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]")
_RTL = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_JOINING = lazy("[\u0600-\u0dff\u1780-\u17ff]")
_CJK = lazy("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
#: Letters that only Vietnamese has.
VIETNAMESE = lazy("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_LATIN = lazy("[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]")


class _Rule(NamedTuple):
    to: str | None
    rule: str
    unless: str


def replace(text: str) -> Iterator[Edit]:
    """Propose the replacement of each character of the table that is not right where it stands."""
    pattern, rules = _table()
    for found in pattern.finditer(text):
        char = found[0]
        if char[0] == "\r":
            yield Edit(*found.span(), "\n", "newline")
            continue
        to, rule, unless = rules[char]
        if unless and _is_right(text, found.start(), unless):
            continue
        if to == " " and " " in (text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]):
            to = ""  # an odd space beside a plain one would make two
        yield Edit(*found.span(), unicodedata.normalize("NFKC", char) if to is None else to, rule)


@cache
def replaced() -> frozenset[str]:
    """Return the characters of the table."""
    return frozenset(_table()[1]) | {"\r"}


def _is_right(text: str, at: int, unless: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if unless == "emoji":
        return bool((_EMOJI_SIDE.match(before) and _EMOJI_SIDE.match(after)) or _joins(before, after))
    if unless == "joining":
        return _joins(before, after)
    if unless == "cjk" and not (_CJK.match(before) or _CJK.match(after)):
        return False
    return _line_is_right(line_at(text, at), unless)


def line_at(text: str, at: int) -> str:
    """Return the line around a place of a text."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : len(text) if end < 0 else end]


@lru_cache(maxsize=4)
def _line_is_right(line: str, unless: str) -> bool:
    """Answer for a whole line; a line that is full of such characters asks once."""
    if unless == "rtl":
        return _RTL.search(line) is not None
    if unless == "cjk":
        return not VIETNAMESE.search(line)  # in a Vietnamese line it is a space that a machine left
    # Fullwidth letters count for neither side: they are the question.
    wide = sum(not "\uff00" <= char <= "\uffef" for char in _CJK.findall(line))
    return wide > len(_LATIN.findall(line))


def _joins(before: str, after: str) -> bool:
    return bool(_JOINING.match(before) and _JOINING.match(after))


@cache
def _table() -> tuple[re.Pattern[str], dict[str, _Rule]]:
    rules: dict[str, _Rule] = {}
    for chars, rule in tables.read(tables.TABLES / "encoding_characters.tsv", ("from", "to", "rule", "unless"), _row):
        rules.update(dict.fromkeys(chars, rule))
    return re.compile("\r\n?|[" + "".join(map(re.escape, sorted(set(rules) - {"\r"}))) + "]"), rules


def _row(row: tables.Row) -> tuple[str, _Rule]:
    first, _, last = row["from"].partition("-")
    chars = "".join(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    to = None if row["to"] == "fold" else "".join(chr(int(code, 16)) for code in row["to"].split())
    if row["unless"] not in ("", "emoji", "joining", "rtl", "cjk", "cjkline"):
        raise ValueError(f"unless {row['unless']!r} is not one of emoji, joining, rtl, cjk, cjkline")
    return chars, _Rule(to, row["rule"], row["unless"])
