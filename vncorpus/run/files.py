"""Open inputs of any compression, and write outputs that appear whole or not at all."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from vncorpus.errors import DataError, NoInputError
from vncorpus.run import remote
from vncorpus.run.packed import GZIP_MAGIC, ZSTD_MAGIC, Members, is_zstd

STDIO = Path("-")
BUFFER = 1 << 20


def label(path: Path) -> str:
    """Return how messages name a file."""
    return "standard input" if path == STDIO else shown(path)


def shown(path: Path) -> str:
    """Return a path as text that JSON can hold, whatever bytes its name is made of."""
    return remote.url(os.fsencode(path).decode("utf-8", "backslashreplace"))


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """Open a file or standard input, and take the compression off that its first bytes tell.

    The suffix does not count: plain text that is named .gz is plain text. All members of a gz and all frames
    of a zst are read.

    Raises NoInputError where it cannot be opened, DataError where it is cut off.
    """
    check(path)
    if not is_file(path):
        yield _once(path)
        return
    with opened(path) as handle:
        yield _plain(handle)


def opened(path: Path) -> IO[bytes]:
    """Open a file as it lies on the disk, or where its URL leads."""
    if remote.is_url(path):
        return remote.opened(path)
    return path.open("rb", buffering=BUFFER)


def check(path: Path) -> None:
    """Raise NoInputError for an input that is missing, unreadable or a folder: before a run, not half-way."""
    if path == STDIO:
        if sys.stdin is None:
            raise NoInputError("standard input is closed; name a file")
        return
    if remote.is_url(path):
        remote.stat(path)
        return
    try:
        if path.is_dir():
            raise NoInputError(f"{path} is a folder; give its files, or `vncorpus ingest {path}` for a folder of texts")
        if path.is_file() or not path.exists():
            path.open("rb").close()
    except OSError as error:
        raise NoInputError(f"{path} cannot be read: {error.strerror}") from error


@cache
def _once(path: Path) -> BinaryIO:
    """Return standard input or a pipe, opened once: `clean` looks at its first byte before it reads it."""
    handle = sys.stdin.buffer if path == STDIO else path.open("rb", buffering=BUFFER)
    with suppress(OSError, ValueError):
        os.set_blocking(handle.fileno(), True)  # else a pause in the pipe looks like its end
    if handle.seekable():
        return _plain(handle)
    # A pipe may give its first byte alone, which tells no compression.
    return _plain(io.BufferedReader(_Ahead(handle.read(len(ZSTD_MAGIC)), handle), BUFFER))


def _plain(handle: IO[bytes]) -> BinaryIO:
    peekable = handle if isinstance(handle, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, handle))
    magic = peekable.peek(4)[:4]
    zstd = is_zstd(magic)
    if magic.startswith(GZIP_MAGIC) or zstd:
        return io.BufferedReader(Members(peekable, zstd), BUFFER)
    return cast(BinaryIO, peekable)


class _Ahead(io.RawIOBase):
    """Read what was read ahead, then the rest."""

    def __init__(self, ahead: bytes, rest: IO[bytes]) -> None:
        self._given = ahead
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._given or self._rest.read1(len(buffer))  # type: ignore[attr-defined]
        self._given = found[len(buffer) :]
        found = found[: len(buffer)]
        buffer[: len(found)] = found
        return len(found)


def read_whole(handle: BinaryIO, name: str, limit: int, before: bytes) -> tuple[bytes | None, DataError | None]:
    """Return all that is left, after `before`, and the error that ended it before its end.

    None stands for more than `limit` bytes.
    """
    parts = [before]
    size = len(before)
    while size <= limit:
        try:
            data = handle.read1(BUFFER)  # type: ignore[attr-defined]  # read() would lose what stands before a cut
        except (EOFError, OSError) as error:
            return b"".join(parts), cut_off(name, size, error)
        if not data:
            return b"".join(parts), None
        parts.append(data)
        size += len(data)
    return None, None


def skip(handle: BinaryIO, size: int, name: str) -> None:
    """Go on `size` bytes of data: by a jump where the file allows it, else by reading.

    Raises DataError where there are not so many.
    """
    raw = getattr(handle, "raw", None)
    if not isinstance(raw, Members) and handle.seekable():
        handle.seek(size, io.SEEK_CUR)
        return
    while size > 0:
        try:
            data = handle.read(min(size, BUFFER))
        except (EOFError, OSError) as error:
            raise cut_off(name, 0, error) from error
        if not data:
            raise DataError(f"{name} is shorter than it was")
        size -= len(data)


def consumed(handle: BinaryIO, offset: int) -> int:
    """Return how many bytes of a file, as it lies on the disk, were read; `offset` where nothing can tell."""
    raw = getattr(handle, "raw", None)
    if isinstance(raw, Members):
        return raw.consumed
    return offset


def is_file(path: Path) -> bool:
    """Tell whether it can be read once more: a pipe cannot."""
    return path != STDIO and (remote.is_url(path) or path.is_file())


def size(path: Path) -> int:
    """Return the bytes of a file as it lies on the disk, 0 for a pipe."""
    if remote.is_url(path):
        return int(remote.stat(path)["size"])
    with suppress(OSError):
        if path != STDIO and path.is_file():
            return path.stat().st_size
    return 0


def digest(path: Path) -> str:
    """Return the digest of a file as it lies on the disk."""
    from hashlib import blake2b, file_digest

    with path.open("rb") as handle:
        return file_digest(handle, lambda: blake2b(digest_size=16)).hexdigest()


def cut_off(name: str, offset: int, error: Exception) -> DataError:
    """Return the error of a compressed file that is cut off or damaged."""
    return DataError(f"{name}: cut off or damaged after {offset:,} bytes of data ({error}); what came before was kept")


def same_file(source: Path, target: Path) -> bool:
    """Tell whether an input is the output."""
    if source == STDIO or target == STDIO:
        return False
    with suppress(OSError, RuntimeError):
        return source.resolve() == target.resolve() or source.samefile(target)
    return False


def total_size(paths: Iterable[Path]) -> int | None:
    """Return the bytes of the inputs together, None where one is no plain file and the sum would lie."""
    known = list(paths)
    return (
        sum(map(size, known))
        if all(path != STDIO and (remote.is_url(path) or path.is_file()) for path in known)
        else None
    )


def say(message: str) -> None:
    """Say something on standard error; a terminal that went away is no reason to stop."""
    with suppress(OSError, ValueError, AttributeError):
        print(message, file=sys.stderr, flush=True)
