"""Commands that look at what was done to the text, and take it back."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import typer

from vncorpus import command_line
from vncorpus.cli.commands import command
from vncorpus.cli.options import Parameters, option, reading
from vncorpus.errors import DONE_WITH_REJECTS

NEEDED = inspect.Parameter.empty


def chosen() -> Parameters:
    """Return the options that choose changes."""
    return [
        option("rule", list[str] | None, None, "--rule", help="only this rule; `glossary:` is all that begin so"),
        option("stage", list[str] | None, None, "--stage", help="only this stage; may be given again, as --rule may"),
    ]


def _diff(**values: Any) -> None:
    from vncorpus.look import choice, diff

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


def _undo(**values: Any) -> None:
    from vncorpus.look import choice, undo

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
