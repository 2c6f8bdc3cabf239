"""Tag the tokens of many sentences at once with a linear-chain CRF that was turned into tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from vncorpus.stages.words import viterbi
from vncorpus.stages.words.templates import BITS, UNKNOWN, Floats, Integers, Tables, class_of

#: A key is looked for only where this many bits of its hash are those of a key in the table: nine of ten are not.
_HASH_BITS = 20
#: A class is the lowest bits of a kind.
_CLASS_BITS = 5
_CLASS = (1 << _CLASS_BITS) - 1
_MULTIPLIER = np.int64(-7046029254386353131)  # the golden ratio of 64 bits


class Decoder:
    """Hold the tables of a model. A kind is what it can tell of a token: its identities and its class, as one number.

    `known_as` gives the form by which `lowers` knows a token, `classify` its class, the last two of which are the ends.
    """

    def __init__(
        self,
        tables: Tables,
        known_as: Callable[[str], str] = str.lower,
        classify: Callable[[str], int] = class_of,
    ) -> None:
        self.tables = tables
        self._known_as, self._classify = known_as, classify
        self._count = round(len(tables.classes[1]) ** 0.5)
        self._singles = np.append(tables.single, np.zeros((1, *tables.single.shape[1:])), axis=0)  # the unknown last
        self._keys = np.append(tables.keys, np.iinfo(np.int64).max)
        self._maybe = np.zeros(1 << _HASH_BITS, np.bool_)
        self._maybe[_hashed(tables.keys)] = True
        widest = tables.rows.shape[1]
        self._pairs = len(tables.classes[1])
        self._windows = np.concatenate(
            [np.pad(table, ((0, 0), (0, widest - table.shape[1]), (0, 0))) for table in tables.classes[1:]]
        )
        self._shapes = [table.shape[1:] for table in tables.classes]
        lasts = [
            first + table.shape[1] - 1 + more
            for more, (first, table) in enumerate(zip(tables.firsts, tables.classes, strict=True))
        ]
        self._pad = max(1, -min(tables.firsts), *lasts)
        self._bos, self._eos = (_kind(UNKNOWN, UNKNOWN, end) for end in (self._count - 2, self._count - 1))

    def kind(self, token: str) -> int:
        """Return the kind of a token, which is never 0."""
        texts, lowers = self.tables.texts, self.tables.lowers
        lower = lowers.get(self._known_as(token), UNKNOWN)
        return _kind(texts.get(token, UNKNOWN) if texts else 0, lower, self._classify(token))

    def labels(self, sentences: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
        """Return the labels of the tokens of these sentences, given by their kinds, and the sentences in doubt.

        The labels of all sentences come one after another. For doubt see `viterbi.best`.
        """
        scores, ends = self._scored(sentences)
        return viterbi.best(scores, ends, self.tables.transitions) if len(scores) else ([], [])

    def parts(self, sentences: Sequence[Sequence[int]]) -> list[int]:
        """Return the same of a model whose labels are a word's first token, its second, and later ones."""
        scores, ends = self._scored(sentences)
        return viterbi.of_words(scores, ends, self.tables.transitions) if len(scores) else []

    def _scored(self, sentences: Sequence[Sequence[int]]) -> tuple[Floats, list[int]]:
        """Return the scores of all tokens, and after which of them each sentence ends."""
        before, after = [self._bos] * self._pad, [self._eos] * self._pad
        kinds: list[int] = []
        ends: list[int] = []
        total = 0
        for sentence in sentences:
            kinds += before
            kinds += sentence
            kinds += after
            total += len(sentence)
            ends.append(total)
        return self._scores(np.array(kinds, np.int64)) if total else np.zeros((0, 1)), ends

    def _scores(self, kinds: Integers) -> Floats:
        """Return the scores of the tokens but for BOS and EOS: a row of weights a window, summed along its places."""
        # `take` is twice as fast as an index in brackets, and a short sentence is all overhead.
        classes = kinds & _CLASS
        lowers = kinds >> _CLASS_BITS & UNKNOWN
        texts = kinds >> _CLASS_BITS + BITS
        identities = np.stack((texts, lowers)) if self.tables.texts else lowers[np.newaxis]
        pairs = identities[:, :-1] << BITS | identities[:, 1:]
        keys = np.concatenate([pairs, pairs[:, :-1] << BITS | identities[:, 2:]], axis=1)
        pair = classes[:-1] * self._count + classes[1:]
        triple = pair[:-1] * self._count + classes[2:] + self._pairs
        windows = self._windows.take(np.concatenate([pair, triple]), axis=0)

        flat = keys.ravel()
        hits = self._maybe.take(_hashed(flat)).nonzero()[0]
        wanted = flat.take(hits)
        places = self._keys.searchsorted(wanted)
        right = (self._keys.take(places) == wanted).nonzero()[0]
        hits, places = hits.take(right), places.take(right)
        row_of = self.tables.row_of
        rows = self.tables.rows.take(places if row_of is None else row_of.take(places), axis=0)
        middle = int(hits.searchsorted(len(windows)))
        windows[hits[:middle]] += rows[:middle]  # windows of whole texts
        windows[hits[middle:] - len(windows)] += rows[middle:]  # and of small letters

        if self.tables.marks is not None:
            known = int(hits.searchsorted(len(pair)))
            marks = np.zeros(len(pair), np.int64)
            marks[hits[:known]] = self.tables.marks.take(places[:known])
            of_pairs, of_two = self.tables.marked
            windows[: len(pair)] += of_pairs.take(marks * self._pairs + pair, axis=0)
            windows[len(pair) :] += of_two.take(marks[:-1] * (len(of_pairs) // self._pairs) + marks[1:], axis=0)

        single = self.tables.classes[0].take(classes, axis=0)
        for identity in identities:
            single += self._singles.take(identity, axis=0, mode="clip")
        total = self._along(single, 0, len(kinds))
        total += self._along(windows, 1, len(kinds))
        total += self._along(windows[len(pair) :], 2, len(kinds))
        inside: Floats = total.take((classes[self._pad : -self._pad] < self._count - 2).nonzero()[0], axis=0)
        return inside

    def _along(self, rows: Floats, more: int, count: int) -> Floats:
        """Return for each token the sum of what the windows around it give to its place: a view along a diagonal."""
        step, column, one = rows.strides
        shape = (count - 2 * self._pad, *self._shapes[more])
        start = (self._pad + self.tables.firsts[more]) * step
        view: Floats = np.ndarray(shape, np.float64, rows, start, (step, step + column, one))
        total: Floats = np.add.reduce(view, axis=1)
        return total


def _kind(text: int, lower: int, known: int) -> int:
    return (text << BITS | lower) << _CLASS_BITS | known


def _hashed(keys: Integers) -> Integers:
    hashed: Integers = (keys * _MULTIPLIER) >> (64 - _HASH_BITS) & ((1 << _HASH_BITS) - 1)
    return hashed
