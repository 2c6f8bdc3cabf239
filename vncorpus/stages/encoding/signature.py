"""Tell by the frequency of its bytes which legacy encodings a sample can be of, before any word of it is looked at.

Each encoding gives the commonest letters of Vietnamese other bytes. How likely the bytes of a sample are with each
takes a few microseconds; decoding the sample with all of them and looking up its words takes a millisecond.
"""

from __future__ import annotations

import math
import unicodedata
from functools import cache

from vncorpus.stages.encoding import charmaps, model

#: What a byte has that no letter of an encoding has: share of all, and the steps that a bit is counted in.
_NONE = 1e-4
_STEPS = 16
_ASCII = bytes(range(0x80))
#: Bytes that are looked at.
_MOST = 200
#: Share of capitals.
_CAPITALS = 0.04


def likely(raw: str, names: tuple[str, ...], behind: float) -> tuple[str, ...]:
    """Return the encodings with which bytes are as likely as with the best, but for `behind` bits a byte."""
    data = raw.encode("latin-1").translate(None, _ASCII)[:_MOST]
    found = {name: sum(data.translate(_weights(name))) for name in names}
    floor = max(found.values()) - behind * _STEPS * len(data)
    return tuple(name for name in names if found[name] >= floor)


@cache
def _weights(name: str) -> bytes:
    """Return the weight of each byte: how much likelier it is than a byte of no letter, in steps."""
    shares = [0.0] * 256
    for letter, share in _letters().items():
        for written, part in ((letter, share), (letter.upper(), share * _CAPITALS)):
            for code in charmaps.encoded(written, name):
                shares[code] += part
    total = sum(shares[0x80:])
    weights = (_STEPS * math.log2(max(share / total / _NONE, 1.0)) for share in shares[0x80:])
    return bytes([*[0] * 0x80, *(min(255, round(weight)) for weight in weights)])


@cache
def _letters() -> dict[str, float]:
    """Return how often each letter beyond ASCII stands, by the counts of syllables."""
    found: dict[str, float] = {}
    for syllable, count in model.frequencies().items():
        for letter in unicodedata.normalize("NFC", syllable):
            if letter > "\x7f":
                found[letter] = found.get(letter, 0.0) + count
    return found
