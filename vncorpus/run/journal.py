"""Keep a journal beside an output, so that a run that was stopped can be gone on with.

The first line says what the run is: command, stages with their versions and options, inputs with their fingerprints.
Each line after it stands for a block that is on the disk: how far the inputs were read, how long the outputs were,
and what was counted. A line counts only where it is whole, so a crash at any moment costs a block at the most.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from vncorpus import __version__
from vncorpus.errors import DataError, UsageError, WriteError
from vncorpus.run import remote
from vncorpus.run.files import STDIO, shown
from vncorpus.run.outputs import STDOUT, locked, release
from vncorpus.run.pieces import Cuts, Position
from vncorpus.run.places import Orders
from vncorpus.run.plan import Input
from vncorpus.run.records import dumps
from vncorpus.run.work import Job
from vncorpus.stage import digest

#: Bytes at both ends of an input by which it is known again, with its size and the time of its last change.
ENDS = 1 << 16


@dataclass(frozen=True)
class Entry:
    """Say what was on the disk at the end of a block.

    `output` is the one that is written next, `sizes` has, by name, size and checksum of each part that is open.
    `finish` is an output whose parts are whole, and only lack their names, and which parts those are.
    """

    at: Position
    output: int
    sizes: dict[str, tuple[int, int]]
    counts: dict[str, Any]
    finish: tuple[int, list[str]] | None = None


class Journal:
    """Hold the journal of a run, locked as long as the run lasts."""

    def __init__(self, path: Path, output: Path, head: dict[str, Any]) -> None:
        self.path = path
        self.entries = 0
        self._output = output
        self._head = head
        self._handle = locked(path, output)

    def begin(self, *, resume: bool, force: bool) -> Entry | None:
        """Return the last entry of the run to go on with, None where there is none, and the run begins anew."""
        head, entry = self._read()
        if entry and not resume and not force:
            raise UsageError(
                f"a run that writes {self._output} was stopped after {entry.counts.get('bytes_in', 0) / 1e6:,.0f} MB; "
                "go on with --resume, or start anew with --force"
            )
        if entry and resume and not force:
            self._compare(head, entry)
            self.entries = 1
            return entry
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        self._write(self._head)
        return None

    def _read(self) -> tuple[Any, Entry | None]:
        """Return head and last entry, and cut off a line that is not whole."""
        with open(os.dup(self._handle), "rb") as handle:  # noqa: PTH123
            handle.seek(0)
            data = handle.read()
        lines = data[: data.rfind(b"\n") + 1].splitlines(keepends=True)
        entry = None
        while lines:
            try:
                row = orjson.loads(lines[-1])
                if len(lines) > 1:
                    sizes = {name: (size, crc) for name, (size, crc) in row["sizes"].items()}
                    entry = Entry(Position(*row["at"]), row["output"], sizes, row["counts"], row["finish"])
                break
            except (ValueError, KeyError, TypeError):
                lines.pop()  # half a line, of a disk that was full
        whole = sum(map(len, lines))
        os.ftruncate(self._handle, whole)
        os.lseek(self._handle, whole, os.SEEK_SET)
        return (orjson.loads(lines[0]) if lines else None), entry

    def _write(self, row: dict[str, Any]) -> None:
        left = memoryview(dumps(row) + b"\n")
        at = os.lseek(self._handle, 0, os.SEEK_CUR)
        try:
            while left:
                left = left[os.write(self._handle, left) :]
            os.fsync(self._handle)
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._handle, at)
            raise WriteError(f"{self.path}: write failed: {error.strerror}") from error

    def _compare(self, old: Any, entry: Entry) -> None:
        old = {**old, "inputs": list(old["inputs"])}
        for index, (mine, other) in enumerate(zip(self._head["inputs"], old["inputs"], strict=False)):
            if mine["path"] == other["path"] and mine != other:
                if mine["output"] >= entry.output:
                    raise DataError(f"{mine['path']} has changed since the run was stopped; start anew with --force")
                old["inputs"][index] = mine  # written over in its place, when it was done
        for name, value in self._head.items():
            if old.get(name) != value:
                raise UsageError(
                    f"the run that was stopped had other {name} ({old.get(name)!r}, now {value!r}); "
                    "give it the same, or start anew with --force"
                )

    def note(self, entry: Entry) -> None:
        """Add an entry and bring it to the disk; what it speaks of must be there already."""
        self._write({**vars(entry), "at": list(entry.at)})
        self.entries += 1

    def keep(self) -> None:
        """Leave the journal for a run that goes on."""
        release(self._handle)

    def remove(self) -> None:
        """Take the journal away: the run is over, or left nothing."""
        self.path.unlink(missing_ok=True)
        release(self._handle)


def opened(job: Job, orders: Orders) -> tuple[Journal | None, Entry | None]:
    """Return the journal of a run, None where there can be none, and the entry that it goes on from, if any.

    Raises UsageError where a run was stopped here and nobody said what is to become of it, or cannot be gone on with.
    """
    path = place(orders.inputs, orders.folder, orders.outputs) if orders.lasting else None
    output = orders.folder or orders.outputs[0]
    resumable = _resumable(orders.inputs)
    if orders.resume and not (path and resumable):
        raise UsageError("--resume needs inputs that are files, and a file or folder as output (-o OUT)")
    if not path:
        return None, None
    if not resumable:
        if path.exists():  # of a run over files: it is not thrown away unasked
            begin(path, output, {}, resume=False, force=orders.force)[0].remove()
        return None, None
    if orders.resume and orders.folder and not path.exists() and [*orders.folder.glob(".vncorpus-*.journal")]:
        raise UsageError(f"the run into {output} that was stopped had other inputs; give it the same, or --force")
    shared = {"trace": orders.trace, "rejects": orders.rejects, "output": output}
    return begin(path, output, head(job, orders.inputs, orders.cuts, shared), resume=orders.resume, force=orders.force)


def begin(path: Path, output: Path, head: dict[str, Any], *, resume: bool, force: bool) -> tuple[Journal, Entry | None]:
    """Open the journal of a run that is what `head` says, and return it with the entry to go on from, if any.

    Raises BusyError where another run holds it; UsageError where a run was stopped here and nobody said what is to
    become of it, or where it was another run; DataError where an input has changed since.
    """
    made = Journal(path, output, head)
    try:
        return made, made.begin(resume=resume, force=force)
    except BaseException:
        made.keep()  # what the stopped run left is as it was
        raise


def place(inputs: Sequence[Input], folder: Path | None, outputs: Sequence[Path]) -> Path | None:
    """Return where the journal of a run is; None where the output is no file, and nothing can be gone on with."""
    if folder:  # other inputs may be going into it at the same time
        names = b"\0".join(os.fsencode(path.resolve()) for path, _ in inputs)
        return folder / f".vncorpus-{digest(names)[:8]}.journal"
    output = outputs[0]
    if str(output) in STDOUT or (output.exists() and not output.is_file()):
        return None
    target = output.resolve()
    return target.with_name(f"{target.name}.journal")


def _resumable(inputs: Sequence[Input]) -> bool:
    """Tell whether the inputs can be read once more: a pipe cannot."""
    return bool(inputs) and all(path != STDIO and path.is_file() for path, _ in inputs)


def head(job: Job, inputs: Sequence[Input], cuts: Cuts, places: dict[str, Path | None]) -> dict[str, Any]:
    """Return what a run is: two with the same head give the same bytes."""
    return {
        **about(job, cuts),
        **{name: shown(path) if path else None for name, path in places.items()},
        "inputs": [{"path": shown(path), "output": output, **fingerprint(path)} for path, output in inputs],
    }


def about(job: Job, cuts: Cuts) -> dict[str, Any]:
    """Return what is done to the records of a run, and how its inputs are cut."""
    return {
        "vncorpus": __version__,
        "command": job.command,
        "stages": [[step.stage.name, step.stage.version, step.fingerprint] for step in job.pipeline.steps],
        "shape": job.render.__name__,
        "encoding": getattr(job.read, "keywords", {}).get("encoding"),
        "settings": [cuts.kind, cuts.block, cuts.max_line, cuts.limit, cuts.unit, job.timeout],
    }


def fingerprint(path: Path) -> dict[str, Any]:
    """Return what tells a file from another, or from itself after a change, without reading it all."""
    if remote.is_url(path):
        return remote.stat(path, fresh=True)
    found = path.stat()
    with path.open("rb") as handle:
        ends = handle.read(ENDS)
        if found.st_size > 2 * ENDS:
            handle.seek(-ENDS, os.SEEK_END)
        ends += handle.read(ENDS)
    return {"size": found.st_size, "changed": found.st_mtime_ns, "ends": digest(ends)}
