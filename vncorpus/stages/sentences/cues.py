"""Read the tables of the stage, and answer what they know about a word."""

from __future__ import annotations

from functools import cache

from vncorpus import tables
from vncorpus.patterns import lazy
from vncorpus.syllables import is_syllable

#: How an abbreviation ends a sentence; the head of the table says what each means.
FINALS = ("never", "may", "digit", "name", "foreign")
KINDS = (
    "opens",
    "may-open",
    "pronoun",
    "says",
    "replies",
    "label",
    "person",
    "place",
    "heading",
    "unfinished",
    "hanging",
)
_WORD = lazy(r"[^\W\d_]{1,24}")
#: As the token before a stop is cut out of a text: it holds no white space and no comma.
_ABBREVIATION = lazy(r"[^\s,]*[^\s,.][.!]")
_NEXT_WORD = lazy(r"[ \u00a0]?(-?\w|\S?)")


def final(token: str) -> str | None:
    """Return how a token with its stop ends a sentence, None for what is no abbreviation.

    GS.TS. is made of abbreviations, and of TP.HCM. only the first part is one: the last part counts.
    """
    known = abbreviations()
    found = known.get(token)
    if found is None and "." in token[:-1]:
        last = token[:-1].rpartition(".")[2]
        found = known.get(last + token[-1]) if len(last) > 1 else None
    return found


def opening(text: str, place: int) -> int:
    """Say how much the words at a place look like the beginning of a sentence, not like a name.

    3: a word that begins sentences and no name; 2: one that begins more sentences than names, before a small
    letter; 1: another Vietnamese word before a small letter, for all syllables of a name have capitals; 0: a
    name, or a foreign word. Text in capitals has no such signs: 1.

    >>> [opening(text, 0) for text in ("Sau đó", "Cần có", "Thương mại", "Hồ Chí", "Bush nói", "THÔNG BÁO")]
    [3, 2, 1, 0, 0, 1]
    """
    found = _WORD.match(text, place)
    if not found:
        return 1 if text[place].isdigit() else 0
    word = found[0]
    low = word.lower()
    if low in table("opens") and (len(word) == 1 or not word.isupper()):
        return 3
    follow = _NEXT_WORD.match(text, found.end())
    first = follow[1] if follow else ""
    if len(word) > 1 and word.isupper():
        after = text[found.end() + 1 : found.end() + 3]
        return 1 if is_syllable(low) and len(after) == 2 and after.isalpha() and after.isupper() else 0
    if first[:1] == "-" or first.isupper() or not is_syllable(low) or low in table("place"):  # a hyphen: Lê-nin
        return 0
    if low in table("pronoun"):
        return 3
    return 2 if low in table("may-open") else 1


@cache
def table(kind: str) -> frozenset[str]:
    """Return the words of one kind."""
    return frozenset(cue for cue, its_kind in _cues() if its_kind == kind)


@cache
def domains() -> frozenset[str]:
    """Return the endings of domains and files, without their stop."""
    return frozenset(word for _, word in tables.words(tables.TABLES / "sentences_domains.txt"))


@cache
def _cues() -> list[tuple[str, str]]:
    return tables.read(tables.TABLES / "sentences_cues.tsv", ("cue", "kind"), _cue)


def _cue(row: tables.Row) -> tuple[str, str]:
    if not row["cue"] or row["kind"] not in KINDS:
        raise ValueError(f"a cue needs a word and a kind ({', '.join(KINDS)}), not {row['cue']!r} and {row['kind']!r}")
    return row["cue"], row["kind"]


@cache
def abbreviations() -> dict[str, str]:
    """Return how each abbreviation, with its stop, ends a sentence."""
    return dict(tables.read(tables.TABLES / "sentences_abbreviations.tsv", ("abbr", "final"), _abbreviation))


def _abbreviation(row: tables.Row) -> tuple[str, str]:
    abbr, ends = row["abbr"], row["final"]
    if not _ABBREVIATION.fullmatch(abbr) or ends not in FINALS:
        raise ValueError(
            f"{abbr!r} must be one token that ends in its stop, and final one of {', '.join(FINALS)}, not {ends!r}"
        )
    return abbr, ends
