"""Read what a folder of parts says, and prove that its parts are all there and hold every line once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from vncorpus.errors import DataError, NoInputError
from vncorpus.run import parts, storage, units
from vncorpus.run.account import Counts
from vncorpus.run.units import Source, Unit

#: Missing parts that a message names.
SHOWN = 5


@dataclass(slots=True)
class Part:
    """Hold what is kept in mind of a part, for there may be many: its files, and what it held of its input.

    `lines` and `size` are those of the file that stand before it.
    """

    unit: Unit
    files: dict[str, dict[str, Any]]
    written: int
    span: tuple[int, ...]
    held: tuple[int, int]
    failed: bool
    lines: int = 0
    size: int = 0


@dataclass
class Manifest:
    """Hold what a folder of parts says: the run, and its parts in order."""

    place: storage.Folder
    run: dict[str, Any]
    steps: list[dict[str, Any]]
    sources: list[Source]
    parts: list[Part] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)


def manifest(folder: str) -> Manifest:
    """Read the manifest of a run, and prove that its parts are all there and hold every line once.

    Raises NoInputError where there is none, DataError where something is missing or does not add up.
    """
    place = storage.folder(folder)
    data = place.read(parts.HEAD)
    if data is None:
        raise NoInputError(f"{folder} holds no parts: there is no {parts.HEAD} in it")
    head = parts.head_of(data, folder)
    run = head["run"]
    found = Manifest(place, run, head["stages"], [Source(*row) for row in run["inputs"]])
    mark = parts.mark(run)
    missing = []
    known: list[Any] = []
    for unit in units.units(found.sources, run["unit"]):
        entry = parts.entry(place, unit.part)
        if entry is None:
            missing.append(unit)
            continue
        if entry.get("run") != mark:
            raise DataError(f"{folder}/{unit.part} is of another run; remove the folder and make the parts again")
        if unit.span and unit.span[0] and known and entry["inputs"] != known:
            raise DataError(
                f"{found.sources[unit.inputs[0]].name} is not what it was when {folder}/{unit.part} or a part before "
                "it was made: its size, time or bytes changed; make the parts again, in another folder"
            )
        known = entry["inputs"]
        counts = Counts.of(entry["counts"])
        if counts.read != counts.written + counts.rejected + counts.dropped:
            raise DataError(f"{folder}/{unit.part}: {counts.read:,} records in are not those out; make it again")
        found.counts.join(counts)
        held = (counts.lines, counts.bytes_in)
        found.parts.append(Part(unit, entry["files"], counts.written, tuple(counts.span), held, bool(counts.failed)))
    if missing:
        raise DataError(_what_is_missing(folder, missing, len(found.parts) + len(missing), head.get("shards", 0)))
    _add_up(found, folder)
    return found


def _what_is_missing(folder: str, missing: list[Unit], count: int, shards: int) -> str:
    named = ", ".join(unit.part for unit in missing[:SHOWN]) + (", …" if len(missing) > SHOWN else "")
    remedy = "run their shards again"
    if shards:
        numbers = sorted({unit.number % shards + 1 for unit in missing})
        remedy = "run " + ", ".join(f"--shard {number}/{shards}" for number in numbers[:SHOWN])
        remedy += " …" if len(numbers) > SHOWN else ""
    return f"{len(missing):,} of {count:,} parts are not in {folder} ({named}); {remedy}"


def _add_up(found: Manifest, folder: str) -> None:
    """See that the ranges of a file follow one another to its end, and count what stands before each."""
    whole = True  # a file that is cut off has no end
    end = lines = size = 0
    for part in found.parts:
        if not part.unit.span:
            continue
        if part.unit.span[0] == 0:
            end = lines = size = 0
            whole = True
        whole = whole and not part.failed
        part.lines, part.size = lines, size
        if part.span:
            start, stop = part.span
            if start != end and whole:
                raise DataError(
                    f"{folder}/{part.unit.part} begins at byte {start:,} of its file, where {end:,} was read before; "
                    "take a unit as large as the file (--unit), and another folder"
                )
            end = stop
        lines += part.held[0]
        size += part.held[1]
        source = found.sources[part.unit.inputs[0]]
        if part.unit.span[1] == source.size and end != source.size and whole:
            raise DataError(
                f"{folder}: of {source.name}, {end:,} of {source.size:,} bytes were read; make the parts again"
            )
