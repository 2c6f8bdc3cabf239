"""Drive a job over its inputs, and account for every record of them.

Records in = out + rejected + dropped, always. A bad record is told in a sentence and goes to the rejects as it came;
the good ones go on. What is read is cut in `plan`, worked on in `workers`, and written here, in order.
"""

from __future__ import annotations

import time
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from vncorpus.errors import INTERRUPTED, TERMINATED, DataError, StoppedError, UsageError, WriteError
from vncorpus.run import account, files, journal, records, workers
from vncorpus.run.account import Counts
from vncorpus.run.files import STDIO, say
from vncorpus.run.journal import Entry, Journal
from vncorpus.run.outputs import Output, part_of
from vncorpus.run.pieces import Position
from vncorpus.run.places import Orders
from vncorpus.run.plan import Plan, Task
from vncorpus.run.progress import Progress
from vncorpus.run.work import Job, Outcome, Reject

#: Messages about single records on the terminal; the rejects file has them all.
SHOWN = 20


def drive(job: Job, orders: Orders) -> Counts:
    """Run the job and return the counts.

    Outputs appear whole when the run is over. On an error or an interruption they do not appear at all, and the old
    ones are as they were; after the first block there is a part and a journal, with which `resume` goes on.

    Raises DataError for the first bad record where the run stops on errors, and for input that is cut off (then
    after everything before the cut was written), WriteError where the disk is full, BusyError where another run
    writes the same output, StoppedError where it was interrupted.
    """
    run = _Run(replace(job, trace=orders.trace is not None, timed=orders.report is not None), orders)
    ended = "failed"
    try:
        run.begin()
        run.go()
        run.end()
        ended = "done"
    except KeyboardInterrupt as error:
        ended = "interrupted"
        raise StoppedError(f"interrupted; {run.left()}", INTERRUPTED) from error
    except SystemExit as error:
        ended = "terminated"
        raise StoppedError(f"terminated; {run.left()}", TERMINATED) from error
    except WriteError as error:
        raise WriteError(f"{error}; {run.left()}") from error
    finally:
        run.leave()
        run.report(ended)
    if run.failed:
        raise run.failed
    return run.counts


class _Run:
    """Hold what is open while a run lasts."""

    def __init__(self, job: Job, orders: Orders) -> None:
        self.job = job
        self.orders = orders
        self.counts = Counts()
        self.failed: Exception | None = None
        self._began = time.monotonic()
        self._journal: Journal | None = None
        self._entry: Entry | None = None
        self._noted: int | None = None  # the output that the last entry of the journal is in the middle of
        self._parts: dict[str, Output] = {}
        self._start = Position()
        self._output = 0
        self._since = 0  # bytes read since the last entry
        self._hopeless = False

    def begin(self) -> None:
        """Lock the outputs, and go back to where the run was stopped."""
        orders = self.orders
        place = journal.place(orders.inputs, orders.folder, orders.outputs)
        if place:
            shared = {"trace": orders.trace, "rejects": orders.rejects, "output": orders.folder or orders.outputs[0]}
            head = journal.head(self.job, orders.inputs, orders.cuts, shared)
            self._journal, self._entry = journal.begin(
                place, orders.folder or orders.outputs[0], head, resume=orders.resume, force=orders.force
            )
        elif orders.resume:
            raise UsageError("--resume needs inputs that are files, and a file or folder as output (-o OUT)")
        entry = self._entry
        if entry:
            self.counts = Counts.of(entry.counts)
            self.counts.resumed += 1
            self._began -= self.counts.wall
            self._start, self._output = entry.at, entry.output
            if entry.finish is None:
                self._noted = entry.output
            else:
                self._name(entry.finish)
            if not orders.quiet:
                say(f"vncorpus: going on after {self.counts.bytes_in / 1e6:,.2f} MB")
        for name, path in (("trace", orders.trace), ("rejects", orders.rejects)):
            if path and (name == "trace" or (entry and name in entry.sizes)):
                self._open(name, path)
        if self._output < len(orders.outputs):
            self._open("output", orders.outputs[self._output])
            own = self._rejects_place()
            if own and entry and "rejects" in entry.sizes and "rejects" not in self._parts:
                self._open("rejects", own)
        self._entry = None  # its sizes are those of the parts that are open now, not of later ones

    def _name(self, output: int) -> None:
        """Give an output its name that was whole, but for that, when the run was stopped."""
        place = self.orders.outputs[output]
        for path in [place] if self.orders.rejects else [place, _rejects_of(place)]:
            with suppress(FileNotFoundError):
                part_of(path).replace(path.resolve())

    def _open(self, name: str, path: Path) -> None:
        entry = self._entry
        if entry and entry.output == len(self.orders.outputs) and not part_of(path).exists():
            return  # the run was over, and this has its name already
        self._parts[name] = Output(path, entry.sizes.get(name) if entry else None)

    def go(self) -> None:
        """Work on all that is left."""
        orders = self.orders
        if self._output == len(orders.outputs):
            return
        plan = Plan(orders.inputs, orders.cuts, self._start)
        total = files.total_size(path for path, _ in orders.inputs)
        with (
            Progress(self.job.command, total, "off" if orders.quiet else orders.progress) as progress,
            closing(workers.outcomes(self.job, plan, orders.jobs, apart=orders.resume)) as outcomes,
        ):
            for task, outcome in outcomes:
                if plan.failed and orders.stop_on_error:
                    break
                self._take(task, outcome)
                progress.show(self.counts, task.done)
        self.failed = plan.failed
        if plan.failed and orders.stop_on_error:
            self._hopeless = True
            raise plan.failed

    def _take(self, task: Task, outcome: Outcome) -> None:
        """Write what came of a task."""
        if outcome.rejects and self.orders.stop_on_error:
            self._hopeless = True
            first = outcome.rejects[0]
            raise DataError(f"{first.name}:{first.number}: {first.message}; stopped, as --on-error stop says")
        output = self._parts["output"]
        if outcome.written and self.job.separator and self.counts.written > self.counts.before:
            output.write(self.job.separator)
        output.write(outcome.out)
        if outcome.trace:
            self._parts["trace"].write(outcome.trace)
        for number, reject in enumerate(outcome.rejects, self.counts.rejected + 1):
            self._reject(reject, number)
        self.counts.add(outcome)
        self._since += outcome.bytes_in
        if task.last:
            self._finish(task.output)
        elif task.closes:
            self._note(self._parts, self._output, task.pieces[-1].end)
            self._noted = self._output

    def _reject(self, reject: Reject, number: int) -> None:
        place = self._rejects_place()
        if number <= SHOWN:
            kept = f"; kept in {place}" if place else "; not kept (give --rejects FILE)"
            kept = "; too long to be kept" if reject.kind == "too_long" else kept
            say(f"{reject.name}:{reject.number}: {reject.message}{kept}")
        elif number == SHOWN + 1:
            say("further rejected records are counted, not shown")
        if place is not None:
            if "rejects" not in self._parts:
                self._parts["rejects"] = Output(place)
            self._parts["rejects"].write(records.dumps(reject.row()) + b"\n")

    def _rejects_place(self) -> Path | None:
        if self.orders.rejects:
            return self.orders.rejects
        output = self.orders.outputs[self._output]
        return _rejects_of(output) if output != STDIO and (output.is_file() or not output.exists()) else None

    def _note(self, parts: dict[str, Output], output: int, at: Position, finish: int | None = None) -> None:
        """End a block: bring all to the disk, and then say in the journal that it is there."""
        sizes = {name: part.end_block(sync=self._journal is not None) for name, part in self._parts.items()}
        if self._journal:
            self.counts.wall = time.monotonic() - self._began
            open_sizes = {name: sizes[name] for name in parts}
            self._journal.note(Entry(at, output, open_sizes, self.counts.state(), finish))
        self._since = 0

    def _finish(self, output: int) -> None:
        """Give an output its name, and open the next."""
        later = [source for source, item in enumerate(self.orders.inputs) if item.output == output + 1]
        own = ["output"] if self.orders.rejects else ["output", "rejects"]
        rest = {name: part for name, part in self._parts.items() if name not in own}
        self.counts.before = self.counts.written
        if self._journal and (self._noted == output or self._since >= self.orders.cuts.block):
            at = Position(later[0] if later else len(self.orders.inputs))
            self._note(rest, output + 1, at, finish=output)
        for name in own:
            if name in self._parts:
                self._parts.pop(name).commit()
        self._output = output + 1
        if self._output < len(self.orders.outputs):
            self._open("output", self.orders.outputs[self._output])

    def end(self) -> None:
        """Give what is still open its name, and take the journal away."""
        while self._parts:
            self._parts.popitem()[1].commit()
        self.counts.wall = time.monotonic() - self._began
        if self._journal:
            self._journal.remove()
            self._journal = None
        if not self.orders.quiet:
            say(self.counts.summary(self.job.command))

    def left(self) -> str:
        """Return what a stop leaves."""
        if not (self._journal and self._journal.entries):
            return "nothing was left half-written"
        place = self.orders.folder or self.orders.outputs[0]
        return f"what was done of {place} is kept: go on with --resume, or start anew with --force"

    def leave(self) -> None:
        """Leave what a later run can go on with, where there is any, else nothing."""
        keeps = self._journal is not None and self._journal.entries > 0 and not self._hopeless
        for part in self._parts.values():
            part.keep() if keeps else part.discard()
        self._parts = {}
        if self._journal:
            self._journal.keep() if keeps else self._journal.remove()
            self._journal = None

    def report(self, ended: str) -> None:
        """Write the run report, also of a run that was stopped."""
        if self.orders.report:
            self.counts.wall = time.monotonic() - self._began
            made = Output(self.orders.report)
            made.write(account.report(self.job, self.counts, self.orders.inputs, self.orders.outputs, ended))
            made.commit()


def _rejects_of(output: Path) -> Path:
    return output.with_name(f"{output.name}.rejects.jsonl")
