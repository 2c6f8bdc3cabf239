"""Find the references under a text: titles and addresses that look like links to other pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from vncorpus.stages.boilerplate.line.lines import LABEL, Line, printed

#: Words of a tag.
TAG = 2
_SOURCES = frozenset(("nguồn tham khảo", "tài liệu tham khảo", "tham khảo", "references", "tài liệu trích dẫn"))


def references(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> Iterator[int]:
    """Yield a heading of references and what stands under it up to the first line that is furniture."""
    head = next((at for at in range(first, last) if texts[at].strip().rstrip(":").lower() in _SOURCES), last)
    under = printed(lines, head + 1, last)
    listed = list(
        takewhile(lambda at: not (lines[at].rule or lines[at].cue >= LABEL or _is_tag(lines, texts, at)), under)
    )
    if listed:
        yield from (head, *listed)


def _is_tag(lines: Sequence[Line], texts: Sequence[str], at: int) -> bool:
    return lines[at].words <= TAG and texts[at].strip()[0].islower() and "/" not in texts[at]
