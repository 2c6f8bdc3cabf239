"""Keep the account of a record: an entry for each stage that changed or marked something, in its field `vncorpus`."""

from __future__ import annotations

from collections import Counter
from typing import Any

from vncorpus.document import Document
from vncorpus.stage import Step, digest
from vncorpus.stages import PIPELINE

RECORD_VERSION = 1


def entries(document: Document) -> list[dict[str, Any]]:
    """Return the stages' entries of a record; none where the field is another program's."""
    own = document.fields.get("vncorpus")
    found = own.get("stages") if isinstance(own, dict) else None
    return [entry for entry in found if _is_entry(entry)] if isinstance(found, list) else []


def is_ours(own: object) -> bool:
    """Tell whether the field `vncorpus` of a record is ours; the content of another program's is not ours to lose."""
    return isinstance(own, dict) and own.get("v") == RECORD_VERSION and isinstance(own.get("stages", []), list)


def is_by(entry: dict[str, Any], step: Step) -> bool:
    """Tell whether an entry is of this stage, its version and options."""
    return (
        entry.get("stage") == step.stage.name
        and entry.get("version") == step.stage.version
        and entry.get("options") == step.fingerprint
    )


def signed(step: Step, before: Document, after: Document, rules: Counter[str]) -> Document:
    """Return `after` with the stage's entry put in, and the entries that no longer hold taken out."""
    stage = step.stage
    known = entries(before)
    at = next((index for index, entry in enumerate(known) if entry.get("stage") == stage.name), len(known))
    stale: set[str] = set()
    if after.text != before.text:
        # The entry is renewed in its place, and whatever came after it spoke of another text.
        stale = {other.name for other in PIPELINE if other.kind == "annotator"}
        known = [entry for entry in known[:at] if entry.get("stage") not in stale]
    elif stage.kind == "annotator":
        # Annotators build on the ones before them: words lie within sentences.
        later = PIPELINE[PIPELINE.index(stage) + 1 :]
        stale = {other.name for other in later}
        known = [entry for entry in known if entry.get("stage") not in stale | {stage.name}]
        gone = {other.field for other in later}
        fields = {key: value for key, value in after.fields.items() if key not in gone}
        after = Document(after.text, fields, after.trail, after.marks)
    else:
        del known[at : at + 1]
    begun = mark(before)
    known.append(
        {
            "stage": stage.name,
            "version": stage.version,
            "options": step.fingerprint,
            "in": begun,
            "out": begun if after.text == before.text else mark(after),
            "rules": dict(sorted(rules.items())),
        }
    )
    own = before.fields.get("vncorpus", {"v": RECORD_VERSION})
    if not is_ours(own):
        return after
    foreign = [entry for entry in own.get("stages", []) if not _is_entry(entry)]
    fields = {**after.fields, "vncorpus": {**own, "stages": [*foreign, *known]}}
    return Document(after.text, fields, after.trail, after.marks)


def mark(document: Document) -> str:
    """Return the hash of a text."""
    return digest(document.text.encode("utf-8", "surrogatepass"))


def _is_entry(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("stage"), str)
