"""Undo UTF-8 that was read with a wrong code page, once or up to four times, in any part of a line.

A letter of UTF-8 is a lead byte and one to three continuation bytes; each code page shows them as certain
characters, and such a sequence hardly ever stands in real text. So the work is done by sequence, not by line: a line
that holds clean letters beside the damage is no obstacle (ftfy, which looks at whole strings, mends 40 % of them).

The code page is chosen once for the text, by the words that become Vietnamese syllables with it; they are the
evidence. Signs and foreign words follow only where such words stand with them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from vncorpus.document import Document, Edit
from vncorpus.stages.encoding import gate
from vncorpus.stages.encoding.codepages import Page, pages, shown
from vncorpus.stages.encoding.model import WORD
from vncorpus.syllables import is_syllable

CHUNK = re.compile(r"[^ \t\n]+")
#: Words in capitals, without the small signs that count as letters or digits (ª º ² ³ ¹).
_CAPITALS = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01b0\u1ea0-\u1ef9]+")
_UNUSED = re.compile(
    "[^\x20-\x7e\xa0-\u017f\u01a0\u01a1\u01af\u01b0\u0300-\u0303\u0306\u0309\u031b\u0323\u0370-\u045f\u1ea0-\u1ef9"
    "\u200b-\u200d\u2010-\u2044\u20ab\u20ac\u2100-\u27bf\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\ufe0f\uff00-\uffef"
    "\U0001f000-\U0002ffff]"
)
#: Such chunks after which lines that can be read back as one are, without a look at each word.
_CERTAIN = 8
_LOUD = re.compile("[A-ZĐ][A-ZĐ\xc0-\xdeĂ]")
#: What lossy.py completes: pieces of letters that lost a byte.
_PIECE = re.compile("áº|á»|â€|[ÃÄÆÌ]|\ufffd")
#: Two letters that only Vietnamese has: no syllable (Sươl), but hardly by chance.
_TWICE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9][^\\W\\d_]*[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_BEYOND = re.compile("[^\x00-\x7fĐđ]")
#: Chunks of so many characters are not remembered: the memory is bounded by number, not by size.
_LONG = 100
#: Chunks with a syllable after which the rest of the text follows, not only their own line.
_SURE = 3


#: Characters of a text by which the code pages are put in order before they are tried.
_GLANCE = 200


class _Trial(NamedTuple):
    """Hold what reading a text with a code page comes to; `text` where that left nothing of it as it was."""

    sure: int
    doubtful: int
    edits: list[Edit]
    text: str | None

    @property
    def gain(self) -> int:
        return self.sure - self.doubtful


def undo(text: str) -> Sequence[Edit]:
    """Propose the text that was meant, read with the code page that makes most words syllables."""
    if not gate.holds(text, shown()):
        return ()
    found: _Trial | None = None
    order = 0
    tried = _likeliest_first(text)
    for place, page in tried:
        if not page.is_in(text):
            continue
        trial = _try(text, page, found.gain if found else 0)
        if trial and trial.edits and (not found or _key(trial, place) > _key(found, order)):
            found, order = trial, place
            left = Document(text).edited("", trial.edits).text if trial.text is None else trial.text
            if not gate.holds(left, shown()) or not any(page.is_in(left) for _place, page in tried):
                break
    if found and (found.sure > 2 * found.doubtful or found.sure >= _SURE > found.doubtful):
        return found.edits
    return ()


def _key(trial: _Trial, place: int) -> tuple[int, int, int]:
    return trial.gain, len(trial.edits), -place


def _likeliest_first(text: str) -> list[tuple[int, Page]]:
    """Return the code pages with their places, those first with which the beginning of a text is most letters."""
    glance = text[:_GLANCE]
    weighed = [(-page.letters(glance), place, page) for place, page in enumerate(pages().values())]
    weighed.sort()
    if -weighed[0][0] < _SURE:
        odd = gate.odd(text)
        weighed = [item for item in weighed if not odd.isdisjoint(item[2].chars)]
    return [(place, page) for _letters, place, page in weighed]


def _try(text: str, page: Page, floor: int) -> _Trial | None:
    """Return what reading the text back through a code page would do, None once the evidence stays under a floor."""
    sure = doubtful = at = 0
    left: int | None = None  # no fewer than the words to come
    edits: list[Edit] = []
    waiting: list[Edit] = []
    lines = text.split("\n")
    complete = True
    decoded = page.decoded(lines[0]).split("\n")
    first = 0
    for number, line in enumerate(lines):
        if page.hint.search(line):
            whole = page.whole(line) if sure >= _CERTAIN * (1 + doubtful) else None
            if whole and _are_welcome(line, whole):
                lines[number] = whole
                edits.append(Edit(at, at + len(line), whole, "mojibake"))
                chunks = line.split(" ")
                sure += len(chunks) - sum(map(str.isascii, chunks))
            else:
                if number >= first + len(decoded):
                    decoded, first = page.decoded("\n".join(lines[number:])).split("\n"), number
                lines[number] = decoded[number - first]
                if lines[number] != line:
                    own, quiet, good, bad, rest = _chunks(line, lines[number], at, page)
                    sure += good
                    doubtful += bad
                    complete = complete and not rest and good > 0
                    if good:
                        edits += own
                        edits += quiet
                    else:
                        waiting += own
            if left is not None:
                left -= len(page.hint.findall(line))
            elif sure - doubtful < floor:
                left = len(page.hint.findall(text, at + len(line)))
            if left is not None and sure - doubtful + left < floor:
                return None
        at += len(line) + 1
    if waiting and sure >= _SURE:
        edits += waiting
    return _Trial(sure, doubtful, edits, "\n".join(lines) if complete else None)


def _chunks(line: str, new: str, at: int, page: Page) -> tuple[list[Edit], list[Edit], int, int, int]:
    """Return the edits of a line, those of words that read well as they are, how many words are good, bad, and stay."""
    own: list[Edit] = []
    quiet: list[Edit] = []
    good = bad = stay = 0
    make = tuple.__new__  # Edit(), in half the time
    loud = _LOUD.search(line) is not None
    doubtful = "`" in line or _UNUSED.search(new) is not None
    for old, now in zip(chunks_of(line), chunks_of(new), strict=True):
        if old != now:
            if doubtful and ("`" in old or not _are_welcome(old, now)):
                stay += 1
            else:
                found = (verdict if len(now) < _LONG else verdict.__wrapped__)(now)
                bad += found < 0 and not _is_piece(old, now)
                edit = make(Edit, (at, at + len(old), now, "mojibake"))
                if loud and _LOUD.search(old) and reads_well(old, page.pattern):
                    quiet.append(edit)
                else:
                    own.append(edit)
                    good += found > 0
        at += len(old) + 1
    return own, quiet, good, bad, stay


def chunks_of(text: str) -> list[str]:
    """Return what stands between spaces, tabs and newlines; nothing between two of them."""
    return text.replace("\t", " ").replace("\n", " ").split(" ")


def _is_piece(old: str, new: str) -> bool:
    """Tell whether what is no syllable lost a byte, or is a word that only Vietnamese can have."""
    return bool(_PIECE.search(new) or (_TWICE.search(new) and not _TWICE.search(old)))


def _are_welcome(old: str, new: str) -> bool:
    """Tell whether writers of Vietnamese use what is new: letters of Europe, signs, emoji, Chinese characters."""
    return not _UNUSED.search(new) or set(_UNUSED.findall(new)) <= set(old)


@lru_cache(maxsize=1 << 14)
def verdict(chunk: str) -> int:
    """Tell what the words of a chunk that go beyond ASCII are: 1 all syllables, -1 not all, 0 there are none.

    An abbreviation with Đ (CSĐT) is no evidence of anything, nor is the sign of the currency (500 đ).

    >>> verdict("nhà,"), verdict("cafés"), verdict("“CSĐT”"), verdict("lÃ"), verdict("500đ")
    (1, -1, 0, -1, 0)
    """
    if chunk.isascii():
        return 0
    word = chunk.rstrip(",.")
    if is_syllable(word) and well_cased(word):
        return 1
    found = 0
    short = False
    for word in WORD.findall(unicodedata.normalize("NFC", chunk)):
        if word.isascii():
            continue
        if is_syllable(word) and well_cased(word):
            found = 1
        elif word == "đ" or (word.isupper() and not _BEYOND.search(word)):
            short = True
        else:
            return -1
    return 0 if short else found


def well_cased(word: str) -> bool:
    """Tell whether a word is small, capital, or small after its first letter."""
    return len(word) == 1 or word[1:].islower() or word.isupper()


def reads_well(chunk: str, pattern: re.Pattern[str]) -> bool:
    """Tell whether every word that a sequence touches is a syllable in capitals as it stands.

    XÃ³ is XÃ and a note; HÃ³a, where a small letter goes on, is Hóa.
    """
    hits = [hit.span() for hit in pattern.finditer(chunk)]
    if any(chunk[end : end + 1].islower() for _start, end in hits):
        return False
    touched = [
        word[0]
        for word in _CAPITALS.finditer(chunk)
        if any(word.start() < end and start < word.end() for start, end in hits)
    ]
    return bool(touched) and all(len(word) > 1 and word.isupper() and is_syllable(word) for word in touched)


def difference(before: str, after: str, at: int, rule: str) -> Iterator[Edit]:
    """Yield one edit for what differs, without what both sides share at their ends."""
    if before == after:
        return
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    yield Edit(at + start, at + len(before) - end, after[start : len(after) - end], rule)


def _common(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
