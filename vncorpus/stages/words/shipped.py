"""Run the model that is shipped, tables/words_model.npz: `train/` makes it, the decoder runs it.

All weights are multiples of 1/1024, small enough for sums of them to be exact: in whatever order a machine adds them,
the result is the same, and so are the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from vncorpus.document import Span
from vncorpus.errors import TableError
from vncorpus.stages.words import own
from vncorpus.stages.words.decoder import Decoder
from vncorpus.stages.words.tagger import worded
from vncorpus.stages.words.templates import BITS, UNKNOWN, Floats, Tables
from vncorpus.stages.words.tokens import Tokenizer
from vncorpus.tables import TABLES

PATH = TABLES / "words_model.npz"
#: The part of one that weights are multiples of.
SCALE = 1024
FORMAT = 1
#: A token begins a word, is its second, or a later one.
LABELS = ("B", "I", "J")


class Shipped:
    """Segment sentences by the model of a file."""

    def __init__(self, path: Path) -> None:
        made, self._listed = read(path)
        self._decoder = Decoder(made, own.known_as, own.class_of)
        self._tokenizers: dict[frozenset[str], Tokenizer] = {}

    def segment(self, sentences: Sequence[str], without: frozenset[str] = frozenset()) -> list[list[Span]]:
        """Return the spans of the words of each sentence, with the table of tokens but for some rows."""
        tokenizer = self._tokenizers.get(without)
        if tokenizer is None:
            tokenizer = self._tokenizers[without] = own.tokenizer(self._decoder.kind, without)
        tokens = [tokenizer.tokens(sentence) for sentence in sentences]
        labels = self._decoder.parts([found.kinds for found in tokens])
        words = []
        at = 0
        for found in tokens:
            words.append(worded(found, labels[at : at + len(found.kinds)]))
            at += len(found.kinds)
        return words

    def joins(self, one: str, other: str) -> bool:
        """Tell whether a lexicon has these two together, and the model is drawn to make one word of them."""
        made = self._decoder.tables
        left, right = (made.lowers.get(own.known_as(text), UNKNOWN) for text in (one, other))
        key = left << BITS | right
        place = int(made.keys.searchsorted(key))
        if place == len(made.keys) or made.keys[place] != key or made.marks is None or made.row_of is None:
            return False
        row = made.rows[made.row_of[place]]
        return bool(made.marks[place] >= self._listed and row[-1 - made.firsts[1]].max() > 0)


def read(path: Path) -> tuple[Tables, int]:
    """Return the tables that a file holds, and the mark from which on a pair stands in a lexicon.

    Raises TableError for a file that is none of ours or is damaged.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            if kept["format"].tolist() != [FORMAT]:
                raise ValueError(f"its format is {kept['format'].tolist()}, not {FORMAT}")
            texts = kept["texts"].tobytes().decode("utf-8").split("\n")
            lowers = {text: number for number, text in enumerate(texts, 1)}
            keys = np.cumsum(kept["keys"].astype(np.int64))
            rows, row_of = _weights(kept["rows"]), kept["row_of_key"].astype(np.int64)
            if len(row_of) != len(keys) or (len(row_of) and row_of.max() >= len(rows)):
                raise ValueError("keys without weights")
            classes = [_weights(kept[f"classes{width}"]) for width in (1, 2, 3)]
            marked = (_weights(kept["marked_pairs"]), _weights(kept["marked_two"]))
            single, transitions = _weights(kept["single"]), _weights(kept["transitions"])
            marks, firsts = kept["marks"].astype(np.int64), kept["firsts"].tolist()
            (listed,) = kept["listed"].tolist()
    except (OSError, ValueError, KeyError, IndexError, TypeError, BadZipFile, EOFError) as error:
        raise TableError(
            f"{path}: this is no model of words, or a damaged one ({error}); install vncorpus anew"
        ) from error
    made = Tables(list(LABELS), {}, lowers, firsts, single, classes, keys, rows, transitions, row_of, marks, marked)
    return made, listed


def _weights(stored: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> Floats:
    weights: Floats = stored / SCALE
    return weights


def segment(sentences: Sequence[str], without: frozenset[str] = frozenset()) -> list[list[Span]]:
    """Return the spans of the words of each sentence.

    >>> segment(["Nhà trường vừa họp."])
    [[(0, 10), (11, 14), (15, 18), (18, 19)]]
    """
    return _shipped().segment(sentences, without)


def joins(one: str, other: str) -> bool:
    """Tell whether a lexicon has these two together, and the model is drawn to make one word of them."""
    return _shipped().joins(one, other)


@cache
def _shipped() -> Shipped:
    return Shipped(PATH)
