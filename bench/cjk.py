"""Measure the cjk stage on labelled lines: stray or not, and how many changes are acceptable.

    python bench/cjk.py [FILE] [-v] [--any] [--half 0|1]

A line of the file is {"text", "kind", "spans": [{"start", "end", "accept": [...]}]}; kind is `stray` or another.
`--half 0` takes the even lines only, the ones that rules were tuned on; `--half 1` those that were held back.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from vncorpus.document import Document
from vncorpus.pipeline import Pipeline

DATA = Path(os.environ.get("VNCORPUS_DATA", "../shared/data"))
MENDED = ("glossary:", "dictionary:", "pattern:", "half:", "reading:", "composed:", "resolver:")


def measure(path: Path, verbose: bool, confidence: str = "high", half: int | None = None) -> dict[str, float]:
    """Return the figures as shares."""
    pipeline = Pipeline(["cjk"], confidence=confidence)
    stray = told = changed = good = others = wrong = false = right = claimed = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if half is not None and number % 2 != half:
            continue
        row = json.loads(line)
        edits = [edit for change in pipeline.run(Document(row["text"])).trail for edit in change.edits]
        found = [edit for edit in edits if edit.rule.startswith((*MENDED, "flag:stray"))]
        mended = [edit for edit in found if edit.rule.startswith(MENDED)]
        claimed += len(found)
        if row["kind"] != "stray":
            others += 1
            false += bool(found)
            wrong += bool(mended)
            if found and verbose:
                print("false", row["kind"], [(e.old, e.rule) for e in found], row["text"][:90])
            continue
        right += len(found)
        for span in row["spans"]:
            stray += 1
            if any(edit.old.strip() in span["run"] or span["run"] in edit.old for edit in found):
                told += 1
            elif verbose:
                print("missed", span["run"], [(e.old, e.rule) for e in edits], row["text"][:90])
        for edit in mended:
            changed += 1
            accepted = [new.lower() for span in row["spans"] if span["run"] in edit.old for new in span["accept"]]
            if edit.new.strip().lower() in accepted:
                good += 1
            elif verbose:
                print("differs", edit.rule, repr(edit.new), accepted, row["text"][:90])
        for edit in found if verbose else ():
            if edit.rule == "flag:stray":
                print("left", edit.old, [s["accept"][:2] for s in row["spans"] if s["run"] == edit.old])
    return {
        "recall": told / max(1, stray),
        "precision of runs": right / max(1, claimed),
        "precision of lines": 1 - false / max(1, others + false),
        "other lines changed": wrong / max(1, others),
        "acceptable of changed": good / max(1, changed),
        "stray mended": good / max(1, stray),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", type=Path, default=DATA / "cjk" / "dev.jsonl")
    parser.add_argument("-v", dest="verbose", action="store_true")
    parser.add_argument("--any", action="store_true")
    parser.add_argument("--half", type=int)
    given = parser.parse_args()
    found = measure(given.file, given.verbose, "any" if given.any else "high", given.half)
    for name, value in found.items():
        print(f"{name:24} {value:.3f}")
