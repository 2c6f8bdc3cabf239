"""Hold the model that is shipped to its file, to the same words everywhere, and to what it must not depend on."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, Run, cases
from vncorpus.errors import TableError
from vncorpus.stages.words import own, rules, shipped, viterbi
from vncorpus.stages.words.shipped import LABELS, SCALE, Shipped

#: Of the file that `python -m train` wrote; raise the version of the stage with it.
DIGEST = "b407111545a7c9d035f81dfe9bfa6088dbd36cefdd3209e58212677d1e8e3ee0"
LINES = [case["in"] for stage in ("words", "sentences", "cjk") for case in cases(stage)]


def _parts(text: str) -> list[str]:
    return [text[start:end] for start, end in rules.segment([text])[0]]


def test_the_file_is_the_one_that_was_measured() -> None:
    data = shipped.PATH.read_bytes()
    assert hashlib.sha256(data).hexdigest() == DIGEST
    assert len(data) < 5_000_000
    assert "CC BY-SA 4.0" in (shipped.PATH.parent / "words_model.LICENSE").read_text("utf-8")


def test_sums_are_exact_in_any_order() -> None:
    made, _ = shipped.read(shipped.PATH)
    tables = [made.single, made.rows, made.transitions, *made.classes, *made.marked]
    for table in tables:
        assert (table * SCALE == np.rint(table * SCALE)).all()
    assert sum(np.abs(table).max() for table in tables) * 32 * SCALE < 1 << 53


def test_batches_give_what_single_sentences_give() -> None:
    assert shipped.segment(LINES) == [shipped.segment([line])[0] for line in LINES]
    assert shipped.segment(LINES) == Shipped(shipped.PATH).segment(LINES[::-1])[::-1]


def test_the_best_path_of_a_word_s_parts() -> None:
    rng = np.random.default_rng(3)
    for size in range(1, 7):
        scores, transitions = rng.normal(size=(size, 2)), rng.normal(size=(3, 3))
        full = np.concatenate([np.zeros((size, 1)), scores], axis=1)
        allowed = {(0, 0), (0, 1), (1, 0), (1, 2), (2, 0), (2, 2)}
        best = max(
            (
                path
                for path in itertools.product(range(3), repeat=size)
                if path[0] == 0 and all(step in allowed for step in itertools.pairwise(path))
            ),
            key=lambda path: (
                sum(full[at, label] for at, label in enumerate(path))
                + sum(transitions[step] for step in itertools.pairwise(path))
            ),
        )
        assert viterbi.of_words(scores, [size], transitions) == list(best)
    assert len(LABELS) == 3


@settings(deadline=None, max_examples=200)
@example("nốt \U0001d160", "lower")
@given(st.sampled_from(LINES) | st.text(max_size=30), st.sampled_from(["NFC", "NFD", "upper", "title", "lower"]))
def test_nothing_is_lost(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text) if form.startswith("NF") else getattr(text, form)()  # type: ignore[arg-type]
    (given_words,) = shipped.segment([text])
    for words in (given_words, rules.over(text, given_words)):
        assert "".join("".join(text[start:end].split()) for start, end in words) == "".join(text.split())
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(words))
        assert all(start < end for start, end in words)


@pytest.mark.parametrize(
    ("one", "other"), [("hòa bình", "hoà bình"), ("sức khỏe", "sức khoẻ"), ("Thủy Nguyên", "Thuỷ Nguyên")]
)
def test_the_tone_style_and_the_form_do_not_count(one: str, other: str) -> None:
    for text in (one, other, unicodedata.normalize("NFD", one)):
        assert _parts(f"Giữ {text} cho con") == ["Giữ", text, "cho", "con"]


def test_capitals_and_no_marks() -> None:
    assert _parts("CHÍNH PHỦ BAN HÀNH NGHỊ ĐỊNH MỚI") == ["CHÍNH PHỦ", "BAN HÀNH", "NGHỊ ĐỊNH", "MỚI"]
    assert _parts("khong ai biet gi ca") == ["khong", "ai", "biet", "gi", "ca"]


def test_the_fast_way_cuts_as_the_pattern_does() -> None:
    slow = own.Tokenizer(own.pattern(frozenset()), 0, {}, {}, len, after=" a")
    for line in LINES:
        assert list(own.pieces(line)) == list(slow.all_pieces(line))


@pytest.mark.parametrize("damage", ["cut", "empty", "other", "absent"])
def test_a_damaged_model_is_told(damage: str, tmp_path: Path) -> None:
    place = tmp_path / "words_model.npz"
    data = shipped.PATH.read_bytes()
    if damage != "absent":
        place.write_bytes({"cut": data[: len(data) // 2], "empty": b"", "other": b"{}"}[damage])
    with pytest.raises(TableError, match="install vncorpus anew"):
        shipped.read(place)


def test_an_unknown_model_is_told_and_the_default_needs_no_cache(vncorpus: Run, tmp_path: Path) -> None:
    line = json.dumps({"text": "Nhà trường họp"}).encode() + b"\n"
    done = vncorpus("words", "-q", "--model", "phobert", stdin=line)
    assert done.returncode == 2 and b"vncorpus" in done.stderr and b"underthesea" in done.stderr
    done = vncorpus("words", "-q", stdin=line, env={"XDG_CACHE_HOME": str(tmp_path)})
    assert json.loads(done.stdout)["words"] == [[0, 10], [11, 14]] and not list(tmp_path.iterdir())


def test_training_is_no_part_of_what_is_installed() -> None:
    assert (ROOT / "train" / "REPORT.md").is_file()
    assert not [path for path in (ROOT / "vncorpus").rglob("*.py") if "import train" in path.read_text("utf-8")]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted in /proc")
def test_the_command_starts_no_threads_of_linear_algebra() -> None:
    code = (
        "import os, sys\nfrom vncorpus.cli import run\nsys.argv = ['vncorpus', 'words', '-q']\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        "print('numpy' in sys.modules, len(os.listdir('/proc/self/task')))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    record = '{"text": "Nhà trường họp."}\n'
    done = subprocess.run(
        [sys.executable, "-c", code], input=record, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "True 1"
