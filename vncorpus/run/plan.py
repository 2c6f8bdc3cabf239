"""Cut the inputs into units of work: pieces of whole lines, packed into tasks, in order.

A *block* is some 8 MiB of what goes into one output. It ends at a place that the input alone decides, whatever the
size of the pieces and the number of workers, and there outputs are brought to the disk and the journal is written:
that is what makes a run resumable and its bytes always the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vncorpus.errors import DataError, NoInputError
from vncorpus.run import files, spans, units
from vncorpus.run.files import reading
from vncorpus.run.pieces import START, Cuts, Piece, Position, pieces

#: Small files that go to a worker together.
PACK = 64


class Input(NamedTuple):
    """Name an input, and by its number the output that it goes to."""

    path: Path
    output: int = 0


class Task(NamedTuple):
    """Hold pieces that go to one output; `closes` says that a block ends after them, `last` that the output does."""

    output: int
    pieces: tuple[Piece, ...]
    closes: bool = False
    last: bool = False
    done: int = 0  # bytes of the inputs, as they lie on the disk, that were read so far


class Plan:
    """Yield the tasks of a run, from `start` on; every output ends with a task that says so.

    An input that is cut off or has gone does not keep back those after it: when all tasks were yielded, `failed` is
    its error. Those of further ones are told on the way.
    """

    def __init__(self, inputs: Sequence[Input], cuts: Cuts, start: Position = START) -> None:
        self.failed: DataError | NoInputError | None = None
        self._inputs = inputs
        self._cuts = cuts
        self._start = start
        self._left = cuts.limit  # records that may still be read
        self._last: Piece | None = None
        self.bounds: list[int] = []  # what a range was found to hold

    def lines(self) -> int:
        """Return the lines of the range that was read."""
        return self._last.end.line - (0 if self._cuts.span and self._cuts.span[0] else 1) if self._last else 0

    def __iter__(self) -> Iterator[Task]:
        packer = _Packer(self._cuts)
        before = 0
        unit = self._cuts.unit
        ends = units.ends([path for path, _ in self._inputs], unit) if unit else ()
        for source, (path, output) in enumerate(self._inputs):
            if source >= self._start.source:
                split = unit and files.size(path) > unit and units.how(path, self._cuts.kind) == "lines"
                for piece, done in self._read(source, path):
                    packer.done = before + done
                    yield from packer.add(output, piece, unit if split else 0)
            before += files.size(path)
            if source >= self._start.source:
                if source + 1 == len(self._inputs) or self._inputs[source + 1].output != output:
                    packer.done = before
                    yield packer.finish(output)
                elif self._cuts.eager or source in ends:
                    yield from packer.flush(output, closes=source in ends)

    def _read(self, source: int, path: Path) -> Iterator[tuple[Piece, int]]:
        """Yield the pieces of an input, and how many bytes of it, as it lies on the disk, were read."""
        if self._left == 0:
            return
        at = self._start if source == self._start.source else Position(source)
        span = self._cuts.span
        if span and span[0]:
            at = Position(source, 0, 0)
        try:
            with spans.reading(path, span) if span else reading(path) as handle:
                for piece in pieces(handle, source, path, self._cuts, at):
                    taken, self._left = _first(piece, self._left)
                    self._last = taken
                    yield taken, files.consumed(handle, taken.offset + len(taken.data) + taken.skipped)
                    if self._left == 0:
                        return
                if span:
                    self.bounds = spans.bounds(handle)
        except (DataError, NoInputError) as error:
            if self.failed:
                files.say(f"vncorpus: {self.failed}")
            self.failed = error
            if span and span[0] and isinstance(error, DataError):
                self.failed = DataError(f"{error}; bytes are those of the members after byte {span[0]:,} of the file")


class _Packer:
    """Pack pieces into tasks, and end the blocks."""

    def __init__(self, cuts: Cuts) -> None:
        self._cuts = cuts
        self._held: list[Piece] = []
        self._size = 0
        self._filled = 0
        self.done = 0

    def add(self, output: int, piece: Piece, unit: int = 0) -> Iterator[Task]:
        """Yield the tasks that are full with this piece; blocks end at each `unit` of the input too."""
        rest: Piece | None = piece
        while rest:
            room = self._cuts.block - self._filled
            part, rest, closes = _cut(rest, min(room, unit - rest.offset % unit) if unit else room)
            self._held.append(part)
            size = len(part.data) + part.skipped
            self._filled = 0 if closes else self._filled + size
            self._size += size
            whole_file = part.kind == "text" and not closes
            if closes or not whole_file or self._size >= self._cuts.chunk or len(self._held) >= PACK:
                yield self._task(output, closes=closes)

    def flush(self, output: int, *, closes: bool = False) -> Iterator[Task]:
        """Yield what is held, if there is any."""
        closes = closes and (self._filled > 0 or bool(self._held))
        if closes:
            self._filled = 0
        if self._held or closes:
            yield self._task(output, closes=closes)

    def finish(self, output: int) -> Task:
        """Return the task that ends an output."""
        self._filled = 0
        return self._task(output, closes=True, last=True)

    def _task(self, output: int, *, closes: bool, last: bool = False) -> Task:
        task = Task(output, tuple(self._held), closes, last, self.done)
        self._held = []
        self._size = 0
        return task


def _cut(piece: Piece, room: int) -> tuple[Piece, Piece | None, bool]:
    """Cut a piece where its block ends: after the first line that fills it. Tell whether the block ends."""
    size = len(piece.data) + piece.skipped
    if size < room:
        return piece, None, False
    if piece.kind == "text" or piece.too_long:
        return piece, None, True
    at = piece.data.find(b"\n", max(0, room - 1)) + 1
    if not 0 < at < size:
        return piece, None, True
    head = piece._replace(data=piece.data[:at], ended=True)
    tail = piece._replace(data=piece.data[at:], number=head.end.line, offset=head.end.offset)
    return head, tail, True


def _first(piece: Piece, left: int | None) -> tuple[Piece, int | None]:
    """Return the piece up to the last record that may still be read, and how many may be after it."""
    if left is None:
        return piece, None
    if piece.kind == "text" or piece.too_long:
        return piece, left - 1
    at = 0
    while left and at < len(piece.data):
        end = piece.data.find(b"\n", at) + 1 or len(piece.data)
        left -= bool(piece.data[at:end].strip())
        at = end
    return piece._replace(data=piece.data[:at], ended=piece.ended or at < len(piece.data)), left
