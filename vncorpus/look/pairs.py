"""Pair the records of two files, reading both once."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from vncorpus.look.source import Seen

#: Records, and bytes of them, that wait for their like in the other file: the same ids in nearly the same order pair; a
#: record that is further away counts as missing on the other side.
WAITING = 10_000
WAITING_BYTES = 64 << 20

Pair = tuple[Seen | None, Seen | None]


def pairs(left: Iterable[Seen], right: Iterable[Seen]) -> Iterator[Pair]:
    """Yield the records of two files in pairs: by id where both begin with one, else by their place.

    Both are read side by side. What is not paired waits, within bounds, and is yielded alone when the bounds or the
    ends of the files are reached.
    """
    waiting = (_Waiting(), _Waiting())
    by_id: bool | None = None
    for one, other in zip_longest(left, right):
        if by_id is None:
            by_id = all(seen is not None and not seen.is_text and "id" in seen.document.fields for seen in (one, other))
        keys = tuple(_key(seen, by_id) if seen else None for seen in (one, other))
        if one and other and keys[0] == keys[1] and not any(keys[0] in each for each in waiting):
            yield one, other
            continue
        for side, (seen, key) in enumerate(zip((one, other), keys, strict=True)):
            if seen is None or key is None:
                continue
            found = waiting[1 - side].take(key)
            if found:
                yield (seen, found) if side == 0 else (found, seen)
            else:
                for gone in waiting[side].put(key, seen):
                    yield (gone, None) if side == 0 else (None, gone)
    for side in (0, 1):
        for gone in waiting[side].rest():
            yield (gone, None) if side == 0 else (None, gone)


def _key(seen: Seen, by_id: bool) -> str:
    fields = seen.document.fields
    return f"id {fields['id']!r}" if by_id and "id" in fields else f"{seen.number}"


class _Waiting:
    """Hold records until their like comes, the oldest first; records of one key stand in a row."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, deque[Seen]] = OrderedDict()
        self._count = self._size = 0

    def __contains__(self, key: str | None) -> bool:
        return key in self._held

    def take(self, key: str) -> Seen | None:
        held = self._held.get(key)
        if not held:
            return None
        seen = held.popleft()
        if not held:
            del self._held[key]
        self._count -= 1
        self._size -= len(seen.line)
        return seen

    def put(self, key: str, seen: Seen) -> Iterator[Seen]:
        """Hold a record, and yield what there is no more room for."""
        self._held.setdefault(key, deque()).append(seen)
        self._count += 1
        self._size += len(seen.line)
        while self._count > WAITING or (self._size > WAITING_BYTES and self._count > 1):
            gone = self.take(next(iter(self._held)))
            if gone:
                yield gone

    def rest(self) -> Iterator[Seen]:
        for held in self._held.values():
            yield from held
