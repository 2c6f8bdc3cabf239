"""Weigh the lines of a page: for the article what reads as text, against it what stands around articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.interface import section_names
from vncorpus.stages.boilerplate.lines import LABEL, Line

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
#: Words of two paragraphs after a marker that say that the article goes on.
GOES_ON = 25
#: Markers after which prose is the readers', or nobody's.
ENDS = frozenset(
    """comments:count comments:sort comments:none-yet comments:placeholder comments:reader-section
    related:same-section related:most-read related:newest""".split()
)
#: Lines of the interface in a row that end an article.
CLUSTER = 4
#: Lines without any mark at their ends that a song has.
LYRICS = 6
#: Lines between two cards, or between furniture and the first of them.
CARD_GAP = 4
#: A menu has at least so many lines, of at most so many words.
MENU_LINES = 5
MENU_WORDS = 7
_GLUED_CARD = lazy(r"\S(\([^()]{3,20}\) [-–] )")


def weigh(lines: Sequence[Line], texts: Sequence[str]) -> list[float] | None:
    """Return the weight of each line, or None for a page without prose, which cannot be weighed."""
    weights = [_weight(line) for line in lines]
    mass = sum(line.words for line in lines if line.shape == "prose" and not line.rule)
    stanzas = verse(lines, texts)
    songs = not mass
    if songs:
        mass = sum(lines[index].words for index in stanzas)
        if not mass:
            return None
    for index in _menus(lines, texts):
        weights[index] = MENU
    end = _end(lines, weights, mass, set(stanzas) if songs else set())
    for index in _cards(lines, texts, end):
        weights[index] = min(weights[index], CARD)
    for index in range(end, len(lines)):
        if weights[index] > 0:
            weights[index] *= AFTER_END
    for index in stanzas:
        weights[index] = max(weights[index], VERSE * (1 if index < end else AFTER_END))
    return weights


def _weight(line: Line) -> float:
    if line.rule:
        return WEIGHTS[line.rule.kind]
    if line.shape == "prose":
        return 1.0 + min(line.words / 10, PROSE_MAX - 1.0)
    return WEIGHTS[line.shape]


def _cards(lines: Sequence[Line], texts: Sequence[str], end: int) -> Iterator[int]:
    """Yield the lines of related stories: a headline, a date, a teaser, and the same again.

    A timeline, a diary and a programme look like that too. So they are cards only after the end of the article,
    above its first prose, or right under furniture.
    """
    shown = [index for index, line in enumerate(lines) if line.shape != "blank"]
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
    glued = [index for index, text in enumerate(texts) if _GLUED_CARD.search(text)]
    if len(glued) >= 3:
        yield from glued


def is_prose(line: Line) -> bool:
    """Tell whether a line is prose that no pattern knows."""
    return line.shape == "prose" and not line.rule


def _menus(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of menus: runs of short lines without a stop, several of them names of sections.

    Under prose such a run may be a list of subjects; there it is a menu only where a pattern knows a line of it.
    """
    block: list[int] = []
    text_above = False
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
        known = any(lines[i].kind in STRONG for i in block)
        if len(block) >= MENU_LINES and named >= 3 and named * 5 >= len(block) and (known or not text_above):
            yield from block
        block = []
        text_above = text_above or (line is not None and is_prose(line))


def is_section(text: str) -> bool:
    """Tell whether a line is the name of a section."""
    return text.strip().lower() in section_names()


def _end(lines: Sequence[Line], weights: Sequence[float], mass: int, song: set[int]) -> int:
    """Return the first line after the article: an end marker after half of the prose, or the end of the page.

    A marker that stood before already is none: every post of a thread ends with its "Trả lời".
    """
    seen = 0
    before: set[str] = set()
    for index, line in enumerate(lines):
        if line.rule and line.rule.closes:
            if seen * 2 >= mass and line.rule.id not in before and not _goes_on(lines, index, mass - seen):
                return index
            before.add(line.rule.id)
        elif seen * 2 >= mass and _is_cluster(lines, index) and not _goes_on(lines, index, mass - seen):
            return index
        if index in song or (line.shape == "prose" and not line.rule and weights[index] > 0):
            seen += line.words
    return len(lines)


def _is_cluster(lines: Sequence[Line], index: int) -> bool:
    """Tell whether lines of the interface, no thread's, begin here and make up three of the next four."""
    if not _is_interface(lines[index]):
        return False
    near = [line for line in lines[index : index + 2 * CLUSTER] if line.shape != "blank"][:CLUSTER]
    return sum(map(_is_interface, near)) >= CLUSTER - 1 and not any(is_prose(line) for line in near)


def _is_interface(line: Line) -> bool:
    return (line.kind in STRONG and line.kind != "comments") or (line.cue >= LABEL and line.label and not line.talk)


def _goes_on(lines: Sequence[Line], index: int, left: int) -> bool:
    """Tell whether the article goes on after a marker: it quotes a footer, or a box of links stands in it.

    Related stories have headlines between their teasers; two paragraphs one after another are the article's. After
    the head of the comments they are readers'.
    """
    rule = lines[index].rule
    if rule and rule.id in ENDS:
        return False
    if rule and rule.kind == "footer":
        return left > QUOTED
    run = words = 0
    for line in lines[index + 1 :]:
        if line.shape == "blank" or (line.rule and line.rule.kind == "caption"):
            continue
        if line.rule and line.rule.kind in ("comments", "footer"):
            return False
        text = not line.rule and line.shape in ("prose", "sentence")
        run, words = (run + 1, words + line.words) if text else (0, 0)
        if run >= 2 and words >= GOES_ON:
            return True
    return False


def verse(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Return the lines of stanzas: four or more short lines of like length, in running capitals and no menu's."""
    found: list[int] = []
    block: list[int] = []
    gap = 0
    for index in [*range(len(lines)), -1]:
        line = lines[index] if index >= 0 else None
        if line and line.shape == "blank":
            gap += 1
            continue
        fits = (
            line
            and not line.rule
            and not line.cue
            and line.shape in ("headline", "sentence", "verse", "short")
            and line.words <= 12
        )
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
    alike = 4 <= mean <= 10 and capitals * 6 <= len(inner)
    # Lyrics have no marks at the ends of their lines; then they must be many, and short.
    return alike and (closed * 8 >= len(lines) or (len(lines) >= LYRICS and 5 <= mean <= 8))
