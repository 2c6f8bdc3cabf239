"""Decode UTF-8 that holds a few bad bytes, and lose nothing else for them.

A byte that got in between is taken out, where the word then is a syllable; where one is missing or wrong inside a
letter, U+FFFD stands for the letter, for the text must not look as if nothing had been there. Every bad byte is told
with its offset.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import NamedTuple

from vncorpus.stages.encoding import model
from vncorpus.syllables import is_syllable

_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_REPLACED = re.compile("\ufffd+")
#: Longest word in bytes whose bytes are tried; a longer one is no word.
_LONGEST = 40


class BadByte(NamedTuple):
    """Name a byte that is no part of UTF-8, and where it stood."""

    offset: int
    byte: int


def mended(data: bytes, start: int = 0) -> tuple[str, tuple[BadByte, ...]]:
    r"""Return the text of UTF-8 from `start` on, and the bad bytes.

    >>> mended(b"a\xffb"), mended("mệt".encode()[:3] + b"\x80" + "mệt".encode()[3:])[0]
    (('ab', (BadByte(offset=1, byte=255),)), 'mệt')
    """
    pieces: list[str] = []
    bad: list[BadByte] = []
    at = start
    while at < len(data):
        try:
            pieces.append(data[at:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            first = at + error.start
        begin = first
        while begin > at and (data[begin - 1] >= 0x80 or data[begin - 1 : begin].isalpha()):
            begin -= 1
        found = _WORD.match(data, begin)
        end = found.end() if found else first + 1
        pieces.append(data[at:begin].decode("utf-8"))
        text, gone = _word(data[begin:end])
        pieces.append(text)
        bad += [BadByte(begin + index, data[begin + index]) for index in gone]
        at = end
    return "".join(pieces), tuple(bad)


def replaced(data: bytes) -> tuple[str, tuple[BadByte, ...]]:
    r"""Return the text of bytes that are hardly UTF-8: U+FFFD for each bad one.

    >>> replaced(b"caf\xe9")
    ('caf\ufffd', (BadByte(offset=3, byte=233),))
    """
    bad: list[BadByte] = []
    at = 0
    while at < len(data):
        try:
            data[at:].decode("utf-8")
            break
        except UnicodeDecodeError as error:
            bad += [BadByte(at + index, data[at + index]) for index in range(error.start, error.end)]
            at += error.end
    return data.decode("utf-8", "replace"), tuple(bad)


def _word(word: bytes) -> tuple[str, tuple[int, ...]]:
    """Return the likeliest reading of the bytes of a word, and which of them are bad."""
    high = [index for index, byte in enumerate(word) if byte >= 0x80]
    if len(word) <= _LONGEST:
        for count in (1, 2):
            made: dict[str, tuple[int, ...]] = {}
            for gone in combinations(high, count):
                try:
                    text = bytes(byte for index, byte in enumerate(word) if index not in gone).decode("utf-8")
                except UnicodeDecodeError:
                    continue
                made.setdefault(text, gone)
            good = [text for text in made if all(map(is_syllable, model.WORD.findall(text))) or text.isascii()]
            if good:
                text = max(good, key=model.score)
                return text, made[text]
    _text, bad = replaced(word)
    return _REPLACED.sub("\ufffd", _text), tuple(byte.offset for byte in bad)
