r"""Read bytes as text: tell the encoding, decode, and say what was found and how sure it is.

Detectors for the web know none of the Vietnamese encodings, miss UTF-16 without a mark, and turn a whole UTF-8 file
into another encoding for one bad byte. Here UTF-8 is believed as long as most of what is beyond ASCII is UTF-8; then
each legacy encoding is tried on the first lines that need one, and the one whose words are syllables is taken.

>>> decode("Huế".encode("utf-16-le")).encoding, decode(b"Vi\xd6t Nam \xae\xd1p l\xbem").text
('utf-16-le', 'Việt Nam đẹp lắm')
"""

from __future__ import annotations

import codecs
from typing import Any, NamedTuple

from vncorpus.errors import UsageError
from vncorpus.stage import digest
from vncorpus.stages.encoding import charmaps, dropped, evidence, viqr
from vncorpus.stages.encoding.utf8 import BadByte, mended, replaced

#: What `--encoding` takes besides the legacy ones.
UNICODE = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252")
ENCODINGS = ("auto", *UNICODE, *charmaps.NAMES, "viqr")
#: Other names of the same.
ALIASES = {
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf16": "utf-16",
    "cp1252": "windows-1252",
    "latin-1": "windows-1252",
    "iso-8859-1": "windows-1252",
    "windows-1258": "cp1258",
    "abc": "tcvn3",
    "tcvn": "tcvn5712",
    "tcvn-5712": "tcvn5712",
    "vscii": "tcvn5712",
    "vni-win": "vni",
    "vni-windows": "vni",
    "bk-hcm1": "bkhcm1",
    "bk-hcm2": "bkhcm2",
    "vietwarex": "vietware-x",
    "vietwaref": "vietware-f",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Bytes from which UTF-16 without a mark is told, and the share of them that must be high bytes of its letters.
_LOOK = 4096
_HIGH = 0.9
#: Bad bytes named one by one in a record; their number is given whatever it is.
_NAMED = 100


class Decoded(NamedTuple):
    """Hold a text, the encoding it was in, how sure that is (0 to 1), and the bytes that did not fit."""

    text: str
    encoding: str
    sure: float
    bad: tuple[BadByte, ...] = ()

    def metadata(self, data: bytes) -> dict[str, Any]:
        """Return what a record says of it; the digest of the bytes where they were no clean UTF-8."""
        found: dict[str, Any] = {"encoding": self.encoding, "encoding_confidence": self.sure}
        if self.bad or self.encoding not in UNICODE:
            found["bytes"] = digest(data)
        if self.bad:
            found["flag"] = "bad-bytes"
            found["bad_bytes"] = [[bad.offset, f"{bad.byte:02x}"] for bad in self.bad[:_NAMED]]
            found["bad_bytes_count"] = len(self.bad)
        return found


def named(name: str) -> str:
    """Return the encoding of a name or alias.

    Raises UsageError that names the known ones.
    """
    known = name.lower().replace("_", "-")
    known = ALIASES.get(known, known)
    if known not in ENCODINGS:
        raise UsageError(f"there is no encoding {name!r}; --encoding takes {', '.join(ENCODINGS)}")
    return known


def decode(data: bytes, encoding: str = "auto") -> Decoded:
    r"""Return the text of bytes, in the encoding of that name or in the one that explains them.

    Bytes that no table explains are decoded as UTF-8 with U+FFFD for what is none, each bad byte with its offset.

    Raises UsageError for a name that is not known.

    >>> decode(("Huế " * 50).encode() + b"\xff").bad
    (BadByte(offset=300, byte=255),)
    """
    name = named(encoding)
    if name != "auto":
        return _forced(data, name)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _utf8(data, len(mark)) if codec == "utf-8" else Decoded(data.decode(codec, "replace"), codec, 1.0)
    wide = _utf16(data[:_LOOK])
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, 0.99)
    if data.isascii():
        text = data.decode("ascii")
        return _viqr(text) or Decoded(text, "utf-8", 1.0)
    found = _utf8(data, 0)
    if not found.bad:
        return found
    letters = len(found.text) - sum(map(str.isascii, found.text)) - found.text.count("\ufffd")
    if letters >= 3 * len(found.bad):
        return found
    text, bad = replaced(data)
    return _legacy(data) or Decoded(text, "utf-8", round(letters / (letters + len(bad)), 3), bad)


def _forced(data: bytes, name: str) -> Decoded:
    if name == "utf-8":
        return _utf8(data, 3 if data.startswith(codecs.BOM_UTF8) else 0)._replace(sure=1.0)
    if name in UNICODE:
        return Decoded(data.decode(name, "replace"), name, 1.0)
    raw = data.decode("latin-1")
    if name == "viqr":
        return Decoded("\n".join(map(viqr.read, raw.split("\n"))), name, 1.0)
    return Decoded(_from_legacy(raw, name), name, 1.0)


def _utf8(data: bytes, start: int) -> Decoded:
    text, bad = mended(data, start)
    return Decoded(text, "utf-8", round(1 - len(bad) / max(1, len(data)), 4) if bad else 1.0, bad)


def _utf16(data: bytes) -> str | None:
    """Tell UTF-16 by its high bytes, which are few in Vietnamese: 00, 01, 1E and 20."""
    if len(data) < 4 or b"\0" not in data:
        return None
    data = data[: len(data) & ~1]
    for name, high, low in (("utf-16-le", data[1::2], data[0::2]), ("utf-16-be", data[0::2], data[1::2])):
        if sum(byte in b"\x00\x01\x03\x1e\x20" for byte in high) >= _HIGH * len(high) and low.count(0) < 0.1 * len(low):
            return name
    return None


def _viqr(text: str) -> Decoded | None:
    lines = [line for line in text[:_LOOK].split("\n") if any(map(str.isalpha, line))]
    sure = sum(map(viqr.is_viqr, lines)) / len(lines) if lines else 0.0
    if sure < 0.6:
        return None
    return Decoded("\n".join(map(viqr.read, text.split("\n"))), "viqr", round(sure, 3))


def _legacy(data: bytes) -> Decoded | None:
    raw = data.decode("latin-1")
    sample: list[str] = []
    size = 0
    for line in raw.split("\n"):
        if not line.isascii():
            sample.append(line[: evidence.SAMPLE - size])
            size += len(sample[-1])
            if size >= evidence.SAMPLE:
                break
    choice = evidence.choose(sample, names=charmaps.NAMES) or evidence.choose(sample, "low", charmaps.NAMES)
    if choice:
        choice = evidence.settled(choice, raw)
        return Decoded(_from_legacy(raw, choice.name), choice.name, choice.sure)
    # Vietnamese without a letter that windows-1252 lacks: VISCII and VPS are the same here.
    shown = evidence.shown_as_cp1252(raw)
    return Decoded(shown, "windows-1252", 0.9) if evidence.reads_well(shown) else None


def _from_legacy(raw: str, name: str) -> str:
    text = charmaps.decode(raw, name)
    return dropped.restored(text) if name == "tcvn3" and evidence.is_without_ad(raw) else text
