"""Say where everything is written: one file, one for each input, or standard output; and that nothing clashes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vncorpus.errors import UsageError, WriteError
from vncorpus.run.files import STDIO, same_file
from vncorpus.run.outputs import part_of
from vncorpus.run.pieces import Cuts
from vncorpus.run.plan import Input
from vncorpus.run.work import Reject

_COMPRESSED = (".gz", ".zst")


@dataclass(frozen=True)
class Orders:
    """Say where everything goes, and how the run is to be run.

    `outputs` are the places that `Input.output` counts; in a `folder` each input has its own. `rejects` is one place
    for all; without it each output that is a file has its own. `apart` says that records are worked on in another
    process, though it be one; without `lasting` a stop leaves nothing to go on with; `tell` says why a record is
    rejected.
    """

    inputs: list[Input]
    outputs: list[Path] = field(default_factory=lambda: [STDIO])
    cuts: Cuts = Cuts()
    folder: Path | None = None
    rejects: Path | None = None
    trace: Path | None = None
    report: Path | None = None
    stop_on_error: bool = False
    in_place: bool = False
    jobs: int = 1
    apart: bool = False
    lasting: bool = True
    resume: bool = False
    force: bool = False
    quiet: bool = False
    progress: str = "auto"
    tell: Callable[[Reject, int, Path | None], None] | None = None

    def rejects_place(self, output: int) -> Path | None:
        """Return where the rejects of an output go; None where they are only told."""
        if self.rejects:
            return self.rejects
        path = self.outputs[output]
        return rejects_of(path) if path != STDIO and (path.is_file() or not path.exists()) else None


def target(output: str) -> tuple[Path, bool]:
    """Return the place of `-o`, and whether it is a folder: one that is there, or a name that ends with a slash."""
    path = Path(output)
    return path, output.endswith("/") or path.is_dir()


def spread(paths: Sequence[Path], output: Path, folder: bool, shape: str) -> tuple[list[Input], list[Path]]:
    """Return the inputs, each with the number of its output, and the outputs; a folder is made where it is not there.

    In a folder each input has an output of the same name; one that becomes another kind of file gets its suffix.

    Raises UsageError for inputs that a folder cannot tell apart, WriteError where the folder cannot be made.
    """
    if not folder:
        return [Input(path) for path in paths], [output]
    outputs = []
    known: dict[Path, Path] = {}
    for path in paths:
        if path == STDIO:
            raise UsageError(f"standard input has no name to have in {output}; name a file with -o")
        place = output / _name(path, shape)
        if place in known:
            raise UsageError(f"{known[place]} and {path} would both be written to {place}; run them apart")
        known[place] = path
        outputs.append(place)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{output}: cannot be made: {error.strerror}") from error
    return [Input(path, number) for number, path in enumerate(paths)], outputs


def _name(path: Path, shape: str) -> str:
    r"""Return the name of an output.

    >>> _name(Path("a/b.jsonl.zst"), "jsonl"), _name(Path("a/b.txt"), "jsonl"), _name(Path("b.jsonl.gz"), "words")
    ('b.jsonl.zst', 'b.jsonl', 'b.txt.gz')
    """
    packed = path.suffix if path.suffix in _COMPRESSED else ""
    bare = Path(path.name.removesuffix(packed))
    if (bare.suffix == ".txt") == (shape == "jsonl"):
        bare = bare.with_suffix(".jsonl" if shape == "jsonl" else ".txt")
    return f"{bare}{packed}"


def refuse_clashes(paths: Sequence[Path], outputs: Sequence[Path], values: dict[str, Any]) -> None:
    """Raise UsageError where something would be written over an input, or two things to one place."""
    others = {f"--{name}": values[name] for name in ("rejects", "trace", "report") if values.get(name) is not None}
    if values.get("rejects") is None:
        _refuse_rejects(paths, outputs, others)
    for name, place in [*(("-o", output) for output in outputs), *others.items()]:
        for path in paths if len(outputs) == 1 or name != "-o" else [place]:
            if same_file(path, place) and not (name == "-o" and (values.get("in_place") or path is place)):
                hint = "name another output" if name == "-o" else f"name another file for {name}"
                hint += ", or say --in-place" if name == "-o" and "in_place" in values else ""
                raise UsageError(f"{path} is input and output; {hint}")
        for other, second in others.items():
            if other != name and (place == second or same_file(place, second)):
                raise UsageError(f"{name} and {other} are both written to {place}; name another file for one of them")
    if len(outputs) > 1 and not values.get("in_place"):
        written = {output.resolve(): output for output in outputs}
        for path in paths:
            if path.resolve() in written:
                raise UsageError(f"{path} is input and output; name another folder, or say --in-place")


def refuse_input(paths: Iterable[Path], output: Path) -> None:
    """Raise UsageError where the output would be written over an input."""
    for path in paths:
        if same_file(path, output):
            raise UsageError(f"{path} is input and output; name another output")


def _refuse_rejects(paths: Sequence[Path], outputs: Sequence[Path], others: dict[str, Path]) -> None:
    """Raise UsageError where the rejects of an output would be written over something that the run reads or writes."""
    taken = {path.resolve(): path for path in [*paths, *outputs, *others.values()] if path != STDIO}
    for output in outputs:
        own = rejects_of(output)
        if output != STDIO and own.resolve() in taken:
            raise UsageError(f"the rejects of {output} would go to {own}, which the run has; give --rejects FILE")


def rejects_of(output: Path) -> Path:
    """Return where the rejects of an output go, unless --rejects says."""
    return output.with_name(f"{output.name}.rejects.jsonl")


def forget_rejects(outputs: Sequence[Path]) -> None:
    """Remove what another run, which nobody goes on with, left as the rejects of these outputs."""
    for output in outputs:
        if output != STDIO:
            part_of(rejects_of(output)).unlink(missing_ok=True)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
