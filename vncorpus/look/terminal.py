"""Know standard output: whether it is a terminal, takes colours and wants a pager; and write to it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from vncorpus.errors import WriteError

#: The narrowest column of two that can still be read.
NARROW = 20


def is_coloured() -> bool:
    """Tell whether standard output takes colours: a terminal that can, and nobody said NO_COLOR."""
    if sys.stdout is None or not sys.stdout.isatty():
        return False
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") not in ("dumb", "unknown")


def width() -> int:
    """Return the columns of the terminal, as COLUMNS or the terminal says; 100 where nothing does."""
    return max(shutil.get_terminal_size((100, 24)).columns, 2 * NARROW)


def show(text: str) -> None:
    """Write text to standard output, past any buffer, so that a reader who has had enough leaves nothing behind.

    Raises WriteError where it cannot be written.
    """
    if sys.stdout is None:
        return
    left = memoryview(text.encode("utf-8", "backslashreplace"))
    try:
        while left:
            left = left[os.write(sys.stdout.fileno(), left) :]
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteError(f"standard output: write failed: {error.strerror}") from error


def is_paged() -> bool:
    """Tell whether a pager is to be used: on a terminal, unless PAGER is empty or `cat`."""
    terminal = sys.stdout is not None and sys.stdout.isatty() and sys.stdin is not None
    return terminal and os.environ.get("PAGER", "less") not in ("", "cat") and os.environ.get("TERM") != "dumb"


@contextmanager
def paged() -> Iterator[None]:
    """Send what is written to standard output through $PAGER, `less -R` where none is named, on a terminal."""
    pager: list[str] = []
    with suppress(ValueError):  # a PAGER with an open quote is none
        pager = shlex.split(os.environ.get("PAGER", "less -R")) if is_paged() else []
    found = shutil.which(pager[0]) if pager else None
    if not found:
        yield
        return
    environment = {**os.environ, "LESS": os.environ.get("LESS", "FRX")}  # as git does: what fits the screen just stands
    process = subprocess.Popen([found, *pager[1:]], stdin=subprocess.PIPE, env=environment)  # noqa: S603
    sys.stdout.flush()
    kept = os.dup(sys.stdout.fileno())
    assert process.stdin is not None  # noqa: S101
    os.dup2(process.stdin.fileno(), sys.stdout.fileno())
    process.stdin.close()
    try:
        with suppress(BrokenPipeError):
            yield
    finally:
        os.dup2(kept, sys.stdout.fileno())
        os.close(kept)
        while process.poll() is None:
            with suppress(KeyboardInterrupt):  # the pager has its own answer to that
                process.wait()
