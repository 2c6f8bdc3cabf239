"""Write outputs that appear whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, NoReturn, cast

from vncorpus.errors import UsageError, WriteError
from vncorpus.run.files import BUFFER, STDIO, zstd_package

#: Other names of standard output. Opened as files they would throw away what it holds.
_STDOUT = frozenset(("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"))


class Output:
    """Write bytes to a file that appears whole or not at all, or to standard output.

    A regular file is written beside its place under another name, flushed to the disk and renamed by
    `commit`; without it nothing is left. Pipes and devices are written to as they stand. Compressed by
    suffix: .gz and .zst.

    Raises WriteError where the disk is full or the place cannot be written to.
    """

    def __init__(self, path: Path) -> None:
        self.path = STDIO if str(path) in _STDOUT else path
        self.part: Path | None = None
        self.bytes = 0
        try:
            self._raw: IO[bytes] = self._open()
            self._out: IO[bytes] = self._compressed()
        except OSError as error:
            raise self._failed(error) from error

    def _open(self) -> IO[bytes]:
        if self.path == STDIO:
            if sys.stdout is None:
                raise WriteError("standard output is closed; name a file with -o")
            return sys.stdout.buffer
        if self.path.is_dir():
            raise UsageError(f"the output {self.path} is a folder; name a file in it")
        if self.path.exists() and not stat.S_ISREG(self.path.stat().st_mode):
            return self.path.open("wb")
        target = self.path.resolve()
        self.part = target.with_name(f".{target.name}.{os.getpid()}.part")
        return self.part.open("wb", buffering=BUFFER)

    def _compressed(self) -> IO[bytes]:
        if self.path.suffix == ".gz":
            from isal import igzip

            return cast(IO[bytes], igzip.IGzipFile(filename="", fileobj=self._raw, mode="wb", compresslevel=2, mtime=0))
        if self.path.suffix == ".zst":
            return cast(IO[bytes], zstd_package().ZstdFile(self._raw, "wb", level=3))
        return self._raw

    def write(self, data: bytes) -> None:
        """Write bytes."""
        try:
            self._out.write(data)
        except OSError as error:
            self._give_up(error)
        self.bytes += len(data)

    def commit(self) -> None:
        """Bring everything to the disk and give the file its name."""
        try:
            if self._out is not self._raw:
                self._out.close()
            self._raw.flush()
            if self.part:
                os.fsync(self._raw.fileno())
                self._raw.close()
                if self.path.exists():
                    self.part.chmod(stat.S_IMODE(self.path.stat().st_mode))
                self.part.replace(self.path.resolve())
                self.part = None
            elif self.path != STDIO:
                self._raw.close()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> NoReturn:
        """Raise what a failed write means: on standard output, that whoever reads it has had enough."""
        if isinstance(error, BrokenPipeError) and self.path == STDIO:
            raise error
        raise self._failed(error) from error

    def discard(self) -> None:
        """Leave nothing behind: the old output, if there was one, is as it was."""
        if self.part:
            with suppress(OSError):
                self._raw.close()
            self.part.unlink(missing_ok=True)
            self.part = None

    def _failed(self, error: OSError) -> WriteError:
        name = "standard output" if self.path == STDIO else str(self.path)
        return WriteError(f"{name}: write failed: {error.strerror or error}; nothing was left half-written")
