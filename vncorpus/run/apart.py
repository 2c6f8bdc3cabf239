"""Make one part in a process of its own, as `python -m vncorpus.run.apart`: what an engine of many machines starts.

The run and the unit come pickled on standard input, the counts go pickled to standard output. A process of an engine
has threads of its own, which no fork survives; this one has none, so that records are worked on in a child of it, and
one that kills or hangs its worker is rejected here as on one machine. It ends when the process that started it does.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path

from vncorpus import errors
from vncorpus.errors import VncorpusError, WorkerError
from vncorpus.run import parts, storage
from vncorpus.run.account import Counts
from vncorpus.run.parts import Whole
from vncorpus.run.units import Unit
from vncorpus.run.worker import LOOK

#: How often a part is begun where its process dies, of which no record is the cause.
TRIES = 3


def make(whole: Whole, unit: Unit, folder: Path) -> tuple[Counts, list[str]]:
    """Make a part as `parts.make` does, in a process of its own, whose paths begin at `folder`.

    Raises what `parts.make` raises, and WorkerError where the process dies again and again.
    """
    if not folder.is_dir():
        raise WorkerError(f"{folder}, where the run was started, is not on this machine; start it in a shared folder")
    given = pickle.dumps((whole, unit))
    ended = 0
    for _ in range(TRIES):
        done = subprocess.run(
            [sys.executable, "-m", "vncorpus.run.apart"], input=given, capture_output=True, cwd=folder, check=False
        )
        if done.returncode == 0 and done.stdout:  # where the engine reaps our children, all end with 0
            kind, found, told = pickle.loads(done.stdout)  # noqa: S301
            if kind == "made":
                return found, told
            raise getattr(errors, kind)(found)
        ended = done.returncode
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    raise WorkerError(f"the process of {unit.part} ended {TRIES} times with {ended} ({last}); is there memory for it?")


def _main() -> None:
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK)
        os._exit(1)

    gc.freeze()
    gc.set_threshold(20_000, 20, 50)  # as the command line does
    whole, unit = pickle.load(sys.stdin.buffer)  # noqa: S301
    threading.Thread(target=watch, daemon=True).start()
    answer = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints is no answer
    found: tuple[str, Counts | str, list[str]]
    try:
        place = storage.folder(whole.folder)
        if place.read(parts.HEAD) is None:
            raise WorkerError(
                f"a node does not see what the driver wrote to {whole.folder}; name a folder that all share"
            )
        place.sweep()
        found = ("made", *parts.make(whole, unit))
    except VncorpusError as error:
        kind = type(error).__name__
        found = (kind if kind != "StoppedError" else "WorkerError", str(error), [])
    with os.fdopen(answer, "wb") as handle:
        pickle.dump(found, handle)


if __name__ == "__main__":
    _main()
