"""Put the repairs in their order, and mark what none of them can mend."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import partial

from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.encoding import characters, escapes, foreign, legacy, lossy, marks, mojibake, tones, viqr, words

_SURROGATES = lazy("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_SURROGATE = lazy("[\ud800-\udfff]")
_UNMENDABLE = lazy("\ufffd|[\ue000-\uf8ff]")
_QUESTION = lazy(r"(?<![\w?=&/.:])[^\W\d_]{1,5}\?[^\W\d_]{1,3}(?![\w=])")


def _surrogates(text: str) -> Iterator[Edit]:
    """Propose the character for a surrogate pair, U+FFFD for half of one."""
    for found in _SURROGATES.finditer(text) if _SURROGATE.search(text) else ():
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


def passes(legacy_name: str, strictness: str, mixed: bool) -> tuple[Callable[[str], Iterator[Edit]], ...]:
    """Return the passes in their order, which is the trap: see the package."""
    loses_bytes = () if strictness == "high" else (lossy.undo,)
    return (
        _surrogates,
        escapes.references,
        escapes.sequences,
        mojibake.undo,
        *loses_bytes,
        partial(legacy.undo, legacy=legacy_name, strictness=strictness, mixed=mixed),
        partial(viqr.undo, legacy=legacy_name, strictness=strictness),
        foreign.undo,
        characters.replace,
        marks.regroup,
        _compose,
        words.lookalikes,
        tones.slips,
    )
