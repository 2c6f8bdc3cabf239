"""Put Vietnamese marks for fullwidth ones, in Vietnamese lines only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vncorpus import tables
from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.cjk import context

_NUMBERED = lazy(r"\s*\d{1,3}$")


def mend(text: str) -> Iterator[Edit]:
    """Propose the Vietnamese mark, with the space it needs, for each fullwidth one in a Vietnamese line.

    Marks within a Chinese sentence or saying stay, as do those in code; 「」『』《》 are never touched.
    """
    pattern, marks = _table()
    blocks = context.fenced(text)
    at = 0
    for line in text.split("\n"):
        if pattern.search(line) and not context.is_fenced(blocks, at) and not context.is_foreign(line):
            for found in pattern.finditer(line):
                if context.in_code(line, found.start("mark")) or context.is_clause(line, found.start("mark")):
                    continue
                new = _fitted(line, found, *marks[found["mark"]])
                yield Edit(at + found.start(), at + found.end(), new, f"punctuation:{found['mark']}")
        at += len(line) + 1


def _fitted(line: str, found: re.Match[str], to: str, space: str) -> str:
    mark = found["mark"]
    before = line[found.start() - 1 : found.start()]
    after = line[found.end() : found.end() + 1]
    if mark == "、" and _NUMBERED.match(line[: found.start()]):
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
