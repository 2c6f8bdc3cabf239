"""Read the head and the foot of an article that was copied without its page: the day and hour over it are a paper's.

A diary and a log have their days, but no more than one hour stands over all of a text that somebody wrote.
"""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.article.head import is_paper
from vncorpus.stages.boilerplate.line.credits import is_fact, is_name
from vncorpus.stages.boilerplate.line.lines import Line, printed
from vncorpus.stages.boilerplate.page import RANK, is_signed

#: Lines above and below the stamp among which a name or a paper is the article's.
NEAR = 3
#: What stands under articles and in none; an advertisement stands in the middle of one, and posts go on after hashtags.
_FEET = frozenset(("share", "comments", "footer"))
_HOUR = lazy(r"\d{1,2} ?[:h] ?\d{2}")
_DAY = lazy(r"\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:19|20)\d\d")


def _stamp(texts: Sequence[str], found: Sequence[Line], first: int) -> int | None:
    """Return the line of the day and the hour above the first paragraph, where no other line is a date."""
    dates = [at for at, line in enumerate(found) if line.kind == "date"]
    if len(dates) != 1 or dates[0] >= first:
        return None
    return dates[0] if _HOUR.search(texts[dates[0]]) and _DAY.search(texts[dates[0]]) else None


def drop(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], first: int, last: int) -> None:
    """Give a rule to the name and the paper beside the stamp, and to a name and what buttons head under the text."""
    at = _stamp(texts, found, first)
    if at is None:
        return
    head = printed(found, 0, first)
    place = head.index(at)
    near = [
        index
        for index in (*head[max(0, place - NEAR) : place], *head[place + 1 : place + 1 + NEAR])
        if rules[index] is None and not found[index].rule and index != head[0]
    ]
    papers = [index for index in near if is_paper(found[index], texts[index])]
    names = [index for index in near if index not in papers and is_name(texts[index].strip(" \t,"))]
    for index in papers:
        rules[index] = "source:stamped"
    if len(names) == 1:  # more are who took part, or where a journey led
        rules[names[0]] = "byline:name"
    below = printed(found, last + 1)
    foot = next((at for at, index in enumerate(below) if rules[index] and found[index].kind in _FEET), len(below))
    for index in below[foot:]:
        plain = not found[index].rule and found[index].shape in ("short", "headline") and not is_fact(texts[index])
        if rules[index] is None and plain:
            rules[index] = "span:tail"
    printed_so = papers or "(GMT" in texts[at]  # what no letter writes over itself
    if printed_so and len(below) == 1 and rules[below[0]] is None and not found[below[0]].rule:
        name = RANK.sub("", texts[below[0]].strip())
        if is_name(name) and not is_signed(found, below[0]):
            rules[below[0]] = "byline:tail"
