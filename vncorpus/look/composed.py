"""Put the changes of all stages together, as one difference between the first text and the last."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vncorpus.document import Change, Done


class Segment(NamedTuple):
    """Hold a stretch of text: what stood there, what stands there now, and by which stages and rules.

    A stretch without rules is as it was. One with rules and the same text was seen, and left as it is.
    """

    old: str
    new: str
    rules: tuple[tuple[str, str], ...] = ()


def composed(text: str, changes: Iterable[Change]) -> list[Segment]:
    """Return the segments of a text that was changed, in order: all `old` make the text before, all `new` that after.

    Where a stage changes what another one put there, the two are one segment with the rules of both.

    >>> from vncorpus.document import Document, Edit
    >>> first = Document("Ａi sắp mưa?").edited("encoding", [Edit(0, 1, "A", "fullwidth")])
    >>> both = first.edited("cjk", [Edit(0, 2, "Trời", "made")])
    >>> composed("Ａi sắp mưa?", both.trail)[0]
    Segment(old='Ａi', new='Trời', rules=(('encoding', 'fullwidth'), ('cjk', 'made')))
    """
    segments = [Segment(text, text)] if text else []
    for change in changes:
        segments = list(_changed(_split(segments, change), change))
    return segments


def _split(segments: list[Segment], change: Change) -> list[Segment]:
    """Return the segments, those that are as they were cut where an edit begins or ends."""
    places = sorted({place for edit in change.edits for place in (edit.start, edit.end)})
    made: list[Segment] = []
    at = index = 0
    for segment in segments:
        end = at + len(segment.new)
        while index < len(places) and places[index] < end:
            if not segment.rules and places[index] > at:
                size = places[index] - at
                made.append(Segment(segment.new[:size], segment.new[:size]))
                segment = Segment(segment.new[size:], segment.new[size:])
                at = places[index]
            index += 1
        made.append(segment)
        at = end
    return made


def _changed(segments: list[Segment], change: Change) -> Iterator[Segment]:
    """Yield the segments with the edits of one change in them."""
    waiting, edits = deque(segments), deque(change.edits)
    at = 0  # in the text before the change
    while edits:
        edit = edits[0]
        if waiting and at + len(waiting[0].new) <= edit.start:
            at += len(waiting[0].new)
            yield waiting.popleft()
            continue
        # All that hangs together: an edit may meet many segments, and a segment that was put there many edits.
        met: list[Segment] = []
        done: list[Done] = []
        begin = end = need = at
        while edits and (not done or edits[0].start < end):
            done.append(edits.popleft())
            need = max(need, done[-1].end)
            if not met and waiting and done[0].start > at:
                need = max(need, at + 1)
            while waiting and end < need:
                met.append(waiting.popleft())
                end += len(met[-1].new)
        now = "".join(segment.new for segment in met)
        parts: list[str] = []
        last = begin
        for edit in done:
            parts += (now[last - begin : edit.start - begin], edit.new)
            last = edit.end
        parts.append(now[last - begin :])
        rules = [*(rule for segment in met for rule in segment.rules), *((change.stage, edit.rule) for edit in done)]
        yield Segment("".join(segment.old for segment in met), "".join(parts), tuple(dict.fromkeys(rules)))
        at = end
    yield from waiting
