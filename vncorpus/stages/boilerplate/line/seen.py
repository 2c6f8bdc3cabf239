"""See the lines of a text as a reader does: letters in one piece, plain spaces, one blank line where there are several.

What a line is must not hang on how its copy was made: browsers and mail programs put no-break spaces between words and
marks of no width before them, Macs write letters in pieces, and a page copied from its blocks has two or three blank
lines where another has none. The text itself stays as it is; only what is told of its lines is told of what is seen.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import BLANK, PLAIN, Line

#: Marks of no width, hyphens and spaces that are not the plain ones, and marks that stand apart from their letters.
_UNSEEN = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_HYPHENS, _SPACES = "\u2010-\u2012", "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD, _NONE, _SPACE = (
    lazy(f"[\r{_UNSEEN}{_SPACES}{_HYPHENS}\u0300-\u036f]"),
    lazy(f"[{_UNSEEN}]+"),
    lazy(f"[{_SPACES}]"),
)
_HYPHEN = lazy(f"[{_HYPHENS}]")
#: A text in which none of them is, as most are.
_PLAIN = lazy(f"[\n{PLAIN}]*")
_BLANKS = lazy(r"\n[^\S\n]*\n[^\S\n]*\n")


class Seen(NamedTuple):
    """Hold the lines that are seen, and the place of each among the lines of the text."""

    texts: list[str]
    places: Sequence[int]
    #: Whether no line has other characters than those of `lines.PLAIN`.
    plain: bool = False

    def spread(
        self, size: int, found: Sequence[Line], rules: Sequence[str | None]
    ) -> tuple[Sequence[Line], Sequence[str | None]]:
        """Return what is known of the lines that are seen for all lines of the text: those between are blank."""
        if len(self.places) == size:
            return found, rules
        lines: list[Line] = [BLANK] * size
        going: list[str | None] = [None] * size
        for place, line, rule in zip(self.places, found, rules, strict=True):
            lines[place], going[place] = line, rule
        return lines, going


def seen(text: str, whole: list[str]) -> Seen:
    r"""Return how the lines of a text look.

    >>> seen("a\u00a0b\n\n\n\u200bc", ["a\u00a0b", "", "", "\u200bc"])
    Seen(texts=['a b', '', 'c'], places=[0, 1, 3], plain=False)
    """
    even = _PLAIN.fullmatch(text) is not None
    odd = not even and _ODD.search(text) is not None
    texts = [plain(line) for line in whole] if odd else whole
    if odd or " \n" in text or "\t\n" in text:
        texts = [line.rstrip() for line in texts]
    if all(line[:1].isspace() or not line for line in texts):  # the margin of a mail, or of a record
        texts = textwrap.dedent("\n".join(texts)).split("\n")
    elif texts is whole and not _BLANKS.search(text):
        return Seen(whole, range(len(whole)), even)
    places = [at for at, line in enumerate(texts) if at == 0 or (not line.isspace() and line) or texts[at - 1].strip()]
    return Seen([texts[at] for at in places], places)


def plain(line: str) -> str:
    """Return a line as it looks."""
    return unicodedata.normalize("NFC", _HYPHEN.sub("-", _SPACE.sub(" ", _NONE.sub("", line))))
