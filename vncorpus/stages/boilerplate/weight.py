"""Weigh the lines of a page: for the article what reads as text, against it what stands around articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vncorpus.stages.boilerplate.ahead import STRONG, glued_cards, is_prose
from vncorpus.stages.boilerplate.end import end as end_of
from vncorpus.stages.boilerplate.lines import LABEL, NUMBER, Line, printed
from vncorpus.stages.boilerplate.terms import section_names
from vncorpus.stages.boilerplate.verse import stanzas

WEIGHTS = {
    **dict.fromkeys(("nav", "related", "comments", "footer", "login", "listing", "app", "tags"), -4.0),
    **dict.fromkeys(("notice", "ad", "share"), -2.0),
    **dict.fromkeys(("byline", "source", "caption", "social", "date", "media", "contact"), -0.6),
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
PROSE_MAX = 6.0
#: Words of a question that may be a headline as well as a paragraph, and its weight.
ASKING, ASKED = 20, 0.1
CARD = -1.5
MENU = -4.5  # unlike any weight of a class, for it is looked up by its value
#: After the end of the article prose is a reader's comment or a teaser, and counts for little.
AFTER_END = 0.15
#: A line of a stanza, against -0.9 for a short line that stands in none.
VERSE = 0.4
#: Lines between two cards, or between furniture and the first of them.
CARD_GAP = 4
#: A menu has at least so many lines, of at most so many words.
MENU_LINES = 5
MENU_WORDS = 7
#: Lines of the menu of a site, the share of them that are brief, the buttons among them, and the lines between menu and
#: text among which the title stands.
SITE_MENU, PLAIN, BUTTONS, OVER_TEXT = 20, 0.85, 4, 8
#: Lines of it that head paragraphs further down, and so make it a contents.
HEADS = 3
_BRIEF = frozenset(("short", "headline", "sentence"))


def weigh(lines: Sequence[Line], texts: Sequence[str]) -> tuple[list[float], int, list[int]] | None:
    """Return the weight of each line, where the article ends and the lines of stanzas; None without prose or verse."""
    weights = [_weight(line) for line in lines]
    for index, line in enumerate(lines):
        if line.shape in ("prose", "sentence") and not line.rule and line.words <= ASKING and _asks(texts[index]):
            weights[index] = ASKED
    glued = glued_cards(texts)
    mass = sum([line.words for index, line in enumerate(lines) if is_prose(line) and index not in glued])
    inner = stanzas(lines, texts)
    songs = not mass
    if songs:
        mass = sum(lines[index].words for index in inner)
        if not mass:
            return None
    for index in (*_menus(lines, texts), *(() if songs else _site_menu(lines, texts))):
        weights[index] = MENU
    end = end_of(lines, texts, weights, mass, set(inner) if songs else set())
    for index in (*_cards(lines, texts, end), *glued):
        weights[index] = min(weights[index], CARD)
    for index in range(end, len(lines)):
        if weights[index] > 0:
            weights[index] *= AFTER_END
    for index in inner:
        weights[index] = max(weights[index], VERSE * (1 if index < end else AFTER_END))
    return weights, end, inner


def _asks(text: str) -> bool:
    return text.rstrip()[-1] == "?"


def _weight(line: Line) -> float:
    if line.kind == "prose":
        return 1.0 + min(line.words / 10, PROSE_MAX - 1.0)
    if line.rule:
        return WEIGHTS[line.kind]
    return WEIGHTS["short" if line.label and line.cue >= LABEL else line.shape]


def _cards(lines: Sequence[Line], texts: Sequence[str], end: int) -> Iterator[int]:
    """Yield the lines of related stories: a headline, a date, a teaser, and the same again.

    A timeline, a diary and a programme look like that too. So they are cards only after the end of the article,
    above its first prose, or right under furniture.
    """
    # Counters and durations stand between headline, date and teaser.
    shown = [index for index in printed(lines) if lines[index].rule or lines[index].cue != NUMBER]
    first = next((at for at, index in enumerate(shown) if is_prose(lines[index])), 0)
    dates = [at for at, index in enumerate(shown) if lines[index].kind == "date"]
    under = -CARD_GAP - 1
    for number, at in enumerate(dates):
        beside = dates[max(0, number - 1) : number] + dates[number + 1 : number + 2]
        near = [other for other in beside if abs(other - at) <= 3]
        if not near or not at or lines[shown[at - 1]].rule:
            continue
        strong = any(lines[index].kind in STRONG for index in shown[max(0, at - CARD_GAP) : at])
        if not (shown[at] >= end or at < first or strong or at - under <= CARD_GAP):
            continue
        under = at
        yield shown[at - 1]
        step = min(abs(other - at) for other in near)
        following = at + 1
        if step == 3 and following < len(shown) and not lines[shown[following]].rule:
            yield shown[following]


def _menus(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of menus: runs of short lines without a stop, several of them names of sections.

    Under prose such a run may be a list of subjects; there it is a menu only where a pattern knows a line of it.
    """
    block: list[int] = []
    text_above = False
    above = -1
    for index in [*range(len(lines)), -1]:
        line = lines[index] if index >= 0 else None
        if line and line.shape == "blank":
            continue
        plain = line is not None and not line.rule and line.words <= MENU_WORDS and line.shape in ("short", "headline")
        if plain or (line is not None and line.kind in STRONG):
            block.append(index)
            continue
        if not block:
            above = index
            text_above = text_above or (line is not None and is_prose(line))
            continue
        while (
            block
            and lines[block[-1]].shape == "headline"
            and not lines[block[-1]].rule
            and not is_section(texts[block[-1]])
        ):
            block.pop()  # a title stands right under the menu
        named = sum(is_section(texts[i]) for i in block)
        known = any(lines[i].kind in STRONG for i in block)
        enough = len(block) >= MENU_LINES and named >= 3 and named * 5 >= len(block)
        announced = enough and above >= 0 and texts[above].rstrip().endswith(":")  # what follows is a list
        if enough and not announced and (known or not text_above):
            yield from block
        block, above = [], index
        text_above = text_above or (line is not None and is_prose(line))


def _site_menu(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of a menu of subjects that no table knows: a long run of short lines above the first prose.

    A contents, a table and a list of names begin texts too. So buttons must stand in the run, one of them that a
    pattern knows, and the lines right over the prose, among which the title is, are left out.
    """
    first = next((index for index, line in enumerate(lines) if is_prose(line)), len(lines))
    shown = printed(lines, 0, first)
    brief = sum(lines[at].words <= MENU_WORDS and lines[at].shape in _BRIEF and lines[at].cue != NUMBER for at in shown)
    known = sum(lines[at].kind in STRONG for at in shown)
    labels = sum(lines[at].label and lines[at].cue >= LABEL and lines[at].kind not in STRONG for at in shown)
    if len(shown) < SITE_MENU or brief < PLAIN * len(shown) or not known or known + labels < BUTTONS:
        return
    said = {texts[at].strip() for at in shown}
    below = printed(lines, first)
    heads = sum(is_prose(lines[after]) and texts[at].strip() in said for at, after in pairwise(below))
    if heads < HEADS:  # else it is the contents of what follows
        yield from (at for at in shown[:-OVER_TEXT] if lines[at].kind in STRONG or lines[at].shape in _BRIEF)


def is_section(text: str) -> bool:
    """Tell whether a line is the name of a section."""
    return text.strip().lower() in section_names()
