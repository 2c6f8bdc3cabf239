"""Say by its words alone how likely a line is text: `chia_sẻ bài_viết` against `ông nói`.

Words, pairs and threes of a line, those that it begins and ends with, all of it where it is short, how many there are,
and how many have a capital: each that was seen on three pages or more has a weight in tables/boilerplate_words.tsv,
learned by `train/furniture.py` by logistic regression. A line's sum is no verdict, only one thing that is known of it:
of lines shorter than 160 characters on sites held back one in ten is told wrongly by it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

from vncorpus import tables
from vncorpus.patterns import lazy

TABLE = tables.TABLES / "boilerplate_words.tsv"
#: The weight that every line has; weights are in tenths.
ALWAYS, TENTHS = "*", 10
#: Words that are looked at, and the most of a line that is known as a whole.
LOOKED, WHOLE = 60, 4
#: From so many words on a line has many.
MANY = 20
#: Lines that are remembered: menus and feet stand on every page of a site.
REMEMBERED = 1 << 13
_WORD = lazy(r"[^\W\d_]+|\d+|[^\w\s]")


def signs(text: str) -> set[str]:
    """Return what the words of a line say of it, each as the table has it.

    A number is `0`; `^` stands before how a line begins and `$` before how it ends, `=` before a whole one, `#` before
    the count of its words, `%` before how many tenths of them have a capital.

    >>> sorted(signs("Xem thêm"))
    ['#2', '$thêm', '$xem_thêm', '%5', '=xem_thêm', '^xem', '^xem_thêm', 'thêm', 'xem', 'xem_thêm']
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text.lower()))[:LOOKED]
    words = ["0" if word[0].isdigit() else word for word in words]
    found = set(words)
    pairs = [*map("_".join, pairwise(words))]
    found.update(pairs)
    found.update(map("_".join, zip(words, words[1:], words[2:], strict=False)))
    parts = text.split()
    capitals = TENTHS * sum(part[0].isupper() for part in parts) // max(1, len(parts))
    found.update((f"#{min(len(words), MANY)}", f"%{capitals}"))
    if words:
        found.update(("^" + words[0], "$" + words[-1]))
    if pairs:
        found.update(("^" + pairs[0], "$" + pairs[-1]))
    if len(words) <= WHOLE:
        found.add("=" + "_".join(words))
    return found


@lru_cache(REMEMBERED)
def said(text: str) -> float:
    """Return the logarithm of how much likelier a line with these words is text than furniture.

    >>> said("Chia sẻ bài viết") < said("Ông nói mưa sẽ còn kéo dài.")
    True
    """
    return weighed(text, weights())


def weighed(text: str, known: Mapping[str, int]) -> float:
    """Return the sum of these weights of a line's signs."""
    return (known[ALWAYS] + sum(filter(None, map(known.get, signs(text))))) / TENTHS


@cache
def weights() -> dict[str, int]:
    """Return the weight of each sign: above zero for text, below it for furniture."""
    rows = tables.read(TABLE, ("weight", "signs"), lambda row: (int(row["weight"]), row["signs"].split()))
    return {sign: weight for weight, signs_ in rows for sign in signs_}
