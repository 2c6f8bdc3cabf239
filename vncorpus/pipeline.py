r"""Run stages one after another over a document, and write down in its record what each one did.

This is what the commands, `clean` and Python callers share: one stage alone and five fused go through the
same few lines, so piping and fusing give the same bytes.

>>> pipeline = Pipeline(["encoding"])
>>> document = pipeline.run(Document("Ｔiếng\u00a0Việt"))
>>> document.text
'Tiếng Việt'
>>> [entry["rules"] for entry in document.fields["vncorpus"]["stages"]]
[{'fullwidth': 1, 'space:no-break': 1}]
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Literal, overload

from vncorpus.document import Change, Document
from vncorpus.entries import entries, is_by, mark, signed
from vncorpus.errors import RecordError, UsageError
from vncorpus.stage import Step
from vncorpus.stages import PIPELINE, named

#: What becomes of a bad record, and the field that says why.
OnError = Literal["stop", "mark"]
ERROR = "vncorpus_error"
#: A stage is run on what it gave until it finds nothing more: that is what makes a rerun free. Two rounds are
#: the rule (change, look again); the bound only keeps a bug from hanging a run.
ROUNDS = 6


class Pipeline:
    """Chain stages with their options. It holds no state, so it can be pickled and shared.

    `stages` are names, in any order; they run in that of the pipeline. `options` are the stages' options by
    their names in Python (`max_drop=0.5`), which are unique over the stages.

    Raises UsageError for a stage, an option or a user's table that is wrong, before any input is read.
    """

    def __init__(self, stages: Iterable[str] | None = None, **options: Any) -> None:
        wanted = {stage.name for stage in PIPELINE} if stages is None else {named(name).name for name in stages}
        steps = []
        known: set[str] = set()
        for stage in PIPELINE:
            names = {spec.name for spec in fields(stage.options)}
            known |= names
            if stage.name in wanted:
                chosen = stage.configured({name: value for name, value in options.items() if name in names})
                stage.check(chosen)
                steps.append(Step(stage, chosen))
        unknown = sorted(set(options) - known)
        if unknown:
            raise UsageError(f"no stage has an option {unknown[0]!r}; there are {', '.join(sorted(known))}")
        self.steps = tuple(steps)

    def run(self, document: Document, seconds: dict[str, float] | None = None) -> Document:
        """Return the document after every stage; the one that came in, itself, where none found anything.

        `seconds`, where given, gets the CPU time of each stage added to it.

        Raises RecordError, naming the stage, where a stage fails: one bad record must not end a run.
        """
        for step in self.steps:
            name = step.stage.name
            began = time.process_time() if seconds is not None else 0.0
            try:
                document = apply(step, document)
            except RecordError:
                raise  # the stage says what is wrong with the record
            except Exception as error:
                reason = f"the stage failed, which is a bug of vncorpus: {type(error).__name__}: {error}"
                raise RecordError("stage_failed", reason, name) from error
            finally:
                if seconds is not None:
                    seconds[name] = seconds.get(name, 0.0) + time.process_time() - began
        return document

    def map(self, records: Iterable[Mapping[str, Any]], on_error: OnError = "stop") -> Iterator[dict[str, Any]]:
        """Yield each record, a mapping that holds `text`, after every stage.

        With `on_error="mark"` a bad record goes out as it came, with the reason in `vncorpus_error`, and the others go
        on: what a cluster wants, where an exception ends the job of hours.

        Raises RecordError for a record without a text, or in which a stage fails.

        >>> [record["text"] for record in Pipeline(["cjk"]).map([{"text": "hãy dùng卷积 nhé"}])]
        ['hãy dùng tích chập nhé']
        >>> list(Pipeline(["cjk"]).map([{"text": None}], on_error="mark"))
        [{'text': None, 'vncorpus_error': 'read: "text" is NoneType, not a string'}]
        """
        for record in records:
            try:
                yield self.run(_document(record)).record(list(record))
            except RecordError as error:
                if on_error == "stop":
                    raise
                yield {**record, ERROR: f"{error.stage}: {error}"}

    @overload
    def batch(self, records: Mapping[str, Any], on_error: OnError = "stop") -> dict[str, Any]: ...

    @overload
    def batch(self, records: Iterable[Mapping[str, Any]], on_error: OnError = "stop") -> list[dict[str, Any]]: ...

    def batch(self, records: Any, on_error: OnError = "stop") -> Any:
        """Return a batch after every stage, in the shape in which it came: columns by name, or records.

        Columns are what `datasets.map(batched=True)` and `ray.data.map_batches` give, records what a partition of Spark
        holds. Columns have the same names and types in every batch, as Arrow wants it: `vncorpus` is JSON text there,
        empty where nothing was done, and `sentences` and `words` are lists; with `on_error="mark"` (see `map`) there is
        a column `vncorpus_error`, empty where all is well.

        Raises RecordError as `map` does.

        >>> Pipeline(["cjk"]).batch({"id": [1, 2], "text": ["dùng卷积 nhé", "xong"]})["text"]
        ['dùng tích chập nhé', 'xong']
        >>> [record["text"] for record in Pipeline(["cjk"]).batch([{"text": "dùng卷积 nhé"}])]
        ['dùng tích chập nhé']
        """
        if not isinstance(records, Mapping):
            return list(self.map(records, on_error))
        from vncorpus import columns

        fields = [step.stage.field for step in self.steps if step.stage.kind == "annotator"]
        made = [ERROR] if on_error == "mark" else []
        return columns.joined(self.map(columns.rows(records), on_error), records, [*fields, *made])


def _document(record: Mapping[str, Any]) -> Document:
    if "text" not in record:
        raise RecordError("no_text", 'the record has no "text"')
    fields = {name: value for name, value in record.items() if name != "text"}
    if not isinstance(record["text"], str):
        raise RecordError("text_not_string", f'"text" is {type(record["text"]).__name__}, not a string')
    return Document(record["text"], fields)


def apply(step: Step, document: Document) -> Document:
    """Return the document after one stage, with the stage's entry renewed where it did something."""
    return _edit(step, document) if step.stage.kind == "editor" else _annotate(step, document)


def _edit(step: Step, document: Document) -> Document:
    stage = step.stage
    after = stage.run(document, step.options)
    if after is document:
        return document
    for _round in range(1, ROUNDS):
        if after.still or after.text == document.text:
            break  # only marks: a second look would find the same
        again = stage.run(after, step.options)
        if again.text == after.text:
            break  # not taken: its marks would be counted twice
        after = again
    if after.text == document.text:
        known = entries(document)
        if len(after.trail) == len(document.trail) or any(is_by(entry, step) for entry in known):
            return document
    put = tuple(_put(document, after))
    if put:
        *before, last = after.trail
        trail = (*before, Change(last.stage, last.edits, put))
        after = Document(after.text, after.fields, trail, after.marks)
    rules: Counter[str] = Counter()
    for change in after.trail[len(document.trail) :]:
        rules += change.rules()
    rules += after.marks - document.marks
    return signed(step, document, after, rules)


def _put(before: Document, after: Document) -> Iterator[tuple[Any, ...]]:
    """Yield what a stage put into mappings beside the text, such as `metadata`, so that it can be taken out again."""
    for name, new in after.fields.items():
        old = before.fields.get(name)
        if isinstance(new, dict) and (old is None or isinstance(old, dict)) and new is not old:
            if old is None:
                yield name, None if name in before.fields else {}
            yield from ((name, key, value) for key, value in new.items() if key not in (old or {}))


def _annotate(step: Step, document: Document) -> Document:
    stage = step.stage
    for entry in entries(document):
        if is_by(entry, step) and entry.get("out") == mark(document) and document.spans(stage.field) is not None:
            return document
    after = stage.run(document, step.options)
    return signed(step, document, after, after.marks - document.marks)
