"""Commands that run stages over records: clean, each stage, ingest, export."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import typer

from vncorpus import command_line, convert
from vncorpus.cli.commands import command
from vncorpus.cli.options import Parameters, inputs, of_stages, option, reading, shared, split, trace
from vncorpus.convert import Shape
from vncorpus.errors import DONE_WITH_REJECTS
from vncorpus.pipeline import Pipeline
from vncorpus.run.pieces import Kind
from vncorpus.stage import Stage
from vncorpus.stages import PIPELINE, named


def _run_stage(stage: Stage) -> Callable[..., None]:
    def run(**values: Any) -> None:
        options = split(values, [stage])
        _drive(stage.name, Pipeline([stage.name], **options), kind="jsonl", shape="jsonl", **values)

    return run


def _clean(**values: Any) -> None:
    options = split(values, PIPELINE)
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


def _clean_parameters() -> Parameters:
    shapes = Literal["text", "sentences", "words", "conllu", "jsonl"] | None
    return [
        inputs("text or JSONL; standard input where none is named"),
        option("stages", str, "", "--stages", help="only these, with commas between [default: all needed]"),
        option("to", shapes, None, "--to", help="what to write [default: as the input]"),
        *reading(),
        *shared(),
        trace(),
        *of_stages(PIPELINE),
    ]


def _stage_parameters(stage: Stage) -> Parameters:
    return [inputs("JSONL; standard input where none is named"), *shared(), trace(), *of_stages([stage])]


def _ingest_parameters() -> Parameters:
    return [inputs("text, HTML or JSONL files, or folders of them"), *reading(), *shared()]


def _export_parameters() -> Parameters:
    shapes = Literal["text", "sentences", "words", "conllu"]
    to = option("to", shapes, "text", "--to", help="paragraphs, a sentence a line, or a word a line")
    return [inputs("JSONL; standard input where none is named"), to, *shared()]


command(
    "clean", "Run the whole pipeline: pasted text in, clean text out; JSONL in, JSONL out.", _clean_parameters, _clean
)
for _stage in PIPELINE:
    command(_stage.name, _stage.help, partial(_stage_parameters, _stage), _run_stage(_stage))
command("ingest", "Turn files and folders into JSONL records, one document a file.", _ingest_parameters, _ingest)
command("export", "Turn records into text: paragraphs, sentences, words or CoNLL-U.", _export_parameters, _export)
