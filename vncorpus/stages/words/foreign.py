"""Tell a run of foreign words, each a word of its own, from a foreign name, which is one word as Vietnamese names are.

The treebank joins the names of people and places (Marie Curie, Phnom Penh) and parts the rest (Sea Games). Which is
which is read from tables/words_foreign.tsv: how names begin, places whole, and the titles that names come after.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from vncorpus import tables
from vncorpus.document import Span
from vncorpus.patterns import lazy
from vncorpus.stages.words import shipped
from vncorpus.stages.words.own import known_as, surnames
from vncorpus.syllables import ONSETS, is_syllable

KINDS = ("given", "surname", "particle", "place", "title", "region")
#: Words of the longest name of a place.
_LONGEST = 4
_ASCII_WORD = lazy(r"[A-Za-z][A-Za-z0-9'’+-]*")
_HYPHENED = lazy(r"[A-Z][a-z]+-[a-z]+")
#: A word that may begin a name right after a mark: (Jack Ma), “Jack Ma.
_MARKED = lazy('(?<=[("“])[A-Z][a-z]+')


def is_foreign(piece: str) -> bool:
    """Tell whether a piece is of another language: ASCII, no syllable, no abbreviation as UBND or the Th of a name."""
    return (
        piece.isascii()
        and bool(_ASCII_WORD.fullmatch(piece))
        and len(piece) > 1
        and not piece.isupper()
        and not is_syllable(piece)
        and piece.lower() not in ONSETS
    )


def apart(pieces: Sequence[str], *, called: bool) -> set[int]:
    """Return before which pieces of a word that the model made another begins: those of a run of foreign words.

    A name is one word, and a word before it (Triều Tiên Kim Jong Un) another, but for a Vietnamese surname.

    >>> apart(["The", "Information"], called=False), apart(["Triều", "Tiên", "Kim", "Jong", "Un"], called=False)
    ({1}, {2})
    """
    if not any(map(is_foreign, pieces)):
        return set()
    found = names(pieces, called=called)
    inside = {at for start, end in found for at in range(start + 1, end)}
    cuts = {at for at, pair in enumerate(pairwise(pieces), 1) if at not in inside and _are_apart(*pair)}
    if known_as(pieces[0]) not in surnames():
        cuts.update(start for start, _ in found if start)
    return cuts


def _are_apart(one: str, other: str) -> bool:
    """Tell whether two pieces that the model makes one word of are two, one of them foreign.

    A word that the model knows stays (máy fax), and so does a name: both parts are capitalised and one is Vietnamese by
    its letters, or by the table (Cư Kuin, Kon Tum, Jun Phạm).
    """
    if not (is_foreign(one) or is_foreign(other)) or shipped.joins(one, other):
        return False
    pieces = (one, other)
    name = all(piece[0].isupper() for piece in pieces)
    return not (name and any(not piece.isascii() or piece.lower() in _of_names() for piece in pieces))


def names(pieces: Sequence[str], *, called: bool) -> list[tuple[int, int]]:
    """Return which pieces of a word are the name of a person or a place, from the first to after the last.

    `called` says that a title or a kind of place stands before the word.

    >>> names(["Marie", "Curie"], called=False), names(["The", "New", "York", "Times"], called=False)
    ([(0, 2)], [(1, 3)])
    >>> names(["Toyota", "Innova"], called=False), names(["Chao", "Phraya"], called=True)
    ([], [(0, 2)])
    """
    lower = [piece.lower() for piece in pieces]
    found: list[tuple[int, int]] = []
    at = 0
    while at + 1 < len(pieces):
        end = _place(lower, at) or _person(pieces, lower, at)
        if end > at + 1:
            found.append((at, end))
        at = max(end, at + 1)
    if called and not found:
        end = _capitals(pieces, lower, 0)
        return [(0, end)] if end > 1 else []
    return found


def _place(lower: Sequence[str], at: int) -> int:
    """Return where the name of a place that begins here ends, 0 where none does."""
    longest = min(len(lower), at + _LONGEST)
    return next((end for end in range(longest, at + 1, -1) if " ".join(lower[at:end]) in of("place")), 0)


def _person(pieces: Sequence[str], lower: Sequence[str], at: int) -> int:
    """Return where the name of a person that begins here ends, 0 where none does; many surnames are syllables too."""
    if lower[at] in of("given") or (lower[at] in of("surname") and (not at or is_foreign(pieces[at + 1]))):
        return _capitals(pieces, lower, at)
    return 0


def _capitals(pieces: Sequence[str], lower: Sequence[str], at: int) -> int:
    end = at
    while end < len(pieces) and (pieces[end][0].isupper() or (end > at and lower[end] in of("particle"))):
        end += 1
    return end


def may_hold(sentence: str, stretches: list[str]) -> bool:
    """Tell whether a sentence may hold a name for `joined`; most hold none, and this is fast.

    >>> text = "Ông ấy (Jack Ma) giàu."
    >>> may_hold(text, text.split()), may_hold("Ông ấy giàu.", ["Ông", "ấy", "giàu."])
    (True, False)
    """
    first = _first()
    if not first.isdisjoint(stretches):
        return True
    marked = "(" in sentence or '"' in sentence or "“" in sentence
    return marked and not first.isdisjoint(_MARKED.findall(sentence))


def joined(sentence: str, words: list[Span]) -> list[Span]:
    """Return the words with each given name and the foreign words with a capital after it as one.

    So is a surname with the given name that has a hyphen (Park Hang-seo).

    What the model made one with a given name before it is another word, but for a Vietnamese surname.

    >>> joined("Bà Mary Ann Smith", [(0, 2), (3, 11), (12, 17)]), joined("Mỹ Jack Ma", [(0, 7), (8, 10)])
    ([(0, 2), (3, 17)], [(0, 7), (8, 10)])
    """
    first = _first()
    result: list[Span] = []
    at = 0
    while at < len(words):
        start, end = words[at]
        at += 1
        pieces = sentence[start:end].split()
        last = pieces[-1]
        if last in first and at < len(words) and _goes_on(sentence, end, words[at], last):
            begins = start
            if pieces[0] not in first and known_as(pieces[0]) not in surnames():
                begins = end - len(last)
            if start < begins:
                result.append((start, start + len(sentence[start:begins].rstrip())))
            start = begins
            while at < len(words) and _goes_on(sentence, end, words[at], last):
                end = words[at][1]
                at += 1
        result.append((start, end))
    return result


def _goes_on(sentence: str, end: int, word: Span, first: str) -> bool:
    """Tell whether a name that ends here goes on with this word: a space, foreign, all its parts with a capital."""
    pieces = sentence[word[0] : word[1]].split()
    if sentence[end : word[0]] != " " or not is_foreign(pieces[0]) or not all(piece[0].isupper() for piece in pieces):
        return False
    return first in _given() or bool(_HYPHENED.fullmatch(pieces[0]))


def calls(word: str) -> bool:
    """Tell whether a name comes after this word: the title of a person, or a kind of place.

    >>> calls("Ngoại trưởng"), calls("sông"), calls("tờ")
    (True, True, False)
    """
    lower = " ".join(word.lower().split())
    return lower in of("title") or lower in of("region")


def of(kind: str) -> frozenset[str]:
    """Return the rows of the table that are of this kind."""
    return _rows().get(kind, frozenset())


@cache
def _first() -> frozenset[str]:
    return _given() | {text.capitalize() for text in of("surname")}


@cache
def _given() -> frozenset[str]:
    return frozenset(text.capitalize() for text in of("given"))


@cache
def _rows() -> dict[str, frozenset[str]]:
    found = tables.read(tables.TABLES / "words_foreign.tsv", ("kind", "text"), _row)
    return {kind: frozenset(text for its, text in found if its == kind) for kind in KINDS}


def _row(row: tables.Row) -> tuple[str, str]:
    kind, text = row["kind"], row["text"]
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of row; it must be one of {', '.join(KINDS)}")
    if not text or text != text.lower():
        raise ValueError(f"{text!r} must be written in small letters")
    return kind, text


@cache
def _of_names() -> frozenset[str]:
    return frozenset(text for _, text in tables.words(tables.TABLES / "words_names.txt"))
