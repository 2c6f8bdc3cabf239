"""Keep a journal beside an output, so that a run that was stopped can be gone on with.

The first line says what the run is: command, stages with their versions and options, inputs with their fingerprints.
Each line after it stands for a block that is on the disk: how far the inputs were read, how long the outputs were,
and what was counted. A line counts only where it is whole, so a crash at any moment costs a block at the most.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from vncorpus import __version__
from vncorpus.errors import DataError, UsageError
from vncorpus.run.files import STDIO
from vncorpus.run.outputs import STDOUT, locked, release
from vncorpus.run.pieces import Cuts, Position
from vncorpus.run.plan import Input
from vncorpus.run.work import Job

#: Bytes at both ends of an input by which it is known again, with its size and the time of its last change.
ENDS = 1 << 16


@dataclass(frozen=True)
class Entry:
    """Say what was on the disk at the end of a block.

    `output` is the one that is written next, `sizes` has, by name, size and checksum of each part that is open.
    `finish` is an output whose part is whole, and only lacks its name.
    """

    at: Position
    output: int
    sizes: dict[str, tuple[int, int]]
    counts: dict[str, Any]
    finish: int | None = None


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
            self._compare(head)
            self.entries = 1
            return entry
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, orjson.dumps(self._head) + b"\n")
        return None

    def _read(self) -> tuple[Any, Entry | None]:
        """Return head and last entry, and cut off a line that is not whole."""
        with open(os.dup(self._handle), "rb") as handle:  # noqa: PTH123
            handle.seek(0)
            data = handle.read()
        whole = data[: data.rfind(b"\n") + 1]
        os.ftruncate(self._handle, len(whole))
        os.lseek(self._handle, len(whole), os.SEEK_SET)
        lines = whole.splitlines()
        try:
            head = orjson.loads(lines[0]) if lines else None
            if len(lines) < 2:
                return head, None
            row = orjson.loads(lines[-1])
            sizes = {name: (size, crc) for name, (size, crc) in row["sizes"].items()}
            return head, Entry(Position(*row["at"]), row["output"], sizes, row["counts"], row["finish"])
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(
                f"{self.path} is no journal of ours ({error}); remove it, or name another output"
            ) from error

    def _compare(self, old: Any) -> None:
        for mine, other in zip(self._head["inputs"], old["inputs"], strict=False):
            if mine["path"] == other["path"] and mine != other:
                raise DataError(f"{mine['path']} has changed since the run was stopped; start anew with --force")
        for name, value in self._head.items():
            if old.get(name) != value:
                raise UsageError(
                    f"the run that was stopped had other {name} ({old.get(name)!r}, now {value!r}); "
                    "give it the same, or start anew with --force"
                )

    def note(self, entry: Entry) -> None:
        """Add an entry and bring it to the disk; what it speaks of must be there already."""
        os.write(self._handle, orjson.dumps({**vars(entry), "at": list(entry.at)}) + b"\n")
        os.fsync(self._handle)
        self.entries += 1

    def keep(self) -> None:
        """Leave the journal for a run that goes on."""
        release(self._handle)

    def remove(self) -> None:
        """Take the journal away: the run is over, or left nothing."""
        self.path.unlink(missing_ok=True)
        release(self._handle)


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
    """Return where the journal of a run is; None where it could not be gone on with: a pipe cannot be read again."""
    if not inputs or not all(path != STDIO and path.is_file() for path, _ in inputs):
        return None
    if folder:  # other inputs may be going into it at the same time
        names = "\0".join(str(path.resolve()) for path, _ in inputs).encode("utf-8", "surrogateescape")
        return folder / f".vncorpus-{blake2b(names, digest_size=4).hexdigest()}.journal"
    output = outputs[0]
    if str(output) in STDOUT or (output.exists() and not output.is_file()):
        return None
    target = output.resolve()
    return target.with_name(f"{target.name}.journal")


def head(job: Job, inputs: Sequence[Input], cuts: Cuts, places: dict[str, Path | None]) -> dict[str, Any]:
    """Return what a run is: two with the same head give the same bytes."""
    return {
        "vncorpus": __version__,
        "command": job.command,
        "stages": [[step.stage.name, step.stage.version, step.fingerprint] for step in job.pipeline.steps],
        "shape": job.render.__name__,
        "encoding": getattr(job.read, "keywords", {}).get("encoding"),
        "settings": [cuts.kind, cuts.block, cuts.max_line, cuts.limit, job.timeout],
        **{name: str(path) if path else None for name, path in places.items()},
        "inputs": [{"path": str(path), "output": output, **fingerprint(path)} for path, output in inputs],
    }


def fingerprint(path: Path) -> dict[str, Any]:
    """Return what tells a file from another, or from itself after a change, without reading it all."""
    found = path.stat()
    with path.open("rb") as handle:
        ends = handle.read(ENDS)
        if found.st_size > 2 * ENDS:
            handle.seek(-ENDS, os.SEEK_END)
        ends += handle.read(ENDS)
    return {"size": found.st_size, "changed": found.st_mtime_ns, "ends": blake2b(ends, digest_size=8).hexdigest()}
