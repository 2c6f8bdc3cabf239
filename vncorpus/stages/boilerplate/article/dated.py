"""Tell what a date or a byline near a line says of it: that it is a title, or that text stands under it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from vncorpus.stages.boilerplate.article.subject import TITLE
from vncorpus.stages.boilerplate.line.credits import is_name
from vncorpus.stages.boilerplate.line.lines import Line, first_printed

#: Lines under a title, or above a text, among which its day stands.
NEAR = 3
#: Lines in which a title over a date is looked for, and its words.
FAR, SHORTEST = 12, 5


def is_dated(lines: Sequence[Line], texts: Sequence[str], title: int) -> bool:
    """Tell whether a date, a byline or a name stands right under a long title: no other line near is one."""
    below = first_printed(lines, range(title + 1, len(lines)))
    if below is None or lines[title].words < TITLE:
        return False
    return lines[below].kind in ("date", "byline") or is_name(texts[below].strip())


def is_dated_title(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is long enough for a title and has the day or the author of an article near under it."""
    if lines[index].words < TITLE:
        return False
    under = islice((line for line in islice(lines, index + 1, None) if line.shape != "blank"), NEAR)
    return any(line.kind in ("date", "byline") for line in under)


def is_long_title(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> bool:
    """Tell whether a stretch is one line without a stop over a date: a title as long as a paragraph."""
    below = first_printed(lines, range(first + 1, len(lines)))
    dated = below is not None and lines[below].kind == "date"
    return last == first + 1 and texts[first].rstrip()[-1].isalnum() and dated


def is_headed(lines: Sequence[Line], first: int) -> bool:
    """Tell whether a date, a byline or buttons to share or hear stand right above, as between title and text."""
    above = [line for line in lines[max(0, first - 2 * NEAR) : first] if line.shape != "blank"][-NEAR:]
    return any(line.kind in ("date", "byline", "share", "media") for line in above)


def from_title(lines: Sequence[Line], first: int, last: int) -> int:
    """Return where the text begins: at the title over a date or a byline, where no paragraph stands above it."""
    above = None
    for index in range(first, min(last, first + FAR)):
        line = lines[index]
        if line.shape == "blank":
            continue
        if line.kind in ("date", "byline") and above is not None:
            titled = lines[above].shape == "headline" and not lines[above].rule and lines[above].words >= SHORTEST
            return above if titled else first
        if line.shape not in ("item", "headline", "short"):
            return first
        above = index
    return first
