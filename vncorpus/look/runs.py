"""Find what a run read and wrote from its report, the file that `--report` asks for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vncorpus.errors import DataError, UsageError
from vncorpus.run.files import STDIO, label, reading
from vncorpus.run.places import rejects_of

#: A report is some kilobytes; what is larger is a corpus.
LARGEST = 16 << 20
_KEYS = {"vncorpus", "command", "ended", "stages", "records", "inputs", "outputs"}


@dataclass(frozen=True)
class Sources:
    """Say what is looked at: the records that came out, the traces, the rejects, and what the run says of itself."""

    files: list[Path]
    traces: list[Path]
    rejects: list[Path]
    run: dict[str, Any] | None = None


def sources(paths: list[Path], traces: list[Path] | None, rejects: list[Path] | None) -> Sources:
    """Return what is looked at: what a run report names, where one is given, else the files themselves.

    What is named on the command line counts more than what the report names. Its paths are those of the place where
    the run was started; where there is nothing, they are looked for beside the report.

    Raises UsageError for a report among other files, or of a run whose output has no name; DataError for a damaged one.
    """
    reports = {path: run for path in paths if (run := _run(path)) is not None}
    if not reports:
        beside = [rejects_of(path) for path in paths if path != STDIO]
        return Sources(paths, traces or [], rejects or [path for path in beside if path.is_file()])
    if len(paths) > 1:
        raise UsageError(f"{next(iter(reports))} is the report of a run; give it alone, or give the files it wrote")
    path, run = next(iter(reports.items()))
    names = [output["path"] for output in run["outputs"]]
    if str(STDIO) in names:
        raise UsageError(f"{path}: the run wrote to standard output; give the file that it went to, and --trace")
    trace = run.get("trace")
    found = [_found(path, name) for name in run.get("rejects_files", [])]
    return Sources(
        [_found(path, name) for name in names],
        traces or ([_found(path, trace)] if trace else []),
        rejects or [place for place in found if place.is_file()],
        run,
    )


def _found(report: Path, name: str) -> Path:
    path = Path(name)
    beside = report.parent / path.name
    return beside if not path.exists() and beside.exists() else path


def _run(path: Path) -> dict[str, Any] | None:
    """Return the report of a run that a file holds; None where it holds something else."""
    if path == STDIO or path.suffix != ".json" or not path.is_file():
        return None
    with reading(path) as handle:
        try:
            row = json.loads(handle.read(LARGEST))
        except (ValueError, RecursionError):
            return None
        except (EOFError, OSError) as error:
            raise DataError(f"{label(path)}: cannot be read: {error}") from error
    if not isinstance(row, dict) or not row.keys() >= _KEYS:
        return None
    try:
        _ = [output["path"] + "" for output in row["outputs"]], [stage["options"].items() for stage in row["stages"]]
        _ = row["records"]["in"], row["seconds"]["wall"], row.get("trace") is None or row["trace"] + ""
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{label(path)}: the report of a run, but damaged ({type(error).__name__}: {error})") from error
    return row
