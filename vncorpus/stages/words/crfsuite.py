"""Read a model of a linear-chain CRF in the file format of CRFsuite.

The format is described in CRFsuite's manual and in the files themselves: a header of offsets, a list of features
(`kind, source, label, weight`), and two constant databases that name the labels and the attributes.

>>> read(b"not a model at all, but as long as a header is")
Traceback (most recent call last):
ValueError: not a CRFsuite model: it begins with b'not ', not b'lCRF'
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import numpy as np

_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("label", "<u4"), ("weight", "<f8")])


class Model(NamedTuple):
    """Hold what a model says: `states[attribute, label]` and `transitions[from, to]` are its weights."""

    labels: list[str]
    attributes: list[str]
    states: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    transitions: np.ndarray[tuple[int, int], np.dtype[np.float64]]


def read(data: bytes) -> Model:
    """Return the model that the bytes of a file hold.

    Raises ValueError for what is no first-order CRFsuite model, or one that is cut off.
    """
    if data[:4] != b"lCRF":
        raise ValueError(f"not a CRFsuite model: it begins with {data[:4]!r}, not b'lCRF'")
    try:
        _, size, kind, *_, labels, attributes, features_at, labels_at, attributes_at, _, _ = _HEADER.unpack_from(data)
        if kind != b"FOMC" or size > len(data):
            raise ValueError(f"a CRFsuite model of kind {kind!r} and {size} bytes, of which {len(data)} are there")
        (count,) = struct.unpack_from("<I", data, features_at + 8)
        features = np.frombuffer(data, _FEATURE, count, features_at + 12)
        states = np.zeros((attributes, labels))
        transitions = np.zeros((labels, labels))
        for weights, rows in (
            (states, features[features["kind"] == 0]),
            (transitions, features[features["kind"] == 1]),
        ):
            weights[rows["source"], rows["label"]] = rows["weight"]
        return Model(_names(data, labels_at, labels), _names(data, attributes_at, attributes), states, transitions)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"a CRFsuite model that is cut off or damaged: {error}") from error


def _names(data: bytes, start: int, count: int) -> list[str]:
    """Return the keys of a constant database by their number; it holds an offset for each."""
    backward = struct.unpack_from("<I", data, start + 20)[0] + start
    found = []
    for offset in struct.unpack_from(f"<{count}I", data, backward):
        size = struct.unpack_from("<I", data, start + offset + 4)[0]
        found.append(data[start + offset + 8 : start + offset + 7 + size].decode("utf-8"))
    return found
