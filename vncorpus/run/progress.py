"""Show how far a run is, on a terminal only, or as plain lines where it is asked for."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

#: Seconds between two plain lines of `--progress on` in a log.
EVERY = 30.0


class Progress:
    """Show bytes and records done.

    `auto` draws a bar where standard error is a terminal that can draw, and nothing elsewhere; `on` writes a
    plain line every 30 s where it is not; `off` shows nothing.
    """

    def __init__(self, command: str, total: int | None, mode: str) -> None:
        self._command = command
        self._total = total
        self._bar: Any = None
        self._task: Any = None
        self._records = self._bytes = 0
        self._next = time.monotonic()
        terminal = sys.stderr is not None and sys.stderr.isatty()
        self._draws = mode != "off" and terminal
        self._plain = mode == "on" and not terminal

    def __enter__(self) -> Progress:
        self._next = time.monotonic() + (EVERY if self._plain else 0.5)  # a short run shows no bar at all
        return self

    def advance(self, size: int) -> None:
        """Note that a record of so many bytes is done."""
        self._records += 1
        self._bytes += size
        if (self._draws or self._plain) and time.monotonic() >= self._next:
            self._show()

    def _show(self) -> None:
        if self._plain:
            self._next = time.monotonic() + EVERY
            print(f"vncorpus {self._command}: {self._records:,} records, {self._bytes / 1e6:.1f} MB", file=sys.stderr)
            return
        self._next = time.monotonic() + 0.1
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
            self._bar = Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._command, total=self._total)
        self._bar.update(self._task, completed=self._bytes, description=f"{self._command} {self._records:,}")

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()
