"""Say how much of a line's words stand in the text around it: a heading names what the paragraphs tell, a teaser not.

Between two paragraphs the title of another story looks like a heading, and what it teases with like a paragraph. But
words, pairs of words and names of a text come again in it (Hearst, TextTiling, Computational Linguistics 23, 1997).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from vncorpus.patterns import lazy

_WORD = lazy(r"\w+")
#: Of a line whose page is not known, or has nothing to compare it with.
UNKNOWN = -1.0


class Cohesion(NamedTuple):
    """Hold shares of a line's words, pairs of words and names that stand elsewhere, from 0 to 1."""

    #: Its pairs of words, and its names, in any paragraph.
    paired: float = UNKNOWN
    named: float = UNKNOWN
    #: Its words, and pairs of words, in the next paragraph below; its words in the next one above.
    below: float = UNKNOWN
    paired_below: float = UNKNOWN
    above: float = UNKNOWN
    #: Its words in the lines right beside it, whatever they are.
    beside_above: float = UNKNOWN
    beside_below: float = UNKNOWN
    #: How long it is beside the paragraphs, of which half are longer.
    length: float = UNKNOWN


def cohesion(texts: Sequence[str], prose: Sequence[bool]) -> list[Cohesion]:
    """Return how the lines of a page hang together; `prose` says which of them are paragraphs.

    >>> page = ["Cầu Bến Sậy", "Trăng rơi đáy hồ", "Cầu Bến Sậy nối hai làng, và làng nào cũng mừng."]
    >>> [line.paired for line in cohesion(page, [False, False, True])]
    [1.0, 0.0, 0.0]
    """
    cased = [_WORD.findall(text) for text in texts]
    words = [[word.lower() for word in line] for line in cased]
    sets = [frozenset(line) for line in words]
    pairs = [frozenset(pairwise(line)) for line in words]
    told = [place for place, is_prose in enumerate(prose) if is_prose]
    all_words = Counter(word for place in told for word in sets[place])
    all_pairs = Counter(pair for place in told for pair in pairs[place])
    long = median([len(words[place]) for place in told]) if told else 1
    found = []
    over = iter([*told, None])
    above, below = None, next(over)
    for place, own in enumerate(sets):
        if below == place:
            below = next(over)
        copy = 1 if prose[place] else 0  # of a paragraph its own words say nothing
        names = [word.lower() for word in cased[place][1:] if word[0].isupper()]
        found.append(
            Cohesion(
                _share([all_pairs[pair] > copy for pair in pairs[place]]),
                _share([all_words[name] > copy for name in names]),
                _common(own, sets[below]) if below is not None else UNKNOWN,
                _common(pairs[place], pairs[below]) if below is not None else UNKNOWN,
                _common(own, sets[above]) if above is not None else UNKNOWN,
                _common(own, sets[place - 1]) if place else UNKNOWN,
                _common(own, sets[place + 1]) if place + 1 < len(sets) else UNKNOWN,
                round(len(words[place]) / max(1, long), 2),
            )
        )
        if prose[place]:
            above = place
    return found


def _share(flags: Sequence[bool]) -> float:
    return round(sum(flags) / len(flags), 2) if flags else UNKNOWN


def _common(some: Set[object], others: Set[object]) -> float:
    return round(len(some & others) / len(some), 2) if some else UNKNOWN
