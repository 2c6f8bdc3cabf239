"""Give tasks to workers, and their outcomes back in order, whatever becomes of a worker.

When a worker dies, the record that it was at is tried again alone, and what stood around it apart from it. A record
that finds its worker dead again and again, or that hangs longer than `--timeout`, is rejected, and all others go on,
in their order.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import wait
from itertools import islice

from vncorpus.run import poison
from vncorpus.run.plan import Task
from vncorpus.run.work import Job, Outcome, work
from vncorpus.run.worker import LOOK, Given, Worker, is_death

#: Tasks that a worker has before it: the one it works on, and the next.
AHEAD = 2


def outcomes(
    job: Job, tasks: Iterable[Task], jobs: int, *, apart: bool = False
) -> Generator[tuple[Task, Outcome], None, None]:
    """Yield each task with its outcome, in order; with one job and not `apart`, without any other process.

    What is in flight is bounded: `AHEAD` tasks a worker.

    Raises WorkerError where no worker can be started.
    """
    if jobs == 1 and not apart:
        for task in tasks:
            yield task, work(job, task)
        return
    crew = _Crew(job, jobs)
    try:
        yield from crew.run(tasks)
    finally:
        crew.stop()


class _Crew:
    """Hold the workers, and the tasks that they have, in order."""

    def __init__(self, job: Job, jobs: int) -> None:
        self._job = job
        self._workers = [Worker(job) for _ in range(jobs)]

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        source = iter(tasks)
        waiting: deque[tuple[Task, Given]] = deque()
        while True:
            for task in islice(source, AHEAD * len(self._workers) - len(waiting)):
                waiting.append((task, self._give(task)))
            if not waiting:
                return
            task, given = waiting.popleft()
            yield task, self._settled(given)

    def stop(self) -> None:
        ends = [worker.stop() for worker in self._workers]
        for end in ends:
            end.join(2 * LOOK)

    def _give(self, task: Task, tries: int = 1) -> Given:
        return min(self._workers, key=Worker.load).give(Given(task, tries))

    def _settled(self, given: Given) -> Outcome:
        """Return the outcome of a task, though workers die of it."""
        made = Outcome()
        todo: deque[Given | Outcome] = deque([given])
        while todo:
            now = todo.popleft()
            if isinstance(now, Outcome):
                made = made.join(now, self._job.separator)
                continue
            found = self._waited(now)
            if isinstance(found, Outcome):
                made = made.join(found, self._job.separator) if made.read else found
            else:
                todo.extendleft(reversed([*self._parts(now, found)]))
        return made

    def _waited(self, given: Given) -> Outcome | Exception:
        """Return the outcome of a task, or what its worker died of."""
        while given.dead is None and not (given.future.done() and not is_death(given.future)):
            looked = time.monotonic()
            wait([given.future], timeout=LOOK)
            away = time.monotonic() - looked - 10 * LOOK  # we were stopped ourselves, and the workers with us
            for worker in self._workers:
                worker.look(away)
        if given.worker:
            given.worker.forget(given)
        return given.dead or given.future.result()

    def _parts(self, given: Given, reason: Exception) -> Iterator[Given | Outcome]:
        """Yield what is to be done in place of a task that its worker died of."""
        task, at = given.task, given.at
        if at is None and given.tries < poison.TRIES:
            yield self._give(task, given.tries + 1)
            return
        before, one, after = poison.split(task, at)
        for part, tries in ((before, 0), (one, given.tries), (after, 0)):
            if not part:
                continue
            if part is one and at is not None and (given.overdue or tries >= poison.TRIES):
                yield poison.refused(self._job, part, reason, overdue=given.overdue)
            elif part is one and at is None and not (before or after):
                yield poison.refused(self._job, part, reason)
            else:
                yield self._give(task._replace(pieces=part), tries + 1)
