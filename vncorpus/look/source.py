"""Read the records of a file one by one, for commands that look at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vncorpus.document import Document
from vncorpus.errors import DataError
from vncorpus.look.documents import documents
from vncorpus.run.files import say
from vncorpus.run.pieces import Kind


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
        for number, found in enumerate(documents([self.path], self.kind, self.encoding), 1):
            place = found.name if found.is_text else f"{found.name}:{found.number}"
            if found.document is not None:
                yield Seen(place, number, found.line, found.document, found.is_text, found.number)
            elif self.strict:
                raise DataError(f"{place}: {found.error}") from found.error
            else:
                self.rejected += 1
                say(f"{place}: {found.error}; passed over")
