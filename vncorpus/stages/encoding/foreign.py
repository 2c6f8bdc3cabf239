"""Undo mojibake of other languages, and what the Vietnamese rules leave: ftfy decides about the runs of a line.

ftfy is careful, but it looks at whole strings, and a line that holds one letter that windows-1252 lacks cannot have
been read with it as a whole, so it leaves such lines alone. So a line is cut at those letters, and ftfy is asked about
each run; it never changes a word that is a Vietnamese syllable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.encoding import charmaps, gate
from vncorpus.stages.encoding.mojibake import difference
from vncorpus.syllables import is_syllable

_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
#: A run of what windows-1252, with its holes filled as browsers fill them, can show.
_RUN = lazy(f"[\\x00-\\xff{_CP1252}\ufffd]+")
#: The lead byte of a UTF-8 letter as cp1252 shows it, before what can be its continuation.
_HIT = lazy(f"[\u00c2-\u00c6\u00cc\u00cd\u00d0-\u00d2\u00e1-\u00e3\u00ef\u00f0][\u0080-\u00bf{_CP1252}\ufffd ]")
#: Runs of so many characters are not remembered.
_LONG = 40
#: Characters on each side of a change in which the words that it touches end.
NEAR = 24
#: Words without the small signs that count as letters or digits (ª º ² ³ ¹).
_CAPITALS = lazy("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01b0\u1ea0-\u1ef9]+")


@cache
def _config() -> Any:
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,  # `&lt;` in prose is meant
        remove_terminal_escapes=False,
        fix_encoding=True,
        restore_byte_a0=True,  # à is C3 A0, and A0 becomes a space on the way
        replace_lossy_sequences=True,
        decode_inconsistent_utf8=True,
        fix_c1_controls=False,  # ours: between letters a control is noise, not a quotation mark
        fix_latin_ligatures=False,  # ours: the table says where
        fix_character_width=False,  # would fold fullwidth punctuation, which belongs to cjk
        uncurl_quotes=False,  # “ ” are right in Vietnamese
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,  # never NFKC; NFC is a pass of its own, with its own rule
        explain=True,  # with False ftfy ignores the sub-options of fix_encoding
        max_decode_length=1_000_000,
    )


_SHOWN = frozenset(chr(code) for code in range(0x80, 0x100)) | frozenset(_CP1252 + "\ufffd")


def undo(text: str) -> Iterator[Edit]:
    """Propose what ftfy makes of each run that can be mojibake.

    It never touches a word that is right: "ĐÃ VỀ" holds an Ã before a space, which could be an à.
    """
    if not _HIT.search(text):
        return
    at = 0
    for line in text.split("\n"):
        if _HIT.search(line) and gate.holds(line, _SHOWN):
            yield from (Edit(at + start, at + end, new, rule) for start, end, new, rule in _runs(line))
        at += len(line) + 1


def _runs(line: str) -> Iterator[Edit]:
    for run in _RUN.finditer(line):
        if _HIT.search(run[0]) and not (line.count("`", 0, run.start()) % 2 or "`" in run[0]):
            edits = _by_ftfy(run[0]) if len(run[0]) < _LONG else _by_ftfy.__wrapped__(run[0])
            for edit in (_moved(edit, run.start()) for edit in edits):
                near = _CAPITALS.finditer(line, max(0, edit.start - NEAR), edit.end + NEAR)
                if not any(_is_right(line, edit, word) for word in near):
                    yield edit


def _is_right(line: str, edit: Edit, word: re.Match[str]) -> bool:
    """Tell whether the edit would change a word that is a Vietnamese syllable with letters of its own."""
    return word.start() < edit.end and edit.start < word.end() and not word[0].isascii() and is_syllable(word[0])


def _moved(edit: Edit, by: int) -> Edit:
    return edit._replace(start=edit.start + by, end=edit.end + by)


@lru_cache(maxsize=1 << 12)
def _by_ftfy(piece: str) -> tuple[Edit, ...]:
    from ftfy import fix_encoding_and_explain
    from ftfy.badness import is_bad

    if not is_bad(piece):  # what ftfy asks first
        return ()
    fixed = fix_encoding_and_explain(piece, _config()).text
    if fixed in (piece, piece.translate(charmaps.cp1252())):  # a lone control is no sign of a code page
        return ()
    return tuple(difference(piece, fixed, 0, "mojibake"))
