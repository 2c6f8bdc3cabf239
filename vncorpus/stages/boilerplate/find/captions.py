"""Drop the captions of an article that what stands beside them tells: whose picture it is, a label, the words again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: Words of a caption over the line that says whose picture it is, of one that stands twice, of one under its label, and
#: of the title of a film.
CREDITED, TWICE, LABELLED, FILM = 4, 5, 45, 25
#: "Chụp lại hình ảnh," over what is in the picture.
_LABEL = lazy(r"(?:chụp lại hình ảnh|image caption|chú thích (?:ảnh|hình)) ?[,:]$")
#: "Diễn biến giá trong phiên. Nguồn: FireAnt"
_SOURCED = lazy(r"(?!Bảng\b)[^.!?…|]{6,170}[.!?…|] ?Nguồn ?: ?[A-ZĐ]\S*(?: \S+){0,5}$")
#: "Video: Đua ghe trên sông Maspero"
_FILM = lazy(r"(?:VIDEO|[Vv]ideo|CLIP|[Cc]lip)(?: \w+)? ?: ?\S.{8,160}$")
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
    for place, index in enumerate(shown[1:], start=1):
        if found[index].known or rules[index] is not None or found[index].words > LABELLED:
            continue
        near = [shown[place - 1], *shown[place + 1 : place + 2]]
        rules[index] = _caption(texts[index].strip(), found[index], [(found[at], texts[at].strip()) for at in near])


def _caption(bare: str, line: Line, near: Sequence[tuple[Line, str]]) -> str | None:
    """Return the rule by which a line goes that stands in a text; `near` are the lines right above it and under it."""
    first, stop, rest = bare.partition(". ")
    if stop and first.count(" ") >= TWICE and rest.startswith(f"{first}."):
        return "caption:twice"
    if line.shape in _PLAIN and line.words >= TWICE and any(_is_longer(other, said, bare) for other, said in near):
        return "caption:twice"
    if near[0][0].shape != "prose" or near[0][0].rule or near[0][1].endswith(":"):
        return None  # a list may be of films and sources
    if _SOURCED.match(bare):
        return "caption:sourced"
    return "media:titled" if line.words <= FILM and line.shape != "prose" and _FILM.match(bare) else None


def _is_longer(line: Line, text: str, bare: str) -> bool:
    """Tell whether a caption says what a line says, and whose picture it is: the line is what a reader hears of it."""
    return line.kind == "caption" and text.startswith(bare.rstrip(". "))
