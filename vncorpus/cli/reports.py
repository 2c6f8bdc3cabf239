"""Commands that look at a whole corpus: its figures, and a page that shows what was done to it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from vncorpus import command_line
from vncorpus.cli.commands import command
from vncorpus.cli.options import Parameters, inputs, option, reading
from vncorpus.errors import DONE_WITH_REJECTS


def _stats(**values: Any) -> None:
    from vncorpus.look import stats, terminal
    from vncorpus.run.records import dumps

    as_json, top = values.pop("json"), values.pop("top")
    values["encoding"] = command_line.encoding(values)
    counted = stats.count(command_line.inputs(values.pop("paths")), **values)
    row = counted.row(top)
    if as_json:
        sys.stdout.write(dumps(row, indent=True).decode() + "\n")
    else:
        terminal.show(row, top)
    if counted.unreadable:
        raise typer.Exit(DONE_WITH_REJECTS)


def _looking() -> Parameters:
    trace = option("traces", list[Path] | None, None, "--trace", help="the trace of the run; may be given again")
    rejects = option("rejects", list[Path] | None, None, "--rejects", help="[default: FILE.rejects.jsonl, where it is]")
    return [
        *reading(),
        option("limit", int | None, None, "--limit", min=0, help="read only so many records"),
        trace,
        rejects,
    ]


def _stats_parameters() -> Parameters:
    return [
        inputs("JSONL or text; standard input where none is named"),
        *_looking(),
        option("top", int, 10, "--top", min=1, help="rules and lines that are shown of each kind"),
        option("json", bool, False, "--json", help="for programs; docs/stats.md says what each field is"),
    ]


command(
    "stats",
    "Count a corpus: texts, changes and drops by rule, rejects, lines, stray Chinese.",
    _stats_parameters,
    _stats,
)
