"""Find the best labels of sentences under a first-order model, for many sentences at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vncorpus.stages.words.templates import Floats, Integers

#: Two paths whose scores are nearer than this are equal but for rounding.
NEAR = 1e-9
#: The score of a path that is none.
IMPOSSIBLE = -1e9


def best(scores: Floats, ends: Sequence[int], transitions: Floats) -> tuple[list[int], list[int]]:
    """Return the label of each token, that of the best path through its sentence, and the sentences in doubt.

    `scores[token]` are those of each label less that of the first, sentence after sentence; `ends` says after which
    token each sentence ends. In doubt is a sentence where two paths are equal but for rounding: there the order in
    which weights were added decides.

    >>> best(np.array([[-1.0], [0.5], [0.5], [0.0]]), [2, 3, 4], np.array([[0.0, 0.0], [0.0, -9.0]]))
    ([0, 1, 1, 0], [2])
    """
    if scores.shape[1] == 1:
        return _of_two(scores[:, 0].tolist(), ends, transitions)
    return _of_many(scores, ends, transitions)


def _of_two(scores: list[float], ends: Sequence[int], transitions: Floats) -> tuple[list[int], list[int]]:
    """Follow one number, by how much the second label is ahead: a step is 0.2 µs, a step of numpy 5 µs."""
    (stay, begin), (end, go_on) = transitions.tolist()
    out, on = stay - end, begin - go_on  # further ahead than this, the second label is left, and gone on with
    leads: list[float] = []
    at = 0
    for stop in ends:
        if at == stop:
            continue
        ahead = scores[at]
        leads.append(ahead)
        for score in scores[at + 1 : stop]:
            ahead = score + (ahead + go_on if ahead > on else begin) - (ahead + end if ahead > out else stay)
            leads.append(ahead)
        at = stop
    labels = [0] * len(leads)
    doubtful = []
    lead = np.array(leads)
    near = ((abs(lead - out) < NEAR) | (abs(lead - on) < NEAR)).nonzero()[0].tolist()
    for number in range(len(ends) - 1, -1, -1):
        at, stop = ends[number - 1] if number else 0, ends[number]
        if at == stop:
            continue
        label = int(leads[stop - 1] > 0)
        labels[stop - 1] = label
        for place in range(stop - 2, at - 1, -1):
            labels[place] = label = int(leads[place] > (on if label else out))
        if abs(leads[stop - 1]) < NEAR or (near and any(at <= place < stop - 1 for place in near)):
            doubtful.append(number)
    return labels, doubtful[::-1]


def of_words(scores: Floats, ends: Sequence[int], transitions: Floats) -> list[int]:
    """Follow the three labels of a word's first, second and later tokens, which come in this order only.

    >>> of_words(np.array([[0.0, 9.0], [1.0, 9.0], [0.0, 2.0], [0.0, 0.0]]), [4], np.zeros((3, 3)))
    [0, 1, 2, 0]
    """
    (b_b, b_i, _), (i_b, _, i_j), (j_b, _, j_j) = transitions.tolist()
    seconds, laters = scores.T.tolist()
    labels = [0] * len(seconds)
    at = 0
    for stop in ends:
        first, second, later = 0.0, IMPOSSIBLE, IMPOSSIBLE
        from_first: list[int] = []  # the label before one that begins a word
        from_later: list[bool] = []  # whether before a later token is one
        for place in range(at + 1, stop):
            label, best_first = 0, first + b_b
            if second + i_b > best_first:
                label, best_first = 1, second + i_b
            if later + j_b > best_first:
                label, best_first = 2, later + j_b
            from_first.append(label)
            longer = later + j_j > second + i_j
            from_later.append(longer)
            later = (later + j_j if longer else second + i_j) + laters[place]
            second = first + b_i + seconds[place]
            first = best_first
        if at < stop:
            label = 0 if first >= second and first >= later else 1 if second >= later else 2
            labels[stop - 1] = label
            for place in range(stop - 2, at - 1, -1):
                label = (
                    from_first[place - at] if label == 0 else 0 if label == 1 else 2 if from_later[place - at] else 1
                )
                labels[place] = label
        at = stop
    return labels


def _of_many(scores: Floats, ends: Sequence[int], transitions: Floats) -> tuple[list[int], list[int]]:
    """Step through all sentences together, the longest first, so that those still alive are the first rows."""
    starts = np.array([0, *ends[:-1]], np.int64)
    lengths = np.array(ends, np.int64) - starts
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    full = np.concatenate([np.zeros((len(scores), 1)), scores], axis=1)
    longest = int(lengths[0]) if len(lengths) else 0
    alive = [int(np.searchsorted(-lengths, -step, side="left")) for step in range(longest)]
    path = full[starts[: alive[0]]] if longest else full[:0]
    back: list[Integers] = []
    near = np.zeros(len(path), np.bool_)
    for step in range(1, longest):
        ways = path[: alive[step], :, None] + transitions
        back.append(ways.argmax(axis=1))
        near[: alive[step]] |= _near(ways).any(axis=1)
        path[: alive[step]] = ways.max(axis=1) + full[starts[: alive[step]] + step]
    labels = np.zeros(len(scores), np.int64)
    last = path.argmax(axis=1)
    near |= _near(path)
    for step in reversed(range(longest)):
        labels[starts[: alive[step]] + step] = last[: alive[step]]
        if step:
            last[: alive[step]] = np.take_along_axis(back[step - 1], last[: alive[step], None], axis=1)[:, 0]
    return labels.tolist(), sorted(order[: len(near)][near].tolist())


def _near(scores: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Tell where the two highest along the second axis are equal but for rounding."""
    highest = np.partition(scores, -2, axis=1)
    nearest: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = highest[:, -1] - highest[:, -2] < NEAR
    return nearest
