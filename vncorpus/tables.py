"""Read and check a table: the words and patterns that a linguist edits without knowing Python.

A table is UTF-8, NFC, tab-separated, its first line the names of its columns. Lines that begin with `#` and
empty lines are comments. A row that is wrong is told by file and line, with what would be right, before any
input is read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from vncorpus.errors import TableError

TABLES = Path(__file__).parent / "tables"
T = TypeVar("T")
Row = dict[str, str]


def read(path: Path, columns: tuple[str, ...], parse: Callable[[Row], T]) -> list[T]:
    """Return the rows of a table, each put through `parse`.

    `columns` are the names that the header must hold, in any order; a column that is not named there is
    kept for the reader of the table. A cell that is missing at the end of a row is empty. `parse` turns a
    row into what the stage uses and raises ValueError with a sentence where a cell is wrong.

    Raises TableError, naming file and line.
    """
    return [item for _line, item in numbered(path, columns, parse)]


def numbered(path: Path, columns: tuple[str, ...], parse: Callable[[Row], T]) -> Iterator[tuple[int, T]]:
    """Yield the line number and the parsed row of each row; see `read`."""
    header: list[str] | None = None
    for number, line in _lines(path):
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            missing = [name for name in columns if name not in header]
            if missing:
                raise TableError(
                    f"{path}:{number}: the header lacks {', '.join(missing)}; "
                    f"it must name the columns {', '.join(columns)}, separated by tabs"
                )
            continue
        if len(cells) > len(header):
            raise TableError(
                f"{path}:{number}: {len(cells)} cells where the header names {len(header)} ({', '.join(header)})"
            )
        row = dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
        try:
            yield number, parse(row)
        except ValueError as error:
            raise TableError(f"{path}:{number}: {error}") from error
    if header is None:
        raise TableError(f"{path}: the table is empty; its first line must name the columns {', '.join(columns)}")


def words(path: Path) -> list[tuple[int, str]]:
    """Return the line number and text of each entry of a plain list, one a line."""
    return [(number, line.strip()) for number, line in _lines(path)]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TableError(f"{path}: the table cannot be read: {error.strerror}") from error
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        try:
            line = raw.decode("utf-8").rstrip("\r")
        except UnicodeDecodeError as error:
            raise TableError(f"{path}:{number}: not UTF-8 (byte {error.start + 1}); save the table as UTF-8") from error
        if line.strip() and not line.startswith("#"):
            yield number, unicodedata.normalize("NFC", line)
