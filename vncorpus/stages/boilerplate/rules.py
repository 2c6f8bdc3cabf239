"""Match lines against the patterns of the table, and of the user's."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from vncorpus import tables
from vncorpus.errors import RecordError, TableError
from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.sieve import ANYTHING, HEAD, TAIL, Ends, sieve

CLASSES = frozenset(
    [
        "notice",
        "ad",
        "nav",
        "related",
        "comments",
        "share",
        "social",
        "date",
        "byline",
        "source",
        "caption",
        "tags",
        "footer",
        "app",
        "login",
        "listing",
        "media",
        "contact",
        "text",
    ]
)
#: The longest line that any pattern of the table may match; longer ones are prose and cost nothing.
LONGEST = 420
COLUMNS = ("id", "class", "where", "closes", "max_chars", "pattern")
#: Seconds that a user's pattern may take on a line.
PATIENCE = 1.0
#: Heads and tails of lines whose rules are remembered; Vietnamese prose has fewer.
ENDS = 1 << 13
#: Letters with which a match may begin past which its head says nothing.
LETTERS = 20
#: Lengths at which the rules for longer lines are apart.
SHELVES = (61, 121, 221)
_ICON = "\ue000"
#: The icon fonts of sites put private characters at the ends of buttons.
_ICONS = lazy("^[\ue000-\uf8ff\\s]+|[\ue000-\uf8ff\\s]+$")


class Rule(NamedTuple):
    """Hold a row of the pattern table. The class `text` is for lines that look like furniture and are not."""

    id: str
    kind: str
    where: str
    closes: bool
    max_chars: int
    source: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


TABLE = tables.TABLES / "boilerplate.tsv"


def match(bare: str, own: Path | None = None) -> Rule | None:
    """Return the first rule of the table that matches a line, the user's rules before ours."""
    if bare[:1] >= _ICON or bare[-1:] >= _ICON:
        bare = _ICONS.sub("", bare)
    folded = unicodedata.normalize("NFC", bare.lower())
    if "  " in folded or not folded.isprintable():  # no space but the plain one is printable
        folded = " ".join(folded.split())
    found = _own(folded, own) if own else None
    return found or _index(TABLE).first(folded)


def _own(folded: str, path: Path) -> Rule | None:
    """Return the first of the user's rules that matches; a pattern that explodes costs its record, not the run."""
    for rule, pattern in own_rules(path):
        if len(folded) > rule.max_chars:
            continue
        try:
            find = pattern.search if rule.where == "any" else pattern.match
            if find(folded, timeout=PATIENCE) and not (rule.unless and rule.unless.search(folded)):
                return rule
        except TimeoutError as error:
            reason = f"the pattern {rule.id} of {path} took longer than {PATIENCE:g} s on a line; make it simpler"
            raise RecordError("pattern_timeout", reason, "boilerplate") from error
    return None


@lru_cache
def own_rules(path: Path) -> list[tuple[Rule, Any]]:
    """Return the rules of a user's table, each with its pattern compiled by `regex`, which can be told to give up.

    Raises TableError for a row that is wrong.
    """
    import regex

    found = []
    for number, rule in tables.numbered(path, COLUMNS, _row):
        try:
            tail = r"\Z" if rule.where == "line" else ""
            found.append((rule, regex.compile(f"(?:{rule.source}){tail}", regex.IGNORECASE)))
            if rule.unless:
                rule.unless.search("")
        except (regex.error, re.error, OverflowError, ValueError) as error:
            raise TableError(f"{path}:{number}: {rule.id} is no regular expression: {error}") from error
    return found


@lru_cache
def rules(path: Path) -> list[Rule]:
    """Return the rules of a table of patterns.

    Raises TableError for a row that is wrong.
    """
    return tables.read(path, COLUMNS, _row)


class _Index:
    """Find the rules that can match a line by its length, its first and last characters, and strings that they need.

    Nearly every rule begins with words of its own, so the head of a line leaves two to try. Those that begin with
    anything (`… - Ảnh 1.`) are told by the tail and by what they need. Most rules are for short lines, most lines of
    an article are long: so there is a shelf for each range of lengths, with the rules that lines so long can match.
    """

    def __init__(self, found: list[Rule]) -> None:
        read = [_Read.of(number, rule) for number, rule in enumerate(found)]
        self._shelves = [_Shelf([one for one in read if one.rule.max_chars >= least]) for least in (0, *SHELVES)]

    def first(self, folded: str) -> Rule | None:
        """Return the first rule of the table that matches."""
        size = len(folded)
        for rule in self._shelves[bisect_right(SHELVES, size)].candidates(folded):
            if size <= rule.max_chars:
                hit = rule.pattern.search(folded) if rule.where == "any" else rule.pattern.match(folded)
                if hit and not (rule.unless and rule.unless.search(folded)):
                    return rule
        return None


class _Read(NamedTuple):
    """Hold a rule with its number and its sieve; one that is `free` begins with anything."""

    number: int
    rule: Rule
    head: Ends
    tail: Ends
    strings: tuple[str, ...]
    free: bool

    @classmethod
    def of(cls, number: int, rule: Rule) -> _Read:
        line = rule.where == "line"
        head, tail, strings = sieve(rule.source)
        head = head if rule.where != "any" else ANYTHING
        anything = sum(len(part) == 1 and part.isalpha() for part in head.open) > LETTERS and line
        free = "" in head.open or bool(anything and strings and min(map(len, strings)) > 1)
        return cls(number, rule, head, tail if line and free else ANYTHING, strings, free)


class _Shelf:
    """Find rules by head and tail; what a head or a tail leaves is remembered."""

    def __init__(self, found: list[_Read]) -> None:
        self._whole: dict[str, list[_Read]] = {}
        self._open: dict[str, list[_Read]] = {}
        self._free = [one for one in found if one.free]
        self._by_head: dict[str, list[Rule]] = {}
        self._by_tail: dict[str, list[tuple[str, int]]] = {}
        self._rules = {one.number: one.rule for one in found}
        self._numbers = {one.rule.id: one.number for one in found}
        for one in found:
            if not one.free:
                for part in one.head.whole:
                    (self._whole if one.rule.where == "line" else self._open).setdefault(part, []).append(one)
                for part in one.head.open:
                    self._open.setdefault(part, []).append(one)

    def candidates(self, folded: str) -> Sequence[Rule]:
        known = self._by_head.get(folded[:HEAD])
        if known is None:
            known = self._with_head(folded[:HEAD])
        free = self._by_tail.get(folded[-TAIL:])
        if free is None:
            free = self._with_tail(folded[-TAIL:])
        more = [number for need, number in free if need in folded]
        if not more:
            return known
        numbers = {*more, *(self._numbers[rule.id] for rule in known)}
        return [self._rules[number] for number in sorted(numbers)]

    def _with_head(self, head: str) -> list[Rule]:
        if len(self._by_head) >= ENDS:
            self._by_head.clear()
        found = [*self._whole.get(head, ())]
        for size in range(1, HEAD + 1):
            found += self._open.get(head[:size], ()) if len(head) >= size else ()
        rules = {one.number: one.rule for one in found}
        self._by_head[head] = [rules[number] for number in sorted(rules)]
        return self._by_head[head]

    def _with_tail(self, tail: str) -> list[tuple[str, int]]:
        if len(self._by_tail) >= ENDS:
            self._by_tail.clear()
        fitting = [one for one in self._free if one.tail.fits(tail)]
        self._by_tail[tail] = [(need, one.number) for one in fitting for need in one.strings or ("",)]
        return self._by_tail[tail]


@lru_cache
def _index(path: Path) -> _Index:
    return _Index(rules(path))


def _row(row: tables.Row) -> Rule:
    if not row["id"] or not row["pattern"]:
        raise ValueError("a rule needs an id and a pattern")
    if row["closes"] not in ("", "0", "1"):
        raise ValueError(f"closes is 0 or 1, not {row['closes']!r}")
    if row["class"] not in CLASSES:
        raise ValueError(f"class {row['class']!r} is not one of {', '.join(sorted(CLASSES))}")
    if row["where"] not in ("line", "start", "any"):
        raise ValueError(f"where is line, start or any, not {row['where']!r}")
    if not row["max_chars"].isdigit() or not 0 < int(row["max_chars"]) <= LONGEST:
        raise ValueError(f"max_chars is a number from 1 to {LONGEST}, not {row['max_chars']!r}")
    tail = r"\Z" if row["where"] == "line" else ""
    closes = row["closes"] == "1"
    pattern = lazy(f"(?:{row['pattern']}){tail}")
    unless = lazy(row["unless"]) if row.get("unless") else None
    return Rule(row["id"], row["class"], row["where"], closes, int(row["max_chars"]), row["pattern"], pattern, unless)
