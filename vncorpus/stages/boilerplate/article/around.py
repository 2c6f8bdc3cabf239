"""Tell whether what stands around a text is a page's."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.article.head import is_known
from vncorpus.stages.boilerplate.find.ahead import STRONG, YES_NO
from vncorpus.stages.boilerplate.line.lines import Line
from vncorpus.stages.boilerplate.line.terms import place_names

#: Share of a region's lines that must be furniture by evidence before the region goes.
EVIDENCE = 0.12
#: Kinds of furniture around an article that say that it was pasted with its page.
KINDS = 4.0
#: So many kinds that the menu around them may be of subjects that no table knows, and their share of the lines then.
VARIED, THIN = 7.0, 0.04
#: Bylines, sources and captions of a text around which nothing is, and its short lines: a table has more.
SIGNED, BRIEF = 3, 3
#: Short lines of such a text that can be no run of headlines and no heads of pages.
ALONE = 1
_WEAK = frozenset(("byline", "source", "caption"))
#: "Trang 1" and "Trang 2" are one kind.
_DIGITS = lazy(r"\d+")


def cue(line: Line, text: str) -> float:
    """Return how much a line says that it is furniture; a province, "Có" and "Không" say nothing, texts list them."""
    bare = text.strip().lower() if line.cue else ""
    return line.cue if bare not in YES_NO and bare not in place_names() else 0.0


def is_bare(lines: Sequence[Line], most: int = BRIEF) -> bool:
    """Tell whether a text is prose with a few bylines, sources and captions, so that nothing can be around it.

    It has at most so many short lines. Most texts of news that are not clean are so; to look for menus, cards, tables
    and verse in them takes longer than all else, and finds none.
    """
    signed = brief = 0
    prose = False
    for line in lines:
        if line.cue or line.doubled:
            return False
        if line.rule:
            if line.kind not in _WEAK:
                return False
            signed += 1
        elif line.shape == "prose":
            prose = True
        elif line.shape in ("headline", "short"):
            brief += 1
        elif line.shape not in ("sentence", "blank"):
            return False
    return prose and signed <= SIGNED and brief <= most


def is_page(lines: Sequence[Line], texts: Sequence[str], weights: Sequence[float], main: tuple[int, int]) -> bool:
    """Tell whether what stands around the article is a page's: several kinds of furniture in it, and not thinly."""
    around = [index for index in range(len(lines)) if not main[0] <= index < main[1] and lines[index].shape != "blank"]
    kinds: dict[str, float] = {}
    total = 0.0
    strong = False
    for index in around:
        line = lines[index]
        strong = strong or line.kind in STRONG
        known = 1.0 if is_known(line, weights[index]) else cue(line, texts[index])
        if known:
            name = line.rule.id if line.rule else _DIGITS.sub("", texts[index].strip().lower())
            kinds[name] = max(kinds.get(name, 0.0), known)
            total += known
    many = sum(kinds.values())
    if not strong and many < 2 * KINDS:
        return False  # a curriculum vitae names "SEO", "Du lịch" and "Đọc sách"
    return (many >= KINDS and total >= EVIDENCE * len(around)) or (many >= VARIED and total >= THIN * len(around))
