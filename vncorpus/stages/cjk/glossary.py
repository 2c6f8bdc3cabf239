"""Choose the Vietnamese for a Chinese run, and fit it into its sentence."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from vncorpus import tables
from vncorpus.document import Edit
from vncorpus.patterns import lazy

_HAN_ONLY = lazy("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af|]+")
_SENTENCE_START = lazy(r"(?:^|[.!?…]\s)[\s\"'“‘(\[–—•*-]*$|^\s*(?:\d+[.)]|[-–•*])\s+$")


class Entry(NamedTuple):
    """Hold a row of a glossary."""

    han: str
    vi: str
    sure: bool
    also: tuple[str, ...] = ()

    @property
    def senses(self) -> tuple[str, ...]:
        """Return every Vietnamese form, the one to put in first."""
        return (self.vi, *self.also)


def look_up(han: str, own: Path | None, any_sense: bool) -> Entry | None:
    """Return the entry for exactly this run; the user's glossary first, every row of which is sure."""
    entry = table(own).get(han) if own else None
    entry = entry or table(tables.TABLES / "cjk_glossary.tsv").get(han)
    return entry if entry and (entry.sure or any_sense) else None


@cache
def table(path: Path) -> dict[str, Entry]:
    """Return a glossary by its Chinese forms, simplified and traditional.

    Raises TableError for a row that has no Chinese or no Vietnamese.
    """
    entries = {}
    for row in tables.read(path, ("han", "vi"), _row):
        for entry in row:
            entries[entry.han] = entry
    return entries


def _row(row: tables.Row) -> list[Entry]:
    if not _HAN_ONLY.fullmatch(row["han"]):
        raise ValueError(f"han must be Chinese characters, forms separated by |, not {row['han']!r}")
    if not row["vi"] or _HAN_ONLY.search(row["vi"].replace("|", "")):
        raise ValueError(f"vi of {row['han']} must be the Vietnamese to put in, not {row['vi']!r}")
    if row.get("sure", "yes") not in ("yes", "no", ""):
        raise ValueError(f"sure of {row['han']} is yes or no, not {row['sure']!r}")
    also = tuple(sense.strip() for sense in row.get("also", "").split("|") if sense.strip())
    return [Entry(form, row["vi"], row.get("sure") != "no", also) for form in row["han"].split("|")]


def is_gloss(text: str, start: int, entry: Entry) -> bool:
    """Tell whether the run, set off by a space, glosses the Vietnamese before it: "Huawei 华为"."""
    head = text[max(0, start - 80) : start]
    return head.endswith(" ") and any(_ends_with(head, sense) for sense in entry.senses)


def replacement(text: str, start: int, end: int, entry: Entry) -> Edit:
    """Return the edit that puts the Vietnamese in, with spaces and a capital as the sentence needs.

    Where the Vietnamese stands beside the run already ("tích chập卷积"), the run goes and nothing is doubled.
    """
    rule = f"glossary:{entry.han}"
    head = text[max(0, start - 80) : start]
    tail = text[end : end + 80]
    if any(_ends_with(head, sense) for sense in entry.senses):
        return Edit(start, end, " " if tail[:1].isalnum() else "", rule)
    if tail.lstrip(" ").lower().startswith(entry.vi.lower()) and not tail.lstrip(" ")[len(entry.vi) :][:1].isalpha():
        gap = len(tail) - len(tail.lstrip(" "))
        return Edit(start, end + gap, " " if head[-1:].isalnum() else "", rule)
    vi = entry.vi
    if _SENTENCE_START.search(head[head.rfind("\n") + 1 :]):
        vi = vi[0].upper() + vi[1:]
    left = " " if head and not head[-1].isspace() and head[-1] not in "([{“‘\"'«/-–—" else ""
    right = " " if tail[:1].isalnum() or tail[:1] in tuple("([{“‘«") else ""
    return Edit(start, end, left + vi + right, rule)


def _ends_with(head: str, vi: str) -> bool:
    """Tell whether the text before ends in these very words, as words."""
    bare = head.rstrip(" ").lower()
    return bare.endswith(vi.lower()) and not bare[: -len(vi)][-1:].isalpha()
