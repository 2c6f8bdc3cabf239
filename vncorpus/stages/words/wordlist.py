"""Read the words that a user wants kept together or apart, and find them in a sentence."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

from vncorpus import tables
from vncorpus.document import Span
from vncorpus.errors import TableError
from vncorpus.patterns import lazy

#: A syllable with its marks, or one other mark.
_TOKEN = lazy(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*|[^\w\s]|_")
#: A word of more tokens is a sentence: a column was mistaken for another.
LONGEST = 24
Entry = tuple[tuple[str, ...], tuple[bool, ...], tuple[int, ...]]


class Wordlist:
    """Hold the entries by their first token, the longest first.

    An entry is its tokens in small letters, whether white space stands before each but the first, and before which of
    them a word ends.
    """

    def __init__(self, entries: list[Entry]) -> None:
        self._by_first: dict[str, list[Entry]] = {}
        for entry in sorted(entries, key=lambda entry: -len(entry[0])):
            self._by_first.setdefault(entry[0][0], []).append(entry)

    def spans(self, sentence: str) -> list[Span]:
        """Return the words of the list that a sentence holds, the longest at each place, from left to right."""
        tokens = [found.span() for found in _TOKEN.finditer(sentence)]
        texts = [unicodedata.normalize("NFC", sentence[start:end]).lower() for start, end in tokens]
        spans: list[Span] = []
        at = 0
        while at < len(tokens):
            for entry in self._by_first.get(texts[at], ()):
                if self._stands(entry, tokens, texts, at, sentence):
                    edges = [0, *entry[2], len(entry[0])]
                    spans += [(tokens[at + left][0], tokens[at + right - 1][1]) for left, right in pairwise(edges)]
                    at += len(entry[0])
                    break
            else:
                at += 1
        return spans

    def _stands(self, entry: Entry, tokens: list[Span], texts: list[str], at: int, sentence: str) -> bool:
        words, spaces, _ = entry
        end = at + len(words)
        if end > len(tokens) or tuple(texts[at:end]) != words:
            return False
        gaps = [(tokens[place - 1][1], tokens[place][0]) for place in range(at + 1, end)]
        if any(
            spaced != (left < right) or "\n" in sentence[left:right]
            for spaced, (left, right) in zip(spaces, gaps, strict=True)
        ):
            return False
        # "C" of a list is not the C of C++, nor "văn" a part of "bản_văn".
        return not (end < len(tokens) and tokens[end][0] == tokens[end - 1][1] and sentence[tokens[end][0]] in "_+#")


@cache
def read(path: Path) -> Wordlist:
    r"""Return the words of a file: one a line, or the column `vi` of a table such as the glossary of `cjk`.

    `trí tuệ nhân tạo` stays one word; `học sinh | giỏi` is two, and `nhà | trường` is apart wherever it stands.
    `_` may stand for the space. Case and the form of the marks (NFC, NFD) do not count.

    Raises TableError for a line that holds no word, or two that part the same words in different ways.
    """
    lines = tables.words(path)
    table = bool(lines) and "\t" in lines[0][1]
    if table:
        lines = [(number, text) for number, text in tables.numbered(path, ("vi",), lambda row: row["vi"]) if text]
    entries: dict[tuple[tuple[str, ...], tuple[bool, ...]], tuple[int, tuple[int, ...]]] = {}
    for number, line in lines:
        tokens, spaces, ends = _entry(line, f"{path}:{number}")
        if len(tokens) == 1:
            if table:
                continue  # lớp alone says nothing of lớp học
            raise TableError(f"{path}:{number}: {line!r} is one syllable, and needs no row; write the whole word")
        first, before = entries.setdefault((tokens, spaces), (number, ends))
        if before != ends:
            raise TableError(f"{path}:{number}: {line!r} is parted in another way on line {first}; keep one of them")
    if not entries:
        raise TableError(f"{path}: the word list is empty; write one word a line")
    return Wordlist([(tokens, spaces, ends) for (tokens, spaces), (_, ends) in entries.items()])


def _entry(line: str, where: str) -> Entry:
    tokens: list[str] = []
    spaces: list[bool] = []
    ends: list[int] = []
    for word in re.split(r"\s*\|\s*", line):
        if tokens:
            ends.append(len(tokens))
        text = unicodedata.normalize("NFC", " ".join(word.replace("_", " ").split())).lower()
        found = list(_TOKEN.finditer(text))
        if not any(token[0].isalnum() for token in found):
            raise TableError(f"{where}: {line!r} holds no word{' between two |' if '|' in line else ''}; write it out")
        for token in found:
            if tokens:
                spaces.append(token.start() > 0 and text[token.start() - 1] == " " if token is not found[0] else True)
            tokens.append(token[0])
    if len(tokens) > LONGEST:
        raise TableError(f"{where}: {len(tokens)} syllables and marks are no word; {LONGEST} are the most")
    return tuple(tokens), tuple(spaces), tuple(ends)
