"""Read from and write to a local S3 that fails in the middle: what is there is whole, and a rerun does the rest."""

from __future__ import annotations

import gzip
import http.client
import importlib.util
import os
import random
import socket
import struct
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Run
from tests.test_engine import records, start
from tests.test_scale import pack
from vncorpus.run import remote
from vncorpus.run.storage import folder

moto = pytest.mark.skipif(
    not (importlib.util.find_spec("moto") and importlib.util.find_spec("s3fs")),
    reason="moto or s3fs is not installed (pip install --group scale)",
)
SMALL = ("--unit", "120000", "--block", "20000", "--chunk", "7000")
#: An S3 that says where it listens.
SERVER = """
import time
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(*server.get_host_and_port(), flush=True)
input()
"""


class Proxy(ThreadingHTTPServer):
    """Stand before an S3, and fail as networks do; `fails` says whether, and how."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behind = port
        self.seen: Counter[str] = Counter()
        self.fails: Any = lambda _method, _path, _time: ""
        self.failed = 0

    def handle_error(self, _request: Any, _address: Any) -> None:
        """Say nothing: connections are cut on purpose."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def _pass(self) -> None:
        self.server.seen[f"{self.command} {self.path}"] += 1
        how = self.server.fails(self.command, self.path, self.server.seen[f"{self.command} {self.path}"])
        size = int(self.headers.get("Content-Length") or 0)
        if how == "drop":
            self.server.failed += 1
            self.rfile.read(size // 2)  # half of it arrives
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        body = self.rfile.read(size)
        if how:
            self.server.failed += 1
            self.send_response(int(how))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        behind = http.client.HTTPConnection("127.0.0.1", self.server.behind)
        behind.request(self.command, self.path, body, dict(self.headers))
        answer = behind.getresponse()
        data = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "date", "server", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", answer.getheader("Content-Length") or str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        behind.close()

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass  # noqa: N815

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def behind() -> Iterator[int]:
    run = subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with run:
        assert run.stdout and run.stdin
        yield int(run.stdout.readline().split()[1])
        run.stdin.close()
        run.terminate()


@pytest.fixture
def s3(behind: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Proxy, str]]:
    proxy = Proxy(behind)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{proxy.server_address[1]}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    bucket = f"bucket-{random.randrange(10**9)}"
    remote._system.cache_clear()
    remote._system("s3").mkdir(bucket)
    yield proxy, f"s3://{bucket}"
    remote._system.cache_clear()
    proxy.shutdown()
    proxy.server_close()


def put(bucket: str, path: Path) -> str:
    remote._system("s3").put_file(str(path), f"{bucket}/{path.name}")
    return f"{bucket}/{path.name}"


@moto
def test_uploads_that_fail_in_the_middle(s3: tuple[Proxy, str], vncorpus: Run, tmp_path: Path) -> None:
    proxy, bucket = s3
    (tmp_path / "in.jsonl").write_text(records(1200), encoding="utf-8")
    pack(tmp_path / "blocks.jsonl.zst", [records(150 + number).encode() for number in range(9)])
    (tmp_path / "more.jsonl.gz").write_bytes(gzip.compress(records(300).encode()))
    paths = sorted(tmp_path.iterdir())
    one = vncorpus("encoding", *[path.name for path in paths], "-o", "one").stderr
    for path in paths:
        put(bucket, path)
    parts = f"{bucket}/out/parts"

    def fails(method: str, path: str, time: int) -> str:
        if method in ("GET", "HEAD"):
            return "503" if time == 2 and "in.jsonl" in path else ""
        return ("drop", "500", "")[min(time, 3) - 1] if "part-" in path else ""

    proxy.fails = fails
    for number in (2, 1):
        orders = ("-o", parts, "--shard", f"{number}/2", "--compress", "gz", "-j", number)
        done = vncorpus("encoding", f"{bucket}/*.jsonl*", *orders, *SMALL)
        assert done.returncode in (0, 3), done.stderr
        assert b"Traceback" not in done.stderr
    assert proxy.failed > 6
    done = vncorpus("merge", parts, "-o", "out")
    assert done.returncode == 3, done.stderr
    assert done.stderr.rpartition(b" MB in ")[0].rpartition(b"\n")[2] in one
    assert (tmp_path / "out").read_bytes() == (tmp_path / "one").read_bytes()
    here = vncorpus("encoding", *[f"{bucket}/{path.name}" for path in paths], "-o", "here", "-j", 2)
    assert here.returncode == 3, here.stderr
    assert (tmp_path / "here").read_bytes() == (tmp_path / "one").read_bytes()


@moto
def test_an_upload_that_never_comes_through(s3: tuple[Proxy, str], vncorpus: Run, tmp_path: Path) -> None:
    proxy, bucket = s3
    (tmp_path / "in.jsonl").write_text(records(1600), encoding="utf-8")
    orders = ["encoding", put(bucket, tmp_path / "in.jsonl"), "-o", f"{bucket}/parts/", "--shard", "1/1", *SMALL]
    code = "from vncorpus.run import remote; remote.TRIES = 1\nfrom vncorpus.__main__ import main\nmain()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    proxy.fails = lambda method, path, time: "503" if method == "GET" and "in.jsonl" in path and time > 1 else ""
    run = subprocess.run([sys.executable, "-c", code, *orders], env=environment, capture_output=True, check=False)
    assert (run.returncode, b"in.jsonl cannot be read" in run.stderr) == (69, True), run.stderr
    assert proxy.failed
    proxy.fails = lambda method, path, _time: "drop" if method == "PUT" and "part-00002" in path else ""
    run = subprocess.run([sys.executable, "-c", code, *orders], env=environment, capture_output=True, check=False)
    assert run.returncode == 74, run.stderr
    assert b"nothing of it is there" in run.stderr and b"Traceback" not in run.stderr
    there = remote._system("s3").ls(f"{bucket}/parts", refresh=True)
    assert [name.rpartition("/")[2][:10] for name in there if name.endswith(".zst")] == ["part-00000", "part-00001"]
    proxy.fails = lambda _method, _path, _time: ""
    again = vncorpus(*orders)
    assert (again.returncode, b"2 of them there before" in again.stderr) == (3, True), again.stderr
    assert vncorpus("merge", f"{bucket}/parts", "-o", "out").returncode == 3
    assert (tmp_path / "out").read_bytes() == vncorpus("encoding", "in.jsonl").stdout


@moto
def test_what_is_there_is_whole(s3: tuple[Proxy, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large part goes up in pieces: one of them fails for good, then once."""
    proxy, bucket = s3
    place = folder(f"{bucket}/parts")
    data = random.Random(1).randbytes(20 << 20)
    monkeypatch.setattr(remote, "PAUSE", 0.01)
    monkeypatch.setattr(remote, "TRIES", 1)
    proxy.fails = lambda method, path, _time: "500" if method == "PUT" and "partNumber=2" in path else ""
    with place.work() as work:
        (work / "a").write_bytes(data)
        with pytest.raises(Exception, match="nothing of it is there"):
            place.take("a", work / "a")
        assert place.size("a") is None
        proxy.seen.clear()
        proxy.fails = lambda method, path, time: "drop" if method == "PUT" and time == 1 else ""
        place.take("a", work / "a")
    with place.opened("a") as handle:
        assert handle.read() == data
    assert proxy.seen.total() > 5


def test_packages_that_are_not_installed(tmp_path: Path) -> None:
    for missing, url, message in (
        ("fsspec", "s3://b/a.jsonl", 's3:// needs fsspec: pip install "vncorpus[remote]"'),
        ("s3fs", "s3://b/a.jsonl", "s3:// needs a package that is not installed: pip install s3fs"),
        ("gcsfs", "gs://b/a.jsonl", "gs:// needs a package that is not installed: pip install gcsfs"),
    ):
        if missing != "fsspec" and not importlib.util.find_spec("fsspec"):
            pytest.skip("fsspec is not installed (pip install --group scale)")
        code = f"import sys; sys.modules[{missing!r}] = None\nfrom vncorpus.__main__ import main\nmain()"
        run = start(tmp_path, "encoding", url, code=code)
        _, errors = run.communicate(timeout=30)
        assert (run.returncode, errors.decode().strip()) == (2, f"vncorpus: {message}")
