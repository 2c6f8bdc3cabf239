"""Find cards of other stories between the paragraphs of an article that no heading or counter announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.prose import is_tied
from vncorpus.stages.boilerplate.line.credits import is_fact
from vncorpus.stages.boilerplate.line.lines import NUMBER, Line

#: Words of a headline, and of the sentence under it.
STORY, TEASER, LONGEST = 7, 8, 32
#: Words of the teaser of the card under the last paragraph: of seven such on labelled pages all were cards.
ENDING, MOST = 12, 45
#: Paragraphs of a text whose blocks are parted by blank lines, one in so many of which may be glued to the next.
PARTED, ODD = 5, 5
#: The most cards of an article; what has more is a text with headings.
CARDS = 3
_SAID = ("prose", "sentence")
#: How the headings of guides begin, over one sentence too.
_PART = lazy(
    r"(?:khi nào|cách|dấu hiệu|triệu chứng|nguyên nhân|biểu hiện|nên|không nên|hãy|đừng|những lưu ý|lưu ý|vì sao"
    r"|tại sao|làm sao|làm thế nào|làm gì|các bước|một số)\b",
    re.IGNORECASE,
)
#: What the points of lists begin with, and what somebody says: no teaser does.
_MARKS, _QUOTES = "-–—*+•✔✓", '"“'


def cards(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield headlines twice between two paragraphs, with a teaser where blank lines part all, or at the text's end.

    A picture of a card says its headline too. Where blank lines stand between all blocks, a heading has one under it
    as well: a headline right over one sentence is a link and its teaser. No article ends with a heading over one.
    """
    for above, first, second, below in zip(shown, shown[1:], shown[2:], shown[3:], strict=False):
        between = lines[above].shape == lines[below].shape == "prose" and lines[first].shape == lines[second].shape
        double = between and texts[first].strip() == texts[second].strip()
        if double and _is_headline(lines[first], texts[first]):
            yield from (first, second)
    for first, length, second in zip(shown, shown[1:], shown[2:], strict=False):
        timed = lines[length].cue == NUMBER and texts[first].strip() == texts[second].strip()
        if timed and _is_headline(lines[first], texts[first]):
            yield from (first, length, second)  # a video: its name, how long it is, its name again
    yield from _last(lines, texts, shown)
    prose = [index for index in shown if lines[index].shape == "prose"]
    glued = sum(other == index + 1 for index, other in pairwise(shown) if lines[index].shape == "prose")
    if len(prose) < PARTED or glued * ODD > len(prose):
        return
    headed = [
        (index, other)
        for index, other in pairwise(shown)
        if other == index + 1 and lines[index].shape in ("headline", "short") and lines[other].shape in _SAID
    ]
    found = [pair for pair in headed if _is_card(lines, texts, *pair)]
    if len(found) != len(headed) or len(found) > CARDS:
        return
    # Two that stand one under the other are points of a list.
    if not any(shown.index(one) + 1 == shown.index(other) for (_, one), (other, _) in pairwise(found)):
        for pair in found:
            yield from pair


def _last(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Sequence[int]:
    """Return a headline and its teaser under the last paragraph: guides alone end with a heading over one sentence."""
    said = next((place for place in range(len(shown) - 1, 1, -1) if lines[shown[place]].shape in _SAID), 0)
    if said < 2:
        return ()
    above, index, other = shown[said - 2 : said + 1]
    teaser = (
        lines[other].shape == "prose" and not (lines[other].rule or is_fact(texts[other])) and _is_single(texts[other])
    )
    teaser = teaser and ENDING <= lines[other].words <= MOST and "=" not in texts[index]
    teaser = teaser and texts[other].lstrip()[0] not in _QUOTES
    card = teaser and lines[above].shape == "prose" and _is_headline(lines[index], texts[index])
    bare = texts[index].strip()
    if not card or bare[0].isdigit() or _PART.match(bare) or is_tied(lines[other], texts[other]):
        return ()
    parts = sum(
        lines[at].shape == "headline"
        and not lines[at].rule
        and lines[under].shape in _SAID
        and _is_single(texts[under])
        for at, under in pairwise(shown[: said - 1])
    )
    return (index, other) if parts <= 1 else ()  # besides the title: each part of the text may be one sentence


def _is_single(text: str) -> bool:
    return text.strip()[-1] == "." and ". " not in text


def _is_headline(line: Line, text: str) -> bool:
    bare = text.strip()
    plain = line.shape == "headline" and not line.known and line.words >= STORY
    return plain and bare[0] not in _MARKS and bare[-1] not in ":?" and ": " not in bare[: len(bare) // 2]


def _is_card(lines: Sequence[Line], texts: Sequence[str], index: int, other: int) -> bool:
    single = _is_single(texts[other]) and TEASER <= lines[other].words <= LONGEST
    parted = not (index > 0 and texts[index - 1].strip()) and not (other + 1 < len(texts) and texts[other + 1].strip())
    single = single and not (is_tied(lines[other], texts[other]) or _PART.match(texts[index].strip()))
    single = single and texts[other].lstrip()[0] not in _QUOTES
    return _is_headline(lines[index], texts[index]) and single and not lines[other].rule and parted
