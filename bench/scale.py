"""Measure a run over units: on one machine, as shards, on Ray, with the same bytes each time.

    python bench/scale.py [MB]

The records are news of the development data where it is (VNCORPUS_DATA), else the samples, again and again, with a
zero-width space in each so that every record changes: 300 MB unless it is said. The job is `encoding`, the fastest
that does something, so that what an engine costs shows; then the CPU time of the whole pipeline, by which a corpus is
paid. Two processors are used throughout. Memory is the peak of the driver alone.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
from speed import clean_texts

ROOT = Path(__file__).parent.parent
#: Runs the command line, and says its own peak of memory when it ends.
MEASURED = """
import resource, sys
from vncorpus.__main__ import main
try:
    main()
finally:
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


TICK = os.sysconf("SC_CLK_TCK")


def run(*arguments: str | Path) -> tuple[float, float, int]:
    """Return the wall seconds of a run, the CPU seconds of it and what it starts, and its own peak of memory, MiB."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    report = Path(arguments[-1]).with_suffix(".report.json")
    command = [sys.executable, "-c", MEASURED, *map(str, arguments), "-q", "--report", str(report)]
    started = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    rays: dict[int, float] = {}
    while started.poll() is None:
        if "ray" in arguments:
            rays |= ray_processes(started.pid)
        time.sleep(0.2)
    said = started.stderr.read() if started.stderr else ""
    if started.returncode:
        raise SystemExit(said)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if rays:  # what the workers started is not among their own
        cpu = sum(rays.values()) + orjson.loads(report.read_bytes())["seconds"]["cpu"]
    return time.monotonic() - began, cpu, int(said.rpartition("peak ")[2])


def ray_processes(driver: int) -> dict[int, float]:
    """Return the CPU seconds of the driver and what it started: of Ray's workers with what they waited for."""
    known: dict[int, tuple[int, float]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            name = (place / "cmdline").read_bytes()
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if b"vncorpus.run.apart" not in name:
            times = fields[11:15] if name.startswith(b"ray::") else fields[11:13]
            known[int(place.name)] = (int(fields[1]), sum(map(int, times)) / TICK)
    found = {}
    for pid, (_parent, seconds) in known.items():
        above = pid
        while above in known and above != driver:
            above = known[above][0]
        if above == driver:
            found[pid] = seconds
    return found


def both_shards(orders: list[str | Path], parts: Path) -> tuple[float, float]:
    """Return the wall and CPU seconds of two shards at a time."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    runs = []
    for number in (1, 2):
        own = ["-o", parts, "--shard", f"{number}/2", "-q"]
        command = [sys.executable, "-m", "vncorpus", *map(str, [*orders, *own])]
        runs.append(subprocess.Popen(command, cwd=ROOT))
    for started in runs:
        if started.wait():
            raise SystemExit("a shard failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def corpus(path: Path, size: int) -> int:
    """Write records of about 4 kB until the file has its size; return how many."""
    texts = clean_texts(min(size, 20_000_000))
    texts = ["\n".join(texts[at : at + 2]) + "\u200b" for at in range(0, len(texts), 2)]
    number = 0
    with path.open("wb") as handle:
        while handle.tell() < size:
            for text in texts:
                handle.write(orjson.dumps({"id": number, "text": text}) + b"\n")
                number += 1
                if handle.tell() >= size:
                    break
    return number


def rows(folder: Path, megabytes: int) -> Iterator[tuple[str, str]]:
    """Yield what was measured, and the figure."""
    source, small = folder / "in.jsonl", folder / "small.jsonl"
    count = corpus(source, megabytes * 1_000_000)
    corpus(small, megabytes * 250_000)
    size, part = source.stat().st_size / 1e6, small.stat().st_size / 1e6
    yield "input", f"{size:.0f} MB, {count:,} records"
    one = folder / "one"
    unit = 16 << 20
    orders: list[str | Path] = ["encoding", source, "--unit", str(unit)]

    def same(made: Path) -> str:
        alike = subprocess.run(["cmp", one, made], check=False).returncode == 0
        made.unlink()
        if not alike:
            raise SystemExit(f"{made} has other bytes than -j 1")
        return "same bytes"

    wall, cpu, peak = run(*orders, "-o", one)
    yield "-j 1", f"{wall:.1f} s, {size / wall:.0f} MB/s, CPU {cpu:.1f} s, {peak} MiB"
    wall, cpu, peak = run(*orders, "-j", "2", "-o", folder / "two")
    yield "-j 2", f"{wall:.1f} s, {size / wall:.0f} MB/s, CPU {cpu:.1f} s, {peak} MiB; {same(folder / 'two')}"
    wall, cpu = both_shards(orders, folder / "parts")
    yield "--shard 1/2 and 2/2 at a time, parts as zst", f"{wall:.1f} s, {size / wall:.0f} MB/s, CPU {cpu:.1f} s"
    wall, cpu, peak = run("merge", folder / "parts", "-o", folder / "m")
    yield "merge of their zst parts to JSONL", f"{wall:.1f} s, CPU {cpu:.1f} s, {peak} MiB; {same(folder / 'm')}"
    shutil.rmtree(folder / "parts")
    ray: list[str | Path] = ["--engine", "ray", "-j", "2", "-o"]
    tiny = folder / "tiny.jsonl"
    tiny.write_bytes(b'{"text":"a"}\n')
    start, cpu, _ = run("encoding", tiny, *ray, folder / "tiny.out")
    yield "Ray, start and end of a cluster, one record", f"{start:.1f} s, CPU {cpu:.1f} s"
    wall, cpu, peak = run(*orders, *ray, folder / "ray")
    units = -(-source.stat().st_size // unit)
    rate = f"{wall:.1f} s, {size / wall:.0f} MB/s, CPU {cpu:.1f} s"
    yield f"Ray, {units} units of 16 MiB", f"{rate}, {peak} MiB; {same(folder / 'ray')}"
    wall, _, least = run("encoding", small, "--unit", str(1 << 20), *ray, folder / "ray")
    some = -(-small.stat().st_size // (1 << 20))
    yield f"Ray, {some} units of 1 MiB, {part:.0f} MB", f"{wall:.1f} s, driver {least} MiB"
    wall, cpu, most = run("encoding", source, "--unit", str(1 << 20), *ray, folder / "ray")
    many = -(-source.stat().st_size // (1 << 20))
    yield (
        f"Ray, {many} units of 1 MiB, {size:.0f} MB",
        f"{wall:.1f} s, CPU {cpu:.1f} s, driver {most} MiB; {same(folder / 'ray')}",
    )
    yield "memory of the driver, four times the units", f"{most / least:.2f} (limit 1.1)"
    few = folder / "few.jsonl"
    corpus(few, 20_000_000)
    size = few.stat().st_size / 1e6
    for stages in ("encoding", "encoding,boilerplate,cjk,sentences", "encoding,boilerplate,cjk,sentences,words"):
        _, cpu, _ = run("clean", few, "--stages", stages, "-o", folder / "out")
        yield f"CPU of {stages}", f"{size / cpu:.2f} MB/s a core ({cpu:.1f} s for {size:.0f} MB)"


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as name:
        for what, figure in rows(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 300):
            print(f"{what:48} {figure}", flush=True)
