"""Stand named rules over the model's boundaries: tokens that are one word, and the user's own words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from vncorpus import tables
from vncorpus.document import Span
from vncorpus.errors import TableError


def over(sentence: str, words: list[Span], own: Path | None) -> list[Span]:
    """Return the words after the rules: a newline parts them, a token of the table is one, so is a user's word."""
    words = [piece for word in words for piece in _parted(sentence, word)]
    words = _united(sentence, words, _tokens(sentence))
    if own:
        words = _united(sentence, words, [found.span() for found in wordlist(own).finditer(sentence)])
    return words


def _parted(sentence: str, word: Span) -> list[Span]:
    start, end = word
    if "\n" not in sentence[start:end]:
        return [word]
    parts = re.finditer(r"[^\s].*[^\s]|[^\s]", sentence[start:end])
    return [(start + part.start(), start + part.end()) for part in parts]


def _tokens(sentence: str) -> list[Span]:
    pattern = _table()
    return [found.span() for found in pattern.finditer(sentence) if found.end() - found.start() > 1]


def _united(sentence: str, words: list[Span], tokens: list[Span]) -> list[Span]:
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
            gap = len(rest) - len(rest.lstrip())
            words[at] = (end + gap, words[at][1])
    return result + words[at:]


@cache
def _table() -> re.Pattern[str]:
    rows = tables.read(tables.TABLES / "words_tokens.tsv", ("rule", "pattern"), _row)
    return re.compile("|".join(rows))


def _row(row: tables.Row) -> str:
    try:
        re.compile(row["pattern"])
    except re.error as error:
        raise ValueError(f"the pattern of {row['rule']} is no regular expression: {error}") from error
    return f"(?:{row['pattern']})"


@cache
def wordlist(path: Path) -> re.Pattern[str]:
    """Return a pattern of the user's words, the longest first, in any case, whole words only.

    Raises TableError for a line of one syllable, or one that holds anything but words.
    """
    found = []
    for number, line in tables.words(path):
        syllables = line.replace("_", " ").split()
        if len(syllables) < 2 or not all(re.fullmatch(r"[\w.'’-]+", syllable) for syllable in syllables):
            raise TableError(f"{path}:{number}: {line!r} is not two or more syllables separated by spaces")
        found.append(r"\s+".join(map(re.escape, syllables)))
    if not found:
        raise TableError(f"{path}: the word list is empty; write one word a line")
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(sorted(found, key=len, reverse=True))})(?!\w)")
