"""Find the threads that a forum shows beside the one of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import Line

#: Who wrote last in a thread and when, and how many such threads there are.
_LATEST = lazy(
    r"(?:Bởi|By) [^.!?:]{2,40}, (?:\d{1,2} (?:giây|phút|giờ|ngày|tuần|tháng) trước|(?:Hôm nay|Hôm qua) lúc )"
)
FEWEST = 2


def latest(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield the threads that a forum shows beside one, two or more: a title over "Bởi Nhã Vườn, 5 phút trước"."""
    found = [
        (over, index)
        for over, index in pairwise(shown)
        if _LATEST.match(texts[index].strip()) and lines[over].shape in ("headline", "sentence", "short")
    ]
    if len(found) >= FEWEST:
        for pair in found:
            yield from (at for at in pair if not lines[at].known)
