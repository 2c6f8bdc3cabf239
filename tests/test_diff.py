"""Diff: every change is shown once, where it is, with its rule; colours and a pager on a terminal only."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, SAMPLES, Run, cases
from vncorpus import Document, Pipeline
from vncorpus.look import compare as compare_of
from vncorpus.look.changes import Compared, by_trail
from vncorpus.look.compare import compare
from vncorpus.look.pairs import pairs
from vncorpus.look.rows import Fold, folded, rows, shown, visible
from vncorpus.look.source import Seen

TEXTS = [case["in"] for stage in ("encoding", "boilerplate", "cjk") for case in cases(stage)]
PIPELINE = Pipeline(["encoding", "boilerplate", "cjk"])
SMALL = st.text("ab cà\n卷", max_size=14)


def _back(compared: Compared) -> str:
    text = compared.now
    for one in reversed(compared.differences):
        text = text[: one.start] + compared.was[one.was_start : one.was_end] + text[one.end :]
    return text


@given(SMALL, SMALL, st.sampled_from([1, 8, 1_000_000]))
def test_two_texts(was: str, now: str, bound: int) -> None:
    old, compare_of.BOUND = compare_of.BOUND, bound
    try:
        compared = compare(was, now)
    finally:
        compare_of.BOUND = old
    assert _back(compared) == was
    assert bool(compared.differences) == (was != now)


@settings(deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
def test_rows_hold_both_texts(parts: list[str]) -> None:
    was = "\n".join(parts)
    after = PIPELINE.run(Document(was))
    compared = by_trail(was, after.text, after.trail)
    assert _back(compared) == was
    made = rows(compared)
    # What is not escaped for being seen is there, in order: the old text in what went and stayed, the new in the rest.
    for text, without in ((was, "new"), (after.text, "gone")):
        shown = "".join(span.text for row in made for span in row.spans if span.kind not in (without, "why"))
        assert _letters(shown) == _letters(text)
    assert sum(item.lines if isinstance(item, Fold) else 1 for item in folded(made, 1)) == len(made)
    assert all(row.changed or not any(span.kind in ("gone", "new", "why") for span in row.spans) for row in made)
    for row in made:
        if row.now:
            line = after.text.split("\n")[row.now - 1]
            assert all(_letters(span.text) in _letters(line) for span in row.spans if span.kind == "same")


def _letters(text: str) -> str:
    text = re.sub(r"\\(?:r|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})", "", visible(text))
    return "".join(char for char in text if char.isalpha())


def test_what_is_escaped_is_written_as_in_python() -> None:
    text = "a\xa0\u200bc\U000e0041c\r"
    assert shown(text, False).encode("ascii").decode("unicode_escape") == text


def test_nothing_is_obeyed() -> None:
    hostile = "đỏ \x1b[31m\x1b]0;tên\x07\u202egnuđ\x9b"
    compared = compare(hostile + " cũ", hostile + " mới\x1b[2J")
    shown = "".join(span.text for row in rows(compared) for span in row.spans)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char == "\u202e" for char in shown)


def _seen(number: int, identity: Any = ...) -> Seen:
    fields = {} if identity is ... else {"id": identity}
    return Seen(f"f:{number}", number, b"x", Document("t", fields), False)


def test_pairs() -> None:
    left = [_seen(n, i) for n, i in enumerate("abcde", 1)]
    right = [_seen(n, i) for n, i in enumerate("acbef", 1)]
    made = [(a and a.document.fields["id"], b and b.document.fields["id"]) for a, b in pairs(left, right)]
    assert sorted(made, key=str) == sorted(
        [("a", "a"), ("b", "b"), ("c", "c"), ("e", "e"), ("d", None), (None, "f")], key=str
    )
    twice = [
        (a.number, b.number)
        for a, b in pairs([_seen(1, "a"), _seen(2, "a")], [_seen(1, "a"), _seen(2, "a")])
        if a and b
    ]
    assert twice == [(1, 1), (2, 2)]
    by_place = [(a.number, b.number) for a, b in pairs([_seen(1), _seen(2)], [_seen(1, "x"), _seen(2, "y")]) if a and b]
    assert by_place == [(1, 1), (2, 2)]


def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vncorpus.look.pairs.WAITING", 2)
    made = list(pairs((_seen(n, n) for n in range(9)), (_seen(n, n) for n in reversed(range(9)))))
    assert all((a or b) and (a is None or b is None or a.number == b.number) for a, b in made)
    assert {seen.number for pair in made for seen in pair if seen} == set(range(9))
    assert len(made) > 9


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_edit_of_a_sample_is_shown(sample: Path, vncorpus: Run, tmp_path: Path) -> None:
    vncorpus("clean", sample / "0-raw.jsonl", "--trace", "t.jsonl", "-o", "out.jsonl")
    edits = [
        (json.loads(line)["stage"], edit)
        for line in (tmp_path / "t.jsonl").read_text("utf-8").splitlines()
        for edit in json.loads(line)["edits"]
    ]
    rules = {(stage, edit[4]) for stage, edit in edits if edit[2] != edit[3]}
    ways = (["out.jsonl"], [sample / "0-raw.jsonl"], [sample / "0-raw.txt"])
    for way in ways:
        done = vncorpus("diff", *way, "--trace", "t.jsonl")
        assert done.returncode == 0, done.stderr.decode()
        shown = done.stdout.decode()
        for stage, rule in rules:
            assert re.search(rf"‹[^›]*{stage} [^›;]*{re.escape(rule)}[^›]*›", shown), (stage, rule)
        assert f"{len([1 for _, edit in edits if edit[2] != edit[3]])} changes" in done.stderr.decode()
    stage, rule = sorted(rules)[0]
    only = vncorpus("diff", "out.jsonl", "--trace", "t.jsonl", "--rule", rule, "--stage", stage)
    assert {each for label in re.findall("‹(.+?)›", only.stdout.decode()) for each in [label]} >= {f"{stage} {rule}"}
    assert (
        vncorpus("diff", sample / "0-raw.jsonl", sample / "5-words.jsonl").stdout.decode().count("the record says") == 1
    )


def _lines(count: int) -> list[str]:
    return [json.dumps({"id": f"a{n}", "text": f"bài số {n}，hết。"}, ensure_ascii=False) + "\n" for n in range(count)]


def _ready(tmp_path: Path, vncorpus: Run, count: int = 30) -> None:
    (tmp_path / "in.jsonl").write_text("".join(_lines(count)), "utf-8")
    done = vncorpus("cjk", "in.jsonl", "--trace", "t.jsonl", "-o", "out.jsonl")
    assert done.returncode == 0


def test_choosing(vncorpus: Run, tmp_path: Path) -> None:
    _ready(tmp_path, vncorpus)
    one = vncorpus("diff", "in.jsonl", "out.jsonl", "--id", "a7")
    assert (
        one.stdout.decode()
        == "== a7 (in.jsonl:8, out.jsonl:8) == the record says: cjk 2\n   1    1 bài số 7[-，-]{+, +}hết[-。-]{+.+}\n"
    )
    some = [vncorpus("diff", "out.jsonl", "--trace", "t.jsonl", "--sample", "5").stdout for _ in range(2)]
    assert some[0] == some[1] and some[0].count(b"== a") == 5
    names = [int(name) for name in re.findall(r"== a(\d+)", some[0].decode())]
    assert names == sorted(names) != list(range(5))
    assert vncorpus("diff", "in.jsonl", "in.jsonl").stdout == b""
    side = vncorpus(
        "diff", "out.jsonl", "--trace", "t.jsonl", "--id", "a7", "--side", env={"COLUMNS": "70"}
    ).stdout.decode()
    assert "bài số 7[-，-]hết[-。-]" in side and "bài số 7{+, +}hết{+.+}" in side
    assert max(map(len, side.splitlines())) <= 70


def test_one_side_only(vncorpus: Run, tmp_path: Path) -> None:
    _ready(tmp_path, vncorpus, 3)
    out = (tmp_path / "out.jsonl").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "out.jsonl").write_text("".join([*out[1:], '{"id":"b","text":"bài mới"}\n']), "utf-8")
    done = vncorpus("diff", "in.jsonl", "out.jsonl")
    assert b"== a0 (in.jsonl:1) == only in in.jsonl" in done.stdout
    assert b"== b (out.jsonl:3) == only in out.jsonl" in done.stdout
    assert (
        "4 records, 4 differ" in done.stderr.decode()
        and "1 only in in.jsonl; 1 only in out.jsonl" in done.stderr.decode()
    )


def test_compressed_and_bad_input(vncorpus: Run, tmp_path: Path) -> None:
    _ready(tmp_path, vncorpus, 3)
    vncorpus("encoding", "in.jsonl", "-o", "in.jsonl.zst")
    vncorpus("encoding", "out.jsonl", "-o", "out.jsonl.gz")
    assert vncorpus("diff", "in.jsonl.zst", "out.jsonl.gz").stdout.count(b"==") == 6
    (tmp_path / "bad").write_text('{"id":"a0","text":"x"}\n{bad\n', "utf-8")
    for arguments, code, message in (
        (["in.jsonl", "bad"], 3, "bad:2: not JSON"),
        (["in.jsonl"], 2, "diff takes two files, or one with the --trace"),
        (["in.jsonl", "out.jsonl", "--trace", "t.jsonl"], 2, "diff takes two files"),
        (["in.jsonl", "out.jsonl", "--rule", "x"], 2, "two files say nothing of rules"),
        (["in.jsonl", "nowhere"], 66, "nowhere"),
        (["bad", "--trace", "t.jsonl"], 65, "does not fit it"),
        (["out.jsonl", "--trace", "in.jsonl"], 65, "not a line of a trace"),
        (["out.jsonl", "--trace", "t.jsonl", "--rule", "punctuatio:，"], 0, "did you mean punctuation:，"),
    ):
        done = vncorpus("diff", *arguments)
        assert (done.returncode, message in done.stderr.decode()) == (code, True), (arguments, done.stderr.decode())
        assert "Traceback" not in done.stderr.decode()
    (tmp_path / "part.jsonl").write_bytes(b"".join((tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True)[:1]))
    done = vncorpus("diff", "part.jsonl", "--trace", "t.jsonl")
    assert done.returncode == 3 and done.stdout.count(b"== a0") == 1 and b"t.jsonl:2: of a record" in done.stderr


def test_a_closed_pipe_ends_quietly(tmp_path: Path, vncorpus: Run) -> None:
    _ready(tmp_path, vncorpus, 3000)
    command = f"{sys.executable} -m vncorpus diff in.jsonl out.jsonl -q | head -n 1"
    done = subprocess.run(
        command, shell=True, capture_output=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.stdout.startswith(b"== a0") and done.stderr == b""
    for arguments in ("stats in.jsonl", "stats --json in.jsonl", "view in.jsonl", "report in.jsonl"):
        command = f"(sleep 1; {sys.executable} -m vncorpus {arguments}; echo $? > code) | true"
        done = subprocess.run(
            command, shell=True, capture_output=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        assert ((tmp_path / "code").read_text(), done.stderr) == ("0\n", b""), arguments


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_told(tmp_path: Path, vncorpus: Run) -> None:
    _ready(tmp_path, vncorpus, 3)
    for arguments in (["diff", "in.jsonl", "out.jsonl"], ["stats", "in.jsonl"], ["stats", "--json", "in.jsonl"]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "vncorpus", *arguments],
                stdout=full,
                stderr=subprocess.PIPE,
                cwd=tmp_path,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        assert done.returncode == 74, arguments
        assert done.stderr.startswith(b"vncorpus: standard output: write failed: No space left"), done.stderr


def _on_terminal(tmp_path: Path, arguments: list[str], env: dict[str, str]) -> str:
    """Run with a terminal as standard output; return what it got."""
    master, slave = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "PAGER": "cat", **env}
    environment.pop("NO_COLOR", None) if "NO_COLOR" not in env else None
    process = subprocess.Popen(
        [sys.executable, "-m", "vncorpus", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        env=environment,
    )
    os.close(slave)
    got = b""
    while True:
        try:
            data = os.read(master, 1 << 16)
        except OSError:
            break
        if not data:
            break
        got += data
    os.close(master)
    assert process.wait(60) == 0
    return got.decode().replace("\r\n", "\n")


def test_terminal(tmp_path: Path, vncorpus: Run) -> None:
    _ready(tmp_path, vncorpus, 2)
    diff = ["diff", "out.jsonl", "--trace", "t.jsonl", "-q"]
    plain = vncorpus(*diff).stdout.decode()
    coloured = _on_terminal(tmp_path, diff, {})
    assert "\x1b[" in coloured and "[-" not in re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert _on_terminal(tmp_path, diff, {"NO_COLOR": "1"}) == plain
    assert _on_terminal(tmp_path, diff, {"TERM": "dumb"}) == plain
    assert _on_terminal(tmp_path, diff, {"PAGER": 'less "'}) == coloured
    # The pager gets it all, in colours, and may leave whenever it likes.
    (tmp_path / "pager").write_text("#!/bin/sh\necho PAGED\nhead -n 1\n")
    (tmp_path / "pager").chmod(0o755)
    paged = _on_terminal(tmp_path, diff, {"PAGER": str(tmp_path / "pager")})
    assert paged.startswith("PAGED\n") and "a0" in paged and "a1" not in paged and "Traceback" not in paged
    assert _on_terminal(tmp_path, diff, {"PAGER": "no-such-pager", "NO_COLOR": "1"}) == plain
    (tmp_path / "one.txt").write_text("Ông ấy dùng卷积 rồi。\n", "utf-8")
    dry = _on_terminal(tmp_path, ["clean", "one.txt", "--dry-run"], {"PAGER": str(tmp_path / "pager")})
    assert dry.startswith("PAGED\n")


def test_dry_run(vncorpus: Run, tmp_path: Path) -> None:
    _ready(tmp_path, vncorpus, 4)
    want = vncorpus("diff", "in.jsonl", "--trace", "t.jsonl").stdout.decode().replace(" (in.jsonl:", "(")
    for jobs in ("1", "2"):
        done = vncorpus("clean", "in.jsonl", "-o", "new.jsonl", "--dry-run", "-j", jobs)
        assert done.returncode == 0
        assert done.stdout.decode() == re.sub(r"\(\d\)", "", want)
        assert not list(tmp_path.glob("new*"))
    old = (tmp_path / "out.jsonl").read_bytes()
    assert vncorpus("clean", "in.jsonl", "-o", "out.jsonl", "--dry-run").returncode == 0
    assert (tmp_path / "out.jsonl").read_bytes() == old
    assert vncorpus("clean", "in.jsonl", "--in-place", "--dry-run").returncode == 0
    assert (tmp_path / "in.jsonl").read_text("utf-8") == "".join(_lines(4))
    done = vncorpus("clean", "--diff", "--quiet", stdin="Ông ấy dùng卷积 rồi。\nBình luận (0)\n".encode())
    assert done.stdout.decode().splitlines()[1:] == [
        "   1    1 Ông ấy dùng[-卷积-]{+ tích chập+}‹cjk glossary:卷积› rồi[-。-]{+.+}‹cjk punctuation:。›",
        "   2      [-Bình luận (0)-]‹boilerplate comments:count›",
    ]
    assert vncorpus("clean", "--diff", "in.jsonl", "-o", "x").returncode == 2
    assert vncorpus("clean", "--diff", "in.jsonl", "--in-place").returncode == 2
    assert vncorpus("clean", "--diff", "out.jsonl").stdout == b""
