"""Cut a text into the tokens that underthesea's model was trained on, and keep where each stands.

underthesea normalises a text (NFC, ð→đ), finds tokens in it by one large pattern, and rewrites short ones by a map of
misspellings. None of that looks across white space, so the work is done once for each stretch of text without white
space, and remembered. Places are those of the text as it stands, whatever was normalised.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
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
        self._kind = kind
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
                kinds += entry[0]
                starts += [at + start for start in entry[1]]
                ends += [at + end for end in entry[2]]
        return made

    def all_pieces(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the tokens of a sentence as the model wants them, and where they stand."""
        for at, stretch in _stretches(text):
            for token, start, end in self.pieces(stretch):
                yield token, at + start, at + end

    def _learned(self, stretch: str) -> _Entry:
        kinds, starts, ends = [], [], []
        for token, start, end in self.pieces(stretch):
            kinds.append(self._kind(token))
            starts.append(start)
            ends.append(end)
        whole = len(kinds) == 1 and ends[0] == len(stretch) and kinds[0] > 0
        entry: _Entry = kinds[0] if whole else (tuple(kinds), tuple(starts), tuple(ends))
        if len(stretch) <= LONGEST:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[stretch] = entry
        return entry

    def pieces(self, stretch: str) -> Iterator[tuple[str, int, int]]:
        """Yield each token as the model wants it, and where it stands; a newline at the end is that of a text."""
        last = stretch.endswith("\n")
        raw = stretch.removesuffix("\n")
        normal = unicodedata.normalize("NFC", raw).translate(self._characters)
        moved = None if len(raw) == len(normal) and unicodedata.is_normalized("NFC", raw) else self._places(raw, normal)
        for found in self._pattern.finditer(normal if last else normal + self._after):
            token = found[0]
            start, end = found.span()
            if start >= len(normal):
                break
            if moved:
                start, end = moved[0][start], moved[1][end - 1]
            yield self._tokens.get(token, token), start, end

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
    if title or len(text) != sum(map(len, stretches)) + len(stretches) - 1:
        found = list((_STRETCH_WITH_TITLE if title else _STRETCH).finditer(text))
        stretches = [stretch[0] for stretch in found]
        starts = [stretch.start() for stretch in found]
        last = text[found[-1].end() :] in ("", "\n")
    else:
        starts = [0, *accumulate(len(stretch) + 1 for stretch in stretches[:-1])]
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
