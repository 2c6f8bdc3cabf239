"""Put combining marks in order and compose them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from vncorpus.document import Edit
from vncorpus.patterns import lazy

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"
MARKS = _TONES + _SHAPES
#: A Latin letter with marks, one of which may be composed into it already.
_CLUSTER = lazy(f"([A-Za-z\u00c0-\u01b0\u1ea0-\u1ef9])([{MARKS}]+)")


def regroup(text: str) -> Iterator[Edit]:
    """Propose shape before tone (a ◌́ ◌̂ is ấ, which NFC alone does not see), and one tone where two are the same.

    Two different tones on one letter are no slip that has one answer: they stay.
    """
    for found in _CLUSTER.finditer(text):
        mended = _regrouped(found[0])
        if mended:
            yield Edit(*found.span(), *mended)


@lru_cache(maxsize=1 << 11)
def _regrouped(cluster: str) -> tuple[str, str] | None:
    """Return the letter that a cluster is, with the rule; None where it stays."""
    whole = unicodedata.normalize("NFD", cluster)
    tones = list(dict.fromkeys(char for char in whole[1:] if char in _TONES))
    shapes = list(dict.fromkeys(char for char in whole[1:] if char in _SHAPES))
    if len(tones) > 1 or len(shapes) > 1:
        return None
    composed = unicodedata.normalize("NFC", whole[0] + "".join(shapes + tones))
    if len(composed) != 1 or composed == cluster:
        return None
    doubled = len(whole) - 1 > len(tones) + len(shapes)
    plain = unicodedata.normalize("NFC", cluster) == composed
    return composed, "nfc" if plain else "tone:doubled" if doubled else "mark-order"


def compose(text: str) -> Iterator[Edit]:
    """Propose the NFC form of every cluster that is in another; for text that is not NFC as a whole."""
    import regex  # its \X is the grapheme cluster of UAX #29, which stdlib `re` lacks

    for found in regex.finditer(r"\X", text):
        cluster: str = found[0]
        if not cluster.isascii():
            composed = unicodedata.normalize("NFC", cluster)
            if composed != cluster:
                yield Edit(found.start(), found.end(), composed, "nfc")
