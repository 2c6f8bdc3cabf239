"""Work on the units of one shard, here; what was done is left, so that a rerun only does the rest."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vncorpus.errors import INTERRUPTED, TERMINATED, StoppedError, UsageError
from vncorpus.run import account, parts, storage
from vncorpus.run.account import SHOWN, Counts
from vncorpus.run.files import say, shown
from vncorpus.run.outputs import write_whole
from vncorpus.run.parts import Whole
from vncorpus.run.progress import Progress
from vncorpus.run.units import Unit


def parse(shard: str) -> tuple[int, int]:
    """Return number and count of a shard.

    >>> parse("2/7")
    (2, 7)
    """
    first, _, count = shard.partition("/")
    if first.isdecimal() and count.isdecimal() and 1 <= int(first) <= int(count):
        return int(first), int(count)
    raise UsageError(f"--shard takes K/N, with K from 1 to N, such as 3/16, not {shard!r}")


class Tally:
    """Count the parts of a run as they come, tell of rejects and progress, and end it with summary and report."""

    def __init__(self, whole: Whole, mine: list[Unit], *, quiet: bool, progress: str, report: Path | None) -> None:
        self.counts = Counts()
        self.done = 0  # parts
        self.skipped = 0
        self.whole = whole
        self._mine = mine
        self._quiet = quiet
        self._report = report
        self._shown = 0
        self._read = 0
        self._began = time.monotonic()
        total = sum(unit.size for unit in mine)
        self.progress = Progress(whole.job.command, total, "off" if quiet else progress)

    def add(self, unit: Unit, counts: Counts, told: list[str]) -> None:
        """Add a part that was made."""
        for line in told[: max(0, SHOWN - self._shown)]:
            say(line)
        self._shown += len(told)
        self._count(unit, counts)

    def skip(self, unit: Unit, counts: Counts) -> None:
        """Add a part that was there."""
        self.skipped += 1
        self._count(unit, counts)

    def _count(self, unit: Unit, counts: Counts) -> None:
        self.counts.join(counts)
        self.done += 1
        self._read += unit.size
        self.progress.show(self.counts, self._read)

    def left(self) -> str:
        """Return what a stop leaves."""
        return f"{self.done} of {len(self._mine)} parts are whole in {self.whole.folder}; the same command goes on"

    def end(self, ended: str) -> None:
        """Say and write what was done; `ended` as in a report."""
        self.counts.wall = time.monotonic() - self._began
        if ended == "done" and not self._quiet:
            say(self.counts.summary(self.whole.job.command))
            here = f", {self.skipped:,} of them there before" if self.skipped else ""
            say(f"vncorpus: {self.done:,} parts in {self.whole.folder}{here}")
        if self._report:
            rows: list[dict[str, Any]] = [
                {"path": shown(self.whole.paths[i]), "bytes": None, "digest": None} for i in self._inputs()
            ]
            outputs: list[dict[str, Any]] = [
                {"path": f"{self.whole.folder}/{unit.part}{self.whole.suffix}"} for unit in self._mine
            ]
            found = {"inputs": rows, "outputs": outputs}
            steps = account.stages(self.whole.job)
            write_whole(self._report, account.written(self.whole.job.command, steps, self.counts, ended, found))

    def _inputs(self) -> Iterator[int]:
        last = -1
        for unit in self._mine:
            yield from (index for index in unit.inputs if index > last)
            last = unit.inputs[-1]


def drive(whole: Whole, shard: tuple[int, int], tally: Tally) -> Counts:
    """Make the parts of a shard that are not there, and return the counts of all of them.

    Raises UsageError where the folder holds another run, and what `parts.make` raises: then what was done is left.
    """
    parts.begin(whole, shard[1])
    storage.folder(whole.folder).sweep()
    ended = "failed"
    try:
        with tally.progress:
            for unit in mine(whole, shard):
                there = parts.finished(whole, unit)
                if there:
                    tally.skip(unit, there)
                else:
                    tally.add(unit, *parts.make(whole, unit))
        ended = "done"
    except (StoppedError, KeyboardInterrupt, SystemExit) as error:
        ended = "interrupted"
        code = INTERRUPTED if isinstance(error, KeyboardInterrupt) else TERMINATED
        code = error.exit_code if isinstance(error, StoppedError) else code
        raise StoppedError(f"stopped; {tally.left()}", code) from error
    finally:
        tally.end(ended)
    return tally.counts


def mine(whole: Whole, shard: tuple[int, int]) -> list[Unit]:
    """Return the units of a shard: each Nth, so that shards are alike whatever the order of the inputs."""
    number, count = shard
    return whole.units()[number - 1 :: count]
