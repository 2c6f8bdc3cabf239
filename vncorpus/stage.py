"""Say what a stage is: a name, a pure function of a document and its options, and those options.

A stage is a value, not a class to inherit from. Its function takes a `Document` and the stage's own frozen
dataclass of options and returns a `Document`; it keeps no state, so it can be sent to another process. The
first line of the function's docstring is the help of its command, and the fields of the dataclass are the
options of the command, of `clean` and of the Python API: an option is written once, here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from vncorpus.document import Document
from vncorpus.errors import UsageError


def option(default: Any, help: str, choices: tuple[str, ...] = (), *, made: bool = False) -> Any:
    """Describe one option of a stage: its default, its help, and the words it takes if it takes only some.

    One that is `made` of the inputs before the run is none of the command line, and leaves the hash of the options as
    it was where it is not given.
    """
    return field(default=default, metadata={"help": help, "choices": choices, "made": made})


def _nothing(_options: Any) -> None:
    """Check nothing: for stages whose options name no file."""


def _no_sources(_options: Any) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Stage:
    """Describe one step of the pipeline.

    `version` is that of the rules: it goes into the records, and a new one makes old annotations stale.
    An `editor` changes text, an `annotator` adds the spans of `field`. `check` reads the files that the
    options name, so that a bad row is told before any input is read. `sources` names what of the user's goes
    into the text, with its licence.
    """

    name: str
    version: str
    run: Callable[[Document, Any], Document]
    options: type[Any]
    kind: Literal["editor", "annotator"] = "editor"
    field: str = ""
    check: Callable[[Any], None] = _nothing
    sources: Callable[[Any], dict[str, str]] = _no_sources

    @property
    def help(self) -> str:
        """Return the first line of the function's docstring."""
        return (self.run.__doc__ or "").strip().partition("\n")[0]

    def configured(self, values: dict[str, Any]) -> Any:
        """Return this stage's options with `values` set, each checked.

        Raises UsageError for a word that the option does not take, with those that it does.
        """
        chosen = {}
        for spec in fields(self.options):
            if spec.name not in values:
                continue
            value = values[spec.name]
            choices = spec.metadata["choices"]
            if choices and value not in choices:
                raise UsageError(f"--{spec.name.replace('_', '-')} takes {', '.join(choices)}, not {value!r}")
            if isinstance(spec.default, tuple):
                value = (value,) if isinstance(value, str | Path) else tuple(value or ())
                value = tuple(Path(item) for item in value)
            chosen[spec.name] = value
        return self.options(**chosen)


def fingerprint(stage: Stage, options: Any) -> str:
    """Return a short hash of a stage's options, with the content of the files that they name.

    The path of a user's table does not count, its bytes do: the same table elsewhere is the same option.
    """
    parts = []
    for spec in fields(stage.options):
        value = getattr(options, spec.name)
        if value is None and spec.metadata["made"]:
            continue
        if isinstance(value, Path):
            value = digest(value.read_bytes())
        elif isinstance(value, tuple):
            value = [digest(item.read_bytes()) if isinstance(item, Path) else item for item in value]
        parts.append(f"{spec.name}={value!r}")
    return digest("\n".join(parts).encode())[:8]


def digest(data: bytes) -> str:
    """Return the 16 hexadecimal digits by which records name a text or a table."""
    from hashlib import blake2b  # imported here: 3 ms that `--help` need not pay

    return blake2b(data, digest_size=8).hexdigest()


@dataclass(frozen=True)
class Step:
    """Bind a stage to its options."""

    stage: Stage
    options: Any

    @cached_property
    def fingerprint(self) -> str:
        """Return the hash of the options, made when the first record asks for it."""
        return fingerprint(self.stage, self.options)
