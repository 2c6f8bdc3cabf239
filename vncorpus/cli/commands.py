"""Register the commands; only the one that is called is built, for building them all takes 20 ms."""

from __future__ import annotations

import inspect
import os
import signal
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from vncorpus import __version__
from vncorpus.cli.options import Parameters
from vncorpus.run import guard

app = typer.Typer(
    name="vncorpus",
    help="Clean Vietnamese text corpora: small stages, JSONL in and out, nothing lost, every change with its reason.",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help is the same everywhere, and starts twice as fast
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
#: How each command is built.
COMMANDS: dict[str, Callable[[], None]] = {}


def command(name: str, help: str, parameters: Callable[[], Parameters], run: Callable[..., None]) -> None:
    """Add a command: its parameters are made, and `run` gets their values, when it is called."""
    COMMANDS[name] = lambda: _register(name, help, parameters(), run)


def _register(name: str, help: str, parameters: Parameters, run: Callable[..., None]) -> None:
    def called(**values: Any) -> None:
        code = guard.guarded(run, values)
        if code:
            sys.exit(code)

    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app.command(name, help=help)(called)


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
    # numpy starts a thread for each core for its linear algebra, which no stage uses: .06 s of CPU on two cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    called = sys.argv[1] if len(sys.argv) > 1 else ""
    for build in [COMMANDS[called]] if called in COMMANDS else COMMANDS.values():
        build()
    app()
