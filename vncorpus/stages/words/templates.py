"""Turn a CRF's attributes, its feature templates and its dictionary into tables of integers and floats.

A template such as `T[-1,0].lower` names a window of tokens around the one that is tagged and a function of the tokens
in it, joined by spaces. Its value makes an attribute, `T[-1,0].lower=hà nội`. What the functions give was learned
from the attributes that underthesea makes: a window that leaves the sentence is `BOS`, or else `EOS`; `istitle` asks
that no word begins with a small letter; `isdigit` that the whole is a number of 32 bits.

A token counts for its text, for its small letters, and for its class (a number, small, other); a window of two or
three tokens likewise. So a token becomes two identities and a class, a window a key of 20 bits a token, and the sum
of the weights of all templates that a window has a part in is one row of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np

from vncorpus.stages.words.crfsuite import Model

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]

BITS = 20
UNKNOWN = (1 << BITS) - 1
WIDEST = 3
#: A token for each class, and the two ends of a sentence. The functions tell no two tokens of a class apart.
CLASSES = ("x", "X", "1", "BOS", "EOS")
BOS, EOS = 3, 4
_TEMPLATE = re.compile(r"T\[(-?\d)(?:,(-?\d))?\](?:\.(lower|isdigit|istitle|is_in_dict))?")
_NUMERAL = frozenset("+-0123456789")
_NUMBER = re.compile(r"[+-]?[0-9]+")


class Template(NamedTuple):
    """Hold one template: `name` is how attributes begin, `first` the place of the window's first token."""

    name: str
    first: int
    width: int
    function: str


class Tables(NamedTuple):
    """Hold a model as tables. Weights are those of each label less those of the first, a column for each place.

    `texts` and `lowers` give a token its identities; `single` the weights of an identity, `classes` those of one to
    three classes in a row; `keys` are sorted, and `rows` their weights, or `row_of` says which row is whose. `firsts`
    are the first places by width. A model may know pairs of tokens by a mark too: `marks` has that of each key,
    `marked` the weights of a mark with the classes of its pair, and of two marks in a row.
    """

    labels: list[str]
    texts: dict[str, int]
    lowers: dict[str, int]
    firsts: list[int]
    single: Floats
    classes: list[Floats]
    keys: Integers
    rows: Floats
    transitions: Floats
    row_of: Integers | None = None
    marks: Integers | None = None
    marked: tuple[Floats, Floats] = (np.zeros((0, 0, 0)), np.zeros((0, 0, 0)))


def class_of(token: str) -> int:
    """Return the class of a token.

    >>> [CLASSES[class_of(token)] for token in ("nhà", "Nhà", "12", "“", "99999999999")]
    ['x', 'X', '1', 'X', 'X']
    """
    if token[:1] in _NUMERAL and _NUMBER.fullmatch(token):
        digits = token.lstrip("+-").lstrip("0")
        return 2 if len(digits) <= 10 and int(digits or 0) < 1 << 31 else 1
    return int(is_title(token))


def is_title(text: str) -> bool:
    """Tell whether no word of the text begins with a small letter."""
    if " " not in text:
        return text[:1].upper() == text[:1]
    return all(word[:1].upper() == word[:1] for word in text.split(" "))


def parse(name: str) -> Template:
    """Return the template of that name.

    Raises ValueError for a template that this decoder does not know.

    >>> parse("T[-1,0].lower")
    Template(name='T[-1,0].lower', first=-1, width=2, function='lower')
    """
    found = _TEMPLATE.fullmatch(name)
    first = int(found[1]) if found else 0
    width = int(found[2] or first) - first + 1 if found else 0
    if not found or not 1 <= width <= WIDEST:
        raise ValueError(f"an unknown feature template: {name}")
    return Template(name, first, width, found[3] or "")


def build(model: Model, names: Iterable[str], dictionary: Iterable[str]) -> Tables:
    """Return the tables of a model with its templates and its dictionary of words in small letters.

    Raises ValueError for a template that this decoder does not know, or more than a million tokens.
    """
    templates = [parse(name) for name in names]
    firsts = [min((t.first for t in templates if t.width == width), default=0) for width in range(1, WIDEST + 1)]
    shapes = [
        max((t.first - first + 1 for t in templates if t.width == width), default=1)
        for width, first in enumerate(firsts, 1)
    ]
    weights = model.states[:, 1:] - model.states[:, :1]
    index = {attribute: number for number, attribute in enumerate(model.attributes)}
    texts: dict[str, int] = {}
    lowers: dict[str, int] = {}
    spaced = any(name.startswith("T[0]=") and " " in name for name in index)

    def keys_of(value: str, width: int, known: dict[str, int]) -> Iterator[int]:
        for parts in _splits(value, width, spaced):
            key = 0
            for part in parts:
                key = key << BITS | known.setdefault(part, len(texts) + len(lowers) + 1)
            yield key

    by_name = {template.name: template for template in templates}
    found: list[tuple[int, int, int]] = []  # key, column, attribute
    for attribute, number in index.items():
        name, _, value = attribute.partition("=")
        template = by_name.get(name)
        if template and template.function in ("", "lower"):
            column = template.first - firsts[template.width - 1]
            known = lowers if template.function else texts
            found += [(key, column, number) for key in keys_of(value, template.width, known)]
    in_dictionary: list[list[int]] = [[] for _ in firsts]
    more = np.zeros((WIDEST, max(shapes), weights.shape[1]))  # what being in the dictionary adds, by width
    for template in templates:
        if template.function == "is_in_dict":
            column = template.first - firsts[template.width - 1]
            for value, sign in (("True", 1), ("False", -1)):
                number = index.get(f"{template.name}={value}", -1)
                if number >= 0:
                    more[template.width - 1, column] += sign * weights[number]
    words = set(dictionary)
    for width, place in enumerate(in_dictionary, 1):
        if more[width - 1].any():
            place += [key for word in words for key in keys_of(word, width, lowers)]
    if len(texts) + len(lowers) >= UNKNOWN:
        raise ValueError(f"a model of {len(texts) + len(lowers)} tokens, more than {UNKNOWN}")

    listed = np.array(found, np.int64).reshape(-1, 3)
    keys = np.unique(np.concatenate([listed[:, 0], *(np.array(place, np.int64) for place in in_dictionary)]))
    rows = np.zeros((len(keys), max(shapes), weights.shape[1]))
    np.add.at(rows, (keys.searchsorted(listed[:, 0]), listed[:, 1]), weights[listed[:, 2]])
    for place, row in zip(in_dictionary, more, strict=True):
        rows[keys.searchsorted(np.array(sorted(set(place)), np.int64))] += row
    ones = int(keys.searchsorted(1 << BITS))
    single = np.zeros((len(texts) + len(lowers) + 1, shapes[0], weights.shape[1]))
    single[keys[:ones]] = rows[:ones, : shapes[0]]
    classes = [_classes(width, templates, firsts, shapes, weights, index) for width in range(1, WIDEST + 1)]
    windows = np.ascontiguousarray(rows[ones:, : max(shapes[1:])])
    return Tables(list(model.labels), texts, lowers, firsts, single, classes, keys[ones:], windows, model.transitions)


def _splits(value: str, width: int, spaced: bool) -> Iterator[list[str]]:
    """Yield the ways in which a value may be that many tokens; without `spaced`, no token holds a space."""
    pieces = value.split(" ")
    if len(pieces) == width:
        yield pieces
    elif width == 1 and spaced:
        yield [value]
    elif len(pieces) > width and spaced:
        for cuts in combinations(range(1, len(pieces)), width - 1):
            yield [" ".join(pieces[a:b]) for a, b in zip((0, *cuts), (*cuts, len(pieces)), strict=True)]


def _classes(
    width: int,
    templates: list[Template],
    firsts: list[int],
    shapes: list[int],
    weights: Floats,
    index: dict[str, int],
) -> Floats:
    """Return the weights that tokens of these classes have in a window, whatever else they are."""
    table = np.zeros((len(CLASSES) ** width, shapes[width - 1], weights.shape[1]))
    for row, members in enumerate(product(range(len(CLASSES)), repeat=width)):
        for template in templates:
            if template.width != width:
                continue
            text = " ".join(CLASSES[member] for member in members)
            if BOS in members or EOS in members:
                value = "BOS" if BOS in members else "EOS"
            elif template.function == "istitle":
                value = str(is_title(text))
            elif template.function == "isdigit":
                value = str(class_of(text) == 2)
            elif template.function == "is_in_dict":
                value = "False"  # where it is True, the key's row has the difference
            else:
                continue
            number = index.get(f"{template.name}={value}")
            if number is not None:
                table[row, template.first - firsts[width - 1]] += weights[number]
    return table
