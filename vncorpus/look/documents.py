"""Read the documents of any input for those who only look at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vncorpus import convert
from vncorpus.document import Document
from vncorpus.errors import RecordError
from vncorpus.run import pieces, records, work
from vncorpus.run.files import label, reading
from vncorpus.run.pieces import START, Cuts, Kind


class Found(NamedTuple):
    """Hold a record as it stands in an input, its line as JSON, or why it is none."""

    name: str
    number: int
    document: Document | None
    error: RecordError | None = None
    line: bytes = b""
    is_text: bool = False


def documents(paths: list[Path], kind: Kind, encoding: str = "auto", limit: int | None = None) -> Iterator[Found]:
    """Yield the records of the inputs one after another, JSONL as it is and a text as one record.

    Raises NoInputError where an input is not there, DataError where one is cut off, after what came before the cut.
    """
    left = limit
    for path in paths:
        with reading(path) as handle:
            for piece in pieces.pieces(handle, 0, path, Cuts(kind, limit=limit), START):
                for item in work.items(piece):
                    if left is not None:
                        if not left:
                            return
                        left -= 1
                    yield _parsed(path, item, encoding, kind)


def _parsed(path: Path, item: work.Item, encoding: str, kind: Kind) -> Found:
    name = label(path)
    is_text = item.piece.kind == "text"
    try:
        if item.piece.too_long:
            raise RecordError("too_long", f"longer than {pieces.MAX_LINE:,} bytes")
        line = convert.read(name, item.line, encoding, kind) if is_text else item.line
        return Found(name, item.number, records.parse(line), None, line, is_text)
    except RecordError as error:
        return Found(name, item.number, None, error, b"", is_text)
