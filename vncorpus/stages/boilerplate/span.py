"""Find where the article stands among its furniture: the stretch of lines that weighs most.

Prose weighs for the article, menus and related stories against it, and the best stretch is the one with the
largest sum. Outside it a region goes only where enough of its lines are furniture by evidence: verse, code and
bibliographies have no prose either, and a lost document is the worst error there is. Weights, the end-marker
rule and the share of evidence were measured on labelled pages; `bench/boilerplate.py` measures them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from vncorpus import tables
from vncorpus.stages.boilerplate.lines import Line

WEIGHTS = {
    **dict.fromkeys(("nav", "related", "comments", "footer", "login", "listing", "app", "tags"), -4.0),
    **dict.fromkeys(("notice", "ad", "share"), -2.0),
    **dict.fromkeys(("byline", "source", "caption", "social", "date", "media"), -0.6),
    "text": 2.0,  # the head of an official letter, an article of a law
    "blank": 0.0,
    "bullet": 0.2,
    "item": 0.8,
    "sentence": 0.4,
    "code": 0.3,
    "verse": 0.3,
    "headline": -1.2,
    "short": -0.9,
}
#: Furniture that says what page we are on; a date or a caption alone says nothing.
STRONG = frozenset("nav related comments footer login listing app tags notice ad share".split())
PROSE_MAX = 6.0
CARD = -1.5
MENU = -4.0
#: After the end of the article prose is a reader's comment or a teaser, and counts for little.
AFTER_END = 0.15
#: Share of a region's lines that must be furniture by evidence before the region goes.
EVIDENCE = 0.12
#: The weight of a stretch that is text for itself: one paragraph of 15 words.
PARAGRAPH = 2.5
#: Lines above the span in which its title and dek are looked for.
RESCUE = 12
#: A menu has at least so many lines, of at most so many words.
MENU_LINES = 5
MENU_WORDS = 7
_GLUED_CARD = re.compile(r"\S(\([^()]{3,20}\) [-–] )")


class Found(NamedTuple):
    """Hold, for each line, whether it is in the article, and where the article ends by a marker."""

    keep: list[bool]
    spans: list[tuple[int, int]]


def article(lines: Sequence[Line], texts: Sequence[str]) -> Found | None:
    """Return which lines the article keeps, or None where the page has no prose to find it by."""
    weights = [_weight(line) for line in lines]
    for index in _cards(lines, texts):
        weights[index] = min(weights[index], CARD)
    for index in _menus(lines, texts):
        weights[index] = MENU
    mass = sum(line.words for line in lines if line.shape == "prose" and not line.rule)
    if not mass:
        return None
    end = _end(lines, weights, mass)
    for index in range(end, len(lines)):
        if weights[index] > 0:
            weights[index] *= AFTER_END
    verse = _verse(lines, texts)
    for index in verse:
        weights[index] = max(weights[index], 0.4 if index < end else 0.1)
    spans = _spans(weights)
    keep = [False] * len(lines)
    for first, last in spans:
        for index in range(_rescued(lines, weights, first) if first == spans[0][0] else first, last):
            keep[index] = True
    for first, last in _regions(keep):
        if not _is_furniture(lines, first, last, weights):
            keep[first:last] = [True] * (last - first)
    return Found(keep, spans)


def _weight(line: Line) -> float:
    if line.rule:
        return WEIGHTS[line.rule.kind]
    if line.shape == "prose":
        return 1.0 + min(line.words / 10, PROSE_MAX - 1.0)
    return WEIGHTS[line.shape]


def _cards(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of related stories: a headline, a date, a teaser, and the same again."""
    shown = [index for index, line in enumerate(lines) if line.shape != "blank"]
    dates = [at for at, index in enumerate(shown) if lines[index].kind == "date"]
    for at in dates:
        near = [other for other in dates if other != at and abs(other - at) <= 3]
        if near and at and not lines[shown[at - 1]].rule:
            yield shown[at - 1]
            step = min(abs(other - at) for other in near)
            following = at + 1
            if step == 3 and following < len(shown) and not lines[shown[following]].rule:
                yield shown[following]
    glued = [index for index, text in enumerate(texts) if _GLUED_CARD.search(text)]
    if len(glued) >= 3:
        yield from glued


def _menus(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of menus: runs of short lines without a stop, several of them names of sections."""
    block: list[int] = []
    for index in [*range(len(lines)), -1]:
        line = lines[index] if index >= 0 else None
        if line and line.shape == "blank":
            continue
        if line and line.words <= MENU_WORDS and line.shape in ("short", "headline") or line and line.kind in STRONG:
            block.append(index)
            continue
        named = sum(texts[i].strip().lower() in _sections() for i in block)
        if len(block) >= MENU_LINES and named >= 3 and named * 5 >= len(block):
            yield from block
        block = []


@cache
def _sections() -> frozenset[str]:
    return frozenset(name for _, name in tables.words(tables.TABLES / "boilerplate_sections.txt"))


def _end(lines: Sequence[Line], weights: Sequence[float], mass: int) -> int:
    """Return the first line after the article: an end marker after half of the prose, or the end of the page.

    A marker that stood before already is none: every post of a thread ends with its "Trả lời".
    """
    seen = 0
    before: set[str] = set()
    for index, line in enumerate(lines):
        if line.rule and line.rule.closes:
            if seen * 2 >= mass and line.rule.id not in before:
                return index
            before.add(line.rule.id)
        if line.shape == "prose" and not line.rule and weights[index] > 0:
            seen += line.words
    return len(lines)


def _verse(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Return the lines of stanzas: four or more short lines of like length, in running capitals and no menu's."""
    found: list[int] = []
    block: list[int] = []
    gap = 0
    for index in [*range(len(lines)), -1]:
        line = lines[index] if index >= 0 else None
        if line and line.shape == "blank":
            gap += 1
            continue
        fits = line and not line.rule and line.shape in ("headline", "sentence", "verse", "short") and line.words <= 12
        if fits and gap <= 2:
            block.append(index)
        else:
            if _is_stanza([lines[i] for i in block], [texts[i] for i in block]):
                found += block
            block = [index] if fits else []
        gap = 0
    return found


def _is_stanza(lines: Sequence[Line], texts: Sequence[str]) -> bool:
    if len(lines) < 4:
        return False
    mean = sum(line.words for line in lines) / len(lines)
    closed = sum(line.shape in ("sentence", "verse") for line in lines)
    inner = [word for text in texts for word in text.split()[1:]]
    capitals = sum(word[:1].isupper() for word in inner)
    return 4 <= mean <= 10 and closed * 8 >= len(lines) and capitals * 6 <= len(inner)


def _spans(weights: Sequence[float]) -> list[tuple[int, int]]:
    """Return the heaviest stretch, and every other that weighs as much as a paragraph: a thread has several."""
    found = []
    gaps = [(0, len(weights))]
    while gaps:
        first, last = gaps.pop()
        best = _best(weights, first, last)
        if best[1] > best[0] and (not found or sum(weights[best[0] : best[1]]) >= PARAGRAPH):
            found.append(best)
            gaps += [(first, best[0]), (best[1], last)]
    return sorted(found)


def _best(weights: Sequence[float], first: int, last: int) -> tuple[int, int]:
    """Return the stretch with the largest sum (Kadane)."""
    best, span = 0.0, (first, first)
    total, start = 0.0, first
    for index in range(first, last):
        if total <= 0:
            total, start = 0.0, index
        total += weights[index]
        if total > best:
            best, span = total, (start, index + 1)
    return span


def _rescued(lines: Sequence[Line], weights: Sequence[float], first: int) -> int:
    """Return where the article begins with its title and dek, which stand above byline and date.

    The nearest headline is the title. Past furniture that says "another block" only a headline with a date or
    a byline right under it is, and never one of a card or a menu.
    """
    top = first
    steps = 0
    below: Line | None = None
    barrier = False
    for index in range(first - 1, -1, -1):
        line = lines[index]
        if line.shape == "blank":
            continue
        steps += 1
        if steps > RESCUE or weights[index] == MENU:
            break
        card = weights[index] == CARD or line.kind in STRONG
        dated = below is not None and below.kind in ("date", "byline")
        if card:
            barrier = barrier or line.kind not in ("share", "notice", "ad")
        elif line.kind == "text" or (line.shape in ("prose", "sentence") and not line.rule):
            top = index if not barrier else top
        elif line.shape == "headline" and not line.rule and (not barrier or dated):
            return index
        below = line
    return top


def _regions(keep: Sequence[bool]) -> list[tuple[int, int]]:
    regions = []
    start = None
    for index, kept in enumerate([*keep, True]):
        if not kept and start is None:
            start = index
        elif kept and start is not None:
            regions.append((start, index))
            start = None
    return regions


def _is_furniture(lines: Sequence[Line], first: int, last: int, weights: Sequence[float]) -> bool:
    shown = [index for index in range(first, last) if lines[index].shape != "blank"]
    evidence = sum((lines[index].rule is not None and lines[index].kind != "text") or weights[index] in (CARD, MENU) for index in shown)
    return bool(shown) and evidence >= EVIDENCE * len(shown)
