"""Drop who wrote an article: a name that stands twice above the text without a space, or alone under it."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.stages.boilerplate import page
from vncorpus.stages.boilerplate.ahead import STRONG
from vncorpus.stages.boilerplate.lines import LABEL, Line, half_of
from vncorpus.stages.boilerplate.title import is_name

#: Lines under the last paragraph among which such names are looked for.
TAIL_LINES = 6
#: The most words of a name with what stands before it, and of one that stands twice.
NAMED, TWICE = 7, 12


def tail(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], last: int) -> None:
    """Drop a name that stands alone between the last prose and the furniture: the author's, or the paper's under it."""
    tail = [index for index in range(last + 1, len(found)) if found[index].shape != "blank"]
    stays = [place for place, index in enumerate(tail) if rules[index] is None][:TAIL_LINES]
    for place in reversed(stays):
        index = tail[place]
        bare = page.RANK.sub("", texts[index].strip())
        ranked = bare != texts[index].strip()
        named = is_name(bare, 1 if ranked else 2) or page.INITIALS.match(bare)
        if found[index].rule or found[index].words > NAMED or not named or page.is_signed(found, index):
            continue
        after = [(at, found[at]) for at in tail[place + 1 : place + 3]]
        known = [line.rule or line.cue >= LABEL or rules[at] is not None for at, line in after]
        evident = any(line.kind in STRONG or line.cue >= LABEL or rules[at] == "span:outside" for at, line in after)
        if after and all(known) and evident:
            rules[index] = "byline:tail"


def glued(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], first: int) -> None:
    """Drop a name that a page shows twice without a space, above the first prose."""
    for index in range(first):
        if rules[index] is None and half_of(texts[index].strip()) and found[index].words <= TWICE:
            rules[index] = "byline:glued"
