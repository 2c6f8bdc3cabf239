"""Tell in one look whether a text can hold anything that the stage mends: most documents hold nothing.

Scans of the whole text with stdlib `re`, 90 MB/s together; a text that passes costs nothing more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.encoding.tones import SLIP, SMALL

_CAPITALS = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂ"
#: What clean Vietnamese is not made of. A capital with a mark of latin-1 is clean, but not after a small letter or
#: before certain signs: then it is a piece of mojibake or of another encoding (`tÃ­nh`, `tÕi`).
_UNCLEAN = lazy(
    f"[^\t\n -~“”‘’–—…•°²³\u1ea0-\u1ef9àáâãèéêìíòóôõùúýăĐđĨĩŨũƠơƯư]"
    f"(?:(?<![{_CAPITALS}])|(?<=[{SMALL}].)|(?<=[ÂÃĂ])[ ’“”‘•–—…°²³])"
)
#: Letters that any Vietnamese text has after a few words; one that has none may be another encoding.
_WIDE = lazy("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_ASCII_CONTROL = lazy("[\x00-\x08\x0b-\x1f\x7f]")
#: Escapes that hold letters; see escapes.py.
_ESCAPED = lazy(
    r"&(?:amp;)*#[xX0-9]|&(?:amp;)*[A-Za-z]{2,8}[0-9]{0,2};"
    r"|%[C-Fc-f][0-9A-Fa-f]%[89ABab]|=[C-F][0-9A-F]=|\\u[0-9a-fA-F]{4}|%u[01]"
)
#: A vowel with a mark of VIQR.
VIQR = lazy(r"[\^+(~`](?<=[aeouiyAEOUIY].)(?:[a-z'`?~.]|(?<=[\^+~`])\W)|[a-z][.?'](?<=[aeouiy].)[a-z]|\b[dD]d[aeiouy]")


def passes(text: str) -> bool:
    r"""Tell whether a text is clean as it stands.

    >>> passes("Trời sắp mưa."), passes("Trời\u200b sắp mưa."), passes("cuả")
    (True, False, False)
    """
    if text.isascii():
        if _ASCII_CONTROL.search(text):
            return False
    elif _UNCLEAN.search(text) or not _WIDE.search(text) or SLIP.search(text):
        return False
    if ("&" in text or "%" in text or "=" in text or "\\" in text) and _ESCAPED.search(text):
        return False
    return not ((text.isascii() or "^" in text) and VIQR.search(text))


def odd(text: str) -> frozenset[str]:
    """Return the characters of a text that stand where clean text has none of them."""
    return frozenset("".join(_UNCLEAN.findall(text)))


def holds(text: str, among: frozenset[str]) -> bool:
    """Tell whether a text has one of these characters where clean text has it not."""
    first = _UNCLEAN.search(text)
    return first is not None and (first[0][0] in among or not among.isdisjoint(odd(text)))


class Blocks:
    """Hold the runs of lines that need work, as one text, and put edits of it back where the lines stand.

    Most of a document is clean even where a line of it is not, and no pass need look at that, nor at what the passes
    before it have mended. `mixed` tells whether there is clean Vietnamese besides the runs.
    """

    def __init__(self, text: str, *, whole: bool = False) -> None:
        self._text = text
        self._whole = whole
        self._starts = [0]
        self._ends = [len(text)]
        self.text = text
        self.mixed = False
        self.narrow()

    def narrow(self) -> None:
        """Leave out the lines that are clean."""
        text = self._text
        if self._whole or text.isascii() or "=\n" in text:
            self.text = text if self._is_all() else self._joined()
            return
        starts: list[int] = []
        ends: list[int] = []
        for start, end in zip(self._starts, self._ends, strict=True):
            _runs(text, start, end, starts, ends)
        self._starts, self._ends = starts, ends
        self.text = text if self._is_all() else self._joined()
        self.mixed = self.mixed or (len(self.text) < len(text) and _WIDE.search(text) is not None)

    def _is_all(self) -> bool:
        return self._ends == [len(self._text)] and not self._starts[0]

    def _joined(self) -> str:
        joined = "\n".join(self._text[start:end] for start, end in zip(self._starts, self._ends, strict=True))
        return joined + "\n" if self._ends and self._ends[-1] < len(self._text) else joined

    def placed(self, edits: Iterable[Edit]) -> Iterable[Edit]:
        """Return edits of `text` at their places in the whole."""
        return edits if len(self._starts) == 1 and not self._starts[0] else self._moved(edits)

    def _moved(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        within = [0]
        for start, end in zip(self._starts, self._ends, strict=True):
            within.append(within[-1] + end - start + 1)
        first = last = moved = 0  # of the block that held the edit before
        for edit in edits:
            start, end, new, rule = edit
            if not first <= start < last:
                block = bisect_right(within, start) - 1
                first, last = within[block], within[block + 1]
                moved = self._starts[block] - first
            yield Edit(start + moved, end + moved, new, rule) if moved else edit

    def follow(self, text: str, edits: list[Edit]) -> None:
        """Follow the whole text through edits of it."""
        if len(self._ends) == 1:
            self._ends[0] += len(text) - len(self._text)
        else:
            moved = 0
            at = 0
            ordered = sorted(edits)
            for block, (start, end) in enumerate(zip(self._starts, self._ends, strict=True)):
                self._starts[block] = start + moved
                while at < len(ordered) and ordered[at].start <= end:
                    moved += len(ordered[at].new) - (ordered[at].end - ordered[at].start)
                    at += 1
                self._ends[block] = end + moved
        self._text = text
        self.text = text if self._is_all() else self._joined()


def _runs(text: str, start: int, end: int, starts: list[int], ends: list[int]) -> None:
    """Add the runs of lines of a block that are not clean."""
    whole = text[start:end]
    if passes(whole):
        return
    before = start - 2
    at = start
    for line in whole.split("\n"):
        stop = at + len(line)
        if not passes(line):
            if before == at - 1:
                ends[-1] = stop
            else:
                starts.append(at)
                ends.append(stop)
            before = stop
        at = stop + 1
