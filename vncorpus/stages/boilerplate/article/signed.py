"""Tell whether a name ends an article: its writer's, and what stands under it is no text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.ahead import STRONG
from vncorpus.stages.boilerplate.find.prose import is_prose
from vncorpus.stages.boilerplate.line.credits import NAME, is_name
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, first_printed, printed

#: Words of the headline of a card, and lines under a name that are looked at.
CARD, UNDER = 6, 24
#: A quote, under which stands who said it.
_QUOTED = lazy(r"[“\"][^“”\"]*[”\"]$")
#: Over who answers the letter that a name ends.
_ANSWERED = lazy(
    r"(?:(?:trả lời|đáp)(?: của [^.!?]{2,40})?\W*$|(?:tái bút|p\.? ?/? ?s)\b"
    r"|(?:luật sư|bác sĩ|chuyên gia|tòa soạn|ban biên tập)\b.{0,40}\b(?:trả lời|tư vấn))"
)


def authors(lines: Sequence[Line], texts: Sequence[str]) -> frozenset[str]:
    """Return the names that stand above the text and once more on the page: who wrote it."""
    first = next((index for index, line in enumerate(lines) if is_prose(line)), 0)
    names = [text.strip() for text, line in zip(texts[:first], lines, strict=False) if 2 <= line.words <= NAME]
    if not names:
        return frozenset()
    count = Counter([text.strip() for text in texts])
    return frozenset(name for name in names if count[name] == 2 and is_name(name))


def is_off(
    lines: Sequence[Line], texts: Sequence[str], index: int, authors: frozenset[str], profiles: Sequence[int]
) -> bool:
    """Tell whether a name ends an article: the author's, or one under which are cards and then the page's foot.

    Where two of `profiles`, names over paragraphs, stand above, it is one more of them.
    """
    line = lines[index]
    if line.known or line.shape == "item" or not (2 <= line.words <= NAME and is_name(texts[index].strip())):
        return False
    above = first_printed(lines, range(index - 1, -1, -1))
    if above is not None and _QUOTED.match(texts[above].strip()):
        return False  # who said it
    under = first_printed(lines, range(index + 1, len(lines)))
    if under is not None and _ANSWERED.match(texts[under].strip().lower()):
        return False
    if texts[index].strip() in authors:
        return True
    if bisect_left(profiles, index) > 1:
        return False
    if above is None or not (is_prose(lines[above]) or lines[above].kind in ("caption", "sentence")):
        return False
    headed = cards = 0
    dated = under is not None and lines[under].kind == "date"
    for other in lines[index + 1 : index + 1 + UNDER]:
        if other.shape == "blank":
            continue
        if other.talk and dated:
            return False  # a post: who wrote it and when, its text, and readers' buttons
        if other.kind in STRONG or other.cue >= LABEL:
            return cards > 0 or not (headed or other.talk or other.kind == "comments")
        if other.shape == "headline" or (other.shape == "sentence" and not headed):
            headed, cards = 1, cards + (other.words >= CARD)
        elif headed and (is_prose(other) or other.shape == "sentence"):
            headed = 0
        elif other.kind not in ("date", "caption"):
            return False
    return False


def profiles(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Return the names that stand over a paragraph, with no more than a line between."""
    shown = printed(lines)
    return [
        at
        for at, *under in zip(shown, shown[1:], shown[2:], strict=False)
        if 2 <= lines[at].words <= NAME
        and not lines[at].known
        and any(is_prose(lines[near]) for near in under)
        and is_name(texts[at].strip())
    ]
