"""Drop the lines that a site repeats over its documents: a second look, with the counts of a whole corpus.

What stands in a third of a site's documents, word for word, is the site's and no article's, though no pattern knows
it. Paragraphs never go so, nor the title, nor what texts of one kind share because they are of that kind: headings
("Nguyên liệu"), what ends in a colon, items of lists, code, the head of an official letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from vncorpus.errors import UsageError
from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.doubles import half_of
from vncorpus.stages.boilerplate.line.lines import LABEL, Line
from vncorpus.stages.boilerplate.line.shape import narrow
from vncorpus.stages.boilerplate.line.terms import shared_headings

#: A line goes that stands in so many documents of its site, and in this share of them.
LEAST, SHARE = 5, 0.3
#: Lines that are counted at a time, of all sites: about 200 MB.
ENTRIES = 1 << 21
#: What is forgotten first where they are more: lines in less than this share of the documents so far.
RARE = 0.1
#: The longest line that is counted; longer ones are paragraphs.
LONGEST = 220
#: Words that make a closed line prose, and any line.
CLOSED, PROSE = 12, 25
#: Words that a line needs to be the title where the line above it is the site's.
TITLE = 4
RULE, FLAG = "site:repeated", "flag:site-max-drop"
_KEPT = frozenset(("blank", "prose", "code", "item", "bullet"))
_MARK = lazy(r"^(?:[-–—•*+▪●■◦‣·>»›]\s+)+")
_CLOSED = lazy(r"[.!?…][”\"’»)\]]*$")
_HOST = lazy(r"(?:[a-z][a-z0-9+.-]*:)?//|(?:[\w-]+\.)+[a-z]{2,}(?=[/:?#])")


@dataclass(frozen=True, repr=False)
class SiteLines:
    """Hold the lines that each site repeats, as hashes. It can be pickled, and is the same for the same corpus."""

    key: str
    lines: Mapping[str, frozenset[int]]

    def __repr__(self) -> str:
        """Return the field: records name the option by it, for on its own output a run counts other lines."""
        return f"SiteLines({self.key!r})"

    def of(self, fields: Mapping[str, Any]) -> frozenset[int]:
        """Return what the site of a record repeats."""
        return self.lines.get(site_of(fields, self.key), frozenset())


def site_lines(records: Iterable[Mapping[str, Any]], key: str) -> SiteLines:
    r"""Count the lines of records by site, and return those that each site repeats.

    `key` names the field that tells the site, dotted for one in another (`source`, `metadata.url`); of a URL the host
    counts. Give the records as they come to the stage, after `encoding`, and the answer to
    `Pipeline(site_lines=...)`; they are read once here, and once there. A site of fewer than 5 documents has no lines.

    Raises UsageError where `key` is empty.

    >>> page = {"source": "báo A", "text": "Đọc báo A mỗi ngày"}
    >>> found = site_lines([{**page, "text": f"Bài thứ {n}\n{page['text']}"} for n in range(5)], "source")
    >>> {site: len(lines) for site, lines in found.lines.items()}
    {'báo A': 1}
    """
    counted = Counted(key)
    for record in records:
        text = record.get("text")
        if isinstance(text, str):
            counted.add(site_of(record, key), keys(text))
    return counted.lines()


class Counted:
    """Count in how many documents of its site a line stands.

    No more than `ENTRIES` lines are held. Where there are more, the rarest of each site are forgotten, so that a count
    can only be too low: then a line stays that might have gone.
    """

    def __init__(self, key: str, entries: int = ENTRIES) -> None:
        if not key.strip():
            raise UsageError("--site-key names a field of the records, such as source or metadata.url")
        self.key = key
        self.documents: dict[str, int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._most = entries
        self._entries = 0

    def add(self, site: str, found: Iterable[int]) -> None:
        """Count the lines of one document, each once; those of no site do not count."""
        if not site:
            return
        self.documents[site] = self.documents.get(site, 0) + 1
        own = self._counts.setdefault(site, {})
        before = len(own)
        for line in found:
            own[line] = own.get(line, 0) + 1
        self._entries += len(own) - before
        if self._entries > self._most:
            self._forget()

    def _forget(self) -> None:
        least = 0
        while self._entries > self._most // 2:
            least += 1
            self._entries = 0
            for site, own in self._counts.items():
                floor = max(least, RARE * self.documents[site])
                self._counts[site] = {line: count for line, count in own.items() if count > floor}
                self._entries += len(self._counts[site])

    def lines(self) -> SiteLines:
        """Return the lines that are repeated often enough."""
        found = {}
        for site, own in self._counts.items():
            least = max(LEAST, SHARE * self.documents[site])
            repeated = frozenset(line for line, count in own.items() if count >= least)
            if repeated:
                found[site] = repeated
        return SiteLines(self.key, found)


def site_of(fields: Mapping[str, Any], key: str) -> str:
    """Return the site of a record, "" where it has none; of a URL the host.

    >>> site_of({"metadata": {"url": "https://www.baomoi.vn/a.html"}}, "metadata.url"), site_of({"source": 7}, "source")
    ('baomoi.vn', '7')
    """
    value: Any = fields.get(key)
    if value is None and "." in key:
        value = fields
        for name in key.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    site = str(value).strip()
    if _HOST.match(site.lower()):
        from urllib.parse import urlsplit

        try:
            host = urlsplit(site if "//" in site else f"//{site}").hostname
        except ValueError:
            host = None
        return host.removeprefix("www.") if host else site
    return site


def keys(text: str) -> frozenset[int]:
    """Return the hashes of the lines of a text that may be a site's."""
    return frozenset(found for line in text.split("\n") if (found := key_of(line)) is not None)


def key_of(line: str) -> int | None:
    """Return the hash of a line, None for one that is no site's: a paragraph, or nothing with letters in it.

    What this stage does to a line that stays (a bullet joins it, a double goes) leaves its hash as it was.
    """
    bare = _MARK.sub("", line.strip())
    if not bare or len(bare) > LONGEST:
        return None
    bare = narrow(half_of(bare) or bare)
    spaces = bare.count(" ")
    if spaces >= PROSE - 1 or (spaces >= CLOSED - 1 and _CLOSED.search(bare)):
        return None
    folded = unicodedata.normalize("NFC", " ".join(bare.lower().split()))
    if sum(map(str.isalpha, folded)) < 2:
        return None
    return int.from_bytes(_hash()(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@cache
def _hash() -> Any:
    from hashlib import blake2b  # imported here: 3 ms that `--help` need not pay

    return blake2b


def repeated(texts: Sequence[str], lines: Sequence[Line], fields: Mapping[str, Any], given: SiteLines) -> list[int]:
    """Return the lines of a document that its site repeats and that may go; none where a run has said so before."""
    known = given.of(fields)
    if not known or _is_flagged(fields):
        return []
    return [
        index
        for index, (text, line) in enumerate(zip(texts, lines, strict=True))
        if line.shape not in _KEPT and line.kind != "text" and not _heads(text) and key_of(text) in known
    ]


def _heads(text: str) -> bool:
    """Tell whether a line heads what texts of its kind have."""
    bare = text.strip()
    return bare.endswith((":", "：")) or bare.lower().rstrip(" .!") in shared_headings()


def _is_flagged(fields: Mapping[str, Any]) -> bool:
    own = fields.get("vncorpus")
    entries = own.get("stages") if isinstance(own, dict) else None
    found = [entry.get("rules") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return any(isinstance(rules, dict) and FLAG in rules for rules in found)


def title_of(
    texts: Sequence[str], lines: Sequence[Line], going: Sequence[int], title: int | None, fields: Mapping[str, Any]
) -> list[int]:
    """Return the lines that are the title, the first being that of the stage: those that the record says are it.

    Where it does not say, it is the line that the stage takes for it; where that is the site's, the next line above
    the text that is not and may be one.
    """
    own = fields.get("metadata")
    said = [fields.get("title"), own.get("title") if isinstance(own, dict) else None]
    named = {key_of(value) for value in said if isinstance(value, str)} - {None}
    found = [index for index, text in enumerate(texts) if named and key_of(text) in named]
    if found or title is None:
        return found
    if title in going:
        for index in range(title + 1, len(texts)):
            line = lines[index]
            if line.shape == "prose" and not line.rule:
                break
            plain = not line.rule and line.cue < LABEL and line.shape in ("headline", "short", "sentence")
            if plain and line.words >= TITLE and index not in going:
                return [index]
    return [title, *_copies(texts, title)]


def _copies(texts: Sequence[str], title: int) -> Iterator[int]:
    bare = texts[title].strip()
    return (index for index, text in enumerate(texts) if index != title and text.strip() == bare)
