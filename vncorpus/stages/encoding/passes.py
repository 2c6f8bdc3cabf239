"""Put the repairs in their order, and mark what none of them can mend."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from vncorpus.document import Document, Edit
from vncorpus.patterns import lazy
from vncorpus.stages.encoding import (
    NAME,
    characters,
    codepages,
    escapes,
    foreign,
    gate,
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
_MARKS = frozenset(marks.MARKS)
_UNMENDABLE = lazy("\ufffd|[\ue000-\uf8ff]")
_QUESTION = lazy(r"(?<![\w?=&/.:])[^\W\d_]{1,5}\?[^\W\d_]{1,3}(?![\w=])")


def _surrogates(text: str) -> Iterator[Edit]:
    """Propose the character for a surrogate pair, U+FFFD for half of one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        for found in _SURROGATES.finditer(text):
            pair = found[0].encode("utf-16", "surrogatepass")
            yield Edit(*found.span(), pair.decode("utf-16") if len(found[0]) == 2 else "\ufffd", "surrogate")


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
    """Name a repair, and the characters of which it needs one where clean text has it not; none where it looks itself.

    `after` says that it also looks at lines that are clean after the one before it.
    """

    propose: Callable[[str], Iterable[Edit]]
    needed: frozenset[str] = frozenset()
    after: bool = False


def passes(legacy_name: str, strictness: str, blocks: Blocks) -> Iterator[Pass]:
    """Yield the passes in their order, which is the trap: see the package. `blocks` is what they work on by turns."""
    yield Pass(_surrogates)
    yield Pass(escapes.references)
    yield Pass(escapes.sequences)
    yield Pass(mojibake.undo)
    if strictness != "high":  # else bytes that are lost stay so
        yield Pass(lossy.undo, after=True)
    yield Pass(lambda text: legacy.undo(text, legacy_name, strictness, blocks.mixed))
    yield Pass(partial(viqr.undo, legacy=legacy_name, strictness=strictness))
    yield Pass(foreign.undo, codepages.shown())
    yield Pass(characters.replace, characters.replaced())
    yield Pass(marks.regroup, _MARKS)
    yield Pass(_compose)
    yield Pass(words.lookalikes, words.looked_for())
    yield Pass(tones.slips)


def mended(document: Document, legacy_name: str, strictness: str) -> Document:
    """Return the document after every pass that finds something."""
    blocks = Blocks(document.text, whole=legacy_name not in ("auto", "off"))
    stale = False
    odd: frozenset[str] | None = None
    for propose, needed, after in passes(legacy_name, strictness, blocks):
        if stale and not after:
            blocks.narrow()
            stale = False
            odd = None
        if not blocks.text:
            break
        if needed:
            if odd is None:
                odd = gate.odd(blocks.text)
            if needed.isdisjoint(odd):
                continue
        edits = list(blocks.placed(propose(blocks.text)))
        if edits:
            document = document.edited(NAME, edits)
            blocks.follow(document.text, edits)
            stale = True
    return document
