"""Do the work on a task: bytes in, bytes out, and a count of all that happened. Runs in a worker, or right here.

Nothing here knows a stage or a file: a `Job` says what is done to a record and how it is written. What comes back is
only bytes and numbers, so that nothing but those crosses between processes.
"""

from __future__ import annotations

import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from vncorpus.document import Document
from vncorpus.errors import RecordError
from vncorpus.pipeline import Pipeline
from vncorpus.run import records
from vncorpus.run.clock import IDLE, alarm
from vncorpus.run.pieces import MAX_LINE, Piece
from vncorpus.run.plan import Task

#: Seconds that a record may take before it is given up.
TIMEOUT = 60.0
#: Write a record: from its line, the document before and the document after, the bytes of the output.
Render = Callable[[bytes, Document, Document], bytes]
#: Read a text: from its name and bytes, the line of a record.
Read = Callable[[str, bytes], bytes]


def as_jsonl(line: bytes, before: Document, after: Document) -> bytes:
    """Return the line of a record, ended by a newline."""
    return line + b"\n" if after is before else records.dump(line, before, after) + b"\n"


@dataclass(frozen=True)
class Job:
    """Say what is done to each record. It can be pickled: a worker gets one when it starts."""

    command: str
    pipeline: Pipeline
    render: Render = as_jsonl
    separator: bytes = b""
    read: Read | None = None
    trace: bool = False
    timed: bool = False
    timeout: float = TIMEOUT
    max_line: int = MAX_LINE

    @property
    def surrogates(self) -> bool:
        """Tell whether half characters are welcome: the encoding stage mends them."""
        return bool(self.pipeline.steps) and self.pipeline.steps[0].stage.name == "encoding"


class Reject(NamedTuple):
    """Hold a record that could not be read or worked on, as it came, and why."""

    name: str
    number: int
    offset: int
    line: bytes
    kind: str
    stage: str
    message: str

    def row(self) -> dict[str, Any]:
        """Return the record of the rejects file."""
        row: dict[str, Any] = {"file": self.name, "line": self.number, "byte": self.offset, "stage": self.stage}
        row |= {"error": self.kind, "message": self.message}
        try:
            row["raw"] = self.line.decode("utf-8")
        except UnicodeDecodeError:
            row["raw_b64"] = b64encode(self.line).decode("ascii")
        return row


@dataclass
class Outcome:
    """Hold what came of a task: bytes for the output and the trace, rejects in order, and counts."""

    out: bytes = b""
    trace: bytes = b""
    rejects: list[Reject] = field(default_factory=list)
    read: int = 0
    written: int = 0
    changed: int = 0
    bytes_in: int = 0
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    cpu: float = 0.0

    def join(self, later: Outcome, separator: bytes) -> Outcome:
        """Return this outcome with that of the records right after it."""
        between = separator if self.written and later.written else b""
        return Outcome(
            self.out + between + later.out,
            self.trace + later.trace,
            self.rejects + later.rejects,
            self.read + later.read,
            self.written + later.written,
            self.changed + later.changed,
            self.bytes_in + later.bytes_in,
            self.rules + later.rules,
            {name: self.seconds.get(name, 0) + later.seconds.get(name, 0) for name in self.seconds | later.seconds},
            self.cpu + later.cpu,
        )


def alone(job: Job, tasks: Iterable[Task]) -> Generator[tuple[Task, Outcome], None, None]:
    """Yield each task with its outcome, in order, without any other process."""
    for task in tasks:
        yield task, work(job, task)


class Item(NamedTuple):
    """Hold one record of a piece: its line, where it stood, and whether its newline was there."""

    piece: Piece
    number: int
    offset: int
    line: bytes
    ended: bool


def items(piece: Piece) -> Iterator[Item]:
    """Yield the records of a piece: its lines that are not blank, or its text."""
    if piece.kind == "text" or piece.too_long:
        yield Item(piece, piece.number, piece.offset, piece.data, piece.ended)
        return
    number, offset = piece.number, piece.offset
    lines = piece.data.split(b"\n")
    final = len(lines) - 1
    for index, line in enumerate(lines):
        size = len(line) + 1
        if number == 1 and offset == 0:  # a range in the middle of a file counts its lines from 0
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line[-1:] == b"\r":
            line = line.rstrip(b"\r")
        if line and not line.isspace():
            yield Item(piece, number, offset, line, index < final)
        number += 1
        offset += size


def work(job: Job, task: Task, beat: Callable[[int, int, float], None] | None = None) -> Outcome:
    """Return what comes of a task. Every record of it is in the output or in the rejects.

    `beat` is how a worker tells which record of which piece it is at, and since when (0: at none), so that its
    parent knows what killed it.
    """
    began = time.process_time()
    made = Outcome()
    out: list[bytes] = []
    trace: list[bytes] = []
    seconds = made.seconds if job.timed else None
    surrogates = job.surrogates
    with alarm(job.timeout) as ticks:
        for at, piece in enumerate(task.pieces):
            made.bytes_in += len(piece.data) + piece.skipped
            for index, item in enumerate(items(piece)):
                made.read += 1
                now = time.monotonic()
                if beat is not None:
                    beat(at, index, now)
                try:
                    ticks[0] = 0
                    line, before = _parsed(job, item, surrogates)
                    after = job.pipeline.run(before, seconds)
                    written = job.render(line, before, after)
                    edits = [*_trace(item, line, after)] if job.trace and after is not before else []
                    ticks[0] = IDLE
                except (RecordError, MemoryError) as error:
                    ticks[0] = IDLE
                    if not isinstance(error, RecordError):
                        error = RecordError("no_memory", "there was no memory for it; split it, or give more", "run")
                    made.rejects.append(rejected(item, error))
                    continue
                out.append(written)
                made.written += 1
                if after is not before:
                    made.changed += 1
                    _count(made.rules, before, after)
                    trace += edits
    if beat is not None:
        beat(0, 0, 0.0)
    made.out = job.separator.join(out)
    made.trace = b"".join(trace)
    made.cpu = time.process_time() - began
    return made


def rejected(item: Item, error: RecordError) -> Reject:
    """Return the reject of a record."""
    line = b"" if error.kind == "too_long" else item.line
    return Reject(item.piece.name, item.number, item.offset, line, error.kind, error.stage, str(error))


def _parsed(job: Job, item: Item, surrogates: bool) -> tuple[bytes, Document]:
    line = item.line
    if item.piece.kind == "text":
        if item.piece.too_long:
            raise RecordError(
                "too_long", f"one text of more than {job.max_line:,} bytes; split it, or raise --max-line"
            )
        if not item.ended:
            raise RecordError("cut_off", "the text is cut off in the middle of its compressed file")
        if job.read is None:
            raise RecordError("not_json", "a text where records are read; `vncorpus ingest` makes records of texts")
        line = job.read(item.piece.name, line)
    elif item.piece.too_long or len(line) > job.max_line:
        raise RecordError("too_long", f"longer than {job.max_line:,} bytes; raise --max-line to read it")
    try:
        return line, records.parse(line, surrogates=surrogates)
    except RecordError as error:
        if not item.ended and error.kind == "not_json":
            raise RecordError("cut_off", f"cut off at the end of the file: {error}") from error
        raise


def _count(rules: Counter[tuple[str, str]], before: Document, after: Document) -> None:
    for change in after.trail:
        for edit in change.edits:
            rules[change.stage, edit.rule] += 1
    for mark, count in (after.marks - before.marks).items():
        rules["annotations", mark] += count


def _trace(item: Item, line: bytes, after: Document) -> Iterator[bytes]:
    """Yield a line for every pass that did something, in order: the last is the first to undo."""
    key = records.key(line, after)
    if key is None:
        key = records.dumps({"id": None, "file": item.piece.name, "line": item.number})[1:-1]
    for change in after.trail:
        row = {"stage": change.stage, "edits": [list(edit) for edit in change.edits]}
        rest = records.dumps({**row, "put": change.put} if change.put else row)
        yield b"{" + key + b"," + rest[1:] + b"\n"
