"""Cut a text into the tokens that underthesea's model was trained on, and keep where each stands.

underthesea normalises a text (NFC, ð→đ), finds tokens in it by one large pattern, and rewrites short ones by a map of
misspellings. None of that looks across white space, so the work is done once for each stretch of text without white
space, and remembered. Places are those of the text as it stands, whatever was normalised.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

#: Stretches remembered, and the longest of them: 40 MB at most. Forgetting them all is cheaper than knowing which.
REMEMBERED = 1 << 16
LONGEST = 48
#: The one place where the pattern does look across white space: it has an unescaped `Th.S`.
_TITLE = re.compile(r"Th[^\S\n][Ss]")
_STRETCH = re.compile(r"\S+")
_STRETCH_WITH_TITLE = re.compile(r"(?:\S*Th[^\S\n](?=[Ss]))*\S+")
#: A longer stretch is cut: underthesea's pattern takes the square of the length, 18 s for 40,000 of `a.a.a.`
CUT = 1000
#: Combining marks in a row up to which is tried what each of them composes with.
_MARKS = 32


#: A token as the model wants it, and where it starts and ends.
Piece = tuple[str, int, int]
#: What is remembered of a stretch: the kind of its one token, or the kinds, starts and ends of its tokens.
_Entry = int | tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


class Tokens(NamedTuple):
    """Hold the tokens of a stretch or a sentence: their kinds to the decoder, and where they start and end."""

    kinds: list[int]
    starts: list[int]
    ends: list[int]


class Tokenizer:
    """Cut text by a pattern, after a map of characters, with a map of tokens; `kind` is the decoder's.

    `after` is what the pattern sees after a stretch that ends no text.
    """

    def __init__(
        self,
        pattern: str,
        flags: int,
        characters: dict[str, str],
        tokens: dict[str, str],
        kind: Callable[[str], int],
        after: str = " ",
    ) -> None:
        self._pattern = re.compile(pattern, flags)
        self._characters = {ord(old): new for old, new in characters.items()}
        self._tokens = tokens
        self._kind = lru_cache(REMEMBERED)(kind)
        self._after = after
        self._known: dict[str, _Entry] = {}

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of a sentence; together they cover all of it but white space."""
        made = Tokens([], [], [])
        kinds, starts, ends = made
        known = self._known
        for at, stretch in _stretches(text):
            entry = known.get(stretch) or self._learned(stretch)
            if isinstance(entry, int):
                kinds.append(entry)
                starts.append(at)
                ends.append(at + len(stretch))
            else:
                its, begun, ended = entry
                kinds += its
                starts += map(at.__add__, begun)
                ends += map(at.__add__, ended)
        return made

    def all_pieces(self, text: str) -> Iterator[Piece]:
        """Yield the tokens of a sentence as the model wants them, and where they stand."""
        for at, stretch in _stretches(text):
            for token, start, end in self.pieces(stretch):
                yield token, at + start, at + end

    def _learned(self, stretch: str) -> _Entry:
        found = self.pieces(stretch)
        entry: _Entry
        if len(found) == 1 and found[0][2] == len(stretch):
            entry = self._kind(found[0][0])
        else:
            entry = (
                tuple([self._kind(token) for token, _, _ in found]),
                tuple([start for _, start, _ in found]),
                tuple([end for _, _, end in found]),
            )
        if len(stretch) <= LONGEST:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[stretch] = entry
        return entry

    def pieces(self, stretch: str) -> list[Piece]:
        """Return each token as the model wants it, and where it stands; a newline at the end is that of a text."""
        last = stretch.endswith("\n")
        raw = stretch.removesuffix("\n")
        composed = unicodedata.is_normalized("NFC", raw)
        normal = raw if composed else unicodedata.normalize("NFC", raw)
        if self._characters:
            normal = normal.translate(self._characters)
        moved = None if composed and len(raw) == len(normal) else self._places(raw, normal)
        pieces = []
        for found in self._pattern.finditer(normal if last else normal + self._after):
            token = found[0]
            start, end = found.span()
            if start >= len(normal):
                break
            if moved:
                start, end = moved[0][start], moved[1][end - 1]
            pieces.append((self._tokens.get(token, token), start, end))
        return pieces

    def _places(self, raw: str, normal: str) -> tuple[list[int], list[int]]:
        """Return for each character of the normalised stretch where it starts and ends in the raw one."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for piece in _composed(raw):
            made = unicodedata.normalize("NFC", piece).translate(self._characters)
            pieces.append(made)
            cuts = _cuts(piece, made, self._characters)
            starts += [at + cut for cut in accumulate(cuts[:-1], max)]
            later = [len(piece) if cut < 0 else cut for cut in cuts[1:]]
            ends += [at + cut for cut in accumulate(reversed(later), min)][::-1]
            at += len(piece)
        if "".join(pieces) != normal:  # no known text; all tokens then share the stretch, and become one word
            return [0] * len(normal), [len(raw)] * len(normal)
        return starts, ends


def _stretches(text: str) -> Iterable[tuple[int, str]]:
    """Return the stretches without white space and where each starts; a newline marks the one that ends the text.

    There, `$` matches: an abbreviation such as `TP.` keeps its stop only inside a sentence.
    """
    stretches = text.split()
    if not stretches:
        return ()
    title = "Th" in text and _TITLE.search(text)
    after = list(accumulate(map(len, stretches)))
    if title or len(text) != after[-1] + len(stretches) - 1:
        found = list((_STRETCH_WITH_TITLE if title else _STRETCH).finditer(text))
        stretches = [stretch[0] for stretch in found]
        starts = [stretch.start() for stretch in found]
        last = text[found[-1].end() :] in ("", "\n")
    else:
        starts = [0, *map(operator.add, after, range(1, len(stretches)))]
        last = True
    if last:
        stretches[-1] += "\n"
    placed = zip(starts, stretches, strict=True)
    return placed if len(text) <= CUT else _cut(placed)


def _cut(stretches: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the stretches with long ones cut, before a character that is no mark where one is near."""
    for start, stretch in stretches:
        at = 0
        while len(stretch) - at > CUT:
            end = at + CUT
            while end > at + CUT - _MARKS and unicodedata.combining(stretch[end]):
                end -= 1
            yield start + at, stretch[at:end]
            at = end
        yield start + at, stretch[at:]


def _composed(raw: str) -> Iterator[str]:
    """Yield the pieces of a text that compose with nothing outside: a letter and its marks, a Hangul syllable."""
    start = 0
    for at in range(1, len(raw) + 1):
        if at < len(raw):
            if unicodedata.combining(raw[at]):
                continue
            if raw[at] > "\u02ff" and at - start <= _MARKS:
                both = unicodedata.normalize("NFC", raw[start : at + 1])
                if both != unicodedata.normalize("NFC", raw[start:at]) + unicodedata.normalize("NFC", raw[at]):
                    continue
        yield raw[start:at]
        start = at


def _cuts(piece: str, made: str, characters: dict[int, str]) -> list[int]:
    """Return for each place between the characters of `made` the one in `piece` that it came from, or -1.

    A letter with two marks may compose with the second: then the place between is one that loses no mark.
    """
    if len(made) == 1:
        return [0, len(piece)]
    if len(piece) == len(made) and unicodedata.is_normalized("NFC", piece):
        return list(range(len(made) + 1))
    cuts = [-1] * (len(made) + 1)
    cuts[0], cuts[-1] = 0, len(piece)
    if len(piece) <= _MARKS:
        for at in range(len(piece) - 1, 0, -1):
            head = unicodedata.normalize("NFC", piece[:at]).translate(characters)
            if head + unicodedata.normalize("NFC", piece[at:]).translate(characters) == made:
                cuts[len(head)] = at
    for number in range(1, len(made)):
        after = next(cut for cut in cuts[number:] if cut >= 0)
        place = len(piece) - len(made) + number
        if cuts[number] < 0 and cuts[number - 1] < place < after:
            cuts[number] = place
    return cuts
