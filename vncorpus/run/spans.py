"""Read a range of a large file: the lines that begin in it, or the members of a gz or zst that begin in it.

Ranges that follow one another give every line once, whoever reads them and in whatever order. Where a line runs over
the end of a range it belongs to the range in which it begins. In a compressed file a range may begin only where a
member ends with a whole line and the next begins right after it, as each block of our own outputs does: the reader of
a range goes on over its end until it is at such a place, and that of the next searches the same place, and proves it
by unpacking the member before it. A file of one member, or one whose members cut lines, belongs to its first range.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal, cast

from vncorpus.run import files
from vncorpus.run.files import BUFFER
from vncorpus.run.packed import GZIP_MAGIC, STEP, ZSTD_MAGIC, Members, decompressor, is_zstd

#: Longest member, as it lies on the disk, after which a range may begin: so much is searched and unpacked at the most.
WINDOW = 64 << 20
#: Bytes by which the search goes back.
_BACK = 4 << 20


@contextmanager
def reading(path: Path, span: tuple[int, int]) -> Iterator[BinaryIO]:
    """Open the part of a file that a range holds, without its compression; `bounds` tells it, when it was read."""
    with files.opened(path) as handle:
        size = files.size(path)
        kind = packed(handle)
        begin, end = span
        if kind is None:
            start, stop = line_at(handle, begin, size), line_at(handle, end, size)
            handle.seek(start)
            yield io.BufferedReader(_Range(handle, start, stop), BUFFER)
            return
        found = 0 if begin == 0 else _member_at(handle, begin, min(end, size), kind == "zst")
        if found is None:
            yield io.BufferedReader(_Range(handle, 0, 0), BUFFER)
            return
        handle.seek(found)
        yield cast(BinaryIO, io.BufferedReader(_Span(handle, kind == "zst", found, end), BUFFER))


def bounds(handle: BinaryIO) -> list[int]:
    """Return the bytes of the file that a range was found to hold; nothing where it holds none."""
    raw = getattr(handle, "raw", None)
    start, stop = (raw.start, raw.stop) if isinstance(raw, _Range | _Span) else (0, 0)
    return [start, stop] if stop > start else []


def how(path: Path) -> Literal["lines", "members", "whole"]:
    """Tell how a file can be cut, by its first bytes: a packed one only where a line ends with its first member."""
    with files.opened(path) as handle:
        kind = packed(handle)
        if kind is None:
            return "lines"
        handle.seek(0)
        reader = _Span(handle, kind == "zst", 0, 1)
        buffer = memoryview(bytearray(BUFFER))
        try:
            while reader.readinto(buffer):
                if reader.consumed > WINDOW:
                    return "whole"
        except EOFError:
            return "whole"
        return "members" if reader.ended else "whole"


def packed(handle: IO[bytes]) -> Literal["gz", "zst"] | None:
    """Return the compression of an open file."""
    handle.seek(0)
    magic = handle.read(4)
    if magic[: len(GZIP_MAGIC)] == GZIP_MAGIC:
        return "gz"
    return "zst" if is_zstd(magic) else None


def line_at(handle: IO[bytes], at: int, size: int) -> int:
    """Return where the first line begins that begins at `at` or later."""
    if at <= 0 or at >= size:
        return max(0, min(at, size))
    handle.seek(at - 1)
    place = at - 1
    while data := handle.read(STEP):
        newline = data.find(b"\n")
        if newline >= 0:
            return place + newline + 1
        place += len(data)
    return size


class _Range(io.RawIOBase):
    """Read a file from where it stands, up to a place."""

    def __init__(self, source: IO[bytes], start: int, stop: int) -> None:
        self._source = source
        self._left = max(0, stop - start)
        self.start, self.stop = start, max(start, stop)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._source.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)


class _Span(Members):
    """Read members from where a file stands, until a range may begin, at `end` or later."""

    def __init__(self, source: IO[bytes], zstd: bool, start: int, end: int) -> None:
        super().__init__(source, zstd)
        self.start = start
        self.ended = False
        self._end = end
        self._begun = start
        self._last = b""
        self._place = start

    @property
    def stop(self) -> int:
        """Return where it stopped: at the end of the range, or of the file."""
        return self._place if self.ended else self.start + self.consumed

    def readinto(self, buffer: Any) -> int:
        if self.ended:
            return 0
        count = super().readinto(buffer)
        if count:
            self._last = bytes(buffer[count - 1 : count])
        return count

    def stops(self, data: bytes) -> bool:
        """Tell, at the end of a member, whether the next one belongs to another range."""
        self._place = self.start + self.consumed - len(data)
        whole = self._last == b"\n" and self._place - self._begun <= WINDOW
        self.ended = self._place >= self._end and whole and _begins(data, self._zstd)
        self._begun, self._last = self._place, b""
        return self.ended


def _begins(data: bytes, zstd: bool) -> bool:
    """Tell whether a member may begin here."""
    if zstd:
        return data[:4] == ZSTD_MAGIC
    return data[:3] == GZIP_MAGIC + b"\x08" and len(data) > 3 and data[3] < 32


def _starts(data: bytes, zstd: bool) -> Iterator[int]:
    """Yield the places where a member may begin, from the first."""
    mark = ZSTD_MAGIC if zstd else GZIP_MAGIC + b"\x08"
    at = data.find(mark)
    while at >= 0:
        if _begins(data[at : at + 4], zstd):
            yield at
        at = data.find(mark, at + 1)


def _member_at(handle: IO[bytes], begin: int, end: int, zstd: bool) -> int | None:
    """Return the first place in a range where it may begin."""
    place = begin
    while place < end:
        handle.seek(place)
        data = handle.read(min(BUFFER, end - place) + 3)
        for at in _starts(data, zstd):
            if place + at < end and _is_end(handle, place + at, zstd):
                return place + at
        place += BUFFER
    return None


def _is_end(handle: IO[bytes], place: int, zstd: bool) -> bool:
    """Tell whether a member that holds whole lines ends at a place: one that unpacks to its end, and right there."""
    data = b""
    low = place
    while low > max(0, place - WINDOW):
        before = low
        low = max(0, place - WINDOW, low - _BACK)
        handle.seek(low)
        new = handle.read(before - low)
        data = new + data
        for at in reversed([at for at in _starts(data[: len(new) + 3], zstd) if at < len(new)]):
            last = _unpacked(memoryview(data)[at:], zstd)
            if last is not None:
                return last == b"\n"
    return False


def _unpacked(data: memoryview, zstd: bool) -> bytes | None:
    """Return the last byte of the member that `data` is, None where it is not one, or not all of it."""
    member = decompressor(zstd)
    last = b""
    given: bytes | memoryview = data
    try:
        while not member.eof:
            found = member.decompress(given, BUFFER)
            given = b""
            if found:
                last = found[-1:]
            elif not member.eof and member.needs_input:
                return None
    except Exception:  # each package has an error of its own
        return None
    return last if not member.unused_data else None
