"""Drop the captions of an article that what stands beside them tells: whose picture it is, a label, the words again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: Words of a caption over the line that says whose picture it is, of one that stands twice, and of one under its label.
CREDITED, TWICE, LABELLED = 4, 5, 45
#: "Chụp lại hình ảnh," over what is in the picture.
_LABEL = lazy(r"(?:chụp lại hình ảnh|image caption|chú thích (?:ảnh|hình)) ?[,:]$")
#: "Diễn biến giá trong phiên. Nguồn: FireAnt"
_SOURCED = lazy(r"[^.!?…]{6,110}[.!?…] ?Nguồn ?: ?[A-ZĐ]\S*(?: \S+){0,5}$")
#: Shapes of a caption that no rule knows.
_PLAIN = ("headline", "short", "sentence")


def drop(
    texts: Sequence[str], found: Sequence[Line], rules: list[str | None], first: int, last: int, *, page: bool
) -> None:
    """Give a rule to each caption between the first and the last line of the text."""
    shown = printed(found, first, last)
    for above, index in pairwise(shown):
        over, line = found[above], found[index]
        if rules[above] is None and line.rule and line.rule.id == "caption:photo-credit":
            if over.shape in ("headline", "short") and not over.rule and over.words >= CREDITED:
                rules[above] = "caption:credited-below"
        elif not page or line.known or rules[index] is not None:
            continue
        elif _LABEL.match(texts[above].strip().lower()) and line.words <= LABELLED:
            rules[index] = "caption:labelled"
    if not page:
        return
    for place, index in enumerate(shown):
        line, near = found[index], [*shown[max(0, place - 1) : place], *shown[place + 1 : place + 2]]
        if line.known or rules[index] is not None or line.shape not in _PLAIN:
            continue
        if line.words >= TWICE and any(_is_longer(texts, found, at, texts[index].strip()) for at in near):
            rules[index] = "caption:twice"
        elif (
            len(near) == 2
            and _SOURCED.match(texts[index].strip())
            and all(found[at].shape == "prose" and not found[at].rule for at in near)
        ):
            rules[index] = "caption:sourced"


def _is_longer(texts: Sequence[str], found: Sequence[Line], index: int, bare: str) -> bool:
    """Tell whether a caption says what a line says, and whose picture it is: the line is what a reader hears of it."""
    return found[index].kind == "caption" and texts[index].strip().startswith(bare.rstrip(". "))
