"""Find cards of other stories between the paragraphs of an article that no heading or counter announces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vncorpus.stages.boilerplate.lines import Line

#: Words of a headline, and of the sentence under it.
STORY, TEASER, LONGEST = 7, 8, 32
#: Paragraphs of a text whose blocks are parted by blank lines, one in so many of which may be glued to the next.
PARTED, ODD = 5, 5
#: The most cards of an article; what has more is a text with headings.
CARDS = 3
_SAID = ("prose", "sentence")
_MARKS = "-–—*+•✔✓"


def cards(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield headlines that stand twice between two paragraphs, and those glued to a teaser where blank lines part all.

    A picture of a card says its headline too. Where blank lines stand between all blocks, a heading has one under it
    as well: a headline right over one sentence is a link and its teaser.
    """
    for above, first, second, below in zip(shown, shown[1:], shown[2:], shown[3:], strict=False):
        double = texts[first].strip() == texts[second].strip() and _is_headline(lines[first], texts[first])
        if double and lines[above].shape == lines[below].shape == "prose":
            yield from (first, second)
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
    if len(found) == len(headed) <= CARDS:
        for pair in found:
            yield from pair


def _is_headline(line: Line, text: str) -> bool:
    bare = text.strip()
    plain = line.shape == "headline" and not (line.rule or line.cue) and line.words >= STORY
    return plain and bare[0] not in _MARKS and bare[-1] not in ":?" and ": " not in bare[: len(bare) // 2]


def _is_card(lines: Sequence[Line], texts: Sequence[str], index: int, other: int) -> bool:
    bare = texts[other].strip()
    single = bare[-1] == "." and ". " not in bare and TEASER <= lines[other].words <= LONGEST
    parted = not (index > 0 and texts[index - 1].strip()) and not (other + 1 < len(texts) and texts[other + 1].strip())
    return _is_headline(lines[index], texts[index]) and single and not lines[other].rule and parted
