"""Hold a line, and what is looked for in all of it once: code, Chinese clauses, quotes. It may be a megabyte long."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from vncorpus.patterns import lazy
from vncorpus.stages.cjk import code
from vncorpus.stages.cjk.code import HAN, Span

KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d"
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7af"
RUN = lazy(f"[{HAN}{KANA}{HANGUL}]+")
#: A stretch of Chinese with its own marks and spaces.
_STRETCH = lazy(f"[{HAN}{KANA}，。：；！？、“”‘’（）《》「」『』…— \u3000]+")
_MARK_INSIDE = lazy(f"[{HAN}{KANA}][，。：；！？、“”]+[{HAN}{KANA}]")
_ASIAN = lazy(f"[{HAN}{KANA}]")
LETTER = lazy("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
#: Letters that Vietnamese has and its neighbours on the page (English, pinyin without marks) have not.
VIETNAMESE = lazy("[ăâđêôơưĂÂĐÊÔƠƯàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ\u1ea0-\u1ef9]")
#: Longest Chinese run that can be a word that leaked; a longer one is a clause that somebody wrote.
LONGEST = 12


@dataclass(frozen=True)
class Line:
    """Hold the text of a line and where it begins in the document."""

    text: str
    start: int = 0

    @cached_property
    def _code(self) -> list[Span]:
        return code.spans(self.text)

    def in_code(self, at: int) -> bool:
        """Tell whether a place lies in code, a link, a tag, a formula or a path."""
        return code.within(self._code, at)

    @cached_property
    def is_foreign(self) -> bool:
        """Tell whether the line is not Vietnamese: none of its letters is, or Chinese outweighs Latin."""
        text = self.text
        return not VIETNAMESE.search(text) or sum(map(len, RUN.findall(text))) > len(LETTER.findall(text))

    @cached_property
    def _clauses(self) -> list[Span]:
        return [found.span() for found in _STRETCH.finditer(self.text) if self._is_clause(*found.span())]

    def _is_clause(self, start: int, end: int) -> bool:
        chinese = self.text[start:end]
        size = len(_ASIAN.findall(chinese))
        if size > LONGEST or _MARK_INSIDE.search(chinese):
            return True
        glued = not chinese[:1].isspace() and self.text[start - 1 : start].isalpha()
        return size >= 4 and not glued and chinese.rstrip()[-1:] in "。！？"

    def in_clause(self, at: int) -> bool:
        """Tell whether a place lies in a Chinese sentence or saying.

        Marks stand between its words, or it is long, or it is four characters that end in a full stop of their
        own and hang on no Vietnamese letter.
        """
        index = bisect_right(self._clauses, (at, sys.maxsize)) - 1
        return index >= 0 and at < self._clauses[index][1]

    @cached_property
    def _quotes(self) -> dict[str, list[int]]:
        return {quote: [at for at, char in enumerate(self.text) if char == quote] for quote in "\"'"}

    def is_quoted(self, quote: str, at: int) -> bool:
        """Tell whether an odd number of straight quotes stands before a place."""
        return bisect_left(self._quotes[quote], at) % 2 == 1

    @cached_property
    def is_row(self) -> bool:
        """Tell whether the line is a row of a table."""
        return self.text.count("|") >= 2


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text."""
    at = 0
    for piece in text.split("\n"):
        yield Line(piece, at)
        at += len(piece) + 1
