"""Weigh the lines of a page: for the article what reads as text, against it what stands around articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from vncorpus import tables
from vncorpus.patterns import lazy
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
STRONG = frozenset(["nav", "related", "comments", "footer", "login", "listing", "app", "tags", "notice", "ad", "share"])
PROSE_MAX = 6.0
CARD = -1.5
MENU = -4.5  # unlike any weight of a class, for it is looked up by its value
#: After the end of the article prose is a reader's comment or a teaser, and counts for little.
AFTER_END = 0.15
#: A line of a stanza, against -0.9 for a short line that stands in none.
VERSE = 0.4
#: Words of prose after a line of a legal footer that say that the article only quotes one.
QUOTED = 75
#: A menu has at least so many lines, of at most so many words.
MENU_LINES = 5
MENU_WORDS = 7
_GLUED_CARD = lazy(r"\S(\([^()]{3,20}\) [-–] )")


def weigh(lines: Sequence[Line], texts: Sequence[str]) -> list[float] | None:
    """Return the weight of each line, or None for a page without prose, which cannot be weighed."""
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
    for index in _verse(lines, texts):
        weights[index] = max(weights[index], VERSE * (1 if index < end else AFTER_END))
    return weights


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
        plain = line is not None and not line.rule and line.words <= MENU_WORDS and line.shape in ("short", "headline")
        if plain or (line is not None and line.kind in STRONG):
            block.append(index)
            continue
        while (
            block
            and lines[block[-1]].shape == "headline"
            and not lines[block[-1]].rule
            and not is_section(texts[block[-1]])
        ):
            block.pop()  # a title stands right under the menu
        named = sum(is_section(texts[i]) for i in block)
        if len(block) >= MENU_LINES and named >= 3 and named * 5 >= len(block):
            yield from block
        block = []


def is_section(text: str) -> bool:
    """Tell whether a line is the name of a section."""
    return text.strip().lower() in _sections()


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
            quoted = line.rule.kind == "footer" and mass - seen > QUOTED
            if seen * 2 >= mass and line.rule.id not in before and not quoted:
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
