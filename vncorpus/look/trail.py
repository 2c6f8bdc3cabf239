"""Read the trail of a run back from its trace file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vncorpus.document import Change, Done
from vncorpus.errors import DataError
from vncorpus.run.files import cut_off, label, reading


def read(path: Path) -> Iterator[tuple[Any, Change]]:
    """Yield the id of the record and the change, for each line of a `--trace` file, in the order of the run.

    The changes of one record, put together, are what `vncorpus.undo` and `vncorpus.replay` take. For a record
    that has no id the id is None; its line number stands in the trace as `line`.

    Raises DataError, naming file and line, for a line that is no trace.
    """
    for key, change in keyed(path):
        yield key[0], change


def keyed(path: Path) -> Iterator[tuple[tuple[Any, Any, Any], Change]]:
    """Yield the changes as `read` does, each with id, file and line: the last two are None but where there is no id."""
    name = label(path)
    with reading(path) as handle:
        lines = enumerate(handle, 1)
        while True:
            try:
                number, line = next(lines, (0, b""))
            except (EOFError, OSError) as error:
                raise cut_off(name, 0, error) from error
            if not line:
                return
            try:
                row = json.loads(line)  # the only one that reads half a character
                edits = tuple(Done(*edit) for edit in row["edits"])
                yield (row["id"], row.get("file"), row.get("line")), Change(row["stage"], edits)
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(f"{name}:{number}: not a line of a trace file ({error})") from error
