"""Mend encoding faults: first what hides letters, then what only disturbs them.

The order is the trap. U+0085, U+00A0, U+00AD and the C1 controls can carry letters (ễ is E1 BB 85, à is
C3 A0), so mojibake is undone before any of them is treated as a control or a space; marks are composed before
words are judged; look-alikes come last, for they are judged by the word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vncorpus.document import Document, Edit
from vncorpus.stage import Stage, option
from vncorpus.stages.encoding import characters, marks, mojibake, words

NAME = "encoding"
#: What clean Vietnamese is made of. One scan with stdlib `re` runs at 250 MB/s, and most documents pass it;
#: only then are the passes below worth their time.
_CLEAN = re.compile(
    "[^\t\n -~"
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9"
    "–—‘’“”…•°²³×÷±§«»·€£©®™½¼¾→]"
)
#: Clean characters that are mojibake together; see mojibake.py.
_SUSPECT = re.compile("[ÂÃ][©®°±²³·«»§£]|â€|Â |Ã |á[º»]")
_UNMENDABLE = re.compile("\ufffd|[\ue000-\uf8ff]")
_QUESTION = re.compile(r"(?<![\w?=&/.:])[^\W\d_]{1,5}\?[^\W\d_]{1,3}(?![\w=])")


@dataclass(frozen=True, slots=True)
class Options:
    """Hold the options of the stage."""

    tones: str = option("keep", "tone marks of oa, oe, uy: as they are, hòa (old) or hoà (new)", ("keep", "old", "new"))


def run(document: Document, options: Options) -> Document:
    """Repair mojibake, Unicode composition, spaces, controls and look-alike letters.

    Every change needs evidence: a sequence that is UTF-8 read as something else, a character that no writer
    types, a word that becomes a Vietnamese syllable. Clean text and other languages pass as they are; ASCII
    spaces, typographic quotes, emoji, superscripts and CJK punctuation are not this stage's business. What
    cannot be mended (U+FFFD, private use, `Vi?t`) is marked `flag:…` in the record and stays.

    Method: ftfy 6 for mojibake, with every option named, over the runs of a line that can be mojibake.

    >>> run(Document("Ti\\u00e1\\u00ba\\u00bfng Việt\\u200b"), Options()).text
    'Tiếng Việt'
    """
    text = document.text
    dirty = not text.isascii() and (_CLEAN.search(text) or _SUSPECT.search(text))
    if dirty or characters.has_ascii_control(text):
        for propose in _PASSES:
            document = document.edited(NAME, propose(document.text))
    if options.tones != "keep":
        document = document.edited(NAME, words.retone(document.text, options.tones))
    return document.edited(NAME, _flags(document.text))


def _surrogates(text: str) -> Iterator[Edit]:
    """Propose the character for a surrogate pair, U+FFFD for half of one."""
    for found in re.finditer("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]", text):
        whole = found[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace") if len(found[0]) == 2 else "\ufffd"
        yield Edit(*found.span(), whole, "surrogate")


def _flags(text: str) -> Iterator[Edit]:
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


_PASSES: tuple[Callable[[str], Iterator[Edit]], ...] = (
    _surrogates,
    mojibake.undo,
    characters.replace,
    marks.regroup,
    _compose,
    words.lookalikes,
)
STAGE = Stage(NAME, "1", run, Options)
