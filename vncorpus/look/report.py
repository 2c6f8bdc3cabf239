"""Gather what a page shows of a run: figures, the flow of characters, rules with examples, a sample of documents."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from vncorpus.document import Change, Document, Done
from vncorpus.look.composed import composed
from vncorpus.look.documents import documents
from vncorpus.look.joined import History, Joined
from vncorpus.look.page import escaped
from vncorpus.look.runs import Sources
from vncorpus.look.sample import Reservoir, shown
from vncorpus.look.stats import Stats
from vncorpus.look.texts import Texts
from vncorpus.run.files import label
from vncorpus.run.pieces import Kind
from vncorpus.stages import PIPELINE

#: Rules that have examples, examples of each, characters of an example and on each side of it.
RULES = 3_000
EXAMPLES = 5
EXAMPLE = 240
AROUND = 70
#: Rules that the page lists; the others are counted together.
LISTED = 400
#: Lines of each kind that the page lists.
TOP = 20
#: Bytes that the documents of the sample may take together; a page must open on a phone.
ROOM = 6_000_000


@dataclass
class Flow:
    """Count characters through the stages. What an edit takes and puts at one place is rewritten, the rest is moved."""

    before: int = 0
    removed: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    rewritten: Counter[str] = field(default_factory=Counter)

    def add(self, change: Change) -> None:
        """Count a change."""
        removed = added = rewritten = 0
        for _start, _end, before, after, _rule in change.edits:
            if before != after:
                old, new = len(before), len(after)
                if old > new:
                    removed += old - new
                    rewritten += new
                else:
                    added += new - old
                    rewritten += old
        self.removed[change.stage] += removed
        self.added[change.stage] += added
        self.rewritten[change.stage] += rewritten

    def row(self) -> dict[str, Any]:
        """Return what goes into each stage and comes out of it, for JSON."""
        at, steps = self.before, []
        for stage in (stage.name for stage in PIPELINE if stage.kind == "editor"):
            step = {"stage": stage, "in": at, "removed": self.removed[stage], "added": self.added[stage]}
            at += self.added[stage] - self.removed[stage]
            steps.append({**step, "rewritten": self.rewritten[stage], "out": at})
        return {"in": self.before, "out": at, "steps": steps}


class Gathered:
    """Gather what a page shows, one document after another, in bounded memory."""

    def __init__(self, traces: list[Path], size: int, seed: int) -> None:
        self.stats = Stats(traced=bool(traces))
        self.flow = Flow()
        self.before = Texts()
        self.changed = 0
        self.matched = self.unmatched = 0
        self._joined = Joined(traces)
        self._chance = random.Random(seed)  # noqa: S311  a sample, no secret
        self._size = size
        self._drawn = Reservoir[Any](size, self._chance), Reservoir[Any](size, self._chance)
        self._examples: dict[tuple[str, str], Reservoir[dict[str, Any]]] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def add(self, name: str, number: int, document: Document) -> None:
        """Gather one document."""
        self.stats.add(document)
        history = self._joined.history(document)
        first = history.texts[0]
        changed = first != document.text or (not history.changes and _says_changed(document))
        self.changed += changed
        self.flow.before += len(first)
        self.before.add(Document(first))
        place = self.stats.texts.documents
        identity = document.fields.get("id")
        title = str(identity) if identity is not None else f"{name}:{number}"
        self.matched += len(history.changes)
        for change, text in zip(history.changes, history.texts, strict=False):
            self.stats.changes.add_change(change)
            self.flow.add(change)
            self._exemplify(change, text, place, title)
        drawn = self._drawn[0 if changed or history.changes else 1]
        drawn.offer(lambda: (place, self._entry(title, document, history, changed)))

    def finish(self) -> None:
        """Count what the traces hold of no document that was read."""
        for change in self._joined.rest():
            self.unmatched += 1
            self.stats.changes.add_change(change)

    def _exemplify(self, change: Change, text: str, place: int, title: str) -> None:
        for edit in change.edits:
            drawn = self._examples.get((change.stage, edit.rule))
            if drawn is None:
                if len(self._examples) == RULES:
                    continue
                drawn = self._examples[change.stage, edit.rule] = Reservoir(EXAMPLES, self._chance)
            drawn.offer(partial(_example, edit, text, place, title))

    def _number(self, stage: str, rule: str) -> int:
        return self._numbers.setdefault((stage, rule), len(self._numbers))

    def _entry(self, title: str, document: Document, history: History, changed: bool) -> dict[str, Any]:
        segments, hidden = shown(composed(history.texts[0], history.changes), self._number)
        return {
            "id": title[:EXAMPLE],
            "changed": changed,
            "in": len(history.texts[0]),
            "out": len(document.text),
            "hidden": hidden,
            "segments": segments,
        }

    def row(self, top: int) -> dict[str, Any]:
        """Return what the page shows, for JSON."""
        found = sorted(self._sample(), key=lambda item: item[0])
        taken, size = [], 0
        for place, entry in found:
            size += len(escaped(entry).encode("utf-8", "replace"))
            if size > ROOM:
                break
            taken.append({"place": place, **entry})
        # Where nothing of a trace belongs to these documents, nobody knows what they were before.
        known = self.stats.traced and (self.matched or not self.unmatched)
        return {
            "stats": self.stats.row(top),
            "changed": self.changed,
            "unmatched": self.unmatched,
            "flow": self.flow.row() if known else None,
            "before": self.before.row() if known else None,
            "rules": self._rules(),
            "names": [list(key) for key in self._numbers],
            "documents": taken,
            "left_out": len(found) - len(taken),
        }

    def _sample(self) -> list[tuple[int, dict[str, Any]]]:
        """Return the documents of the sample: three of four such as were changed, where there are both kinds."""
        changed, calm = (drawn.items for drawn in self._drawn)
        few = min(len(calm), max(self._size // 4, self._size - len(changed)))
        many = min(len(changed), self._size - few)
        return self._chance.sample(changed, many) + self._chance.sample(calm, few)

    def _rules(self) -> list[dict[str, Any]]:
        """Return the rules with their figures and examples, the most frequent first."""
        trace, records = self.stats.changes.trace(), self.stats.changes.rows()
        marking = {stage.name for stage in PIPELINE if stage.kind == "annotator"}  # sentences and words change nothing
        rows = [{"stage": stage, "rule": rule, **row} for stage, rules in trace.items() for rule, row in rules.items()]
        for stage, done in records.items():
            if stage not in trace and stage not in marking:
                rows += [{"stage": stage, "rule": rule, "edits": count} for rule, count in done["rules"].items()]
        rows.sort(key=lambda row: (-row["edits"], row["stage"], row["rule"]))
        rest = rows[LISTED:]
        rows = rows[:LISTED]
        for row in rows:
            drawn = self._examples.get((row["stage"], row["rule"]))
            row["examples"] = sorted(drawn.items, key=lambda item: item["place"]) if drawn else []
        if rest:
            rows.append({"stage": "", "rule": "", "rules": len(rest), "edits": sum(row["edits"] for row in rest)})
        return rows


def _example(edit: Done, text: str, place: int, title: str) -> dict[str, Any]:
    """Return an edit with what stood around it, cut to what a page can show."""
    return {
        "place": place,
        "id": title[:EXAMPLE],
        "left": text[max(0, edit.start - AROUND) : edit.start],
        "old": edit.old[:EXAMPLE],
        "new": edit.new[:EXAMPLE],
        "right": text[edit.end : edit.end + AROUND],
        "cut": max(len(edit.old), len(edit.new)) > EXAMPLE,
    }


def _says_changed(document: Document) -> bool:
    """Tell whether the record says that a stage changed its text."""
    own = document.fields.get("vncorpus")
    entries = own.get("stages") if isinstance(own, dict) else None
    return any(
        isinstance(entry, dict) and entry.get("in") != entry.get("out")
        for entry in (entries if isinstance(entries, list) else ())
    )


def gather(
    looked: Sources, *, from_: Kind, encoding: str, limit: int | None, sample: int, seed: int, top: int = TOP
) -> dict[str, Any]:
    """Return what a page shows of these files, as `page.page` takes it.

    Raises NoInputError, DataError as `documents`, `trail.read` and `Rejects.read` do.
    """
    gathered = Gathered(looked.traces, sample, seed)
    for found in documents(looked.files, from_, encoding, limit):
        if found.document is None:
            gathered.stats.pass_over(found)
        else:
            gathered.add(found.name, found.number, found.document)
    if limit is None:
        gathered.finish()
    for path in looked.rejects:
        gathered.stats.rejects.read(path)
    return {**gathered.row(top), "files": [label(path) for path in looked.files], "run": looked.run}
