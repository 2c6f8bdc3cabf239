"""Put the Vietnamese of a longer run together from words that are known.

Two kinds. A pattern is a table row such as `非常~`, "rất ~", with one known word for the ~: word order and all is
certain. A composition cuts the run into the fewest known words and orders them as Vietnamese does: the head of a
noun group first, what a verb takes after it, 的 turned round. Senses put together word by word were measured at
20 % acceptable, so compositions are for those who want all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from vncorpus import tables
from vncorpus.stages.cjk.lexicon import Entry

Find = Callable[[str], Entry | None]
#: Fields of words that do something in a sentence; all others hold things.
ROLES = frozenset("verb adjective adverb function connective quantity time person place".split())
LONGEST = 12
DEEPEST = 3
_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_PRONOUNS = frozenset("我 你 您 他 她 它 谁 我们 你们 他们 她们 它们 自己".split())
#: Nouns that a verb before them describes: 发展方向 is the direction of growing, hướng phát triển. Others it takes.
_DESCRIBED = frozenset(
    "方向 方法 方式 过程 流程 步骤 策略 机制 模式 中心 人员 机构 部门 地点 顺序 次数 频率 原则 规则 工具".split()
)


class Pattern(NamedTuple):
    """Hold a row of the table: what stands before and after the other word, and the Vietnamese around it."""

    before: str
    after: str
    vi: str
    fits: frozenset[str]
    sure: bool


class Made(NamedTuple):
    """Hold what was put together, and the field of its head."""

    vi: str
    field: str
    sure: bool


def patterned(han: str, find: Find, sure: bool, depth: int = 1) -> Made | None:
    """Return the Vietnamese of a run that is a pattern around one word, which may be a pattern itself below `depth`.

    `sure` takes only patterns and words that are.

    >>> words = {"重要": Entry("重要", "quan trọng", True, field="adjective")}
    >>> patterned("很重要", words.get, True)
    Made(vi='rất quan trọng', field='adjective', sure=True)
    """
    for pattern in _matching(han):
        if sure and not pattern.sure:
            continue
        inside = han[len(pattern.before) : len(han) - len(pattern.after)]
        if inside in _DESCRIBED and _is_verb(find(pattern.before)):
            continue
        entry = find(inside)
        word = Made(entry.vi, entry.field, entry.sure) if entry else None
        if word is None and depth < DEEPEST:
            word = patterned(inside, find, sure, depth + 1)
        if word is None and not sure and pattern.before and pattern.after:
            word = composed(inside, find)
        if word and _fits(word.field, pattern.fits) and (word.sure or not sure) and len(inside) > (sure and depth > 1):
            return Made(pattern.vi.replace("~", word.vi), word.field, pattern.sure and word.sure)
    return None


def composed(han: str, find: Find) -> Made | None:
    """Return the Vietnamese of a run put together word by word; None where a word is not known.

    >>> words = {han: Entry(han, vi, True, field="noun") for han, vi in (("数据", "dữ liệu"), ("中心", "trung tâm"))}
    >>> composed("数据中心", words.get).vi
    'trung tâm dữ liệu'
    """
    if not 1 < len(han) <= LONGEST:
        return None
    for particle in "的之":
        left, found, right = han[1:].partition(particle)
        left = han[:1] + left
        if found and right:
            first, second = _whole(left, find), _whole(right, find)
            if first and second:
                plain = first.field in ("adjective", "verb", "function", "quantity") and left not in _PRONOUNS
                link = "" if plain else "của "
                return Made(f"{second.vi} {link}{first.vi}", second.field, False)
    if han[-2:] in _DESCRIBED:
        verb, noun = find(han[:-2]), find(han[-2:])
        if verb and noun and _is_verb(verb):
            return Made(f"{noun.vi} {verb.vi}", noun.field, False)
    cut = _cut(han, find)
    return _ordered(cut) if cut else None


def _whole(han: str, find: Find) -> Made | None:
    entry = find(han)
    if entry:
        return Made(entry.vi, entry.field, entry.sure)
    return patterned(han, find, False) or composed(han, find)


def _cut(han: str, find: Find) -> list[Made] | None:
    """Return the run in the fewest words; of two ways to cut it, the one whose first word is longer."""
    best: list[list[Made] | None] = [[]]
    for end in range(1, len(han) + 1):
        ways = []
        for start in range(max(0, end - 8), end):
            before = best[start]
            if before is None or end - start == len(han):
                continue
            entry = find(han[start:end])
            word = _word(entry) if entry else _number(han[start:end])
            if word is None and end - start > 2:
                word = patterned(han[start:end], find, False)
            if word:
                ways.append([*before, word])
        best.append(min(ways, key=len) if ways else None)
    return best[-1]


def _word(entry: Entry) -> Made:
    """Return a word to put in order; a pronoun is no head of a noun group: 我们需要 keeps its order."""
    return Made(entry.vi, "function" if entry.han in _PRONOUNS else entry.field, entry.sure)


def _ordered(words: list[Made]) -> Made:
    """Put the words in Vietnamese order: noun groups turned round, a last verb before what it takes."""
    out: list[str] = []
    group: list[Made] = []
    for index, word in enumerate(words):
        if word.field in ("verb", "adverb", "function", "connective", "quantity", "time"):
            if word.field == "verb" and group and index == len(words) - 1:
                return Made(" ".join([*out, word.vi, *_turned(group)]), "verb", False)
            out += _turned(group)
            group = []
            out.append(word.vi)
        else:
            group.append(word)
    return Made(" ".join([*out, *_turned(group)]), words[-1].field, False)


def _turned(group: list[Made]) -> list[str]:
    """Return a noun group, the head first; a quality that stands last says something of it, and stays last."""
    last = [group[-1].vi] if len(group) > 1 and group[-1].field == "adjective" else []
    return [word.vi for word in reversed(group[: len(group) - len(last)])] + last


def _number(han: str) -> Made | None:
    """Return a Chinese number of two digits or more in figures: 三十 is 30, 二百五十个 250, for 个 has no meaning."""
    han = han.removesuffix("个")
    if len(han) < 2 or not all(char in _DIGITS or char in _UNITS for char in han):
        return None
    total = section = digit = 0
    for char in han:
        if char in _DIGITS:
            digit = _DIGITS.index(char)
            continue
        unit = _UNITS[char]
        if unit < 10_000:
            section += (digit or 1) * unit
        else:
            total, section = (total + section + digit) * unit, 0
        digit = 0
    return Made(f"{total + section + digit:,}".replace(",", "."), "quantity", False)


def _is_verb(entry: Entry | None) -> bool:
    return entry is not None and entry.field == "verb"


def _fits(field: str, fits: frozenset[str]) -> bool:
    return field in fits or ("thing" in fits and (field not in ROLES or field == "person"))


def _matching(han: str) -> list[Pattern]:
    """Return the patterns that a run has the form of, the longest first."""
    by_first, by_last = _table()
    found = [*by_first.get(han[0], ()), *by_last.get(han[-1], ())]
    fitting = [
        pattern
        for pattern in found
        if han.startswith(pattern.before)
        and han.endswith(pattern.after)
        and len(han) > len(pattern.before) + len(pattern.after)
    ]
    return sorted(fitting, key=lambda pattern: -len(pattern.before) - len(pattern.after))


@cache
def _table() -> tuple[dict[str, list[Pattern]], dict[str, list[Pattern]]]:
    by_first: dict[str, list[Pattern]] = {}
    by_last: dict[str, list[Pattern]] = {}
    for pattern in tables.read(tables.TABLES / "cjk_patterns.tsv", ("han", "vi", "fits", "sure"), _row):
        if pattern.before:
            by_first.setdefault(pattern.before[0], []).append(pattern)
        else:
            by_last.setdefault(pattern.after[-1], []).append(pattern)
    return by_first, by_last


def _row(row: tables.Row) -> Pattern:
    before, found, after = row["han"].partition("~")
    if not found or not before + after or "~" not in row["vi"] or row["sure"] not in ("yes", "no"):
        raise ValueError(f"han and vi each hold one ~, sure is yes or no: {row}")
    return Pattern(before, after, row["vi"], frozenset(row["fits"].split()), row["sure"] == "yes")
