"""Match lines against the patterns of the table, and of the user's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from vncorpus import tables
from vncorpus.errors import RecordError, TableError
from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.index import CLASSES, Index, Rule
from vncorpus.stages.boilerplate.line.stock import stock

#: The longest line that any pattern of the table may match; longer ones are prose and cost nothing.
LONGEST = 420
COLUMNS = ("id", "class", "where", "closes", "max_chars", "pattern")
#: Seconds that a user's pattern may take on a line.
PATIENCE = 1.0
_ICON = "\ue000"
#: The icon fonts of sites put private characters at the ends of buttons.
_ICONS = lazy("^[\ue000-\uf8ff\\s]+|[\ue000-\uf8ff\\s]+$")


TABLE, PARTS = tables.TABLES / "boilerplate.tsv", tables.TABLES / "boilerplate_parts.tsv"
_First = Callable[[str], Rule | None]
_PART = lazy(r"\{([a-z]+)\}")


def match(bare: str, own: Path | None = None) -> Rule | None:
    """Return the first rule of the table that matches a line, the user's rules before ours."""
    return match_folded(fold(bare), own)


def fold(bare: str) -> str:
    """Return a line as rules are held against it: NFC in small letters, with single spaces and no icons at its ends."""
    if bare[:1] >= _ICON or bare[-1:] >= _ICON:
        bare = _ICONS.sub("", bare)
    folded = unicodedata.normalize("NFC", bare.lower())
    if "  " in folded or not folded.isprintable():  # no space but the plain one is printable
        folded = " ".join(folded.split())
    return folded


def match_folded(folded: str, own: Path | None = None) -> Rule | None:
    """Return the first rule that matches a line that `fold` made."""
    found = _own(folded, own) if own else None
    if found:
        return found
    by_pattern, by_words = _ours()
    return by_pattern(folded) or by_words(folded)


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


@cache
def _ours() -> tuple[_First, _First]:
    """Return what finds the first rule of the table, and the line of the stock: to look both up costs 0.13 µs each."""
    return Index(rules(TABLE), LONGEST).first, stock().first


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
    source = whole(row["pattern"])
    pattern = lazy(f"(?:{source}){tail}")
    unless = lazy(whole(row["unless"])) if row.get("unless") else None
    return Rule(row["id"], row["class"], row["where"], closes, int(row["max_chars"]), source, pattern, unless)


def whole(pattern: str) -> str:
    """Return a pattern with the parts in it that have a name, as `{weekday}`; braces with another name stay.

    >>> whole("{weekday} tuần sau{2}")
    '(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|cn|t[2-7]) tuần sau{2}'
    """
    return _PART.sub(lambda part: _parts().get(part[1], part[0]), pattern) if "{" in pattern else pattern


@lru_cache
def _parts() -> dict[str, str]:
    return dict(tables.read(PARTS, ("name", "pattern"), lambda row: (row["name"], row["pattern"])))
