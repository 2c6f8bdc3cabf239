"""Drop from a page the clocks beside its players, and the numbers of readers' remarks between its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vncorpus.stages.boilerplate.line.lines import NUMBER, Line, printed
from vncorpus.stages.boilerplate.line.terms import is_shared_heading

#: Words of a button, and numbers between paragraphs that are no chance.
BRIEF, REMARKS = 4, 3
#: A number that is no count of remarks on one paragraph.
FIGURE = 1000
_TEXT = frozenset(("prose", "sentence", "verse", "item"))


def players(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop what stands beside a line of a player: "2:47" under "Nghe đọc bài", "Đang phát" under its time."""
    for above, below in pairwise(printed(found)):
        for one, other in ((above, below), (below, above)):
            line = found[other]
            button = line.label and line.cue and not line.rule and line.words <= BRIEF
            if found[one].kind == "media" and rules[one] and rules[other] is None and button:
                rules[other] = None if is_shared_heading(texts[other]) else "interface:beside"


def remarks(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, last: int) -> None:
    """Drop the numbers of remarks on each paragraph of a story: they stand alone, and count no parts or steps.

    Those go up, from one again in each part, and no higher than there are of them.
    """
    shown = [at for at in printed(found, title + 1, min(last + 1, len(found))) if rules[at] is None]
    alone = [
        at
        for above, at, below in zip(shown, shown[1:], shown[2:], strict=False)
        if found[at].cue == NUMBER and texts[at].strip().isdigit() and _is_text(found[above]) and _is_text(found[below])
    ]
    numbers = [int(texts[at]) for at in alone]
    counting = all(other == one + 1 or other == 1 for one, other in pairwise(numbers))
    if (
        len(alone) >= REMARKS
        and not counting
        and numbers != sorted(numbers)
        and 2 * len(alone) <= max(numbers) < FIGURE
    ):
        for at in alone:
            rules[at] = "comments:counter"


def _is_text(line: Line) -> bool:
    return line.shape in _TEXT and not line.rule
