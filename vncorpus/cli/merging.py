"""Command that puts the parts of a run together."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import typer

from vncorpus.cli.commands import command
from vncorpus.cli.options import Parameters, option
from vncorpus.errors import DONE_WITH_REJECTS


def _merge(**values: Any) -> None:
    from vncorpus import scale

    if scale.merge(values).rejected:
        raise typer.Exit(DONE_WITH_REJECTS)


def _parameters() -> Parameters:
    return [
        option("folder", str, inspect.Parameter.empty, metavar="DIR", help="the folder that --shard wrote, or its URL"),
        option("output", Path, Path("-"), "-o", "--output", help="where to write; .gz, .zst"),
        option("trace", Path | None, None, "--trace", help="where the traces of the parts go"),
        option("rejects", Path | None, None, "--rejects", help="where bad records go [default: OUT.rejects.jsonl]"),
        option("report", Path | None, None, "--report", help="write a report of the run there, as JSON"),
        option("quiet", bool, False, "--quiet", "-q", help="no summary; errors still"),
    ]


command("merge", "Put the parts that --shard made together, and see that none is missing.", _parameters, _merge)
