"""Check the figures of a corpus against a slow count by hand, and that they stay bounded and the same."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, SAMPLES, Run
from vncorpus.look.bars import bar
from vncorpus.look.frequent import Frequent
from vncorpus.look.lengths import Lengths

RAW = [sample / "0-raw.jsonl" for sample in SAMPLES]
HOSTILE = "Một dòng \x1b[31mđỏ\x1b[0m lặp lại"


@pytest.fixture
def cleaned(vncorpus: Run, tmp_path: Path) -> Path:
    done = vncorpus("clean", "-q", *RAW, "-o", "out.jsonl", "--trace", "trace.jsonl", "--report", "run.json")
    assert done.returncode == 0
    return tmp_path / "out.jsonl"


def test_figures_are_those_of_a_count_by_hand(vncorpus: Run, cleaned: Path) -> None:
    rows = [json.loads(line) for line in cleaned.read_text().split("\n") if line]
    done = vncorpus("stats", cleaned, "--trace", "trace.jsonl", "--json")
    assert done.returncode == 0 and not done.stderr
    row = json.loads(done.stdout)
    texts = row["texts"]
    assert row["records"] == {"read": len(rows), "unreadable": 0}
    assert texts["characters"]["total"] == sum(len(one["text"]) for one in rows)
    assert texts["characters"]["least"] == min(len(one["text"]) for one in rows)
    assert texts["sentences"]["total"] == sum(len(one["sentences"]) for one in rows)
    assert texts["words"]["total"] == sum(len(one["words"]) for one in rows)
    assert texts["syllables"]["total"] == sum(len(re.findall(r"[^\W\d_]+", one["text"])) for one in rows)
    assert 0.95 < texts["syllables"]["valid_share"] < 1
    assert texts["language_guess"] == {"vi": len(rows), "other": 0, "too short": 0}
    assert texts["encoding"] == {"utf-8": len(rows)}
    report = json.loads((cleaned.parent / "run.json").read_text())
    for stage in report["stages"]:
        if stage["rules"]:
            name = stage["stage"]
            assert {rule: one["edits"] for rule, one in row["trace"][name].items()} == stage["rules"]
            # A record says the same, for these were never run before.
            assert row["stages"][name]["rules"] == stage["rules"]
    assert list(row["stages"]) == ["encoding", "boilerplate", "cjk", "sentences", "words"]


def test_characters_of_the_trace_balance(vncorpus: Run, cleaned: Path) -> None:
    before, after = (
        json.loads(vncorpus("stats", *files, "--json", *more).stdout)
        for files, more in (([*RAW], []), ([cleaned], ["--trace", "trace.jsonl"]))
    )
    moved = [figures for rules in after["trace"].values() for figures in rules.values()]
    taken, put = (sum(one[name] for one in moved) for name in ("characters_out", "characters_in"))
    assert before["texts"]["characters"]["total"] - taken + put == after["texts"]["characters"]["total"]


def test_dropped_lines_and_stray_chinese(vncorpus: Run, cleaned: Path) -> None:
    row = json.loads(vncorpus("stats", cleaned, "--trace", "trace.jsonl", "--json").stdout)
    assert row["lines"]["dropped"][0] == ["Thích Trả lời Trích dẫn Báo cáo", 3]
    assert row["lines"]["kept_missed"] == row["lines"]["dropped_missed"] == 0
    stdin = '{"text":"Máy đo星途 chạy tốt, dùng数据 mới."}\n{"text":"Lại gặp星途 ở đây."}\n'.encode()
    stray = json.loads(vncorpus("stats", "--json", stdin=stdin).stdout)["stray"]
    assert (stray["runs"], stray["resolvable"], stray["documents"]) == (3, 1, 2)
    assert stray["open"] == [["星途", 2]]


def test_what_is_no_record_is_told_and_counted(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text":"Trời sắp mưa rồi, về thôi."}\nnonsense\n{"text":"x"}\n')
    vncorpus("encoding", "a.jsonl", "-o", "b.jsonl")
    done = vncorpus("stats", "a.jsonl", "--json")
    assert done.returncode == 3
    assert b"a.jsonl:2: not JSON" in done.stderr
    row = json.loads(done.stdout)
    assert row["records"] == {"read": 3, "unreadable": 1} and row["rejects"] is None
    assert row["texts"]["language_guess"] == {"vi": 1, "other": 0, "too short": 1}
    beside = json.loads(vncorpus("stats", "b.jsonl", "--json").stdout)["rejects"]
    assert beside["records"] == 1 and beside["errors"] == {"not_json": 1}
    named = json.loads(vncorpus("stats", "a.jsonl", "--rejects", "b.jsonl.rejects.jsonl", "--json").stdout)["rejects"]
    assert named == beside
    done = vncorpus("stats", "b.jsonl", "--rejects", "a.jsonl")
    assert done.returncode == 65 and b"a.jsonl:1: not a line of a rejects file" in done.stderr


def test_a_pipe_gets_plain_text(vncorpus: Run, tmp_path: Path) -> None:
    text = "\n".join([HOSTILE] * 3)
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text, "vncorpus": 7}) + "\n" + '{"text":"", "metadata":[]}\n')
    done = vncorpus("stats", "a.jsonl", env={"COLUMNS": "100"})
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout and "�[31mđỏ�[0m".encode() in done.stdout
    coloured = vncorpus("stats", "a.jsonl", env={"FORCE_COLOR": "1", "TERM": "xterm-256color"})
    assert b"\x1b[" in coloured.stdout and b"\x1b[31m" not in coloured.stdout


def test_every_field_is_in_the_docs(vncorpus: Run, cleaned: Path) -> None:
    row = json.loads(vncorpus("stats", cleaned, "--trace", "trace.jsonl", "--json").stdout)
    docs = (ROOT / "docs" / "stats.md").read_text()
    fields = {*row, *row["records"], *row["texts"], *row["lines"], *row["stray"]}
    fields |= {*row["texts"]["syllables"], *row["texts"]["words"], *row["stages"]["cjk"]}
    fields |= {name for figures in row["trace"]["cjk"].values() for name in figures}
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`]+`", docs))))
    assert fields <= told


@given(st.lists(st.text("abcdefgh", max_size=2), max_size=300), st.integers(1, 8))
def test_the_bound_of_frequent_lines_holds(lines: list[str], kept: int) -> None:
    top, true = Frequent(kept), Counter(lines)
    for line in lines:
        top.add(line)
    shown = dict(top.most(1000))
    assert len(shown) <= 2 * kept
    assert top.missed * kept <= len(lines)
    for line, count in true.items():
        assert count - top.missed <= shown.get(line, 0) <= count


def test_long_lines_with_one_beginning_are_apart() -> None:
    top = Frequent()
    for end in "a", "b", "b":
        top.add("x" * 500 + end)
    assert [count for _line, count in top.most(9)] == [2, 1]


@given(st.lists(st.integers(0, 10**9)))
def test_every_length_is_in_its_bin(sizes: list[int]) -> None:
    lengths = Lengths()
    for size in sizes:
        lengths.add(size)
    bins = lengths.bins()
    assert sum(count for *_, count in bins) == len(sizes)
    for start, end, count in bins:
        assert count == sum(start <= size < end for size in sizes)


def test_a_bar_is_never_longer_than_its_place() -> None:
    assert bar(10, 10, 5) == "█████"
    assert all(len(bar(count, 99, 5)) <= 5 for count in range(100))
