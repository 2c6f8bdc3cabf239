"""Read the trees of UD Vietnamese-VTB as natural text, without doubles, and part them for choosing and for the end."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vncorpus.document import Span
from vncorpus.stages.words import own

DATA = Path(os.environ.get("VNCORPUS_DATA", "../shared/data"))
#: Marks that stand close to the word before them, and to the one after.
BEFORE, AFTER = set(",.;:!?)]}”’»…%") | {"..."}, set("([{“‘«")
#: The part of dev that is opened once, at the end: the last documents.
LAST = 0.15


class Gold(NamedTuple):
    """Hold a sentence: its text and words, its tokens and their starts; `inside` are those that begin no word."""

    text: str
    words: list[Span]
    tokens: list[str]
    starts: list[int]
    inside: list[bool]


def read(name: str) -> list[Gold]:
    """Return the sentences of a treebank, each once, as natural text."""
    seen = set()
    found = []
    for words in forms(name):
        key = "".join(words).lower()
        if key not in seen:
            seen.add(key)
            found.append(labelled(*natural(words)))
    return found


def forms(name: str) -> Iterator[list[str]]:
    """Yield the words of each tree of a treebank."""
    for block in (DATA / "words" / f"vi_vtb-ud-{name}.conllu").read_text("utf-8").split("\n\n"):
        cells = [row.split("\t") for row in block.split("\n")]
        words = [row[1] for row in cells if row[0].isdigit()]
        if words:
            yield words


def labelled(text: str, words: list[Span]) -> Gold:
    """Return a sentence with the tokens that the model will see of it."""
    begins = {start for start, _ in words}
    pieces = list(own.pieces(text))
    starts = [start for _, start, _ in pieces]
    return Gold(text, words, [token for token, _, _ in pieces], starts, [start not in begins for start in starts])


def spans(one: Gold, inside: Sequence[bool]) -> list[Span]:
    """Return the words of a sentence, of which tokens are told that begin none."""
    found: list[Span] = []
    for (_, start, end), within in zip(own.pieces(one.text), inside, strict=True):
        if within and found:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def parts() -> tuple[list[Gold], list[Gold]]:
    """Return what may be used for every choice, and what is opened once; what is in both is in neither."""
    train, dev = read("train"), read("dev")
    cut = round(len(dev) * (1 - LAST))
    last = dev[cut:]
    shut = {"".join(one.text.split()).lower() for one in last}
    rest = [one for one in train + dev[:cut] if "".join(one.text.split()).lower() not in shut]
    keys = set()
    unique = []
    for one in rest:
        key = "".join(one.text.split()).lower()
        if key not in keys:
            keys.add(key)
            unique.append(one)
    return unique, last


def fold(sentences: list[Gold], number: int, of: int) -> tuple[list[Gold], list[Gold]]:
    """Return the sentences but for a block, and those of the block."""
    its = [at * of // len(sentences) == number for at in range(len(sentences))]
    return [s for s, one in zip(sentences, its, strict=True) if not one], [
        s for s, one in zip(sentences, its, strict=True) if one
    ]


def tokenised(one: Gold) -> Gold:
    """Return the sentence with a space between all its words, as a treebank gives it."""
    spans: list[Span] = []
    for start, end in one.words:
        at = spans[-1][1] + 1 if spans else 0
        spans.append((at, at + end - start))
    return labelled(" ".join(one.text[start:end] for start, end in one.words), spans)


def natural(words: list[str]) -> tuple[str, list[Span]]:
    """Return the words as natural text, and where they stand in it."""
    text, spans, opened, close = "", [], False, True
    for form in words:
        quote = form in ('"', "''", "``")
        if text and not close and form not in BEFORE and not (quote and opened):
            text += " "
        close = form in AFTER or (quote and not opened)
        opened ^= quote
        spans.append((len(text), len(text) + len(form)))
        text += form
    return text, spans
