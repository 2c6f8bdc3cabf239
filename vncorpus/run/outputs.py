"""Write outputs that appear whole or not at all, and that a stopped run can go on with."""

from __future__ import annotations

import fcntl
import os
import stat
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from vncorpus.errors import BusyError, DataError, UsageError, WriteError
from vncorpus.run.files import STDIO
from vncorpus.run.packed import zstd_package

#: Other names of standard output. Opened as files they would throw away what it holds.
STDOUT = frozenset(("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"))
#: Bytes that are gathered before they are written.
_GATHER = 1 << 18


class Output:
    """Write bytes to a file that appears whole or not at all, or to standard output.

    A regular file is written beside its place as `OUT.part`, brought to the disk and renamed by `commit`; without it
    `discard` leaves nothing, and `keep` what a later run goes on with. Pipes and devices are written to as they
    stand. Compressed by suffix, .gz and .zst; each block becomes a member of its own, so that the file can be split,
    and read from the middle. What is written without `packed` is so already.

    Raises WriteError where the disk is full or the place cannot be written to, BusyError where another run writes it.
    """

    def __init__(self, path: Path, at: tuple[int, int] | None = None, *, packed: bool = True) -> None:
        self.path = STDIO if str(path) in STDOUT else path
        self.part: Path | None = None
        self._gathered: list[bytes] = []
        self._waiting = 0
        self._packer = _packer(self.path) if packed else None
        self._size = 0
        try:
            self._handle = self._open(at)
        except OSError as error:
            raise self._failed(error) from error

    def _open(self, at: tuple[int, int] | None) -> int:
        """Return the descriptor that is written to, without any buffer that a fork could double."""
        if self.path == STDIO:
            if sys.stdout is None:
                raise WriteError("standard output is closed; name a file with -o")
            sys.stdout.flush()
            return sys.stdout.fileno()
        if self.path.is_dir():
            raise UsageError(f"the output {self.path} is a folder; name a file in it")
        if self.path.exists() and not stat.S_ISREG(self.path.stat().st_mode):
            return os.open(self.path, os.O_WRONLY)
        self.part = part_of(self.path)
        handle = locked(self.part, self.path)
        size, crc = at or (0, 0)
        if os.fstat(handle).st_size < size or _tail(handle, size) != crc:
            release(handle)
            raise DataError(f"{self.part} is not what the stopped run left; start anew with --force")
        os.ftruncate(handle, size)
        os.lseek(handle, size, os.SEEK_SET)
        self._size = size
        return handle

    def write(self, data: bytes) -> None:
        """Write bytes."""
        if self._packer:
            data = self._packer.add(data)
        self._gathered.append(data)
        self._waiting += len(data)
        if self._waiting >= _GATHER or not self.part:
            self._flush()

    def _flush(self) -> None:
        data = b"".join(self._gathered)
        self._gathered, self._waiting = [], 0
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(self._handle, left) :]
        except OSError as error:
            self._give_up(error)
        self._size += len(data)

    def end_block(self, *, sync: bool = True, last: bool = False) -> tuple[int, int]:
        """End a member, bring all to the disk, and return the size of the file and the CRC-32 of its last bytes.

        With `last` it is whole: an empty gz has a member too.
        """
        if self._packer:
            self._gathered.append(self._packer.end(whole=last and self._size == 0 and not self._waiting))
        self._flush()
        if sync and self.part:
            try:
                os.fsync(self._handle)
            except OSError as error:
                self._give_up(error)
        return self._size, _tail(self._handle, self._size) if self.part else 0

    def commit(self) -> None:
        """Bring everything to the disk and give the file its name."""
        if self._packer:
            self._gathered.append(self._packer.end(whole=self._size == 0 and not self._waiting))
        self._flush()
        try:
            if self.part:
                os.fsync(self._handle)
                if self.path.exists():
                    self.part.chmod(stat.S_IMODE(self.path.stat().st_mode))
                self.part.replace(self.path.resolve())
                self.part = None
            if self.path != STDIO:
                release(self._handle)
        except OSError as error:
            self._give_up(error)

    def keep(self) -> None:
        """Leave the part as it is, for a run that goes on."""
        if self.part:
            with suppress(OSError):
                release(self._handle)
            self.part = None

    def discard(self) -> None:
        """Leave nothing behind: the old output, if there was one, is as it was."""
        if self.part:
            self.part.unlink(missing_ok=True)  # first, for it is ours as long as it is locked
            self.keep()

    def _give_up(self, error: OSError) -> NoReturn:
        """Raise what a failed write means: on standard output, that whoever reads it has had enough."""
        if isinstance(error, BrokenPipeError) and self.path == STDIO:
            raise error
        raise self._failed(error) from error

    def _failed(self, error: OSError) -> WriteError:
        name = "standard output" if self.path == STDIO else str(self.path)
        return WriteError(f"{name}: write failed: {error.strerror or error}")


def write_whole(path: Path, data: bytes) -> None:
    """Write an output that is all there, whole or not at all."""
    output = Output(path)
    try:
        output.write(data)
        output.commit()
    except BaseException:
        output.discard()
        raise


def part_of(path: Path) -> Path:
    """Return where an output is written until it is whole: beside the file that a link leads to."""
    target = path.resolve()
    return target.with_name(f"{target.name}.part")


#: Descriptors that hold a lock.
_HELD: set[int] = set()


def release(handle: int) -> None:
    """Close a descriptor, and with it its lock."""
    _HELD.discard(handle)
    os.close(handle)


def let_go() -> None:
    """Close the locks that a process inherited: its parent's, which must end with the parent."""
    while _HELD:
        release(_HELD.pop())


def locked(path: Path, what: Path) -> int:
    """Open a file to read and write, made where it is not, and lock it; return its descriptor.

    Raises BusyError where another run holds it.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if not isinstance(error, BlockingIOError):
                raise
            raise BusyError(f"{what} is being written by another run; wait for it, or name another output") from error
        with suppress(OSError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                _HELD.add(handle)
                return handle
        os.close(handle)  # the other run ended, and renamed or removed it, between our two calls


def _tail(handle: int, size: int) -> int:
    """Return the CRC-32 of the last bytes before `size`: enough to tell another file, whatever the size."""
    count = min(size, _GATHER)
    return zlib.crc32(os.pread(handle, count, size - count))


class _Packer:
    """Pack blocks: each becomes a member of a gz, or a frame of a zst, by the compressor that `new` makes.

    Compressors are fed in steps of one size: what isal gives depends on how it is fed, and must not on how the
    input was cut.
    """

    def __init__(self, new: Callable[[], Any]) -> None:
        self._new = new
        self._member: Any = None
        self._held = bytearray()

    def add(self, data: bytes) -> bytes:
        self._held += data
        found = []
        while len(self._held) >= _GATHER:
            found.append(self._feed(bytes(self._held[:_GATHER])))
            del self._held[:_GATHER]
        return b"".join(found)

    def _feed(self, data: bytes) -> bytes:
        self._member = self._member or self._new()
        found: bytes = self._member.compress(data)
        return found

    def end(self, *, whole: bool = False) -> bytes:
        """End the member; with `whole` make one, though it be empty: a gz of no bytes is none."""
        found = self._feed(bytes(self._held)) if self._held or whole else b""
        self._held.clear()
        if self._member:
            found += self._member.flush()
            self._member = None
        return found


def _packer(path: Path) -> _Packer | None:
    if path.suffix == ".gz":
        from isal import isal_zlib

        return _Packer(lambda: isal_zlib.compressobj(2, isal_zlib.DEFLATED, 31))  # 31: as gzip, and without a time
    return _Packer(lambda: zstd_package().ZstdCompressor(level=3)) if path.suffix == ".zst" else None
