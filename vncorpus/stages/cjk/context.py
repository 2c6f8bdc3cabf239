"""Say why a Chinese run stands where it stands, if there is a reason: then it is right and stays."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from vncorpus import tables
from vncorpus.patterns import lazy

HAN = "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN = lazy(f"[{HAN}]+")
_RARE = lazy("[\U00020000-\U000323af]")
KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d"
_KANA = lazy(f"[{KANA}]")
_HANGUL = lazy("[\u1100-\u11ff\uac00-\ud7af]")
#: A stretch of Chinese with its own marks and spaces.
_STRETCH = lazy(f"[{HAN}{KANA}，。：；！？、“”‘’（）《》「」『』…— \u3000]+")
_MARK_INSIDE = lazy(f"[{HAN}{KANA}][，。：；！？、“”]+[{HAN}{KANA}]")
_ASIAN = lazy(f"[{HAN}{KANA}]")
_FENCE = lazy(r"^ *(?:```|~~~)", re.M)
_LETTER = lazy("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
#: Letters that Vietnamese has and its neighbours on the page (English, pinyin without marks) have not.
VIETNAMESE = lazy("[ăâđêôơưĂÂĐÊÔƠƯàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ\u1ea0-\u1ef9]")
_PATH = f"[\\w{HAN}./\\\\-]"
_CODE = lazy(
    r"`+[^`\n]*`+|\bhttps?://\S+|\]\([^)\n]*\)|</?[A-Za-z!][^>\n]*>|\$[^$\n]+\$|\\[a-zA-Z]+\{[^}\n]*\}"
    rf"|(?<!{_PATH})(?=[^\s]{{0,200}}[/\\_#])(?:{_PATH}|[_#]){{2,400}}"
    rf"|(?<![\w{HAN}-])[\w{HAN}-]{{1,80}}\.(?:md|py|js|ts|json|txt|csv|html?|pdf|png|jpg|vn|com|cn)\b"
)
_PAIRS = {
    "(": ")",
    "（": "）",
    "[": "]",
    "【": "】",
    "{": "}",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
} | {
    "〈": "〉",
    "«": "»",
    '"': '"',
    "'": "'",
}
_ROUND = "(（[【{"
_PINYIN = lazy(r"\s*[/\[(]?[a-z]*[āēīōūǖǎěǐǒǔǚǘǜ]")
_SENSE = lazy(r"\s*(?:[:：=]|[-–—]\s)\s*\S")
#: Longest Chinese run that can be a word that leaked; a longer one is a clause that somebody wrote.
LONGEST = 12


class Run(NamedTuple):
    """Hold a Chinese run and where it stands in the text; `line_start` and `line_end` bound its line."""

    start: int
    end: int
    han: str
    line_start: int
    line_end: int


def runs(text: str) -> Iterator[Run]:
    """Yield the Chinese runs of a text."""
    for found in _HAN.finditer(text):
        end = text.find("\n", found.end())
        yield Run(
            found.start(), found.end(), found[0], text.rfind("\n", 0, found.start()) + 1, len(text) if end < 0 else end
        )


def reason(text: str, run: Run) -> str | None:
    """Return why the run is right where it is, or None where it is stray. The first reason wins."""
    line = text[run.line_start : run.line_end]
    start, end = run.start - run.line_start, run.end - run.line_start
    before, after = line[:start], line[end:]
    if in_code(line, start):
        return "code"
    if run.han in _words("cjk_languages.txt"):
        return "language"
    bracket = _bracketed(line, start, end)
    if bracket:
        return bracket
    if _cued(before):
        return "cited"
    if _is_reading(before, run.han):
        return "reading"
    if _is_cell(line, before, after):
        return "cell"
    if _is_named(before, after):
        return "gloss"
    if _is_headword(before, after):
        return "headword"
    if is_foreign(line) or is_clause(line, start):
        return "foreign"
    near = before[-8:] + after[:8]
    if _KANA.search(near):
        return "japanese"
    if _HANGUL.search(near):
        return "korean"
    if _RARE.search(run.han):
        return "nom"
    return None


def is_fenced(blocks: list[tuple[int, int]], at: int) -> bool:
    """Tell whether a place lies in one of the blocks of `fenced`."""
    return _within(blocks, at)


def fenced(text: str) -> list[tuple[int, int]]:
    """Return the blocks of code between fences of a text in Markdown; an open one runs to the end."""
    marks = [found.start() for found in _FENCE.finditer(text)] if "```" in text or "~~~" in text else []
    ends = [*marks, len(text)] if len(marks) % 2 else marks
    return list(zip(ends[::2], ends[1::2], strict=True))


def in_code(line: str, at: int) -> bool:
    """Tell whether a place of a line lies in code, a link, a tag, a formula or a path."""
    return _within(_code(line), at)


@lru_cache(maxsize=8)
def _code(line: str) -> list[tuple[int, int]]:
    return [found.span() for found in _CODE.finditer(line)]


def _within(spans: list[tuple[int, int]], at: int) -> bool:
    """Tell whether a place lies in one of the spans, which are in order."""
    index = bisect_right(spans, (at, sys.maxsize)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]


@lru_cache(maxsize=8)
def is_foreign(line: str) -> bool:
    """Tell whether a line is not Vietnamese: none of its letters is, or Chinese outweighs Latin."""
    return not VIETNAMESE.search(line) or sum(map(len, _HAN.findall(line))) > len(_LETTER.findall(line))


def stretch(line: str, at: int) -> str:
    """Return the stretch of Chinese with its own punctuation around a place of a line."""
    found = _stretches(line)
    index = bisect_right(found, (at, sys.maxsize)) - 1
    return line[slice(*found[index])] if index >= 0 and at < found[index][1] else ""


@lru_cache(maxsize=8)
def _stretches(line: str) -> list[tuple[int, int]]:
    return [found.span() for found in _STRETCH.finditer(line)]


def is_clause(line: str, at: int) -> bool:
    """Tell whether a place of a line lies in a Chinese sentence or saying.

    Marks stand between its words, or it is long, or it is four characters that end in a full stop of their
    own and hang on no Vietnamese letter.
    """
    chinese = stretch(line, at)
    size = len(_ASIAN.findall(chinese))
    if size > LONGEST or _MARK_INSIDE.search(chinese):
        return True
    glued = not chinese[:1].isspace() and line[: line.find(chinese)][-1:].isalpha()
    return size >= 4 and not glued and chinese.rstrip()[-1:] in "。！？"


def _is_named(before: str, after: str) -> bool:
    """Tell whether the other name stands beside: Giấy cư trú - 住民票, 绿源 (GreenOrigin)."""
    return (not after.strip() and before.endswith((" - ", " – "))) or bool(re.match(r" ?\([A-Za-z]", after))


def _is_headword(before: str, after: str) -> bool:
    """Tell whether a lesson or a dictionary has the run as its word: with pinyin, or with its sense after a colon."""
    if _PINYIN.match(after):
        return True
    return bool(_SENSE.match(after)) and not before.strip(" \t0123456789.)(-–•*“\"'")


def _bracketed(line: str, start: int, end: int) -> str | None:
    """Return `gloss` or `quoted` for a run whose bracket or quotation holds no Vietnamese beside it."""
    for opener, closer in _PAIRS.items():
        left = line.rfind(opener, 0, start)
        right = line.find(closer, end)
        if left < 0 or right < 0 or (opener != closer and closer in line[left + 1 : start]):
            continue
        if opener == closer and line.count(opener, 0, start) % 2 == 0:
            continue
        inside = line[left + 1 : right]
        alone = not VIETNAMESE.search(inside)
        whole = line[left + 1 : start].strip() == "" and line[end:right].strip() == ""
        label = opener in _ROUND and not line[:start].endswith(tuple("abcdeghiklmnopqrstuvxyăâđêôơư"))
        own = not _LETTER.match(line[start - 1 : start]) and opener in _ROUND and label
        if alone or whole or own:
            return "gloss" if opener in _ROUND else "quoted"
    return None


def _cued(before: str) -> bool:
    """Tell whether a word that cites stands before: chữ 恒, tiếng Hoa là: 中秋. A glued run is not cited."""
    if not before or _LETTER.match(before[-1]):
        return False
    head = before.rstrip(" :“\"'‘").lower()
    head = head.removesuffix(" là")
    words = head.split()[-3:]
    return any(" ".join(words[-size:]) in _words("cjk_cues.txt") for size in (1, 2, 3) if len(words) >= size)


def _is_reading(before: str, han: str) -> bool:
    """Tell whether a name of as many syllables as the run has characters stands before: Lý Cường 李强."""
    if not before.endswith(" "):
        return False
    words = before.split()[-len(han) :]
    return len(words) == len(han) > 1 and all(word[0].isupper() and word.isalpha() for word in words)


def _is_cell(line: str, before: str, after: str) -> bool:
    """Tell whether the run fills a cell of a table, or all that follows a label."""
    if line.count("|") >= 2:
        cell = before.rpartition("|")[2] + after.partition("|")[0]
        return not _LETTER.search(cell)
    return not after.strip(" .。") and before.rstrip().endswith((":", "：")) and not _LETTER.match(before[-1:])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for _, word in tables.words(tables.TABLES / name))
