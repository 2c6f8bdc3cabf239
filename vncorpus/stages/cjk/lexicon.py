"""Know the Chinese words and characters: the user's glossaries, ours, an imported dictionary, Hán-Việt readings.

Nothing is read before the first Chinese run of a process. Our tables are only cut into lines then (10 ms); a row is
parsed when its word is asked for. That their rows are right is tested; a user's table is checked when it is read.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from vncorpus import tables
from vncorpus.patterns import lazy
from vncorpus.stages.cjk import dictionary
from vncorpus.stages.cjk.code import HAN

GLOSSARY = tables.TABLES / "cjk_glossary.tsv"
READINGS = tables.TABLES / "cjk_hanviet.tsv"
_HAN_ONLY = lazy(f"[{HAN}|]+")
#: A column of what `cjk-report` writes: rows that nobody filled in yet are passed over.
REPORT_COLUMN = "count"


class Entry(NamedTuple):
    """Hold a row of a glossary: `sure` where `vi` is right in nearly every sentence; `origin` is who says so."""

    han: str
    vi: str
    sure: bool
    also: tuple[str, ...] = ()
    field: str = ""
    origin: str = "glossary"

    @property
    def senses(self) -> tuple[str, ...]:
        """Return every Vietnamese form, the one to put in first."""
        return (self.vi, *self.also)


class Sources(NamedTuple):
    """Name the tables of the user: of two glossaries that have a word, the one named first wins."""

    glossaries: tuple[Path, ...] = ()
    dictionary: Path | None = None


def find(han: str, sources: Sources) -> Entry | None:
    """Return the entry for exactly these characters, in any variant: the user's first, ours, the dictionary's.

    >>> find("卷積", Sources()).vi, find("没有这个词", Sources())
    ('tích chập', None)
    """
    for path in sources.glossaries:
        own = table(path)
        entry = own.get(han) or own.get(simplified(han))
        if entry:
            return entry
    line = _lines(GLOSSARY).get(han) or _lines(GLOSSARY).get(simplified(han))
    if line:
        return _parsed(han, line)
    if sources.dictionary:
        row = dictionary.look_up(sources.dictionary, han) or dictionary.look_up(sources.dictionary, simplified(han))
        if row:
            return Entry(han, row[0], row[2] == "yes", _senses(row[1]), "", "dictionary")
    return None


@lru_cache(maxsize=4096)
def simplified(han: str) -> str:
    """Return the simplified form, of radicals and compatibility characters too; as long as `han`, or `han` itself.

    >>> simplified("臺灣"), simplified("⼈")
    ('台湾', '人')
    """
    plain = unicodedata.normalize("NFKC", han)
    new: str = _converter().convert(plain)
    return new if len(new) == len(han) else han


@cache
def _converter() -> Any:
    from opencc import OpenCC  # 8 ms, which only a text with Chinese that no table has as it stands pays

    return OpenCC("t2s")


@cache
def _lines(path: Path) -> dict[str, str]:
    """Return the rows of a table of ours, unparsed, by the forms in their first column."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line[:1] != "#":
            forms, _, rest = line.partition("\t")
            for form in forms.split("|"):
                found[form] = rest
    return found


def _parsed(han: str, line: str) -> Entry:
    vi, also, sure, field = line.split("\t")
    return Entry(han, vi, sure == "yes", _senses(also), field)


def _senses(cell: str) -> tuple[str, ...]:
    return tuple(sense.strip() for sense in cell.split("|") if sense.strip())


def reading(han: str) -> str | None:
    """Return the Hán-Việt reading, the common one of each character; None where one has none.

    >>> reading("李强"), reading("嬶")
    ('lý cường', None)
    """
    found = [readings(char) for char in han]
    return " ".join(each[0] for each in found) if all(found) else None


@lru_cache(maxsize=4096)
def readings(char: str) -> tuple[str, ...]:
    """Return all Hán-Việt readings of a character, the common one first; none where the table has none."""
    table = _lines(READINGS)
    line = table.get(char) or table.get(simplified(char), "")
    common, _, others = line.partition("\t")
    return tuple(word for word in (common, *others.split(",")) if word)


@cache
def read_as(syllable: str) -> str:
    """Return the characters that are read so: 'thường' → 常嘗…, for words of which half was translated."""
    return "".join(form for form, line in _lines(READINGS).items() if syllable in line.replace("\t", ",").split(","))


@cache
def table(path: Path) -> dict[str, Entry]:
    """Return a glossary of the user's by its Chinese forms. Every row is sure but those that say `no`.

    Raises TableError, naming file and line, for a row that has no Chinese or no Vietnamese. A row of a report
    that is not filled in yet says nothing.
    """
    entries: dict[str, Entry] = {}
    for row in tables.read(path, ("han", "vi"), _row):
        for entry in row:
            entries.setdefault(entry.han, entry)
    return entries


def _row(row: tables.Row) -> list[Entry]:
    if not _HAN_ONLY.fullmatch(row["han"]) or not all(row["han"].split("|")):
        raise ValueError(f"han must be Chinese characters, forms separated by |, not {row['han']!r}")
    if not row["vi"] and row.get(REPORT_COLUMN):
        return []
    if not row["vi"] or _HAN_ONLY.search(row["vi"].replace("|", "")):
        raise ValueError(f"vi of {row['han']} must be the Vietnamese to put in, not {row['vi']!r}")
    if row.get("sure", "yes") not in ("yes", "no", ""):
        raise ValueError(f"sure of {row['han']} is yes or no, not {row['sure']!r}")
    return [
        Entry(form, row["vi"], row.get("sure") != "no", _senses(row.get("also", "")), row.get("field", ""), "own")
        for form in row["han"].split("|")
    ]
