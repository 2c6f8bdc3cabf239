"""Undo UTF-8 that was read as windows-1252, in the parts of a line where it stands.

ftfy decides; it is careful, but it looks at whole strings, and a line that holds one clean Vietnamese letter
beside the mojibake cannot have been read as cp1252 as a whole, so it leaves such lines alone (it mends 40 % of
them). Mojibake of cp1252 is made of characters that cp1252 has, and most toned Vietnamese letters it has not:
so a line is cut at those, and ftfy is asked about each run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from vncorpus.document import Document, Edit
from vncorpus.patterns import lazy
from vncorpus.syllables import is_syllable

_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
#: A run of what windows-1252, with its holes filled as browsers fill them, can show.
_RUN = lazy(f"[\\x00-\\xff{_CP1252}\ufffd]+")
#: The lead byte of a UTF-8 letter as cp1252 shows it, before what can be its continuation.
_HIT = lazy(f"[\u00c2-\u00c6\u00cc\u00cd\u00d0-\u00d2\u00e1-\u00e3\u00ef\u00f0][\u0080-\u00bf{_CP1252}\ufffd ]")
_BYTES = {bytes([code]).decode("latin-1"): code for code in range(256)} | {
    char: char.encode("cp1252")[0] for char in _CP1252
}
#: A whole UTF-8 sequence of two or three bytes, as cp1252 shows it.
_SEQUENCE = lazy(f"[\u00c2-\u00df][\u0080-\u00bf{_CP1252}]|[\u00e0-\u00ef][\u0080-\u00bf{_CP1252}]{{2}}")
#: What a sequence may become besides a letter: typographic marks and combining tones.
_WANTED = "".join(map(chr, range(0xA0, 0xC0))) + "“”‘’–—…•\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
#: Characters on each side of a change in which the words that it touches end.
NEAR = 24
_TOKEN = lazy(r"[^ \t\n]+")
_LETTERS = lazy(r"[^\W\d_]+")
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
    """Propose the text that was meant, first word by word, then run by run for what is left.

    A word whose sequences, decoded, make it a Vietnamese syllable that it was not before is the best evidence
    there is, whatever stands around it. ftfy decides about the rest, and never touches a word that is right:
    "ĐÃ VỀ" holds an Ã before a space, which could be an à.
    """
    if not _HIT.search(text):
        return
    at = 0
    for line in text.split("\n"):
        if _HIT.search(line):
            edits = [*_words(line)]
            mended = Document(line).edited("", edits).text if edits else line
            runs = [] if not _HIT.search(mended) else [*_runs(mended)]
            if runs:
                mended = Document(mended).edited("", runs).text
                edits = [*_difference(line, mended)]
            yield from (Edit(at + start, at + end, new, rule) for start, end, new, rule in edits)
        at += len(line) + 1


def _words(line: str) -> Iterator[Edit]:
    """Propose the words that become syllables; a word that is one already (“ĐÃ”) only beside others that do."""
    sure = False
    edits: list[Edit] = []
    for token in _TOKEN.finditer(line):
        if "`" in token[0] or not _SEQUENCE.search(token[0]):
            continue
        mended = unicodedata.normalize("NFC", _SEQUENCE.sub(_decoded, token[0]))
        words = [word for word in _LETTERS.findall(mended) if not word.isascii()]
        if mended != token[0] and words and all(map(is_syllable, words)):
            sure = sure or not _reads_well(token[0])
            edits += _difference(token[0], _SEQUENCE.sub(_decoded, token[0]), token.start())
    return iter(edits if sure else ())


def _reads_well(token: str) -> bool:
    """Tell whether every word that a sequence touches is a syllable in capitals as it stands.

    XÃ³ is XÃ and a note; HÃ³a, where a small letter goes on, is Hóa.
    """
    if any(token[hit.end() : hit.end() + 1].islower() for hit in _SEQUENCE.finditer(token)):
        return False
    touched = [
        word[0]
        for word in _CAPITALS.finditer(token)
        if any(word.start() < hit.end() and hit.start() < word.end() for hit in _SEQUENCE.finditer(token))
    ]
    return bool(touched) and all(len(word) > 1 and word.isupper() and is_syllable(word) for word in touched)


def _decoded(found: re.Match[str]) -> str:
    """Return the letter of a sequence, or the sequence where it is no letter that Vietnamese needs."""
    try:
        char = bytes(_BYTES[char] for char in found[0]).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return found[0]
    return char if char.isalpha() or char in _WANTED else found[0]


def _runs(line: str) -> Iterator[Edit]:
    for run in _RUN.finditer(line):
        if _HIT.search(run[0]) and not (line.count("`", 0, run.start()) % 2 or "`" in run[0]):
            for edit in _by_ftfy(run[0], run.start()):
                near = _CAPITALS.finditer(line, max(0, edit.start - NEAR), edit.end + NEAR)
                if not any(_is_right(line, edit, word) for word in near):
                    yield edit


def _is_right(line: str, edit: Edit, word: re.Match[str]) -> bool:
    """Tell whether the edit would change a word that is a Vietnamese syllable with letters of its own."""
    return word.start() < edit.end and edit.start < word.end() and not word[0].isascii() and is_syllable(word[0])


def _by_ftfy(piece: str, at: int) -> Iterator[Edit]:
    from ftfy import fix_encoding_and_explain

    fixed = fix_encoding_and_explain(piece, _config()).text
    if fixed != piece:
        yield from _difference(piece, fixed, at)


def _difference(before: str, after: str, at: int = 0) -> Iterator[Edit]:
    """Yield one edit for what differs, without what both sides share at their ends."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    if before != after:
        yield Edit(at + start, at + len(before) - end, after[start : len(after) - end], "mojibake")


def _common(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
