"""Spare what looks like furniture and stands alone between the sentences of a text that is no page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: Classes of rules whose lines, alone between any two others, are a text's own, in steps and programmes too.
SURE = frozenset("ad app comments footer listing login nav notice".split())
#: All whose lines stand around an article, or in rows, and alone between sentences are a text's own: the step "Sao chép
#: liên kết", the hour of a wedding, the heading "Đọc thêm"; buttons to share and to read more stand alone in code and
#: lists. Players, credits, captions and "Quảng cáo" stand in articles.
AROUND = SURE | frozenset("byline date interface related share source:copy-link tags".split())
INSIDE = frozenset(("ad:label",))
#: Rules by which goes what stands under such a line.
UNDER = frozenset(("span:outside", "related:box"))
#: The most of them, without dates, in a text that is clean; what has more is a page or a part of one.
MOST = 2
#: Sentences right above and under; over the date of an article stand its title and at most one.
SAID = 2
#: Lines in which they are looked for: dates may stand between.
NEAR = 8
#: Words past which a line that leads elsewhere names where.
BRIEF = 6
#: What heads links to other stories wherever it stands.
_LINKS = lazy(r"liên quan|xem thêm")
_SAID = ("prose", "sentence", "item")


def spare(lines: Sequence[Line], texts: Sequence[str], rules: list[str | None]) -> None:
    """Take back the rules of at most two lines, and of dates, that two sentences stand over and two under.

    A line of furniture has others beside it, or stands over the text or under it. A link to another story stands alone
    too, but says which. A sentence under such a line is the text's, and is enough where the line is no credit. One
    line alone that asks for something stays between any two lines over it and two under.
    Hashtags, and the days when a paper was received, are the writer's in a text that has nothing else.
    """
    going = [at for at, rule in enumerate(rules) if rule is not None]
    if all(_is_own(str(rules[at]), texts[at]) for at in going):
        for at in going:
            rules[at] = None
        return
    shown = printed(lines)
    found = [place for place, at in enumerate(shown) if _is_around(lines[at], texts[at], rules[at])]
    if sum(not _is_date(rules[shown[place]]) for place in found) > MOST:
        return
    kept = next((place for place, at in enumerate(shown) if rules[at] is None), 0)
    for at in shown[kept:]:  # over the text stand requests: "Cảm ơn bạn!"
        if rules[at] in UNDER and lines[at].shape in ("prose", "sentence") and texts[at].rstrip()[-1] in '.!…”"':
            rules[at] = None
    for place in found:
        kind = str(rules[shown[place]]).split(":")[0]
        sides = shown[max(0, place - NEAR) : place][::-1], shown[place + 1 : place + 1 + NEAR]
        above, below = ([*islice(_said(lines, rules, side), SAID)] for side in sides)
        enough = SAID if kind in ("date", "byline") else 1
        among = above == [True] * SAID and below[:enough] == [True] * enough
        bare = len(found) == 1 and kind in SURE and all(len(side) >= SAID for side in sides)
        if among or (bare and not any(rules[at] for side in sides for at in side[:SAID])):
            rules[shown[place]] = None


def is_bare(rules: Sequence[str | None]) -> bool:
    """Tell whether so few lines go that one alone made the text a page: what a form says may stand in a story."""
    return sum(rule is not None and rule not in UNDER for rule in rules) <= MOST


def _is_own(rule: str, text: str) -> bool:
    return rule == "notice:received-date" or (rule.startswith("tags:") and text.lstrip().startswith("#"))


def _is_around(line: Line, text: str, rule: str | None) -> bool:
    if rule is None or rule in INSIDE or AROUND.isdisjoint((rule.split(":")[0], rule)) or rule in UNDER:
        return False
    if rule.startswith("comments:"):
        return not any(letter.isdigit() for letter in text)  # "4.9 trên 7 phiếu", "Bình luận: 46"
    bare = text.strip().rstrip(":")
    brief = line.words <= BRIEF and ":" not in bare and bare[:1].isalpha() and not _LINKS.search(bare.lower())
    return brief or not rule.startswith("related:") or rule == "related:author-box"


def _is_date(rule: str | None) -> bool:
    return rule is not None and rule.startswith("date:")


def _said(lines: Sequence[Line], rules: Sequence[str | None], near: Sequence[int]) -> Iterator[bool]:
    """Yield whether each line is kept and says something, and pass over dates."""
    for at in near:
        if not _is_date(rules[at]) and lines[at].kind != "date":
            yield rules[at] is None and lines[at].shape in _SAID
