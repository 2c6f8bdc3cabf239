"""Read and write where a URL leads (s3://, gs://, hf:// …), by fsspec: the room of that library.

A `Path` writes s3://bucket/a as s3:/bucket/a, and so do we wherever a path is asked for; `url` gives it back.
"""

from __future__ import annotations

import io
import re
import time
from functools import cache
from pathlib import Path
from typing import IO, Any, cast

from vncorpus.errors import NoInputError, RemoteError, UsageError

#: Two letters at least, as no drive of Windows has.
_URL = re.compile(r"([a-z][a-z0-9+.-]+):/+(?=[^/])(.*)", re.DOTALL)
#: What is installed for a protocol, where fsspec does not say it in one line.
_PACKAGES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "hf": "huggingface_hub"}
#: How often an upload or a look is tried, and the seconds between the first two times; each pause doubles.
TRIES = 5
PAUSE = 0.5
#: Bytes read at a time: large, for each costs a round trip.
BLOCK = 8 << 20


def is_url(place: str | Path) -> bool:
    """Tell whether a path is a URL.

    >>> is_url("s3://b/a"), is_url(Path("s3://b/a")), is_url("/data/a"), is_url("C:/a"), is_url("-")
    (True, True, False, False, False)
    """
    return _URL.fullmatch(str(place)) is not None


def url(place: str | Path) -> str:
    """Return the URL that a path was.

    >>> url(Path("s3://bucket/a/b.jsonl"))
    's3://bucket/a/b.jsonl'
    """
    return _URL.sub(r"\1://\2", str(place))


@cache
def _system(protocol: str) -> Any:
    if protocol in ("file", "local"):
        raise UsageError(f"{protocol}:// is no other place; give the path alone")
    try:
        import fsspec
    except ImportError as error:
        raise UsageError(f'{protocol}:// needs fsspec: pip install "vncorpus[remote]"') from error
    try:
        options = {"default_block_size": BLOCK} if protocol in ("s3", "s3a") else {}
        return fsspec.filesystem(protocol, skip_instance_cache=True, use_listings_cache=False, **options)
    except ImportError as error:
        package = _PACKAGES.get(protocol)
        how = f"pip install {package}" if package else str(error)
        raise UsageError(f"{protocol}:// needs a package that is not installed: {how}") from error
    except ValueError as error:
        raise UsageError(f"{protocol}:// is no protocol that fsspec knows") from error


def system_of(place: str | Path) -> tuple[Any, str]:
    """Return the file system of a URL, and the path in it.

    Raises UsageError where what it needs is not installed.
    """
    parts = _URL.fullmatch(str(place))
    if parts is None:
        raise UsageError(f"{place} is no URL")
    return _system(parts[1]), parts[2].rstrip("/")


def expand(place: Path) -> list[Path]:
    """Return the objects that a URL with `*`, `?` or `[` means, by name; else the path alone.

    Raises NoInputError where there is none.
    """
    if not (is_url(place) and re.search(r"[*?\[]", str(place))):
        return [place]
    system, path = system_of(place)
    protocol = url(place).partition("://")[0]
    try:
        found = again(lambda: system.glob(path, detail=True))
    except Exception as error:  # each protocol has its own
        raise RemoteError(f"{url(place)} cannot be listed: {error}") from error
    made = []
    for name, row in sorted(found.items()):
        if row.get("type") != "directory":
            made.append(Path(f"{protocol}://{name}"))
            _KNOWN[made[-1]] = _mark(row)
    if not made:
        raise NoInputError(f"{url(place)}: there is no such object")
    return made


#: What is known of the inputs, which are asked for many times while a run is planned.
_KNOWN: dict[Path, dict[str, Any]] = {}


def stat(place: Path, *, fresh: bool = False) -> dict[str, Any]:
    """Return size and mark of an object; the mark is another when its bytes are. `fresh` asks for it again.

    Raises NoInputError where there is none, RemoteError where it cannot be asked for.
    """
    if fresh or place not in _KNOWN:
        system, path = system_of(place)
        try:
            found = again(lambda: system.info(path))
        except FileNotFoundError as error:
            raise NoInputError(f"{url(place)} is not there") from error
        except Exception as error:
            raise RemoteError(f"{url(place)} cannot be read: {error}") from error
        if found.get("type") == "directory":
            raise NoInputError(f"{url(place)} is a folder; give its files, as {url(place)}/*")
        _KNOWN[place] = _mark(found)
    return _KNOWN[place]


def _mark(row: dict[str, Any]) -> dict[str, Any]:
    names = ("ETag", "etag", "md5Hash", "LastModified", "mtime")
    mark = next((str(row[name]).strip('"') for name in names if name in row), "")
    return {"size": int(row["size"] or 0), "changed": mark}


def opened(place: str | Path) -> IO[bytes]:
    """Open an object to read, anywhere in it.

    Raises NoInputError where there is none, RemoteError, here or while it is read, where the storage does not answer.
    """
    system, path = system_of(place)
    try:
        raw = again(lambda: system.open(path, "rb", cache_type="readahead"))
    except FileNotFoundError as error:
        raise NoInputError(f"{url(place)} is not there") from error
    except Exception as error:
        raise RemoteError(f"{url(place)} cannot be read: {error}") from error
    return io.BufferedReader(_Object(raw, url(place)), 1 << 20)


class _Object(io.RawIOBase):
    """Read an object, and again where that fails; a failure is never taken for the end of the data."""

    def __init__(self, source: Any, name: str) -> None:
        self._source = source
        self._name = name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._source.seek(offset, whence))

    def tell(self) -> int:
        return int(self._source.tell())

    def readinto(self, buffer: Any) -> int:
        at = self._source.tell()

        def read() -> bytes:
            self._source.seek(at)
            return cast(bytes, self._source.read(len(buffer)))

        try:
            data = again(read)
        except Exception as error:
            raise RemoteError(f"{self._name} cannot be read: {error}") from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._source.close()
        super().close()


def again(what: Any) -> Any:
    """Do what a network can fail in; a missing object is no failure."""
    pause = PAUSE
    for left in reversed(range(TRIES)):
        try:
            return what()
        except (FileNotFoundError, PermissionError):
            raise
        except Exception:
            if not left:
                raise
            time.sleep(pause)
            pause *= 2
    raise AssertionError
