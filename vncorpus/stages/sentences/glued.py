"""Decide about a stop with no white space after it: "tương lai.Trung Quốc", and not "Booking.com" or "TP.Huế"."""

from __future__ import annotations

from vncorpus.patterns import lazy
from vncorpus.stages.sentences import cues, full
from vncorpus.syllables import is_syllable

_WORD_AFTER = lazy(r"[^\W\d_]{1,24}")
_YEAR = lazy(r"(?<![\d.,])\d{3,4}$")
_REACH = 80


def ends(text: str, began: int, at: int, after: int, end: int) -> bool:
    """Tell whether a sentence ends at the stop `text[at:after]`, right after which something stands.

    It does between two Vietnamese words, and where one of them is a number, a closing bracket, an acronym or a
    foreign word and the other one leaves no doubt.
    """
    if at == began or text[at - 1].isspace() or _is_address(text, began, at):
        return False
    follow = text[after]
    if follow in '“‘«("':
        inner = text[after + 1 : after + 2]
        word = full.word_before(text, began, at)
        return inner.isupper() and len(word) > 1 and is_syllable(word) and cues.final(word + ".") is None
    found = _WORD_AFTER.match(text, after, end)
    if not found or not follow.isupper():
        return False
    word = found[0]
    if len(word) == 1 and word.isascii() and text[at] == ".":
        return False  # C.E.O.
    rest = text[found.end() : found.end() + 2]
    if word.isascii() and rest[:1] in (".", "/", "@", "_", "=") and rest[1:].isalnum():
        return False  # Nguyen.Van.An@
    begins = cues.opening(text, after)
    before = text[max(began, at - 24) : at]
    letters = full.word_before(text, began, at)
    if not letters:
        return _after_no_word(text, began, at, before, word, begins)
    return _after_word(before, letters, text[at:after], word, begins, rest)


def _is_address(text: str, began: int, at: int) -> bool:
    """Tell whether a place is inside an address of the web or of mail."""
    token = text[max(began, at - _REACH) : at].split()[-1:]
    return bool(token) and ("://" in token[0] or "www." in token[0].lower() or "@" in token[0])


def _after_no_word(text: str, began: int, at: int, before: str, word: str, begins: int) -> bool:
    """Decide after a digit, a closing mark or a sign: năm 2020.Sau đó, 50%.Đây là, “Đi thôi”.Trung Quốc."""
    if not is_syllable(word) or (word.isascii() and (len(word) == 1 or word.isupper())):  # 01.AI
        return False
    if before[-1].isdigit():
        if at - began < _REACH and full.is_marker(text[began:at].strip()):
            return False
        return bool(_YEAR.search(before)) or begins > 0
    return before[-1] in "”’\"')]»%"


def _after_word(before: str, letters: str, stop: str, word: str, begins: int, rest: str) -> bool:
    """Decide after a word, an abbreviation, a unit or an acronym."""
    prior = before[: len(before) - len(letters)][-1:]
    token = before.split()[-1].rpartition(",")[2]
    final = cues.final((token if prior == "." else letters) + ".") if stop == "." else None
    if prior == "." and final == "may":
        return begins > 0  # TP.HCM.Trước đây
    if prior in (".", "/", "@", "_") or final not in (None, "may") or (len(letters) == 1 and stop == "."):
        return begins == 3 and prior not in ("/", "@", "_")
    if final == "may" or prior.isdigit():
        return begins > 0 and len(letters) <= 4  # v.v, 50kg.Sau đó
    if prior == "-" and not is_syllable(letters):
        return begins >= 2
    small = letters[1:].islower() or len(letters) == 1
    if small and is_syllable(letters):
        if not letters.isascii() and letters.islower():
            return True  # no domain has such letters
        one = word[1:].islower() or (len(word) == 1 and not word.isascii())
        names = letters[0].isupper() and letters.isascii() and word.isascii()
        return one and is_syllable(word) and not (names and rest[:1].isalnum())
    if word.lower() in cues.domains() and begins < 3:
        return False
    return begins >= 2 or (begins == 1 and not word.isascii() and is_syllable(word))
