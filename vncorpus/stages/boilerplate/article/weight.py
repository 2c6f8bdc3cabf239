"""Weigh the lines of a page: for the article what reads as text, against it what stands around articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from vncorpus.stages.boilerplate.article.end import end as end_of
from vncorpus.stages.boilerplate.find import menus
from vncorpus.stages.boilerplate.find.ahead import BARS, STRONG, glued_cards, is_path, of_dialogs
from vncorpus.stages.boilerplate.find.prose import is_long_headline, is_prose
from vncorpus.stages.boilerplate.find.sections import blocks, sums
from vncorpus.stages.boilerplate.find.verse import stanzas
from vncorpus.stages.boilerplate.line.lines import LABEL, NUMBER, Line, printed

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
#: Lines in which the parts of a stamp stand.
PARTED = 6
#: Words of the longest teaser; a longer paragraph is a dek.
TEASER = 45


def weigh(lines: Sequence[Line], texts: Sequence[str]) -> tuple[list[float], int, list[int]] | None:
    """Return the weight of each line, where the article ends and the lines of stanzas; None without prose or verse."""
    weights = [weight(line) for line in lines]
    for index, line in enumerate(lines):
        if line.shape in ("prose", "sentence") and not line.rule and line.words <= ASKING and _asks(texts[index]):
            weights[index] = ASKED
    glued = glued_cards(texts)
    long = [index for index, line in enumerate(lines) if is_long_headline(line, texts[index])]
    dialogs = of_dialogs(lines)
    prose = [index for index, line in enumerate(lines) if is_prose(line) and index not in glued | dialogs]
    if len(prose) > 2 * len(long):  # else its writer sets no stops
        for index in long:
            weights[index] = WEIGHTS["sentence"]
        prose = [index for index in prose if weights[index] != WEIGHTS["sentence"]]
    said = [*chain.from_iterable(blocks(lines, texts)), *sums(lines, texts)]
    mass = sum([lines[index].words for index in prose or said])
    inner = stanzas(lines, texts)
    songs = not mass
    if songs:
        mass = sum(lines[index].words for index in inner)
        if not mass:
            return None
    for index in (*menus.of_sections(lines, texts), *(() if songs else menus.of_subjects(lines, texts))):
        weights[index] = MENU
    end = end_of(lines, texts, weights, mass, set(inner) if songs else set())
    for index in (*_cards(lines, texts, end), *glued, *dialogs, *menus.of_ticker(lines, texts)):
        weights[index] = min(weights[index], CARD)
    for index in range(end, len(lines)):
        if weights[index] == ASKED:
            weights[index] = WEIGHTS["headline"]  # of a card
        elif weights[index] > 0:
            weights[index] *= AFTER_END
    for index in said:
        weights[index] = max(weights[index], WEIGHTS["item"] * (1 if index < end else AFTER_END))
    for index in inner:
        weights[index] = max(weights[index], VERSE * (1 if index < end else AFTER_END))
    return weights, end, inner


def _asks(text: str) -> bool:
    return text.rstrip()[-1] == "?"


def weight(line: Line) -> float:
    """Return how much a line by itself weighs for the article."""
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
    heads = sum(at < first for at in dates) > 1  # over a diary stands one date
    for number, at in enumerate(dates):
        beside = dates[max(0, number - 1) : number] + dates[number + 1 : number + 2]
        near = [other for other in beside if abs(other - at) <= 3]
        near = [
            other
            for other in near
            if not any(is_path(lines[shown[one]]) for one in range(min(other, at), max(other, at)))
        ]
        if not near or not at or lines[shown[at - 1]].rule or _is_told(lines, texts, shown[at - 1]):
            continue
        strong = _is_parted(lines, texts, shown[at]) or any(
            lines[index].kind in STRONG - BARS for index in shown[max(0, at - CARD_GAP) : at]
        )
        if not (shown[at] >= end or (heads and at < first) or strong or at - under <= CARD_GAP):
            continue
        steps = [other - one for one, other in pairwise(dates[number : number + 3])]
        if strong and at <= first and len(steps) > 1 and steps[0] == 3 and steps[1] < 3:
            continue  # title, date and dek, and under them stories with their days
        under = at
        yield shown[at - 1]
        step = min(abs(other - at) for other in near)
        following = at + 1
        if step == 3 and following < len(shown) and _is_teaser(lines[shown[following]]):
            yield shown[following]


def _is_parted(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    """Tell whether hour and day of a stamp stand once more under it, each in a line: only software says so."""
    parts = texts[index].split()
    below = printed(lines, index + 1, min(index + 1 + PARTED, len(lines)))[: len(parts)]
    return len(parts) > 1 and [texts[at].strip() for at in below] == parts


def _is_told(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    """Tell whether a whole paragraph stands over a date: in a diary; over that of a card stands its headline."""
    return is_prose(lines[index]) and texts[index].rstrip()[-1] == "."


def _is_teaser(line: Line) -> bool:
    """Tell whether a line is short enough for what a card says of its story."""
    return not line.rule and line.words <= TEASER
