"""Make the options of the commands: each is written once, and those of a stage in its stage."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import Field, fields
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from vncorpus import command_line
from vncorpus.run import pieces, units, work
from vncorpus.run.pieces import Kind
from vncorpus.stage import Stage

Parameters = list[inspect.Parameter]


def option(name: str, kind: Any, default: Any, *flags: str, **info: Any) -> inspect.Parameter:
    """Return an argument of a command, or with flags an option."""
    made = typer.Option(*flags, **info) if flags else typer.Argument(**info)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, made])


def inputs(what: str) -> inspect.Parameter:
    """Return the argument that names the inputs; `what` is its help."""
    return option("paths", list[Path] | None, None, metavar="[FILE|-]...", help=what, show_default=False)


def shared() -> Parameters:
    """Return the options that every command which reads records has."""
    return [
        option("output", str, "-", "-o", "--output", help="where to write: FILE, or DIR/ for a file each; .gz, .zst"),
        option("jobs", int, 1, "-j", "--jobs", min=0, help="worker processes; 0 is one for each core"),
        option("on_error", Literal["skip", "stop"], "skip", "--on-error", help="what to do with a bad record"),
        option("rejects", Path | None, None, "--rejects", help="where bad records go [default: OUT.rejects.jsonl]"),
        option("shard", str, "", "--shard", metavar="K/N", help="do only the Kth of N shares; parts go to -o DIR/"),
        option("compress", Literal["none", "gz", "zst"], "zst", "--compress", help="how the parts are packed"),
        option("unit", int, units.UNIT, "--unit", min=1, help="bytes of input that make a part"),
        option("engine", Literal["local", "ray"], "local", "--engine", help="what runs the work"),
        option("address", str | None, None, "--address", help="of a Ray cluster [default: one of this machine]"),
        option("resume", bool, False, "--resume", help="go on with a run that was stopped"),
        option("force", bool, False, "--force", help="start anew where a run was stopped"),
        option("report", Path | None, None, "--report", help="write a report of the run there, as JSON"),
        option("timeout", float, work.TIMEOUT, "--timeout", min=0, help="seconds for a record; 0 is no limit"),
        option("limit", int | None, None, "--limit", min=0, help="read only so many records"),
        option("max_line", int, pieces.MAX_LINE, "--max-line", min=1, help="longest record in bytes"),
        option("in_place", bool, False, "--in-place", help="let the output be one of the inputs"),
        option("quiet", bool, False, "--quiet", "-q", help="no summary, no progress; errors still"),
        option("progress", Literal["auto", "on", "off"], "auto", "--progress", help="a bar on a terminal, or lines"),
        option("chunk", int, pieces.CHUNK, "--chunk", min=1, hidden=True, help="bytes that a worker gets at a time"),
        option("block", int, pieces.Cuts().block, "--block", min=1, hidden=True, help="bytes from note to note"),
    ]


def reading() -> Parameters:
    """Return the options that say what the input is."""
    return [
        option("from_", Kind, "auto", "--from", help="what the input is; auto tells it by name and content"),
        option("encoding", str, "auto", "--encoding", help="encoding of text files: auto, or a name (tcvn3, vni …)"),
    ]


def trace() -> inspect.Parameter:
    """Return the option that asks for a trace."""
    return option("trace", Path | None, None, "--trace", help="write every edit there: it replays and undoes")


def of_stages(stages: Iterable[Stage]) -> Parameters:
    """Return the options of these stages."""
    made = []
    for stage in stages:
        for spec in _written(stage):
            choices = spec.metadata["choices"]
            kind = Literal[choices] if choices else command_line.kind_of(spec.default)
            flag = f"--{spec.name.replace('_', '-')}"
            made.append(option(spec.name, kind, spec.default, flag, help=f"{stage.name}: {spec.metadata['help']}"))
    return made


def split(values: dict[str, Any], stages: Iterable[Stage]) -> dict[str, Any]:
    """Take the stages' options out of the values of a command."""
    return {spec.name: values.pop(spec.name) for stage in stages for spec in _written(stage)}


def _written(stage: Stage) -> list[Field[Any]]:
    """Return the options of a stage that a command line can give."""
    return [spec for spec in fields(stage.options) if not spec.metadata["made"]]


def site_key() -> inspect.Parameter:
    """Return the option that asks for a first look at all inputs, of which a stage gets the lines that sites repeat."""
    about = "boilerplate: drop lines that a site repeats; FIELD names it: source, metadata.url"
    return option("site_key", str | None, None, "--site-key", metavar="FIELD", help=about)
