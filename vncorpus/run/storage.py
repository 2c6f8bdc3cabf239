"""Hold the folder of the parts of a run: files in it appear whole or not at all, whoever writes them at one time."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol, cast

from vncorpus.errors import NoInputError, RemoteError, WriteError
from vncorpus.run import files, remote

#: Where what is uploaded appears whole when it is all there; elsewhere it gets its name last.
_WHOLE = frozenset(("s3", "s3a", "gs", "gcs", "hf", "abfs", "abfss", "az"))
#: How the folders begin in which a part is written until it is whole.
WORK = ".work-"


class Folder(Protocol):
    """Say what a run needs of the place of its parts. Names are those of files in it."""

    place: str

    def read(self, name: str) -> bytes | None:
        """Return a small file, None where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Write a small file, whole or not at all."""

    def take(self, name: str, path: Path) -> None:
        """Make a file of `work()` one of the folder, whole or not at all, over an old one."""

    def size(self, name: str) -> int | None:
        """Return the bytes of a file, None where there is none."""

    def opened(self, name: str) -> IO[bytes]:
        """Open a file to read."""

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""

    def digest(self, name: str) -> str | None:
        """Return the digest of a file, None where it would have to be fetched for it."""

    def work(self) -> AbstractContextManager[Path]:
        """Give a folder on this machine that is gone when it is left."""

    def sweep(self) -> bool:
        """Remove what killed processes of this machine left; tell whether there are some that live."""


def folder(place: str) -> Folder:
    """Return the folder that a path or a URL names; it is made where it is not there."""
    return Bucket(place) if remote.is_url(place) else Local(Path(place))


class Local:
    """Hold a folder of this machine, or one that machines share."""

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self.path = path

    def read(self, name: str) -> bytes | None:
        """Return a small file, None where there is none."""
        try:
            return (self.path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise NoInputError(f"{self.path / name} cannot be read: {error.strerror}") from error

    def write(self, name: str, data: bytes) -> None:
        """Write a small file, whole or not at all."""
        with self.work() as work:
            try:
                (work / name).write_bytes(data)
            except OSError as error:
                raise WriteError(f"{self.path / name}: write failed: {error.strerror}") from error
            self.take(name, work / name)

    def take(self, name: str, path: Path) -> None:
        """Make a file of `work()` one of the folder, whole or not at all, over an old one."""
        try:
            with path.open("rb") as handle:
                os.fsync(handle.fileno())
            path.replace(self.path / name)
            handle_of_folder = os.open(self.path, os.O_RDONLY)
            try:
                os.fsync(handle_of_folder)  # the name too
            finally:
                os.close(handle_of_folder)
        except OSError as error:
            raise WriteError(f"{self.path / name}: write failed: {error.strerror}") from error

    def size(self, name: str) -> int | None:
        """Return the bytes of a file, None where there is none."""
        with suppress(OSError):
            return (self.path / name).stat().st_size
        return None

    def opened(self, name: str) -> IO[bytes]:
        """Open a file to read."""
        return files.opened(self.path / name)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        try:
            (self.path / name).unlink(missing_ok=True)
        except OSError as error:
            raise WriteError(f"{self.path / name} cannot be removed: {error.strerror}") from error

    def digest(self, name: str) -> str | None:
        """Return the digest of a file."""
        return files.digest(self.path / name)

    @contextmanager
    def work(self) -> Iterator[Path]:
        """Give a folder in this one, so that what is in it can be renamed into it; it is gone when it is left.

        One that a killed process of this machine left is removed.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=f"{WORK}{_host()}-{os.getpid()}-", dir=self.path))
        except OSError as error:
            raise WriteError(f"{self.path}: cannot be written to: {error.strerror}") from error
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def sweep(self) -> bool:
        """Remove what killed processes of this machine left; tell whether there are some that live."""
        lives = False
        for left in self.path.glob(f"{WORK}{_host()}-*-*"):
            with suppress(ValueError, PermissionError):
                try:
                    os.kill(int(left.name.split("-")[-2]), 0)
                    lives = True
                except ProcessLookupError:
                    shutil.rmtree(left, ignore_errors=True)
        return lives


def _host() -> str:
    """Return a name for where a process number means a process: machines, or containers, may share a name."""
    try:
        space = str(Path("/proc/self/ns/pid").stat().st_ino)
    except OSError:
        space = ""
    return socket.gethostname().replace("-", "_") + space


class Bucket:
    """Hold a folder of objects: each appears whole or not at all."""

    def __init__(self, place: str) -> None:
        self.place = remote.url(place)
        self._system, self._path = remote.system_of(place)
        s3 = self.place.startswith(("s3://", "s3a://"))
        self._steps = {"chunksize": remote.BLOCK, "max_concurrency": 4} if s3 else {}  # else it holds 500 MB of a part
        self._whole = self.place.partition(":")[0] in _WHOLE

    def _name(self, name: str) -> str:
        return f"{self._path}/{name}"

    def read(self, name: str) -> bytes | None:
        """Return a small file, None where there is none."""
        try:
            return cast(bytes, remote.again(lambda: self._system.cat_file(self._name(name))))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise RemoteError(f"{self.place}/{name} cannot be read: {error}") from error

    def write(self, name: str, data: bytes) -> None:
        """Write a small file, whole or not at all."""
        with self.work() as work:
            (work / name).write_bytes(data)
            self.take(name, work / name)

    def take(self, name: str, path: Path) -> None:
        """Upload a file: by a put or a multipart upload, which is whole or not there, or under another name first."""
        target = self._name(name)
        try:
            remote.again(lambda: self._put(path, target))
        except Exception as error:
            raise WriteError(f"{self.place}/{name}: write failed: {error}; nothing of it is there") from error

    def _put(self, path: Path, target: str) -> None:
        if self._whole:
            self._system.put_file(str(path), target, **self._steps)
            found = self._system.info(target)["size"]
            if found != path.stat().st_size:
                raise OSError(f"{found:,} bytes arrived of {path.stat().st_size:,}")
            return
        with suppress(Exception):
            self._system.makedirs(self._path, exist_ok=True)
        self._system.put_file(str(path), f"{target}.part")
        self._system.mv(f"{target}.part", target)

    def size(self, name: str) -> int | None:
        """Return the bytes of a file, None where there is none."""
        try:
            return int(remote.stat(Path(f"{self.place}/{name}"), fresh=True)["size"])
        except NoInputError:
            return None

    def opened(self, name: str) -> IO[bytes]:
        """Open a file to read."""
        return remote.opened(f"{self.place}/{name}")

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with suppress(FileNotFoundError):
            remote.again(lambda: self._system.rm_file(self._name(name)))

    def digest(self, name: str) -> str | None:
        """Return nothing: it would have to be fetched."""
        return None

    @contextmanager
    def work(self) -> Iterator[Path]:
        """Give a folder on this machine, for what is uploaded; it is gone when it is left."""
        with tempfile.TemporaryDirectory(prefix="vncorpus-") as made:
            yield Path(made)

    def sweep(self) -> bool:
        """Leave nothing, as uploads that were cut off leave nothing that is seen."""
        return False
