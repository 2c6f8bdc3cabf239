r"""Undo escapes that got into text: character references, percent and quoted-printable bytes, \u escapes.

Nobody writes `&#7879;` for its own sake, so references beyond ASCII are undone wherever they stand, but `&lt;` and
`&amp;` never: prose about markup means them. The other three are found in addresses and code too, and are undone only
where they make Vietnamese syllables.
"""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, islice, repeat
from typing import cast

from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.encoding.model import WORD
from vncorpus.stages.encoding.mojibake import verdict

_REFERENCE = lazy(r"(&(?:amp;)*(?:#[xX][0-9a-fA-F]{2,6}|#[0-9]{3,7}|[A-Za-z][A-Za-z0-9]{1,30});)")
_CHUNK = lazy(r"(?:[^\s=]+|=\r?\n|=)+")
#: What is meant as it stands: addresses, attributes, paths.
_ADDRESS = lazy(r"://|^\W*(?:www\.|/|\.\.?/)|[\w-]\.[a-z]{2,}/|\w=[\"']|[?&]\w+=")

#: What an address or code may hold.
_DOUBTFUL = ("`", "/", "www.", '="', "='")
_ARGUMENT = lazy(r"[?&]\w+=")
#: Chunks of so many characters are not remembered.
_LONG = 100


def references(text: str) -> Iterator[Edit]:
    """Propose the character of each reference beyond ASCII.

    A name that stands for a letter counts; `&nbsp;` and the names of signs only beside such letters in the line.
    """
    if "&" not in text:
        return
    at = 0
    for line in text.split("\n"):
        if "&" in line:
            parts = _REFERENCE.split(line)
            chars = [_meant(run) for run in parts[1::2]]
            if "`" in line:
                ends = accumulate(map(len, parts))
                chars = [
                    "" if line.count("`", 0, end) % 2 else char
                    for char, end in zip(chars, islice(ends, 0, None, 2), strict=False)
                ]
            if not any(map(str.isalpha, chars)):
                runs = zip(chars, parts[1::2], strict=True)
                chars = [char if "#" in run else "" for char, run in runs]
            yield from _edits(parts, chars, at, "escape:reference")
        at += len(line) + 1


def _edits(parts: list[str], news: Sequence[str | None], at: int, rule: str) -> Iterator[Edit]:
    """Return an edit for each second part of a text for which there is something new."""
    ends = list(accumulate(map(len, parts), initial=at))
    found = zip(ends[1::2], ends[2::2], news, repeat(rule), strict=False)
    made = map(tuple.__new__, repeat(Edit), found if all(news) else [edit for edit in found if edit[2]])
    return cast("Iterator[Edit]", made)  # Edit(), in a third of the time: there is one for each letter


@lru_cache(maxsize=1 << 11)
def _meant(reference: str) -> str:
    """Return the character of a reference, empty where it is none beyond ASCII."""
    name = reference[1:-1].rpartition(";")[2]
    if name[0] == "#":
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return chr(code) if 0x80 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    return "".join(char for char in _names().get(name, "") if char >= "\x80")


@cache
def _names() -> dict[str, str]:
    return {name: chr(code) for name, code in html.entities.name2codepoint.items() if code >= 0x80}


def sequences(text: str) -> Iterator[Edit]:
    r"""Propose the text of percent, quoted-printable and \u escapes, where it is Vietnamese."""
    for kind, sign, other in (("percent", "%", "%"), ("quoted-printable", "=", "="), ("unicode", "\\", "%")):
        if (sign in text or other in text) and _kinds()[kind][0].search(text):
            yield from _of_kind(text, kind, sign, other)


def _of_kind(text: str, kind: str, sign: str, other: str) -> Iterator[Edit]:
    """Propose the runs of one kind; signs and odd words follow where some chunk becomes syllables."""
    edits: list[Edit] = []
    sure = doubtful = at = 0
    lines = [text] if "=\n" in text or "=\r" in text else text.split("\n")
    for line in lines:
        if sign in line or other in line:
            own, good, bad = _plain(line, at, kind) or _by_chunk(line, at, kind, (sign, other))
            edits += own
            sure += good
            doubtful += bad
        at += len(line) + 1
    if sure > doubtful:
        yield from edits


def _plain(line: str, at: int, kind: str) -> tuple[list[Edit], int, int] | None:
    """Return the edits of a line, and the chunks for and against them; None where each has to be looked at."""
    if len(line) > _LONG * _LONG:
        return None
    parts = _kinds()[kind][0].split(line)
    runs = parts[1::2]
    news = [_known(run, kind) if len(run) < _LONG else None for run in runs]
    if None in news:
        return None
    parts[1::2] = cast("list[str]", news)
    olds, chunks = line.split(), "".join(parts).split()
    if len(olds) != len(chunks):
        return None
    changed = [pair for pair in zip(olds, chunks, strict=True) if pair[0] != pair[1]]
    before = " ".join([old for old, _new in changed])
    if any(map(before.__contains__, _DOUBTFUL)) or _ARGUMENT.search(before):
        return None
    found = [(_evidence if len(new) < _LONG else _evidence.__wrapped__)(new) for _old, new in changed]
    parts[1::2] = runs
    return list(_edits(parts, news, at, f"escape:{kind}")), found.count(1), found.count(-1)


@lru_cache(maxsize=1 << 12)
def _known(run: str, kind: str) -> str | None:
    return _kinds()[kind][1](run)


@lru_cache(maxsize=1 << 13)
def _evidence(chunk: str) -> int:
    """Tell what a decoded chunk is evidence of: 1 for, -1 against; a table of letters is code."""
    found = verdict(chunk)
    return (
        found
        if found <= 0 or (chunk.isalpha() and len(chunk) > 2) or any(len(word) > 1 for word in WORD.findall(chunk))
        else 0
    )


def _by_chunk(text: str, at: int, kind: str, signs: tuple[str, str]) -> tuple[list[Edit], int, int]:
    edits: list[Edit] = []
    sure = doubtful = 0
    for chunk in _CHUNK.finditer(text):
        old = chunk[0]
        if signs[0] not in old and signs[1] not in old:
            continue
        own, found = _judged(old, kind) if len(old) < _LONG else _judged.__wrapped__(old, kind)
        sure += found > 0
        doubtful += found < 0
        start = at + chunk.start()
        edits += [Edit(start + first, start + last, new, f"escape:{kind}") for first, last, new in own]
    return edits, sure, doubtful


@lru_cache(maxsize=1 << 12)
def _judged(chunk: str, kind: str) -> tuple[list[tuple[int, int, str]], int]:
    """Return the runs of a chunk with what they mean, and whether it then is evidence: 1 for, -1 against."""
    pattern, decode = _kinds()[kind]
    if not pattern.search(chunk) or "`" in chunk or _ADDRESS.search(chunk):
        return [], 0
    own: list[tuple[int, int, str]] = []
    pieces: list[str] = []
    at = 0
    for hit in pattern.finditer(chunk):
        new = decode(hit[0])
        if new is not None:
            own.append((*hit.span(), new))
        pieces += (chunk[at : hit.start()], new or hit[0])
        at = hit.end()
    return own, _evidence.__wrapped__("".join((*pieces, chunk[at:])))


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], Callable[[str], str | None]]]:
    return {
        "percent": (_PERCENT, _from_percent),
        "quoted-printable": (_QUOTED, _from_quoted),
        "unicode": (_UNICODE, _from_unicode),
    }


#: A run begins with a byte that can lead a letter of UTF-8, after what ASCII it holds.
_PERCENT = lazy(
    "(%(?:[0-7][0-9A-Fa-f]%)*[C-Fc-f][0-9A-Fa-f](?:%[89A-Fa-f][0-9A-Fa-f])+(?:%[0-7][0-9A-Fa-f])*"
    "(?:%[C-Fc-f][0-9A-Fa-f](?:%[89A-Fa-f][0-9A-Fa-f])+(?:%[0-7][0-9A-Fa-f])*)*)"
)
_QUOTED = lazy("(=(?:[0-9A-F]{2}|\r?\n)(?:=(?:[0-9A-F]{2}|\r?\n))*)")
_UNICODE = lazy(r"([\\%]u[0-9a-fA-F]{4}(?:[\\%]u[0-9a-fA-F]{4})*)")


def _from_percent(run: str) -> str | None:
    return _utf8(bytes.fromhex(run.replace("%", "")))


def _from_quoted(run: str) -> str | None:
    return _utf8(bytes.fromhex("".join(run.split()).replace("=", "")))


def _utf8(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if all(char.isprintable() or char == "\n" for char in text) else None


def _from_unicode(run: str) -> str | None:
    codes = re.findall("u([0-9a-fA-F]{4})", run)
    try:
        text = bytes.fromhex("".join(codes)).decode("utf-16-be")
    except UnicodeDecodeError:
        return None
    return None if any(ord(char) < 0xA0 for char in text) else text
