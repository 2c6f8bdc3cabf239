"""Run on Ray, kill its workers and a node of it, and see that the bytes are those of one process."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.test_engine import ENVIRONMENT, PLANT, killed, names, records, start, until

ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed (pip install ray)")
SMALL = ("--unit", "30000", "--block", "20000", "--chunk", "7000")
#: Two nodes of one processor each; a line on standard input kills the second, as it is.
CLUSTER = """
import os, sys
os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0"}
from ray.cluster_utils import Cluster
node = {"num_cpus": 1, "object_store_memory": 80 << 20, "include_dashboard": False}
cluster = Cluster(initialize_head=True, head_node_args=node)
other = cluster.add_node(**node)
print(cluster.address, flush=True)
if sys.stdin.readline().strip():
    cluster.remove_node(other, allow_graceful=False)
    print("gone", flush=True)
    sys.stdin.readline()
cluster.shutdown()
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], str]]:
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "sitecustomize.py").write_text(PLANT.partition("from vncorpus.__main__")[0])
    run = subprocess.Popen(
        [sys.executable, "-c", CLUSTER],
        env={**ENVIRONMENT, "PYTHONPATH": f"{folder}{os.pathsep}{ENVIRONMENT['PYTHONPATH']}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert run.stdin and run.stdout
    try:
        yield run, run.stdout.readline().strip()
    finally:
        run.stdin.close()
        run.wait(30)
        run.stdout.close()


def makers() -> list[tuple[int, int]]:
    """Return the processes that make a part now, each with the worker of Ray that started it."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if b"vncorpus.run.apart" in (place / "cmdline").read_bytes():
                parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
                if b"ray::" in Path(f"/proc/{parent}/cmdline").read_bytes():
                    found.append((int(place.name), parent))
        except OSError:
            continue
    return found


@ray
def test_a_cluster_of_its_own(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(900), encoding="utf-8")
    orders = ("encoding", "in.jsonl", *SMALL, "--report")
    one = vncorpus(*orders, "one.r", "-o", "one.gz", "--trace", "one.t")
    done = vncorpus(*orders, "out.r", "-o", "out.gz", "--trace", "out.t", "--engine", "ray", "-j", "2")
    assert done.returncode == one.returncode == 3, done.stderr
    assert done.stderr.rpartition(b" MB in ")[0].rpartition(b"\n")[2] in one.stderr
    assert b"kept in out.gz.rejects.jsonl" in done.stderr and b"Ray" not in done.stderr
    for mine, other in (("out.gz", "one.gz"), ("out.t", "one.t"), ("out.gz.rejects.jsonl", "one.gz.rejects.jsonl")):
        assert (tmp_path / mine).read_bytes() == (tmp_path / other).read_bytes()
    assert not (tmp_path / "out.gz.parts").exists()
    reports = [json.loads((tmp_path / name).read_bytes()) for name in ("one.r", "out.r")]
    assert reports[0]["records"] == reports[1]["records"]
    assert all(stage["seconds"] > 0 for stage in reports[1]["stages"])


@ray
def test_records_that_kill_or_hang(cluster: tuple[subprocess.Popen[str], str], tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": f"số {n}\u200b"}) for n in range(600)]
    for number, text in ((0, "chết"), (301, "chết"), (302, "ngủ say"), (599, "chết")):
        lines[number] = json.dumps({"id": number, "text": f"{text}\u200b"}, ensure_ascii=False)
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    orders = ["in.jsonl", "-o", "out", "--engine", "ray", "--address", cluster[1], "--unit", "9000", "--timeout", "4"]
    _, errors = (run := start(tmp_path, "encoding", *orders)).communicate(timeout=200)
    assert run.returncode == 3, errors
    assert b"600 records in = 596 out + 4 rejected (3 worker_died, 1 timeout) + 0 dropped" in errors
    kept = [json.loads(line)["id"] for line in (tmp_path / "out").read_bytes().splitlines()]
    assert kept == [n for n in range(600) if n not in (0, 301, 302, 599)]
    rejects = [json.loads(line) for line in (tmp_path / "out.rejects.jsonl").read_bytes().splitlines()]
    assert [(row["line"], row["error"]) for row in rejects] == [
        (1, "worker_died"),
        (302, "worker_died"),
        (303, "timeout"),
        (600, "worker_died"),
    ]


@ray
def test_a_run_that_is_stopped(cluster: tuple[subprocess.Popen[str], str], vncorpus: Run, tmp_path: Path) -> None:
    """Stopped half-way, again and again, while tasks end: nothing is left but parts, and the same command goes on."""
    (tmp_path / "in.jsonl").write_text(records(6000), encoding="utf-8")
    orders = ("encoding", "in.jsonl", "-o", "out", *SMALL, "--engine", "ray", "--address", cluster[1])

    def done() -> int:
        return len([*(tmp_path / "out.parts").glob("*.done.json")])

    for code, sent in ((143, signal.SIGTERM), (130, signal.SIGINT), *((143, signal.SIGTERM),) * 2):
        before = done()  # what ended while the last run was stopped says nothing of this one
        run = start(tmp_path, *orders)
        until(lambda: done() > before + 1, 120)  # noqa: B023
        run.send_signal(sent)
        _, errors = run.communicate(timeout=30)
        assert (run.returncode, b"parts are whole in out.parts; the same command goes on" in errors) == (code, True)
        assert b"Ray" not in errors, errors
        assert not [name for name in names(tmp_path / "out.parts") if name.startswith(".")]
        until(lambda: not [one for one, _ in makers() if Path(f"/proc/{one}/cwd").resolve() == tmp_path], 10)
    assert vncorpus(*orders).returncode == vncorpus("encoding", "in.jsonl", *SMALL, "-o", "one").returncode == 3
    assert names(tmp_path) == ["in.jsonl", "one", "one.rejects.jsonl", "out", "out.rejects.jsonl"]
    for name in ("", ".rejects.jsonl"):
        assert (tmp_path / f"out{name}").read_bytes() == (tmp_path / f"one{name}").read_bytes()


@ray
def test_workers_and_a_node_are_killed(
    cluster: tuple[subprocess.Popen[str], str], vncorpus: Run, tmp_path: Path
) -> None:
    """In one run, half-way: a worker of Ray, what it started, and then a whole node."""
    (tmp_path / "in.jsonl").write_text(records(4000), encoding="utf-8")
    wanted = vncorpus("encoding", "in.jsonl", "-o", "one").returncode
    nodes, address = cluster
    run = start(tmp_path, "encoding", "in.jsonl", *SMALL, "-o", "parts/", "--engine", "ray", "--address", address)

    def done() -> int:
        return len(list((tmp_path / "parts").glob("*.done.json")))

    until(lambda: done() > 3, 120)
    until(lambda: killed(worker for _, worker in makers()), 60)
    before = done()
    until(lambda: done() > before + 3 and killed(maker for maker, _ in makers()), 120)
    before = done()
    until(lambda: done() > before + 3, 120)
    assert nodes.stdin and nodes.stdout
    nodes.stdin.write("kill\n")
    nodes.stdin.flush()
    assert nodes.stdout.readline() == "gone\n"
    assert run.poll() is None  # it was half-way
    _, errors = run.communicate(timeout=300)
    assert run.returncode == wanted == 3, errors
    assert b"worker_died" not in errors
    again = vncorpus("encoding", "in.jsonl", *SMALL, "-o", "parts/", "--engine", "ray", "--address", address)
    assert b"30 parts in parts, 30 of them there before" in again.stderr, again.stderr
    assert vncorpus("merge", "parts", "-o", "out").returncode == 3
    assert (tmp_path / "out").read_bytes() == (tmp_path / "one").read_bytes()
    assert (tmp_path / "out.rejects.jsonl").read_bytes() == (tmp_path / "one.rejects.jsonl").read_bytes()
    assert not [name for name in names(tmp_path / "parts") if name.startswith(".")]


def test_ray_is_not_installed(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(9), encoding="utf-8")
    code = "import sys; sys.modules['ray'] = None\nfrom vncorpus.__main__ import main\nmain()"
    run = start(tmp_path, "encoding", "in.jsonl", "-o", "out", "--engine", "ray", code=code)
    _, errors = run.communicate(timeout=30)
    assert run.returncode == 2
    assert errors.decode().splitlines() == ['vncorpus: --engine ray needs Ray: pip install "vncorpus[ray]"']
    assert names(tmp_path) == ["in.jsonl"]
