"""Sum what trees of decisions say of the lines of a page: `train/furniture.py` grew them, numpy walks all at once.

A node asks whether a trait is at most a number, and sends the line left or right; a leaf has a weight. Weights are
multiples of 1/1024, so that their sums are exact, and the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from vncorpus.errors import TableError
from vncorpus.tables import TABLES

TABLE = TABLES / "boilerplate_trees.npz"
#: The part of one that weights are multiples of.
SCALE = 1024


class Trees(NamedTuple):
    """Hold the nodes of all trees. No line is above the number of a leaf, so it stays there when the walk goes on."""

    #: The root of each tree, and how many steps its deepest leaf is away.
    roots: NDArray[np.int64]
    depth: int
    #: The trait that a node asks for, the number, and where it sends a line; one above the number goes one further on.
    trait: NDArray[np.int64]
    most: NDArray[np.float64]
    left: NDArray[np.int64]
    #: The weight of a leaf, and the names of the traits.
    weight: NDArray[np.int64]
    names: tuple[str, ...]

    def log_odds(self, lines: Sequence[Sequence[float]]) -> list[float]:
        """Return the logarithm of how much likelier each line is text than furniture, by the values of its traits."""
        values = np.asarray(lines, dtype=np.float64)
        flat = values.ravel()
        start = (np.arange(len(lines)) * values.shape[1])[:, None]
        at = np.repeat(self.roots[None, :], len(lines), axis=0)
        for _ in range(self.depth):
            above = flat.take(self.trait.take(at) + start) > self.most.take(at)
            at = self.left.take(at) + above
        return [total / SCALE for total in self.weight.take(at).sum(axis=1).tolist()]


@cache
def trees(path: Path = TABLE) -> Trees:
    """Return the trees of a file.

    Raises TableError where it cannot be read.
    """
    try:
        with np.load(path, allow_pickle=False) as made:
            found = {name: made[name] for name in Trees._fields}
            # Kept small, and wide where they are taken by: numpy would widen them at every step.
            found |= {name: found[name].astype(np.int64) for name in ("roots", "trait", "left", "weight")}
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        raise TableError(f"{path}: the trees cannot be read ({error}); install vncorpus again") from error
    return Trees(**{**found, "depth": int(found["depth"]), "names": tuple(found["names"].tolist())})
