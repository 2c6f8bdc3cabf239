"""Say of the lines of a page what trees decide by: how each looks and what it says, what stands beside it, and where.

A trait is a number. No trait holds a word of the text; what the words of a line say of it is one number, `said`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median_low
from typing import NamedTuple

from vncorpus.stages.boilerplate import wording
from vncorpus.stages.boilerplate.cohesion import UNKNOWN, Cohesion, cohesion
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, printed
from vncorpus.stages.boilerplate.line.shape import PROSE

#: Shapes and classes of lines, from those that are seldom text to those that mostly are.
KINDS = (
    *("share", "social", "login", "footer", "related", "comments", "app", "nav", "caption", "contact", "date", "ad"),
    *("media", "notice", "listing", "source", "tags", "byline", "cue", "bullet", "short", "headline", "sentence"),
    *("item", "prose", "text", "code", "verse", "paragraph"),
)
_KIND = {kind: number for number, kind in enumerate(KINDS)}
#: How a line may end and begin, in the same order: a letter is `a`, a capital `A`, a digit `d`.
ENDS, BEGINS = ">da):.,", '©A/d*[a#(+-"'
_END = {mark: number for number, mark in enumerate(ENDS)}
_END |= dict.fromkeys("»›→▸", _END[">"]) | dict.fromkeys('!?…"”', _END["."]) | {";": _END[","]}
_BEGIN = {mark: number for number, mark in enumerate(BEGINS)}
_BEGIN |= dict.fromkeys("•–—", _BEGIN["-"]) | {"“": _BEGIN['"']}
#: Where one value of a trait ends and the next begins: lines together, shares, and text beside the stretch with most.
_NEAR = (1, 2, 3, 4, 6, 8, 12, 20)
_SHARES = (0.001, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.999)
_MASS = (0.001, 0.05, 0.2, 0.5, 0.99)
#: Cells of a row and copies of a line, from which on more say nothing more.
_CELLS, _COPIES = 3, 4
#: Lines beyond which nothing stands near; lines on either side that are looked at one by one, and together.
_FAR, BESIDE, AROUND = 99, 3, 5
_NONE = -1.0
_UNKNOWN = int(UNKNOWN)
#: Lines over the title and under it, and blank lines, from which on more say nothing more; where no title is known.
_OVER, _UNDER, _BLANK, _UNTITLED = -30, 60, 3, -99
#: Shapes of headings, and by how many words another is as long.
_HEADINGS, _ALIKE = frozenset(("headline", "short", "sentence", "cue")), 2

_OWN = (
    *("kind", "stays", "known", "words", "end", "begin", "digits", "cells", "copies", "size", "capitals", "shared"),
    *("said", *Cohesion._fields, "indented", "titled", "blank above", "blank below"),
)
_PLACE = (
    *("end-1", "end+1", "known above", "known below", "prose above", "prose below", "run", "run's text", "paragraphs"),
    *("place", "lines", "side", "under the first", "over the last", "stays in all", "said around", "stays around"),
    *("after the title", "blank under prose", "headings", "beside headings", "like headings"),
)
_STEPS = [step for step in range(-BESIDE, BESIDE + 1) if step]
#: The names of the traits, in their order.
NAMES = (*_OWN, *(f"{name}{step:+}" for step in _STEPS for name in ("kind", "stays", "said", "words")), *_PLACE)


class Look(NamedTuple):
    """Hold how a line looks by itself, and whether the rules keep it."""

    stays: bool
    #: The class of its pattern, or its shape; and whether it is prose that stays, or known furniture.
    kind: str
    prose: bool
    known: bool
    words: int
    end: int
    begin: int
    #: The share of its characters that are digits, in steps; cells of a row; how often it stands on the page.
    digits: int
    cells: int
    copies: int
    #: Its characters; the shares of its words that begin with a capital, and that the paragraphs have too.
    size: int
    capitals: float
    shared: float
    #: What its words say of it, and how it hangs together with the text.
    said: float
    cohesion: Cohesion = Cohesion()
    #: Whether it alone, or few lines beside it, begin with a space or a tab; of older pages that is not known.
    indented: float = UNKNOWN
    #: Whether it is the title, and the share of its words that the title has; blank lines above it and below. Of older
    #: pages that is not known.
    title: bool = False
    titled: float = UNKNOWN
    blank_above: int = _UNKNOWN
    blank_below: int = _UNKNOWN

    def gone(self) -> Look:
        """Return how the line looks when it is known to go."""
        return self._replace(stays=False, prose=False, known=True)


def looks(texts: Sequence[str], found: Sequence[Line], rules: Sequence[str | None]) -> list[Look]:
    """Return how each line looks that is not blank; `rules` is why lines go so far."""
    shown = printed(found)
    bare = [texts[at].strip() for at in shown]
    copies = Counter(bare)
    prose = [rules[at] is None and found[at].kind == "prose" for at in shown]
    lowered = [text.lower().split() for text in bare]
    paragraphs = {word for low, is_prose in zip(lowered, prose, strict=True) if is_prose for word in low}
    spaced = [texts[at][:1].isspace() for at in shown]
    odd = 2 * sum(spaced) < len(spaced)
    page = []
    edges = [-1, *shown, len(texts)]
    blanks = [min(_BLANK, below - above - 1) for above, below in pairwise(edges)]
    for place, (at, text, low, is_prose, coheres) in enumerate(
        zip(shown, bare, lowered, prose, cohesion(bare, prose), strict=True)
    ):
        words = text.split()
        page.append(
            Look(
                rules[at] is None,
                _kind(found[at]),
                is_prose,
                rules[at] is not None or (found[at].rule is not None and found[at].kind != "text"),
                found[at].words,
                _END.get(text[-1], _END["d" if text[-1].isdigit() else "a"]),
                _begin(text[0]),
                bisect_right(_SHARES, sum(map(str.isdigit, text)) / len(text)),
                min(_CELLS, text.count("\t") + text.count("|")),
                min(_COPIES, copies[text]),
                len(text),
                round(sum(word[0].isupper() for word in words) / len(words), 2),
                round(sum(word in paragraphs for word in low) / len(words), 2),
                wording.said(text),
                coheres,
                float(odd and texts[at][:1].isspace()),
                blank_above=blanks[place],
                blank_below=blanks[place + 1],
            )
        )
    return page


def titled(page: Sequence[Look], texts: Sequence[str], title: int) -> Iterator[Look]:
    """Yield how the lines of a page look once it is known which of them is the title; `texts` is what they say."""
    own = frozenset(texts[title].lower().split())
    for place, (look, text) in enumerate(zip(page, texts, strict=True)):
        words = text.lower().split()
        yield look._replace(title=place == title, titled=round(sum(word in own for word in words) / len(words), 2))


def of(page: Sequence[Look]) -> Iterator[list[float]]:
    """Yield the traits of each line of a page."""
    lines = len(page)
    paragraphs = [place for place, look in enumerate(page) if look.prose]
    top, bottom = (paragraphs[0], paragraphs[-1]) if paragraphs else (0, lines - 1)
    kinds, stays, saids = (
        [_KIND[look.kind] for look in page],
        [look.stays for look in page],
        [look.said for look in page],
    )
    runs = _runs(stays, [look.words if look.prose else 0 for look in page])
    known, prose = near([look.known for look in page]), near([look.prose for look in page])
    said_to, stays_to = [0.0, *accumulate(saids)], [0, *accumulate(stays)]
    beside = [
        float(value)
        for look, kind in zip(page, kinds, strict=True)
        for value in (kind, look.stays, look.said, look.words)
    ]
    edge = [_NONE, _NONE, 0.0, _NONE] * BESIDE
    beside = [*edge, *beside, *edge]
    ends = [_NONE, *(float(look.end) for look in page), _NONE]
    title = next((place for place, look in enumerate(page) if look.title), None)
    headings = [look.words for look in page[top:bottom] if look.stays and not look.prose and look.kind in _HEADINGS]
    alike, mean = Counter(headings), sum(headings) / max(1, len(headings))
    spaced = median_low([page[place].blank_below for place in paragraphs] or [_UNKNOWN])
    for place, look in enumerate(page):
        first, last = max(0, place - AROUND), min(lines, place + AROUND + 1)
        start = 4 * place
        yield [
            *(
                kinds[place],
                look.stays,
                look.known,
                look.words,
                look.end,
                look.begin,
                look.digits,
                look.cells,
                look.copies,
            ),
            *(look.size, look.capitals, look.shared, look.said, *look.cohesion, look.indented),
            *(look.titled, look.blank_above, look.blank_below),
            *beside[start : start + 4 * BESIDE],
            *beside[start + 4 * BESIDE + 4 : start + 8 * BESIDE + 4],
            *(ends[place], ends[place + 2], *(steps[place] for steps in (*known, *prose)), *runs[place]),
            *(
                len(paragraphs),
                place / lines,
                lines,
                -1 if place < top else int(place > bottom),
                place - top,
                bottom - place,
            ),
            stays_to[-1] / lines,
            (said_to[last] - said_to[first]) / (last - first),
            (stays_to[last] - stays_to[first]) / (last - first),
            _UNTITLED if title is None else min(_UNDER, max(_OVER, place - title)),
            *(
                spaced,
                len(headings),
                look.words - mean,
                sum(alike[look.words + by] for by in range(-_ALIKE, _ALIKE + 1)),
            ),
        ]


def _kind(line: Line) -> str:
    if line.rule:
        return line.kind
    if line.cue >= LABEL:
        return "cue"
    return "paragraph" if line.shape == "prose" and line.words >= PROSE else line.shape


def _begin(first: str) -> int:
    sign = "A" if first.isupper() else "d" if first.isdigit() else "a" if first.isalpha() else first
    return _BEGIN.get(sign, len(BEGINS))


def near(flags: Sequence[bool]) -> tuple[list[int], list[int]]:
    """Return how many lines above each, and below it, the next one stands that is flagged."""
    above = _behind(flags)
    return above, _behind(flags[::-1])[::-1]


def _behind(flags: Sequence[bool]) -> list[int]:
    found, steps = [], _FAR
    for flag in flags:
        found.append(steps)
        steps = 1 if flag else min(steps + 1, _FAR)
    return found


def _runs(kept: Sequence[bool], words: Sequence[int]) -> list[tuple[int, int]]:
    """Return how long the stretch is in which a line stands, and how much text it has beside the one with most."""
    starts = [place for place in range(len(kept)) if not place or kept[place] != kept[place - 1]]
    mass = [0, *accumulate(words)]
    spans = list(pairwise([*starts, len(kept)]))
    most = max((mass[last] - mass[first] for first, last in spans), default=0) or 1
    return [
        (bisect_right(_NEAR, last - first), bisect_right(_MASS, (mass[last] - mass[first]) / most))
        for first, last in spans
        for _ in range(first, last)
    ]
