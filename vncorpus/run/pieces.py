"""Read an input as pieces: runs of whole lines as they stand in it, or the whole of a text.

Nothing is parsed here: the workers do that.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from vncorpus.errors import DataError
from vncorpus.run import files
from vncorpus.run.files import cut_off, label

Kind = Literal["auto", "text", "jsonl", "html", "html-fast"]
MAX_LINE = 64 << 20
CHUNK = 1 << 20
#: Bytes past --max-line that a line is held with: a mark at its beginning, a CR at its end do not count.
SLACK = 16
#: Blank bytes at the beginning of an input after which it is not looked at any further.
BLANKS = 1 << 20


class Position(NamedTuple):
    """Hold a place between two records: input, byte of its (unpacked) data, number of the line that begins there."""

    source: int = 0
    offset: int = 0
    line: int = 1


START = Position()


class Piece(NamedTuple):
    """Hold whole lines of one input, or the whole of a text.

    `number` and `offset` are those of the first line, `ended` says that the last line has its newline. `too_long` is
    a line, or a text, that is longer than may be held; its bytes are not here.
    """

    source: int
    name: str
    kind: Literal["text", "jsonl"]
    number: int
    offset: int
    data: bytes
    ended: bool = True
    too_long: bool = False
    skipped: int = 0

    @property
    def end(self) -> Position:
        """Return the place right after this piece."""
        if self.kind == "text":
            return Position(self.source + 1, 0, 1)
        return Position(
            self.source,
            self.offset + len(self.data) + self.skipped,
            self.number + (1 if self.too_long else self.data.count(b"\n")),
        )


class Cuts(NamedTuple):
    """Say how inputs are cut. `eager` hands on what a pipe gives as soon as it gives it.

    `unit` are the bytes of a unit, whose ends are ends of blocks (0: there are none); `span` is the range of the only
    input that is read.
    """

    kind: Kind = "jsonl"
    chunk: int = CHUNK
    block: int = 8 << 20
    max_line: int = MAX_LINE
    limit: int | None = None
    eager: bool = False
    unit: int = 0
    span: tuple[int, int] | None = None


def pieces(handle: BinaryIO, source: int, path: Path, cuts: Cuts, start: Position) -> Iterator[Piece]:
    """Yield the pieces of an open input, from `start` on.

    Raises DataError where it is cut off, after what came before.
    """
    name = label(path)
    first, blank = (b"{", b"") if cuts.kind == "jsonl" else look(handle, path)
    if cuts.kind == "jsonl" or (cuts.kind == "auto" and first == b"{"):
        if start.offset:
            files.skip(handle, start.offset - len(blank), name)
            blank = b""
        yield from _lines(handle, source, name, cuts, start, blank)
    elif first:
        data, failed = files.read_whole(handle, name, cuts.max_line, blank)
        size = files.size(path) if data is None else 0
        yield Piece(source, name, "text", 1, 0, data or b"", failed is None, data is None, size)
        if failed:
            raise failed


def _lines(handle: BinaryIO, source: int, name: str, cuts: Cuts, at: Position, blank: bytes) -> Iterator[Piece]:
    r"""Yield pieces of whole lines.

    Only b"\n" ends a line: U+2028, U+0085 and a lone CR stand inside records. A line of more bytes than may be held
    is read past. Where the data is cut off, what came before the cut is yielded first.
    """
    held = [blank] if blank else []
    size = len(blank)
    offset, number = at.offset, at.line
    failed: DataError | None = None
    while True:
        try:
            data = handle.read1(cuts.chunk)  # type: ignore[attr-defined]  # read() would lose what stands before a cut
        except (EOFError, OSError) as error:
            data, failed = b"", cut_off(name, offset + size, error)
        held.append(data)
        size += len(data)
        newline = data.rfind(b"\n")
        if data and newline < 0 and size > cuts.max_line + SLACK:
            whole = b"".join(held)
            end = whole.rfind(b"\n") + 1
            if len(whole) - end <= cuts.max_line + SLACK:
                held = [whole]
                continue
            if end:
                piece = Piece(source, name, "jsonl", number, offset, whole[:end])
                yield piece
                _, offset, number = piece.end
            skipped, rest, failed, blank_line = _read_past(handle, name, len(whole) - end, offset)
            if blank_line and whole[end:].isspace():
                piece = Piece(source, name, "jsonl", number, offset, b"\n", skipped=skipped - 1)
            else:
                piece = Piece(source, name, "jsonl", number, offset, b"", True, True, skipped)
            yield piece
            _, offset, number = piece.end
            held, size = [rest], len(rest)
        elif data and (newline < 0 or (size < cuts.chunk and not cuts.eager)):
            continue
        else:
            whole = b"".join(held)
            end = whole.rfind(b"\n") + 1 if data else len(whole)
            if end:
                piece = Piece(source, name, "jsonl", number, offset, whole[:end], whole[end - 1 : end] == b"\n")
                yield piece
                _, offset, number = piece.end
            held, size = [whole[end:]], len(whole) - end
        if failed:
            raise failed
        if not data:
            return


def _read_past(handle: BinaryIO, name: str, size: int, offset: int) -> tuple[int, bytes, DataError | None, bool]:
    """Read past a line; return its bytes, what was read of the next, what ended the input, and whether it is blank."""
    blank = True
    while True:
        try:
            data = handle.read1(files.BUFFER)  # type: ignore[attr-defined]
        except (EOFError, OSError) as error:
            return size, b"", cut_off(name, offset + size, error), blank
        newline = data.find(b"\n")
        blank = blank and not data[: newline if newline >= 0 else None].strip()
        if not data or newline >= 0:
            return size + newline + 1, data[newline + 1 :], None, blank
        size += len(data)


_BLANKS: dict[Path, bytes] = {}


def look(handle: BinaryIO, path: Path) -> tuple[bytes, bytes]:
    """Return the first byte that is not blank, b"" at the end of the file, and the blanks that were read for it.

    A pipe may give blank lines long before anything else; what was read of it is kept for the next look.
    """
    blank = _BLANKS.pop(path, b"")
    while True:
        try:
            ahead = handle.peek(1 << 16)  # type: ignore[attr-defined]
        except (EOFError, OSError) as error:
            raise cut_off(label(path), 0, error) from error
        bare = (ahead if blank else ahead.removeprefix(codecs.BOM_UTF8)).lstrip()
        if len(blank) > BLANKS:
            bare = b"{"  # nobody's text: read it by the line, so that it is never held whole
        if bare or not ahead:
            if blank and not files.is_file(path):
                _BLANKS[path] = blank
            return bare[:1], blank
        blank += handle.read(len(ahead))
