"""Find what numbers count in a text: its headings, the steps of a guide, the entries of a live report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.prose import is_prose, is_said
from vncorpus.stages.boilerplate.line.lines import NUMBER, Line, first_printed, printed

#: "2. Chuyện hay", "Câu 3:", "Bước 4 -"; and the words of such a heading.
_HEAD = lazy(r"\s*(?:(\d{1,2})[.)]|(Câu|Bước|Phần|Bài|Ngày|Mục|Cách|Lý do|CÂU|BƯỚC|PHẦN|NGÀY) (\d{1,2})[.):]?) +\S")
HEAD = 20
#: Numbered steps that say that a guide goes on.
STEPS = 2
#: Lines from the time of an entry to its text.
ENTRY = 4
#: An entry of a contents, and how many make one.
_ENTRY, ENTRIES = lazy(r"(\d{1,2})(?:\.\d{1,2}){0,3}[.)]?\s+\S"), 3
#: A minute of a match, the half it is of, lines of what happened then, and lines of all that happened.
_MINUTE, _HALF = lazy(r"\d{1,3}(?: ?\+ ?\d{1,2})?['’′]$"), lazy(r"hiệp (?:1|2|một|hai|phụ|chính)$|1st half$|2nd half$")
EVENT, EVENTS = 5, 8
_CLOCK = lazy(r"\d{1,2}[:h]\d{2}$")


def headings(lines: Sequence[Line], texts: Sequence[str]) -> list[tuple[int, str, int]]:
    """Return the headings with a number over text: where each stands, what stands before its number, and the number."""
    found = []
    for index, line in enumerate(lines):
        head = _HEAD.match(texts[index]) if not line.rule and line.words <= HEAD else None
        below = first_printed(lines, range(index + 1, min(index + 3, len(lines)))) if head else None
        if head and below is not None and is_said(lines[below]):
            found.append((index, (head[2] or "").lower(), int(head[1] or head[3])))
    return found


def steps(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Return the numbers of steps: each alone in its line over a paragraph, and counting up from one, twice or more."""
    found: list[int] = []
    run: list[int] = []
    shown = printed(lines)
    for at, below in pairwise(shown):
        bare = texts[at].strip()
        if not (lines[at].cue == NUMBER and bare.isdigit() and texts[below].rstrip()[-1] in '.!?”"]'):
            continue
        if is_said(lines[below]):
            run = [at] if bare == "1" else [*run, at] if run and bare == str(len(run) + 1) else []
            found += run if len(run) == STEPS else run[-1:] if len(run) > STEPS else []
    return found


def clocks(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Return the times that head the entries of a live report: alone in their lines, a paragraph not far under."""
    return [
        index
        for index, line in enumerate(lines)
        if line.cue == NUMBER
        and _CLOCK.match(texts[index].strip())
        and any(is_prose(other) for other in lines[index + 1 : index + 1 + ENTRY])
    ]


def match(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Return what happened in a match: minutes in lines of their own ("90+4'"), with goals and names between them.

    A live report has its paragraphs under the minutes, which no names and brackets are.
    """
    shown = printed(lines)
    minutes = [place for place, at in enumerate(shown) if _MINUTE.match(texts[at].strip())]
    if not minutes:
        return []  # most texts
    found: list[int] = []
    for one, other in pairwise([*minutes, len(shown)]):
        below = shown[one + 1 : min(other, one + 1 + EVENT)]
        plain = [*takewhile(lambda at: lines[at].shape == "short" and not lines[at].rule, below)]
        found += (shown[one], *plain) if plain else ()
    halves = [place for place, at in enumerate(shown) if _HALF.match(texts[at].strip().lower())]
    over = [at for place in halves for at in shown[place : place + 2] if not lines[at].rule and lines[at].words <= 2]
    return [*over, *found] if len(found) >= EVENTS and over else []


def entries(texts: Sequence[str], near: Sequence[int]) -> list[int]:
    """Return the entries of a contents, numbered one after the other, with parts of each: "1 Là gì?", "2 Cách trị"."""
    found: list[int] = []
    chapter = 0
    for at in near:
        hit = _ENTRY.match(texts[at].strip())
        if hit is None or int(hit[1]) not in (chapter, chapter + 1):
            break
        chapter = int(hit[1])
        found.append(at)
    return found if chapter >= ENTRIES else []
