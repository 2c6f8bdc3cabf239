"""Account for every record of a run: counts, the line that ends it, and the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any

from vncorpus import __version__
from vncorpus.errors import DataError, NoInputError, VncorpusError
from vncorpus.run.files import STDIO, digest, say, shown
from vncorpus.run.plan import Input
from vncorpus.run.records import dumps
from vncorpus.run.work import Job, Outcome, Reject

#: Messages about single records on the terminal; the rejects file has them all.
SHOWN = 20


def tell(reject: Reject, number: int, place: Path | None) -> None:
    """Say why a record is rejected, the `number`th of the run, and where it is kept."""
    if number <= SHOWN:
        kept = f"; kept in {place}" if place else "; not kept (give --rejects FILE)"
        kept = "; too long to be kept" if reject.kind == "too_long" else kept
        say(f"{reject.name}:{reject.number}: {reject.message}{kept}")
    elif number == SHOWN + 1:
        say("further rejected records are counted, not shown")


@dataclass
class Counts:
    """Count what happened to the records of a run, over all its resumptions."""

    read: int = 0
    written: int = 0
    rejected: int = 0
    dropped: int = 0
    changed: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    before: int = 0  # records written before the output that is being written
    resumed: int = 0
    cpu: float = 0.0
    wall: float = 0.0
    lines: int = 0  # of the range of a file that was read, for the numbers of those after it
    span: list[int] = field(default_factory=list)  # the bytes that the range was found to hold
    failed: list[str] = field(default_factory=list)  # an input that was cut off or gone: kind of error, message
    causes: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Add what came of a task."""
        self.read += outcome.read
        self.written += outcome.written
        self.rejected += len(outcome.rejects)
        self.changed += outcome.changed
        self.bytes_in += outcome.bytes_in
        self.bytes_out += len(outcome.out)
        self.cpu += outcome.cpu
        self.causes.update(reject.kind for reject in outcome.rejects)
        for (stage, rule), count in outcome.rules.items():
            self.rules[f"{stage}\t{rule}"] += count
        for name, value in outcome.seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + value

    def join(self, part: Counts) -> None:
        """Add the counts of a part of the run."""
        for name in ("read", "written", "rejected", "dropped", "changed", "bytes_in", "bytes_out", "cpu", "wall"):
            setattr(self, name, getattr(self, name) + getattr(part, name))
        self.causes.update(part.causes)
        self.rules.update(part.rules)
        for name, value in part.seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + value
        self.failed = self.failed or part.failed

    def state(self) -> dict[str, Any]:
        """Return the counts as a journal keeps them."""
        return {spec.name: getattr(self, spec.name) for spec in fields(self)}

    @classmethod
    def of(cls, state: dict[str, Any]) -> Counts:
        """Return the counts that a journal kept."""
        counters = {name: Counter(state[name]) for name in ("causes", "rules")}
        return cls(**{**state, **counters})

    def failure(self) -> VncorpusError | None:
        """Return the error of an input that was cut off or gone, None where all were read."""
        kinds: dict[str, type[VncorpusError]] = {"DataError": DataError, "NoInputError": NoInputError}
        return kinds[self.failed[0]](self.failed[1]) if self.failed else None

    def summary(self, command: str) -> str:
        """Return the line that ends a run."""
        causes = ", ".join(f"{n:,} {kind}" for kind, n in self.causes.most_common())
        return (
            f"vncorpus {command}: {self.read:,} records in = {self.written:,} out + {self.rejected:,} rejected"
            f"{f' ({causes})' if causes else ''} + {self.dropped:,} dropped; {self.changed:,} changed; "
            f"{self.bytes_in / 1e6:.2f} MB in {self.wall:.1f} s{' over all' if self.resumed else ''}"
        )


def report(
    job: Job,
    counts: Counts,
    inputs: Sequence[Input],
    outputs: Sequence[Path],
    ended: str,
    trace: Path | None = None,
    rejects: Sequence[Path] = (),
) -> bytes:
    """Return the run report as JSON: what the run was, what it did to the text, how long it took, how it ended.

    `ended` is done, interrupted, terminated or failed. Sizes are in bytes; times in seconds, over all resumptions, the
    CPU being that of the work, by stage where it has any. Digests are blake2b of the files as they lie on the disk.
    """
    found: dict[str, Any] = {
        "inputs": [file_row(path, ended) for path, _ in inputs],
        "outputs": [file_row(path, ended) for path in outputs],
        "trace": shown(trace) if trace else None,
        "rejects_files": [shown(path) for path in dict.fromkeys(rejects) if path.is_file()],
    }
    return written(job.command, stages(job), counts, ended, found)


def stages(job: Job) -> list[dict[str, Any]]:
    """Return what a report says of the stages of a job."""
    return [
        {
            "stage": step.stage.name,
            "version": step.stage.version,
            "fingerprint": step.fingerprint,
            "options": {spec.name: _option(getattr(step.options, spec.name)) for spec in fields(step.stage.options)},
            "sources": step.stage.sources(step.options),
        }
        for step in job.pipeline.steps
    ]


def written(command: str, steps: Sequence[dict[str, Any]], counts: Counts, ended: str, found: dict[str, Any]) -> bytes:
    """Return a report of its parts: command, stages, counts, end, and the files that were read and written."""
    import platform

    rules: dict[str, dict[str, int]] = {}
    for key, count in sorted(counts.rules.items()):
        stage, _, rule = key.partition("\t")
        rules.setdefault(stage, {})[rule] = count
    row = {
        "v": 1,
        "vncorpus": __version__,
        "python": platform.python_version(),
        "command": command,
        "ended": ended,
        "failed": counts.failed[1] if counts.failed else None,
        "resumed": counts.resumed,
        "stages": [
            {**step, "seconds": round(counts.seconds.get(step["stage"], 0.0), 3), "rules": rules.get(step["stage"], {})}
            for step in steps
        ],
        "annotations": rules.get("annotations", {}),
        "records": {
            "in": counts.read,
            "out": counts.written,
            "rejected": counts.rejected,
            "dropped": counts.dropped,
            "changed": counts.changed,
        },
        "rejects": dict(counts.causes.most_common()),
        "bytes": {"in": counts.bytes_in, "out": counts.bytes_out},
        "seconds": {"wall": round(counts.wall, 3), "cpu": round(counts.cpu, 3)},
        "mb_per_second": round(counts.bytes_in / 1e6 / counts.wall, 3) if counts.wall else None,
        **found,
    }
    return dumps(row, indent=True) + b"\n"


def _option(value: object) -> object:
    """Return the value of an option as a report shows it; what was made of the inputs, by its name only."""
    return repr(value) if is_dataclass(value) else value


def file_row(path: Path, ended: str) -> dict[str, Any]:
    """Return size and digest of a file; no digest where the run was stopped, for reading it all takes its time."""
    found: dict[str, Any] = {"path": shown(path), "bytes": None, "digest": None}
    if path != STDIO and path.is_file():
        found["bytes"] = path.stat().st_size
        if ended == "done":
            found["digest"] = digest(path)
    return found
