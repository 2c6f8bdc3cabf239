"""Measure the cjk stage on labelled lines: stray or not, and how many changes are acceptable.

    python bench/cjk.py [FILE] [-v]

A line of the file is {"text", "kind", "spans": [{"start", "end", "accept": [...]}]}; kind is `stray` or another.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from vncorpus.document import Document
from vncorpus.pipeline import Pipeline

DATA = Path(os.environ.get("VNCORPUS_DATA", "../shared/data"))


def measure(path: Path, verbose: bool, confidence: str = "high") -> dict[str, float]:
    """Return the figures as shares."""
    pipeline = Pipeline(["cjk"], confidence=confidence)
    stray = told = changed = good = others = wrong = false = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        edits = [edit for change in pipeline.run(Document(row["text"])).trail for edit in change.edits]
        found = [edit for edit in edits if edit.rule.startswith(("glossary:", "flag:stray"))]
        glossed = [edit for edit in found if edit.rule.startswith("glossary:")]
        if row["kind"] != "stray":
            others += 1
            false += bool(found)
            wrong += bool(glossed)
            if found and verbose:
                print("false", row["kind"], [(e.old, e.rule) for e in found], row["text"][:90])
            continue
        for span in row["spans"]:
            stray += 1
            if any(edit.old in span["run"] or span["run"] in edit.old for edit in found):
                told += 1
            elif verbose:
                print("missed", span["run"], [(e.old, e.rule) for e in edits], row["text"][:90])
        for edit in glossed:
            changed += 1
            accepted = [
                new.lower()
                for span in row["spans"]
                if edit.old == row["text"][span["start"] : span["end"]]
                for new in span["accept"]
            ]
            if edit.new.strip().lower() in accepted:
                good += 1
            elif verbose:
                print("differs", edit.old, repr(edit.new), accepted)
    return {
        "recall": told / max(1, stray),
        "precision of lines": 1 - false / max(1, others + false),
        "other lines changed": wrong / max(1, others),
        "acceptable of changed": good / max(1, changed),
        "stray mended": good / max(1, stray),
    }


if __name__ == "__main__":
    names = [argument for argument in sys.argv[1:] if argument != "-v"]
    for name, value in measure(Path(names[0]) if names else DATA / "cjk" / "dev.jsonl", "-v" in sys.argv).items():
        print(f"{name:24} {value:.3f}")
