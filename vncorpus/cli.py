"""Build the commands from the stages: thin, so that an option is written once, in its stage."""

from __future__ import annotations

import inspect
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from vncorpus import __version__, command_line, convert
from vncorpus.convert import Shape
from vncorpus.errors import DONE_WITH_REJECTS
from vncorpus.pipeline import Pipeline
from vncorpus.run import guard, pieces, work
from vncorpus.run.pieces import Kind
from vncorpus.stage import Stage
from vncorpus.stages import PIPELINE, named

app = typer.Typer(
    name="vncorpus",
    help="Clean Vietnamese text corpora: small stages, JSONL in and out, nothing lost, every change with its reason.",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help is the same everywhere, and starts twice as fast
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
Parameters = list[inspect.Parameter]
#: How each command is built. Only the one that is called is, for building them all takes 20 ms.
COMMANDS: dict[str, Callable[[], None]] = {}


def _argument(name: str, kind: Any, default: Any, *flags: str, **info: Any) -> inspect.Parameter:
    made = typer.Option(*flags, **info) if flags else typer.Argument(**info)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, made])


def _files(what: str) -> inspect.Parameter:
    return _argument("paths", list[Path] | None, None, metavar="[FILE|-]...", help=what, show_default=False)


def _shared() -> Parameters:
    """Return the options that every command which reads records has."""
    return [
        _argument(
            "output", str, "-", "-o", "--output", help="where to write: FILE, or DIR/ for a file each; .gz, .zst"
        ),
        _argument("jobs", int, 1, "-j", "--jobs", min=0, help="worker processes; 0 is one for each core"),
        _argument("on_error", Literal["skip", "stop"], "skip", "--on-error", help="what to do with a bad record"),
        _argument("rejects", Path | None, None, "--rejects", help="where bad records go [default: OUT.rejects.jsonl]"),
        _argument("resume", bool, False, "--resume", help="go on with a run that was stopped"),
        _argument("force", bool, False, "--force", help="start anew where a run was stopped"),
        _argument("report", Path | None, None, "--report", help="write a report of the run there, as JSON"),
        _argument("timeout", float, work.TIMEOUT, "--timeout", min=0, help="seconds for a record; 0 is no limit"),
        _argument("limit", int | None, None, "--limit", min=0, help="read only so many records"),
        _argument("max_line", int, pieces.MAX_LINE, "--max-line", min=1, help="longest record in bytes"),
        _argument("in_place", bool, False, "--in-place", help="let the output be one of the inputs"),
        _argument("quiet", bool, False, "--quiet", "-q", help="no summary, no progress; errors still"),
        _argument("progress", Literal["auto", "on", "off"], "auto", "--progress", help="a bar on a terminal, or lines"),
        _argument("chunk", int, pieces.CHUNK, "--chunk", min=1, hidden=True, help="bytes that a worker gets at a time"),
        _argument("block", int, pieces.Cuts().block, "--block", min=1, hidden=True, help="bytes from note to note"),
    ]


def _trace() -> inspect.Parameter:
    return _argument("trace", Path | None, None, "--trace", help="write every edit there: it replays and undoes")


def _of_stages(stages: Iterable[Stage]) -> Parameters:
    made = []
    for stage in stages:
        for spec in fields(stage.options):
            choices = spec.metadata["choices"]
            kind = Literal[choices] if choices else command_line.kind_of(spec.default)
            flag = f"--{spec.name.replace('_', '-')}"
            made.append(_argument(spec.name, kind, spec.default, flag, help=f"{stage.name}: {spec.metadata['help']}"))
    return made


def _command(name: str, help: str, parameters: Callable[[], Parameters], run: Callable[..., None]) -> None:
    COMMANDS[name] = lambda: _register(name, help, parameters(), run)


def _register(name: str, help: str, parameters: Parameters, run: Callable[..., None]) -> None:
    def command(**values: Any) -> None:
        code = guard.guarded(run, values)
        if code:
            sys.exit(code)

    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app.command(name, help=help)(command)


def _split(values: dict[str, Any], stages: Iterable[Stage]) -> dict[str, Any]:
    """Take the stages' options out of the values of a command."""
    return {spec.name: values.pop(spec.name) for stage in stages for spec in fields(stage.options)}


def _run_stage(stage: Stage) -> Callable[..., None]:
    def run(**values: Any) -> None:
        options = _split(values, [stage])
        _drive(stage.name, Pipeline([stage.name], **options), kind="jsonl", shape="jsonl", **values)

    return run


def _clean(**values: Any) -> None:
    options = _split(values, PIPELINE)
    paths = command_line.inputs(values["paths"])
    chosen = [named(name.strip()).name for name in values.pop("stages").split(",") if name.strip()]
    kind = values.pop("from_")
    shape = convert.shape_of(paths, kind, values.pop("to"))
    if not chosen:
        chosen = [stage.name for stage in PIPELINE]
        if shape != "jsonl":
            chosen = [*convert.ARTICLE, *convert.NEEDS[shape]]
    else:
        chosen += convert.NEEDS[shape]
    _drive("clean", Pipeline(chosen, **options), kind=kind, shape=shape, **values)


def _ingest(**values: Any) -> None:
    values["paths"] = list(convert.expand(command_line.inputs(values["paths"])))
    kind = values.pop("from_")
    _drive("ingest", Pipeline([]), kind=kind, shape="jsonl", **values)


def _export(**values: Any) -> None:
    shape: Shape = values.pop("to")
    _drive("export", Pipeline([]), kind="jsonl", shape=shape, **values)


def _drive(command: str, pipeline: Pipeline, *, kind: Kind, shape: Shape, **values: Any) -> None:
    if command_line.drive_all(command, pipeline, kind, shape, values).rejected:
        raise typer.Exit(DONE_WITH_REJECTS)


def _cjk_import(**values: Any) -> None:
    from vncorpus import lexica

    lexica.bring_in(values["path"], values["output"] or values["path"].with_suffix(".dictionary.tsv"))


def _cjk_report(**values: Any) -> None:
    from vncorpus.look import stray

    values["encoding"] = command_line.encoding(values)
    if stray.report(command_line.inputs(values.pop("paths")), values.pop("output"), **values):
        raise typer.Exit(DONE_WITH_REJECTS)


def _reading() -> Parameters:
    return [
        _argument("from_", Kind, "auto", "--from", help="what the input is; auto tells it by name and content"),
        _argument("encoding", str, "auto", "--encoding", help="encoding of text files: auto, or a name (tcvn3, vni …)"),
    ]


def _clean_parameters() -> Parameters:
    shapes = Literal["text", "sentences", "words", "conllu", "jsonl"] | None
    return [
        _files("text or JSONL; standard input where none is named"),
        _argument("stages", str, "", "--stages", help="only these, with commas between [default: all needed]"),
        _argument("to", shapes, None, "--to", help="what to write [default: as the input]"),
        *_reading(),
        *_shared(),
        _trace(),
        *_of_stages(PIPELINE),
    ]


def _stage_parameters(stage: Stage) -> Parameters:
    return [_files("JSONL; standard input where none is named"), *_shared(), _trace(), *_of_stages([stage])]


def _ingest_parameters() -> Parameters:
    return [_files("text, HTML or JSONL files, or folders of them"), *_reading(), *_shared()]


def _export_parameters() -> Parameters:
    shapes = Literal["text", "sentences", "words", "conllu"]
    to = _argument("to", shapes, "text", "--to", help="paragraphs, a sentence a line, or a word a line")
    return [_files("JSONL; standard input where none is named"), to, *_shared()]


_command(
    "clean", "Run the whole pipeline: pasted text in, clean text out; JSONL in, JSONL out.", _clean_parameters, _clean
)
for _stage in PIPELINE:
    _command(_stage.name, _stage.help, partial(_stage_parameters, _stage), _run_stage(_stage))
_command("ingest", "Turn files and folders into JSONL records, one document a file.", _ingest_parameters, _ingest)
_command("export", "Turn records into text: paragraphs, sentences, words or CoNLL-U.", _export_parameters, _export)


def _import_parameters() -> Parameters:
    return [
        _argument("path", Path, inspect.Parameter.empty, metavar="FILE", help="the .u8 file, .gz and .zst too"),
        _argument("output", Path | None, None, "-o", "--output", help="where to write [default: FILE.dictionary.tsv]"),
    ]


def _report_parameters() -> Parameters:
    ours = ("confidence", "glossary", "dictionary")
    return [
        _files("JSONL or text; standard input where none is named"),
        _argument("output", Path, Path("-"), "-o", "--output", help="where to write the table"),
        *_reading(),
        _argument("limit", int | None, None, "--limit", min=0, help="read only so many records"),
        *(spec for spec in _of_stages([named("cjk")]) if spec.name in ours),
    ]


_command(
    "cjk-import",
    "Make a dictionary for --dictionary of a CC-CEDICT file, such as CVDICT.",
    _import_parameters,
    _cjk_import,
)
_command(
    "cjk-report",
    "List the Chinese runs that nothing resolved, a table to fill in for --glossary.",
    _report_parameters,
    _cjk_report,
)


def _version(value: bool) -> None:
    if value:
        print(f"vncorpus {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", "-V", callback=_version, help="Show the version.")] = False,
) -> None:
    """Clean Vietnamese text corpora: small stages, JSONL in and out, nothing lost, every change with its reason."""


def run() -> None:
    """Run the command line."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) != signal.SIG_IGN:  # nohup
            signal.signal(ending, guard.terminated)
    called = sys.argv[1] if len(sys.argv) > 1 else ""
    for build in [COMMANDS[called]] if called in COMMANDS else COMMANDS.values():
        build()
    app()
