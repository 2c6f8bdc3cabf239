"""Put Vietnamese marks for fullwidth ones, in Vietnamese lines only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vncorpus import tables
from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.cjk import code
from vncorpus.stages.cjk.lines import Line, lines

_NUMBERED = lazy(r"\s*\d{1,3}$")
_QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’", "《": "“", "》": "”"}
_QUOTE = lazy("[「」『』《》]")
#: Fullwidth letters, digits and the space of Chinese type; the marks have a table.
_WIDE = lazy("[０-９Ａ-Ｚａ-ｚ]+|\u3000+")


def mend(text: str, quotes: bool = False) -> Iterator[Edit]:
    """Propose the Vietnamese mark, with the space it needs, for each fullwidth one in a Vietnamese line.

    Fullwidth letters and digits become plain, an ideographic space a space. Marks within a Chinese sentence or
    saying stay, as do those in code; 「」『』《》 become Vietnamese quotation marks only where `quotes` says so.
    """
    pattern, marks = _table()
    blocks = code.fenced(text)
    for line in lines(text):
        wide = _WIDE.search(line.text)
        if not (wide or pattern.search(line.text) or (quotes and _QUOTE.search(line.text))):
            continue
        if code.within(blocks, line.start) or line.is_foreign:
            continue
        for found in pattern.finditer(line.text):
            if not _is_theirs(line, found.start("mark")):
                new = _fitted(line.text, found, *marks[found["mark"]])
                rule = f"punctuation:{found['mark']}"
                yield Edit(line.start + found.start(), line.start + found.end(), new, rule)
        for found in _WIDE.finditer(line.text) if wide else ():
            if not _is_theirs(line, found.start()):
                yield _plain(line.text, found, line.start)
        for found in _QUOTE.finditer(line.text) if quotes else ():
            if not _is_theirs(line, found.start()):
                yield _quote(line.text, found, line.start)


def _is_theirs(line: Line, at: int) -> bool:
    """Tell whether a place lies in code or in a Chinese clause, where Chinese type is right."""
    return line.in_code(at) or line.in_clause(at)


def _quote(line: str, found: re.Match[str], at: int) -> Edit:
    left = " " if found[0] in "「『《" and line[found.start() - 1 : found.start()].isalnum() else ""
    right = " " if found[0] in "」』》" and line[found.end() : found.end() + 1].isalnum() else ""
    new = left + _QUOTES[found[0]] + right
    return Edit(at + found.start(), at + found.end(), new, f"punctuation:{found[0]}")


def _plain(line: str, found: re.Match[str], at: int) -> Edit:
    start, end = found.span()
    if found[0][0] != "\u3000":
        return Edit(
            at + start, at + end, "".join(chr(ord(char) - 0xFEE0) for char in found[0]), "punctuation:fullwidth"
        )
    if not line[:start].strip():
        return Edit(at + start, at + end, "  " * (end - start), "punctuation:space")  # an indent, as wide as it looks
    beside = line[start - 1 : start] == " " or line[end : end + 1] in ("", " ")
    new = "" if beside else " "
    return Edit(at + start, at + end, new, "punctuation:space")


def _fitted(line: str, found: re.Match[str], to: str, space: str) -> str:
    mark = found["mark"]
    before = line[found.start() - 1 : found.start()]
    after = line[found.end() : found.end() + 1]
    if mark == "、" and found.start() < 8 and _NUMBERED.match(line[: found.start()]):
        to = "."  # 2、Tính đối xứng → 2. Tính đối xứng
    if space == "before":
        kept = found[0][: found.start("mark") - found.start()]
        return (kept or (" " if before.isalnum() or before in tuple('%”’")') else "")) + to
    if to in ",.:" and before.isdigit() and after.isdigit() and mark != "、":
        return to
    return to + (" " if after.isalnum() or after in tuple('([{“‘"《「（【') else "")


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    rows = tables.read(tables.TABLES / "cjk_punctuation.tsv", ("from", "to", "space"), _row)
    return re.compile(f" *(?P<mark>[{''.join(mark for mark, _ in rows)}])"), dict(rows)


def _row(row: tables.Row) -> tuple[str, tuple[str, str]]:
    if row["space"] not in ("before", "after"):
        raise ValueError(f"space is before or after, not {row['space']!r}")
    return row["from"], (row["to"], row["space"])
