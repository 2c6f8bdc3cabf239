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
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from vncorpus.document import Document, Edit
from vncorpus.stages.encoding.codepages import DEPTH, Page, matching, pages
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


class _Trial(NamedTuple):
    sure: int
    doubtful: int
    edits: list[Edit]


def undo(text: str) -> Iterator[Edit]:
    """Propose the text that was meant, read with the code page that makes most words syllables."""
    found = _Trial(0, 0, [])
    fitting = matching(text, pages().values())
    if not fitting:
        return iter(())
    for page in fitting:
        trial = _try(text, page, found.sure - found.doubtful)
        if trial and (trial.sure - trial.doubtful, len(trial.edits)) > (found.sure - found.doubtful, len(found.edits)):
            found = trial
            left = Document(text).edited("", found.edits).text
            if not matching(left, fitting):
                break
    return iter(found.edits if found.sure > 2 * found.doubtful or found.sure >= _SURE > found.doubtful else ())


def _try(text: str, page: Page, floor: int) -> _Trial | None:
    """Return what reading the text back through a code page would do, None once the evidence stays under a floor."""
    sure = doubtful = at = 0
    left = 1 + sum(map(text.count, " \t\n"))  # no fewer than the chunks to come
    edits: list[Edit] = []
    waiting: list[Edit] = []
    for line in text.split("\n"):
        left -= 1 + line.count(" ") + line.count("\t")
        if page.hint.search(line):
            whole = page.whole(line) if sure >= _CERTAIN * (1 + doubtful) else None
            if whole and _are_welcome(set(whole) - set(line)):
                edits.append(Edit(at, at + len(line), whole, "mojibake"))
                words = line.split(" ")
                sure += len(words) - sum(map(str.isascii, words))
            else:
                own, quiet, good, bad = _chunks(line, at, page)
                sure += good
                doubtful += bad
                if good:
                    edits += own + quiet
                else:
                    waiting += own
                if sure - doubtful + left < floor:
                    return None
        at += len(line) + 1
    return _Trial(sure, doubtful, edits + waiting if sure >= _SURE else edits)


def _chunks(line: str, at: int, page: Page) -> tuple[list[Edit], list[Edit], int, int]:
    """Return the edits of a line, those of words that read well as they are, and the good and bad words."""
    own: list[Edit] = []
    quiet: list[Edit] = []
    good = bad = 0
    for old in line.replace("\t", " ").split(" "):
        if not old.isascii():
            new, found, modest = (_mended if len(old) < _LONG else _mended.__wrapped__)(old, page.name)
            if new is not None:
                good += found > 0
                bad += found < 0
                (quiet if modest else own).append(Edit(at, at + len(old), new, "mojibake"))
        at += len(old) + 1
    return own, quiet, good, bad


@lru_cache(maxsize=1 << 14)
def _mended(chunk: str, name: str) -> tuple[str | None, int, bool]:
    """Return the chunk decoded as often as it takes, what that is evidence of, and whether it reads well as it is.

    None where it stays as it is; 1 where its words then are syllables, -1 where they are not.
    """
    page = pages()[name]
    if "`" in chunk or not page.hint.search(chunk):
        return None, 0, False
    new = chunk
    for _depth in range(DEPTH):
        again = page.once(new)
        if again == new:
            break
        new = again
    if new == chunk or not _are_welcome(set(new) - set(chunk)):
        return None, 0, False
    found = verdict(new)
    modest = _LOUD.search(chunk) is not None and reads_well(chunk, page.pattern)
    doubtful = found < 0 and (_PIECE.search(new) or (_TWICE.search(new) and not _TWICE.search(chunk)))
    return new, 0 if (found > 0 and modest) or doubtful else found, modest


def _are_welcome(chars: set[str]) -> bool:
    """Tell whether writers of Vietnamese use the characters: letters of Europe, signs, emoji, Chinese characters."""
    return not _UNUSED.search("".join(chars))


@lru_cache(maxsize=1 << 14)
def verdict(chunk: str) -> int:
    """Tell what the words of a chunk that go beyond ASCII are: 1 all syllables, -1 not all, 0 there are none.

    An abbreviation with Đ (CSĐT) is no evidence of anything, nor is the sign of the currency (500 đ).

    >>> verdict("nhà,"), verdict("cafés"), verdict("“CSĐT”"), verdict("lÃ"), verdict("500đ")
    (1, -1, 0, -1, 0)
    """
    if chunk.isascii():
        return 0
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
