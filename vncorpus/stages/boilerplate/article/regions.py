"""Keep what stands between the stretches of an article and around them, unless it is furniture by evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vncorpus.stages.boilerplate.article import around, head, stretches
from vncorpus.stages.boilerplate.article.draft import Draft, Names
from vncorpus.stages.boilerplate.article.subject import TITLE
from vncorpus.stages.boilerplate.article.weight import ASKED
from vncorpus.stages.boilerplate.find import said
from vncorpus.stages.boilerplate.find.prose import is_said
from vncorpus.stages.boilerplate.line.lines import LABEL, ROW, Line, first_printed, printed
from vncorpus.stages.boilerplate.line.terms import is_shared_heading

#: What a date, a byline or a caption counts as evidence: they stand inside articles too.
WEAK = 0.5
#: Known lines between two stretches of a page's text of which a quarter is enough.
SEVERAL = 3
#: Labels and links that are evidence where no known line is.
CUES = 1.5
#: Lines from one label to the next in a menu.
BESIDE = 12
#: Words of a sentence above the title that stays where no page is around.
SPOKEN = 5


def keep(draft: Draft, named: Names, kept: list[bool], top: int, bottom: int) -> set[int]:
    """Keep the regions that are no furniture, and what others say; return the lines around the article of a page.

    `kept` says which lines stay, `top` is the first line under the topmost stretch, `bottom` the one under the text.
    On a page all that stands around the article is furniture.
    """
    lines, texts, page = draft.lines, draft.texts, draft.page
    first_kept = kept.index(True)
    outer: set[int] = set()
    for first, last in stretches.between(kept):
        if first >= bottom:
            under = from_furniture(lines, draft.weights, first, last, page=page)
            under = min(under, max(first, draft.end) if page else last)
            kept[first:under] = [True] * (under - first)
            first = under
        inner = top <= first and last < len(lines)
        if page and (last <= first_kept or first >= bottom):
            outer.update(range(first, last))
        elif _is_announced(lines, texts, first) or not is_furniture(
            lines, texts, draft.weights, (first, last), inner=inner, page=page
        ):
            kept[first:last] = [True] * (last - first)
        elif last <= bottom and (said := [*_said(draft, first, last)]):
            for index in said:
                kept[index] = True
        elif last <= (first_kept if page else draft.opens):
            for index in _above(draft, named, first, last):
                kept[index] = True
    return outer


def _said(draft: Draft, first: int, last: int) -> Iterator[int]:
    """Yield what a region of furniture says: for the posts around it, and as headings of the text under it."""
    lines, texts = draft.lines, draft.texts
    yield from said.around(lines, first, last)
    yield from head.under(lines, texts, first, last)
    if first > draft.opens:
        # Headings that texts of a kind share, as "Nguyên liệu" between the buttons of a recipe card.
        yield from (
            at
            for at in range(first, last)
            if not lines[at].rule and lines[at].cue < LABEL and is_shared_heading(texts[at])
        )


def _above(draft: Draft, named: Names, first: int, last: int) -> Iterator[int]:
    """Yield the titles and sentences of a region above the text."""
    shown = printed(draft.lines, first, last)
    untitled = all(draft.lines[at].words < TITLE for at in named.rescued if at < last)
    for index in shown:
        line = draft.lines[index]
        plain = line.shape in ("headline", "short") and not line.known
        titled = line.words >= TITLE and untitled
        if (plain and (titled or index == shown[-1])) or (line.words >= SPOKEN and is_said(line)):
            yield index


def _is_announced(lines: Sequence[Line], texts: Sequence[str], first: int) -> bool:
    """Tell whether a paragraph with a colon stands over a region: it quotes what the region says."""
    above = first_printed(lines, range(first - 1, -1, -1))
    return above is not None and lines[above].kind == "prose" and texts[above].rstrip().endswith(":")


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
