"""Make the parts of a run on a Ray cluster: the room of that library.

A task is one unit; it writes its part to the folder that all share, and only its counts come back, so that the driver
stays small. Ray starts a task again whose worker or node died: it writes the same bytes. Records that kill or hang a
process do so in a child of the worker (`apart`).
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vncorpus import __version__
from vncorpus.errors import INTERRUPTED, TERMINATED, StoppedError, UsageError, VncorpusError, WorkerError
from vncorpus.run import apart, guard, parts, storage
from vncorpus.run.account import Counts
from vncorpus.run.parts import Whole
from vncorpus.run.shards import Tally
from vncorpus.run.units import Unit

#: How often a task is started again of which the worker or the node died.
RETRIES = 16
#: Tasks in flight for each processor: one that runs, and the next.
AHEAD = 2
#: Only counts pass through it.
STORE = 100 << 20
#: Seconds between two looks at the signals that came.
LOOK = 1.0
#: Seconds that processes are given to end when a run is stopped.
END = 3.0
#: Ray's own noise and calls home; what is set already stays.
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_TRACING_ENABLED": "0",
}


def drive(whole: Whole, units: list[Unit], tally: Tally, address: str | None, limit: int = 0) -> Counts:
    """Make the parts that are not there, on as many processors as the cluster has, or `limit`; return all counts.

    Raises UsageError where Ray is not installed or cannot be reached, or the folder holds another run, and what
    `parts.make` raises: then what was done is left.
    """
    ended = "failed"
    try:
        with _started(address, limit) as ray, tally.progress:
            parts.begin(whole)
            storage.folder(whole.folder).sweep()
            _all(ray, whole, units, tally, limit)
        ended = "done"
    except (KeyboardInterrupt, SystemExit) as error:
        ended = "interrupted"
        code = INTERRUPTED if isinstance(error, KeyboardInterrupt) else TERMINATED
        raise StoppedError(f"stopped; {tally.left()}", code) from error
    finally:
        tally.end(ended)
        place, last = storage.folder(whole.folder), time.monotonic() + END
        while place.sweep() and ended != "done" and time.monotonic() < last:
            time.sleep(LOOK / 10)
    return tally.counts


def _all(ray: Any, whole: Whole, units: list[Unit], tally: Tally, limit: int) -> None:
    task: Any = ray.remote(num_cpus=1, max_retries=RETRIES)(_make)
    shared = ray.put(whole)
    room = AHEAD * (limit or max(1, int(ray.cluster_resources().get("CPU", 1))))
    running: dict[Any, Unit] = {}
    todo = _left(whole, units, tally)
    while True:
        while len(running) < room and (unit := next(todo, None)):
            running[task.remote(shared, unit, str(Path.cwd()), __version__)] = unit
        if not running:
            return
        done, _ = ray.wait([*running], num_returns=1, timeout=LOOK)
        for one in done:
            unit = running.pop(one)
            tally.add(unit, *_got(ray, one, unit))


def _left(whole: Whole, units: list[Unit], tally: Tally) -> Iterator[Unit]:
    for unit in units:
        there = parts.finished(whole, unit)
        if there:
            tally.skip(unit, there)
        else:
            yield unit


def _make(whole: Whole, unit: Unit, folder: str, version: str) -> tuple[Counts, list[str]] | VncorpusError:
    """Make a part, on whatever machine this is; an error of ours is an answer, no reason to try again."""
    if version != __version__:
        return UsageError(f"a node of the cluster has vncorpus {__version__}, not {version}; install the same there")
    try:
        return apart.make(whole, unit, Path(folder))
    except VncorpusError as error:
        return error


def _got(ray: Any, one: Any, unit: Unit) -> tuple[Counts, list[str]]:
    try:
        found = ray.get(one)
    except ray.exceptions.RayError as error:
        reason = str(error).strip().splitlines()[-1:] or [type(error).__name__]
        raise WorkerError(
            f"{unit.part} could not be made on the cluster: {reason[0]}; is vncorpus installed on each node?"
        ) from error
    if isinstance(found, VncorpusError):
        raise found
    return found[0], found[1]


@contextmanager
def _started(address: str | None, limit: int) -> Iterator[Any]:
    """Give Ray, connected to a cluster, or to one of this machine that ends with the run."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as error:
        raise UsageError('--engine ray needs Ray: pip install "vncorpus[ray]"') from error
    address = address or os.environ.get("RAY_ADDRESS") or "local"
    options: dict[str, Any] = {"logging_level": "ERROR", "log_to_driver": False}
    if address == "local":
        options |= {"num_cpus": limit or _cores(), "object_store_memory": STORE, "include_dashboard": False}
    ended: Callable[..., Any] | int | None = signal.getsignal(signal.SIGTERM)
    try:
        ray.init(address, **options)
    except (ConnectionError, RuntimeError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise UsageError(f"Ray cannot be reached at {address}: {reason}") from error
    if ended is guard.terminated:  # Ray has put its own in its place
        signal.signal(signal.SIGTERM, guard.terminated)
    try:
        yield ray
    finally:
        ray.shutdown()  # it ends what runs; ray.cancel may end us: "task_manager.cc: an unexpected system state"


def _cores() -> int:
    from vncorpus.run.places import cores

    return cores()
