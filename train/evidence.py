"""Know of two or three tokens in a row what lexica and counts say of them: the evidence that the model weighs.

Each piece of evidence has a name, and the model a weight for each name and place. The same names stand for training
and for the tables that are shipped, so nothing of this runs when text is segmented.

- `P`, `U`: a word of pyvi's list, of underthesea's dictionary; `b m e` after them: the first, a middle, the last two
  syllables of a longer word; `p s`: the first, the last three of four.
- `G`: a word of the gold sentences. A training sentence never sees the words of its own part: with them the evidence
  would be right every time, the model would learn to trust it blindly and to trust nothing else.
- `Su Sp S`: how often underthesea and pyvi join the two in raw news, in six steps.
- `M N`: their pointwise mutual information there, and how often they stand together.
- `Tu Tp`: three that underthesea or pyvi make one word in raw news.
"""

from __future__ import annotations

import gzip
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from vncorpus.stages.words import installed, own

COUNTS = Path(__file__).parent / "counts.tsv.gz"
Tokens = tuple[str, ...]


class Lexicon(NamedTuple):
    """Hold words by their length, and the parts of longer ones with where they stand in them."""

    words: frozenset[Tokens]
    parts: frozenset[tuple[Tokens, str]]

    def of(self, tokens: Tokens, name: str) -> Iterator[str]:
        """Yield the evidence of two or three tokens."""
        if tokens in self.words:
            yield name
        for where in "bme" if len(tokens) == 2 else "ps":
            if (tokens, where) in self.parts:
                yield name + where


class Counts(NamedTuple):
    """Hold what was counted in raw news: tokens, pairs with how often each segmenter joins them, words of three."""

    tokens: Counter[str]
    pairs: dict[Tokens, tuple[int, int, int, int]]
    threes: dict[Tokens, tuple[int, int]]


class Evidence:
    """Give the evidence of tokens in a row, with the words of some gold sentences."""

    def __init__(self, gold: Iterable[str]) -> None:
        self.gold = lexicon(gold)

    def pair(self, one: str, other: str) -> list[str]:
        """Return the evidence of two tokens."""
        return [*_pair((one, other)), *self.gold.of((one, other), "G")]

    def three(self, tokens: Tokens) -> list[str]:
        """Return the evidence of three tokens."""
        return [*_three(tokens), *(["G"] if tokens in self.gold.words else [])]

    def known(self) -> tuple[set[Tokens], set[Tokens]]:
        """Return all pairs and threes of which there is evidence."""
        pairs, threes = set(counts().pairs), set(counts().threes)
        for lexica in (*_lexica().values(), self.gold):
            for tokens in (*lexica.words, *(tokens for tokens, _ in lexica.parts)):
                (pairs if len(tokens) == 2 else threes).add(tokens)
        return pairs, {tokens for tokens in threes if self.three(tokens)}


def mark(one: str, other: str) -> str:
    """Return the evidence of two tokens in one: the lexica that have them, and how often they are joined."""
    evidence = _pair((one, other))
    listed = sum(weight for name, weight in (("P", 1), ("U", 2)) if name in evidence)
    joined = next((name[1:] for name in evidence if len(name) == 3 and name[0] == "S" and name[1].isdigit()), "n")
    return f"{listed}{joined}"


def lexicon(words: Iterable[str]) -> Lexicon:
    """Return the lexicon of these words."""
    whole, parts = set(), set()
    for word in words:
        tokens = tuple(own.known_as(part) for part in word.replace("_", " ").split())
        size = len(tokens)
        if 2 <= size <= 3:
            whole.add(tokens)
        for at in range(size - 1 if size > 2 else 0):
            parts.add((tokens[at : at + 2], "b" if at == 0 else "e" if at == size - 2 else "m"))
        if size == 4:
            parts |= {(tokens[:3], "p"), (tokens[1:], "s")}
    return Lexicon(frozenset(whole), frozenset(parts))


@cache
def _lexica() -> dict[str, Lexicon]:
    spec = find_spec("pyvi")
    if spec is None or spec.origin is None:
        raise SystemExit("pyvi is not installed; `pip install --group train` brings it")
    listed = (Path(spec.origin).parent / "models/words.txt").read_text("utf-8").split("\n")
    return {"P": lexicon(listed), "U": lexicon(installed.read(installed.home())[2])}


@cache
def counts() -> Counts:
    """Return what train/count.py counted."""
    tokens: Counter[str] = Counter()
    pairs: dict[Tokens, tuple[int, int, int, int]] = {}
    threes: dict[Tokens, tuple[int, int]] = {}
    with gzip.open(COUNTS, "rt", encoding="utf-8") as handle:
        for line in handle:
            text, *cells = line.rstrip("\n").split("\t")
            parts, numbers = tuple(text.split(" ")), tuple(map(int, cells))
            if len(parts) == 1:
                tokens[text] = numbers[0]
            elif len(parts) == 2:
                pairs[parts] = (numbers[0], numbers[1], numbers[2], numbers[3])
            else:
                threes[parts] = (numbers[0], numbers[1])
    return Counts(tokens, pairs, threes)


@cache
def _total() -> int:
    return sum(number for number, *_ in counts().pairs.values())


@cache
def _pair(tokens: Tokens) -> tuple[str, ...]:
    found = [name for key, known in _lexica().items() for name in known.of(tokens, key)]
    number, joined, theirs, joined_theirs = counts().pairs.get(tokens, (0, 0, 0, 0))
    if number >= 2:
        ours, others = _step(joined, number), _step(min(joined_theirs, max(theirs, 1)), max(theirs, 1))
        often = "abc"[(number >= 3) + (number >= 10)]
        one, other = (counts().tokens[token] for token in tokens)
        mutual = math.log2(number * _total() / (one * other + 1))
        found += [f"Su{ours}{often}", f"Sp{others}{often}", f"S{ours}{others}"]
        found += [f"M{max(-2, min(12, int(mutual)))}", f"N{int(math.log2(number))}"]
    return tuple(found)


@cache
def _three(tokens: Tokens) -> tuple[str, ...]:
    found = [name for key, known in _lexica().items() for name in known.of(tokens, key)]
    by = counts().threes.get(tokens, (0, 0))
    return tuple(found + [name for name, number in zip(("Tu", "Tp"), by, strict=True) if number > 1])


def _step(part: int, whole: int) -> int:
    return sum(part > limit * whole for limit in (0.02, 0.2, 0.5, 0.8, 0.98))
