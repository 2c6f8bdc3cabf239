"""Make the part of a unit, and the entry of the manifest that says it is there.

A folder of parts holds `run.json`, which says what the run is; a part for each unit, with its rejects and its trace
where it has any; and beside each part its entry, written last: counts, digests, and the inputs as they were. A part
without its entry does not count. Who makes a part again writes the same bytes over it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from vncorpus.errors import DataError, UsageError
from vncorpus.run import account, drive, files, journal, records, storage, units
from vncorpus.run.account import SHOWN, Counts
from vncorpus.run.pieces import Cuts
from vncorpus.run.places import Orders, rejects_of
from vncorpus.run.plan import Input
from vncorpus.run.units import Source, Unit
from vncorpus.run.work import Job, Reject
from vncorpus.stage import digest

HEAD = "run.json"
#: What a count of an entry is, by what it is in memory.
_KINDS: dict[type, tuple[type, ...]] = {
    int: (int,),
    float: (int, float),
    list: (list,),
    Counter: (dict,),
    dict: (dict,),
}


@dataclass(frozen=True)
class Whole:
    """Say what a run over units is: the same for all who work on it. It can be pickled."""

    job: Job
    cuts: Cuts
    paths: list[Path]
    sources: list[Source]
    folder: str
    suffix: str
    trace: bool = False
    stop_on_error: bool = False
    jobs: int = 1
    kept: str = ""  # where the rejects of all parts go at the end
    apart: bool = False  # a record that kills its process must not kill ours

    def head(self) -> dict[str, Any]:
        """Return what decides the bytes of the parts."""
        return {
            "v": 1,
            **journal.about(self.job, self.cuts),
            "separator": self.job.separator.decode(),
            "unit": self.cuts.unit,
            "suffix": self.suffix,
            "trace": self.trace,
            "inputs": [list(source) for source in self.sources],
        }

    @cached_property
    def mark(self) -> str:
        """Return the digest of the head."""
        return mark(self.head())

    def units(self) -> list[Unit]:
        """Return all units of the run."""
        return [*units.units(self.sources, self.cuts.unit)]


def mark(head: dict[str, Any]) -> str:
    """Return the digest of a head."""
    return digest(records.dumps(head))


def begin(whole: Whole, shards: int = 0) -> None:
    """Say in the folder what the run is, or see that it is this one.

    Raises UsageError where another run writes its parts there.
    """
    place = storage.folder(whole.folder)
    head = orjson.loads(records.dumps(whole.head()))
    found = place.read(HEAD)
    if found is None:
        steps = account.stages(whole.job)
        place.write(HEAD, records.dumps({"run": head, "stages": steps, "shards": shards}, indent=True) + b"\n")
        found = place.read(HEAD) or b""
    other = head_of(found, whole.folder)["run"]
    for name in (*head, *other):
        if head.get(name) != other.get(name):
            raise UsageError(
                f"{whole.folder} holds the parts of another run, with other {name}; name another folder, or remove it"
            )


def head_of(data: bytes, folder: str) -> dict[str, Any]:
    """Return what `run.json` says.

    Raises DataError where it is not ours.
    """
    try:
        found = orjson.loads(data)
        run = found["run"]
        kinds = {"v": int, "command": str, "unit": int, "suffix": str, "separator": str, "trace": bool}
        known = all(type(run[name]) is kind for name, kind in kinds.items()) and run["v"] == 1 and run["unit"] > 0
        rows = [[type(value) for value in row] for row in run["inputs"]]
        if known and all(row == [str, int, str] for row in rows) and type(found["stages"]) is list:
            return dict(found)
    except (ValueError, KeyError, TypeError):
        pass
    raise DataError(f"{folder}/{HEAD} is not what vncorpus writes; name another folder")


def names(part: str, suffix: str) -> dict[str, str]:
    """Return the names of what belongs to a part."""
    output = f"{part}{suffix}"
    packed = Path(suffix).suffix if suffix.endswith((".gz", ".zst")) else ""
    return {"output": output, "rejects": rejects_of(Path(output)).name, "trace": f"{part}.trace.jsonl{packed}"}


def entry_name(part: str) -> str:
    """Return the name of the entry of a part."""
    return f"{part}.done.json"


def entry(place: storage.Folder, part: str) -> dict[str, Any] | None:
    """Return the entry of a part, None where there is none that is whole."""
    data = place.read(entry_name(part))
    try:
        found = orjson.loads(data) if data else {}
    except ValueError:
        return None
    return dict(found) if _is_entry(found) else None


def _is_entry(found: Any) -> bool:
    """Tell whether an entry has all that is read of it, each of its kind."""
    try:
        state, blank = found["counts"], Counts().state()
        return (
            all(type(row["size"]) is int and type(row["digest"]) is str for row in found["files"].values())
            and "output" in found["files"]
            and all(type(row["size"]) is int for row in found["inputs"])
            and type(found["run"]) is str
            and set(state) == set(blank)
            and all(type(state[name]) in _KINDS[type(value)] for name, value in blank.items())
            and len(state["span"]) in (0, 2)
        )
    except (AttributeError, KeyError, TypeError):
        return False


def fingerprints(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Return what tells the inputs of a unit from others."""
    return [journal.fingerprint(path) for path in paths]


def finished(whole: Whole, unit: Unit) -> Counts | None:
    """Return the counts of a part that is there, as its entry says, None where it is to be made.

    Raises DataError where an input has changed since.
    """
    place = storage.folder(whole.folder)
    found = entry(place, unit.part)
    if found is None or found.get("run") != whole.mark:
        return None
    paths = [whole.paths[index] for index in unit.inputs]
    now = orjson.loads(records.dumps(fingerprints(paths)))
    if len(found["inputs"]) != len(paths):
        return None
    for path, old, new in zip(paths, found["inputs"], now, strict=True):
        if old != new:
            raise DataError(f"{files.shown(path)} has changed since {unit.part} was made; name another folder")
    for which, name in names(unit.part, whole.suffix).items():
        row = found["files"].get(which)
        if row and (place.size(name) != row["size"] or place.digest(name) not in (None, row["digest"])):
            return None
    return Counts.of(found["counts"])


def make(whole: Whole, unit: Unit) -> tuple[Counts, list[str]]:
    """Make the part of a unit, and return its counts, and why its first rejected records are rejected.

    Raises what `drive` raises.
    """
    place = storage.folder(whole.folder)
    paths = [whole.paths[index] for index in unit.inputs]
    known = fingerprints(paths)
    called = names(unit.part, whole.suffix)
    cuts = whole.cuts._replace(span=unit.span, unit=0, eager=False)
    if unit.span:
        cuts = cuts._replace(kind="jsonl")
    told: list[str] = []

    def tell(reject: Reject, number: int, _place: Path | None) -> None:
        if number <= SHOWN:
            later = unit.span and unit.span[0]  # its lines are counted from 0
            since = f" of the lines from byte {later:,} on" if later else ""
            kept = f"kept in {whole.kept or whole.folder + '/' + called['rejects']}"
            kept = "too long to be kept" if reject.kind == "too_long" else kept
            told.append(f"{reject.name}:{reject.number + bool(later)}{since}: {reject.message}; {kept}")

    with place.work() as work:
        orders = Orders(
            [Input(path) for path in paths],
            [work / called["output"]],
            cuts,
            trace=work / called["trace"] if whole.trace else None,
            stop_on_error=whole.stop_on_error,
            jobs=whole.jobs,
            apart=whole.apart,
            lasting=False,
            quiet=True,
            tell=tell,
        )
        counts = drive.drive(whole.job, orders)
        made = {}
        for which, name in called.items():
            if (work / name).exists():
                made[which] = {"size": (work / name).stat().st_size, "digest": files.digest(work / name)}
                place.take(name, work / name)
            else:
                place.remove(name)
    row = {"v": 1, "run": whole.mark, "unit": unit.number, "inputs": known, "counts": counts.state(), "files": made}
    place.write(entry_name(unit.part), records.dumps(row) + b"\n")
    return counts, told


def forget(whole: Whole) -> None:
    """Remove all parts, which are put together, and the folder where nothing else is in it."""
    place = storage.folder(whole.folder)
    for unit in whole.units():
        for name in (entry_name(unit.part), *names(unit.part, whole.suffix).values()):
            place.remove(name)
    place.remove(HEAD)
    with suppress(OSError):
        Path(whole.folder).rmdir()
