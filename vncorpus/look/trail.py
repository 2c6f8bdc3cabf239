"""Read the trail of a run back from its trace file, and find what belongs to a record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from vncorpus.document import Change, Document, Done, replay, undo
from vncorpus.entries import entries, is_ours
from vncorpus.errors import DataError
from vncorpus.look.source import Seen
from vncorpus.run import records
from vncorpus.run.files import label, reading
from vncorpus.stage import digest


class Pass(NamedTuple):
    """Hold a line of a trace: its number, the id of the record (or where a record without one stood), the change."""

    number: int
    id: Any
    file: str | None
    line: int | None
    change: Change

    @property
    def name(self) -> str:
        """Return how messages name the record."""
        return f"{self.file}:{self.line}" if self.id is None and self.line else f"id {json.dumps(self.id)}"


def read(path: Path) -> Iterator[tuple[Any, Change]]:
    """Yield the id of the record and the change, for each line of a `--trace` file, in the order of the run.

    The changes of one record, put together, are what `vncorpus.undo` and `vncorpus.replay` take. For a record
    that has no id the id is None; its line number stands in the trace as `line`.

    Raises DataError, naming file and line, for a line that is no trace.
    """
    for found in passes(path):
        yield found.id, found.change


def keyed(path: Path) -> Iterator[tuple[tuple[Any, Any, Any], Change]]:
    """Yield the changes as `read` does, each with id, file and line: the last two are None but where there is no id."""
    yield from (((found.id, found.file, found.line), found.change) for found in passes(path))


def passes(path: Path) -> Iterator[Pass]:
    """Yield the lines of a trace file, in the order of the run; see `read`."""
    name = label(path)
    with reading(path) as handle:
        lines = enumerate(handle, 1)
        while True:
            try:
                number, line = next(lines, (0, b""))
            except (EOFError, OSError) as error:
                raise DataError(f"{name}: cut off or damaged ({error}); give the whole trace") from error
            if not line:
                return
            try:
                row = json.loads(line)  # the only one that reads half a character
                edits = tuple(map(_done, row["edits"]))
                put = tuple(map(_put, row.get("put", ())))
                change = Change(row["stage"] + "", edits, put)
                yield Pass(number, row["id"], row.get("file"), row.get("line"), change)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                why = f" ({error})" if isinstance(error, ValueError) else ""
                message = f"{name}:{number}: not a line of a trace file{why}; give the file that --trace wrote"
                raise DataError(message) from error


def _put(path: list[Any]) -> tuple[Any, ...]:
    if not (2 <= len(path) <= 3 and all(isinstance(name, str) for name in path[: len(path) - 1])):
        raise ValueError("what was put is [field, value] or [field, key, value]")
    return tuple(path)


def _done(row: list[Any]) -> Done:
    edit = Done(*row)
    if not (type(edit.start) is type(edit.end) is int and 0 <= edit.start <= edit.end):
        raise ValueError(f"offsets are numbers, not {row[:2]}")
    if not (isinstance(edit.old, str) and isinstance(edit.new, str) and isinstance(edit.rule, str)):
        raise ValueError("an edit is [start, end, old, new, rule]")
    return edit


class Story(NamedTuple):
    """Hold a text before and after a trail."""

    was: str
    now: str
    trail: tuple[Change, ...]


class Trails:
    """Give each record of an output its trail, both being read once, in the order of the run.

    A record is known by its id; one that has none is known by its text, for lines move where a record was rejected.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._passes = passes(path)
        self._ahead: list[Pass] = []
        self._doubt: tuple[int, str] | None = None

    def _next(self, at: int) -> Pass | None:
        while len(self._ahead) <= at:
            found = next(self._passes, None)
            if found is None:
                return None
            self._ahead.append(found)
        return self._ahead[at]

    def of(self, seen: Seen) -> tuple[Change, ...]:
        """Return the trail that leads to the text of the next record; empty where it has none.

        Raises DataError, naming the record, where the trace has its id and another text.
        """
        return self._taken(seen, lambda trail: misfit(seen.document, trail))

    def story(self, seen: Seen) -> Story:
        """Return the text of the next record before and after its trail, whether it is what went in or what came out.

        A text, which has no id of its own, is what went in; its trail is searched for in all that is left.

        Raises DataError as `of` does.
        """
        document = seen.document
        if seen.is_text:
            trail = self._of_text(seen)
            return Story(document.text, replay(document.text, trail), trail)
        trail = self._taken(seen, lambda trail: misfit(document, trail) and _input_misfit(document, trail))
        if trail and misfit(document, trail):
            return Story(document.text, replay(document.text, trail), trail)
        return Story(undo(document.text, trail), document.text, trail)

    def _of_text(self, seen: Seen) -> tuple[Change, ...]:
        found: tuple[Change, ...] = ()
        while first := self._next(0):
            size = 1
            while (one := self._next(size)) and _same(one, first):
                size += 1
            trail = tuple(each.change for each in self._ahead[:size])
            del self._ahead[:size]
            if not _input_misfit(seen.document, trail):
                if first.id == seen.document.fields.get("id"):
                    return trail
                found = found or trail
        if not found:
            raise DataError(
                f"{label(self.path)} holds no trail of the text {seen.place}; give the text that the run read, or the "
                "JSONL that it wrote (`clean --to jsonl`)"
            )
        return found

    def _taken(self, seen: Seen, unfit: Callable[[tuple[Change, ...]], str]) -> tuple[Change, ...]:
        found: list[Pass] = []
        first = self._next(0)
        while (one := self._next(len(found))) and first and _same(one, first) and _is_of(one, seen):
            found.append(one)
        problem = ""
        # Of two records with one id that stand together, each takes what fits it.
        for size in range(len(found), 0, -1):
            trail = tuple(each.change for each in found[:size])
            reason = unfit(trail)
            if not reason:
                del self._ahead[:size]
                return trail
            problem = problem or reason
        if first and not found:
            self._settle(first)
        if first and found and "id" in seen.document.fields and not self._doubt:
            message = (
                f"{seen.place}: line {first.number} of {label(self.path)} is of this record ({first.name}) and does "
                f"not fit it ({problem}); give the file as the run wrote it, with the trace of that run"
            )
            self._doubt = first.number, message
        return ()

    def _settle(self, first: Pass) -> None:
        """Raise DataError where the pass fitted no record of its id: not the first of them, and no other came."""
        if self._doubt and self._doubt[0] == first.number:
            raise DataError(self._doubt[1])
        self._doubt = None

    def rest(self, path: Path) -> DataError | None:
        """Return what is wrong where the trace tells of a record that did not come: it is of another file, or order."""
        rest = self._next(0)
        if not rest:
            return None
        self._settle(rest)
        return DataError(
            f"{label(self.path)}:{rest.number}: of a record ({rest.name}) that {label(path)} does not hold at its "
            "place; give the file as the run wrote it, whole and in its order, with the trace of that run"
        )


def _same(one: Pass, other: Pass) -> bool:
    return (one.file, one.line, type(one.id), one.id) == (other.file, other.line, type(other.id), other.id)


def _is_of(found: Pass, seen: Seen) -> bool:
    fields = seen.document.fields
    if found.line is not None and found.id is None:
        return "id" not in fields
    value = fields.get("id")
    if not isinstance(value, str | int):
        value = json.loads(b"{%s}" % (records.key(seen.line, seen.document) or b'"id":null'))["id"]
    return "id" in fields and type(value) is type(found.id) and bool(value == found.id)


def _input_misfit(document: Document, trail: tuple[Change, ...]) -> str:
    try:
        replay(document.text, trail)
    except ValueError as error:
        return str(error)
    return ""


def misfit(document: Document, trail: tuple[Change, ...]) -> str:
    """Return why a trail does not lead to the text of a document; empty where it does.

    The record's own entries have hashes of the texts before and after each stage, which must be those of the trail. A
    record without them is not what the run wrote, unless another program has the field.
    """
    own = {entry["stage"]: entry for entry in entries(document)}
    last = next((change.stage for change in reversed(trail) if _changes(change)), None)
    foreign = "vncorpus" in document.fields and not is_ours(document.fields["vncorpus"])
    if last is not None and last not in own and not foreign:
        return f"the record has no entry of {last}, so it is not what the run wrote"
    text = ended = document.text
    for place in range(len(trail) - 1, -1, -1):
        stage = trail[place].stage
        if place + 1 == len(trail) or trail[place + 1].stage != stage:
            ended = text
        try:
            text = undo(text, trail[place : place + 1])
        except ValueError as error:
            return str(error)
        entry = own.get(stage)
        if entry is None or (place and trail[place - 1].stage == stage):
            continue
        # Where a later run of the stage only marked, its entry speaks of the text that this one ended with.
        known = {mark(text), mark(ended)} if entry.get("in") == entry.get("out") else {mark(text)}
        if entry.get("in") not in known:
            return f"the record says that {stage} began with another text"
    return ""


def _changes(change: Change) -> bool:
    return any(edit.old != edit.new for edit in change.edits)


def mark(text: str) -> str:
    """Return the hash by which a record names a text."""
    return digest(text.encode("utf-8", "surrogatepass"))
