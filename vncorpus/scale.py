"""Turn the values of a command line into a run over units: of one shard here, or of all on Ray."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from vncorpus.errors import UsageError
from vncorpus.run import files, parts, remote, shards, units
from vncorpus.run import merge as merging
from vncorpus.run.account import Counts
from vncorpus.run.parts import Whole
from vncorpus.run.pieces import Cuts
from vncorpus.run.places import refuse_clashes, rejects_of
from vncorpus.run.shards import Tally
from vncorpus.run.work import Job

#: Options that say what --shard leaves to `merge`, or would do to other parts.
NOT_HERE = {
    "limit": "no part knows how many records the others read",
    "in_place": "parts are written to a folder of their own",
    "site_key": "what stands on many pages is counted over all inputs, before any part is made",
    "force": "others may be writing there; remove the folder, or name another",
}


def drive_all(job: Job, cuts: Cuts, paths: list[Path], values: dict[str, Any], jobs: int) -> Counts:
    """Run the job over the units of a shard, or over all on Ray, and return the counts.

    Raises UsageError where the options do not fit, and what `shards.drive` and `cluster.drive` raise.
    """
    ray = values["engine"] == "ray"
    flag = "--engine ray" if ray else "--shard"
    if ray and values["shard"]:
        raise UsageError("--engine ray does all shards; leave --shard away")
    shard = (1, 1) if ray else shards.parse(values["shard"])
    for name, why in NOT_HERE.items():
        if values.get(name):
            raise UsageError(f"--{name.replace('_', '-')} does not go with {flag}: {why}")
    for path in paths:
        if not files.is_file(path):
            raise UsageError(f"{flag} reads its inputs where it wants to; {files.label(path)} is no file")
    folder, output = _places(values, ray)
    places = {name: values.get(name) for name in ("trace", "rejects", "report")}
    refuse_clashes(paths, [output] if output else [], places)
    trace = values.get("trace")
    if trace is not None and not output and remote.url(trace).rstrip("/") != folder:
        raise UsageError(f"{flag} keeps a trace with each part: say --trace {folder}, and --trace FILE to `merge`")
    suffix = output.suffix.removeprefix(".") if output else values["compress"]
    whole = Whole(
        replace(job, timed=values["report"] is not None),
        cuts._replace(eager=False),
        paths,
        units.sources(paths, cuts.kind, cuts.unit),
        folder,
        _suffix(job, suffix if suffix in ("gz", "zst") else "none"),
        trace=trace is not None,
        stop_on_error=values["on_error"] == "stop",
        jobs=1 if ray else jobs,
        apart=ray,
        kept=str(values["rejects"] or rejects_of(output)) if output else "",
    )
    mine = shards.mine(whole, shard)
    quiet = values["quiet"]
    report = None if output else values["report"]
    tally = Tally(whole, mine, quiet=quiet or output is not None, progress=values["progress"], report=report)
    if not ray:
        return checked(shards.drive(whole, shard, tally))
    from vncorpus.run import cluster

    counts = cluster.drive(whole, mine, tally, values["address"], jobs if jobs > 1 else 0)
    if output:
        counts = merging.merge(folder, output, **places, quiet=quiet, wall=counts.wall)
        parts.forget(whole)
    return checked(counts)


def checked(counts: Counts) -> Counts:
    """Return the counts; raise the error of an input that was cut off or gone."""
    failed = counts.failure()
    if failed:
        raise failed
    return counts


def _places(values: dict[str, Any], ray: bool) -> tuple[str, Path | None]:
    """Return the folder of the parts, and the file that they become, where it is not they that were asked for."""
    output = str(values["output"])
    url = remote.is_url(output)
    folder = url or output.endswith("/") or Path(output).is_dir()
    if output == "-" or (Path(output).is_file() and not (ray and not folder)):
        raise UsageError(
            "--engine ray writes a file or a folder; name it with -o"
            if ray
            else "--shard writes parts to a folder; name it with -o DIR/"
        )
    if ray and not folder:
        return f"{output}.parts", Path(output)
    if values["rejects"]:
        raise UsageError("parts have their rejects beside them; `vncorpus merge --rejects FILE` gathers them")
    return remote.url(output).rstrip("/"), None


def _suffix(job: Job, compress: str) -> str:
    kind = ".jsonl" if job.render.__name__ == "as_jsonl" else ".txt"
    return kind if compress == "none" else f"{kind}.{compress}"


def merge(values: dict[str, Any]) -> Counts:
    """Put the parts of a run together."""
    folder = remote.url(values.pop("folder")).rstrip("/")
    for name in ("output", "trace", "rejects", "report"):
        refuse_url(values[name], name)
    return checked(merging.merge(folder, values.pop("output"), **values))


def refuse_url(place: Any, name: str) -> None:
    """Raise UsageError where one file would be written to a URL."""
    if place is not None and remote.is_url(place):
        flag = "-o" if name == "output" else f"--{name}"
        url = remote.url(place)
        raise UsageError(
            f"{flag} {url}: one file is written to this machine only; `--shard 1/1 -o {url}/` writes parts there, "
            "each whole or not at all"
        )
