r"""Find labels whose value stands in the next line, as `get_text("\n")` of a page parts "Tổng biên tập: Lê An"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from vncorpus.stages.boilerplate.line.lines import Line, printed
from vncorpus.stages.boilerplate.line.rules import match

#: Words of a label, and of a value.
LABEL, VALUE = 5, 16
#: Lines beside it in which another label says that they are the facts of a book or a song.
NEAR = 2
_FACTS = frozenset(("byline", "source"))
#: What the two may say together.
_SAID = frozenset(("footer", "contact", "byline", "source", "date", "tags", "comments"))


def joined(lines: list[Line], texts: Sequence[str], own: Path | None = None) -> list[Line]:
    r"""Return the lines, with a label and its value known by the rule that knows them in one line.

    >>> from vncorpus.stages.boilerplate.line.lines import classify
    >>> texts = ["Tổng biên tập:", "Lê Văn An"]
    >>> [line.kind for line in joined([classify(text) for text in texts], texts)]
    ['footer', 'footer']
    """
    if not has_label(lines, texts):
        return lines  # most texts
    shown = printed(lines)
    labels = {at for at in shown if texts[at].rstrip()[-1] == ":" and lines[at].words <= LABEL}
    for place, (at, below) in enumerate(pairwise(shown)):
        label, value = lines[at], lines[below]
        plain = not value.rule and value.shape != "code" and value.words <= VALUE and texts[below].rstrip()[-1] != ":"
        if at in labels and plain:
            rule = match(f"{texts[at].strip()} {texts[below].strip()}", own)
            near = {*shown[max(0, place - NEAR) : place], *shown[place + 1 : place + 1 + NEAR]}
            if rule and rule.kind in _SAID and not (rule.kind in _FACTS and labels & near):
                lines[at] = Line(label.shape, rule, label.words)
                lines[below] = Line(value.shape, rule, value.words)
    return lines


def has_label(lines: Sequence[Line], texts: Sequence[str]) -> bool:
    """Tell whether a line may be a label."""
    ends = [at for at, text in enumerate(texts) if ":" in text[-2:]]
    return any(lines[at].words <= LABEL for at in ends)
