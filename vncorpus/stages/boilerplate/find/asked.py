"""Find what a site says of itself where it asks its visitors for something: to follow it, to read its books."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vncorpus.stages.boilerplate.line.lines import Line, printed

#: The rule of requests to follow, how the first begins and the second ends, and words of what stands between.
FOLLOW = "app:follow-blog"
OVER, UNDER, SAID = "discover more from", "subscribers", 24
#: The rule of what a paper says of books, and how the heading over it begins.
BOOKS, HEAD = "ad:books", "sách hay về "


def described(lines: list[Line], texts: Sequence[str]) -> list[Line]:
    r"""Return the lines, with one between two requests to follow, and one over a row of books, known by their rule.

    >>> from vncorpus.stages.boilerplate.line.lines import classify
    >>> texts = ["Discover more from Bến Sông", "Mỗi tuần một lá thư về chuyện bến bãi.", "Over 2,000 subscribers"]
    >>> [line.kind for line in described([classify(text) for text in texts], texts)]
    ['app', 'app', 'app']
    """
    asking = {line.rule.id for line in lines if line.rule and line.rule.id in (FOLLOW, BOOKS)}
    if not asking:
        return lines  # most texts
    shown = printed(lines)
    bare = [texts[at].strip().lower() for at in shown]
    for over, at in pairwise(range(len(shown) - 1)):
        above, below = lines[shown[over]].rule, lines[shown[at + 1]].rule
        follows = above is not None and below is not None and above.id == below.id == FOLLOW
        follows = follows and bare[over].startswith(OVER) and bare[at + 1].endswith(UNDER)
        heads = below is not None and below.id == BOOKS and bare[at].startswith(HEAD)
        line = lines[shown[at]]
        if (follows or heads) and not line.rule and line.words <= SAID:
            lines[shown[at]] = Line(line.shape, below, line.words)
    return lines
