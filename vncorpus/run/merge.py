"""Put the parts of a run together, in order, and see that none is missing, cut off, doubled or of another run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from typing import IO, cast

from vncorpus.errors import DataError, UsageError
from vncorpus.run import account, parts
from vncorpus.run.account import Counts
from vncorpus.run.files import BUFFER, STDIO, same_file, say
from vncorpus.run.manifest import Manifest, Part, manifest
from vncorpus.run.outputs import Output, write_whole
from vncorpus.run.packed import Members
from vncorpus.run.places import refuse_clashes, rejects_of

#: Where a range of a file is the source of a record, its place is counted from the beginning of the range.
_REJECT = re.compile(rb'^(\{"file":"(?:[^"\\]|\\.)*","line":)(\d+)(,"byte":)(\d+)')
_REMEDY = "remove its .done.json and run its shard again"
_TRACE = re.compile(rb'^(\{"id":null,"file":"(?:[^"\\]|\\.)*","line":)(\d+)')


def merge(
    folder: str,
    output: Path,
    *,
    trace: Path | None = None,
    rejects: Path | None = None,
    report: Path | None = None,
    quiet: bool = False,
    wall: float | None = None,
) -> Counts:
    """Put the parts of a run together, and return the counts of the run; outputs appear whole or not at all.

    The error of an input that was cut off or gone is among the counts. `wall` are the seconds of the run, else those of
    its parts together. Parts are copied as they are where they are packed as the output is, else they are packed anew.

    Raises NoInputError where the folder holds no run, DataError where a part is missing or not what its entry says,
    UsageError where an output is an input of the run, or a part of it.
    """
    found = manifest(folder)
    found.counts.wall = found.counts.wall if wall is None else wall
    _refuse(found, output, {"trace": trace, "rejects": rejects, "report": report})
    if trace and not found.run["trace"]:
        raise DataError(f"the parts of {folder} have no trace; make them with --trace {folder}")
    if rejects is None and output != STDIO and (output.is_file() or not output.exists()):
        rejects = rejects_of(output)
    with ExitStack() as stack:
        written = [_together(found, stack, "output", output)]
        if trace:
            written.append(_together(found, stack, "trace", trace))
        if rejects and any("rejects" in part.files for part in found.parts):
            written.append(_together(found, stack, "rejects", rejects))
        for made in written:
            made.commit()
    if not quiet:
        say(found.counts.summary(found.run["command"]))
    if report:
        inputs = [{"path": name, "bytes": size, "digest": None} for name, size, _how in found.sources]
        rows = {"inputs": inputs, "outputs": [account.file_row(output, "done")]}
        write_whole(report, account.written(found.run["command"], found.steps, found.counts, "done", rows))
    return found.counts


def _refuse(found: Manifest, output: Path, others: dict[str, Path | None]) -> None:
    """Raise UsageError where an output would be written over an input of the run, a part, or another output."""
    refuse_clashes([Path(source.name) for source in found.sources], [output], others)
    for place in (output, *(other for other in others.values() if other)):
        ours = place.name == parts.HEAD or place.name.startswith("part-")
        if ours and same_file(place.parent, Path(found.place.place)):
            raise UsageError(f"{place} is of the parts that are put together; name a file elsewhere")


def _together(found: Manifest, stack: ExitStack, which: str, path: Path) -> Output:
    """Write an output of its parts, all but its name."""
    suffix = _packing(Path(parts.names("", found.run["suffix"])[which]))
    separator = found.run["separator"].encode() if which == "output" else b""
    as_they_are = suffix == _packing(path) and not (suffix and (separator or which != "output"))
    output = Output(path, packed=not as_they_are)
    stack.callback(output.discard)
    filled = [part for part in found.parts if which in part.files]
    if which == "output":  # a packed part that holds nothing still has a member
        filled = [part for part in filled if part.written] or filled[:1]
    for number, part in enumerate(filled):
        if number and separator:
            output.write(separator)
        chunks = _checked(found, part, which)
        if suffix and not as_they_are:
            chunks = _unpacked(chunks, suffix == ".zst", f"{found.place.place}/{part.unit.part}")
        for data in chunks if which == "output" else _numbered(chunks, part, which):
            output.write(data)
        if not as_they_are:
            output.end_block(sync=False)
    return output


def _packing(path: Path) -> str:
    return path.suffix if path.suffix in (".gz", ".zst") else ""


def _checked(found: Manifest, part: Part, which: str) -> Iterator[bytes]:
    """Yield the bytes of a file of a part.

    Raises DataError, when all were given, where they are not those that its entry tells.
    """
    name = parts.names(part.unit.part, found.run["suffix"])[which]
    row = part.files[which]
    told = blake2b(digest_size=16)
    if found.place.size(name) != row["size"]:
        raise DataError(f"{found.place.place}/{name} is not what its run wrote: {_REMEDY}")
    with found.place.opened(name) as handle:
        while data := handle.read(BUFFER):
            told.update(data)
            yield data
    if told.hexdigest() != row["digest"]:
        raise DataError(f"{found.place.place}/{name} is not what its run wrote (its digest is another): {_REMEDY}")


class _Chunks:
    """Read chunks as a file gives them."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, _size: int) -> bytes:
        return next(self._chunks, b"")


def _unpacked(chunks: Iterator[bytes], zstd: bool, name: str) -> Iterator[bytes]:
    reader = Members(cast(IO[bytes], _Chunks(chunks)), zstd)
    buffer = bytearray(BUFFER)
    try:
        while count := reader.readinto(buffer):
            yield bytes(buffer[:count])
    except EOFError as error:
        raise DataError(f"{name} is not what its run wrote ({error}): {_REMEDY}") from error


def _numbered(chunks: Iterator[bytes], part: Part, which: str) -> Iterator[bytes]:
    """Yield rejects or a trace, with lines and bytes counted from the beginning of the file."""
    if not part.unit.span or not part.unit.span[0]:
        yield from chunks
        return

    def reject(row: re.Match[bytes]) -> bytes:
        return b"%b%d%b%d" % (row[1], int(row[2]) + part.lines + 1, row[3], int(row[4]) + part.size)

    def edit(row: re.Match[bytes]) -> bytes:
        return b"%b%d" % (row[1], int(row[2]) + part.lines + 1)

    rest = b""
    for data in chunks:
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            yield (_REJECT.sub(reject, line, 1) if which == "rejects" else _TRACE.sub(edit, line, 1)) + b"\n"
