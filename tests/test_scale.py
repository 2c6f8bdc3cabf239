"""Run shards as a cluster would, as real processes, and see that their parts together are the bytes of one run."""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import signal
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.test_engine import names, records, start, until
from vncorpus.run import files, spans, units
from vncorpus.run.outputs import Output
from vncorpus.run.units import Source

SMALL = ("--unit", "50000", "--block", "20000", "--chunk", "7000")


def read_in_ranges(path: Path, unit: int) -> list[bytes]:
    size, found, end = path.stat().st_size, [], 0
    for begin in range(0, size, unit):
        with spans.reading(path, (begin, min(begin + unit, size))) as handle:
            found.append(handle.read())
            bounds = spans.bounds(handle)
        if bounds:
            assert bounds[0] == end  # one after another, with nothing between
            end = bounds[1]
    assert end == size
    return found


@given(st.lists(st.binary(max_size=12), max_size=30), st.integers(1, 40), st.booleans())
@settings(deadline=None)
def test_ranges_give_every_line_once(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], unit: int, ended: bool
) -> None:
    data = b"-" + b"\n".join(lines) + (b"\n" if ended else b"")
    path = tmp_path_factory.mktemp("ranges") / "a"
    path.write_bytes(data)
    found = read_in_ranges(path, unit)
    assert b"".join(found) == data
    assert all(part.endswith(b"\n") for part in found[:-1] if part and not data.endswith(part))


def pack(path: Path, blocks: list[bytes]) -> None:
    output = Output(path)
    for block in blocks:
        output.write(block)
        output.end_block(sync=False)
    output.commit()


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("unit", [1, 300, 1000, 5000, 10**6])
def test_ranges_of_members(tmp_path: Path, suffix: str, unit: int) -> None:
    """Members that end with a line are told apart from anywhere; others belong to those before them."""
    chance = random.Random(unit)
    blocks = []
    for _ in range(60):
        block = b"".join(b'{"text":"%d"}\n' % chance.randrange(10 ** chance.randrange(1, 30)) for _ in range(40))
        cut = chance.randrange(4)
        blocks.append(block[:-5] if cut == 0 else gzip.compress(block) + b"\n" if cut == 1 else block)
    path = tmp_path / f"a{suffix}"
    pack(path, blocks)
    found = read_in_ranges(path, unit)
    assert b"".join(found) == b"".join(blocks)
    if unit < 10**6:
        assert sum(map(bool, found)) > (5 if unit < 5000 else 1)
    assert spans.how(path) in ("members", "whole")


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_files_that_are_not_cut(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    pack(path, [b'{"text":"a"}\n' * 1000])
    assert spans.how(path) == "whole"
    pack(path, [b'{"text":"a"}\n{"te', b'xt":"a"}\n'])
    assert spans.how(path) == "whole"
    pack(path, [b'{"text":"a"}\n', b'{"text":"b"}\n'])
    assert spans.how(path) == "members"
    path.write_bytes(path.read_bytes()[:-3])
    with spans.reading(path, (20, path.stat().st_size)) as handle, pytest.raises(EOFError):
        handle.read()


@given(st.lists(st.tuples(st.integers(0, 900), st.sampled_from(["lines", "members", "whole"])), max_size=30))
def test_the_plan_has_every_byte_once(sizes: list[tuple[int, units.How]]) -> None:
    sources = [Source(f"đường/{number % 3}.jsonl.gz", size, how) for number, (size, how) in enumerate(sizes)]
    made = [*units.units(sources, 100)]
    assert [unit.number for unit in made] == [*range(len(made))]
    assert len({unit.part for unit in made}) == len(made)
    assert sum(unit.size for unit in made) == sum(size for size, _ in sizes)
    assert [index for unit in made for index in unit.inputs if not unit.span or not unit.span[0]] == [
        *range(len(sizes))
    ]
    assert all(unit.part.isascii() and "/" not in unit.part for unit in made)
    for before, unit in pairwise(made):
        assert unit.inputs[0] in (before.inputs[-1], before.inputs[-1] + 1)
        if unit.span and unit.span[0]:
            assert before.span and before.span[1] == unit.span[0]


def inputs(folder: Path) -> list[str]:
    (folder / "in.jsonl").write_text(records(3000), encoding="utf-8")
    (folder / "more.jsonl.gz").write_bytes(gzip.compress(records(300).encode()))
    pack(folder / "blocks.jsonl.zst", [records(150 + number).encode() for number in range(9)])
    (folder / "tail.jsonl").write_text('{"text":"a"}\n{bad\n{"text":"mưa\u200b', encoding="utf-8")
    for number in range(7):
        (folder / f"{number}.jsonl").write_text(records(20 * number), encoding="utf-8")
    return [*sorted(names(folder))]


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_shards_give_the_bytes_of_one_run(vncorpus: Run, tmp_path: Path, suffix: str) -> None:
    paths = inputs(tmp_path)
    small = ("--unit", "30000", *SMALL[2:])
    one = vncorpus("encoding", *paths, "-o", f"one{suffix}", "--trace", f"one.t{suffix}", "--report", "one.r", *small)
    assert one.returncode == 3, one.stderr
    for shards in (7,) if suffix else (2, 7):
        out, compress = f"parts{shards}/", suffix[1:] or ("none" if shards % 2 else "zst")
        for number in random.Random(shards).sample(range(1, shards + 1), shards):
            orders = (*paths, "-o", out, "--trace", out, "--shard", f"{number}/{shards}", "--compress", compress)
            done = vncorpus("encoding", *orders, *small, "-j", 1 + number // 7)
            assert done.returncode in (0, 3), done.stderr
        made = f"m{shards}{suffix}"
        done = vncorpus("merge", out, "-o", made, "--trace", f"t{suffix}", "--report", "m.r")
        assert done.returncode == 3, done.stderr
        assert (
            done.stderr.split(b" MB in ")[0].rpartition(b"\n")[2]
            == one.stderr.split(b" MB in ")[0].rpartition(b"\n")[2]
        )
        for name, wanted in ((made, f"one{suffix}"), (f"t{suffix}", f"one.t{suffix}")):
            with files.reading(tmp_path / name) as mine, files.reading(tmp_path / wanted) as other:
                assert mine.read() == other.read(), name
        rejects = (tmp_path / f"{made}.rejects.jsonl").read_bytes()
        assert rejects == (tmp_path / f"one{suffix}.rejects.jsonl").read_bytes()
        reports = [json.loads((tmp_path / name).read_bytes()) for name in ("one.r", "m.r")]
        for name in ("records", "rejects", "annotations"):
            assert reports[0][name] == reports[1][name]
        rules = [[stage["rules"] for stage in report["stages"]] for report in reports]
        assert rules[0] == rules[1]


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_packed_bytes_are_those_of_one_run_too(vncorpus: Run, tmp_path: Path, suffix: str) -> None:
    """Blocks end where units do, so that members are the same; but not where ranges are those of members."""
    paths = [path for path in inputs(tmp_path) if path != "blocks.jsonl.zst"]
    assert vncorpus("encoding", *paths, "-o", f"one{suffix}", *SMALL).returncode == 3
    for number in (1, 2):
        orders = ("-o", "parts/", "--shard", f"{number}/2", "--compress", suffix[1:] or "none", *SMALL)
        assert vncorpus("encoding", *paths, *orders).returncode in (0, 3)
    assert vncorpus("merge", "parts", "-o", f"m{suffix}").returncode == 3
    assert (tmp_path / f"m{suffix}").read_bytes() == (tmp_path / f"one{suffix}").read_bytes()
    assert vncorpus("encoding", *paths, "-o", f"two{suffix}", "-j", 2, *SMALL).returncode == 3
    assert (tmp_path / f"two{suffix}").read_bytes() == (tmp_path / f"one{suffix}").read_bytes()


@pytest.mark.parametrize("to", ["words", "text", "conllu"])
def test_texts_go_in_groups(vncorpus: Run, tmp_path: Path, to: str) -> None:
    (tmp_path / "in").mkdir()
    for number in range(40):
        (tmp_path / "in" / f"bài {number:02}.txt").write_text(f"Bài {number}.\n" * number * 3, encoding="utf-8")
    paths = sorted((tmp_path / "in").iterdir())
    one = vncorpus("clean", *paths, "--to", to)
    for number in (1, 2, 3):
        orders = ("--to", to, "-o", "parts/", "--shard", f"{number}/3", "--unit", 3000)
        assert vncorpus("clean", *paths, *orders).returncode == 0
    assert vncorpus("merge", "parts", "-o", "m").returncode == 0
    assert (tmp_path / "m").read_bytes() == one.stdout


def shard(number: int, *more: str | Path) -> tuple[str | Path, ...]:
    return ("encoding", "in.jsonl", "-o", "parts/", "--shard", f"{number}/3", *SMALL, *more)


def test_a_rerun_makes_only_what_is_not_there(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(3000), encoding="utf-8")
    assert vncorpus(*shard(1)).returncode == 3
    before = {name: (tmp_path / "parts" / name).stat().st_mtime_ns for name in names(tmp_path / "parts")}
    done = vncorpus("merge", "parts", "-o", "m")
    assert done.returncode == 65
    assert b"parts are not in parts (part-00001-in-" in done.stderr and b"run --shard 2/3, --shard 3/3" in done.stderr
    again = vncorpus(*shard(1))
    assert b"of them there before" in again.stderr
    assert before == {name: (tmp_path / "parts" / name).stat().st_mtime_ns for name in names(tmp_path / "parts")}
    for number in (2, 3):
        vncorpus(*shard(number))
    assert vncorpus("merge", "parts", "-o", "m").returncode == 3
    part = next((tmp_path / "parts").glob("part-00001-*.jsonl.zst"))
    good = part.read_bytes()
    part.write_bytes(good[:-4] + b"zzzz")
    done = vncorpus("merge", "parts", "-o", "n")
    assert (done.returncode, b"parts/part-00001-in-50000-100000 is not what" in done.stderr) == (65, True), done.stderr
    assert not (tmp_path / "n").exists()
    assert vncorpus(*shard(2)).returncode == 3  # it sees that the part is not what it was
    assert part.read_bytes() == good
    part.unlink()
    assert b"is not what its run wrote" in vncorpus("merge", "parts", "-o", "n").stderr
    assert vncorpus(*shard(2)).returncode == 3
    assert vncorpus("merge", "parts", "-o", "n").returncode == 3
    assert (tmp_path / "n").read_bytes() == vncorpus("encoding", "in.jsonl").stdout


def test_what_is_refused(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(1000), encoding="utf-8")
    assert vncorpus(*shard(1)).returncode == 3
    for more, message in (
        (("--tones", "old"), b"parts holds the parts of another run, with other stages"),
        (("--unit", "60000"), b"with other settings"),
        (("--trace", "parts/"), b"with other trace"),
        (("--force",), b"--force does not go with --shard"),
        (("--rejects", "r"), b"vncorpus merge --rejects FILE"),
        (("--trace", "t"), b"say --trace parts"),
        (("--shard", "4/3"), b"--shard takes K/N"),
        (("-o", "-"), b"name it with -o DIR/"),
        (("-o", "in.jsonl"), b"name it with -o DIR/"),
    ):
        done = vncorpus(*shard(1, *more))
        assert (done.returncode, message in done.stderr) == (2, True), done.stderr
    os.utime(tmp_path / "in.jsonl", (1, 1))
    done = vncorpus(*shard(1))
    assert (done.returncode, b"in.jsonl has changed since" in done.stderr) == (65, True)
    (tmp_path / "in.jsonl").write_text(records(999), encoding="utf-8")
    assert b"with other inputs" in vncorpus(*shard(1)).stderr
    assert b"standard input is no file" in vncorpus("encoding", "-o", "parts/", "--shard", "1/3").stderr
    assert vncorpus("merge", "nowhere", "-o", "m").returncode == 66
    assert vncorpus("encoding", "in.jsonl", "-o", "s3://bucket/a.jsonl").returncode == 2


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("span", [50_100, 100_207], b"begins at byte 50,100 of its file, where 50,006 was read before"),
        ("read", 999, b"999 records in are not those out"),
        ("run", "0123456789abcdef", b"is of another run"),
    ],
)
def test_a_manifest_that_does_not_add_up(
    vncorpus: Run, tmp_path: Path, name: str, value: object, message: bytes
) -> None:
    (tmp_path / "in.jsonl").write_text(records(600), encoding="utf-8")
    assert vncorpus("encoding", "in.jsonl", "-o", "parts/", "--shard", "1/1", *SMALL).returncode == 3
    path = next((tmp_path / "parts").glob("part-00001*.done.json"))
    row = json.loads(path.read_bytes())
    assert row["counts"]["span"] == [50_006, 100_207]
    (row if name == "run" else row["counts"])[name] = value
    path.write_text(json.dumps(row))
    done = vncorpus("merge", "parts", "-o", "m")
    assert (done.returncode, message in done.stderr) == (65, True), done.stderr
    assert not (tmp_path / "m").exists()


def test_a_byte_that_has_changed(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(600), encoding="utf-8")
    orders = ("encoding", "in.jsonl", "-o", "parts/", "--shard", "1/1", "--compress", "none", *SMALL)
    assert vncorpus(*orders).returncode == 3
    path = next((tmp_path / "parts").glob("part-00001*.jsonl"))
    good = path.read_bytes()
    path.write_bytes(good[:-9] + b"~" + good[-8:])
    done = vncorpus("merge", "parts", "-o", "m")
    assert (done.returncode, b"(its digest is another)" in done.stderr) == (65, True), done.stderr
    assert not (tmp_path / "m").exists()
    assert vncorpus(*orders).returncode == 3
    assert path.read_bytes() == good


def test_a_full_disk(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(records(5000, bad=10**9), encoding="utf-8")
    limit = (60_000, resource.RLIM_INFINITY)
    orders = ("encoding", "in.jsonl", "-o", "parts", "--shard", "1/1", "--unit", "500000", "--compress", "none")
    done = vncorpus(*orders, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert (done.returncode, b"write failed" in done.stderr) == (74, True), done.stderr
    assert b"nothing was left half-written" in done.stderr
    assert names(tmp_path / "parts") == ["run.json"]


def test_an_input_that_is_cut_off(vncorpus: Run, tmp_path: Path) -> None:
    data = gzip.compress(records(2000).encode())
    (tmp_path / "cut.jsonl.gz").write_bytes(data[: len(data) // 2])
    (tmp_path / "in.jsonl").write_text(records(500), encoding="utf-8")
    one = vncorpus("encoding", "cut.jsonl.gz", "in.jsonl", "-o", "one")
    for number in (1, 2, 3):
        done = vncorpus("encoding", "cut.jsonl.gz", *shard(number)[1:])
        assert done.returncode == (65 if number == 1 else 3), done.stderr
    done = vncorpus("merge", "parts", "-o", "m")
    assert (done.returncode, b"cut.jsonl.gz: cut off or damaged after" in done.stderr) == (65, True)
    assert one.returncode == 65
    assert (tmp_path / "m").read_bytes() == (tmp_path / "one").read_bytes()


def test_shards_that_are_killed(vncorpus: Run, tmp_path: Path) -> None:
    """Killed at any moment, and run again, two at a time: the parts are the same."""
    (tmp_path / "in.jsonl").write_text(records(12_000), encoding="utf-8")
    chance = random.Random(5)
    for _ in range(5):
        runs = [start(tmp_path, *map(str, shard(number))) for number in (1, 1, 2)]
        time.sleep(0.3 + chance.random() * 0.5)
        for run in runs:
            run.kill()
            run.communicate()
    there = set(tmp_path.glob("parts/*.done.json"))
    run = start(tmp_path, *map(str, shard(3)))
    until(lambda: set(tmp_path.glob("parts/*.done.json")) - there)
    run.send_signal(signal.SIGTERM)
    _, errors = run.communicate(timeout=20)
    assert run.returncode in (143, 3)
    if run.returncode == 143:
        assert b"parts are whole in parts; the same command goes on" in errors
    for number in (1, 2, 3):
        assert vncorpus(*shard(number)).returncode == 3
    assert not list((tmp_path / "parts").glob(".work-*"))
    assert vncorpus("merge", "parts", "-o", "m").returncode == 3
    assert (tmp_path / "m").read_bytes() == vncorpus("encoding", "in.jsonl").stdout
