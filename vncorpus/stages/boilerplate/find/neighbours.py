"""Find furniture inside an article by its neighbours: buttons and counters that stand together between two texts.

A label alone may be a heading ("Liên hệ"), and so may be the short line beside it. Three of them within a few lines,
with a line among them that a pattern knows, are a row of buttons, the card of a user or the end of a box, and the name
or the word between them is part of it. Only on a page: a list or a table that somebody wrote has labels too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.ahead import STRONG, YES_NO, is_bar, is_edit
from vncorpus.stages.boilerplate.line.credits import is_name
from vncorpus.stages.boilerplate.line.lines import LABEL, NUMBER, ROW, Line
from vncorpus.stages.boilerplate.line.terms import is_shared_heading

#: What a date, a byline or a number counts beside a label or a known line.
BESIDE = 0.5
#: What lines that stand together must count, with readers' buttons among them and without, and how many of them must be
#: labels where no known line is among them.
ENOUGH, TALK, LABELS = 2.5, 2.0, 3
#: Lines between two of them that may be none.
GAP = 1
#: Words of a line between two of them that goes with them; a longer one may be a title or a heading.
BRIEF = 4
_HANDLE = lazy(r"(?=\S*[\d_a-zđ])@?[\w.~-]{2,24}$|[A-ZĐ]$")


def found(lines: Sequence[Line], texts: Sequence[str], first: int, last: int, kept: set[int]) -> Iterator[int]:
    """Yield the lines of such blocks from the first line of an article to its last; those of `kept` are text."""
    run: list[int] = []
    above, signed = "", False
    for index in [*range(first, last), -1]:
        line = lines[index] if index >= 0 else None
        if line and line.shape == "blank":
            continue
        if line and not _is_text(line) and index not in kept:
            run.append(index)
            continue
        if not above.endswith(":"):
            yield from _clusters(lines, texts, run, under=line is not None, signed=signed)
        run = []
        above = texts[index].strip()
        signed = line is not None and line.kind == "text"


def _clusters(
    lines: Sequence[Line], texts: Sequence[str], run: Sequence[int], *, under: bool, signed: bool
) -> Iterator[int]:
    """Yield the lines from the first to the last of those that stand together."""
    ways = [" > " in texts[index] and not lines[index].rule for index in run]  # to a setting
    worth = [0.0 if way else _worth(lines[index]) for index, way in zip(run, ways, strict=True)]
    if under and worth and lines[run[-1]].cue == NUMBER and not lines[run[-1]].rule:
        worth[-1] = 0.0  # the number of what follows
    places = [place for place, value in enumerate(worth) if value]
    start = 0
    for number, place in enumerate(places):
        if number + 1 < len(places) and places[number + 1] - place <= GAP + 1:
            continue
        block = places[start : number + 1]
        start = number + 1
        if {texts[run[at]].strip().lower() for at in block} <= YES_NO:
            continue
        known = any(lines[run[at]].kind in STRONG or lines[run[at]].talk for at in block)
        labels = sum(worth[at] == 1.0 for at in block)
        talk = any(
            lines[run[at]].talk or lines[run[at]].kind == "comments" or lines[run[at]].cue >= ROW for at in block
        )
        if sum(worth[at] for at in block) < (TALK if talk else ENOUGH) or labels < (LABELS - (known or talk)):
            continue
        top = block[0]
        while top > signed and _is_user(texts[run[top - 1]].strip()):  # under a signature stands its name
            top -= 1
        yield from (
            index
            for at, index in enumerate(run[top : block[-1] + 1], top)
            if (worth[at] or lines[index].words <= BRIEF) and (lines[index].rule or not is_shared_heading(texts[index]))
        )


def _worth(line: Line) -> float:
    if line.rule:
        # Links of a wiki stand under a heading, and another may follow.
        plain = line.kind in ("text", "contact") or is_edit(line) or is_bar(line)
        return 0.0 if plain else 1.0 if line.kind in STRONG else BESIDE
    if line.cue >= LABEL:
        return 1.0 if line.label else BESIDE
    return BESIDE if line.cue == NUMBER else 0.0


def _is_user(bare: str) -> bool:
    return is_name(bare) or _HANDLE.match(bare) is not None


def _is_text(line: Line) -> bool:
    if line.rule:
        return line.kind == "text"
    return line.shape in ("prose", "code", "item") or (line.shape in ("sentence", "verse") and not line.cue)
