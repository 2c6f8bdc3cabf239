"""Mend encoding faults: first what hides letters, then what only disturbs them.

The order is the trap. U+0085, U+00A0, U+00AD and the C1 controls can carry letters (ễ is E1 BB 85, à is
C3 A0), so mojibake is undone before any of them is treated as a control or a space; marks are composed before
words are judged; look-alikes come last, for they are judged by the word.
"""

from __future__ import annotations

from dataclasses import dataclass

from vncorpus.document import Document
from vncorpus.patterns import lazy
from vncorpus.stage import Stage, option
from vncorpus.stages.encoding import gate

NAME = "encoding"
#: The names of charmaps.py, and VIQR; written here so that a start need not read tables.
LEGACY = (
    "auto",
    "off",
    *("tcvn3", "vni", "cp1258", "viscii", "vps", "tcvn5712"),
    *("vietware-x", "vietware-f", "bkhcm2", "bkhcm1", "vni-mac", "viqr"),
)
_UNMENDABLE = lazy("[\ufffd\ue000-\uf8ff]")
_QUESTION = lazy(r"\?(?<=[^\W\d_]\?)[^\W\d_]")


@dataclass(frozen=True)
class Options:
    """Hold the options of the stage."""

    legacy: str = option(
        "auto", "text of a legacy encoding read as windows-1252: undo it where sure, never, or only as this one", LEGACY
    )
    strictness: str = option(
        "normal", "evidence that a repair needs: high also leaves bytes alone that are lost", ("high", "normal", "low")
    )
    tones: str = option("keep", "tone marks of oa, oe, uy: as they are, hòa (old) or hoà (new)", ("keep", "old", "new"))


def run(document: Document, options: Options) -> Document:
    r"""Repair mojibake, Unicode composition, spaces, controls and look-alike letters.

    Every change needs evidence: a sequence that is UTF-8 read as something else, a character that no writer
    types, a word that becomes a Vietnamese syllable. Clean text and other languages pass as they are; ASCII
    spaces, typographic quotes, emoji, superscripts and CJK punctuation are not this stage's business. What
    cannot be mended (U+FFFD, private use, `Vi?t`) is marked `flag:…` in the record and stays.

    Method: ftfy 6 for mojibake, with every option named, over the runs of a line that can be mojibake.

    >>> run(Document("Ti\u00e1\u00ba\u00bfng Việt\u200b"), Options()).text
    'Tiếng Việt'
    """
    text = document.text
    clean = options.legacy in ("auto", "off") and gate.passes(text)
    if not clean:
        from vncorpus.stages.encoding.passes import mended  # here, so that a start does not pay for it

        document = mended(document, options.legacy, options.strictness)
    if options.tones != "keep":
        from vncorpus.stages.encoding.tones import retone

        document = document.edited(NAME, retone(document.text, options.tones))
    text = document.text
    if ("?" in text and _QUESTION.search(text)) or (not clean and _UNMENDABLE.search(text)):
        from vncorpus.stages.encoding.passes import flags

        document = document.edited(NAME, flags(document.text))
    return document


STAGE = Stage(NAME, "2", run, Options)
