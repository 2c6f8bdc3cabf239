"""Decide about a full stop before white space and no small letter: abbreviation, initial, number, list marker."""

from __future__ import annotations

from vncorpus.patterns import lazy
from vncorpus.stages.sentences import cues
from vncorpus.syllables import is_syllable

#: The token that carries the stop; bounded, so that a line of ten million letters costs no more than another.
_TOKEN = lazy("[^\\s\"'“‘«(\\[{¿¡,;:–—!?…]{1,24}$")
_LETTERS_BEFORE = lazy(r"[^\W\d_]{1,24}$")
_WORD_AFTER = lazy(r"[^\W\d_]{1,24}")
_NAME_BEFORE = lazy(r"(?:[^\W\d_]\S{0,11}\s){1,4}$")
_INLINE_MARKER = lazy(r"[:;]\s*\(?(?:\d{1,2}|[a-zđA-ZĐ]|[IVX]{1,4})$")
_MARKER = lazy(r"(?:[-–—•*+]\s*)?[(\[“\"]?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđA-ZĐ]|[IVXLC]{1,6})[.)]?$")
_DAY = lazy(r"(?i)\b(?:ngày|tháng|mùng|mồng|sáng|trưa|chiều|tối|đêm|hôm|lễ|dịp)\s\d{1,2}(?:\.\s?\d{1,2})?$")
_DIGITS = lazy(r"\d{1,12}$")
#: The second half of a number that old software split at its stop: 10. 000 đồng, 7. 5%, 0912. 345. 678.
_THOUSANDS = lazy(r"\d{3}(?!\d)")
_PERCENT = lazy(r"\d{1,2}[ \u00a0]?%")
_PHONE = lazy(r"\d{3}\.[ \u00a0]?\d{3}")
#: What goes on with a name in initials: N. V. A., Đ. T chạy ra, N.T. Ch đi đốt sậy.
_INITIAL = lazy(r"[^\W\d_]\.|(?:[B-NP-TV-XZĐ]|[CGKNPT]h|Tr|Ng|Gi|Qu)(?!\w)")
_HEAD = 64
_LONGEST_TOKEN = 24
#: Letters that stand for a name; with a tone mark they are a word: Đông Nam Á. nước Ý.
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZĂÂĐÊÔƠƯ"


def ends(text: str, began: int, at: int, after: int, place: int) -> bool:
    """Tell whether a sentence ends at the full stop `text[at:after]`; the next word stands at `place`."""
    head = text[max(began, at - _HEAD) : at]
    bare = head.rstrip()  # tokenised text has a space before the stop: TP . HCM
    if text[place].isdigit() and (_is_split_number(bare, text, place) or _DAY.search(bare)):
        return False
    opening = text[began:at].strip() if at - began < _HEAD else ""
    if (opening and is_marker(opening)) or _INLINE_MARKER.search(bare):
        return False
    token = _token(bare)
    if not token or after - at > 1:
        return True
    last = token.rpartition(".")[2]
    letter = len(last) == 1 and last in _CAPITALS
    if letter and _INITIAL.match(text, place):
        return bare != head
    known = "." in token and token + "." in cues.abbreviations()  # U.S.
    if letter and not known:
        return bare != head or _initial_ends(bare[: len(bare) - len(token)], token, text, after, place)
    final = cues.final(token + ".")
    return final is None or (bare != head and len(last) < 2) or _abbreviation_ends(final, text, place)


def word_before(text: str, began: int, at: int) -> str:
    """Return the letters right before a place, but for one space: tokenised text has it before a stop."""
    piece = text[max(began, at - 24) : at].rstrip()
    word = piece[piece.rfind(" ") + 1 :]
    if word.isalpha():
        return word
    found = _LETTERS_BEFORE.search(word)
    return found[0] if found else ""


def _token(head: str) -> str:
    """Return the token at the end of what stands before a stop."""
    word = head[head.rfind(" ") + 1 :]
    if word.isalpha() and len(word) <= _LONGEST_TOKEN:
        return word
    found = _TOKEN.search(word)
    return found[0] if found else ""


def is_marker(opening: str) -> bool:
    """Tell whether a sentence so far is only the marker of an item, or the number of a heading.

    >>> [is_marker(text) for text in ("1.2", "b", "IV", "Điều 5", "- Phụ lục II", "Năm 1990")]
    [True, True, True, True, True, False]
    """
    if _MARKER.match(opening):
        return True
    word, _, number = opening.rpartition(" ")
    return word.lower().lstrip("-–—•*+ ") in cues.table("heading") and bool(_MARKER.match(number))


def _is_split_number(head: str, text: str, place: int) -> bool:
    digits = _DIGITS.search(head)
    if not digits:
        return False
    short = len(digits[0]) <= 3
    return bool((short and (_THOUSANDS.match(text, place) or _PERCENT.match(text, place))) or _PHONE.match(text, place))


def _abbreviation_ends(final: str, text: str, place: int) -> bool:
    """Decide about an abbreviation, by how it ends a sentence and by what follows."""
    if final == "digit":
        return not text[place].isdigit()
    if final == "never":
        return cues.opening(text, place) == 3 and not text[place].isdigit()
    if final == "name":
        return cues.opening(text, place) > 0 and not text[place].isdigit()
    if final == "foreign":
        return _is_vietnamese(text, place)
    return True


def _is_vietnamese(text: str, place: int) -> bool:
    """Tell whether a Vietnamese word, or no word at all, stands at a place."""
    found = _WORD_AFTER.match(text, place)
    return not found or is_syllable(found[0])


def _initial_ends(before: str, token: str, text: str, after: int, place: int) -> bool:
    """Decide about a capital with a stop: inside a name (Trần Q. Bảo, J. R. R. Tolkien), or at its end (anh T.)."""
    gap = text[after:place]
    if "(" in gap or (not gap.isspace() and gap.strip() in "-–—"):
        return False  # anh T. (SN 1990), ông K. - Trưởng phòng
    previous = before.rstrip().rpartition(" ")[2].lower()
    if previous in cues.table("label"):
        return True
    if text[place].isdigit():
        return False
    begins = cues.opening(text, place)
    person = previous in cues.table("person")
    if begins == 3 or (person and text[place : place + 8].split()[0].lower() in cues.table("pronoun")):
        return True  # the second: Ông A. Ông B. cùng về
    place_letter = len(token) == 1 and not person and cues.final(token + ".") == "never"
    if not _is_vietnamese(text, place):
        return False  # George W. Bush
    names, initials = _full_names(before)
    initials += token.count(".")
    if begins == 0:
        return names >= 2 and not text[place : place + 2].isupper()
    last = token[-1]
    if names:
        return names >= 2 or initials > 0 or last == "I"
    return not place_letter and (initials != 1 or not before.endswith(". "))


def _full_names(before: str) -> tuple[int, int]:
    """Count the capitalised words and the initials that stand right before a place."""
    found = _NAME_BEFORE.search(before)
    names = initials = 0
    for word in reversed(found[0].split() if found else []):
        if not word[0].isupper() or word[-1] in ",;:" or word.lower() in cues.table("person"):
            break
        if word[1:].strip("."):
            names += 1
        else:
            initials += 1
    return names, initials
