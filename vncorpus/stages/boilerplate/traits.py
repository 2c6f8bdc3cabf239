"""Say of the lines of a page what their weights hang on: how each looks, what stands beside it, and where it stands.

A trait is a name and a value, `end=.` or `what,+1=headline,-date`, of which each line has or lacks every one. What
goes has a minus before its kind. No trait holds a word of the text: 226 pages teach no words (measured: line F of pages
held back was the same with words and pairs of words, and with how many of its words a line shares with the text).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from vncorpus.stages.boilerplate.line.lines import LABEL, Line, printed
from vncorpus.stages.boilerplate.line.shape import PROSE

#: Where one value of a trait ends and the next begins: words, lines between two, lines together, shares, depths.
_WORDS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 25, 40)
_NEAR = (1, 2, 3, 4, 6, 8, 12, 20)
_SHARES = (0.001, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.999)
_MASS = (0.001, 0.05, 0.2, 0.5, 0.99)
_PARAGRAPHS = (1, 2, 4, 8, 16)
#: How a line may end, and its mark in a trait.
_ENDS = {**dict.fromkeys('.!?…"”', "."), ":": ":", ")": ")", **dict.fromkeys("»>›→▸", ">"), **dict.fromkeys(",;", ",")}
#: Cells of a row and copies of a line, from which on more say nothing more.
_CELLS, _COPIES = 3, 4
#: Lines beyond which nothing stands near.
_FAR = 99


class Look(NamedTuple):
    """Hold how a line looks by itself, and whether the rules keep it."""

    stays: bool
    #: The class of its pattern, or its shape; and whether it is prose that stays, or known furniture.
    kind: str
    prose: bool
    known: bool
    words: int
    end: str
    begin: str
    #: The share of its characters that are digits, in steps; cells of a row; how often it stands on the page.
    digits: int
    cells: int
    copies: int

    def gone(self) -> Look:
        """Return how the line looks when it is known to go."""
        return self._replace(stays=False, prose=False, known=True)


def looks(texts: Sequence[str], found: Sequence[Line], rules: Sequence[str | None]) -> list[Look]:
    """Return how each line looks that is not blank; `rules` is why lines go so far."""
    shown = printed(found)
    bare = [texts[at].strip() for at in shown]
    copies = Counter(bare)
    return [
        Look(
            rules[at] is None,
            _kind(found[at]),
            rules[at] is None and found[at].kind == "prose",
            rules[at] is not None or (found[at].rule is not None and found[at].kind != "text"),
            found[at].words,
            _end(text),
            _begin(text),
            bisect_right(_SHARES, sum(map(str.isdigit, text)) / len(text)),
            min(_CELLS, text.count("\t") + text.count("|")),
            min(_COPIES, copies[text]),
        )
        for at, text in zip(shown, bare, strict=True)
    ]


def of(page: Sequence[Look], asked: Container[int]) -> Iterator[tuple[int, list[str]]]:
    """Yield the place and the traits of each line of a page that is asked for."""
    what = [look.kind if look.stays else f"-{look.kind}" for look in page]
    paragraphs = [place for place, look in enumerate(page) if look.prose]
    top, bottom = (paragraphs[0], paragraphs[-1]) if paragraphs else (0, len(page) - 1)
    runs = _runs([look.stays for look in page], [look.words if look.prose else 0 for look in page])
    known_above, known_below = _near([look.known for look in page])
    text_above, text_below = _near([look.prose for look in page])
    beside = ["none"] * 3 + what + ["none"] * 3
    amount = bisect_right(_PARAGRAPHS, len(paragraphs))
    for place, look in enumerate(page):
        if place not in asked:
            continue
        is_, end = what[place], look.end
        words = bisect_right(_WORDS, look.words)
        where = "above" if place < top else "below" if place > bottom else "in"
        three, two, one, _, one_on, two_on, three_on = beside[place : place + 7]
        above, below = known_above[place], known_below[place]
        size, share = runs[place]
        yield (
            place,
            [
                f"what={is_}",
                f"words={words}",
                f"what,words={is_},{words}",
                f"end={end}",
                f"what,end={is_},{end}",
                f"begin={look.begin}",
                f"digits={look.digits}",
                f"cells={look.cells}",
                f"copies={look.copies}",
                f"where,what={where},{is_}",
                f"where,words={where},{words}",
                f"where,end={where},{end}",
                f"-3={three}",
                f"-2={two}",
                f"-1={one}",
                f"+1={one_on}",
                f"+2={two_on}",
                f"+3={three_on}",
                f"-1,what={one},{is_}",
                f"what,+1={is_},{one_on}",
                f"-1,+1={one},{one_on}",
                f"-2,-1={two},{one}",
                f"+1,+2={one_on},{two_on}",
                f"above={bisect_right(_NEAR, above)},{what[place - above] if above < _FAR else 'none'}",
                f"below={bisect_right(_NEAR, below)},{what[place + below] if below < _FAR else 'none'}",
                f"prose={bisect_right(_NEAR, text_above[place])},{bisect_right(_NEAR, text_below[place])}",
                f"run={size},{share}",
                f"share,what={share},{is_}",
                f"page={amount},{where}",
                f"depth={where},{bisect_right(_SHARES, place / len(page))}",
            ],
        )


def _kind(line: Line) -> str:
    if line.rule:
        return line.kind
    if line.cue >= LABEL:
        return "cue"
    return "paragraph" if line.shape == "prose" and line.words >= PROSE else line.shape


def _end(bare: str) -> str:
    last = bare[-1]
    return _ENDS.get(last) or ("d" if last.isdigit() else "a")


def _begin(bare: str) -> str:
    first = bare[0]
    return "A" if first.isupper() else "d" if first.isdigit() else "a" if first.isalpha() else first


def _near(flags: Sequence[bool]) -> tuple[list[int], list[int]]:
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
