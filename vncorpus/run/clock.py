"""Tell a record that takes too long."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from vncorpus.errors import RecordError

#: Ticks of the clock while no record is worked on.
IDLE = -(1 << 60)


@contextmanager
def alarm(seconds: float) -> Iterator[list[int]]:
    """Give a list in which a clock counts its ticks; a record that sees too many of them is rejected.

    A clock that ticks costs nothing a record; setting it for each would cost two system calls. While the process is
    stopped (Ctrl-Z, a sleeping machine) it does not tick, so no record pays for that. It ends what runs in Python or
    in `re`. A record that hangs inside a compiled library is ended by the parent, which kills the worker (worker.py).
    """
    ticks = [IDLE]
    if seconds <= 0 or threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield ticks
        return
    tick = min(1.0, seconds / 10)

    def ring(_signal: int, _frame: object) -> None:
        ticks[0] += 1
        if ticks[0] * tick > seconds:
            raise RecordError("timeout", f"took longer than {seconds:g} s; see --timeout", "run")

    old = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, tick, tick)
    try:
        yield ticks
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
