"""Run every case of tests/cases: text, rules, undo, and that a second run changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import cases
from vncorpus import Document, Pipeline, replay, undo
from vncorpus.stages import PIPELINE

EDITORS = [stage.name for stage in PIPELINE if stage.kind == "editor"]
ANNOTATORS = [stage.name for stage in PIPELINE if stage.kind == "annotator"]


def _params(stages: list[str]) -> list[Any]:
    found = []
    for stage in stages:
        for case in cases(stage):
            marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if case.get("fails") else []
            found.append(pytest.param(stage, case, id=f"{case['at']}-{case['label']}", marks=marks))
    return found


@pytest.mark.parametrize(("stage", "case"), _params(EDITORS))
def test_editor(stage: str, case: dict[str, Any]) -> None:
    pipeline = Pipeline([stage], **case.get("options", {}))
    document = pipeline.run(Document(case["in"]))
    assert document.text == case.get("out", case["in"])
    if "rules" in case:
        rules = {edit.rule for change in document.trail for edit in change.edits}
        assert rules == set(case["rules"])
    assert undo(document.text, document.trail) == case["in"]
    assert replay(case["in"], document.trail) == document.text
    assert pipeline.run(Document(document.text, document.fields)).text == document.text


@pytest.mark.parametrize(("stage", "case"), _params(ANNOTATORS))
def test_annotator(stage: str, case: dict[str, Any]) -> None:
    pipeline = Pipeline([stage], **case.get("options", {}))
    document = pipeline.run(Document(case["in"]))
    assert document.text == case["in"]
    spans = document.spans(stage)
    assert spans is not None
    assert [case["in"][start:end] for start, end in spans] == case[stage]
    assert pipeline.run(document) is document


@pytest.mark.parametrize("stage", [*EDITORS, *ANNOTATORS])
def test_a_third_of_the_cases_are_negatives(stage: str) -> None:
    rows = list(cases(stage))
    unchanged = [case for case in rows if case["from"] == "negative" or ("out" not in case and stage in EDITORS)]
    single = [case for case in rows if stage in ANNOTATORS and case["from"] == "negative"]
    assert len(unchanged or single) * 3 >= len(rows)
    assert all(case["from"] in ("wild", "made", "negative") for case in rows)
    assert len({case["label"] for case in rows}) == len(rows)
