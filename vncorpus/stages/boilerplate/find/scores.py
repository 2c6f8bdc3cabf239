"""Find the results under a report of a match: scores of the day, and what was counted of both teams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.ahead import STRONG
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: The fewest results, and the fewest counts of both teams, that are a table.
SCORES, COUNTS = 2, 3
#: Words of the heading of a table, and the most of a row of it.
HEADING, LONG = 8, 24
#: "Bộ binh Sông Hồng 3-0 Cao su Phú Riềng (25-14, 25-20, 25-17)".
_SCORE = lazy(r"\D{2,40} \d{1,3} ?[-–:] ?\d{1,3} \D{2,40}(?:\([^()]{3,60}\))?$")
#: The teams and the heading over counts whose cells stand one under the other, a cell, and so many rows.
TEAMS = 3
_NUMBER = lazy(r"\d{1,3}%?$")
_COLUMNS = lazy(rf"(?:nwn){{{COUNTS},}}")
#: "47% Kiểm soát bóng 53%".
_COUNT = lazy(r"\d{1,3}(%?) [^\W\d_][^\d%]{2,30} \d{1,3}\1$")


def results(lines: Sequence[Line], texts: Sequence[str], keep: Sequence[bool]) -> Iterator[int]:
    """Yield results and counts that stand right under what is kept, or under their heading there.

    The results in the side column of a page have the furniture of the page above them.
    """
    shown = printed(lines)
    brief = [texts[at].strip() if lines[at].words <= LONG and lines[at].kind not in STRONG else "" for at in shown]
    for least, is_one in ((SCORES, _SCORE.match), (COUNTS, _COUNT.match)):
        found = [bool(is_one(text)) for text in brief]
        if found.count(True) < least:
            continue
        place = 1
        for is_run, run in groupby(found[1:]):
            size = sum(1 for _ in run)
            if is_run and size >= least and (head := _over(lines, keep, shown, place)) is not None:
                yield from (*head, *shown[place : place + size])
            place += size


def columns(lines: Sequence[Line], texts: Sequence[str], keep: Sequence[bool]) -> Iterator[int]:
    """Yield counts whose cells stand one under the other, under what is kept: "56%", "Kiểm soát bóng", "44%".

    Over them the teams may stand, and over these the heading.
    """
    shown = printed(lines)
    signs = "".join(_sign(lines[at], texts[at].strip()) for at in shown)
    for table in _COLUMNS.finditer(signs):
        above = table.start() - 1
        while above >= table.start() - TEAMS and signs[above] == "w":
            above -= 1
        if above >= 0 and keep[shown[above]]:
            yield from shown[above + 1 : table.end()]


def _sign(line: Line, text: str) -> str:
    """Return n for a number, w for a few words, and o for any other line."""
    if _NUMBER.match(text):
        return "n"
    words = line.kind not in STRONG and line.words <= HEADING and not any(map(str.isdigit, text))
    return "w" if words and line.shape in ("short", "headline") else "o"


def _over(lines: Sequence[Line], keep: Sequence[bool], shown: Sequence[int], place: int) -> list[int] | None:
    """Return the heading over a table that stands under the text, nothing where there is none, None under furniture."""
    above = shown[place - 1]
    if keep[above]:
        return []
    heads = lines[above].words <= HEADING and lines[above].kind not in STRONG
    return [above] if heads and place > 1 and keep[shown[place - 2]] else None
