"""Hold the samples to gold: each file is one step from the one before, and the end is what an editor wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run
from vncorpus import clean, undo
from vncorpus.look import trail as trail_of
from vncorpus.stages import PIPELINE

STEPS = [f"{number}-{stage.name}.jsonl" for number, stage in enumerate(PIPELINE, 1)]


@pytest.fixture(params=SAMPLES, ids=lambda path: path.name)
def sample(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_text(sample: Path) -> None:
    raw = (sample / "0-raw.txt").read_bytes().decode("utf-8")
    assert clean(raw) + "\n" == (sample / "expected.txt").read_text(encoding="utf-8")


def test_steps(sample: Path, vncorpus: Run, tmp_path: Path) -> None:
    before = sample / "0-raw.jsonl"
    for step, stage in zip(STEPS, PIPELINE, strict=True):
        done = vncorpus(stage.name, before)
        assert done.returncode == 0, done.stderr.decode()
        gold = sample / step
        assert done.stdout == gold.read_bytes(), f"{gold} is not what the code gives; see `make samples`"
        again = vncorpus(stage.name, stdin=done.stdout)
        assert again.stdout == done.stdout
        before = gold


def test_fused_is_piped_and_undoes(sample: Path, vncorpus: Run, tmp_path: Path) -> None:
    raw = sample / "0-raw.jsonl"
    fused = vncorpus("clean", raw, "--trace", "trace.jsonl")
    assert vncorpus("clean", stdin=fused.stdout).stdout == fused.stdout
    assert fused.stdout == (sample / STEPS[-1]).read_bytes()
    record = json.loads(raw.read_bytes())
    found = list(trail_of.read(tmp_path / "trace.jsonl"))
    assert {identity for identity, _ in found} == {record["id"]}
    trail = [change for _, change in found]
    assert undo(json.loads(fused.stdout)["text"], trail) == record["text"]
    rules: dict[str, int] = {}
    for entry in json.loads(fused.stdout)["vncorpus"]["stages"]:
        rules |= entry["rules"]
    for change in trail:
        assert set(change.rules()) <= set(rules)


def test_words_hold_the_text(sample: Path, vncorpus: Run) -> None:
    record = sample / STEPS[-1]
    words = vncorpus("export", "--to", "words", record).stdout.decode()
    text = json.loads(record.read_bytes())["text"]
    assert "".join(words.replace("_", "").split()) == "".join(text.replace("_", "").split())
