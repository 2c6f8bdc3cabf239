"""Kill, stop, starve and flood runs of many workers, as real processes, and see that no record is lost."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Run

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
TEXTS = ("Trời mưa\u200b to.", "Ai cũng ướt，trừ em.", "Không có gì để sửa ở đây.", "Dòng một\nDòng hai\u00a0dài hơn.")
#: A pipeline that does to a record what its text says.
PLANT = """
import os, signal, time
from vncorpus.pipeline import Pipeline
run = Pipeline.run
def planted(self, document, seconds=None):
    if "ngủ" in document.text:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM] if "say" in document.text else [])
        time.sleep(60)
    if "chết" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return run(self, document, seconds)
Pipeline.run = planted
from vncorpus.__main__ import main
main()
"""


def records(count: int, bad: int = 97) -> str:
    """Return so many records; each `bad`th is none."""
    made = []
    for number in range(count):
        text = " ".join(TEXTS[(number + step) % 4] for step in range(number % 7 + 1))
        made.append("{bad\n" if number % bad == bad - 1 else json.dumps({"id": number, "text": text}) + "\n")
    return "".join(made)


def start(folder: Path, *arguments: str, code: str = "") -> subprocess.Popen[bytes]:
    program = ["-c", code] if code else ["-m", "vncorpus"]
    return subprocess.Popen(
        [sys.executable, *program, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def until(what: Any, seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends
        time.sleep(0.01)


def children(pid: int) -> list[int]:
    """Return the processes that a process started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def killed(pids: Iterable[int]) -> bool:
    """Kill the first of some processes that is there, and say whether one was: who looks twice may find none."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            return True
    return False


def entries(journal: Path) -> int:
    return journal.read_bytes().count(b"\n") - 1 if journal.exists() else 0


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_the_bytes_are_the_same_for_any_jobs_and_chunks(vncorpus: Run, tmp_path: Path, suffix: str) -> None:
    (tmp_path / "in.jsonl").write_text(records(4000), encoding="utf-8")
    (tmp_path / "more.jsonl").write_text(records(300), encoding="utf-8")
    found = set()
    for jobs, chunk in ((1, 1024), (1, 1 << 20), (2, 1024), (2, 1 << 20), (7, 5000)):
        out, trace = f"out{suffix}", f"trace{suffix}"
        done = vncorpus(
            "encoding", "in.jsonl", "more.jsonl", "-o", out, "--trace", trace, "--rejects", "bad",
            "-j", jobs, "--chunk", chunk, "--block", 100_000, "--force",
        )  # fmt: skip
        assert done.returncode == 3, done.stderr
        assert b"4,300 records in = 4,256 out + 44 rejected (44 not_json)" in done.stderr
        found.add(tuple((tmp_path / name).read_bytes() for name in (out, trace, "bad")))
    assert len(found) == 1


def test_texts_are_packed_and_come_out_in_order(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for number in range(200):
        (tmp_path / "texts" / f"bài {number:03}.txt").write_text(f"Bài {number}.\n" * number, encoding="utf-8")
    one = vncorpus("ingest", "texts", "-j", 1)
    three = vncorpus("ingest", "texts", "-j", 3)
    assert one.stdout == three.stdout
    assert [json.loads(line)["id"] for line in one.stdout.splitlines()] == [
        f"texts/bài {number:03}.txt" for number in range(1, 200)
    ]
    words = [vncorpus("clean", "texts/bài 003.txt", "texts/bài 004.txt", "--to", "words", "-j", n) for n in (1, 2)]
    assert words[0].stdout == words[1].stdout
    assert "\n\n" in words[0].stdout.decode()


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_a_killed_run_goes_on(vncorpus: Run, tmp_path: Path, suffix: str) -> None:
    """Killed again and again, and gone on with each time, it gives the bytes and counts of an undisturbed run."""
    (tmp_path / "in.jsonl").write_text(records(6000), encoding="utf-8")
    orders = ["encoding", "in.jsonl", "--block", "40000", "--chunk", "8000", "--report", "report.json"]
    assert vncorpus(*orders, "-o", f"calm{suffix}", "--trace", f"calm.t{suffix}").returncode == 3
    calm = json.loads((tmp_path / "report.json").read_text())
    orders += ["-o", f"out{suffix}", "--trace", f"trace{suffix}", "-j", "2"]
    journal = tmp_path / f"out{suffix}.journal"
    chance = random.Random(7)
    kills = 0
    for _ in range(12):
        run = start(tmp_path, *orders, "--resume")
        before = entries(journal)
        while run.poll() is None and entries(journal) < before + chance.randint(1, 3):
            time.sleep(0.002)
        run.kill()
        run.communicate()
        kills += run.returncode == -signal.SIGKILL
        if run.returncode == 3:
            break
    assert kills > 2
    assert vncorpus(*orders, "--resume").returncode == 3
    for made, wanted in (("out", "calm"), ("trace", "calm.t"), ("out.rejects.jsonl", "calm.rejects.jsonl")):
        name = made.replace("out.", f"out{suffix}.") if "." in made else made + suffix
        other = wanted.replace("calm.r", f"calm{suffix}.r") if "rejects" in wanted else wanted + suffix
        assert (tmp_path / name).read_bytes() == (tmp_path / other).read_bytes(), made
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["resumed"] >= 2
    for part in ("records", "rejects", "stages", "bytes"):
        for row in (report, calm):
            for stage in row["stages"]:
                stage["seconds"] = 0
        assert report[part] == calm[part]
    assert not [name for name in names(tmp_path) if name.endswith((".part", ".journal"))]


def test_a_killed_run_leaves_no_process_and_no_lock(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(40_000), encoding="utf-8")
    run = start(tmp_path, "clean", "in.jsonl", "-o", "out", "-j", "3")
    until(lambda: len(children(run.pid)) == 3)
    workers = children(run.pid)
    run.kill()
    run.communicate()
    again = vncorpus("clean", "in.jsonl", "-o", "out", "--limit", 1, "--force")
    assert again.returncode == 0, again.stderr  # the lock is the parent's, and went with it
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), 5)


def test_killed_workers_are_replaced(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(40_000), encoding="utf-8")
    wanted = vncorpus("encoding", "in.jsonl").stdout
    run = start(tmp_path, "encoding", "in.jsonl", "-o", "out", "-j", "2", "--chunk", "5000", "--block", "30000")
    for number in range(3):
        until(lambda number=number: entries(tmp_path / "out.journal") > number and killed(children(run.pid)))
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 3
    assert b"worker_died" not in errors
    assert (tmp_path / "out").read_bytes() == wanted


@pytest.mark.parametrize("options", [("-j", "2"), ("-j", "1", "--resume"), ("-j", "3", "--chunk", "100")])
def test_records_that_kill_their_worker_are_rejected(tmp_path: Path, options: Sequence[str]) -> None:
    lines = [json.dumps({"id": n, "text": f"số {n}\u200b"}) for n in range(60)]
    for number in (0, 20, 21, 59):
        lines[number] = json.dumps({"id": number, "text": "chết\u200b"})
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run = start(tmp_path, "encoding", "in.jsonl", "-o", "out", *options, code=PLANT)
    _, errors = run.communicate(timeout=100)
    assert run.returncode == 3, errors
    assert b"60 records in = 56 out + 4 rejected (4 worker_died) + 0 dropped" in errors
    kept = [json.loads(line)["id"] for line in (tmp_path / "out").read_bytes().splitlines()]
    assert kept == [n for n in range(60) if n not in (0, 20, 21, 59)]
    rejects = [json.loads(line) for line in (tmp_path / "out.rejects.jsonl").read_bytes().splitlines()]
    assert [(row["line"], row["error"], json.loads(row["raw"])["text"]) for row in rejects] == [
        (n + 1, "worker_died", "chết\u200b") for n in (0, 20, 21, 59)
    ]


@pytest.mark.parametrize(("text", "jobs"), [("ngủ\u200b", 1), ("ngủ\u200b", 2), ("ngủ say\u200b", 2)])
def test_records_that_hang_are_rejected(tmp_path: Path, text: str, jobs: int) -> None:
    """Also one that does not hear its alarm, as a library that is written in C would not."""
    lines = [json.dumps({"id": n, "text": text if n == 5 else f"số {n}\u200b"}) for n in range(9)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    began = time.monotonic()
    run = start(tmp_path, "encoding", "in.jsonl", "-o", "out", "-j", str(jobs), "--timeout", "1", code=PLANT)
    _, errors = run.communicate(timeout=60)
    assert time.monotonic() - began < 30
    assert b"9 records in = 8 out + 1 rejected (1 timeout)" in errors
    assert [json.loads(line)["id"] for line in (tmp_path / "out").read_bytes().splitlines()] == [0, 1, 2, 3, 4, 6, 7, 8]
    assert json.loads((tmp_path / "out.rejects.jsonl").read_bytes())["error"] == "timeout"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_stopped_run_says_what_it_left(vncorpus: Run, tmp_path: Path, number: int, code: int, jobs: int) -> None:
    (tmp_path / "in.jsonl").write_text(records(20_000), encoding="utf-8")
    (tmp_path / "out").write_text("old\n")
    orders = ["encoding", "in.jsonl", "-o", "out", "--block", "20000", "--chunk", "5000", "--report", "r.json"]
    run = start(tmp_path, *orders, "-j", str(jobs))
    until(lambda: entries(tmp_path / "out.journal") > 1)
    workers = children(run.pid)
    run.send_signal(number)
    began = time.monotonic()
    _, errors = run.communicate(timeout=20)
    assert time.monotonic() - began < 4  # 2 s on a machine that has nothing else to do
    assert run.returncode == code
    assert b"Traceback" not in errors
    assert b"is kept: go on with --resume, or start anew with --force" in errors
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
    assert (tmp_path / "out").read_text() == "old\n"
    assert json.loads((tmp_path / "r.json").read_text())["ended"] == ("interrupted" if code == 130 else "terminated")
    done = vncorpus(*orders)
    assert done.returncode == 2
    assert b"a run that writes out was stopped after" in done.stderr
    done = vncorpus(*orders, "--resume", "--tones", "old")
    assert done.returncode == 2
    assert b"the run that was stopped had other stages" in done.stderr
    os.utime(tmp_path / "in.jsonl", (1, 1))
    done = vncorpus(*orders, "--resume")
    assert done.returncode == 65
    assert b"in.jsonl has changed since the run was stopped" in done.stderr
    assert vncorpus(*orders, "--force").returncode == 3
    assert (tmp_path / "out").read_bytes() == vncorpus("encoding", "in.jsonl").stdout
    assert names(tmp_path) == ["in.jsonl", "out", "out.rejects.jsonl", "r.json"]


def test_two_runs_with_one_output(tmp_path: Path, vncorpus: Run) -> None:
    (tmp_path / "in.jsonl").write_text(records(10), encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    run = start(tmp_path, "encoding", "pipe", "-o", "out")
    until(lambda: (tmp_path / "out.part").exists())
    done = vncorpus("encoding", "in.jsonl", "-o", "out")
    assert done.returncode == 75
    assert b"out is being written by another run" in done.stderr
    assert vncorpus("encoding", "in.jsonl", "-o", "other", "--trace", "out").returncode == 75
    (tmp_path / "pipe").write_text('{"text":"a"}\n')
    run.communicate(timeout=20)
    assert (run.returncode, (tmp_path / "out").read_text()) == (0, '{"text":"a"}\n')
    assert names(tmp_path) == ["in.jsonl", "out", "pipe"]


def test_a_folder_of_outputs(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(40):
        (tmp_path / "in" / f"tên {number}.jsonl").write_text(records(number * 5), encoding="utf-8")
    (tmp_path / "in" / "z.jsonl.zst").write_bytes(gzip.compress(records(9).encode()))
    paths = sorted((tmp_path / "in").iterdir())
    done = vncorpus("encoding", *paths, "-o", "out/", "-j", "2", "--block", "3000")
    assert done.returncode == 3, done.stderr
    for path in paths:
        alone = vncorpus("encoding", path).stdout
        made = tmp_path / "out" / path.name
        assert (vncorpus("encoding", made).stdout if path.suffix == ".zst" else made.read_bytes()) == alone
    assert (tmp_path / "out" / "tên 39.jsonl.rejects.jsonl").read_bytes().count(b"\n") == 2
    assert not list((tmp_path / "out").glob("*.part")) and not list((tmp_path / "out").glob(".*"))
    texts = vncorpus("export", paths[3], "-o", "out")
    assert (texts.returncode, (tmp_path / "out" / f"{paths[3].stem}.txt").exists()) == (0, True)
    (tmp_path / "x.jsonl").write_text("")
    (tmp_path / "in" / "x.jsonl").write_text("")
    for inputs in (("x.jsonl", "in/x.jsonl"), ("-",)):
        assert vncorpus("encoding", *inputs, "-o", "out/").returncode == 2
    assert b"input and output" in vncorpus("encoding", "in/x.jsonl", paths[3], "-o", "in").stderr


def test_a_folder_goes_on_after_a_kill(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(12):
        (tmp_path / "in" / f"{number:02}.jsonl").write_text(records(100 + 150 * number), encoding="utf-8")
    paths = sorted((tmp_path / "in").iterdir())
    orders = ["encoding", *map(str, paths), "--block", "20000", "--chunk", "4000", "--trace"]
    assert vncorpus(*orders, "t.calm", "-o", "calm/").returncode == 3
    chance = random.Random(3)
    for _ in range(8):
        run = start(tmp_path, *orders, "t.out", "-o", "out/", "-j", "2", "--resume")
        time.sleep(0.4 + chance.random())
        run.kill()
        run.communicate()
    assert vncorpus(*orders, "t.out", "-o", "out/", "--resume").returncode in (0, 3)
    assert names(tmp_path / "out") == names(tmp_path / "calm")
    for name in names(tmp_path / "calm"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "calm" / name).read_bytes()
    assert (tmp_path / "t.out").read_bytes() == (tmp_path / "t.calm").read_bytes()


def test_a_full_disk_keeps_what_was_done(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(5000, bad=10**9), encoding="utf-8")
    orders = "encoding in.jsonl -o out --block 20000"
    limited = f"ulimit -f 200; trap '' XFSZ; exec {sys.executable} -m vncorpus {orders} -j 2"
    done = subprocess.run(["bash", "-c", limited], capture_output=True, cwd=tmp_path, env=ENVIRONMENT, check=False)
    assert done.returncode == 74, done.stderr
    assert b"write failed: File too large" in done.stderr
    assert b"go on with --resume" in done.stderr
    assert not (tmp_path / "out").exists()
    assert vncorpus(*orders.split(), "--resume").returncode == 0
    assert (tmp_path / "out").read_bytes() == vncorpus("encoding", "in.jsonl").stdout


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_stands_before_a_cut_comes_out(vncorpus: Run, tmp_path: Path, jobs: int) -> None:
    data = gzip.compress(records(5000, bad=10**9).encode())
    (tmp_path / "cut.gz").write_bytes(data[: len(data) // 2])
    (tmp_path / "b.jsonl").write_text('{"text":"last"}\n')
    done = vncorpus("cjk", "cut.gz", "b.jsonl", "-j", jobs, "-o", "out", "--chunk", 3000)
    assert done.returncode == 65
    assert b"cut.gz: cut off or damaged after" in done.stderr
    lines = (tmp_path / "out").read_bytes().splitlines()
    assert len(lines) > 500
    assert json.loads(lines[-1])["text"] == "last"
    assert b"1 rejected (1 cut_off)" in done.stderr
    done = vncorpus("cjk", "cut.gz", "-j", jobs, "-o", "other", "--on-error", "stop")
    assert (done.returncode, names(tmp_path)) == (65, ["b.jsonl", "cut.gz", "out", "out.rejects.jsonl"])


def test_a_bad_record_stops_a_run_that_says_so(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(500), encoding="utf-8")
    for jobs in (1, 2):
        done = vncorpus("encoding", "in.jsonl", "-o", "out", "--on-error", "stop", "-j", jobs, "--block", 3000)
        assert done.returncode == 65
        assert b"in.jsonl:97: not JSON" in done.stderr
        assert names(tmp_path) == ["in.jsonl"]


def test_a_limit_counts_records(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n\n" + records(500).replace("\n", "\n\n"), encoding="utf-8")
    for chunk in (50, 1 << 20):
        done = vncorpus("cjk", "in.jsonl", "in.jsonl", "--limit", "123", "--chunk", chunk, "-j", "2")
        assert b"123 records in = 122 out + 1 rejected" in done.stderr
        assert done.stdout.count(b"\n") == 122


def test_a_bomb_and_a_line_of_a_hundred_megabytes(tmp_path: Path) -> None:
    """The line cap holds while reading: memory stays far below the line."""
    with gzip.open(tmp_path / "bomb.gz", "wb", compresslevel=1) as bomb:
        for _ in range(300):
            bomb.write(b" " * (1 << 20))
        bomb.write(b'\n{"text":"a"}\n{"text":"' + b"b" * (100 << 20) + b'"}\n{"text":"c"}\n')
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True)\n"
        "sys.stderr.buffer.write(done.stderr)\n"
        "print(done.returncode, done.stdout, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-m", "vncorpus", "cjk", "bomb.gz", "-j", "2"]
    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, cwd=tmp_path, env=ENVIRONMENT, check=True
    )
    status, rest = done.stdout.decode().split(" ", 1)
    kept, memory = rest.rsplit(" ", 1)
    assert (status, kept) == ("3", repr(b'{"text":"a"}\n{"text":"c"}\n'))
    assert b"3 records in = 2 out + 1 rejected (1 too_long)" in done.stderr
    assert int(memory) < 400_000


def test_a_closed_pipe_is_quiet_with_workers(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(50_000), encoding="utf-8")
    command = f"{sys.executable} -m vncorpus encoding in.jsonl -q -j 2 2>err | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=tmp_path, env=ENVIRONMENT, check=True)
    assert done.stdout.splitlines()[1] in (b"0", b"141")
    assert b"Traceback" not in (tmp_path / "err").read_bytes()
    assert b"Broken pipe" not in (tmp_path / "err").read_bytes()


def test_ten_thousand_files_and_few_open(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(10_000):
        (tmp_path / "in" / f"{number}.txt").write_text("Mưa.", encoding="utf-8")
    few = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))  # noqa: E731
    command = [sys.executable, "-m", "vncorpus", "ingest", "in", "-o", "out.jsonl.gz", "-j", "2"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=ENVIRONMENT, preexec_fn=few, check=False)
    assert done.returncode == 0, done.stderr
    assert b"10,000 records in = 10,000 out" in done.stderr
    assert gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()).count(b"\n") == 10_000


def test_the_report_says_what_was_done(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(200), encoding="utf-8")
    done = vncorpus("clean", "in.jsonl", "-o", "out", "--report", "r.json", "--stages", "encoding,cjk,sentences")
    assert done.returncode == 3
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["ended"] == "done"
    assert report["records"] == {"in": 200, "out": 198, "rejected": 2, "dropped": 0, "changed": 198}
    assert report["rejects"] == {"not_json": 2}
    stages = {row["stage"]: row for row in report["stages"]}
    assert list(stages) == ["encoding", "cjk", "sentences"]
    assert stages["encoding"]["rules"] == {"space:no-break": 198, "zero-width": 198} or stages["encoding"]["rules"]
    assert stages["encoding"]["options"]["tones"] == "keep"
    assert stages["encoding"]["seconds"] > 0
    assert report["annotations"]["sentences"] > 198
    assert report["inputs"][0]["bytes"] == (tmp_path / "in.jsonl").stat().st_size
    assert report["outputs"][0]["bytes"] == report["bytes"]["out"] == (tmp_path / "out").stat().st_size
    assert len(report["outputs"][0]["digest"]) == 32
    total = report["records"]["out"] + report["records"]["rejected"] + report["records"]["dropped"]
    assert report["records"]["in"] == total


def test_ids_in_the_trace_keep_their_digits(vncorpus: Run, tmp_path: Path) -> None:
    line = '{"id":123456789012345678901234567890,"text":"mưa\u200b"}\n{"text":"gió\u200b"}\n'
    vncorpus("encoding", "--trace", "t", stdin=line.encode())
    traces = (tmp_path / "t").read_text(encoding="utf-8").splitlines()
    assert traces[0].startswith('{"id":123456789012345678901234567890,"stage":"encoding","edits":')
    assert traces[1].startswith('{"id":null,"file":"standard input","line":2,"stage":"encoding"')


def test_progress_in_a_log(tmp_path: Path, vncorpus: Run) -> None:
    code = "from vncorpus.run import progress; progress.EVERY = 0\nfrom vncorpus.__main__ import main\nmain()"
    (tmp_path / "in.jsonl").write_text(records(500), encoding="utf-8")
    run = start(tmp_path, "encoding", "in.jsonl", "-o", "out", "--progress", "on", "--chunk", "3000", code=code)
    _, errors = run.communicate(timeout=30)
    assert b"vncorpus encoding: " in errors
    assert b" records, " in errors and b" MB/s, " in errors and b" left\n" in errors and b" rejected, " in errors
    assert b"MB/s" not in vncorpus("encoding", "in.jsonl", "-o", "out").stderr
