"""Find where sentences begin and end, as offsets; the text is never touched."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vncorpus import tables
from vncorpus.document import Document, Span
from vncorpus.patterns import lazy
from vncorpus.stage import Stage, option
from vncorpus.syllables import is_syllable

_CLOSERS = "\"'”’»)\\]}"
_OPENERS = "\"'“‘«(\\[{¿¡"
_PICTURE = "\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001faff"
_EMOJI = f"[{_PICTURE}][\ufe0e\ufe0f\u200d{_PICTURE}]*"
#: A stop, whatever closes with it, a footnote mark, and the emoji that belong to the sentence.
_STOP = lazy(f"[.!?…。！？]+[{_CLOSERS}」』]*(?:\\[\\d{{1,3}}\\])*(?:[ \u00a0]?{_EMOJI})*")
_NEXT = lazy(f"\\s*[{_OPENERS}「『]*\\s*(?:[-–—•*+]\\s+)?[{_OPENERS}]*")
#: The token that carries the stop; bounded, so that a line of ten million letters costs no more than another.
_TOKEN = lazy(f"[^\\s{_OPENERS},;:–—!?…]{{1,24}}$")
_WORD_BEFORE = lazy(r"(?:[^\W\d_]|[\u0300-\u036f]){1,16}$")
_WORD_AFTER = lazy(r"(?:[^\W\d_]|[\u0300-\u036f]){1,16}")
_YEAR_BEFORE = lazy(r"(?<![\d.,])\d{3,4}$")
_NAME_BEFORE = lazy(r"(?:[^\W\d_]\S{0,11}\s){1,4}$")
_INLINE_MARKER = lazy(r"[:;]\s*\(?(?:\d{1,2}|[a-zđ])$")
_MARKER = lazy(r"(?:[-–—•*+]\s*)?\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđA-ZĐ]|[IVXLC]{1,6})[.)]?$")
_DAY = lazy(r"(?i)\b(?:ngày|tháng|mùng|mồng)\s\d{1,2}(?:\.\s?\d{1,2})?$")
_DASH = lazy(r"[-–—]\s")
_BULLET = lazy(r"\s*(?:[-–—•*+▪●]|\(?(?:\d{1,3}|[a-zđ])[.)])\s")
#: A line of fewer words is a heading or an item of a list, not one that a program wrapped.
WRAPPED = 3


@dataclass(frozen=True)
class Options:
    """Hold the options of the stage."""

    newlines: str = option(
        "auto",
        "what ends a sentence: every newline, only an empty line, or what looks meant",
        ("paragraph", "wrap", "auto"),
    )


def run(document: Document, options: Options) -> Document:
    """Split the text into sentences and add their offsets.

    The spans are in order, do not overlap and cover everything but white space. A quotation closes with its
    sentence, and one that runs on into its speaker is one sentence; abbreviations, initials, decimals, domains
    and list markers end none. A newline ends a sentence unless the line was wrapped by a program (`auto`).

    >>> run(Document("GS. Lan ở Q.1. Bà nói: “Tốt!”, rồi cười."), Options()).fields["sentences"]
    [[0, 14], [15, 40]]
    """
    spans = split(document.text, options.newlines)
    return document.annotated(Counter(sentences=len(spans)), sentences=[list(span) for span in spans])


def split(text: str, newlines: str = "auto") -> list[Span]:
    """Return the spans of the sentences of a text."""
    spans = []
    for start, end in _blocks(text, newlines):
        at = start
        for boundary in _boundaries(text, start, end):
            spans += _trimmed(text, at, boundary)
            at = boundary
        spans += _trimmed(text, at, end)
    return spans


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return [(start + left, start + len(piece.rstrip()))] if left < len(piece) else []


def _blocks(text: str, newlines: str) -> Iterator[Span]:
    """Yield the stretches of text that no sentence leaves: lines, with wrapped ones joined."""
    start = at = 0
    while (end := text.find("\n", at)) >= 0:
        if not _runs_on(text, at, end, newlines, joined=at > start):
            yield start, end
            start = end + 1
        at = end + 1
    yield start, len(text)


def _runs_on(text: str, start: int, end: int, newlines: str, *, joined: bool) -> bool:
    """Tell whether the sentence of the line `text[start:end]` goes on in the next line.

    In a list of items in small letters, no item goes on; a line in small letters does only where it was
    itself `joined` to the one before.
    """
    line = text[start:end].strip()
    following = text[end + 1 : end + 80].lstrip(" \t")
    if newlines == "paragraph" or not line or not following or following[0] in "\r\n" or _BULLET.match(following):
        return False
    if newlines == "wrap":
        return True
    open_end = following[0].islower() and line[-1] not in ".!?…:;"
    return open_end and (joined or not line[0].islower()) and line.count(" ") >= WRAPPED - 1


def _boundaries(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a sentence ends inside a block."""
    began = start
    for found in _STOP.finditer(text, start, end):
        after = found.end()
        if after < end and _ends(text, began, found, end):
            yield after
            began = after


def _ends(text: str, began: int, found: re.Match[str], end: int) -> bool:
    at, after = found.span()
    stop = found[0]
    if stop[0] in "。！？":
        return True
    if not text[after].isspace():
        return _glued(text, at, after, stop, end)
    ahead = _NEXT.match(text, after, end)
    place = ahead.end() if ahead else after
    if place >= end:
        return True
    follow = text[place]
    if follow.islower() or follow in ",;:.!?…":
        return False
    said = stop[-1] in _CLOSERS or _DASH.match(text[began : began + 8].lstrip())
    if said and _DASH.match(text[after:place].lstrip()):
        return False  # – Đứng lại! – Người lính quát. “Anh đi đâu?” – Lan hỏi.
    if stop[0] != "." or stop.startswith("..") or stop[0:2] in (".!", ".?"):
        return not (stop[0] in ".…" and follow.isdigit())
    return _full_stop(text, began, at, stop, place, follow)


def _full_stop(text: str, began: int, at: int, stop: str, place: int, follow: str) -> bool:
    """Decide about one full stop before white space and no small letter."""
    head = text[max(began, at - 64) : at]
    if (
        follow.isdigit()
        and head[-1:].isdigit()
        and re.match(r"\d{3}(?!\d)", text[place : place + 4])
        and len(stop) == 1
    ):
        return False  # 10. 000 đồng, a decimal split by old software
    if follow.isdigit() and _DAY.search(head):
        return False  # ngày 12. 3. 1945
    opening = text[began:at].strip() if at - began < 40 else ""
    if (opening and (_MARKER.match(opening) or _is_heading(opening))) or _INLINE_MARKER.search(head):
        return False
    token = _TOKEN.search(head)
    if token is None or len(stop) > 1:
        return True
    last = token[0].rpartition(".")[2]
    letter = len(last) == 1 and last.isupper()
    before = head[: token.start()]
    if letter and _full_names(before)[0] >= 2:
        return True  # Công an đã tạm giữ Lê Văn T. Đối tượng khai…
    final = _final(token[0] + ".")
    if final is not None:
        return final == "may" or (final == "digit" and not follow.isdigit())
    return not letter or _initial_ends(before, token[0], text[place : place + 3])


def _initial_ends(before: str, token: str, following: str) -> bool:
    """Decide about a capital with a stop: inside a name (Trần Q. Bảo, J. R. R. Tolkien), or not (vitamin C.)."""
    if re.match(r"[^\W\d_]\.", following):
        return False
    names, initials = _full_names(before)
    initials += token.count(".")
    return names == initials == 0 or (names > 0 and initials > 0)


def _full_names(before: str) -> tuple[int, int]:
    """Count the capitalised words and the initials that stand right before a place."""
    found = _NAME_BEFORE.search(before)
    names = initials = 0
    for word in reversed(found[0].split() if found else []):
        if not word[0].isupper() or word[-1] in ",;:":
            break
        if word[1:].strip("."):
            names += 1
        else:
            initials += 1
    return names, initials


def _glued(text: str, at: int, after: int, stop: str, end: int) -> bool:
    """Decide about a stop with no white space after it: "tương lai.Trung Quốc"."""
    follow = text[after]
    if not follow.isupper() and follow not in "“‘«":
        return False
    if follow in "“‘«":
        return stop[-1] in ".!?…" and text[at - 1].isalpha()
    behind = _WORD_AFTER.match(text, after, end)
    if not behind or not (behind[0][1:].islower() or len(behind[0]) == 1) or not _is_word(behind[0]):
        return False
    if text[behind.end() : behind.end() + 1] in (".", "/", "@") and stop[0] == ".":
        return False
    if _YEAR_BEFORE.search(text, max(0, at - 6), at):
        return True
    before = _WORD_BEFORE.search(text, max(0, at - 17), at)
    if not before or (not before[0][1:].islower() and len(before[0]) > 1) or not _is_word(before[0]):
        return False
    if len(before[0]) == 1 and stop == ".":
        return False
    return text[before.start() - 1 : before.start()] not in (".", "/", "@", "-", "_") and not _final(before[0] + ".")


def _is_word(word: str) -> bool:
    return is_syllable(unicodedata.normalize("NFC", word))


def _is_heading(opening: str) -> bool:
    word, _, number = opening.rpartition(" ")
    return bool(_MARKER.match(number)) and word.lower().lstrip("-–—•*+ ") in _tables()[1]


def _final(token: str) -> str | None:
    """Return how an abbreviation ends a sentence (`never`, `may`, `digit`: not before one), None for what is none."""
    known = _tables()[0]
    found = known.get(token)
    if found is None and "." in token[:-1]:
        # GS.TS. is made of abbreviations; of TP.HCM. only the first part is one.
        found = known.get(token[:-1].rpartition(".")[2] + ".") if len(token[:-1].rpartition(".")[2]) > 1 else None
    return found


@cache
def _tables() -> tuple[dict[str, str], frozenset[str]]:
    rows = tables.read(tables.TABLES / "sentences_abbreviations.tsv", ("abbr", "final"), _row)
    headings = frozenset(word for _, word in tables.words(tables.TABLES / "sentences_headings.txt"))
    return dict(rows), headings


def _row(row: tables.Row) -> tuple[str, str]:
    if "." not in row["abbr"] or row["final"] not in ("never", "may", "digit"):
        raise ValueError(
            f"{row['abbr']!r} needs a full stop, and final must be never, may or digit, not {row['final']!r}"
        )
    return row["abbr"], row["final"]


STAGE = Stage("sentences", "1", run, Options, kind="annotator", field="sentences")
