"""Tell what a line is by itself: by the table of patterns first, then by its shape."""

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
_SPACES = lazy(r"\s+")
#: The icon fonts of sites put private characters at the ends of buttons.
_ICONS = lazy("^[\ue000-\uf8ff\\s]+|[\ue000-\uf8ff\\s]+$")
#: A Chinese character counts as a word: the cjk stage may put as many syllables for it, and what a line is must
#: not hang on whether it has run.
_WORDS = lazy("[\u3400-\u9fff]|[^\\W_\u3400-\u9fff]+")
_WIDE = lazy("[，、。．：；！？（）【】％]")
_NARROW = str.maketrans("，、。．：；！？（）【】％", ",,..:;!?()[]%")
_BULLET = lazy(r"^(?:[-–—•*+▪●■◦‣·]|\(?(?:\d{1,3}|[a-zđA-ZĐ]|[ivxIVX]{1,5})[.)])\s+\S")
_MARKDOWN = lazy(r"[-*+]\s+\S")
#: Furniture of one or two words, which lists hold too.
_LISTED = frozenset(("nav", "login", "share", "social", "listing", "app"))
_LONE = lazy(r"^[-–—•*+▪●■◦‣·]$")
_CODE = lazy(
    r"^(?:\s{4,}|\t)\S|[;{}]\s*$|^\s*(?:def|class|import|from|return|for|if|while|print|var|let|const)\b.*[(:=;]|\w\(.*\)|[\w\]]\s?[=!<>+*/-]=\s?\S|\\[a-z]+\{|\$[^$]+\$"
)
_END = '.!?…:;”"’»)'
_CLOSED = lazy(r"[.!?…;:][”\"’»)\]]*(?:\[\d+\])?$")
_COMMA = lazy(r",$")


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


class Line(NamedTuple):
    """Hold what a line is: the rule that matched it, or its shape, and its length in words.

    Shapes: blank, bullet (a mark alone), item (a mark and text), prose, sentence (short), headline, verse
    (short, as a line of verse or dialogue is), short, code.
    """

    shape: str
    rule: Rule | None
    words: int

    @property
    def kind(self) -> str:
        """Return the class of the furniture, or the shape of the text."""
        return self.rule.kind if self.rule else self.shape


def classified(texts: list[str], own: Path | None = None) -> list[Line]:
    """Return what each line of a text is; between the fences of Markdown every line is code."""
    found = []
    fenced = False
    for text in texts:
        fence = text.lstrip().startswith(("```", "~~~"))
        if fenced or fence:
            found.append(Line("code", None, len(text.split())))
        else:
            # Only lines that can repeat are remembered: a long one is a paragraph, and a book would fill the memory.
            found.append(classify(text, own) if len(text) <= LONGEST else classify.__wrapped__(text, own))
        fenced = fenced != fence
    return found


@lru_cache(maxsize=1 << 15)
def classify(text: str, own: Path | None = None) -> Line:
    """Return what a line is by itself. Lines repeat (40 % of a crawl's do), so the answers are kept.

    >>> classify("Thứ 4, 22/01/2025 12:09").kind, classify("Bình luận (0)").kind, classify("-").kind
    ('date', 'comments', 'bullet')
    """
    bare = text.strip()
    if _WIDE.search(bare):
        bare = bare.translate(_NARROW)
    if not bare:
        return Line("blank", None, 0)
    bare = half_of(bare) or bare  # a line that stands twice without a space is what it is once
    if _LONE.match(bare):
        return Line("bullet", None, 0)
    words = len(_WORDS.findall(bare)) if len(bare) <= 4000 else len(bare) // 5
    rule = match(bare, own) if len(bare) <= LONGEST else None
    if rule and rule.kind in _LISTED and _MARKDOWN.match(bare):
        rule = None  # an item of a list that somebody wrote
    return Line(_shape(text, bare, words), rule, words)


def _shape(text: str, bare: str, words: int) -> str:
    closed = bool(_CLOSED.search(bare))
    if words >= 25 or (closed and words >= 12):
        return "prose"
    if _CODE.search(text):
        return "code"
    if _BULLET.match(bare):
        return "item"
    if closed:
        return "sentence"
    if _COMMA.search(bare):
        return "verse"
    return "headline" if words >= 5 else "short"


def half_of(bare: str) -> str | None:
    """Return X of a line XX, where X is two words or more: no writer repeats them without a space.

    >>> half_of("Minh AnhMinh Anh"), half_of("ha haha ha")
    ('Minh Anh', None)
    """
    size = len(bare) // 2
    half = bare[:size]
    if size < 6 or bare != half * 2 or " " not in half or half != half.strip():
        return None
    return half if half_of(half) is None else None


def match(bare: str, own: Path | None = None) -> Rule | None:
    """Return the first rule of the table that matches a line, the user's rules before ours."""
    folded = unicodedata.normalize("NFC", _SPACES.sub(" ", _ICONS.sub("", bare)).lower())
    found = _own(folded, own) if own else None
    return found or _first(folded, _table(tables.TABLES / "boilerplate.tsv"))


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


def _first(folded: str, table: _Table) -> Rule | None:
    size = len(folded)
    for rule in table.get(folded[:1], table[""]):
        if size > rule.max_chars or (rule.needs and not any(need in folded for need in rule.needs)):
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


_Table = dict[str, list[Rule]]


@lru_cache
def _table(path: Path) -> _Table:
    """Return the rules by the character that a line must begin with; "" has those that any may."""
    firsts = [(rule, None if rule.where == "any" else sieve(rule.source).first) for rule in rules(path)]
    chars = set().union(*(first or () for _, first in firsts))
    return {char: [rule for rule, first in firsts if first is None or char in first] for char in ["", *chars]}


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
