"""Give records their text back as it was before a run, wholly or but for some of its changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from vncorpus.document import SPAN_FIELDS, Change, Document, replay, undo
from vncorpus.entries import entries, is_ours
from vncorpus.errors import UsageError
from vncorpus.look.choice import Choice, hint
from vncorpus.look.regions import Left, without
from vncorpus.look.source import Seen, Source
from vncorpus.look.trail import Trails, mark
from vncorpus.run import records
from vncorpus.run.account import SHOWN
from vncorpus.run.files import label, same_file, say
from vncorpus.run.outputs import Output
from vncorpus.stages import PIPELINE


def undone(document: Document, trail: tuple[Change, ...], chosen: Choice) -> tuple[Document, Left]:
    """Return the document without the chosen changes, and what of the trail is left.

    The record is put right with its text: the entry of a stage counts what is left of it, and goes with the last of
    it; spans go where the text changes; what a stage put beside the text goes with the stage. Where everything is
    undone, the spans that our annotators made go as well, so that the record is what came in.

    Raises ValueError where the trail does not end with this text.
    """
    before = undo(document.text, trail)
    left = without(before, trail, chosen.takes)
    gone = Counter((trail[number].stage, trail[number].edits[place].rule) for number, place in left.gone)
    remains = {change.stage for change in left.trail}
    fields = dict(document.fields)
    own = entries(document)
    if left.text != document.text:
        fields = {name: value for name, value in fields.items() if name not in SPAN_FIELDS}
    spans = {stage.name: stage.field for stage in PIPELINE if stage.kind == "annotator"}
    for entry in own:
        if entry["stage"] in spans and chosen.names(entry["stage"], ""):
            fields.pop(spans[entry["stage"]], None)
    for change in reversed(trail):
        if change.stage not in remains:
            _take_out(fields, change.put)
            # A line that stays may have been taken into a field: the entry counts that under the name of the field.
            gone.update((change.stage, f"{name}:{rest[0]}") for name, *rest in change.put if len(rest) == 2)
    kept = [entry for entry in own if entry["stage"] not in spans or spans[entry["stage"]] in fields]
    _put_entries(fields, _renewed(kept, before, left, gone, {change.stage for change in trail}))
    return Document(left.text, fields), replace(left, trail=_with_put(left.trail, trail))


def _with_put(left: tuple[Change, ...], trail: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return what is left with what each stage put beside the text, which goes only with the last of the stage."""
    last = {change.stage: place for place, change in enumerate(left)}
    made = [replace(change, put=()) for change in left]
    for change in trail:
        if change.put and change.stage in last:
            made[last[change.stage]] = replace(made[last[change.stage]], put=change.put)
    return tuple(made)


def _take_out(fields: dict[str, Any], put: tuple[tuple[Any, ...], ...]) -> None:
    """Take out what a stage put in, where it is still what the stage put in."""
    for name, *rest in reversed(put):
        values = fields.get(name)
        if len(rest) == 2 and isinstance(values, dict) and rest[0] in values and values[rest[0]] == rest[1]:
            fields[name] = {key: value for key, value in values.items() if key != rest[0]}
        elif len(rest) == 1 and values == {}:
            if rest[0] is None:
                fields[name] = None
            else:
                del fields[name]


def _renewed(
    own: list[dict[str, Any]], before: str, left: Left, gone: Counter[tuple[str, str]], stages: set[str]
) -> list[dict[str, Any]]:
    """Return the entries of the stages as they are without the changes that have gone."""
    begins: dict[str, str] = {}
    ends: dict[str, str] = {}
    text = before
    for change in left.trail:
        begins.setdefault(change.stage, text)
        text = ends[change.stage] = replay(text, [change])
    made = []
    text = before
    reached = False
    for entry in own:
        stage = entry["stage"]
        counts = entry.get("rules")
        rules = {
            rule: count - gone[stage, rule] for rule, count in (counts if isinstance(counts, dict) else {}).items()
        }
        rules = {rule: count for rule, count in rules.items() if count > 0}
        reached = reached or stage in stages
        if stage in stages:
            text = ends.get(stage, text)
        if rules and reached:
            made.append({**entry, "in": mark(begins.get(stage, text)), "out": mark(text), "rules": rules})
        elif rules or stage not in stages:
            made.append(entry)
    return made


def _put_entries(fields: dict[str, Any], entries_: list[dict[str, Any]]) -> None:
    own = fields.get("vncorpus")
    if not isinstance(own, dict) or not is_ours(own) or not isinstance(own.get("stages"), list):
        return
    ours = [entry for entry in own["stages"] if isinstance(entry, dict) and isinstance(entry.get("stage"), str)]
    foreign = [entry for entry in own["stages"] if entry not in ours]
    rest = [*foreign, *entries_]
    if rest or set(own) != {"v", "stages"}:
        fields["vncorpus"] = {**own, "stages": rest}
    else:
        del fields["vncorpus"]


@dataclass
class Counts:
    """Count what was undone."""

    records: int = 0
    changed: int = 0
    edits: int = 0
    held: int = 0
    untold: Counter[str] = field(default_factory=Counter)  # records that a stage changed, of which no trace tells

    @property
    def partly(self) -> bool:
        """Tell whether something that was asked for could not be undone."""
        return self.held > 0 or self.untold.total() > 0

    def summary(self) -> str:
        """Return the line that ends the command."""
        why = ", for a later change that stays has rewritten their words" if self.held else ""
        return (
            f"vncorpus undo: {self.records:,} records, {self.changed:,} changed back; "
            f"{self.edits:,} changes undone, {self.held:,} kept{why}"
        )


def run(path: Path, trace: Path, output: Path, rest: Path | None, chosen: Choice, *, quiet: bool) -> Counts:
    """Undo the chosen changes of a file of records, and write it, and the trace of what is left, whole or not at all.

    Raises UsageError for a text and for places that clash, DataError where the trace is not that of the file.
    """
    for name, place in (("-o", output), ("--rest", rest)):
        if place and (same_file(path, place) or same_file(trace, place)):
            raise UsageError(f"{name} would be written over an input, {place}; name another file")
    if rest and (rest == output or same_file(rest, output)):
        raise UsageError(f"-o and --rest are both written to {rest}; name another file for one of them")
    counts = Counts()
    trails = Trails(trace)
    known: set[tuple[str, str]] = set()
    outputs = [Output(output), *([Output(rest)] if rest else [])]
    try:
        for seen in Source(path, strict=True):
            if seen.is_text:
                raise UsageError(f"{label(path)} is text, and a trail fits records; run `clean --to jsonl`")
            line = seen.line
            trail = trails.of(seen)
            known.update((change.stage, edit.rule) for change in trail for edit in change.edits)
            told = {change.stage for change in trail}
            counts.untold.update(
                entry["stage"]
                for entry in entries(seen.document)
                if entry.get("in") != entry.get("out") and entry["stage"] not in told
            )
            after, left = undone(seen.document, trail, chosen)
            _tell(seen, trail, left, counts)
            if after != seen.document:
                counts.changed += 1
                line = records.dump(line, seen.document, after)
            outputs[0].write(line + b"\n")
            for change in left.trail if rest else ():
                outputs[1].write(trace_line(seen, change))
        wrong = trails.rest(path)
        if wrong:
            raise wrong
        for each in outputs:
            each.commit()
    except BaseException:
        for each in outputs:
            each.discard()
        raise
    if not counts.edits and not counts.held and not chosen.all:
        say(f"vncorpus undo: {hint(chosen, (rule for _, rule in known))}")
    stages = {stage for stage, _ in known if not chosen.stages or stage in chosen.stages}
    if known:  # a pipe has a trace for each stage; one that holds nothing is of none
        counts.untold = Counter({stage: count for stage, count in counts.untold.items() if stage in stages})
    for stage, count in counts.untold.items():
        say(f"vncorpus undo: {count:,} records that {stage} changed are not in the trace, and stay as they are")
    if not quiet:
        say(counts.summary())
    return counts


def trace_line(seen: Seen, change: Change) -> bytes:
    """Return a line of a trace, as a run writes it."""
    key = records.key(seen.line, seen.document)
    if key is None:
        key = records.dumps({"id": None, "file": seen.place, "line": seen.number})[1:-1]
    row = {"stage": change.stage, "edits": [list(edit) for edit in change.edits]}
    rest = records.dumps({**row, "put": change.put} if change.put else row)
    return b"{" + key + b"," + rest[1:] + b"\n"


def _tell(seen: Seen, trail: tuple[Change, ...], left: Left, counts: Counts) -> None:
    counts.records += 1
    counts.edits += len(left.gone)
    for number, place in sorted(left.held):
        change = trail[number]
        edit = change.edits[place]
        counts.held += 1
        if counts.held <= SHOWN:
            say(
                f"{seen.place}: {change.stage} {edit.rule} ({edit.old!r} to {edit.new!r}) stays: changed again after it"
            )
