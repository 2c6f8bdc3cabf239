r"""Read VIQR (RFC 1456): `Vie^.t Nam`, `ddu+o+`ng`.

VIQR is plain ASCII, and its marks are the commonest punctuation, so a line is read only where most of its words
become syllables, and several of them with marks that no other text has. At a word's end `.`, `?` and `'` may be
a tone or what they are: both are read, and the likelier stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from vncorpus.document import Edit
from vncorpus.stages.encoding import model
from vncorpus.stages.encoding.gate import VIQR
from vncorpus.stages.encoding.model import Reading
from vncorpus.stages.encoding.mojibake import well_cased
from vncorpus.syllables import is_syllable

_MARKS = {
    "^": "\u0302",
    "(": "\u0306",
    "+": "\u031b",
    "*": "\u031b",
    "'": "\u0301",
    "`": "\u0300",
    "?": "\u0309",
    "~": "\u0303",
    ".": "\u0323",
}
_LETTER = re.compile(r"[dD][dD]|[aeouyiAEOUYI](?:[\^(+*]['`?~.]?|['`?~.])(?!\\)")
#: Marks at a word's end, which may be stops and quotation marks.
_LAST = re.compile(r"['`?~.]+(?=\W*$)")
_MARKED = re.compile(r"['`?~.\^(+*\\]|[dD][dD]")
_CHUNK = re.compile(r"[^ \t\n]+")
_SPACES = re.compile(r"([ \t\n]+)")
#: A mark that stands for nothing else: ^ ( + ~ ` inside a word, a double d at its beginning.
_SURE = re.compile(
    r"[aeouAEOU][\^+(*][a-z'`?~.]|[aeouAEOU][\^+]|[A-Za-z][`~?.][a-z]|\b[dD]d[aeiouy]|[aeiouy][`~](?!\w)"
    r"|[a-z][aeiouy]'(?:[aeiouy]|ch|ng|nh|[cmnpt])\b|[A-Z]*DD[A-Z]*"
)
#: Share of the words that must be syllables, by strictness.
SHARE = {"high": 0.85, "normal": 0.7, "low": 0.6}
#: Chunks of so many characters are not remembered.
_LONG = 60
_INITIALS = re.compile(r"\W?(?:[A-Z]{1,4}\.?)+[,.:;)\"]*")
_ADDRESS = re.compile(r"\w@\w|://|\w\.\w+/|^www\.")


def undo(text: str, legacy: str = "auto", strictness: str = "normal") -> Iterator[Edit]:
    """Propose the reading of each line that is VIQR; of every line where `legacy` says that the text is.

    Where most lines are, the short ones follow in which a mark makes a syllable.
    """
    if legacy not in ("auto", "viqr"):
        return
    lines = text.split("\n")
    if not any(line and line.isascii() for line in lines) or not VIQR.search(text):
        return
    sure = [line.isascii() and is_viqr(line, strictness) for line in lines]
    follow = legacy == "viqr" or 2 * sum(sure) > sum(map(bool, lines))
    at = 0
    for line, is_sure in zip(lines, sure, strict=True):
        if is_sure or (follow and line.isascii()):
            new = read(line)
            if new != line:
                yield Edit(at, at + len(line), new, "legacy:viqr")
        at += len(line) + 1


def is_viqr(line: str, strictness: str = "normal") -> bool:
    """Tell whether a line is VIQR: some words have its marks for sure, and most are syllables when read.

    >>> is_viqr("Ho^m nay tro+`i ma't qua'."), is_viqr("a^2 + b^2 = c^2"), is_viqr("It's true. Isn't it?")
    (True, False, False)
    """
    if not _SURE.search(line) or "`" in line[:1]:
        return False
    good = marked = words = 0
    for chunk in _CHUNK.findall(line):
        is_word, is_good, is_marked = _judged(chunk) if len(chunk) < _LONG else _judged.__wrapped__(chunk)
        words += is_word
        good += is_good
        marked += is_marked
    return marked >= (2 if words > 2 else 1) and good >= SHARE[strictness] * words and marked * 6 >= words


@lru_cache(maxsize=1 << 13)
def _judged(chunk: str) -> tuple[bool, bool, bool]:
    """Tell whether a chunk is a word, one that reads as syllables, and one that has marks for sure."""
    if chunk.isalpha() and not _MARKED.search(chunk):
        initials = _are_initials(chunk)
        return not initials, not initials and is_syllable(chunk) and well_cased(chunk), False
    address = ("@" in chunk or "/" in chunk or "www" in chunk) and _ADDRESS.search(chunk)
    if chunk.lower() == chunk.upper() or address or chunk[0].isdigit() or _are_initials(chunk):
        return False, False, False
    readings = [reading for reading, _cost in _readings(chunk) if _good(reading)]
    return True, bool(readings), bool(readings) and not readings[0].isascii() and _SURE.search(chunk) is not None


def _are_initials(chunk: str) -> bool:
    return chunk.isupper() and _INITIALS.fullmatch(chunk) is not None


def read(line: str) -> str:
    """Return the likeliest reading of a line.

    >>> read("Ho^m nay tro+`i ma't qua'. Ai ddi cho+. kho^ng?")
    'Hôm nay trời mát quá. Ai đi chợ không?'
    """
    parts = _SPACES.split(line)
    chunks = parts[::2]
    for place, chunk in enumerate(chunks):
        if chunk:
            after = chunks[place + 1][:1] if place + 1 < len(chunks) else ""
            goes_on = "" if not after else "a" if after.islower() or after.isdigit() else "A"
            readings = (_weighed if len(chunk) < _LONG else _weighed.__wrapped__)(chunk, goes_on)
            chunks[place] = readings[0][0]
            if len(readings) > 1:
                before = model.last(reversed(chunks[:place]))
                chunks[place] = max(readings, key=lambda reading: model.score(reading[0], before) - reading[1])[0]
    parts[::2] = chunks
    return "".join(parts)


@lru_cache(maxsize=1 << 13)
def _weighed(chunk: str, after: str) -> tuple[Reading, ...]:
    """Return the good readings of a chunk with what they cost before the end of a line, a small letter or another."""
    readings = _readings(chunk)
    if len(readings) == 1 and _good(readings[0][0]):
        text, cost = readings[0]
        return ((text, cost + _ending(text, after)),)
    if _are_initials(chunk):
        return readings
    good = tuple((text, cost + _ending(text, after)) for text, cost in readings if _good(text))
    return good or (readings[0] if _SURE.search(chunk) else (chunk, 0.0),)


def _ending(text: str, after: str) -> float:
    """Return what it costs to end a sentence before a small letter, or not to end one at the end of a line."""
    stop = text[-1] in ".?" or text[-2:] in ('."', '?"', ".)", "?)")
    twice = 8.0 if text[-2:] in ("..", "?.", ".?") and text[-3:] != "..." else 0.0
    if not after:
        return twice if stop else 9.0
    if after == "a":
        return 8.0 if stop else 0.0
    return twice + 4.5 if stop else 2.5


@lru_cache(maxsize=1 << 13)
def _good(text: str) -> bool:
    word = text.rstrip(",.?")
    if is_syllable(word) and well_cased(word):
        return True
    words = model.WORD.findall(text)
    return bool(words) and all(is_syllable(word) and well_cased(word) for word in words)


@lru_cache(maxsize=4096)
def _readings(chunk: str) -> tuple[Reading, ...]:
    """Return what a chunk can mean: with every mark, and without the last one or two at a word's end."""
    if not _MARKED.search(chunk):
        return ((chunk, 0.0),)
    if _are_initials(chunk):
        return ((chunk.replace("DD", "Đ"), 0.0),)
    whole = _LETTER.sub(_letter, chunk).replace("\\", "")
    found = {whole: 0.0}
    for end in _LAST.finditer(chunk):
        for keep in range(end.start(), end.end()):
            text = _LETTER.sub(_letter, chunk[:keep]) + chunk[keep:]
            kept = chunk[keep : end.end()]
            closed = 9.0 if kept and chunk[end.end() : end.end() + 1] in (",", ";", ":") else 0.0
            found.setdefault(
                text.replace("\\", ""), closed + 9.0 * kept.count("'") + 20.0 * (kept.count("`") + kept.count("~"))
            )
    if "(" in chunk or "+" in chunk:
        found.setdefault(_LETTER.sub(lambda hit: hit[0] if hit[0][1] in "(+" else _letter(hit), chunk), 25.0)
    return tuple(found.items())


def _letter(found: re.Match[str]) -> str:
    return _made(found[0])


@cache
def _made(written: str) -> str:
    """Return the letter of a vowel with marks, or of two d; what is written where it is none."""
    if written[0] in "dD":
        return "đ" if written[0] == "d" else "Đ"
    made = unicodedata.normalize("NFC", written[0] + "".join(map(_MARKS.__getitem__, written[1:])))
    return made if len(made) == 1 else written
