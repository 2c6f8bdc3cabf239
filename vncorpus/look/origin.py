"""Find where a rule comes from: the row of the table that holds it, or the line of code where no table does."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from vncorpus import tables
from vncorpus.document import Done
from vncorpus.errors import TableError
from vncorpus.tables import TABLES, Row

PACKAGE = TABLES.parent
#: Rows that are named for one change: a name is read character by character.
MOST = 4


class Origin(NamedTuple):
    """Hold a row of a table, or a line of code: its file, its number, its text."""

    path: Path
    number: int
    text: str

    def __str__(self) -> str:
        place = self.path.relative_to(PACKAGE.parent) if self.path.is_relative_to(PACKAGE) else self.path
        return f"{place}:{self.number}: {self.text}"


@dataclass(frozen=True)
class Own:
    """Name the user's tables, which a stage asks before its own."""

    glossary: tuple[Path, ...] = ()
    dictionary: Path | None = None
    patterns: Path | None = None


def origins(stage: str, edit: Done, own: Own) -> list[Origin]:
    r"""Return the rows that hold the rule of an edit; where the rule is code, the line of it that names the rule.

    >>> [str(origin) for origin in origins("cjk", Done(0, 1, "，", ", ", "punctuation:，"), Own())]
    ['vncorpus/tables/cjk_punctuation.tsv:6: ，\t,\tafter']
    """
    finders: dict[str, Callable[[Done, Own], Iterator[Origin]]] = {
        "encoding": _encoding,
        "boilerplate": _boilerplate,
        "cjk": _cjk,
    }
    found = list(islice(finders[stage](edit, own), MOST)) if stage in finders else []
    return found or list(islice(_code(stage, edit.rule), MOST))


@cache
def _rows(path: Path) -> Sequence[tuple[int, str, Row]]:
    """Return the rows of a table with their numbers and texts; none of one that cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
        header = next(line for line in lines if line.strip() and not line.startswith("#")).split("\t")[0].strip()
        return [
            (number, lines[number - 1].rstrip("\r"), row)
            for number, row in tables.numbered(path, (header,), lambda row: row)
        ]
    except (OSError, ValueError, StopIteration, TableError):
        return []


def _where(path: Path, holds: Callable[[Row], bool]) -> Iterator[Origin]:
    return (Origin(path, number, text) for number, text, row in _rows(path) if holds(row))


def _encoding(edit: Done, _own: Own) -> Iterator[Origin]:
    rule, _, name = edit.rule.partition(":")
    if rule == "lookalike":
        letters = set(edit.old)
        yield from _where(
            TABLES / "encoding_lookalikes.tsv", lambda row: row["from"] in letters and row["script"] == name
        )
    elif rule == "legacy":
        path = TABLES / "encoding_charmaps.tsv"
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line.startswith("#"):
                if name in line.split("\t"):
                    yield Origin(path, number, line)
                break
    else:
        codes = set(map(ord, edit.old))
        yield from _where(
            TABLES / "encoding_characters.tsv",
            lambda row: row["rule"] == edit.rule and any(c in _range(row) for c in codes),
        )


def _range(row: Row) -> range:
    first, _, last = row["from"].partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def _boilerplate(edit: Done, own: Own) -> Iterator[Origin]:
    for path in (own.patterns, TABLES / "boilerplate.tsv"):
        found = list(_where(path, lambda row: row["id"] == edit.rule)) if path else []
        if found:
            yield from found
            return
    if edit.rule.endswith(":verbatim"):
        from vncorpus.stages.boilerplate.line import rules, stock

        said = {rule.source for text in edit.old.split("\n") if (rule := rules.match(text.strip())) is not None}
        yield from _where(stock.TABLE, lambda row: row["line"] in said)
    if edit.rule.startswith("interface:"):
        words = set(unicodedata.normalize("NFC", edit.old).lower().split("\n"))
        words |= {part.strip() for word in words for part in word.split("·")}
        yield from _where(
            TABLES / "boilerplate_interface.tsv", lambda row: not words.isdisjoint(row["words"].split("|"))
        )


def _cjk(edit: Done, own: Own) -> Iterator[Origin]:
    kind, _, key = edit.rule.partition(":")
    if kind == "glossary":
        yield from islice(_words(key, own), 1)
    elif kind == "half":
        for size in range(len(key), 1, -1):
            found = list(islice(_words(key[:size], own), 1))
            if found:
                yield from found
                return
    elif kind == "composed":
        yield from _parts(key, own)
    elif kind == "pattern":
        plain = _simple(key)
        yield from islice(_where(TABLES / "cjk_patterns.tsv", lambda row: _fits(row["han"], plain)), 1)
    elif kind == "reading":
        forms = [{char, _simple(char)} for char in key]
        for own_forms in forms:
            path = TABLES / "cjk_hanviet.tsv"
            yield from islice(_where(path, lambda row, f=own_forms: not f.isdisjoint(row["char"].split("|"))), 1)  # type: ignore[misc]
    elif kind == "punctuation":
        yield from _where(TABLES / "cjk_punctuation.tsv", lambda row: row["from"] == key)
    elif kind == "dictionary" and own.dictionary:
        yield from _in_dictionary(own.dictionary, key)


def _simple(han: str) -> str:
    from vncorpus.stages.cjk.lexicon import simplified

    return simplified(han)


def _words(han: str, own: Own) -> Iterator[Origin]:
    """Yield the row of a word, in the first glossary that has it."""
    for path in (*own.glossary, TABLES / "cjk_glossary.tsv"):
        for forms in ({han}, {_simple(han)}):
            yield from _where(path, lambda row, f=forms: not f.isdisjoint(row["han"].split("|")))  # type: ignore[misc]


def _parts(han: str, own: Own) -> Iterator[Origin]:
    at = 0
    while at < len(han):
        for size in range(len(han) - at, 0, -1):
            found = list(islice(_words(han[at : at + size], own), 1))
            if found:
                yield from found
                break
        at += size


def _fits(pattern: str, han: str) -> bool:
    return any(
        len(han) > len(before) + len(after) and han.startswith(before) and han.endswith(after)
        for form in pattern.split("|")
        for before, _, after in (form.partition("~"),)
    )


def _in_dictionary(path: Path, han: str) -> Iterator[Origin]:
    forms = (f"{han}\t", f"{_simple(han)}\t")
    with path.open(encoding="utf-8") as handle:
        for number, line in enumerate(handle, 1):
            if line.startswith(forms):
                yield Origin(path, number, line.rstrip("\n"))
                return


def _code(stage: str, rule: str) -> Iterator[Origin]:
    """Yield the lines of a stage's code that name the rule, one of each file."""
    kind, _, key = rule.partition(":")
    folder = PACKAGE / "stages" / stage
    # A reason to keep a run stands in the code without `keep:`, which is put before it.
    reasons = [f'return "{key}"', f'"{key}"'] if kind in ("keep", "flag") else []
    for text in (f'"{rule}"', *reasons, f'"{kind}:{{'):
        named = False
        for path in sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]:
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                if text in line and not line.lstrip().startswith(("#", ">>>", "*")):
                    yield Origin(path, number, line.strip())
                    named = True
                    break
        if named:
            return
