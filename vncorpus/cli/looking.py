"""Commands that look at what was done to the text, and take it back."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import typer

from vncorpus import command_line
from vncorpus.cli.commands import command
from vncorpus.cli.options import Parameters, of_stages, option, reading, split
from vncorpus.errors import DONE_WITH_REJECTS, UsageError
from vncorpus.pipeline import Pipeline
from vncorpus.stages import PIPELINE

NEEDED = inspect.Parameter.empty
#: The stages that change text: only of these there is anything to ask.
ASKED = [stage for stage in PIPELINE if stage.kind == "editor"]


def _check(values: dict[str, Any]) -> None:
    """Raise UsageError where two things would be read from standard input."""
    if [values["path"], values.get("other"), values["trace"]].count(Path("-")) > 1:
        raise UsageError("standard input can be only one of the files; name the other")


def chosen() -> Parameters:
    """Return the options that choose changes."""
    return [
        option("rule", list[str] | None, None, "--rule", help="only this rule; `glossary:` is all that begin so"),
        option("stage", list[str] | None, None, "--stage", help="only this stage; may be given again, as --rule may"),
    ]


def _diff(**values: Any) -> None:
    from vncorpus.look import choice, diff

    _check(values)
    order = diff.Order(
        values["path"],
        values["other"],
        values["trace"],
        choice.of(values["rule"], values["stage"]),
        values["identity"],
        values["sample"],
        values["from_"],
        command_line.encoding(values),
    )
    view = diff.view(side=values["side"], context=values["context"], full=values["full"])
    if diff.run(order, view, quiet=values["quiet"]):
        raise typer.Exit(DONE_WITH_REJECTS)


def _diff_parameters() -> Parameters:
    return [
        option(
            "path", Path, NEEDED, metavar="A", help="JSONL or text: as it was; or, with --trace, the input or output"
        ),
        option("other", Path | None, None, metavar="[B]", help="as it is now", show_default=False),
        option("trace", Path | None, None, "--trace", help="the trace of the run: shows the rule of each change"),
        *chosen(),
        option("identity", str | None, None, "--id", help="only the record with this id"),
        option(
            "sample", int | None, None, "--sample", min=0, help="only so many documents, by chance, always the same"
        ),
        option("side", bool, False, "--side", help="what was and what is, side by side"),
        option("context", int, 1, "--context", "-U", min=0, help="unchanged lines around a change"),
        option("full", bool, False, "--full", help="every line, whole"),
        *reading(),
        option("quiet", bool, False, "--quiet", "-q", help="no summary; errors still"),
    ]


command("diff", "Show what changed, word by word, with the rule beside each change.", _diff_parameters, _diff)


def _why(**values: Any) -> None:
    from vncorpus.look import why

    _check(values)
    if not values["text"].strip():
        raise UsageError("TEXT is empty; give a word or a line")
    options = split(values, ASKED)
    question = why.Question(
        values["path"],
        values["text"],
        values["trace"],
        Pipeline([stage.name for stage in ASKED], **options),
        values["identity"],
        values["from_"],
        command_line.encoding(values),
        values["limit"],
        why.own(options["glossary"], options["dictionary"], options["patterns"]),
    )
    if why.run(question):
        raise typer.Exit(DONE_WITH_REJECTS)


def _why_parameters() -> Parameters:
    return [
        option("path", Path, NEEDED, metavar="FILE", help="text or JSONL; with --trace, the output of that run too"),
        option("text", str, NEEDED, metavar="TEXT", help="a word or a line, of what went in or what came out"),
        option("trace", Path | None, None, "--trace", help="the trace of a run; without it the stages run once more"),
        option("identity", str | None, None, "--id", help="only in the record with this id"),
        option("limit", int, 20, "--limit", min=1, help="most places that are shown"),
        *reading(),
        *of_stages(ASKED),
    ]


command(
    "why", "Say what was done to a word or a line, by which rule, and where that rule stands.", _why_parameters, _why
)


def _view(**values: Any) -> None:
    from vncorpus.look import view

    _check(values)
    wanted = view.Wanted(
        values["path"],
        values["identity"],
        values["line"],
        values["trace"],
        values["from_"],
        command_line.encoding(values),
    )
    if view.run(wanted):
        raise typer.Exit(DONE_WITH_REJECTS)


def _view_parameters() -> Parameters:
    return [
        option("path", Path, NEEDED, metavar="FILE", help="JSONL or text; - is standard input"),
        option("identity", str | None, None, "--id", help="the record with this id [default: the first]"),
        option("line", int | None, None, "--line", min=1, help="the record on this line of the file"),
        option("trace", Path | None, None, "--trace", help="the trace of the run: lists the changes"),
        *reading(),
    ]


command(
    "view", "Show a record as a person reads it: what is known of it, its sentences and words.", _view_parameters, _view
)


def _undo(**values: Any) -> None:
    from vncorpus.look import choice, undo

    _check(values)
    wanted = choice.of(values["rule"], values["stage"])
    places = (values["path"], values["trace"], values["output"], values["rest"])
    if undo.run(*places, wanted, quiet=values["quiet"]).partly:
        raise typer.Exit(DONE_WITH_REJECTS)


def _undo_parameters() -> Parameters:
    return [
        option("path", Path, NEEDED, metavar="FILE", help="the JSONL that a run wrote; - is standard input"),
        option("trace", Path, NEEDED, "--trace", help="the trace of that run"),
        *chosen(),
        option("output", Path, Path("-"), "-o", "--output", help="where to write; .gz, .zst"),
        option("rest", Path | None, None, "--rest", help="write the trace of what is left there, for a further undo"),
        option("quiet", bool, False, "--quiet", "-q", help="no summary; errors still"),
    ]


command("undo", "Give records their text back as it was before a run, wholly or for a rule.", _undo_parameters, _undo)
