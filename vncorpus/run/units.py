"""Cut the inputs of a run into units, each with the name of its part: the one plan of `-j`, `--shard` and Ray.

A unit is a range of bytes of a large file whose lines can be told apart from anywhere (plain JSONL, and gz or zst
files of many members), a whole large file, or a group of small ones. It follows from the names, sizes and first bytes
of the inputs alone, so that every machine makes the same plan, and a part that was made twice has the same name and
the same bytes. Which lines a range really holds is found by who works on it: `spans`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from vncorpus.run import files, spans
from vncorpus.run.files import STDIO, shown
from vncorpus.run.pieces import Kind, look
from vncorpus.stage import digest

#: Bytes of a unit: some minutes of work, so that one that is lost costs little and none of them is all start.
UNIT = 256 << 20
#: Small files that go into one unit at most.
GROUP = 10_000
#: How a file may be cut: at any line, between its members, or not at all.
How = Literal["lines", "members", "whole"]
_ODD = re.compile(r"[^0-9A-Za-z._-]+")


class Source(NamedTuple):
    """Hold what the plan knows of an input."""

    name: str
    size: int
    how: How


class Unit(NamedTuple):
    """Hold a unit: the numbers of its inputs, the range of the only one where it is not whole, the name of its part."""

    number: int
    inputs: range
    span: tuple[int, int] | None
    size: int
    part: str


def sources(paths: Iterable[Path], kind: Kind, unit: int) -> list[Source]:
    """Look at the inputs; only one that is larger than a unit is opened."""
    found = []
    for path in paths:
        size = files.size(path)
        found.append(Source(shown(path), size, how(path, kind) if size > unit else "whole"))
    return found


def how(path: Path, kind: Kind) -> How:
    """Return how a large file may be cut: one that holds a text, or one member, may not."""
    if path == STDIO or kind not in ("auto", "jsonl"):
        return "whole"
    if kind == "auto":
        with files.reading(path) as handle:
            if look(handle, path)[0] != b"{":
                return "whole"
    return spans.how(path)


def units(inputs: Sequence[Source], unit: int) -> Iterator[Unit]:
    """Yield the units, in the order of the inputs."""
    names = Counter(_bare(source.name) for source in inputs)
    for number, (group, span, size) in enumerate(_cuts(inputs, unit)):
        first = inputs[group[0]].name
        bare = _bare(first)
        if names[bare] > 1 or bare != _stem(first):
            bare += f"-{digest(first.encode())[:6]}"
        rest = f"-{span[0]}-{span[1]}" if span else f"-and-{len(group) - 1}" if len(group) > 1 else ""
        yield Unit(number, group, span, size, f"part-{number:05}-{bare}{rest}")


def _cuts(inputs: Sequence[Source], unit: int) -> Iterator[tuple[range, tuple[int, int] | None, int]]:
    first = held = 0
    for index, source in enumerate(inputs):
        if source.size > unit or held + source.size > unit or index - first >= GROUP:
            if index > first:
                yield range(first, index), None, held
            first, held = index, 0
        if source.size > unit:
            first = index + 1
            if source.how == "whole":
                yield range(index, index + 1), None, source.size
            else:
                for begin in range(0, source.size, unit):
                    end = min(begin + unit, source.size)
                    yield range(index, index + 1), (begin, end), end - begin
        else:
            held += source.size
    if first < len(inputs):
        yield range(first, len(inputs)), None, held


def ends(paths: Sequence[Path], unit: int) -> set[int]:
    """Return the inputs after which a unit ends: there blocks of a run end too, so that its parts have its bytes."""
    known = [Source("", files.size(path), "whole") for path in paths]
    return {group[-1] for group, _, _ in _cuts(known, unit)}


def _bare(name: str) -> str:
    """Return the name of a file as a part may hold it.

    >>> _bare("thư mục/tin tức 1.jsonl.zst")
    'tin_tuc_1'
    """
    plain = unicodedata.normalize("NFD", _stem(name)).replace("đ", "d").replace("Đ", "D")
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _ODD.sub("_", plain)[:60] or "input"


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".zst").removesuffix(".gz").removesuffix(".jsonl")
