"""Find the places of a text that are code: fences, code spans, links, tags, formulas, paths. Nothing there is prose."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right

from vncorpus.patterns import lazy

HAN = "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_FENCE = lazy(r"^ *(?:```|~~~)", re.M)
_ENDINGS = (
    "md|py|js|ts|tsx|jsx|vue|css|json|ya?ml|toml|xml|ini|log|sql|sh|bat|java|cpp|hpp|go|rs|rb|php|ipynb|txt|csv|tsv|"
    "html?|pdf|docx?|xlsx?|pptx?|odt|epub|png|jpe?g|gif|svg|webp|mp3|mp4|mkv|zip|rar|7z|tar|gz|exe|apk|iso|vn|com|cn"
)
_PATH = f"[\\w{HAN}./\\\\-]"
_CODE = lazy(
    r"`+[^`\n]*`+|\bhttps?://\S+|\]\([^)\n]*\)|</?[A-Za-z!][^>\n]*>|\$[^$\n]+\$|\\[a-zA-Z]+\{[^}\n]*\}"
    rf"|(?<!{_PATH})(?=[^\s]{{0,200}}[/\\_#])(?:{_PATH}|[_#]){{2,400}}"
    rf"|(?<![\w{HAN}-])[\w{HAN}-]{{1,80}}\.(?:{_ENDINGS})\b"
)
Span = tuple[int, int]


def fenced(text: str) -> list[Span]:
    """Return the blocks of code between fences of a text in Markdown; an open one runs to the end."""
    marks = [found.start() for found in _FENCE.finditer(text)] if "```" in text or "~~~" in text else []
    ends = [*marks, len(text)] if len(marks) % 2 else marks
    return list(zip(ends[::2], ends[1::2], strict=True))


def spans(line: str) -> list[Span]:
    """Return the spans of a line that are code, links, tags, formulas or paths."""
    return [found.span() for found in _CODE.finditer(line)]


def within(spans: list[Span], at: int) -> bool:
    """Tell whether a place lies in one of the spans, which are in order."""
    index = bisect_right(spans, (at, sys.maxsize)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]
