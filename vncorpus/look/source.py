"""Read the records of a file one by one, for commands that look at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vncorpus.convert import read
from vncorpus.document import Document
from vncorpus.errors import DataError, RecordError
from vncorpus.run import pieces, records, work
from vncorpus.run.files import label, reading, say
from vncorpus.run.pieces import START, Cuts, Kind


class Seen(NamedTuple):
    """Hold a record as it stands in a file: where, which of the records, its line, the document, the line's number."""

    place: str
    number: int
    line: bytes
    document: Document
    is_text: bool
    at: int = 1

    @property
    def name(self) -> str:
        """Return what a person calls the record: its id, or where it stands."""
        identity = self.document.fields.get("id")
        return self.place if identity is None else f"{identity}"

    def has(self, identity: str | None) -> bool:
        """Tell whether the record has the id that was asked for; every record where none was."""
        return identity is None or str(self.document.fields.get("id")) == identity


@dataclass
class Source:
    """Read a file of records, or a text as one record; a record that is bad is told, counted and passed over.

    Raises NoInputError where it cannot be opened, DataError where it is cut off, or, where it is `strict`, for the
    first bad record.
    """

    path: Path
    kind: Kind = "auto"
    encoding: str = "auto"
    strict: bool = False
    rejected: int = 0

    def __iter__(self) -> Iterator[Seen]:
        name = label(self.path)
        number = 0
        with reading(self.path) as handle:
            for piece in pieces.pieces(handle, 0, self.path, Cuts(self.kind), START):
                for item in work.items(piece):
                    number += 1
                    place = name if piece.kind == "text" else f"{name}:{item.number}"
                    try:
                        if piece.too_long:
                            raise RecordError("too_long", f"longer than {pieces.MAX_LINE:,} bytes")
                        text = piece.kind == "text"
                        line = read(name, item.line, self.encoding, self.kind) if text else item.line
                        yield Seen(place, number, line, records.parse(line), text, item.number)
                    except RecordError as error:
                        if self.strict:
                            raise DataError(f"{place}: {error}") from error
                        self.rejected += 1
                        say(f"{place}: {error}; passed over")
