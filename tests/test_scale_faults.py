"""Do to a folder of parts what must not happen: write over inputs, edit by hand, change an input between two shards."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.test_engine import names, records
from vncorpus.errors import WriteError
from vncorpus.run import parts, storage
from vncorpus.run.parts import Whole
from vncorpus.run.pieces import Cuts
from vncorpus.run.units import Source

SMALL = ("--unit", "30000", "--block", "20000", "--chunk", "7000", "--compress", "none")


@pytest.fixture
def shard(vncorpus: Run, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Return a function that makes the parts of a shard."""
    (tmp_path / "in.jsonl").write_text(records(400), encoding="utf-8")

    def run(number: str = "1/1", *more: str) -> Any:
        return vncorpus("encoding", "in.jsonl", "-o", "parts/", "--shard", number, *SMALL, *more)

    return run


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("-o", "in.jsonl"), b"in.jsonl is input and output; name another output\n"),
        (("-o", "m", "--rejects", "in.jsonl"), b"in.jsonl is input and output; name another file for --rejects"),
        (("-o", "m", "--report", "m"), b"-o and --report are both written to m"),
        (("-o", "parts/part-00001-in-30000-60000.jsonl"), b"is of the parts that are put together"),
        (("-o", "m", "--report", "parts/run.json"), b"is of the parts that are put together"),
    ],
)
def test_merge_writes_over_nothing(
    shard: Any, vncorpus: Run, tmp_path: Path, more: tuple[str, ...], message: bytes
) -> None:
    assert shard().returncode == 3
    files = [tmp_path / "in.jsonl", *(tmp_path / "parts").iterdir()]
    before = {path: path.read_bytes() for path in files}
    done = vncorpus("merge", "parts", *more)
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr
    assert {path: path.read_bytes() for path in files} == before


def test_a_run_over_units_writes_over_no_input(shard: Any, vncorpus: Run, tmp_path: Path) -> None:
    before = (tmp_path / "in.jsonl").read_bytes()
    done = shard("1/1", "--report", "in.jsonl")
    assert (done.returncode, b"in.jsonl is input and output" in done.stderr) == (2, True), done.stderr
    for more in (("-o", "in.jsonl"), ("-o", "out", "--rejects", "in.jsonl"), ("-o", "out", "--trace", "in.jsonl")):
        done = vncorpus("encoding", "in.jsonl", "--engine", "ray", *more)
        assert (done.returncode, b"in.jsonl is input and output" in done.stderr) == (2, True), done.stderr
    assert (tmp_path / "in.jsonl").read_bytes() == before


def test_only_parts_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder of the parts held something before, that stays."""
    monkeypatch.setattr(Whole, "mark", "0")
    place = tmp_path / "out.parts"
    job: Any = None
    whole = Whole(job, Cuts(unit=10), [], [Source("a.jsonl", 25, "lines")], str(place), ".jsonl")
    for left in ([], ["mine.txt"]):
        place.mkdir()
        made = [name for unit in whole.units() for name in (f"{unit.part}.jsonl", f"{unit.part}.done.json")]
        for name in [*made, "run.json", *left]:
            (place / name).touch()
        assert len(made) == 6
        parts.forget(whole)
        assert (names(place) if place.exists() else []) == left


def edited(row: dict[str, Any], *keys: str, value: Any = None) -> dict[str, Any]:
    place = row
    for key in keys[:-1]:
        place = place[key]
    if value is None:
        del place[keys[-1]]
    else:
        place[keys[-1]] = value
    return row


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("counts",), []),
        (("counts", "causes"), None),
        (("counts", "more"), 1),
        (("counts", "read"), "133"),
        (("counts", "span"), [1]),
        (("files",), "x"),
        (("files", "output"), None),
        (("files", "output", "size"), None),
        (("files", "output", "digest"), 3),
        (("inputs",), []),
        (("inputs",), ["in.jsonl"]),
    ],
)
def test_an_entry_that_was_edited(
    shard: Any, vncorpus: Run, tmp_path: Path, keys: tuple[str, ...], value: object
) -> None:
    """It is no entry: its part is made again."""
    assert shard().returncode == 3
    path = next((tmp_path / "parts").glob("part-00001*.done.json"))
    good = json.loads(path.read_bytes())
    path.write_text(json.dumps(edited(json.loads(path.read_bytes()), *keys, value=value)))
    if value != []:
        done = vncorpus("merge", "parts", "-o", "m")
        assert (done.returncode, b"run --shard 1/1" in done.stderr) == (65, True), done.stderr
    assert shard().returncode == 3
    again = json.loads(path.read_bytes())
    assert (again["files"], again["inputs"]) == (good["files"], good["inputs"])
    assert vncorpus("merge", "parts", "-o", "m").returncode == 3


@pytest.mark.parametrize(("keys", "value"), [(("run", "unit"), 0), (("run", "inputs"), None), (("stages",), None)])
def test_a_head_that_was_edited(
    shard: Any, vncorpus: Run, tmp_path: Path, keys: tuple[str, ...], value: object
) -> None:
    assert shard().returncode == 3
    path = tmp_path / "parts" / "run.json"
    path.write_text(json.dumps(edited(json.loads(path.read_bytes()), *keys, value=value)))
    for done in (vncorpus("merge", "parts", "-o", "m"), shard()):
        assert (done.returncode, b"parts/run.json is not what vncorpus writes" in done.stderr) == (65, True)


def test_an_input_that_changes_between_two_shards(shard: Any, vncorpus: Run, tmp_path: Path) -> None:
    """Its size is the same, so that each shard takes it for the input of the run."""
    assert shard("1/2").returncode == 3
    path = tmp_path / "in.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"id": 1', b'"id": 2'))
    os.utime(path, (1, 1))
    assert shard("2/2").returncode == 3
    done = vncorpus("merge", "parts", "-o", "m")
    assert (done.returncode, b"in.jsonl is not what it was when parts/part-00001" in done.stderr) == (65, True)
    assert not (tmp_path / "m").exists()


def test_the_line_that_is_told(shard: Any, tmp_path: Path) -> None:
    told = [line for line in shard().stderr.decode().splitlines() if "not JSON" in line]
    data = (tmp_path / "in.jsonl").read_bytes()
    lines = data[data.index(b"\n", 29_999) + 1 :].splitlines()
    assert f"in.jsonl:{lines.index(b'{bad') + 1} of the lines from byte 30,000 on: not JSON" in told[1]


def test_files_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = storage.folder(str(tmp_path))

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a").mkdir()
    with pytest.raises(WriteError, match=r"/a cannot be removed: Is a directory"):
        place.remove("a")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WriteError, match=r"/run\.json: write failed: No space left on device"):
        place.write("run.json", b"{}")
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("orders", [("in.jsonl", "-o", "file:///tmp/parts/"), ("file:///tmp/in.jsonl", "-o", "parts/")])
def test_a_url_of_this_machine(shard: Any, vncorpus: Run, tmp_path: Path, orders: tuple[str, ...]) -> None:
    done = vncorpus("encoding", *orders, "--shard", "1/1")
    assert (done.returncode, b"file:// is no other place; give the path alone" in done.stderr) == (2, True)
    assert names(tmp_path) == ["in.jsonl"]


def test_a_file_that_is_cut_off_hides_no_other(shard: Any, vncorpus: Run, tmp_path: Path) -> None:
    """Of the one there is no end to look for; the ranges of the other follow one another all the same."""
    lines = records(1000).splitlines(keepends=True)
    blocks = [gzip.compress("".join(lines[at : at + 50]).encode()) for at in range(0, 1000, 50)]
    (tmp_path / "cut.jsonl.gz").write_bytes(b"".join(blocks)[:-40])
    orders = ("encoding", "cut.jsonl.gz", "in.jsonl", "-o", "parts/", "--shard", "1/1", *SMALL[2:], "--unit", "6000")
    done = vncorpus(*orders)
    assert done.returncode == 65 and b"cut.jsonl.gz: cut off or damaged after" in done.stderr
    assert b"; bytes are those of the members after byte 6,000 of the file" in done.stderr, done.stderr
    assert vncorpus("merge", "parts", "-o", "m").returncode == 65
    assert (tmp_path / "m").exists()
    path = next((tmp_path / "parts").glob("part-*-in-6000-*.done.json"))
    row = json.loads(path.read_bytes())
    row["counts"]["span"][0] += 1
    path.write_text(json.dumps(row))
    done = vncorpus("merge", "parts", "-o", "n")
    assert (done.returncode, b"of its file, where" in done.stderr) == (65, True), done.stderr
    assert not (tmp_path / "n").exists()
