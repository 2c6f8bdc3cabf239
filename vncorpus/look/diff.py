"""Show what changed: two files, or what a run did to one, document after document."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vncorpus.document import Document
from vncorpus.entries import entries
from vncorpus.errors import UsageError
from vncorpus.look import paint, terminal
from vncorpus.look.changes import Compared, Reason, by_trail
from vncorpus.look.choice import Choice, hint
from vncorpus.look.compare import compare
from vncorpus.look.pairs import pairs
from vncorpus.look.rows import Fold, Row, clipped, folded, one_sided, rows, visible
from vncorpus.look.source import Seen, Source
from vncorpus.look.trail import Trails, mark
from vncorpus.run.files import label, say
from vncorpus.run.pieces import Kind

#: Lines that are shown of a document that stands in one file only.
ALONE = 5
SEED = 20_240_601


@dataclass(frozen=True)
class View:
    """Say how differences are shown. It can be pickled, for `clean` shows what its workers did."""

    coloured: bool = False
    side: bool = False
    context: int = 1
    full: bool = False
    columns: int = 100

    def document(self, title: str, more: str, compared: Compared, *, most: int | None = None) -> str:
        """Return a document as it is shown; `most` is the lines that are shown of it."""
        made = rows(compared)
        items: list[Row | Fold] = [*made]
        if not self.full:
            items = [item if isinstance(item, Fold) else clipped(item) for item in folded(made, self.context)]
        if most is not None and len(items) > most + 1:
            items = [*items[:most], Fold(len(items) - most)]
        return paint.heading(visible(title), visible(more), self.coloured) + (
            paint.side(items, self.coloured, self.columns) if self.side else paint.inline(items, self.coloured)
        )


def view(*, side: bool = False, context: int = 1, full: bool = False) -> View:
    """Return how differences are shown on this standard output."""
    return View(terminal.is_coloured(), side, context, full, terminal.width())


@dataclass
class Counts:
    """Count what was compared."""

    records: int = 0
    differ: int = 0
    changes: int = 0
    left: int = 0
    right: int = 0
    rules: Counter[Reason] = field(default_factory=Counter)

    def summary(self, names: tuple[str, str]) -> str:
        """Return the line that ends the command."""
        alone = [
            f"; {count:,} only in {name}" for count, name in zip((self.left, self.right), names, strict=True) if count
        ]
        return (
            f"vncorpus diff: {self.records:,} records, {self.differ:,} differ; {self.changes:,} changes{''.join(alone)}"
        )


@dataclass(frozen=True)
class Found:
    """Hold a document that changed: how it is called, what is said of it, and its differences."""

    title: str
    more: str
    compared: Compared
    alone: bool = False


@dataclass(frozen=True)
class Order:
    """Say which changes of which files are wanted."""

    path: Path
    other: Path | None = None
    trace: Path | None = None
    choice: Choice = Choice()
    identity: str | None = None
    sample: int | None = None
    kind: Kind = "auto"
    encoding: str = "auto"

    def check(self) -> None:
        """Raise UsageError where there is nothing to compare with, or too much."""
        if (self.other is None) == (self.trace is None):
            raise UsageError("diff takes two files, or one with the --trace of its run")
        if self.trace is None and not self.choice.all:
            raise UsageError("two files say nothing of rules; give one, with the --trace of its run")


def run(order: Order, view: View, *, quiet: bool) -> int:
    """Print the differences, and return how many records could not be read or found in the trace.

    Raises UsageError for an order that does not fit, DataError for a trace that is of another file.
    """
    order.check()
    counts = Counts()
    sources = [Source(path, order.kind, order.encoding) for path in (order.path, order.other) if path]
    problems: list[str] = []
    found = _by_trail(order, sources[0], counts, problems) if order.trace else _by_pairs(order, sources, counts)
    if order.sample is not None:
        found = _sampled(found, order.sample)
    with terminal.paged():
        for one in found:
            terminal.show(view.document(one.title, one.more, one.compared, most=ALONE if one.alone else None))
    for problem in problems:
        say(f"vncorpus diff: {problem}")
    if not counts.changes and not order.choice.all:
        say(f"vncorpus diff: {hint(order.choice, (reason.rule for reason in counts.rules))}")
    if not quiet:
        say(counts.summary((label(order.path), label(order.other) if order.other else "")))
    return sum(source.rejected for source in sources) + len(problems)


def _by_trail(order: Order, source: Source, counts: Counts, problems: list[str]) -> Iterator[Found]:
    assert order.trace  # noqa: S101
    trails = Trails(order.trace)
    for seen in source:
        was, now, trail = trails.story(seen)
        if not seen.has(order.identity):
            continue
        counts.records += 1
        compared = by_trail(was, now, trail)
        counts.rules += compared.count
        compared = compared.chosen(order.choice)
        if compared.count:
            counts.differ += 1
            counts.changes += compared.count.total()
            yield Found(titled(seen.document, seen.place), stages(compared.count), compared)
    wrong = trails.rest(order.path)
    if wrong:
        problems.append(str(wrong))


def _by_pairs(order: Order, sources: list[Source], counts: Counts) -> Iterator[Found]:
    for left, right in pairs(*sources):
        seen = right or left
        if not seen or not seen.has(order.identity):
            continue
        counts.records += 1
        if left and right:
            if left.document.text == right.document.text:
                continue
            compared = compare(left.document.text, right.document.text)
            counts.changes += len(compared.differences)
            yield Found(titled(right.document, f"{left.place}, {right.place}"), _said(left, right), compared)
        else:
            kind = "new" if right else "gone"
            counts.left, counts.right = counts.left + (kind == "gone"), counts.right + (kind == "new")
            where = label(sources[kind == "new"].path)
            alone = one_sided(seen.document.text, "new" if right else "gone")
            yield Found(titled(seen.document, seen.place), f"only in {where}", alone, alone=True)
        counts.differ += 1


def titled(document: Document, place: str) -> str:
    """Return how a document is called: its id and its place."""
    identity = document.fields.get("id")
    return place if identity in (None, place) else f"{identity} ({place})"


def stages(count: Counter[Reason]) -> str:
    """Return the changes by stage.

    >>> stages(Counter({Reason("cjk", "glossary:数据"): 2, Reason("cjk", "punctuation:，"): 1}))
    'cjk 3'
    """
    found: Counter[str] = Counter()
    for reason, number in count.items():
        found[reason.stage] += number
    return ", ".join(f"{stage} {number:,}" for stage, number in found.items())


def _said(left: Seen, right: Seen) -> str:
    """Return what the record says of how it came from the other: the entries from that text to this."""
    own = entries(right.document)
    begin = mark(left.document.text)
    at = next((n for n, entry in enumerate(own) if entry.get("in") == begin != entry.get("out")), len(own))
    chain = [entry for entry in own[at:] if entry.get("in") != entry.get("out")]
    if not chain or chain[-1].get("out") != mark(right.document.text):
        return ""
    count = Counter({Reason(e["stage"], rule): number for e in chain for rule, number in e.get("rules", {}).items()})
    return f"the record says: {stages(count)}"


def _sampled(found: Iterable[Found], size: int) -> Iterator[Found]:
    """Yield so many of the documents, chosen by chance that is the same in every run, in their order."""
    chance = random.Random(SEED)  # noqa: S311
    kept: list[tuple[int, Found]] = []
    for number, one in enumerate(found):
        if len(kept) < size:
            kept.append((number, one))
        elif (place := chance.randint(0, number)) < size:
            kept[place] = (number, one)
    for _, one in sorted(kept, key=lambda item: item[0]):
        yield one


def renderer(view: View) -> Callable[[bytes, Document, Document], bytes]:
    """Return how `clean` writes what it would change, in place of the record; nothing where it changes nothing."""
    return _Renderer(view)


@dataclass(frozen=True)
class _Renderer:
    view: View

    def __call__(self, _line: bytes, before: Document, after: Document) -> bytes:
        compared = by_trail(before.text, after.text, after.trail)
        if not compared.count:
            return b""
        identity = after.fields.get("id")
        title = "a record without id" if identity is None else f"{identity}"
        return self.view.document(title, stages(compared.count), compared).encode("utf-8", "backslashreplace")
