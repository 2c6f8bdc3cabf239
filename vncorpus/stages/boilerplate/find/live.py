"""Tell a live report whose entries have their time and headline in one line: a list of articles looks like it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.ahead import LIVE
from vncorpus.stages.boilerplate.find.prose import is_prose
from vncorpus.stages.boilerplate.line.lines import Line, first_printed

#: "14:00 Tâm bão trên vùng biển phía bắc Nha Trang"
_ENTRY = lazy(r"\s*(\d{1,2})[:hg](\d{2})'?[ :–-]+(?=[^\s:–-]\S* \S)")


def is_live(lines: Sequence[Line], texts: Sequence[str]) -> bool:
    """Tell whether a text is a live report: each entry's time and headline in a line, and a paragraph right under it.

    Its times go one way; those of the cards of a front stand in lines of their own, or over no text.
    """
    times = []
    for index, line in enumerate(lines):
        found = _ENTRY.match(texts[index]) if not line.rule and line.shape in ("headline", "short", "item") else None
        below = first_printed(lines, range(index + 1, min(index + 3, len(lines)))) if found else None
        if found and below is not None and is_prose(lines[below]):
            times.append((int(found[1]), int(found[2])))
    back = sum(one > other for one, other in pairwise(times))
    forth = sum(one < other for one, other in pairwise(times))
    turned = bool(times) and (
        (back == 1 and times[-1] <= times[0]) or (forth == 1 and times[0] <= times[-1])
    )  # at midnight
    return len(times) > LIVE and (not (back and forth) or turned)
