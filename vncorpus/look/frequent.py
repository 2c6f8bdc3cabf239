"""Count the most frequent strings of a stream in bounded memory."""

from __future__ import annotations

from hashlib import blake2b

#: Strings that are kept after each thinning; at most twice as many are held.
KEPT = 10_000
#: Characters of a string that are kept to show it.
SHOWN = 160


class Frequent:
    """Count strings, and forget the rarest when there are too many.

    This is the Misra-Gries summary in the form that can be merged (Agarwal et al., *Mergeable summaries*, 2012):
    when more than twice `kept` strings are held, the count of the one after the `kept` most frequent is taken from all.
    So a count is never too high, and too low by at most `missed`, which is at most the number of strings added, divided
    by `kept`. Which ones stay depends on nothing but their order.

    >>> top = Frequent(kept=2)
    >>> for line in "a a a b a b c d e a".split(): top.add(line)
    >>> top.most(2), top.missed
    ([('a', 4), ('b', 1)], 1)
    """

    def __init__(self, kept: int = KEPT) -> None:
        self.kept = kept
        self.missed = 0
        self._counts: dict[tuple[str, bytes], int] = {}

    def add(self, line: str, count: int = 1) -> None:
        """Count a string, however long: what is longer than is shown is told apart by its digest."""
        key = (line, b"")
        if len(line) > SHOWN:
            key = (line[:SHOWN] + "…", blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).digest())
        self._counts[key] = self._counts.get(key, 0) + count
        if len(self._counts) > 2 * self.kept:
            self._thin()

    def _thin(self) -> None:
        least = sorted(self._counts.values(), reverse=True)[self.kept]
        self._counts = {key: count - least for key, count in self._counts.items() if count > least}
        self.missed += least

    def most(self, number: int, least: int = 1) -> list[tuple[str, int]]:
        """Return the most frequent, of equals the first by its characters, that were counted `least` times or more.

        >>> top = Frequent()
        >>> for line in "b", "a", "b": top.add(line)
        >>> top.most(9, least=2)
        [('b', 2)]
        """
        ordered = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return [(line, count) for (line, _digest), count in ordered[:number] if count >= least]
