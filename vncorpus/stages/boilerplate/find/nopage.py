"""Say what stays in a text around which no page is, though it looks like furniture: what it quotes, and its facts."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.ahead import STRONG, is_bar
from vncorpus.stages.boilerplate.line.credits import is_fact
from vncorpus.stages.boilerplate.line.lines import ROW, Line, first_printed, printed

#: Furniture in the tail of an article that texts quote after a colon.
TAIL = frozenset(("footer", "tags", "nav", "login", "listing", "social", "comments"))
#: Buttons that head a part of a manual where no other button is near and no page around.
_LONE = frozenset(("nav", "login", "listing", "app"))
#: What a curriculum vitae, a catalogue and a list of addresses say too, as one fact of several.
_FACTS = frozenset(("footer", "social", "date", "caption", "source", "byline"))
_LICENCE = lazy(r"\W*(?:giấy phép|bản quyền|licen[cs]e|copyright)\W*$")


def keep(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Take the rule from lines of a text that is no page."""
    shown = printed(found)
    for place, index in enumerate(shown):
        if rules[index] is None:
            continue
        above = shown[place - 1] if place else None
        if above is not None and _is_said(texts, found, above, index):
            rules[index] = None
        elif found[index].kind in _FACTS and is_fact(texts[index]):
            beside = [at for at in (above, *shown[place + 1 : place + 2]) if at is not None]
            if any(rules[at] is None and not found[at].rule and is_fact(texts[at]) for at in beside):
                rules[index] = None


def _is_said(texts: Sequence[str], found: Sequence[Line], above: int, index: int) -> bool:
    """Tell whether a line quotes the one under it, as "Máy báo:", or heads it: "Giấy phép" over who has the rights."""
    over = found[above]
    if over.rule or found[index].kind not in STRONG | TAIL:
        return False
    licence = found[index].kind == "footer" and _LICENCE.match(texts[above].lower()) is not None
    return licence or (not over.cue and texts[above].rstrip().endswith(":"))


def is_alone(found: Sequence[Line], index: int, *, page: bool) -> bool:
    """Tell whether text stands on both sides of a button, or code on one of a bar, even where a page is around."""
    if found[index].kind not in _LONE or found[index].cue >= ROW:
        return False
    sides = (range(index - 1, -1, -1), range(index + 1, len(found)))
    near = [found[at] for at in (first_printed(found, side) for side in sides) if at is not None]
    if page:
        return is_bar(found[index]) and any(line.shape == "code" for line in near)
    return len(near) == 2 and not any(line.known for line in near)
