"""Tell a page that lists articles and holds none: the front of a site or of a section, results of a search.

Such a page has many headlines, teasers of a sentence or two, and no two paragraphs one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.stages.boilerplate.ahead import STRONG, is_prose
from vncorpus.stages.boilerplate.lines import LABEL, Line
from vncorpus.stages.boilerplate.verse import stanzas

#: Headlines that make a listing, and words of one.
HEADLINES, HEADLINE = 7, 6
#: The longest teaser in words; words of two paragraphs in a row that are an article.
TEASER, PARAGRAPHS = 48, 30
#: Lines above a teaser among which its headline stands, and the share of prose that may have none.
ABOVE, ORPHANS = 2, 0.25
#: Lines of furniture that show a page, and the share of all lines that they are at least.
FURNITURE, SHARE = 7, 0.15


def is_listing(lines: Sequence[Line], texts: Sequence[str]) -> bool:
    """Tell whether a page holds no article but a list of them."""
    shown = [(line, text) for line, text in zip(lines, texts, strict=True) if line.shape != "blank"]
    furniture = sum(line.kind in STRONG or line.cue >= LABEL for line, _ in shown)
    if furniture < max(FURNITURE, SHARE * len(shown)):
        return False
    headlines = teasers = run = orphans = prose = 0
    for place, (line, text) in enumerate(shown):
        if is_prose(line):
            above = shown[max(0, place - ABOVE) : place]
            prose += line.words
            orphans += line.words * (not any(_is_headline(*other) for other in above))
            # Two paragraphs one after the other, or a long one: an article.
            if line.words > TEASER or (run and run + line.words >= PARAGRAPHS):
                return False
            run += line.words
            teasers += 1
            continue
        run = 0
        headlines += _is_headline(line, text)
    # A teaser has its headline above it; prose that has none is an article's, or a comment on one.
    own = orphans <= ORPHANS * prose
    return headlines >= max(HEADLINES, teasers) and own and not stanzas(lines, texts)


def _is_headline(line: Line, text: str) -> bool:
    """Tell whether a line may be one; "Đắk Lắk: 91.500 đồng/kg" is a fact of an article."""
    plain = not line.rule and not line.cue and line.shape in ("headline", "sentence")
    return plain and line.words >= HEADLINE and ": " not in text
