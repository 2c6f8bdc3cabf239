"""Match lines against what sites and their software say on every page: all words of a line, whatever its values are.

A pattern costs each line that begins as it does, and a sentence that never varies needs none: it is looked up by its
first two words, or by its last two.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import cache

from vncorpus import tables
from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.index import CLASSES, Rule

TABLE = tables.TABLES / "boilerplate_stock.tsv"
COLUMNS = ("class", "line")
#: What stands in a line of the table for a number, and for one word up to eight.
NUMBER, WORDS = "0", "*"
_ANY = (NUMBER, WORDS)
#: The fewest words of a line of the table besides those.
LEAST = 3
#: Characters of a short line, and of any words that stand for one in the table.
LONG, SOME = 120, 40
#: Lines of the table that begin or end alike, each with its class.
_Lines = tuple[tuple[str, str], ...]
_SOME = r"\S+(?: \S+){0,7}"
#: An address; digits with what parts them and a letter for thousands; a word.
_TOKEN = lazy(r"https?://\S+|[\w.+-]+@[\w.-]*\w|\d[\d.,:/-]*(?:[km]\b)?|[^\W\d_]+")
_WORD = lazy(r"[^\W\d_]+")
_DIGITS = frozenset(string.digits)
_SLASH = lazy(r"(?<=[^\W\d_])/(?=[^\W\d_])")
_MARKS = " *.,:;!?…()[]“”\"'|·•-–—>»›«‹©®×✓★☆"
_PARTS = frozenset(_MARKS)


def words_of(line: str) -> list[str]:
    """Return the words of a line in small letters, 0 for each number, without marks.

    >>> words_of("trang được tạo trong 0.142 giây, với 23 câu truy vấn.")
    ['trang', 'được', 'tạo', 'trong', '0', 'giây', 'với', '0', 'câu', 'truy', 'vấn']
    """
    found = _TOKEN.findall(line.replace("ð", "đ"))
    return [NUMBER if word[0].isdigit() and "@" not in word else word for word in found]


class Stock:
    """Hold the lines of a table by their first two words, or by their last two where they begin with any."""

    def __init__(self, rows: Sequence[tuple[str, list[str]]]) -> None:
        heads: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        tails: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for kind, words in rows:
            known, ends = (tails, words[-2:]) if WORDS in words[:2] else (heads, words[:2])
            known.setdefault(tuple(ends), []).append((kind, " ".join(words)))
        # Tuples of text cost the collector of circles nothing.
        self._heads = {ends: tuple(found) for ends, found in heads.items()}
        self._tails = {ends: tuple(found) for ends, found in tails.items()}
        #: What short lines begin and end with, and what long ones do, which are few.
        self._near = [_ends(self._heads, self._tails, 0), _ends(self._heads, self._tails, LONG)]

    def first(self, folded: str) -> Rule | None:
        """Return the line of the table that says what a line says."""
        bare = folded.strip(_MARKS)
        if "'" in bare or "’" in bare:
            bare = bare.replace("'", " ").replace("’", " ")  # "we've" is two words
        if "/" in bare and "://" not in bare:
            bare = _SLASH.sub(" ", bare)  # so is "hiện/ẩn"
        second, last = bare.find(" ") + 1, bare.rfind(" ")
        begins, ends = self._near[len(bare) > LONG]
        # Most lines are told by a word and a letter at each end, without looking at those between.
        begin, end = bare[: second + 1], bare[last - 1 :]
        if begin[:1] in _DIGITS:
            begin = NUMBER + begin[second - 1 :]
        elif begin[-3:-2] in _PARTS:
            begin = begin[: second - 1].rstrip(_MARKS) + begin[second - 1 :]
        if end[2:3] in _DIGITS:
            end = end[:2] + NUMBER
        if end not in ends and (begin not in begins or self._differs(bare, begin[:-2], second, last)):
            return None
        words = words_of(folded)
        near = (*self._heads.get(tuple(words[:2]), ()), *self._tails.get(tuple(words[-2:]), ()))
        said = " ".join(words) if near else ""
        for kind, line in near:
            if line == said or (WORDS in line and _rule(kind, line).pattern.match(said)):
                return _rule(kind, line)
        return None

    def _differs(self, bare: str, first: str, second: int, last: int) -> bool:
        """Tell whether no line of the table has the two words with which one begins, its last and all others."""
        hit = _WORD.match(bare, second)
        known = self._heads.get((first, hit[0] if hit else NUMBER))
        if not known:
            return True
        word = bare[last + 1 :]
        if not word.isalpha() or "ð" in bare:
            return False
        for _kind, line in known:
            if line.endswith((word, WORDS)) and all(part in bare for part in line.split() if part not in _ANY):
                return False
        return True


@cache
def _rule(kind: str, line: str) -> Rule:
    pattern = lazy(line.replace(WORDS, _SOME) + r"\Z")
    return Rule(f"{kind}:verbatim", kind, "line", False, 0, line, pattern, None)


def _ends(
    heads: dict[tuple[str, ...], _Lines], tails: dict[tuple[str, ...], _Lines], least: int
) -> tuple[frozenset[str], frozenset[str]]:
    """Return what lines begin with, and what they end with, that may have more than `least` characters."""
    begins, ends = (
        [
            pair
            for pair, found in known.items()
            if not least or any(len(line) + SOME * line.count(WORDS) > least for _kind, line in found)
        ]
        for known in (heads, tails)
    )
    return (
        frozenset(f"{one} {letter}" for one, two in begins for letter in _spelled(two[0])),
        frozenset(f"{letter} {two}" for one, two in ends for letter in _spelled(one[-1])),
    )


def _spelled(letter: str) -> str:
    return string.digits if letter == NUMBER else letter


@cache
def stock() -> Stock:
    """Return what the table of the package says."""
    return Stock(tables.read(TABLE, COLUMNS, row))


def row(cells: tables.Row) -> tuple[str, list[str]]:
    """Return the class and the words of a row of the table.

    Raises ValueError for a line that is not as `words_of` gives one, that is too short to be known by its words, or
    that has any at both its ends.
    """
    line = cells["line"]
    words = line.split()
    letters = "".join(words).replace(WORDS, "a")
    if not (letters.isalnum() and letters == letters.lower()):
        raise ValueError(f"a line is words in small letters without marks, {NUMBER} and {WORDS}: {line!r}")
    if len(words) - words.count(NUMBER) - words.count(WORDS) < LEAST:
        raise ValueError(f"a line needs {LEAST} words besides {NUMBER} and {WORDS}")
    if WORDS in words[:2] and WORDS in words[-2:]:
        raise ValueError(f"a line begins or ends with two words that are not {WORDS}")
    if cells["class"] not in CLASSES:
        raise ValueError(f"class {cells['class']!r} is not one of {', '.join(sorted(CLASSES))}")
    return cells["class"], words
