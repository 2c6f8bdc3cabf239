"""Find paragraphs that were cut at the width of a page, as copies of PDF files are: none of their lines is prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from vncorpus.stages.boilerplate.line.lines import LABEL, Line, printed
from vncorpus.stages.boilerplate.line.shape import PROSE

#: Lines of the shortest paragraph, words of its lines, and their mean: keywords and tags have fewer.
LINES, LEAST, MOST, MEAN = 3, 2, 24, 4.5
#: Characters of the width of a text, and of its right margin; lines that fill it, and their share of all longer ones.
NARROWEST, WIDEST, RAGGED = 48, 130, 12
FILLED, FILLED_SHARE = 8, 0.5
#: Pieces of paragraphs in a text that is cut, and words of one; where links stood the pieces are shorter.
PIECES, PIECE = 6, 10
#: Lines from one that goes on in the next to another.
GAP = 3
#: Lines that are verse where they have one or two lengths in all, and words of the longest.
VERSE, FOOT = 4, 10
#: A paragraph has a mark in one of so many lines; headlines and menus have none.
MARKED = 4
_MARKS, _STOPS = frozenset(",.;:?!)"), frozenset('.!?…:”"')
_SHAPES = ("headline", "sentence", "short", "verse")


def joined(lines: list[Line], texts: Sequence[str]) -> list[Line]:
    """Return the lines with those of such paragraphs as prose."""
    for index in [*wrapped(lines, texts), *filled(lines, texts)]:
        lines[index] = replace(lines[index], shape="prose", cue=0.0, label=False, box=False)
    return lines


def wrapped(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    r"""Yield the lines of such paragraphs: most begin in small letters where the line above them has not ended.

    >>> text = "Mấy năm nay nghề đan lưới ở xóm\nchài, vốn có từ trăm năm trước, đã\nhồi lại nhờ khách đặt hàng."
    >>> from vncorpus.stages.boilerplate.line.lines import classify
    >>> list(wrapped([classify(line) for line in text.split("\n")], text.split("\n")))
    [0, 1, 2]
    """
    run: list[int] = []
    for index in [*range(len(lines)), -1]:
        line = lines[index] if index >= 0 else None
        if line and line.shape == "blank":
            continue
        if line and not line.rule and line.cue < LABEL and line.shape in _SHAPES and LEAST <= line.words <= MOST:
            run.append(index)
            continue
        if len(run) >= LINES:
            yield from _paragraphs(lines, texts, run)
        run = []


def filled(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of paragraphs in a text that was cut at one width all over: those that fill it, and what follows.

    Its lines may begin with names, and a paragraph may have two. No line is wider, and of those that are no buttons
    half are nearly as wide; headlines and the entries of lists have all lengths.
    """
    width = max(map(len, texts))
    if not NARROWEST <= width <= WIDEST:
        return
    full = [len(text) > width - RAGGED for text in texts]
    if sum(full) < max(FILLED, FILLED_SHARE * sum(len(text) > width // 2 for text in texts)):
        return
    for above, at in pairwise(printed(lines)):
        plain = all(
            lines[one].shape in _SHAPES and not lines[one].rule and lines[one].cue < LABEL for one in (above, at)
        )
        if plain and full[above] and texts[above].rstrip()[-1] not in _STOPS:
            yield from (above, at)


def _paragraphs(lines: Sequence[Line], texts: Sequence[str], run: Sequence[int]) -> Iterator[int]:
    """Yield the stretches of a run in which line goes on in line."""
    places = [place for place in range(len(run) - 1) if goes_on(texts[run[place]], texts[run[place + 1]])]
    first = 0
    for number, place in enumerate(places):
        if number + 1 < len(places) and places[number + 1] - place <= GAP:
            continue
        block = run[places[first] : place + 2]
        going = number + 1 - first
        first = number + 1
        words = sum(lines[index].words for index in block)
        marked = sum(not _MARKS.isdisjoint(texts[index]) for index in block)
        long = len(block) >= LINES and words >= MEAN * len(block)
        lengths = {lines[index].words for index in block}
        verse = len(block) >= VERSE and len(lengths) <= 2 and max(lengths) <= FOOT  # six syllables and eight, by turns
        if long and not verse and going * 2 >= len(block) - 1 and marked * MARKED >= len(block):
            yield from block


def is_cut(lines: Sequence[Line], texts: Sequence[str]) -> bool:
    """Tell whether a text is cut at a width: many of its lines are prose only as pieces of a paragraph."""
    pieces = [at for at, line in enumerate(lines) if line.shape == "prose" and line.words < PROSE]
    long = sum(lines[at].words >= PIECE and texts[at].rstrip()[-1] not in _STOPS for at in pieces)
    return long >= max(PIECES, len(pieces) / 2)


def goes_on(above: str, below: str) -> bool:
    """Tell whether a sentence goes on from one line to another: none has ended, and none begins.

    >>> goes_on("Bà cụ gật đầu, rồi", "“thôi” một tiếng."), goes_on("Bà cụ gật đầu.", "rồi")
    (True, False)
    """
    return below.lstrip(" \t(“\"'‘")[:1].islower() and above.rstrip()[-1:] not in ".!?…:;"
