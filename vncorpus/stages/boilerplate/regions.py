"""Tell whether a region outside the text of an article is furniture, and where the furniture under it begins."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.stages.boilerplate import around, head
from vncorpus.stages.boilerplate.lines import LABEL, ROW, Line, printed
from vncorpus.stages.boilerplate.weight import ASKED

#: What a date, a byline or a caption counts as evidence: they stand inside articles too.
WEAK = 0.5
#: Known lines between two stretches of a page's text of which a quarter is enough.
SEVERAL = 3
#: Labels and links that are evidence where no known line is.
CUES = 1.5
#: Lines from one label to the next in a menu.
BESIDE = 12


def is_furniture(
    lines: Sequence[Line],
    texts: Sequence[str],
    weights: Sequence[float],
    region: tuple[int, int],
    *,
    inner: bool,
    page: bool,
) -> bool:
    """Tell whether enough of a region is known furniture for the rest of it to be some too.

    One known line is not enough, unless it is half of the region; between two stretches of text half must be, or of
    a page a quarter with several known lines.
    """
    shown = printed(lines, *region)
    said = [at for at in shown if lines[at].shape in ("prose", "sentence") and not lines[at].rule]
    if inner and any(not page or weights[at] != ASKED for at in said):
        return False  # a manual has "Đăng nhập" between its steps
    evidence = cues = 0.0
    for index in shown:
        if head.is_known(lines[index], weights[index]):
            evidence += 1
        elif lines[index].cue:
            cues += around.cue(lines[index], texts[index]) * WEAK
        elif lines[index].rule and lines[index].kind not in ("text", "contact"):
            evidence += WEAK  # an address is the article's as often as the site's
    if not inner and (evidence or cues >= CUES):
        evidence += cues
    share = 0.5 if evidence < 2 or inner else around.EVIDENCE
    if inner and page and evidence >= SEVERAL:
        share /= 2
    return evidence > (1 if inner else 0) and evidence >= share * len(shown)


def from_furniture(lines: Sequence[Line], weights: Sequence[float], first: int, last: int, *, page: bool) -> int:
    """Return where the furniture under an article begins: what stands above the first known line is the article's."""
    shown = printed(lines, first, last)
    evident = [head.is_known(lines[index], weights[index]) or lines[index].cue >= LABEL for index in shown]
    for place, index in enumerate(shown):
        if head.is_known(lines[index], weights[index]) or lines[index].cue >= ROW:
            return index
        # "Liên hệ" alone may head the last lines of the text; with more of its kind it is a menu.
        if page and evident[place] and any(evident[place + 1 : place + BESIDE]):
            return index
    return last
