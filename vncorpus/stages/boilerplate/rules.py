"""Match lines against the patterns of the table, and of the user's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from vncorpus import tables
from vncorpus.errors import RecordError, TableError
from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.sieve import sieve

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
#: Lengths of lines past which rules for shorter ones are left out of the index: prose has few left to try.
FLOORS = (240, 170, 120, 90)
#: First characters of lines for which the rules are kept apart; Vietnamese has fewer.
CHARS = 200
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
    needs: tuple[str, ...] | None


TABLE = tables.TABLES / "boilerplate.tsv"


def match(bare: str, own: Path | None = None) -> Rule | None:
    """Return the first rule of the table that matches a line, the user's rules before ours."""
    if bare[:1] >= _ICON or bare[-1:] >= _ICON:
        bare = _ICONS.sub("", bare)
    folded = unicodedata.normalize("NFC", " ".join(bare.split()).lower())
    found = _own(folded, own) if own else None
    size = len(folded)
    floor = next((floor for floor in FLOORS if size > floor), 0)
    return found or _first(folded, _index(TABLE, floor))


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


def _first(folded: str, index: _Index) -> Rule | None:
    size = len(folded)
    for rule in index.candidates(folded):
        if size > rule.max_chars:
            continue
        hit = rule.pattern.search(folded) if rule.where == "any" else rule.pattern.match(folded)
        if hit and not (rule.unless and rule.unless.search(folded)):
            return rule
    return None


@lru_cache
def rules(path: Path) -> list[Rule]:
    """Return the rules of a table of patterns.

    Raises TableError for a row that is wrong.
    """
    return tables.read(path, COLUMNS, _row)


class _Index:
    """Find the rules that can match a line by the strings that they need.

    One automaton (Aho and Corasick) finds all the strings of all rules in one pass over the line, in 5 µs; looking
    for them one by one takes 200. Rules that need no string are found by the character that they begin with.
    """

    def __init__(self, found: list[Rule]) -> None:
        from ahocorasick_rs import AhoCorasick

        self._rules = found
        self._firsts = [None if rule.where == "any" else sieve(rule.source).first for rule in found]
        needing: dict[str, set[int]] = {}
        for number, rule in enumerate(found):
            for need in rule.needs or ():
                needing.setdefault(need, set()).add(number)
        self._needing = list(needing.values())
        self._automaton = AhoCorasick(list(needing)) if needing else None
        self._beginning: dict[str, dict[int, set[int]]] = {}
        free = [number for number, rule in enumerate(found) if not rule.needs]
        chars = set().union(*(self._firsts[number] or () for number in free))
        self._free = {char: {n for n in free if self._may_begin(n, char)} for char in ["", *chars]}

    def _may_begin(self, number: int, char: str) -> bool:
        first = self._firsts[number]
        return first is None or char in first

    def candidates(self, folded: str) -> list[Rule]:
        """Return the rules that can match, in the order of the table."""
        char = folded[:1]
        found = set(self._free.get(char, self._free[""]))
        if self._automaton:
            if char not in self._beginning and len(self._beginning) >= CHARS:
                self._beginning.clear()
            beginning = self._beginning.setdefault(char, {})
            for need in {hit[0] for hit in self._automaton.find_matches_as_indexes(folded, overlapping=True)}:
                numbers = beginning.get(need)
                if numbers is None:
                    numbers = beginning[need] = {n for n in self._needing[need] if self._may_begin(n, char)}
                found |= numbers
        return [self._rules[number] for number in sorted(found)]


@lru_cache
def _index(path: Path, floor: int) -> _Index:
    return _Index([rule for rule in rules(path) if rule.max_chars > floor])


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
    try:
        needs = sieve(row["pattern"]).needs
        sieve(row.get("unless", ""))
    except (re.error, OverflowError) as error:
        raise ValueError(f"{row['id']} is no regular expression: {error}") from error
    closes = row["closes"] == "1"
    pattern = lazy(f"(?:{row['pattern']}){tail}")
    unless = lazy(row["unless"]) if row.get("unless") else None
    return Rule(
        row["id"], row["class"], row["where"], closes, int(row["max_chars"]), row["pattern"], pattern, unless, needs
    )
