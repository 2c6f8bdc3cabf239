"""Turn the values of a command line into a run: what is read, where it is written, and that nothing clashes."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

from vncorpus import convert
from vncorpus.convert import Shape
from vncorpus.errors import UsageError
from vncorpus.pipeline import Pipeline
from vncorpus.run import drive, files, pieces, places, remote, work
from vncorpus.run.account import Counts
from vncorpus.run.pieces import Kind

#: Options that go into the orders of a run under their own names.
AS_THEY_ARE = ("rejects", "report", "in_place", "resume", "force", "quiet", "progress")


def inputs(paths: list[Path] | None) -> list[Path]:
    """Return the inputs: the files that were named, or standard input where it is no terminal.

    In a URL `*` and `?` are ours to see to: no shell does it.

    Raises UsageError where there is none.
    """
    if paths:
        return [found for path in paths for found in remote.expand(path)]
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("no input: name files, or give text on standard input (`-h` shows how)")
    return [files.STDIO]


def kind_of(default: Any) -> Any:
    """Return the type of an option: a path where the default is none, many paths where it is an empty tuple."""
    return Path | None if default is None else list[Path] | None if default == () else type(default)


def drive_all(
    command: str, pipeline: Pipeline, kind: Kind, shape: Shape, values: dict[str, Any], shown: work.Render | None = None
) -> Counts:
    """Run the pipeline over the inputs, as the shared options say, and return the counts.

    What `shown` makes of a record is written in place of the record, to standard output.

    Raises UsageError where the options do not fit, what `drive` raises, and the error of an input that was cut off or
    gone, after all else was written.
    """
    paths = inputs(values["paths"])
    for path in paths:
        files.check(path)
    render, separator = convert.renderer(shape) if shown is None else (shown, b"")
    jobs = values["jobs"] or places.cores()
    limits = (values["chunk"], values["block"], values["max_line"], values["limit"], jobs == 1, values["unit"])
    cuts = pieces.Cuts(kind, *limits)
    read = partial(convert.read, encoding=encoding(values), kind=kind) if kind != "jsonl" else None
    job = work.Job(command, pipeline, render, separator, read, timeout=values["timeout"], max_line=values["max_line"])
    if values["shard"] or values["engine"] != "local":
        from vncorpus import scale

        return scale.drive_all(job, cuts, paths, values, jobs)
    for name in ("output", "trace", "rejects", "report"):
        if remote.is_url(str(values.get(name))):
            from vncorpus import scale

            scale.refuse_url(values[name], name)
    values["output"], folder = places.target(values["output"])
    if values["in_place"] and values["output"] == files.STDIO:
        if len(paths) != 1 or paths[0] == files.STDIO:
            raise UsageError("--in-place without -o takes one file")
        values["output"] = paths[0]
    sources, outputs = places.spread(paths, values["output"], folder, shape)
    places.refuse_clashes(paths, outputs, values)
    orders = places.Orders(
        sources,
        outputs,
        cuts,
        folder=values["output"] if folder else None,
        trace=values.get("trace"),
        stop_on_error=values["on_error"] == "stop",
        jobs=jobs,
        **{name: values[name] for name in AS_THEY_ARE},
    )
    if values.get("site_key") is not None:
        from vncorpus.run import sites  # here, so that a run without it does not pay for it

        job = sites.with_lines(job, orders, values["site_key"])
    counts = drive.drive(job, orders)
    failed = counts.failure()
    if failed:
        raise failed
    return counts


def encoding(values: dict[str, Any]) -> str:
    """Return the encoding that was asked for; the tables are read only where it is not `auto`."""
    name: str = values.get("encoding", "auto")
    if name != "auto":
        from vncorpus.stages.encoding.decode import named

        name = named(name)
    return name
