"""Match lines against the patterns of the table, and of the user's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from vncorpus import tables
from vncorpus.errors import RecordError, TableError
from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.sieve import ANYTHING, HEAD, TAIL, Ends, ends, needs

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
    folded = unicodedata.normalize("NFC", " ".join(bare.split()).lower())
    found = _own(folded, own) if own else None
    return found or _first(folded, _index(TABLE))


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
    """Find the rules that can match a line by its first and last characters, and by the strings that they need.

    Nearly every rule begins with words of its own, so the head of a line leaves two to try. Those that begin with
    anything (`… - Ảnh 1.`) are told by the tail and by what they need.
    """

    def __init__(self, found: list[Rule]) -> None:
        self._rules = found
        self._whole: dict[str, list[int]] = {}
        self._open: dict[str, list[int]] = {}
        self._free: list[tuple[int, Ends, tuple[str, ...]]] = []
        self._by_head: dict[str, list[int]] = {}
        self._by_tail: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for number, rule in enumerate(found):
            head = ends(rule.source, HEAD) if rule.where != "any" else ANYTHING
            strings = needs(rule.source)
            anything = sum(len(part) == 1 and part.isalpha() for part in head.open) > LETTERS and rule.where == "line"
            if "" in head.open or (anything and strings and min(map(len, strings)) > 1):
                tail = ends(rule.source, TAIL, back=True) if rule.where == "line" else ANYTHING
                self._free.append((number, tail, strings))
                continue
            for part in head.whole:
                (self._whole if rule.where == "line" else self._open).setdefault(part, []).append(number)
            for part in head.open:
                self._open.setdefault(part, []).append(number)

    def candidates(self, folded: str) -> Iterator[Rule]:
        """Return the rules that can match, in the order of the table."""
        head, tail = folded[:HEAD], folded[-TAIL:]
        known = self._by_head.get(head)
        if known is None:
            known = self._with_head(head)
        free = self._by_tail.get(tail)
        if free is None:
            free = self._with_tail(tail)
        found = known
        for number, strings in free:
            if not strings:
                found = [*found, number]
            else:
                for need in strings:
                    if need in folded:
                        found = [*found, number]
                        break
        return map(self._rules.__getitem__, found if found is known else sorted(found))

    def _with_head(self, head: str) -> list[int]:
        if len(self._by_head) >= ENDS:
            self._by_head.clear()
        found = [*self._whole.get(head, ())]
        for size in range(1, HEAD + 1):
            found += self._open.get(head[:size], ()) if len(head) >= size else ()
        self._by_head[head] = sorted(set(found))
        return self._by_head[head]

    def _with_tail(self, tail: str) -> list[tuple[int, tuple[str, ...]]]:
        if len(self._by_tail) >= ENDS:
            self._by_tail.clear()
        self._by_tail[tail] = [(number, strings) for number, ends, strings in self._free if ends.fits(tail)]
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
