"""Turn the values of a command line into a run over units: of one shard here, or of all on Ray."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vncorpus.errors import UsageError
from vncorpus.run import merge as merging
from vncorpus.run import remote, shards, units
from vncorpus.run.account import Counts
from vncorpus.run.parts import Whole
from vncorpus.run.pieces import Cuts
from vncorpus.run.shards import Tally
from vncorpus.run.work import Job

#: Options that say what --shard leaves to `merge`, or would do to other parts.
NOT_HERE = {
    "rejects": "each part has its own, and `vncorpus merge --rejects FILE` gathers them",
    "limit": "no shard knows how many records the others read",
    "in_place": "parts are written to a folder of their own",
    "force": "other shards may be writing there; remove the folder, or name another",
}


def drive_all(job: Job, cuts: Cuts, paths: list[Path], values: dict[str, Any], jobs: int) -> Counts:
    """Run the job over the units of a shard and return the counts.

    Raises UsageError where the options do not fit, and what `shards.drive` raises.
    """
    shard = shards.parse(values["shard"])
    folder = _folder(values)
    for name, why in NOT_HERE.items():
        if values[name]:
            raise UsageError(f"--{name.replace('_', '-')} does not go with --shard: {why}")
    trace = values.get("trace")
    if trace is not None and remote.url(trace).rstrip("/") != folder:
        raise UsageError(f"--shard keeps a trace with each part: say --trace {folder}, and --trace FILE to `merge`")
    whole = Whole(
        job,
        cuts,
        paths,
        units.sources(paths, cuts.kind, cuts.unit),
        folder,
        _suffix(job, values["compress"]),
        trace=trace is not None,
        stop_on_error=values["on_error"] == "stop",
        jobs=jobs,
    )
    mine = shards.mine(whole, shard)
    tally = Tally(whole, mine, quiet=values["quiet"], progress=values["progress"], report=values["report"])
    return shards.drive(whole, shard, tally)


def _folder(values: dict[str, Any]) -> str:
    output = str(values["output"])
    if output == "-" or (not remote.is_url(output) and Path(output).is_file()):
        raise UsageError("--shard writes parts to a folder; name it with -o DIR/")
    return remote.url(output).rstrip("/")


def _suffix(job: Job, compress: str) -> str:
    kind = ".jsonl" if job.render.__name__ == "as_jsonl" else ".txt"
    return kind if compress == "none" else f"{kind}.{compress}"


def merge(values: dict[str, Any]) -> Counts:
    """Put the parts of a run together."""
    folder = remote.url(values.pop("folder")).rstrip("/")
    for name in ("output", "trace", "rejects", "report"):
        refuse_url(values[name], name)
    return merging.merge(folder, values.pop("output"), **values)


def refuse_url(place: Any, name: str) -> None:
    """Raise UsageError where one file would be written to a URL."""
    if place is not None and remote.is_url(place):
        flag = "-o" if name == "output" else f"--{name}"
        url = remote.url(place)
        raise UsageError(
            f"{flag} {url}: one file is written to this machine only; `--shard 1/1 -o {url}/` writes parts there, "
            "each whole or not at all"
        )
