"""Take apart a task that killed its worker, until the record that did it stands alone."""

from __future__ import annotations

from vncorpus.errors import RecordError
from vncorpus.run.pieces import Piece
from vncorpus.run.plan import Task
from vncorpus.run.work import Job, Outcome, items, rejected

#: How often a record may find its worker dead: one that is killed from outside is not to blame.
TRIES = 3


def split(task: Task, at: tuple[int, int] | None) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces before a record, the record, and the pieces after it.

    Where nothing says which record it was, the one in the middle: so what kills is found by bisection.
    """
    places = [(number, item) for number, piece in enumerate(task.pieces) for item in items(piece)]
    if not places:
        return (), task.pieces, ()
    if at is None:
        index = len(places) // 2
    else:
        first = next(i for i, (number, _) in enumerate(places) if number == at[0])
        index = min(first + at[1], len(places) - 1)
    number, item = places[index]
    piece = task.pieces[number]
    if piece.kind == "text" or piece.too_long:
        return task.pieces[:number], (piece,), task.pieces[number + 1 :]
    begin = item.offset - piece.offset
    end = piece.data.find(b"\n", begin) + 1 or len(piece.data)
    head = piece._replace(data=piece.data[:begin], ended=True)
    one = piece._replace(data=piece.data[begin:end], number=item.number, offset=item.offset, ended=item.ended)
    tail = piece._replace(data=piece.data[end:], number=item.number + 1, offset=piece.offset + end)
    before = (*task.pieces[:number], *((head,) if head.data else ()))
    after = (*((tail,) if tail.data else ()), *task.pieces[number + 1 :])
    return before, (one,), after


def refused(job: Job, pieces: tuple[Piece, ...], reason: Exception, *, overdue: bool = False) -> Outcome:
    """Return the outcome of a record that no worker survives."""
    kind, message = "worker_died", f"killed its worker {TRIES} times ({reason})"
    if overdue:
        kind, message = "timeout", f"took longer than {job.timeout:g} s and could not be stopped; see --timeout"
    error = RecordError(kind, message, "run")
    found = [rejected(item, error) for piece in pieces for item in items(piece)]
    size = sum(len(piece.data) + piece.skipped for piece in pieces)
    return Outcome(rejects=found, read=len(found), bytes_in=size)
