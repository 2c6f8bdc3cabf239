"""Count by name, exactly, in memory that stays bounded where names never end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

#: Names that are counted apart. Our tables have some 12,000 rules, but a rule that names a person has no end.
NAMES = 50_000


def family(rule: str) -> str:
    """Return what stands for all rules of a kind: the name before the first colon.

    >>> family("reading:李建国"), family("fullwidth")
    ('reading:*', 'fullwidth:*')
    """
    return f"{rule.partition(':')[0]}:*"


class Tally:
    """Count names; when there are too many, a new one is counted under what `other` says of it.

    >>> tally = Tally(names=1, other=family)
    >>> for rule in "glossary:a", "glossary:b", "glossary:a", "glossary:c": tally.add(rule)
    >>> tally.most()
    [('glossary:*', 2), ('glossary:a', 2)]
    """

    def __init__(self, names: int = NAMES, other: Callable[[str], str] = lambda _name: "*") -> None:
        self.names = names
        self.other = other
        self.counts: Counter[str] = Counter()

    def named(self, name: str) -> str:
        """Return the name under which this one is counted."""
        return name if name in self.counts or len(self.counts) < self.names else self.other(name)

    def add(self, name: str, count: int = 1) -> None:
        """Count a name."""
        self.counts[self.named(name)] += count

    def most(self, number: int | None = None) -> list[tuple[str, int]]:
        """Return names and counts, the most frequent first, of equals by name."""
        return sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))[:number]
