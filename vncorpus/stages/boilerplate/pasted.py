"""Part texts that were pasted one under the other: under the foot of a page begins another page, or a clean text."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.stages.boilerplate.ahead import is_prose
from vncorpus.stages.boilerplate.lines import LABEL, Line

#: Words of text that stand above a foot, and under it, where two were pasted; and of its longest paragraph.
WORDS, PARAGRAPH = 60, 20
#: Lines under a foot among which they stand.
FAR = 150
_FEET = frozenset(("footer", "contact"))
_SPOKEN = frozenset(("prose", "sentence", "item", "code", "verse"))


def parts(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the first line of each text and the one after its last; one part where only one is sure.

    The foot is a line of a legal footer with all buttons and addresses around it. Readers may have more to say under it
    than the article has; so nothing is parted where their buttons follow before the next text.
    """
    shown = [index for index, line in enumerate(lines) if line.shape != "blank"]
    found: list[tuple[int, int]] = []
    start = words = 0
    foot = False
    for place, index in enumerate(shown):
        line = lines[index]
        foot = foot or (line.kind == "footer" and words >= WORDS)
        ends = foot and line.kind in _FEET
        below = lines[shown[place + 1]] if place + 1 < len(shown) else None
        if ends and below is not None and below.kind not in _FEET and _is_text(lines, index + 1):
            found.append((start, index + 1))
            start, words, foot = index + 1, 0, False
        words += line.words * is_prose(line)
    return [*found, (start, len(lines))]


def _is_text(lines: Sequence[Line], start: int) -> bool:
    """Tell whether a text begins here: enough words, a paragraph among them, before any reader speaks."""
    words = longest = 0
    for line in lines[start : start + FAR]:
        if line.talk and not words:
            return False
        if line.shape in _SPOKEN and not line.rule and line.cue < LABEL:
            words += line.words
            longest = max(longest, line.words)
            if words >= WORDS and longest >= PARAGRAPH:
                return True
        elif line.kind == "footer" and words:
            return False
    return False
