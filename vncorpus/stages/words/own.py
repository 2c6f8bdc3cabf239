"""See a sentence as our own model does: its tokens, what it knows of each, and the classes that they fall into.

A token is what no word ends inside: a string of tables/words_tokens.tsv, a stretch of letters and digits, of one mark.
The model knows a token by its small letters, with the tone mark where the new style puts it (hòa and hoà are one), and
by its class, which tells names, capitals, numbers, marks and foreign words apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from vncorpus import tables
from vncorpus.errors import TableError
from vncorpus.stages.words.tokens import Piece, Tokenizer
from vncorpus.syllables import is_syllable, restyled, syllables

#: Small, Capital and CAPITALS syllables; the same of what is no syllable; a lone capital, a capital with its stop,
#: numbers, numbers with letters, Surnames, other marks than the four that follow, and the two ends of a sentence.
CLASSES = ("v", "V", "U", "f", "F", "A", "I", "H", "1", "m", "N", "p", "-", '"', ",", ".", "BOS", "EOS")
_NUMBER = {name: number for number, name in enumerate(CLASSES)}
_MARKS = {"-": "-", "–": "-", "—": "-", '"': '"', "“": '"', "”": '"', ",": ",", ";": ",", ":": ","}
_MARKS |= {".": ".", "!": ".", "?": ".", "…": "."}
#: After the table of tokens: numbers, then letters with what may stand inside a word, then runs of one mark.
_MORE = (
    # No possessive quantifiers: Python before 3.11.5 reads `(?:...)*+` wrongly (gh-106052), and Debian 12 has 3.11.2.
    r"\d+(?:[.,/-]\d+)*(?!\w|[.,/-]\d)",
    r"\d+(?:[.,]\d+)*(?=(?:[kcm]?m[23²³]?|[km]?g|m?l|ha|k?W)(?!\w))",
    r"\d+(?:[.,]\d+)+",
    r"[\u00ad\u200b-\u200f\u2060\ufeff]*[^\W_](?:\w|[\u0300-\u036f\u200c\u200d])*(?:[-’'‑][^\W_](?:\w|[\u0300-\u036f])*)*",
    r"(?P<mark>\S)(?P=mark)*",
)
REMEMBERED = 1 << 16
_OPEN = frozenset('("“')
_CLOSE = frozenset('.,;:!?”"…)')
_SHORTEST = 5  # letters of an abbreviation that keeps its stop, as in rules.py


@lru_cache(REMEMBERED)
def known_as(token: str) -> str:
    """Return the form in which the model knows a token; all that begins with a digit is one to it.

    >>> known_as("HÒA"), known_as("Thủy"), known_as("12h30")
    ('hoà', 'thuỷ', '0')
    """
    return "0" if token[0].isdigit() else restyled(token.lower(), "new")


def class_of(token: str) -> int:
    """Return the class of a token.

    >>> " ".join(CLASSES[class_of(token)] for token in "nhà Nhà Lê NHÀ wifi Wifi UBND Đ H. 12 m2 ( - … 1.500".split())
    'v V N U f F A I H 1 m p - . 1'
    """
    return _NUMBER[_class(token)]


def _class(token: str) -> str:
    if token in syllables():  # most tokens
        return "v"
    if token.isalpha():
        known = "v" if is_syllable(token) else "f"
        if token.islower():
            return known
        if len(token) == 1:
            return "I" if token.isupper() else known
        if token.isupper():
            return "U" if known == "v" else "A"
        if not token[0].isupper():
            return known
        return "N" if known_as(token) in surnames() else known.upper()
    first = token[0]
    if any(map(str.isalpha, token)):
        if token.endswith("."):
            return "H"
        if any(map(str.isdigit, token)):
            return "m"
        return "A" if token.isupper() else "F" if first.isupper() else "f"
    if any(map(str.isdigit, token)):
        return "1"
    return _MARKS.get(first, "p")


@cache
def rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the name, the pattern and the examples of each row of the table of tokens."""
    read = tables.read(tables.TABLES / "words_tokens.tsv", ("rule", "pattern", "examples"), _row)
    return tuple(read)


def _row(row: tables.Row) -> tuple[str, str, tuple[str, ...]]:
    return row["rule"], row["pattern"], tuple(text.replace("·", " ") for text in row["examples"].split())


def pattern(without: frozenset[str]) -> str:
    """Return the pattern of a token, without the rows of the table of these names."""
    return "|".join([*(f"(?:{row})" for name, row, _ in rows() if name not in without), *_MORE])


class Cutter(Tokenizer):
    """Cut text into tokens; nearly all stretches are letters with a mark or two, and need no pattern."""

    def pieces(self, stretch: str) -> list[Piece]:
        """Return each token of a stretch, and where it stands."""
        raw = stretch.removesuffix("\n")
        start, end = int(raw[:1] in _OPEN), len(raw)
        while len(raw) - end < 2 and raw[end - 1 : end] in _CLOSE:
            end -= 1
        word, tail = raw[start:end], raw[end:]
        if word.isalpha() and unicodedata.is_normalized("NFC", word):
            known = not (len(tail) == 2 and tail[0] == tail[1])  # those are one token
            if tail[:1] == "." and len(word) <= _SHORTEST and word not in syllables():
                known = tail == "." and len(raw) < len(stretch)  # the stop is an abbreviation's, but at the end
        else:
            known = _plain(word) and not start and tail in ("", ",", ";", ")")
        if not known:
            return super().pieces(stretch)
        found = [(word, start, end)]
        if start:
            found.insert(0, (raw[0], 0, 1))
        found += [(mark, at, at + 1) for at, mark in enumerate(tail, end)]
        return found


def _plain(word: str) -> bool:
    return word.isascii() and word.isdigit()


def tokenizer(kind: Callable[[str], int], without: frozenset[str] = frozenset()) -> Tokenizer:
    """Return what cuts text into tokens, for a decoder that gives their kinds.

    Raises TableError where a row of the table is no regular expression.
    """
    try:
        return Cutter(pattern(without), 0, {}, {}, kind, after=" a")
    except re.error:  # each row is tried only now: it would be half of what a start pays for the table
        for name, row, _ in rows():
            try:
                re.compile(row)
            except re.error as error:
                where = tables.TABLES / "words_tokens.tsv"
                raise TableError(f"{where}: the pattern {row} of {name} is no regular expression: {error}") from error
        raise


@cache
def surnames() -> frozenset[str]:
    """Return the surnames, in the form in which the model knows a token."""
    return frozenset(text for _, text in tables.words(tables.TABLES / "words_surnames.txt"))


@cache
def _tokenizer() -> Tokenizer:
    return tokenizer(len)


def pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the tokens of a sentence and where they stand.

    >>> [token for token, _, _ in pieces("TP. HCM: “Họp 10h30, ngày 2/9...” (Wi-Fi)")]
    ['TP.', 'HCM', ':', '“', 'Họp', '10h30', ',', 'ngày', '2/9', '...', '”', '(', 'Wi-Fi', ')']
    """
    return _tokenizer().all_pieces(text)
