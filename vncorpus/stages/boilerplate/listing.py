"""Tell a page that lists articles and holds none: the front of a site or of a section, results of a search.

Such a page has many headlines, teasers of a sentence or two, and no two paragraphs one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.stages.boilerplate.end import STRONG, is_prose
from vncorpus.stages.boilerplate.lines import LABEL, Line
from vncorpus.stages.boilerplate.verse import stanzas

#: Headlines that make a listing, and words of one.
HEADLINES, HEADLINE = 8, 6
#: The longest teaser in words; words of two paragraphs in a row that are an article.
TEASER, PARAGRAPHS = 48, 30
#: Lines of furniture that show a page, and the share of all lines that they are at least.
FURNITURE, SHARE = 7, 0.15


def is_listing(lines: Sequence[Line], texts: Sequence[str]) -> bool:
    """Tell whether a page holds no article but a list of them."""
    shown = [line for line in lines if line.shape != "blank"]
    furniture = sum(line.kind in STRONG or line.cue >= LABEL for line in shown)
    if furniture < max(FURNITURE, SHARE * len(shown)):
        return False
    headlines = teasers = run = 0
    for line, before in zip(shown, [None, *shown], strict=False):
        teaser = is_prose(line)
        if teaser and line.words > TEASER:
            return False
        run = run + line.words if teaser else 0
        if teaser and before and is_prose(before) and run >= PARAGRAPHS:
            return False
        teasers += teaser
        headlines += (
            not line.rule and not line.cue and line.words >= HEADLINE and line.shape in ("headline", "sentence")
        )
    return headlines >= max(HEADLINES, teasers) and not stanzas(lines, texts)
