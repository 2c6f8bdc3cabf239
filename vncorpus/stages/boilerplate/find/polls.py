"""Find the polls that pages put to their readers, by the button with which one votes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: The button, the choices over it and words of one, and words of the question over them.
_VOTE = lazy(r"(?:gửi )?(?:bình chọn|biểu quyết)$|vote$")
_RESULT = lazy(r"xem kết quả(?: bình chọn)?$|[\d.,]+ lượt bình chọn$")
FEWEST, MOST, CHOICE, QUESTION = 2, 10, 14, 40


def polls(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield a poll: the question over "Bình chọn", its choices, and the buttons."""
    shown = printed(lines)
    for place, index in enumerate(shown):
        if not _VOTE.match(texts[index].strip().lower()):
            continue
        above = shown[max(0, place - MOST - 1) : place][::-1]
        choices = [*takewhile(lambda at: _is_choice(lines[at], texts[at]), above)]
        asked = above[len(choices)] if len(choices) < len(above) else None
        if len(choices) < FEWEST or asked is None or lines[asked].rule or lines[asked].words > QUESTION:
            continue
        # A quiz has a last choice that says "Vote", minutes a vote, and who explains polls shows one.
        under = [at for at in shown[place + 1 : place + 2] if _RESULT.match(texts[at].strip().lower())]
        over = above[len(choices) + 1] if len(choices) + 1 < len(above) else asked
        if texts[asked].rstrip()[-1] == "?" and under and texts[over].rstrip()[-1] != ":":
            yield from (asked, *choices, index, *under)


def _is_choice(line: Line, text: str) -> bool:
    return not line.rule and line.words <= CHOICE and text.rstrip()[-1] not in "?.:"
