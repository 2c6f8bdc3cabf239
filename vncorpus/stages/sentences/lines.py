"""Tell the newlines that end a sentence from those that a program put where a line was full.

Three things show a wrapped line: the next one begins with a small letter, the line ends in a word after which
nothing can end ("của", "TP."), or all lines of a paragraph are filled as far as their next word allows. The
last is the rule by which mail programs, PDF readers and editors wrap, read backwards; verses and lists, whose
lines end where they like, fail it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from vncorpus.document import Span
from vncorpus.patterns import lazy
from vncorpus.stages.sentences import cues

_ITEM = lazy(
    r"\s*(?:[-–—*+•‣▪■●○◦◆►▶➤➢✓✔✅☑👉★☆]"
    r"|\(?(?:\d{1,3}|[a-zđA-ZĐ]|[ivxIVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s"
)
_FIRST_WORD = lazy(r"\s*(\S{1,40})")
_LONGEST_WORD = 24
#: A line of fewer words is a heading or an item of a list, not one that a program wrapped.
SHORTEST_WRAPPED = 3
#: Programs wrap between these widths; verses are narrower, paragraphs on one line wider.
WIDTHS = range(40, 133)
#: Fewer full lines may be full by chance.
LEAST_FULL = 3


def blocks(text: str, newlines: str) -> Iterator[Span]:
    """Yield the stretches of text that no sentence leaves: lines, with wrapped ones joined.

    A line is what `str.splitlines` calls one, so that U+2028 and an old Mac's return end one too.
    """
    rows = text.splitlines(keepends=True)
    if len(rows) < 2:
        yield 0, len(text)
        return
    start = 0
    paragraph: list[Span] = []
    for row in rows:
        bare = len(row.rstrip())
        if bare:
            paragraph.append((start, start + bare))
        elif paragraph:
            yield from _joined(text, paragraph, newlines)
            paragraph = []
        start += len(row)
    if paragraph:
        yield from _joined(text, paragraph, newlines)


def _joined(text: str, paragraph: list[Span], newlines: str) -> Iterator[Span]:
    """Yield the blocks of a paragraph: its lines, those that run on together."""
    if newlines == "paragraph" or len(paragraph) == 1:
        yield from paragraph
        return
    full = _full(text, paragraph) if newlines == "auto" else set()
    start, end = paragraph[0]
    before = paragraph[0]
    for index, line in enumerate(paragraph[1:]):
        runs_on = newlines == "wrap" or index in full or _runs_on(text, before, line, joined=before[0] > start)
        if not runs_on or _ITEM.match(text, *line):
            yield start, end
            start = line[0]
        end = line[1]
        before = line
    yield start, end


def _runs_on(text: str, line: Span, following: Span, *, joined: bool) -> bool:
    """Tell whether the sentence of a line goes on in the next, by the words at the break.

    In a list of items in small letters, no item goes on; a line in small letters does only where it was
    itself `joined` to the one before.
    """
    last = text[line[1] - 1]
    if last in "!?…:;" or text.count(" ", *line) < SHORTEST_WRAPPED - 1:
        return False
    word = text[max(line[0], text.rfind(" ", max(0, line[1] - _LONGEST_WORD), line[1]) + 1) : line[1]]
    if word in _unending() or last == ".":
        return word in _unending()
    if line[1] - line[0] > WIDTHS.start and (last == "," or word in cues.table("hanging")):
        return True
    if not text[following[0] : following[1]].lstrip()[0].islower():
        return False
    return joined or not text[line[0] : line[1]].lstrip()[0].islower()


@cache
def _unending() -> frozenset[str]:
    """Return the words and abbreviations with which no line ends; a single letter may be an initial."""
    titles = {word for word, final in cues.abbreviations().items() if final == "never" and len(word) > 2}
    return cues.table("unfinished") | titles


def _full(text: str, paragraph: list[Span]) -> set[int]:
    """Return the lines, by index, after which a program broke the paragraph because the next word did not fit."""
    if len(paragraph) < SHORTEST_WRAPPED:
        return set()
    lengths = [end - start for start, end in paragraph]
    width = max(lengths)
    if width not in WIDTHS:
        return set()
    full = set()
    small = 0
    for index, (start, end) in enumerate(paragraph[1:]):
        first = _FIRST_WORD.match(text, start, end)
        if first and lengths[index] + 1 + len(first[1]) > width:
            full.add(index)
            small += first[1][0].islower()
    breaks = len(paragraph) - 1
    if len(full) >= LEAST_FULL and len(full) * 3 >= breaks * 2 and small * 3 >= len(full):
        return full
    # Few lines, but one sentence: all are full and only the last one ends in a stop.
    stops = [text[end - 1] in '.!?…:;”"' for _, end in paragraph]
    return full if len(full) == breaks and stops[-1] and not any(stops[:-1]) else set()
