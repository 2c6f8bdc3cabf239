"""Find what a blog says of itself where it asks its visitors to follow it."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.stages.boilerplate.line.lines import Line, printed

#: The rule of such requests, how the first begins and the second ends, and words of what stands between.
ASKS = "app:follow-blog"
OVER, UNDER, SAID = "discover more from", "subscribers", 24


def described(lines: list[Line], texts: Sequence[str]) -> list[Line]:
    r"""Return the lines, with one between two requests to follow known by their rule.

    >>> from vncorpus.stages.boilerplate.line.lines import classify
    >>> texts = ["Discover more from Bến Sông", "Mỗi tuần một lá thư về chuyện bến bãi.", "Over 2,000 subscribers"]
    >>> [line.kind for line in described([classify(text) for text in texts], texts)]
    ['app', 'app', 'app']
    """
    if not any(_asks(line) for line in lines):
        return lines  # most texts
    shown = printed(lines)
    for over, at, under in zip(shown, shown[1:], shown[2:], strict=False):
        asks = _asks(lines[over]) and _asks(lines[under]) and texts[over].strip().lower().startswith(OVER)
        if asks and texts[under].strip().endswith(UNDER) and not lines[at].rule and lines[at].words <= SAID:
            lines[at] = Line(lines[at].shape, lines[over].rule, lines[at].words)
    return lines


def _asks(line: Line) -> bool:
    return line.rule is not None and line.rule.id == ASKS
