"""Drive a job over its inputs, and account for every record of them.

Records in = out + rejected + dropped, always. A bad record is told in a sentence and goes to the rejects as it came;
the good ones go on. What is read is cut in `plan`, worked on in `workers`, and written here, in order.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from vncorpus.errors import INTERRUPTED, TERMINATED, DataError, StoppedError, VncorpusError, WriteError
from vncorpus.run import account, files, journal, records
from vncorpus.run.account import Counts, tell
from vncorpus.run.files import say
from vncorpus.run.journal import Entry, Journal
from vncorpus.run.outputs import Output, part_of
from vncorpus.run.pieces import Piece, Position
from vncorpus.run.places import Orders, forget_rejects, rejects_of
from vncorpus.run.plan import Plan, Task
from vncorpus.run.progress import Progress
from vncorpus.run.work import Job, Outcome, Reject, alone


def drive(job: Job, orders: Orders) -> Counts:
    """Run the job and return the counts, with the error of an input that was cut off or gone among them.

    Outputs appear whole when the run is over. On an error or an interruption they do not appear at all, and the old
    ones are as they were; after the first block there is a part and a journal, with which `resume` goes on.

    Raises DataError for the first bad record or input where the run stops on errors, WriteError where the disk is full,
    BusyError where another run writes the same output, StoppedError where it was interrupted.
    """
    timed = job.timed or orders.report is not None
    run = _Run(replace(job, trace=orders.trace is not None, timed=timed), orders)
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
        run.leave(ended)
    return run.counts


class _Run:
    """Hold what is open while a run lasts."""

    def __init__(self, job: Job, orders: Orders) -> None:
        self.job = job
        self.orders = orders
        self.counts = Counts()
        self.failed: VncorpusError | None = None
        self._began = time.monotonic()
        self._journal: Journal | None = None
        self._entry: Entry | None = None
        self._noted: int | None = None  # the output that the last entry of the journal is in the middle of
        self._parts: dict[str, Output] = {}
        self._start = Position()
        self._output = 0
        self._since = 0  # bytes read since the last entry
        self._plan: Plan | None = None
        self._piece: Piece | None = None  # the last that was worked on
        self._report: Output | None = None
        self._hopeless = False  # nobody may go on with it

    def begin(self) -> None:
        """Lock the outputs, and go back to where the run was stopped."""
        orders = self.orders
        self._journal, self._entry = journal.opened(self.job, orders)
        entry = self._entry
        if not entry and not orders.rejects:
            forget_rejects(orders.outputs)
        if entry:
            self.counts = Counts.of(entry.counts)
            self.counts.resumed += 1
            self._began -= self.counts.wall
            self._start, self._output = entry.at, entry.output
            if entry.finish is None:
                self._noted = entry.output
            else:
                self._name(*entry.finish)
            self.failed = self.counts.failure()
            if not orders.quiet:
                say(f"vncorpus: going on after {self.counts.bytes_in / 1e6:,.2f} MB")
        for name, path in (("trace", orders.trace), ("rejects", orders.rejects)):
            if path:
                self._open(name, path)
        if self._output < len(orders.outputs):
            self._open("output", orders.outputs[self._output])
            own = self.orders.rejects_place(self._output)
            if own and entry and "rejects" in entry.sizes and "rejects" not in self._parts:
                self._open("rejects", own)
        if orders.report:
            self._report = Output(orders.report)
        self._entry = None  # its sizes are those of the parts that are open now, not of later ones

    def _name(self, output: int, parts: list[str]) -> None:
        """Give an output its name that was whole, but for that, when the run was stopped."""
        place = self.orders.outputs[output]
        for name in parts:
            path = place if name == "output" else rejects_of(place)
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
        cuts = orders.cuts
        if cuts.limit is not None:
            cuts = cuts._replace(limit=max(0, cuts.limit - self.counts.read))
        plan = self._plan = Plan(orders.inputs, cuts, self._start)
        total = files.total_size(path for path, _ in orders.inputs)
        with (
            Progress(self.job.command, total, "off" if orders.quiet else orders.progress) as progress,
            closing(self._outcomes(plan)) as outcomes,
        ):
            for task, outcome in outcomes:
                if plan.failed and orders.stop_on_error:
                    break
                self._take(task, outcome)
                progress.show(self.counts, task.done)
        self.counts.lines, self.counts.span = plan.lines(), plan.bounds
        self._note_failure()
        if self.failed and orders.stop_on_error:
            self._hopeless = True
            raise self.failed
        while self._output < len(orders.outputs):
            self._finish(self._output)  # stopped between its last block and its end

    def _outcomes(self, plan: Plan) -> Generator[tuple[Task, Outcome], None, None]:
        if self.orders.jobs == 1 and not (self.orders.resume or self.orders.apart):
            return alone(self.job, plan)
        from vncorpus.run import workers  # here: what starts processes takes a tenth of the start of a command

        return workers.outcomes(self.job, plan, self.orders.jobs)

    def _take(self, task: Task, outcome: Outcome) -> None:
        """Write what came of a task."""
        if outcome.rejects and self.orders.stop_on_error:
            self._hopeless = True
            first = outcome.rejects[0]
            raise DataError(f"{first.name}:{first.number}: {first.message}; stopped, as --on-error stop says")
        while self._output < task.output:
            self._finish(self._output)  # the run was stopped between its last block and its end
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
        self._piece = task.pieces[-1] if task.pieces else self._piece
        if task.last:
            self._finish(task.output)
        elif task.closes and self._piece:
            self._note(self._parts, self._output, self._piece.end)
            self._noted = self._output

    def _note_failure(self) -> None:
        """Keep the error of an input for the end of the run, and of one that goes on with it."""
        if self._plan and self._plan.failed and not self.failed:
            self.failed = self._plan.failed
            self.counts.failed = [type(self.failed).__name__, str(self.failed)]

    def _reject(self, reject: Reject, number: int) -> None:
        place = self.orders.rejects_place(self._output)
        (self.orders.tell or tell)(reject, number, place)
        if place is not None:
            if "rejects" not in self._parts:
                self._parts["rejects"] = Output(place)
            self._parts["rejects"].write(records.dumps(reject.row()) + b"\n")

    def _note(self, parts: dict[str, Output], output: int, at: Position, finish: int | None = None) -> None:
        """End a block: bring all to the disk, and then say in the journal that it is there."""
        sizes = {
            name: part.end_block(sync=bool(self._journal), last=name not in parts) for name, part in self._parts.items()
        }
        if self._journal:
            self._note_failure()
            self.counts.wall = time.monotonic() - self._began
            whole = None if finish is None else (finish, [name for name in sizes if name not in parts])
            left = {name: sizes[name] for name in parts}
            self._journal.note(Entry(at, output, left, self.counts.state(), whole))
        self._since = 0

    def _finish(self, output: int) -> None:
        """Give an output its name, and open the next."""
        own = ["output"] if self.orders.rejects else ["output", "rejects"]
        rest = {name: part for name, part in self._parts.items() if name not in own}
        self.counts.before = self.counts.written
        many = self._noted == output or self._since >= self.orders.cuts.block or self.orders.in_place
        if self._journal and many:
            source = output + 1 if self.orders.folder else len(self.orders.inputs)
            self._note(rest, output + 1, Position(source), finish=output)
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
        if self._journal and self._journal.entries:
            place = self.orders.folder or self.orders.outputs[0]
            return f"what was done of {place} is kept: go on with --resume, or start anew with --force"
        return "nothing was left half-written"

    def leave(self, ended: str) -> None:
        """Leave what a later run can go on with, where there is any, else nothing; and the report."""
        keeps = self._journal is not None and self._journal.entries > 0 and not self._hopeless
        for part in self._parts.values():
            part.keep() if keeps else part.discard()
        self._parts = {}
        if self._journal:
            self._journal.keep() if keeps else self._journal.remove()
            self._journal = None
        if self._report:
            self.counts.wall = time.monotonic() - self._began
            orders = self.orders
            places = [orders.rejects_place(number) for number in range(len(orders.outputs))]
            rejects = [place for place in places if place and self.counts.rejected]
            made = account.report(self.job, self.counts, orders.inputs, orders.outputs, ended, orders.trace, rejects)
            self._report.write(made)
            self._report.commit()
