"""Turn the values of a command line into a run: what is read, where it is written, and that nothing clashes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from vncorpus import convert
from vncorpus.convert import Shape
from vncorpus.errors import UsageError
from vncorpus.pipeline import Pipeline
from vncorpus.run import drive, files, pieces, places, work
from vncorpus.run.account import Counts
from vncorpus.run.pieces import Kind


def inputs(paths: list[Path] | None) -> list[Path]:
    """Return the inputs: the files that were named, or standard input where it is no terminal.

    Raises UsageError where there is none.
    """
    if paths:
        return paths
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("no input: name files, or give text on standard input (`-h` shows how)")
    return [files.STDIO]


def drive_all(command: str, pipeline: Pipeline, kind: Kind, shape: Shape, values: dict[str, Any]) -> Counts:
    """Run the pipeline over the inputs, as the shared options say, and return the counts.

    Raises UsageError where the options do not fit, and what `drive` raises.
    """
    paths = inputs(values["paths"])
    for path in paths:
        files.check(path)
    values["output"], folder = places.target(values["output"])
    if values["in_place"] and values["output"] == files.STDIO:
        if len(paths) != 1 or paths[0] == files.STDIO:
            raise UsageError("--in-place without -o takes one file")
        values["output"] = paths[0]
    sources, outputs = places.spread(paths, values["output"], folder, shape)
    places.refuse_clashes(paths, outputs, values)
    render, separator = convert.renderer(shape)
    jobs = values["jobs"] or places.cores()
    cuts = pieces.Cuts(kind, values["chunk"], values["block"], values["max_line"], values["limit"], jobs == 1)
    read = convert.read if kind != "jsonl" else None
    job = work.Job(command, pipeline, render, separator, read, timeout=values["timeout"], max_line=values["max_line"])
    orders = places.Orders(
        sources,
        outputs,
        cuts,
        values["output"] if folder else None,
        values["rejects"],
        values.get("trace"),
        values["report"],
        values["on_error"] == "stop",
        jobs,
        values["resume"],
        values["force"],
        values["quiet"],
        values["progress"],
    )
    return drive.drive(job, orders)
