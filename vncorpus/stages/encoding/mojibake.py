"""Undo UTF-8 that was read as windows-1252, in the parts of a line where it stands.

ftfy decides; it is careful, but it looks at whole strings, and a line that holds one clean Vietnamese letter
beside the mojibake cannot have been read as cp1252 as a whole, so it leaves such lines alone (it mends 40 % of
them). Mojibake of cp1252 is made of characters that cp1252 has, and most toned Vietnamese letters it has not:
so a line is cut at those, and ftfy is asked about each run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from vncorpus.document import Edit

_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
#: A run of what windows-1252, with its holes filled as browsers fill them, can show.
_RUN = re.compile(f"[\\x00-\\xff{_CP1252}\ufffd]+")
#: The lead byte of a UTF-8 letter as cp1252 shows it, before what can be its continuation.
_HIT = re.compile(
    f"[\u00c2-\u00c6\u00cc\u00cd\u00d0-\u00d2\u00e1-\u00e3\u00ef\u00f0][\u0080-\u00bf{_CP1252}\ufffd ]"
)


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
        fix_c1_controls=True,
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


def undo(text: str) -> Iterator[Edit]:
    """Propose the text that was meant for each run that is mojibake, as small edits."""
    if not _HIT.search(text):
        return
    for run in _RUN.finditer(text):
        for piece in re.finditer("[^\n]+", run[0]):
            if _HIT.search(piece[0]):
                yield from _mended(piece[0], run.start() + piece.start())


def _mended(piece: str, at: int) -> Iterator[Edit]:
    from ftfy import fix_encoding_and_explain

    fixed = fix_encoding_and_explain(piece, _config()).text
    if fixed == piece:
        return
    # ftfy strips nothing inside; what both sides share at the ends is not part of the change.
    start = _common(piece, fixed)
    end = _common(piece[start:][::-1], fixed[start:][::-1])
    yield Edit(at + start, at + len(piece) - end, fixed[start : len(fixed) - end], "mojibake")


def _common(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
