"""Drive a pipeline over sources of records, and account for every one of them.

Records in = out + rejected + dropped, always. A bad record is told in a sentence and goes to the rejects as
it came; the good ones go on. Nothing here knows a stage: a `Job` says what is done to a record and how it is
written, so that the same lines serve every command.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from vncorpus.document import Document
from vncorpus.errors import DataError, RecordError
from vncorpus.pipeline import Pipeline
from vncorpus.run import records
from vncorpus.run.files import STDIO
from vncorpus.run.outputs import Output
from vncorpus.run.progress import Progress

MAX_LINE = 64 << 20
#: Messages about single records on the terminal; the rejects file has them all.
SHOWN = 20


class Item(NamedTuple):
    """Hold one line of input and where it stood; `error` where it could not even be read as a line."""

    name: str
    number: int
    offset: int
    line: bytes
    ended: bool = True
    error: RecordError | None = None


#: Write a record: from its line, the document before and the document after, the bytes of the output.
Render = Callable[[bytes, Document, Document], bytes]


def as_jsonl(line: bytes, before: Document, after: Document) -> bytes:
    """Return the line of a record, ended by a newline."""
    return records.dump(line, before, after) + b"\n"


@dataclass(frozen=True)
class Job:
    """Say what is done to each record, and where everything goes."""

    command: str
    pipeline: Pipeline
    render: Render = as_jsonl
    separator: bytes = b""
    output: Path = STDIO
    rejects: Path | None = None
    trace: Path | None = None
    stop_on_error: bool = False
    limit: int | None = None
    quiet: bool = False
    progress: str = "auto"


@dataclass
class Counts:
    """Count what happened to the records of a run."""

    read: int = 0
    written: int = 0
    rejected: int = 0
    dropped: int = 0
    changed: int = 0
    bytes_in: int = 0
    causes: Counter[str] = field(default_factory=Counter)

    def summary(self, command: str, seconds: float) -> str:
        """Return the line that ends a run."""
        causes = ", ".join(f"{n:,} {kind}" for kind, n in self.causes.most_common())
        return (
            f"vncorpus {command}: {self.read:,} records in = {self.written:,} out + {self.rejected:,} rejected"
            f"{f' ({causes})' if causes else ''} + {self.dropped:,} dropped; {self.changed:,} changed; "
            f"{self.bytes_in / 1e6:.2f} MB in {seconds:.1f} s"
        )


def drive(job: Job, items: Iterable[Item], total: int | None = None) -> Counts:
    """Run the job over the items and return the counts; `total` is the input's size in bytes, if known.

    Outputs appear whole when the run is over. On an error or an interruption they do not appear at all, and
    the old ones are as they were.

    Raises DataError for the first bad record where the job stops on errors, and for input that is cut off
    (then after everything before the cut was written), WriteError where the disk is full.
    """
    counts = Counts()
    started = time.monotonic()
    cut: DataError | None = None
    with ExitStack() as stack:
        output = _opened(stack, job.output)
        rejects = _Rejects(stack, job)
        trace = _opened(stack, job.trace) if job.trace else None
        progress = stack.enter_context(Progress(job.command, total, "off" if job.quiet else job.progress))
        surrogates = bool(job.pipeline.steps) and job.pipeline.steps[0].stage.name == "encoding"
        iterator = iter(items)
        while job.limit is None or counts.read < job.limit:
            try:
                item = next(iterator, None)
            except DataError as error:
                cut = error
                break
            if item is None:
                break
            counts.read += 1
            counts.bytes_in += len(item.line)
            try:
                before, after = _run(job.pipeline, item, surrogates)
                written = job.render(item.line, before, after)
            except RecordError as error:
                if job.stop_on_error:
                    raise DataError(f"{item.name}:{item.number}: {error}; stopped, as --on-error stop says") from error
                rejects.add(item, error, counts)
                continue
            if counts.written and job.separator:
                output.write(job.separator)
            output.write(written)
            counts.written += 1
            counts.changed += after is not before
            if trace:
                for line in _trace(item, after):
                    trace.write(line)
            progress.advance(len(item.line))
        if cut and job.stop_on_error:
            raise cut
        for part in (output, rejects, trace):
            if part:
                part.commit()
    if not job.quiet:
        say(counts.summary(job.command, time.monotonic() - started))
    if cut:
        raise cut
    return counts


def _opened(stack: ExitStack, path: Path) -> Output:
    output = Output(path)
    stack.callback(output.discard)  # nothing to do after commit
    return output


def _run(pipeline: Pipeline, item: Item, surrogates: bool) -> tuple[Document, Document]:
    if item.error:
        raise item.error
    try:
        before = records.parse(item.line, surrogates=surrogates)
    except RecordError as error:
        if not item.ended and error.kind == "not_json":
            raise RecordError("cut_off", f"cut off at the end of the file: {error}") from error
        raise
    return before, pipeline.run(before)


def _trace(item: Item, after: Document) -> Iterator[bytes]:
    """Yield a line for every pass that did something, in order: the last is the first to undo."""
    known = "id" in after.fields
    key = {"id": after.fields["id"]} if known else {"id": None, "file": item.name, "line": item.number}
    for change in after.trail:
        row = {**key, "stage": change.stage, "edits": [list(edit) for edit in change.edits]}
        yield dumps(row) + b"\n"


def say(message: str) -> None:
    """Say something on standard error; a terminal that went away is no reason to stop."""
    with suppress(OSError, ValueError, AttributeError):
        print(message, file=sys.stderr, flush=True)


def dumps(value: Any) -> bytes:
    """Return JSON bytes, also where a string holds half a character, which only an escape can show."""
    try:
        return orjson.dumps(value)
    except (orjson.JSONEncodeError, TypeError):
        import json

        return json.dumps(value, separators=(",", ":")).encode()


class _Rejects:
    """Keep the records that could not be read, as they came, with the reason."""

    def __init__(self, stack: ExitStack, job: Job) -> None:
        self._stack = stack
        self._path = job.rejects
        if self._path is None and job.output != STDIO and (job.output.is_file() or not job.output.exists()):
            self._path = job.output.with_name(job.output.name + ".rejects.jsonl")
        self._file: Output | None = None

    def add(self, item: Item, error: RecordError, counts: Counts) -> None:
        counts.rejected += 1
        counts.causes[error.kind] += 1
        if counts.rejected <= SHOWN:
            kept = f"; kept in {self._path}" if self._path else "; not kept (give --rejects FILE)"
            kept = "; too long to be kept" if error.kind == "too_long" else kept
            say(f"{item.name}:{item.number}: {error}{kept}")
        elif counts.rejected == SHOWN + 1:
            say("further rejected records are counted, not shown")
        if self._path is None:
            return
        if self._file is None:
            self._file = _opened(self._stack, self._path)
        row: dict[str, Any] = {"file": item.name, "line": item.number, "byte": item.offset, "stage": error.stage}
        row |= {"error": error.kind, "message": str(error)}
        try:
            row["raw"] = item.line.decode("utf-8")
        except UnicodeDecodeError:
            from base64 import b64encode

            row["raw_b64"] = b64encode(item.line).decode("ascii")
        self._file.write(dumps(row) + b"\n")

    def commit(self) -> None:
        if self._file:
            self._file.commit()
