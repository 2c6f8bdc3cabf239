"""Say why a Chinese run stands where it stands, if there is a reason: then it is right and stays."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from vncorpus import tables
from vncorpus.patterns import lazy
from vncorpus.stages.cjk import lexicon
from vncorpus.stages.cjk.lines import HANGUL, KANA, LETTER, VIETNAMESE, Line

_RARE = lazy("[\U00020000-\U000323af]")
_KANA = lazy(f"[{KANA}]")
_WORD = lazy(r"\w+")
_HANGUL = lazy(f"[{HANGUL}]")
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
#: How far the reason of a run is looked for on either side.
NEAR = 300


class Run(NamedTuple):
    """Hold a Chinese run, its place in its line, and what stands near it there."""

    line: Line
    start: int
    end: int
    han: str
    before: str
    after: str


def run_at(line: Line, found: re.Match[str]) -> Run:
    """Return a run of a line."""
    start, end = found.span()
    return Run(line, start, end, found[0], line.text[max(0, start - NEAR) : start], line.text[end : end + NEAR])


def reason(run: Run) -> str | None:
    """Return why the run is right where it is, or None where it is stray. The first reason wins."""
    line, before, after = run.line, run.before, run.after
    if line.in_code(run.start):
        return "code"
    if run.han in _words("cjk_languages.txt"):
        return "language"
    if before[-1:] == MARKS[0] and after[:1] == MARKS[1]:
        return "marked"
    bracket = _bracketed(run)
    if bracket:
        return bracket
    if _cued(before):
        return "cited"
    if _is_reading(before, run.han):
        return "reading"
    if _is_cell(line.is_row, before, after):
        return "cell"
    if _is_named(before, after):
        return "gloss"
    if _is_headword(before, after):
        return "headword"
    if line.is_foreign or line.in_clause(run.start):
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


def is_linked(run: Run, last: int) -> bool:
    """Tell whether a run and the one that ended at `last` are members of one list of words: "chữ 国 và 國".

    One that hangs on the word before is none: "chữ 国 và模型".
    """
    return last >= 0 and not run.before[-1:].isalpha() and bool(_BETWEEN.fullmatch(run.line.text, last, run.start))


def set_off(run: Run) -> bool:
    """Tell whether a run stands apart, as a word that is cited does: Ca khúc 最后 của anh, **数据**, 数据Model.

    Of the strays that were labelled, 183 in 211 hang on the word before; machines leak without a space.
    """
    before, after = run.before[-1:], run.after[:1]
    if before == " ":
        spaced = after in ("", " ", ",", ".", ";", ":", "!", "?", ")")
        return (spaced and run.before[-2:-1].isalpha()) or (after.isascii() and after.isalnum())
    return before in ("*", "_") and after == before


def is_spaced(run: Run) -> bool:
    """Tell whether a run stands between spaces, or before a mark, after a word in small letters, and no more apart."""
    last = run.before.rstrip(" ").rpartition(" ")[2]
    return run.before[-1:] == " " and last.isalpha() and last.islower() and run.after[:1] in ("", *" ,.;:!?")


def is_misplaced(run: Run) -> bool:
    """Tell whether a run describes the Vietnamese noun after it, and would have to follow it: 最重要的 quyết định."""
    return run.han[-1] in "的之" and run.after.lstrip(" ")[:1].isalpha()


def is_defined(run: Run, senses: tuple[str, ...]) -> bool:
    """Tell whether a run that hangs on no word has its Vietnamese after it in the line: 数据 → dữ liệu."""
    if run.before[-1:].isalpha():
        return False
    after = f" {' '.join(_WORD.findall(run.after.lower()))} "
    return any(f" {sense.lower()} " in after for sense in senses)


def _is_named(before: str, after: str) -> bool:
    """Tell whether the other name stands beside: Giấy cư trú - 住民票, 绿源 (GreenOrigin)."""
    return (not after.strip() and before.endswith((" - ", " – "))) or bool(re.match(r" ?\([A-Za-z]", after))


def _is_headword(before: str, after: str) -> bool:
    """Tell whether a lesson or a dictionary has the run as its word: with pinyin, or with its sense after a colon."""
    if _PINYIN.match(after):
        return True
    return bool(_SENSE.match(after)) and not before.strip(" \t0123456789.)(-–•*“\"'")


def _bracketed(run: Run) -> str | None:
    """Return `gloss` or `quoted` for a run whose bracket or quotation holds no Vietnamese beside it."""
    before, after = run.before, run.after
    for opener, closer in _PAIRS.items():
        left = before.rfind(opener)
        right = after.find(closer)
        if left < 0 or right < 0 or (opener != closer and closer in before[left + 1 :]):
            continue
        if opener == closer and not run.line.is_quoted(opener, run.start):
            continue
        alone = not VIETNAMESE.search(before[left + 1 :] + after[:right])
        whole = not before[left + 1 :].strip() and not after[:right].strip()
        own = opener in _ROUND and not before[-1:].isalpha()
        if alone or whole or own:
            return "gloss" if opener in _ROUND else "quoted"
    return None


def _cued(before: str) -> bool:
    """Tell whether a word that cites stands before: chữ 恒, tiếng Hoa là: 中秋, -贴吧. A glued run is not cited."""
    if not before or LETTER.match(before[-1]):
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


def _is_cell(is_row: bool, before: str, after: str) -> bool:
    """Tell whether the run fills a cell of a table, or all that follows a label."""
    if is_row:
        cell = before.rpartition("|")[2] + after.partition("|")[0]
        return not VIETNAMESE.search(cell) and len(cell.split()) <= 3
    return not after.strip(" .。") and before.rstrip().endswith((":", "：")) and not LETTER.match(before[-1:])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for _, word in tables.words(tables.TABLES / name))
