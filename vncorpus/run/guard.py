"""End a run as it should end: errors as sentences, with their exit codes; a closed pipe and a signal quietly."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from vncorpus.errors import INTERRUPTED, TERMINATED, VncorpusError, WriteError
from vncorpus.run.files import say


def guarded(run: Callable[..., None], values: dict[str, Any]) -> int:
    """Run a command and return its exit code: errors become sentences, and a closed pipe ends quietly.

    Here and not around `app()`, for typer has answers of its own to an interruption and a closed pipe.
    """
    try:
        run(**values)
        if sys.stdout is not None:
            sys.stdout.flush()
    except VncorpusError as error:
        return _said(error)
    except KeyboardInterrupt:
        say("vncorpus: interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()  # whoever read us has had enough
    except OSError as error:
        return _said(WriteError(f"{error.filename or 'a file'}: {error.strerror}"))
    return 0


def _said(error: VncorpusError) -> int:
    if isinstance(error, WriteError):
        _forget_stdout()
    say(f"vncorpus: {error}")
    return error.exit_code


def _forget_stdout() -> None:
    """Send what is still buffered nowhere: Python would complain once more when it flushes at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def terminated(_signal: int, _frame: object) -> None:
    """End the run on SIGTERM: what drives it says what it left."""
    sys.exit(TERMINATED)
