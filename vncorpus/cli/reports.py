"""Commands that look at a whole corpus: its figures, and a page that shows what was done to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import typer

from vncorpus import command_line
from vncorpus.cli.commands import command
from vncorpus.cli.options import Parameters, inputs, option, reading
from vncorpus.errors import DONE_WITH_REJECTS


def _stats(**values: Any) -> None:
    from vncorpus.look import bars, stats, terminal
    from vncorpus.run.records import dumps

    as_json, top = values.pop("json"), values.pop("top")
    values["encoding"] = command_line.encoding(values)
    counted = stats.count(command_line.inputs(values.pop("paths")), **values)
    row = counted.row(top)
    if as_json:
        terminal.show(dumps(row, indent=True).decode() + "\n")
    else:
        bars.show(row, top)
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


def _report(**values: Any) -> None:
    from vncorpus.look import page, report, runs
    from vncorpus.run.outputs import write_whole
    from vncorpus.run.places import refuse_input

    values["encoding"] = command_line.encoding(values)
    output, language = values.pop("output"), values.pop("lang")
    paths = command_line.inputs(values.pop("paths"))
    looked = runs.sources(paths, values.pop("traces"), values.pop("rejects"))
    refuse_input([*paths, *looked.files, *looked.traces, *looked.rejects], output)
    row = report.gather(looked, **values)
    write_whole(output, page.page(row, language))
    if row["stats"]["records"]["unreadable"]:
        raise typer.Exit(DONE_WITH_REJECTS)


def _report_parameters() -> Parameters:
    return [
        inputs("the report of a run (--report RUN.json), or JSONL; standard input where none is named"),
        option("output", Path, Path("-"), "-o", "--output", help="where to write the page"),
        option("lang", Literal["vi", "en"], "vi", "--lang", help="language of the page"),
        *_looking(),
        option("sample", int, 200, "--sample", min=0, max=2000, help="documents that the page shows"),
        option("seed", int, 1, "--seed", help="another number draws another sample"),
    ]


command(
    "report",
    "Make one page of a run, to open in a browser, offline: figures, rules, texts.",
    _report_parameters,
    _report,
)
