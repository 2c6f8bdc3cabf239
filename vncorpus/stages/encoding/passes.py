"""Put the repairs in their order, and mark what none of them can mend."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.encoding import (
    characters,
    codepages,
    escapes,
    foreign,
    legacy,
    lossy,
    marks,
    mojibake,
    tones,
    viqr,
    words,
)
from vncorpus.stages.encoding.gate import Blocks

_SURROGATES = lazy("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_HALVES = frozenset(map(chr, range(0xD800, 0xE000)))
_UNMENDABLE = lazy("\ufffd|[\ue000-\uf8ff]")
_QUESTION = lazy(r"(?<![\w?=&/.:])[^\W\d_]{1,5}\?[^\W\d_]{1,3}(?![\w=])")


def _surrogates(text: str) -> Iterator[Edit]:
    """Propose the character for a surrogate pair, U+FFFD for half of one."""
    for found in _SURROGATES.finditer(text):
        whole = (
            found[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace") if len(found[0]) == 2 else "\ufffd"
        )
        yield Edit(*found.span(), whole, "surrogate")


def flags(text: str) -> Iterator[Edit]:
    """Mark what no rule can mend."""
    if not text.isascii():
        for found in _UNMENDABLE.finditer(text):
            rule = "flag:replacement-character" if found[0] == "\ufffd" else "flag:private-use"
            yield Edit(*found.span(), found[0], rule)
    if "?" in text:
        for found in _QUESTION.finditer(text):
            if found[0].replace("?", "").islower() or found[0][1:].islower():
                yield Edit(*found.span(), found[0], "flag:question-mark")


def _compose(text: str) -> Iterator[Edit]:
    return marks.compose(text) if not unicodedata.is_normalized("NFC", text) else iter(())


class Pass(NamedTuple):
    """Name a repair, and the characters of which it needs one; none where it looks itself."""

    propose: Callable[[str], Iterable[Edit]]
    needed: frozenset[str] = frozenset()


def passes(legacy_name: str, strictness: str, blocks: Blocks) -> Iterator[Pass]:
    """Yield the passes in their order, which is the trap: see the package. `blocks` is what they work on by turns."""
    yield Pass(_surrogates, _HALVES)
    yield Pass(escapes.references, frozenset("&"))
    yield Pass(escapes.sequences, frozenset("%=\\"))
    yield Pass(mojibake.undo, codepages.tails())
    if strictness != "high":  # else bytes that are lost stay so
        yield Pass(lossy.undo, frozenset(lossy.LEADS))
    yield Pass(partial(legacy.undo, legacy=legacy_name, strictness=strictness, mixed=blocks.mixed))
    yield Pass(partial(viqr.undo, legacy=legacy_name, strictness=strictness))
    yield Pass(foreign.undo)
    yield Pass(characters.replace, characters.replaced())
    yield Pass(marks.regroup, frozenset(marks.MARKS))
    yield Pass(_compose)
    yield Pass(words.lookalikes, words.looked_for())
    yield Pass(tones.slips)
