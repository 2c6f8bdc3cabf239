"""Find the changes of a trace that belong to each record of an output, as both are read."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from vncorpus.document import Change, Document, undo
from vncorpus.look import trail
from vncorpus.stage import digest

#: Changes of one record that are read ahead: a stage is run six times at most.
AHEAD = 64


class History(NamedTuple):
    """Hold the changes of a document, and its text before each and after the last."""

    changes: tuple[Change, ...]
    texts: tuple[str, ...]


class Joined:
    """Give the changes of each record, in the order of the records, from the traces of one run after another.

    A change belongs to a record that has its id, that it can be undone on, and whose own entry for the stage has the
    digest of the text that comes out then. So a record of another run is never given what is not its own.
    """

    def __init__(self, traces: list[Path]) -> None:
        self._cursors = [_Cursor(path) for path in traces]

    def history(self, document: Document) -> History:
        """Return what was done to a document; nothing where no trace has anything of it."""
        changes: tuple[Change, ...] = ()
        texts: tuple[str, ...] = (document.text,)
        for cursor in reversed(self._cursors):
            found = cursor.take(document, texts[0])
            changes, texts = (*found.changes, *changes), (*found.texts[:-1], *texts)
        return History(changes, texts)

    def rest(self) -> Iterator[Change]:
        """Yield the changes that belong to no record that was asked for."""
        return chain.from_iterable(cursor.rest() for cursor in self._cursors)


class _Cursor:
    """Go through one trace."""

    def __init__(self, path: Path) -> None:
        self._rows = trail.keyed(path)
        self._next: tuple[tuple[Any, Any, Any], Change] | None = next(self._rows, None)
        self._key: tuple[Any, Any, Any] = (None, None, None)
        self._held: deque[Change] = deque()

    def _fill(self) -> None:
        """Hold the changes that come next and have one id."""
        if not self._held and self._next:
            self._key = self._next[0]
        while self._next and self._next[0] == self._key and len(self._held) < AHEAD:
            self._held.append(self._next[1])
            self._next = next(self._rows, None)

    def take(self, document: Document, text: str) -> History:
        self._fill()
        if self._held and self._key[0] == document.fields.get("id"):
            # Two records may have one id: as many changes as fit are this one's.
            for size in range(len(self._held), 0, -1):
                changes = tuple(self._held)[:size]
                texts = _texts(text, changes)
                if texts and _is_before(texts[0], changes[0].stage, document):
                    for _ in changes:
                        self._held.popleft()
                    return History(changes, texts)
        return History((), (text,))

    def rest(self) -> Iterator[Change]:
        yield from self._held
        if self._next:
            yield self._next[1]
        yield from (change for _key, change in self._rows)


def _texts(text: str, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Return the text before each change and after the last; nothing where they do not fit."""
    texts = [text]
    try:
        for change in reversed(changes):
            texts.append(undo(texts[-1], [change]))
    except ValueError:
        return ()
    return tuple(reversed(texts))


def _is_before(text: str, stage: str, document: Document) -> bool:
    """Tell whether a stage was given this text, as the record says; where another program has the field, believe it."""
    own = document.fields.get("vncorpus")
    if own is not None and not isinstance(own, dict):
        return True
    entries = own.get("stages") if isinstance(own, dict) else None
    mark = digest(text.encode("utf-8", "surrogatepass"))
    return any(
        isinstance(entry, dict) and entry.get("stage") == stage and entry.get("in") == mark
        for entry in (entries if isinstance(entries, list) else ())
    )
