"""Measure the engine as ratios of CPU time in one run: the machine may be slow or shared, ratios hold.

    python bench/engine.py [--quick] [--kills N]

Peers: a bare loop of orjson.loads and orjson.dumps over the same lines, and datatrove's reader and writer where it is
installed (dependency group `bench`). The records are news of the development data where it is (VNCORPUS_DATA), else
the samples again and again. `--kills` starts a run, kills it that many times, goes on each time, and compares bytes.
"""

from __future__ import annotations

import importlib.util
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
from speed import clean_texts

ROOT = Path(__file__).parent.parent
FOUR = "encoding,boilerplate,cjk,sentences"
BARE = """
import sys, orjson
with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    for line in source:
        target.write(orjson.dumps(orjson.loads(line)) + b"\\n")
"""
NOOP = """
import gc, sys
from dataclasses import dataclass
from pathlib import Path
gc.freeze(); gc.set_threshold(20_000, 20, 50)  # as the command line does
from vncorpus.pipeline import Pipeline
from vncorpus.stage import Step
from vncorpus.run import drive, pieces, places, work
from vncorpus.run.plan import Input
from vncorpus.stage import Stage
@dataclass(frozen=True)
class Options:
    pass
def run(document, options):
    return document
pipeline = Pipeline([])
pipeline.steps = (Step(Stage("noop", "1", run, Options), Options()),) * int(sys.argv[1])
source, target, jobs = Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
cuts = pieces.Cuts(eager=jobs == 1)
drive.drive(work.Job("noop", pipeline), places.Orders([Input(source)], [target], cuts, jobs=jobs, quiet=True))
"""
DATATROVE = """
import sys
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
if __name__ == "__main__":
    LocalPipelineExecutor(
        [JsonlReader(sys.argv[1], doc_progress=False), JsonlWriter(sys.argv[2], compression=None)],
        tasks=1, workers=1, logging_dir=sys.argv[3],
    ).run()
"""


def cpu(command: list[str]) -> tuple[float, float]:
    """Return the CPU and wall seconds of a command, or with `sh -c` of all that it starts."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.monotonic() - began


def paired(ours: Callable[[], float], peer: Callable[[], float], times: int) -> tuple[float, float, float]:
    """Return the medians of both, and of the ratios, the two run in turns."""
    pairs = [(ours(), peer()) for _ in range(times)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(b / a for a, b in pairs),
    )


def peaks(command: list[str]) -> tuple[int, int]:
    """Return the peak memory, in MiB, of a command and of the largest process that it started."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    own = largest = 0
    while process.poll() is None:
        for stat in Path("/proc").glob("[0-9]*/status"):
            try:
                fields = dict(line.split(":", 1) for line in stat.read_text().splitlines() if ":" in line)
                size = int(fields.get("VmHWM", "0").split()[0])
            except (OSError, ValueError):
                continue
            if int(stat.parent.name) == process.pid:
                own = max(own, size)
            elif fields.get("PPid", "").strip() == str(process.pid):
                largest = max(largest, size)
        time.sleep(0.05)
    return own // 1024, largest // 1024


def rows(folder: Path, quick: bool) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, figure, limit and what it is made of."""
    texts = clean_texts(10_000_000 if quick else 20_000_000)
    texts = ["\n".join(texts[at : at + 2]) for at in range(0, len(texts), 2)] * (1 if quick else 5)  # of 4 kB
    source = folder / "in.jsonl"
    source.write_bytes(
        b"".join(orjson.dumps({"id": number, "text": text, "n": 1.5}) + b"\n" for number, text in enumerate(texts))
    )
    small = folder / "small.jsonl"
    small.write_bytes(b"".join(source.read_bytes().splitlines(keepends=True)[: len(texts) // (4 if quick else 1)]))
    size = source.stat().st_size / 1e6
    out, times = str(folder / "out"), 3 if quick else 5

    def noop(stages: int, jobs: int = 1) -> Callable[[], float]:
        return lambda: cpu([sys.executable, "-c", NOOP, str(stages), str(source), out, str(jobs)])[0]

    def bare() -> float:
        return cpu([sys.executable, "-c", BARE, str(source), out])[0]

    def pipe() -> float:
        one = f"{sys.executable} -c '{NOOP}' 1"
        parts = [f"{one} {source} /dev/stdout 1", *[f"{one} /dev/stdin /dev/stdout 1"] * 3, f"{one} /dev/stdin {out} 1"]
        return cpu(["bash", "-c", " | ".join(parts)])[0]

    ours, peer, ratio = paired(noop(1), bare, times)
    yield (
        "no-op stage, unchanged records / orjson",
        f"{ratio:.2f}",
        ">= 1.0",
        f"{size / ours:.0f} / {size / peer:.0f} MB/s",
    )
    five, one, ratio = paired(noop(5), noop(1), times)
    yield "five no-op stages fused, times one", f"{1 / ratio:.2f}", "<= 1.3", f"{five:.2f} / {one:.2f} s"
    five, piped, ratio = paired(noop(5), pipe, times)
    yield "five fused, cheaper than a pipe of five", f"{ratio:.2f}", ">= 4", f"{five:.2f} / {piped:.2f} s"
    two, one, ratio = paired(noop(1, 2), noop(1), times)
    yield "CPU of -j 2, times -j 1 (no-op)", f"{1 / ratio:.2f}", "", f"{two:.2f} / {one:.2f} s"

    def clean(jobs: int) -> Callable[[], float]:
        command = [sys.executable, "-m", "vncorpus", "clean", "--stages", FOUR, str(small), "-q", "-o", out]
        return lambda: cpu([*command, "-j", str(jobs)])[1]

    two, one, ratio = paired(clean(2), clean(1), times if quick else 2)
    yield "wall of clean, -j 2 faster than -j 1", f"{ratio:.2f}", ">= 1.7", f"{two:.2f} / {one:.2f} s"
    own, worker = peaks([sys.executable, "-c", NOOP, "1", str(source), out, "2"])
    yield "memory of parent and worker, no-op", f"{own}, {worker}", "<= 60", "MiB"
    own, worker = peaks([sys.executable, "-m", "vncorpus", "clean", "--stages", FOUR, str(small), "-j", "2", "-o", out])
    yield "memory of parent and worker, four stages", f"{own}, {worker}", "", "MiB"
    if importlib.util.find_spec("datatrove"):

        def datatrove() -> float:
            for name in ("dt", "log"):
                shutil.rmtree(folder / name, ignore_errors=True)
            script = folder / "dt.py"
            script.write_text(DATATROVE)
            return cpu([sys.executable, str(script), str(source), str(folder / "dt"), str(folder / "log")])[0]

        ours, peer, ratio = paired(noop(1), datatrove, times)
        yield "identity job, cheaper than datatrove", f"{ratio:.2f}", ">= 4", f"{ours:.2f} / {peer:.2f} s"
    else:
        yield "identity job, cheaper than datatrove", "-", ">= 4", "datatrove is not installed (dependency group bench)"


def kills(folder: Path, count: int) -> None:
    """Kill a run of 200 MB at random moments, go on each time, and compare the bytes."""
    texts = clean_texts(10_000_000)
    lines = [orjson.dumps({"id": number, "text": text + "\u200b"}) + b"\n" for number, text in enumerate(texts)]
    source = folder / "in.jsonl"
    with source.open("wb") as handle:
        while handle.tell() < 200_000_000:
            handle.writelines(lines)
    command = [sys.executable, "-m", "vncorpus", "encoding", str(source), "-j", "2", "-q", "--resume", "-o"]
    subprocess.run([*command, str(folder / "calm")], check=True)
    chance = random.Random(1)
    done = 0
    while done < count:
        run = subprocess.Popen([*command, str(folder / "out"), "--trace", str(folder / "trace")])
        time.sleep(1 + 2 * chance.random())
        if run.poll() is not None:
            if run.returncode:
                raise SystemExit(f"the run ended with {run.returncode}")
            (folder / "out").unlink()  # it was through: once more from the beginning
            continue
        run.kill()
        run.wait()
        done += 1
    subprocess.run([*command, str(folder / "out"), "--trace", str(folder / "trace")], check=True)
    same = subprocess.run(["cmp", str(folder / "calm"), str(folder / "out")], check=False).returncode == 0
    print(f"{count} times killed, {source.stat().st_size / 1e6:.0f} MB: {'same bytes' if same else 'OTHER BYTES'}")
    if not same:
        raise SystemExit(1)


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as name:
        if "--kills" in sys.argv:
            kills(Path(name), int(sys.argv[sys.argv.index("--kills") + 1]))
        else:
            print(f"{'what':42} {'figure':>8}  {'limit':7} made of")
            for what, figure, limit, made in rows(Path(name), "--quick" in sys.argv):
                print(f"{what:42} {figure:>8}  {limit:7} {made}", flush=True)
