"""Count what was done to texts, by stage and rule, and what was rejected."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from vncorpus.document import Change, Document
from vncorpus.errors import DataError
from vncorpus.look.frequent import Frequent
from vncorpus.look.tally import NAMES, Tally, family
from vncorpus.run.files import label, reading
from vncorpus.stages import PIPELINE

T = TypeVar("T")
#: What is counted of a rule in a trace: edits, those of them that changed nothing, characters taken and put, lines.
FIGURES = ("edits", "marks", "characters_out", "characters_in", "lines_dropped")


@dataclass
class Changes:
    """Count what was done by stage and rule: what records say of themselves, and what a trace says more exactly."""

    stages: dict[str, Tally] = field(default_factory=dict)
    changed: Counter[str] = field(default_factory=Counter)
    #: by stage and rule, as FIGURES names them
    traced: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    dropped: Frequent = field(default_factory=Frequent)

    def add(self, document: Document) -> None:
        """Count what the record says of itself; another program's field is passed over."""
        own = document.fields.get("vncorpus")
        entries = own.get("stages") if isinstance(own, dict) else None
        for entry in entries if isinstance(entries, list) else ():
            if not isinstance(entry, dict) or not isinstance(entry.get("stage"), str):
                continue
            stage = entry["stage"]
            self.changed[stage] += entry.get("in") != entry.get("out")
            tally = self.stages.setdefault(stage, Tally(other=family))
            rules = entry.get("rules")
            for rule, count in rules.items() if isinstance(rules, dict) else ():
                if isinstance(count, int):
                    tally.add(rule, count)

    def add_change(self, change: Change) -> None:
        """Count a change of a trace. A line is dropped where an edit leaves nothing of it but white space."""
        rules = self.traced.setdefault(change.stage, {})
        for _start, _end, old, new, rule in change.edits:
            figures = rules.get(rule)
            if figures is None:
                figures = rules.setdefault(rule if len(rules) < NAMES else family(rule), [0] * len(FIGURES))
            figures[0] += 1
            if old == new:
                figures[1] += 1
                continue
            figures[2] += len(old)
            figures[3] += len(new)
            if "\n" in old and not new.strip() and old.strip():
                for line in old.split("\n"):
                    if line.strip():
                        figures[4] += 1
                        self.dropped.add(line.strip())

    def rows(self) -> dict[str, Any]:
        """Return the counts of the records, for JSON."""
        return {
            stage: {"changed": self.changed[stage], "rules": dict(tally.most())}
            for stage, tally in _in_order(self.stages)
        }

    def trace(self) -> dict[str, Any]:
        """Return the counts of the trace, the most frequent rules first, for JSON."""
        return {
            stage: {
                rule: dict(zip(FIGURES, figures, strict=True))
                for rule, figures in sorted(rules.items(), key=lambda item: (-item[1][0], item[0]))
            }
            for stage, rules in _in_order(self.traced)
        }


def _in_order(stages: dict[str, T]) -> list[tuple[str, T]]:
    """Return the stages as they run, those that we do not have after them."""
    order = {stage.name: number for number, stage in enumerate(PIPELINE)}
    return sorted(stages.items(), key=lambda item: (order.get(item[0], len(order)), item[0]))


@dataclass
class Rejects:
    """Count what rejects files hold, by the kind of error and by the stage that failed."""

    files: list[str] = field(default_factory=list)
    records: int = 0
    errors: Tally = field(default_factory=lambda: Tally(1000))
    stages: Tally = field(default_factory=lambda: Tally(1000))

    def read(self, path: Path) -> None:
        """Count the records of a rejects file.

        Raises DataError, naming file and line, for a line that is none of it.
        """
        name = label(path)
        self.files.append(name)
        number = 0
        with reading(path) as handle:
            try:
                for line in handle:
                    number += 1
                    if line.strip():
                        self._add(json.loads(line))
            except (EOFError, OSError) as error:
                raise DataError(f"{name}: cut off or damaged ({error}); give the whole file") from error
            except (ValueError, KeyError, TypeError) as error:
                why = f" ({error})" if isinstance(error, ValueError) else ""
                raise DataError(
                    f"{name}:{number}: not a line of a rejects file{why}; give the file that --rejects wrote"
                ) from error

    def _add(self, row: dict[str, Any]) -> None:
        self.errors.add(row["error"])
        self.stages.add(row["stage"])
        self.records += 1

    def row(self) -> dict[str, Any]:
        """Return the counts, for JSON."""
        return {
            "files": self.files,
            "records": self.records,
            "errors": dict(self.errors.most()),
            "stages": dict(self.stages.most()),
        }
