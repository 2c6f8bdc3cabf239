"""Stand named rules over the model's boundaries: what is one word whatever it says, and where no word goes on.

Words are parted (`newline`, `punctuation`, `script`, `foreign`, `name`), and the tokens of tables/words_tokens.tsv are
made whole, and so are foreign names of people. A rule moves no other boundary: what is left of a word that was cut
stays a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from vncorpus.document import Span
from vncorpus.patterns import lazy
from vncorpus.stages.words import foreign, shipped
from vncorpus.stages.words.own import known_as, rows, surnames
from vncorpus.syllables import syllables

PARTING = ("newline", "punctuation", "script", "foreign", "name")
REMEMBERED = 1 << 15
NONE: frozenset[str] = frozenset()
_SHORTEST = 5  # letters of an abbreviation that keeps its stop
_STRETCH = lazy(r"\S+")
#: Only such sentences hold a token of the table with a space in it.
_SPACED = lazy(r"[\d)] \d|[A-ZĐ]\d{1,2} \d|v\. v")
#: What begins with one character is searched four times faster than what may begin with any of several.
_NUMBER = lazy(r" \d")
_HAN = "\u2e80-\u2fdf\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_FIRST_HAN = _HAN[0]
_ANY_HAN = lazy(f"[{_HAN}]")
_SCRIPTS = lazy(f"(?<=[{_HAN}])(?=[^\\W_{_HAN}])|(?<=[^\\W_{_HAN}])(?=[{_HAN}])")
#: An abbreviation that the model took its stop for; elsewhere a stop is a word of its own.
_SHORT = lazy(r"(?:[A-ZĐƯ][A-Za-zĐđƯư]{0,4}\.)+|v\.v\.{1,3}")
#: Inside a name: Trần Q. Bảo.
_INITIAL = lazy(r"[A-ZĐƯ]\.")
#: Marks that part words even between letters: trường,lớp. Others may stand inside one: H'Mông, Wi-Fi, km/h.
_PARTS = frozenset(',;:!?()[]{}"“”«»…')


def segment(sentences: list[str], without: frozenset[str] = NONE) -> list[list[Span]]:
    """Return the words of each sentence: the model's after the rules, but for those named in `without`."""
    given = shipped.segment(sentences, without)
    return [over(sentence, words, without) for sentence, words in zip(sentences, given, strict=True)]


def over(sentence: str, words: list[Span], without: frozenset[str] = NONE) -> list[Span]:
    """Return the words after the rules, but for those named in `without`.

    >>> over("The Information", [(0, 15)]), over("lúc 21:20", [(0, 6), (6, 7), (7, 9)])
    ([(0, 3), (4, 15)], [(0, 3), (4, 9)])
    """
    parted: list[Span] = []
    mixed = _ANY_HAN.search(sentence)
    for word in words:
        start, end = word
        text = sentence[start:end]
        if (text.isalpha() and not mixed) or end - start == 1:  # nine of ten
            parted.append(word)
            continue
        called = text[0].isupper() and text.isascii() and bool(parted) and foreign.calls(sentence[slice(*parted[-1])])
        cuts = _parted(text, called, without)
        if cuts:
            parted += [(start + left, start + right) for left, right in cuts]
        else:
            parted.append(word)
    stretches = sentence.split()
    if "foreign" not in without and foreign.may_hold(sentence, stretches):
        parted = foreign.joined(sentence, parted)
    tokens = _tokens(sentence, stretches, without)
    return united(sentence, parted, tokens) if tokens else parted


def names() -> set[str]:
    """Return the names of all rules."""
    return {*PARTING, *(name for name, _pattern, _examples in rows())}


@lru_cache(REMEMBERED)
def _parted(text: str, called: bool, without: frozenset[str]) -> tuple[Span, ...]:
    """Return the pieces of a word that a rule parts, () where it stays whole; `called` says that a title is before."""
    if syllables().issuperset(text.split(" ")):
        return ()  # nearly every word, and told at once
    after_name = _after_name(text) if "name" not in without else 0
    letters = text.replace(" ", "")
    plain = letters.isalpha() and max(letters) < _FIRST_HAN
    if plain and not after_name and not any(map(foreign.is_foreign, text.split())):
        return ()
    cuts: set[int] = set()
    pieces = [found.span() for found in _STRETCH.finditer(text)]
    apart = () if "foreign" in without else foreign.apart(text.split(), called=called)
    for number, ((left, middle), (right, end)) in enumerate(pairwise(pieces), 1):
        one, other = text[left:middle], text[right:end]
        initial = _INITIAL.fullmatch(one) and pieces[0][0] < left and text[:1].isupper() and text[1:2].islower()
        if (
            ("newline" not in without and "\n" in text[middle:right])
            or ("punctuation" not in without and not initial and not (_is_word(one[-1]) and _is_word(other[0])))
            or number in apart
        ):
            cuts.add(right)
    if after_name:
        cuts.add(after_name)
    scripts = "script" not in without and max(text) >= _FIRST_HAN
    for start, end in pieces:
        if "punctuation" not in without:
            cuts.update(start + cut for cut in _marks(text[start:end]))
        if scripts:
            cuts.update(found.start() for found in _SCRIPTS.finditer(text, start, end))
    if not cuts:
        return ()
    edges = [0, *sorted(cuts), len(text)]
    spans = ((left, left + len(text[left:right].rstrip())) for left, right in pairwise(edges))
    return tuple(span for span in spans if span[0] < span[1])


def _after_name(text: str) -> int:
    """Return where a word that begins with a surname and a capital goes on in small letters, 0 where it does not.

    >>> _after_name("Lê Khai sinh"), _after_name("Lê Minh Khai"), _after_name("Tổng Bí thư")
    (8, 0, 0)
    """
    pieces = text.split()
    if len(pieces) < 3 or known_as(pieces[0]) not in surnames():
        return 0
    for at in range(2, len(pieces)):
        if pieces[at].islower() and all(piece[0].isupper() for piece in pieces[:at]):
            return [found.start() for found in _STRETCH.finditer(text)][at]
    return 0


def _is_word(letter: str) -> bool:
    """Tell whether a character belongs to a word: letters, digits, their marks, and what cannot be seen."""
    return unicodedata.category(letter)[0] in "LNMC" or letter == "_"


def _marks(piece: str) -> Iterator[int]:
    """Yield where marks part a stretch: at its ends, and inside it those that stand in no word."""
    if piece.isalnum() or _SHORT.fullmatch(piece):
        return
    kinds = ["w" if _is_word(letter) else letter for letter in piece]
    for at in range(1, len(piece)):
        left, right = kinds[at - 1], kinds[at]
        if left == right or unicodedata.category(piece[at])[0] in "MC":
            continue
        if left != "w" and right != "w":
            if not (left.isascii() and right.isascii()) or {left, right} & _PARTS - set("!?:;)("):
                yield at
            continue
        mark, inner = (left, "w" in kinds[: at - 1]) if left != "w" else (right, "w" in kinds[at + 1 :])
        if mark in _PARTS:
            place = at - 1 if left == mark else at
            if not piece[max(place - 1, 0) : place].isdigit() or not piece[place + 1 : place + 2].isdigit():
                yield at
        elif not inner and not (mark == "." and _SHORT.fullmatch(piece[: at + 1])):
            yield at


def _tokens(sentence: str, stretches: list[str], without: frozenset[str]) -> list[Span]:
    """Return the tokens of the table in a sentence. Most hold no space, so each stretch is looked at once."""
    spans: list[Span] = []
    odd = [stretch for stretch in stretches if not stretch.isalpha()]
    at = 0
    for number, stretch in enumerate(odd, 1):
        at = sentence.index(stretch, at)  # no stretch of letters holds it, so the first is it
        last = number == len(odd) and stretch is stretches[-1]
        for start, end in _of_stretch(stretch, last, without):
            spans.append((at + start, at + end))
        at += len(stretch)
    if (_NUMBER.search(sentence) or "v. v" in sentence) and _SPACED.search(sentence):
        for found in _pattern(without, spaced=True).finditer(sentence):
            if " " in found[0]:
                start, end = found.span()
                spans = [span for span in spans if span[1] <= start or end <= span[0]]
                spans.append((start, end))
        spans.sort()
    return spans


@lru_cache(REMEMBERED)
def _of_stretch(stretch: str, last: bool, without: frozenset[str]) -> tuple[Span, ...]:
    """Return the tokens of a stretch; what ends a sentence is no abbreviation that needs a word after it."""
    bare = stretch.lstrip("(“\"'").rstrip(",.;:!?)”\"'…")
    if bare.isalpha() and not (stretch[-1] == "." and bare[0].isupper() and len(bare) <= _SHORTEST):
        return ()  # nine of ten: a word with marks around it
    if bare.isascii() and bare.isdigit() and len(bare) <= _SHORTEST and (bare == stretch or stretch[-1] in ",;)"):
        return ()
    after = stretch if last else stretch + " a"
    found = (found.span() for found in _pattern(without, spaced=False).finditer(after))
    return tuple((start, end) for start, end in found if end <= len(stretch))


def united(sentence: str, words: list[Span], tokens: list[Span]) -> list[Span]:
    """Return the words with each token as one of them, and what hung on it as words of its own.

    Both are in order and do not overlap among themselves, so one walk over both is enough.
    """
    result: list[Span] = []
    at = 0
    for start, end in tokens:
        while at < len(words) and words[at][1] <= start:
            result.append(words[at])
            at += 1
        if at < len(words) and words[at][0] < start:
            head = sentence[words[at][0] : start].rstrip()
            if head:
                result.append((words[at][0], words[at][0] + len(head)))
        result.append((start, end))
        while at < len(words) and words[at][1] <= end:
            at += 1
        if at < len(words) and words[at][0] < end:
            rest = sentence[end : words[at][1]]
            words = [*words[:at], (end + len(rest) - len(rest.lstrip()), words[at][1]), *words[at + 1 :]]
    return result + words[at:]


@cache
def _pattern(without: frozenset[str], *, spaced: bool) -> re.Pattern[str]:
    chosen = [
        f"(?:{pattern})"
        for name, pattern, examples in rows()
        if name not in without and (not spaced or any(" " in example for example in examples) or r"\s" in pattern)
    ]
    return re.compile("|".join(chosen) or r"(?!)")
