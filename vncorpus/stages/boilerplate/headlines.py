"""Tell the headlines and the dates of which the cards of a list of articles are made."""

from __future__ import annotations

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.article.subject import LONGEST, SENTENCE
from vncorpus.stages.boilerplate.article.weight import ASKING
from vncorpus.stages.boilerplate.line.credits import DATE
from vncorpus.stages.boilerplate.line.lines import Line
from vncorpus.stages.boilerplate.line.shape import PROSE

#: Words of a headline, and of the shortest one of a front.
HEADLINE, FEWEST = 6, 4
#: Words of a date alone, and of one with a time, the paper and the section beside it.
DAY, STAMP = 3, 14
_CLOCK = lazy(r"\b\d{1,2}:\d\d\b")
#: "Chuyên gia dự báo: Giá vàng còn giảm": who says it, and the words of such a headline.
_SAYS = lazy(r"\s*\S+(?: \S+){2,}: [A-ZĐÀ-Ỹ'\"‘“]")
SAID = 8


def is_one(line: Line, text: str, *, least: int = HEADLINE) -> bool:
    """Tell whether a line may be one; "Đắk Lắk: 91.500 đồng/kg" is a fact of an article."""
    asks = line.shape == "prose" and line.words <= ASKING and text.rstrip()[-1] in "?!…"
    plain = not line.known and (asks or line.shape in ("headline", "sentence"))
    said = ": " not in text or text.rstrip()[-1] == "?" or (line.words >= SAID and _SAYS.match(text) is not None)
    return plain and line.words >= least and said and "\t" not in text


def is_long(line: Line, text: str) -> bool:
    """Tell whether a line as long as a paragraph is a headline: it exclaims, is cut, or has no stop.

    A shorter one without a stop is prose only as a piece of a paragraph.
    """
    last = text.rstrip()[-1]
    return (
        line.shape == "prose"
        and not line.rule
        and ((line.words <= SENTENCE and last in "!…") or (PROSE <= line.words <= LONGEST and last.isalnum()))
    )


def may_head(line: Line, text: str) -> bool:
    """Tell whether a line may be the headline of a card; one that quotes somebody ends as a sentence does."""
    plain = not line.known
    return (
        is_one(line, text)
        or is_long(line, text)
        or (
            plain
            and (
                (line.shape == "prose" and line.words <= SENTENCE)
                or (line.shape == "headline" and line.words > HEADLINE)
            )
        )
    )


def is_over(line: Line, text: str, *, least: int = HEADLINE) -> bool:
    """Tell whether a line may be the headline over a teaser, whatever stands before its colon."""
    plain = line.shape in ("headline", "short") and line.words >= least and not line.known
    return plain or is_one(line, text) or is_long(line, text)


def is_date(line: Line, text: str) -> bool:
    """Tell whether a line is the date of a card, alone or with its hour, paper and section beside it."""
    if line.kind == "date":
        return True
    stamp = DATE.search(text.lower()) if line.words <= STAMP else None
    return stamp is not None and (line.words <= DAY or _CLOCK.search(text) is not None)
