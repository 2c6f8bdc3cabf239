"""Unpack gz and zst: all members of a file, a step at a time."""

from __future__ import annotations

import io
import sys
from typing import IO, Any

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
#: A zst may begin with a frame that holds no data (RFC 8878, 3.1.2).
_SKIPPABLE = b"\x2a\x4d\x18"
_SKIPPABLE_FIRST = tuple(bytes([code]) for code in range(0x50, 0x60))
#: Compressed bytes read at a time.
STEP = 1 << 16


def is_zstd(magic: bytes) -> bool:
    """Tell a zst by its first four bytes."""
    return magic == ZSTD_MAGIC or (magic[1:] == _SKIPPABLE and magic[:1] in _SKIPPABLE_FIRST)


class Members(io.RawIOBase):
    """Read a gz or zst file, all members of it, a step at a time.

    The file objects of the packages fill the whole buffer before they return, so what came before a cut would
    be lost with the error that tells it.
    """

    def __init__(self, source: IO[bytes], zstd: bool) -> None:
        self._source = source
        self._zstd = zstd
        self._member: Any = None
        self.consumed = 0  # compressed bytes

    def _more(self) -> bytes:
        data = self._source.read(STEP)
        self.consumed += len(data)
        return data

    def stops(self, data: bytes) -> bool:
        """Tell, at the end of a member, whether to stop before `data`, which follows."""
        return False

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer, and return how many bytes; 0 at the end.

        Raises EOFError where the data is cut off or damaged.
        """
        while True:
            if self._member is None or self._member.eof:
                data = self._member.unused_data if self._member else b""
                if len(data) < len(ZSTD_MAGIC):
                    data += self._more()
                if not data or (self._member and self.stops(data)):
                    return 0
                data = data.lstrip(b"\0")  # the padding of a tape
                if not data:
                    self._member = None
                    continue
                self._member = decompressor(self._zstd)
            else:
                data = self._more() if self._member.needs_input else b""
                if self._member.needs_input and not data:
                    raise EOFError("the compressed data ends in the middle")
            try:
                found: bytes = self._member.decompress(data, len(buffer))
            except Exception as error:  # each package has an error of its own, and none is an OSError
                raise EOFError(f"the compressed data is damaged: {error}") from error
            if found:
                buffer[: len(found)] = found
                return len(found)


def decompressor(zstd: bool) -> Any:
    """Return what unpacks one member."""
    if zstd:
        return zstd_package().ZstdDecompressor()
    from isal import igzip_lib

    return igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP)


def zstd_package() -> Any:
    """Return the zstd package: Python's own from 3.14 on."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd
