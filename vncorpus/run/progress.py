"""Show how far a run is, on a terminal only, or as plain lines where it is asked for."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

from vncorpus.run.account import Counts
from vncorpus.run.files import say

#: Seconds between two plain lines of `--progress on` in a log.
EVERY = 30.0


class Progress:
    """Show records, megabytes, their rates, rejects and the time left.

    `auto` draws a bar where standard error is a terminal that can draw, and nothing elsewhere; `on` writes a
    plain line every 30 s where it is not; `off` shows nothing.
    """

    def __init__(self, command: str, total: int | None, mode: str) -> None:
        self._command = command
        self._total = total
        self._bar: Any = None
        self._task: Any = None
        terminal = sys.stderr is not None and sys.stderr.isatty()
        self._draws = mode != "off" and terminal
        self._plain = mode == "on" and not terminal
        self._began = self._next = time.monotonic()
        self._base: tuple[int, int, int] | None = None

    def __enter__(self) -> Progress:
        self._began = time.monotonic()
        self._next = self._began + (EVERY if self._plain else 0.5)  # a short run shows no bar at all
        return self

    def show(self, counts: Counts, done: int) -> None:
        """Show the counts, `done` bytes of the inputs as they lie on the disk having been read."""
        if self._base is None:
            self._base = (counts.read, counts.bytes_in, done)  # what an earlier run did is not this one's speed
        if (self._draws or self._plain) and time.monotonic() >= self._next:
            line = self.line(counts, done, time.monotonic() - self._began)
            if self._plain:
                self._next = time.monotonic() + EVERY
                say(f"vncorpus {self._command}: {line}")
            else:
                self._next = time.monotonic() + 0.1
                self._draw(line, done)

    def line(self, counts: Counts, done: int, seconds: float) -> str:
        """Return the plain line."""
        read, size, begun = self._base or (0, 0, 0)
        seconds = max(seconds, 1e-3)
        rate = (counts.bytes_in - size) / 1e6 / seconds
        parts = [f"{counts.read:,} records", f"{(counts.read - read) / seconds:,.0f}/s"]
        parts += [f"{counts.bytes_in / 1e6:,.1f} MB", f"{rate:,.1f} MB/s", f"{counts.rejected:,} rejected"]
        if self._total and done > begun:
            left = (self._total - done) * seconds / (done - begun)
            hours, rest = divmod(max(0, round(left)), 3600)
            parts.append(f"{min(1.0, done / self._total):.0%}, {hours}:{rest // 60:02}:{rest % 60:02} left")
        return ", ".join(parts)

    def _draw(self, line: str, done: int) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn(self._command), BarColumn(20), TextColumn("{task.description}"))
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(line, total=self._total)
        self._bar.update(self._task, completed=done, description=line)

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()
