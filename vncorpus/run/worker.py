"""Hold one worker process, made anew when it dies, and tell what killed it.

It is a pool of its own (pebble), so that one that is killed in the middle of a message takes nothing with it but its
own pipe. It notes in shared memory which record it is at, and since when.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import MutableSequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any

from vncorpus.errors import VncorpusError, WorkerError
from vncorpus.run.outputs import let_go
from vncorpus.run.plan import Task
from vncorpus.run.work import Job, Outcome, work

#: Rows of shared memory for a worker's tasks; more than it can have before it.
ROWS = 64
#: How often a process is made for a task that no process takes.
TRIES = 8
#: Seconds past --timeout before a worker is killed: the record's own clock, which costs less, rings first.
GRACE = 2.0
#: Seconds between two looks at the clocks of the workers, and of a worker at whether its parent lives.
LOOK = 0.5


class Given:
    """Hold a task that a worker was given, and what became of it."""

    def __init__(self, task: Task, tries: int) -> None:
        self.task = task
        self.tries = tries
        self.worker: Worker | None = None
        self.row = 0
        self.future: Future[Outcome] = Future()
        self.dead: Exception | None = None
        self.overdue = False
        self.pardoned = 0.0
        self.at: tuple[int, int] | None = None


class Worker:
    """Hold one process, made anew when it dies, and the tasks before it."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._context = multiprocessing.get_context("fork")
        #: By task: the process, the piece and the record that it is at, and since when (0: at none).
        self._beats: Any = self._context.RawArray("d", 4 * ROWS)
        self._given: list[Given] = []
        self._count = 0
        self._deaths = 0
        self._pool = self._new_pool()

    def _new_pool(self) -> Any:
        from pebble import ProcessPool

        return ProcessPool(1, initializer=_begin, initargs=(self._job, self._beats, os.getpid()), context=self._context)

    def load(self) -> int:
        """Return how many tasks are before it."""
        return sum(not given.future.done() for given in self._given)

    def give(self, given: Given) -> Given:
        """Give it a task."""
        given.worker = self
        self._given.append(given)
        self._schedule(given)
        return given

    def _schedule(self, given: Given) -> None:
        # A row of its own each time: until a pool that was left has ended, its process may be at the same task.
        given.row = self._count % ROWS
        self._count += 1
        self._beats[4 * given.row : 4 * given.row + 4] = (0.0, 0.0, 0.0, 0.0)
        reason: Exception | None = None
        for _attempt in range(TRIES):
            try:
                given.future = self._pool.schedule(_work, args=(given.task, given.row))
                return
            except (RuntimeError, OSError) as error:  # its process died while it had nothing to do, or cannot be made
                reason = error
                self._renew()
        raise WorkerError(f"no worker process stays alive ({reason}); are there memory and open files for so many?")

    def forget(self, given: Given) -> None:
        """Forget a task that is settled."""
        self._given.remove(given)
        if given.dead is None:
            self._deaths = 0

    def look(self, away: float = 0.0) -> None:
        """Kill the process where a record is overdue; where it has died, note of what, and begin with a new one.

        `away` are seconds in which nobody could look, and no record could do anything.
        """
        for given in self._given:
            given.pardoned += max(0.0, away)
            pid, _piece, _record, since = self._beats[4 * given.row : 4 * given.row + 4]
            allowed = self._job.timeout + GRACE + given.pardoned
            late = since and self._job.timeout > 0 and time.monotonic() - since > allowed
            if late and not _has_ended(int(pid)):
                given.overdue = True
                with suppress(OSError):
                    os.kill(int(pid), signal.SIGKILL)
        gone = not self._pool.active
        died = [g for g in self._given if g.dead is None and (is_death(g.future) or (gone and not g.future.done()))]
        if not died:
            return
        self._deaths += 1
        for given in died:
            pid, piece, record, since = self._beats[4 * given.row : 4 * given.row + 4]
            if pid or len(died) == 1:  # the others were only before it
                given.dead = _reason(given.future)
                given.at = (int(piece), int(record)) if since else None
        if self._deaths > TRIES and not any(given.at for given in died):
            raise WorkerError(
                f"workers die before they begin ({_reason(died[0].future)}); is there memory for so many?"
            )
        self._renew()
        for given in self._given:
            if given.dead is None and (given in died or not given.future.done()):
                self._schedule(given)

    def _renew(self) -> None:
        self._bury()
        self._pool = self._new_pool()

    def _bury(self) -> threading.Thread:
        """End a pool without waiting for it: one of its threads may wait for a process that is dead."""
        pool = self._pool

        def end() -> None:
            with suppress(Exception):
                pool.stop()
                pool.join()

        thread = threading.Thread(target=end, daemon=True)
        thread.start()
        return thread

    def stop(self) -> threading.Thread:
        """End the process, whatever it is at; return what waits for its end."""
        thread = self._bury()
        for given in self._given:
            pid = int(self._beats[4 * given.row])
            if pid and not given.future.done():
                with suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
        return thread


def is_death(future: Future[Any]) -> bool:
    """Tell whether a task ended without an outcome, because its worker died or failed in a way that nobody foresaw."""
    return future.done() and future.exception() is not None and not isinstance(future.exception(), VncorpusError)


def _has_ended(pid: int) -> bool:
    """Tell whether a process of ours is no more, though nobody may have noticed yet."""
    if not hasattr(os, "waitid"):  # macOS, before Python 3.13
        return False
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True


def _reason(future: Future[Any]) -> Exception:
    found = future.exception() if future.done() else None
    return found if isinstance(found, Exception) else BrokenProcessPool("its pool ended")


_JOB: Job | None = None
_BEATS: MutableSequence[float] | None = None


def _begin(job: Job, beats: MutableSequence[float], parent: int) -> None:
    """Begin the life of a worker: it ends with its parent, whatever it is at."""
    global _JOB, _BEATS
    _JOB, _BEATS = job, beats
    let_go()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class _Row:
    """Write one row of the shared memory as `work` does."""

    def __init__(self, beats: Any, row: int) -> None:
        self._beats = beats
        self._at = 4 * row
        beats[self._at] = float(os.getpid())

    def __call__(self, piece: int, record: int, since: float) -> None:
        at = self._at
        self._beats[at + 1 : at + 4] = (piece, record, since)


def _work(task: Task, row: int) -> Outcome:
    assert _JOB is not None  # noqa: S101
    return work(_JOB, task, _Row(_BEATS, row))
