"""Read the inputs once before a run, and give the pipeline the lines that each site repeats.

The lines are counted as the boilerplate stage sees them, after the stages before it, so that a pipe of stages and
`clean` drop the same ones. Workers send hashes of lines; the parent adds them up in the order of the records, so the
answer is the same for any number of workers and any size of pieces.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import closing
from copy import copy
from dataclasses import replace
from functools import partial

from vncorpus.document import Document
from vncorpus.errors import UsageError
from vncorpus.pipeline import Pipeline
from vncorpus.run import files
from vncorpus.run.account import Counts
from vncorpus.run.places import Orders
from vncorpus.run.plan import Plan
from vncorpus.run.progress import Progress
from vncorpus.run.work import Job, alone
from vncorpus.stages.boilerplate import NAME
from vncorpus.stages.boilerplate.site import Counted, SiteLines, keys, site_of

_HEAD = struct.Struct("<II")


def with_lines(job: Job, orders: Orders, key: str) -> Job:
    """Return the job with the lines that each site of the inputs repeats; `key` is the field that tells the site.

    Raises UsageError where the inputs cannot be read twice, or the stage that drops the lines is not run.
    """
    if all(step.stage.name != NAME for step in job.pipeline.steps):
        raise UsageError(f"--site-key is for the stage {NAME}, which --stages leaves out")
    for path, _ in orders.inputs:
        if path == files.STDIO or not path.is_file():
            raise UsageError(
                f"--site-key reads the inputs twice, and {files.label(path)} can be read only once; "
                "write it to a file and name that"
            )
    if orders.in_place and orders.folder:
        raise UsageError("--site-key needs all inputs as they were, so --in-place takes one file; name another folder")
    found = _counted(job, orders, Counted(key))
    steps = [
        replace(step, options=replace(step.options, site_lines=found)) if step.stage.name == NAME else step
        for step in job.pipeline.steps
    ]
    return replace(job, pipeline=_of(job.pipeline, tuple(steps)))


def _of(pipeline: Pipeline, steps: tuple[object, ...]) -> Pipeline:
    made = copy(pipeline)
    made.steps = steps  # type: ignore[assignment]
    return made


def _counted(job: Job, orders: Orders, counted: Counted) -> SiteLines:
    names = [step.stage.name for step in job.pipeline.steps]
    before = _of(job.pipeline, job.pipeline.steps[: names.index(NAME)])
    first = replace(job, pipeline=before, render=partial(packed, key=counted.key), separator=b"")
    plan = Plan(orders.inputs, orders.cuts)
    counts = Counts()
    total = files.total_size(path for path, _ in orders.inputs)
    if orders.jobs == 1 and not orders.resume:
        outcomes = alone(first, plan)
    else:
        from vncorpus.run import workers  # here: what starts processes takes a tenth of the start of a command

        outcomes = workers.outcomes(first, plan, orders.jobs)
    command = f"{job.command} --site-key"
    with Progress(command, total, "off" if orders.quiet else orders.progress) as progress, closing(outcomes) as all_:
        for task, outcome in all_:
            counts.add(outcome)
            for site, found in unpacked(outcome.out):
                counted.add(site, found)
            progress.show(counts, task.done)
    made = counted.lines()
    if not orders.quiet:
        size = sum(map(len, made.lines.values()))
        files.say(f"vncorpus: {len(counted.documents):,} sites by {counted.key} repeat {size:,} lines")
    return made


def packed(_line: bytes, _before: Document, after: Document, *, key: str) -> bytes:
    """Return the site of a record and the hashes of its lines, as bytes."""
    site = site_of(after.fields, key).encode("utf-8", "surrogatepass")
    found = sorted(keys(after.text)) if site else []
    return _HEAD.pack(len(site), len(found)) + site + struct.pack(f"<{len(found)}Q", *found)


def unpacked(data: bytes) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the site and the hashes of each record."""
    at = 0
    while at < len(data):
        name, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        site = data[at : at + name].decode("utf-8", "surrogatepass")
        yield site, struct.unpack_from(f"<{size}Q", data, at + name)
        at += name + 8 * size
