"""Commands for the glossaries of stray Chinese: what nothing resolved, and dictionaries to resolve it with."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import typer

from vncorpus import command_line
from vncorpus.cli.commands import command
from vncorpus.cli.options import Parameters, inputs, of_stages, option, reading
from vncorpus.errors import DONE_WITH_REJECTS
from vncorpus.stages import named


def _cjk_import(**values: Any) -> None:
    from vncorpus import lexica
    from vncorpus.run.places import refuse_input

    output = values["output"] or values["path"].with_suffix(".dictionary.tsv")
    refuse_input([values["path"]], output)
    lexica.bring_in(values["path"], output)


def _cjk_report(**values: Any) -> None:
    from vncorpus.look import stray
    from vncorpus.run.places import refuse_input

    values["encoding"] = command_line.encoding(values)
    paths, output = command_line.inputs(values.pop("paths")), values.pop("output")
    refuse_input([*paths, *(values["glossary"] or ()), *filter(None, [values["dictionary"]])], output)
    if stray.report(paths, output, **values):
        raise typer.Exit(DONE_WITH_REJECTS)


def _import_parameters() -> Parameters:
    return [
        option("path", Path, inspect.Parameter.empty, metavar="FILE", help="the .u8 file, .gz and .zst too"),
        option("output", Path | None, None, "-o", "--output", help="where to write [default: FILE.dictionary.tsv]"),
    ]


def _report_parameters() -> Parameters:
    ours = ("confidence", "glossary", "dictionary")
    return [
        inputs("JSONL or text; standard input where none is named"),
        option("output", Path, Path("-"), "-o", "--output", help="where to write the table"),
        *reading(),
        option("limit", int | None, None, "--limit", min=0, help="read only so many records"),
        *(spec for spec in of_stages([named("cjk")]) if spec.name in ours),
    ]


command(
    "cjk-import",
    "Make a dictionary for --dictionary of a CC-CEDICT file, such as CVDICT.",
    _import_parameters,
    _cjk_import,
)
command(
    "cjk-report",
    "List the Chinese runs that nothing resolved, a table to fill in for --glossary.",
    _report_parameters,
    _cjk_report,
)
