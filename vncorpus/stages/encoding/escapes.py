r"""Undo escapes that got into text: character references, percent and quoted-printable bytes, \u escapes.

Nobody writes `&#7879;` for its own sake, so references beyond ASCII are undone wherever they stand, but `&lt;` and
`&amp;` never: prose about markup means them. The other three are found in addresses and code too, and are undone only
where they make Vietnamese syllables.
"""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.encoding.model import WORD
from vncorpus.stages.encoding.mojibake import verdict

_REFERENCE = lazy(r"&(?:amp;)*(#[xX][0-9a-fA-F]{2,6}|#[0-9]{3,7}|[A-Za-z][A-Za-z0-9]{1,30});")
_CHUNK = lazy(r"(?:[^\s=]+|=\r?\n|=)+")
#: What is meant as it stands: addresses, attributes, paths.
_ADDRESS = lazy(r"://|^\W*(?:www\.|/|\.\.?/)|[\w-]\.[a-z]{2,}/|\w=[\"']|[?&]\w+=")

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
            found = [(hit, _meant(hit[1])) for hit in _REFERENCE.finditer(line) if not _in_code(line, hit.start())]
            letters = any(char.isalpha() for _hit, char in found)
            for hit, char in found:
                if char and (letters or char.isalpha() or hit[1][0] == "#"):
                    yield Edit(at + hit.start(), at + hit.end(), char, "escape:reference")
        at += len(line) + 1


def _meant(name: str) -> str:
    """Return the character of a reference, empty where it is none beyond ASCII."""
    if name[0] == "#":
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return chr(code) if 0x80 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    return "".join(char for char in _names().get(name, "") if char >= "\x80")


@cache
def _names() -> dict[str, str]:
    return {name: chr(code) for name, code in html.entities.name2codepoint.items() if code >= 0x80}


def _in_code(line: str, at: int) -> bool:
    return line.count("`", 0, at) % 2 == 1


def sequences(text: str) -> Iterator[Edit]:
    r"""Propose the text of percent, quoted-printable and \u escapes, where it is Vietnamese."""
    for kind, sign, other in (("percent", "%", "%"), ("quoted-printable", "=", "="), ("unicode", "\\", "%")):
        if (sign in text or other in text) and _kinds()[kind][0].search(text):
            yield from _of_kind(text, kind, sign, other)


def _of_kind(text: str, kind: str, sign: str, other: str) -> Iterator[Edit]:
    """Propose the runs of one kind; signs and odd words follow where some chunk becomes syllables."""
    rule = f"escape:{kind}"
    edits: list[Edit] = []
    sure = doubtful = 0
    for chunk in _CHUNK.finditer(text):
        old = chunk[0]
        if sign not in old and other not in old:
            continue
        own, found = _judged(old, kind) if len(old) < _LONG else _judged.__wrapped__(old, kind)
        sure += found > 0
        doubtful += found < 0
        at = chunk.start()
        edits += [Edit(at + first, at + last, new, rule) for first, last, new in own]
    if sure > doubtful:
        yield from edits


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
    whole = "".join((*pieces, chunk[at:]))
    found = verdict(whole)
    if found > 0 and not any(len(word) > 1 for word in WORD.findall(whole)):
        found = 0  # a table of letters is code
    return own, found


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], Callable[[str], str | None]]]:
    return {
        "percent": (_PERCENT, _from_percent),
        "quoted-printable": (_QUOTED, _from_quoted),
        "unicode": (_UNICODE, _from_unicode),
    }


#: A run begins with a byte that can lead a letter of UTF-8, after what ASCII it holds.
_PERCENT = lazy("(?:%[0-7][0-9A-Fa-f])*(?:%[C-Fc-f][0-9A-Fa-f](?:%[89A-Fa-f][0-9A-Fa-f])+(?:%[0-7][0-9A-Fa-f])*)+")
_QUOTED = lazy("(?:=[0-9A-F]{2}|=\r?\n)+")
_UNICODE = lazy(r"(?:\\u[0-9a-fA-F]{4}|%u[0-9a-fA-F]{4})+")


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
