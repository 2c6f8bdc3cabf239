"""Show one record as a person reads it: what is known of it, what was done to it, and its text with its marks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from vncorpus.document import SPAN_FIELDS, Document, Span
from vncorpus.entries import entries
from vncorpus.errors import NoInputError, UsageError
from vncorpus.look import paint, terminal
from vncorpus.look.diff import titled
from vncorpus.look.rows import shown, visible
from vncorpus.look.source import Seen, Source
from vncorpus.look.trail import Trails
from vncorpus.run.files import label, say
from vncorpus.run.pieces import Kind

#: Changes of a trail that are listed, and rules of a stage.
CHANGES = 40
RULES = 12
#: What stands between two sentences of a paragraph.
BETWEEN = "‖"
MISSING = {"sentences": "`vncorpus sentences` finds them", "words": "`vncorpus words` finds them"}

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Wanted:
    """Say which record is to be shown: by id, by the line of the file, or the first."""

    path: Path
    identity: str | None = None
    line: int | None = None
    trace: Path | None = None
    kind: Kind = "auto"
    encoding: str = "auto"

    def is_met(self, seen: Seen) -> bool:
        """Tell whether it is this record."""
        return seen.has(self.identity) and self.line in (None, seen.at)


def run(wanted: Wanted) -> int:
    """Print the record, and return how many before it could not be read.

    Raises UsageError where the file holds no such record, DataError for a trace of another file.
    """
    source = Source(wanted.path, wanted.kind, wanted.encoding)
    trails = Trails(wanted.trace) if wanted.trace else None
    coloured = terminal.is_coloured()
    for seen in source:
        story = trails.story(seen) if trails else None
        if not wanted.is_met(seen):
            continue
        changes: Pairs = []
        if story:
            done = [(change.stage, edit) for change in story.trail for edit in change.edits]
            for stage, edit in islice(done, CHANGES):
                what = "left as it is" if edit.old == edit.new else f"→ {_quoted(edit.new)}"
                changes.append((f"{stage} {visible(edit.rule)}", f"{_quoted(edit.old)} {what}"))
            if len(done) > CHANGES:
                changes.append(("…", f"{len(done) - CHANGES:,} more; `vncorpus diff --trace` shows them all"))
        if (
            wanted.trace
            and not changes
            and any(entry.get("in") != entry.get("out") for entry in entries(seen.document))
        ):
            say(f"vncorpus view: {seen.place} was changed, and {label(wanted.trace)} holds nothing of it")
        with terminal.paged():
            terminal.show(paint.heading(visible(titled(seen.document, seen.place)), "", coloured))
            for pairs in (_known(seen.document), _trail(seen.document), changes):
                if pairs:
                    terminal.show(paint.table(pairs, coloured) + "\n")
            terminal.show(paint.paragraphs(_paragraphs(seen.document), coloured))
        return source.rejected
    if wanted.identity is None and wanted.line is None:
        raise NoInputError(f"{label(wanted.path)} holds no record")
    which = f" with the id {wanted.identity}" if wanted.identity is not None else ""
    where = f" on line {wanted.line}" if wanted.line is not None else ""
    raise UsageError(f"{label(wanted.path)} holds no record{which}{where}")


def _quoted(text: str) -> str:
    made = shown(text, False).replace("\\x0a", "\\n")
    return f'"{made if len(made) <= 60 else f"{made[:60]} …"}"'


def _known(document: Document) -> Pairs:
    """Return what is known of a record: its fields, but for what is shown otherwise, and its size."""
    pairs: Pairs = []
    for name, value in document.fields.items():
        if name in (*SPAN_FIELDS, "vncorpus", "id"):
            continue
        if isinstance(value, dict):
            pairs += [(f"{name}.{key}", _plain(item)) for key, item in value.items()]
        else:
            pairs.append((name, _plain(value)))
    text = document.text
    size = [f"{len(text):,} characters", f"{sum(bool(line.strip()) for line in text.split(chr(10))):,} paragraphs"]
    for name in SPAN_FIELDS:
        spans = document.spans(name)
        if spans is not None:
            size.append(f"{len(spans):,} {name}")
        elif name in document.fields:
            size.append(f"{name} that do not fit this text")
        else:
            size.append(f"no {name} ({MISSING[name]})")
    return [*pairs, ("text", ", ".join(size))]


def _plain(value: Any) -> str:
    return visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def _trail(document: Document) -> Pairs:
    """Return what the stages say they did, and what a person should look at."""
    pairs: Pairs = []
    flags: dict[str, int] = {}
    for entry in entries(document):
        counts = entry.get("rules")
        rules = (
            {rule: count for rule, count in counts.items() if isinstance(count, int)}
            if isinstance(counts, dict)
            else {}
        )
        flags |= {rule: count for rule, count in rules.items() if rule.startswith("flag:")}
        most = sorted(rules.items(), key=lambda item: (-item[1], item[0]))
        told = [f"{visible(rule)} {count:,}" for rule, count in most[:RULES]]
        told += [f"{len(most) - RULES} more rules"] if len(most) > RULES else []
        pairs.append((f"{visible(entry['stage'])} (rules {_plain(entry.get('version', '?'))})", ", ".join(told)))
    if flags:
        pairs.append(("to look at", ", ".join(f"{visible(rule)} {count:,}" for rule, count in flags.items())))
    return pairs


def _paragraphs(document: Document) -> Iterator[tuple[int, list[paint.Piece]]]:
    """Yield each line that holds something, with its number, in pieces: text, words, marks of sentences."""
    text = document.text
    words = iter(document.spans("words") or [])
    word = next(words, None)
    begins = {start for start, _ in document.spans("sentences") or []}
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        end = at + len(line)
        pieces: list[paint.Piece] = []
        place = at
        while word and word[0] < end:
            pieces += _stretch(text, (place, word[0]), begins, at)
            if word[0] in begins and word[0] > at:
                pieces.append(paint.Piece("mark", f"{BETWEEN} "))
            pieces.append(paint.Piece("word", visible(text[word[0] : word[1]].replace("\n", " "))))
            place = word[1]
            word = next(words, None)
        pieces += _stretch(text, (place, end), begins, at)
        if line.strip():
            yield number, pieces
        at = end + 1


def _stretch(text: str, span: Span, begins: set[int], line: int) -> Iterator[paint.Piece]:
    """Yield what stands between two words, cut where sentences begin."""
    start, end = span
    at = start
    for place in sorted(begin for begin in range(start, end) if begin in begins and begin > line):
        yield paint.Piece("text", visible(text[at:place]))
        yield paint.Piece("mark", f"{BETWEEN} ")
        at = place
    if at < end:
        yield paint.Piece("text", visible(text[at:end]))
