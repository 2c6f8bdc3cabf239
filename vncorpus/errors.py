"""Name every way a run can end badly, with the exit code it gets.

::

    VncorpusError                      1    never raised itself
    ├── UsageError                     2    an option, a stage or a table of the user's is wrong
    │   └── TableError                 2    a row of a table is wrong: names file, line and remedy
    ├── DataError                     65    bad input, with `--on-error stop`; a truncated gz or zst
    ├── NoInputError                  66    an input is missing, unreadable or a folder
    ├── RemoteError                   69    what a URL leads to cannot be read, try as one may
    ├── WriteError                    74    the output cannot be written
    ├── BusyError                     75    another run is writing the output
    ├── WorkerError                   71    worker processes cannot be started
    ├── StoppedError             130, 143    interrupted or terminated; says what is left to go on with
    └── RecordError                    3    one record is bad: it goes to the rejects, the run goes on

Messages are sentences that name the file, the line and the remedy; they are shown without a traceback.
A traceback is a bug of ours.
"""

from __future__ import annotations

DONE_WITH_REJECTS = 3
INTERRUPTED = 130
TERMINATED = 143


class VncorpusError(Exception):
    """Stand for every error that the user can do something about."""

    exit_code = 1


class UsageError(VncorpusError):
    """Say that the command line, a stage or an option does not fit."""

    exit_code = 2


class TableError(UsageError):
    """Say which row of which table is wrong, and what would be right."""


class DataError(VncorpusError):
    """Say that the input is bad or cut off and the run cannot go on."""

    exit_code = 65


class NoInputError(VncorpusError):
    """Say which input is missing, unreadable or a folder."""

    exit_code = 66


class RemoteError(VncorpusError):
    """Say what storage did not answer: nothing is wrong with the data, so the run can be started again."""

    exit_code = 69


class WriteError(VncorpusError):
    """Say why the output could not be written; the old output is as it was."""

    exit_code = 74


class BusyError(VncorpusError):
    """Say which output another run is writing."""

    exit_code = 75


class StoppedError(VncorpusError):
    """Say that the run was interrupted (130) or terminated (143), and what it left."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class WorkerError(VncorpusError):
    """Say why no worker process can be kept alive: the machine, not a record, is at fault."""

    exit_code = 71


class RecordError(VncorpusError):
    """Say what is wrong with one record; `kind` and `stage` are its short name and place in the rejects file."""

    exit_code = DONE_WITH_REJECTS

    def __init__(self, kind: str, message: str, stage: str = "read") -> None:
        super().__init__(message)
        self.kind = kind
        self.stage = stage

    def __reduce__(self) -> tuple[type[RecordError], tuple[str, str, str]]:
        """Return how it is made again in another process."""
        return RecordError, (self.kind, str(self), self.stage)
