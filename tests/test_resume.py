"""Stop runs right after an entry of the journal, where it hurts most, and go on with them."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.test_engine import ENVIRONMENT, names, records

#: Die right after the entry of that number, or after the first that finishes an output.
DIE = """
import os
from vncorpus.run.journal import Journal
note = Journal.note
def planted(self, entry):
    note(self, entry)
    planted.count += 1
    if planted.count == {count} or ({finish} and entry.finish is not None):
        os._exit(9)
planted.count = 0
Journal.note = planted
from vncorpus.__main__ import main
main()
"""
SMALL = ("--block", "500", "--chunk", "200")


def die(folder: Path, *arguments: str | Path, count: int = 10**9, finish: bool = False) -> None:
    code = DIE.format(count=count, finish=finish)
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
    assert done.returncode == 9, done.stderr


def test_texts_to_a_folder(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(4):
        (tmp_path / "in" / f"{number}.txt").write_text(f"Bài {number}.\n" * 100, encoding="utf-8")
    paths = sorted((tmp_path / "in").iterdir())
    assert vncorpus("clean", *paths, "-o", "calm/").returncode == 0
    for count in range(1, 7):
        orders = ("clean", *paths, "-o", f"out{count}/", *SMALL)
        die(tmp_path, *orders, count=count)
        done = vncorpus(*orders, "--resume")
        assert done.returncode == 0, done.stderr
        assert b"4 records in = 4 out" in done.stderr
        for name in names(tmp_path / "calm"):
            assert (tmp_path / f"out{count}" / name).read_bytes() == (tmp_path / "calm" / name).read_bytes()
        assert names(tmp_path / f"out{count}") == names(tmp_path / "calm")


def test_a_limit_is_that_of_the_whole_run(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(400), encoding="utf-8")
    orders = ("encoding", "in.jsonl", "-o", "out", "--limit", "150", *SMALL)
    die(tmp_path, *orders, count=3)
    assert b"150 records in = 149 out + 1 rejected" in vncorpus(*orders, "--resume").stderr


def test_a_cut_input_is_not_forgotten(vncorpus: Run, tmp_path: Path) -> None:
    data = gzip.compress(records(2000).encode())
    (tmp_path / "cut.gz").write_bytes(data[: len(data) // 2])
    (tmp_path / "good.jsonl").write_text(records(300), encoding="utf-8")
    orders = ("encoding", "cut.gz", "good.jsonl", "-o", "out", "--block", "40000", "--chunk", "4000")
    for count in (1, 3):
        die(tmp_path, *orders, "--force", count=count)
        done = vncorpus(*orders, "--resume")
        assert done.returncode == 65
        assert b"cut.gz: cut off or damaged after" in done.stderr


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_a_run_that_died_before_its_output_had_its_name(vncorpus: Run, tmp_path: Path, suffix: str) -> None:
    for name, text in (("in.jsonl", records(200)), ("bad.jsonl", "{bad\n" * 200)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        orders = ("encoding", name, "--trace", f"trace{suffix}", *SMALL, "-o")
        assert vncorpus(*orders, f"calm{suffix}").returncode == 3
        trace = (tmp_path / f"trace{suffix}").read_bytes()
        die(tmp_path, *orders, f"out{suffix}", finish=True)
        assert vncorpus(*orders, f"out{suffix}", "--resume").returncode == 3
        assert (tmp_path / f"out{suffix}").read_bytes() == (tmp_path / f"calm{suffix}").read_bytes()
        rejects = [(tmp_path / f"{which}{suffix}.rejects.jsonl").read_bytes() for which in ("out", "calm")]
        assert rejects[0] == rejects[1]
        assert (tmp_path / f"trace{suffix}").read_bytes() == trace
        assert not [name for name in names(tmp_path) if name.endswith((".part", ".journal"))]


def test_another_run_does_not_get_its_rejects(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(400, bad=20), encoding="utf-8")
    (tmp_path / "good.jsonl").write_text(records(400, bad=10**9), encoding="utf-8")
    die(tmp_path, "encoding", "in.jsonl", "-o", "out", *SMALL, count=6)
    die(tmp_path, "encoding", "good.jsonl", "-o", "out", *SMALL, "--force", finish=True)
    assert vncorpus("encoding", "good.jsonl", "-o", "out", *SMALL, "--resume").returncode == 0
    assert names(tmp_path) == ["good.jsonl", "in.jsonl", "out"]


def test_a_pipe_does_not_throw_a_stopped_run_away(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(400), encoding="utf-8")
    orders = ("encoding", "in.jsonl", "-o", "out", *SMALL)
    die(tmp_path, *orders, count=3)
    assert vncorpus("encoding", "-o", "out", stdin=b'{"text":"a"}\n').returncode == 2
    assert vncorpus(*orders, "--resume").returncode == 3
    die(tmp_path, *orders, count=3)
    assert vncorpus("encoding", "-o", "out", "--force", stdin=b'{"text":"a"}\n').returncode == 0
    assert not (tmp_path / "out.journal").exists()


def test_half_a_line_of_the_journal_costs_a_block(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(400), encoding="utf-8")
    orders = ("encoding", "in.jsonl", "-o", "out", *SMALL)
    die(tmp_path, *orders, count=3)
    with (tmp_path / "out.journal").open("ab") as journal:
        journal.write(b'{"at":[0,12')
    with (tmp_path / "out.part").open("ab") as part:
        part.write(b"more than was noted")
    assert vncorpus(*orders, "--resume").returncode == 3
    assert (tmp_path / "out").read_bytes() == vncorpus("encoding", "in.jsonl").stdout
    die(tmp_path, *orders, count=3)
    (tmp_path / "out.part").write_bytes(b"x" * 10_000)
    done = vncorpus(*orders, "--resume")
    assert (done.returncode, b"is not what the stopped run left" in done.stderr) == (65, True)


def test_a_folder_written_in_place_goes_on(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in "abc":
        (tmp_path / "in" / name).write_text(records(100, bad=10**9), encoding="utf-8")
    wanted = vncorpus("encoding", "in/a").stdout
    orders = ("encoding", "in/a", "in/b", "in/c", "-o", "in", "--in-place", *SMALL)
    die(tmp_path, *orders, count=45)
    done = vncorpus(*orders, "--resume")
    assert done.returncode == 0, done.stderr
    assert [(tmp_path / "in" / name).read_bytes() == wanted for name in "abc"] == [True] * 3


def test_rejects_that_would_be_written_over_something(vncorpus: Run, tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.jsonl.rejects.jsonl"):
        (tmp_path / name).write_text('{"text":"a"}\n{bad\n')
    for orders in (
        ("a.jsonl", "a.jsonl.rejects.jsonl", "-o", "out/"),
        ("a.jsonl.rejects.jsonl", "-o", "a.jsonl"),
        ("a.jsonl", "-o", "b", "--trace", "b.rejects.jsonl"),
    ):
        done = vncorpus("encoding", *orders)
        assert (done.returncode, b"give --rejects FILE" in done.stderr) == (2, True), orders


def test_a_record_that_the_trace_cannot_name(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        '{"id":0,"text":"ok\u200b"}\n{"id":1.5,"id":1.5,"text":"a\u200b"}\n', encoding="utf-8"
    )
    for jobs in (1, 2):
        done = vncorpus("clean", "in.jsonl", "--to", "text", "--trace", "t", "-j", jobs)
        assert (done.returncode, done.stdout) == (3, b"ok\n")
        assert b"(1 key_twice)" in done.stderr


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    name = b"b\xff.jsonl"
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(records(99), encoding="utf-8")
    command = [sys.executable, "-m", "vncorpus", "encoding", name, "-o", "out", "--report", "r"]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=False)
    assert done.returncode == 3, done.stderr
    assert json.loads((tmp_path / "r").read_text())["inputs"][0]["path"] == "b\\xff.jsonl"


def test_nohup_holds(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(20_000), encoding="utf-8")
    command = ["nohup", sys.executable, "-m", "vncorpus", "encoding", "in.jsonl", "-o", "out", "-j", "2"]
    run = subprocess.Popen(command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (tmp_path / "out.part").exists():
        time.sleep(0.01)
    run.send_signal(signal.SIGHUP)
    assert run.wait(60) == 3


def test_pipes_that_pause(tmp_path: Path) -> None:
    """A first byte alone, a pause where reading would block, padding between members."""
    data = gzip.compress(b'{"text":"a"}\n') + b"\0" * 200_000 + gzip.compress(b'{"text":"b"}\n')
    (tmp_path / "a.gz").write_bytes(data)
    code = (
        "import os, subprocess, sys, time\n"
        "read, write = os.pipe()\n"
        "os.set_blocking(read, False)\n"
        "run = subprocess.Popen([sys.executable, '-m', 'vncorpus', 'encoding', '-q'], stdin=read)\n"
        "data = open('a.gz', 'rb').read()\n"
        "for piece in (data[:1], data[1:20], data[20:]):\n"
        "    time.sleep(0.4)\n"
        "    os.write(write, piece) if len(piece) < 60000 else open(write, 'wb').write(piece)\n"
        "run.wait()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=False)
    assert done.stdout == b'{"text":"a"}\n{"text":"b"}\n', done.stderr


def test_a_text_that_is_cut_off_is_rejected(vncorpus: Run, tmp_path: Path) -> None:
    data = gzip.compress(("Trời mưa.\n" * 5000).encode())
    (tmp_path / "a.txt.gz").write_bytes(data[: len(data) // 2])
    done = vncorpus("ingest", "a.txt.gz", "--rejects", "bad")
    assert done.returncode == 65
    assert b"1 records in = 0 out + 1 rejected (1 cut_off)" in done.stderr
    assert json.loads((tmp_path / "bad").read_text(encoding="utf-8"))["raw"].startswith("Trời mưa.\n")
