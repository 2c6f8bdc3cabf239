"""Tell what lines are prose of which nothing says that it is furniture."""

from __future__ import annotations

from vncorpus.stages.boilerplate.line.lines import Line

#: Words of a paragraph that may be a headline without a stop, and of the longest one.
STOPLESS, LONGEST = 25, 45


def is_prose(line: Line) -> bool:
    """Tell whether a line is prose that no pattern knows as furniture."""
    return line.shape == "prose" and line.kind in ("prose", "text")


def is_said(line: Line) -> bool:
    """Tell whether a line is prose or a sentence of which nothing says that it is furniture."""
    return line.shape in ("prose", "sentence") and not (line.rule or line.cue)


def is_long_headline(line: Line, text: str) -> bool:
    """Tell whether a line that is prose by its length alone is a headline, as offices write them: it has no stop."""
    long = line.shape == "prose" and not line.rule and STOPLESS <= line.words <= LONGEST
    return long and text.rstrip()[-1].isalnum() and ". " not in text
