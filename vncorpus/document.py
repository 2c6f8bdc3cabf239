"""Hold one document, and be the only code that changes its text.

A stage proposes `Edit(start, end, new, rule)`; `Document.edited` applies them and keeps the trail. So
explaining, counting and undoing need nothing from a stage: they all read the trail.

>>> document = Document("hãy dùng卷积 nhé").edited("cjk", [Edit(8, 10, " tích chập", "glossary:卷积")])
>>> document.text
'hãy dùng tích chập nhé'
>>> undo(document.text, document.trail)
'hãy dùng卷积 nhé'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from operator import eq, le
from typing import Any, NamedTuple

Span = tuple[int, int]
#: Fields that hold offsets into the text: an edit makes them stale, so it removes them.
SPAN_FIELDS = ("sentences", "words")


class Edit(NamedTuple):
    """Propose that `text[start:end]` becomes `new`, because of `rule`.

    Offsets are code points of the text that the stage was given. An edit whose `new` is what already
    stands there changes nothing: it is a mark, the way to say "seen, and left as it is" in the trail.
    """

    start: int
    end: int
    new: str
    rule: str


class Done(NamedTuple):
    """Record an edit that was applied: `old` is what stood there, so it can be undone."""

    start: int
    end: int
    old: str
    new: str
    rule: str


@dataclass(frozen=True)
class Change:
    """Keep what one pass of a stage did to one text, in the order of the text.

    `put` is what the stage put into other fields, each as the path of keys and the value: `("metadata", "author",
    "Lan")`. A field that was not there comes first, as `("metadata", {})`, one that was null as `("metadata", None)`.
    """

    stage: str
    edits: tuple[Done, ...]
    put: tuple[tuple[Any, ...], ...] = ()

    def rules(self) -> Counter[str]:
        """Count the edits by rule."""
        return Counter(edit.rule for edit in self.edits)


#: Never altered: `annotated` makes a new one.
_NO_MARKS: Counter[str] = Counter()


@dataclass(frozen=True)
class Document:
    """Hold a text, the other fields of its record, and what was done to it in this run.

    `fields` are the record's values but for `text`, in their order; a stage reads them and never alters
    the mapping in place. `trail` grows by one `Change` a pass. `marks` counts what an annotator found.
    """

    text: str
    fields: dict[str, Any] = field(default_factory=dict)
    trail: tuple[Change, ...] = ()
    marks: Counter[str] = field(default_factory=lambda: _NO_MARKS)
    #: Whether the stage that made it knows that a second look finds nothing.
    still: bool = field(default=False, compare=False, repr=False)

    def edited(self, stage: str, edits: Iterable[Edit]) -> Document:
        """Return the document with the edits applied, all at once, and the trail longer by one change.

        Edits may come in any order and must not overlap; two insertions at one place are an overlap, for
        their order would be a guess. Spans go where the text changes, because they would point beside it.

        Raises ValueError where edits overlap or leave the text: that is a bug of the stage.

        >>> Document("ab").edited("x", [Edit(0, 1, "", "r"), Edit(1, 2, "c", "r")]).text
        'c'
        """
        ordered = sorted(edits)
        if not ordered:
            return self
        text = self.text
        starts, ends, news, rules = zip(*ordered, strict=True)
        if (
            starts[0] < 0
            or ends[-1] > len(text)
            or not all(map(le, starts, ends))
            or not all(map(le, ends, starts[1:]))
        ):
            raise ValueError(_misplaced(stage, ordered, len(text)))
        olds = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        if "" in olds and any(map(eq, zip(starts, ends, strict=True), zip(starts[1:], ends[1:], strict=False))):
            raise ValueError(_misplaced(stage, ordered, len(text)))
        kept = [text[start:end] for start, end in zip((0, *ends), (*starts, None), strict=True)]
        changed = "".join(chain.from_iterable(zip(kept, (*news, ""), strict=True)))
        done = map(
            tuple.__new__, repeat(Done), zip(starts, ends, olds, news, rules, strict=True)
        )  # Done(), twice as fast
        fields = self.fields
        if changed != text and any(name in fields for name in SPAN_FIELDS):
            fields = {name: value for name, value in fields.items() if name not in SPAN_FIELDS}
        return Document(changed, fields, (*self.trail, Change(stage, tuple(done))), self.marks)

    def annotated(self, marks: Counter[str], **fields: Any) -> Document:
        """Return the document with these fields set and these counts noted; the text stays."""
        return Document(self.text, {**self.fields, **fields}, self.trail, self.marks + marks)

    def settled(self) -> Document:
        """Return the document as one in which a second look of the stage that made it finds nothing."""
        return Document(self.text, self.fields, self.trail, self.marks, True)

    def record(self, order: list[str]) -> dict[str, Any]:
        """Return the record: `text` and the fields, in the order given, new ones after.

        >>> Document("b", {"id": 1, "words": []}).record(["id", "text", "gone"])
        {'id': 1, 'text': 'b', 'words': []}
        """
        values = {**self.fields, "text": self.text}
        return {name: values[name] for name in dict.fromkeys([*order, *values]) if name in values}

    def spans(self, name: str) -> list[Span] | None:
        """Return a field of spans, or None where the record has none that fit this text.

        >>> Document("ab cd", {"words": [[0, 2], [3, 5]]}).spans("words")
        [(0, 2), (3, 5)]
        >>> Document("ab", {"words": [[0, 9]]}).spans("words") is None
        True
        """
        value = self.fields.get(name)
        if not isinstance(value, list):
            return None
        spans: list[Span] = []
        at = 0
        for item in value:
            if not (isinstance(item, list | tuple) and len(item) == 2 and all(type(n) is int for n in item)):
                return None
            start, end = item
            if not at <= start < end <= len(self.text):
                return None
            spans.append((start, end))
            at = end
        return spans


def undo(text: str, trail: Sequence[Change]) -> str:
    """Return the text as it was before the changes of the trail, last change first.

    Raises ValueError where the text is not the one that the trail led to.
    """
    for change in reversed(trail):
        text = _swap(text, [(e.start, e.new, e.old) for e in change.edits], shifted=True)
    return text


def replay(text: str, trail: Sequence[Change]) -> str:
    """Return the text after the changes of the trail, first change first.

    Raises ValueError where the text is not the one that the trail began with.
    """
    for change in trail:
        text = _swap(text, [(e.start, e.old, e.new) for e in change.edits], shifted=False)
    return text


def _misplaced(stage: str, ordered: Sequence[Edit], size: int) -> str:
    """Say which edit overlaps the one before it, or leaves the text."""
    last: Edit | None = None
    for edit in ordered:
        at = last.end if last else 0
        if edit.start < at or not edit.start <= edit.end <= size or (last and edit[:2] == last[:2]):
            break
        last = edit
    return f"stage {stage}: edit {edit!r} overlaps {last!r} or leaves the text"


def _swap(text: str, parts: list[tuple[int, str, str]], *, shifted: bool) -> str:
    """Put `after` for `before` at each place; `shifted` says that places are those of the other text."""
    pieces: list[str] = []
    at = moved = 0
    for start, before, after in parts:
        start += moved
        if text[start : start + len(before)] != before:
            raise ValueError(f"the trail does not fit this text at {start}: expected {before!r}")
        pieces += (text[at:start], after)
        at = start + len(before)
        if shifted:
            moved += len(before) - len(after)
    pieces.append(text[at:])
    return "".join(pieces)
