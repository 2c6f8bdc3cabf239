"""Say why a Chinese run stands where it stands, if there is a reason: then it is right and stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from vncorpus import tables
from vncorpus.patterns import lazy
from vncorpus.stages.cjk import lexicon
from vncorpus.stages.cjk.code import HAN, Span, in_code

KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d"
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7af"
_RUN = lazy(f"[{HAN}{KANA}{HANGUL}]+")
_HAN = lazy(f"[{HAN}]+")
_RARE = lazy("[\U00020000-\U000323af]")
_KANA = lazy(f"[{KANA}]")
_WORD = lazy(r"\w+")
_HANGUL = lazy(f"[{HANGUL}]")
#: A stretch of Chinese with its own marks and spaces.
_STRETCH = lazy(f"[{HAN}{KANA}，。：；！？、“”‘’（）《》「」『』…— \u3000]+")
_MARK_INSIDE = lazy(f"[{HAN}{KANA}][，。：；！？、“”]+[{HAN}{KANA}]")
_ASIAN = lazy(f"[{HAN}{KANA}]")
_LETTER = lazy("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
#: Letters that Vietnamese has and its neighbours on the page (English, pinyin without marks) have not.
VIETNAMESE = lazy("[ăâđêôơưĂÂĐÊÔƠƯàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ\u1ea0-\u1ef9]")
_PAIRS = {pair[0]: pair[1] for pair in "() （） [] 【】 {} “” ‘’ 「」 『』 《》 〈〉 «» \"\" ''".split()}
#: What `--stray mark` puts around a run.
MARKS = "⟦⟧"
_ROUND = "(（[【{"
_PINYIN = lazy(r"\s*[/\[(]?[a-z]*[āēīōūǖǎěǐǒǔǚǘǜ]")
_SENSE = lazy(r"\s*(?:[:：=]|[-–—]\s)\s*\S")
#: A word that cites, some words before: Tên thật của cô là 林美玲.
_FAR_CUE = lazy(
    r"(?:^|\W)(?:tên|chữ|tiếng trung|tiếng hoa|tiếng nhật|hán việt|hán tự|phiên âm|bính âm|viết|đọc|nghĩa)"
    r"(?: \w+){0,5} (?:là|của|thành|ghi)$"
)
#: What stands between the members of a list of words.
_BETWEEN = lazy(r"\s*(?:[,/;、>→+&·|…~-]|–|—|và|hoặc|hay|với|rồi|cùng)\s*|…+|\s+")
#: Particles that end what a character says, in the manner of speech that it has: hàm嘎.
_PARTICLES = frozenset("啊呀吧呢嘛哦哈啦喵嘎吗嗎哇喔噢唉哎嗯哟")
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
    """Yield the runs of Chinese, Japanese and Korean of a text."""
    for found in _RUN.finditer(text):
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
    if before[-1:] == MARKS[0] and after[:1] == MARKS[1]:
        return "marked"
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
    near = before[-8:] + run.han + after[:8]
    if _KANA.search(near):
        return "japanese"
    if _HANGUL.search(near):
        return "korean"
    if _RARE.search(run.han) and not lexicon.reading(run.han):
        return "nom"
    if run.han in _PARTICLES and after.lstrip(" ~～")[:1] in ("", ".", "!", "?", ",", "。", "！", "”", '"'):
        return "particle"
    return None


@lru_cache(maxsize=8)
def is_foreign(line: str) -> bool:
    """Tell whether a line is not Vietnamese: none of its letters is, or Chinese outweighs Latin."""
    return not VIETNAMESE.search(line) or sum(map(len, _RUN.findall(line))) > len(_LETTER.findall(line))


def stretch(line: str, at: int) -> str:
    """Return the stretch of Chinese with its own punctuation around a place of a line."""
    return next((line[start:end] for start, end in _stretches(line) if start <= at < end), "")


@lru_cache(maxsize=8)
def _stretches(line: str) -> list[Span]:
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


def is_linked(text: str, run: Run, last: int) -> bool:
    """Tell whether a run and the one that ended at `last` are members of one list of words: "chữ 国 và 國".

    One that hangs on the word before is none: "chữ 国 và模型".
    """
    glued = text[run.start - 1 : run.start].isalpha()
    return last >= run.line_start and not glued and bool(_BETWEEN.fullmatch(text, last, run.start))


def set_off(text: str, start: int, end: int) -> bool:
    """Tell whether a run stands apart, as a word that is cited does: Ca khúc 最后 của anh, **数据**, 数据Model.

    Of the strays that were labelled, 183 in 211 hang on the word before; machines leak without a space.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == " ":
        spaced = after in ("", " ", "\n", ",", ".", ";", ":", "!", "?", ")")
        return (spaced and text[start - 2 : start - 1].isalpha()) or (after.isascii() and after.isalnum())
    return before in ("*", "_") and after == before


def is_defined(line: str, start: int, end: int, senses: tuple[str, ...]) -> bool:
    """Tell whether a run that hangs on no word has its Vietnamese after it in the line: 数据 → dữ liệu."""
    if line[start - 1 : start].isalpha():
        return False
    after = f" {' '.join(_WORD.findall(line[end:].lower()))} "
    return any(f" {sense.lower()} " in after for sense in senses)


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
        own = opener in _ROUND and not line[start - 1 : start].isalpha()
        if alone or whole or own:
            return "gloss" if opener in _ROUND else "quoted"
    return None


def _cued(before: str) -> bool:
    """Tell whether a word that cites stands before: chữ 恒, tiếng Hoa là: 中秋, -贴吧. A glued run is not cited."""
    if not before or _LETTER.match(before[-1]):
        return False
    if before[-2:] in (" -", " +") or before[-1:] in "#@":
        return True  # an operator of a search, a tag, a handle
    head = before.rstrip(" :“\"'‘").lower()
    if _FAR_CUE.search(head):
        return True
    cues = _words("cjk_cues.txt")
    for stem in {head, head.removesuffix(" là")}:
        words = stem.split()[-3:]
        if any(" ".join(words[-size:]) in cues for size in (1, 2, 3) if len(words) >= size):
            return True
    return False


def _is_reading(before: str, han: str) -> bool:
    """Tell whether the reading of the run stands before it: Lý Cường 李强, quẻ Cấn 艮, bùa Trương Thiên Sư 张天师符.

    A name of as many syllables counts as one; of a longer run the first two readings are enough.
    """
    words = before.split()[-len(han) - 1 :]
    if not words or not before.endswith((" ", words[-1])) or not words[-1].isalpha():
        return False
    spaced = before.endswith(" ")
    last = words[-len(han) :]
    named = len(last) == len(han) > 1 and all(word[0].isupper() and word.isalpha() for word in last)
    if spaced and named:
        return True
    if not spaced and not named:
        return False  # "lịch sử历史" is a word that stands twice
    return any(
        all(word.lower() in lexicon.readings(char) for word, char in zip(words[-size:], han, strict=False))
        for size in range(min(len(han), len(words)), 0 if len(han) == 1 else 1, -1)
    )


def _is_cell(line: str, before: str, after: str) -> bool:
    """Tell whether the run fills a cell of a table, or all that follows a label."""
    if line.count("|") >= 2:
        cell = before.rpartition("|")[2] + after.partition("|")[0]
        return not VIETNAMESE.search(cell) and len(cell.split()) <= 3
    return not after.strip(" .。") and before.rstrip().endswith((":", "：")) and not _LETTER.match(before[-1:])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for _, word in tables.words(tables.TABLES / name))
