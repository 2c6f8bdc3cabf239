r"""Turn the bytes of a legacy Vietnamese encoding into text, by the table.

Bytes stand here as the characters of latin-1, one a byte, so that text which was read with the wrong code page and
bytes that were never read go the same way.

>>> decode("Vi\xd6t Nam", "tcvn3"), decode("Vie\xe4t", "vni")
('Việt Nam', 'Việt')
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from typing import Any, NamedTuple

from vncorpus import tables
from vncorpus.stages.encoding.tones import SMALL

#: In the order in which they were common: of two that explain a text as well, the first is meant.
NAMES = (
    "tcvn3",
    "vni",
    "cp1258",
    "viscii",
    "vps",
    "tcvn5712",
    "vietware-x",
    "vietware-f",
    "bkhcm2",
    "bkhcm1",
    "vni-mac",
)
TONES = "\u0300\u0301\u0303\u0309\u0323"
#: Encodings whose fonts have no code for some capitals: they are written with the small letter's.
_SMALL = ("tcvn3", "vietware-f", "vps", "viscii")
_WIDE = re.compile("[^\x00-\xff]")
_WORD = re.compile(r"[^\W\d_]+")
_TWICE = re.compile("[AEIOUYÂĂÊÔƠƯ][à-ỹ]")
#: Two capitals, or a small letter before one: a word that is written in capitals.
_LOUD = re.compile("[A-ZÂÊÔĂĐƠƯ]{2}|[à-ỹ][A-ZÂÊÔĂĐƠƯ]")
#: What a line holds that has a small letter among capitals.
_LOW = SMALL.removeprefix("a-z")
_MIXED = re.compile(f"[A-ZÂÊÔĂĐƠƯ](?:(?<=[{_LOW}].)|(?<=[A-ZÂÊÔĂĐƠƯ]{{2}})(?:[{_LOW}]|[ ,]+[{_LOW}](?![^\\W\\d_])))")


class _Charmap(NamedTuple):
    single: str
    pairs: dict[str, str]
    pattern: re.Pattern[str] | None


def decode(raw: str, name: str) -> str:
    r"""Return the text that the bytes mean in the encoding of that name, in NFC.

    A byte that the encoding has no letter for is what windows-1252 has there. Capitals are put where the
    encoding could not write them: in a word whose other letters are capitals, and for a capital typed before
    its toned small letter.

    >>> decode("TR\xa6\xeaNG V\xa7N HO\xb8", "tcvn3"), decode("A\xb5", "tcvn3")
    ('TRƯỜNG VĐN HOÁ', 'À')
    """
    if name == "cp1258":
        return unicodedata.normalize("NFC", codecs.charmap_decode(raw.encode("latin-1"), "strict", _cp1258())[0])
    single, pairs, pattern = _charmap(name)
    if pattern:
        pieces = pattern.split(raw)
        pieces[1::2] = map(pairs.__getitem__, pieces[1::2])
        return "".join(pieces)
    text, _ = codecs.charmap_decode(raw.encode("latin-1"), "strict", single)
    if name == "tcvn5712":
        return unicodedata.normalize("NFC", text)
    return capitals(text) if name in _SMALL else text


def encoded(letter: str, name: str) -> bytes:
    """Return the bytes of a letter, none where the encoding has no code for it."""
    if name == "cp1258":
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONES)
        return (unicodedata.normalize("NFC", marks.replace(tone, "")) + tone).encode("cp1258", "ignore")
    return _letters().get(letter, {}).get(name, b"")


def as_bytes(text: str) -> str:
    r"""Return the bytes that were read as windows-1252 or latin-1 to give the text, as characters of latin-1.

    A character that neither has stays: the caller looks for it.

    >>> as_bytes("\u2018\u00a0") == "\x91\xa0"
    True
    """
    if not _WIDE.search(text):
        return text
    try:
        return codecs.charmap_encode(text, "strict", _codes_of_cp1252())[0].decode("latin-1")
    except UnicodeEncodeError:
        return text.translate(_from_cp1252())


def capitals(text: str) -> str:
    """Return the text with capitals for the small letters that stand among capitals.

    A word of one capital and toned letters (HÀ or Hà) follows its neighbours, where they agree.

    >>> capitals("ĐÔNG NAM á, VIệT NAM"), capitals("TAND Hà Nội"), capitals("THÀNH PHỐ Hà NộI")
    ('ĐÔNG NAM Á, VIỆT NAM', 'TAND Hà Nội', 'THÀNH PHỐ HÀ NỘI')
    """
    lines = _TWICE.sub(_capital, text).split("\n")
    return "\n".join(_line_capitals(line) if _MIXED.search(line) else line for line in lines)


def _line_capitals(line: str) -> str:
    words = list(_WORD.finditer(line))
    kinds = [_loudness(word[0]) for word in words]
    pieces: list[str] = []
    at = 0
    for index, word in enumerate(words):
        sides = {*kinds[max(0, index - 1) : index], *kinds[index + 1 : index + 2]}
        if kinds[index] == "loud" or (kinds[index] == "soft" and sides == {"loud"}):
            pieces += (line[at : word.start()], word[0].upper())
            at = word.end()
            kinds[index] = "loud"
    return "".join((*pieces, line[at:]))


def _loudness(word: str) -> str:
    bare = [char for char in word if not ("à" <= char <= "ỹ" and char.islower())]
    if not all(map(str.isupper, bare)) or (not bare and len(word) > 1):
        return "quiet"
    return "loud" if len(bare) > 1 or (bare and _LOUD.search(word)) else "soft"


def _capital(found: re.Match[str]) -> str:
    """Return the toned capital of a capital that is followed by its own small toned letter."""
    bare = unicodedata.normalize("NFD", found[0][1])
    letter = unicodedata.normalize("NFC", "".join(c for c in bare if c not in "\u0300\u0301\u0303\u0309\u0323"))
    return found[0][1].upper() if letter == found[0][0].lower() and len(bare) > len(letter) else found[0]


@cache
def _charmap(name: str) -> _Charmap:
    """Read the column of an encoding."""
    base = "mac_roman" if name == "vni-mac" else "cp1252"
    single = list(bytes(range(256)).decode("latin-1"))
    for code in range(0x80, 0x100):
        char = bytes([code]).decode(base, "ignore")
        single[code] = char or single[code]
    pairs: dict[str, str] = {}
    for letter, codes in _rows():
        own = codes[name]
        if len(own) == 2:
            pairs[own.decode("latin-1")] = letter
        elif own and (letter.islower() or single[own[0]] not in _TAKEN):
            single[own[0]] = letter
    pattern = None
    if pairs:
        firsts = "".join(sorted({pair[0] for pair in pairs}))
        seconds = "".join(sorted({pair[1] for pair in pairs}))
        pattern = re.compile(f"([{re.escape(firsts)}][{re.escape(seconds)}]|[\x80-\xff])")
        pairs = {**{chr(code): single[code] for code in range(0x80, 0x100)}, **pairs}
        for first in firsts:  # two letters that are no pair: the second is looked at by itself
            for second in seconds:
                pairs.setdefault(first + second, single[ord(first)] + single[ord(second)])
    return _Charmap("".join(single), pairs, pattern)


#: Two capitals of BKHCM1 share a code with commoner ones (Ặ with Ụ, Ỵ with Ị).
_TAKEN = ("Ụ", "Ị")


@cache
def _rows() -> list[tuple[str, dict[str, bytes]]]:
    columns = tuple(name for name in NAMES if name != "cp1258")

    def parse(row: tables.Row) -> tuple[str, dict[str, bytes]]:
        letter = row["letter"]
        codes = {name: bytes.fromhex(row[name]) for name in columns}
        return (chr(int(letter[2:], 16)) if letter.startswith("U+") else letter), codes

    return tables.read(tables.TABLES / "encoding_charmaps.tsv", ("letter", *columns), parse)


@cache
def _letters() -> dict[str, dict[str, bytes]]:
    return dict(_rows())


@cache
def _cp1258() -> str:
    return "".join(bytes([code]).decode("cp1258", "ignore") or chr(code) for code in range(0x100))


@cache
def cp1252() -> dict[int, str]:
    """Return what windows-1252 shows for the bytes where latin-1 has controls."""
    return {ord(raw): chr(shown) for shown, raw in _from_cp1252().items()}


@cache
def _codes_of_cp1252() -> Any:
    shown = cp1252()
    return codecs.charmap_build("".join(shown.get(code, chr(code)) for code in range(256)))


@cache
def _from_cp1252() -> dict[int, str]:
    found = {bytes([code]).decode("cp1252", "ignore"): chr(code) for code in range(0x80, 0xA0)}
    return {ord(char): raw for char, raw in found.items() if char}
