"""Measure `vncorpus report` and `vncorpus stats` on many records: seconds, memory, size of the page.

    python bench/report.py [--records 100000]

The records are made of the paragraphs of the samples by a seeded draw, three of four as they are pasted, so that every
stage has something to do; `clean` makes trace and report of them, which is not measured here.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
STAGES = "encoding,boilerplate,cjk"


def records(path: Path, number: int) -> None:
    """Write so many records."""
    chance = random.Random(1)
    raw = [line for page in sorted(ROOT.glob("samples/*/0-raw.txt")) for line in page.read_text().split("\n")]
    clean = [line for page in sorted(ROOT.glob("samples/*/expected.txt")) for line in page.read_text().split("\n")]
    with path.open("w", encoding="utf-8") as handle:
        for n in range(number):
            lines = chance.choices(raw if n % 4 else clean, k=chance.randint(4, 24))
            handle.write(json.dumps({"id": f"doc-{n}", "text": "\n".join(lines)}, ensure_ascii=False) + "\n")


def measured(*arguments: str, folder: str) -> tuple[float, float, float]:
    """Run a command; return its CPU seconds, its wall seconds and its largest memory in MB."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    script = (
        "import resource, sys; from vncorpus.__main__ import main\n"
        "try: main()\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - began, int(done.stderr.split()[-1]) / 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    number = parser.parse_args().records
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        records(place / "in.jsonl", number)
        clean = ["clean", "-q", "in.jsonl", "-o", "out.jsonl", "--stages", STAGES, "-j", "0"]
        measured(*clean, "--trace", "trace.jsonl", "--report", "run.json", folder=folder)
        size = (place / "out.jsonl").stat().st_size + (place / "trace.jsonl").stat().st_size
        print(f"{number:,} records, {size / 1e6:.0f} MB of records and trace")
        for name, arguments in (
            ("report", ["report", "run.json", "-o", "page.html"]),
            ("stats", ["stats", "out.jsonl", "--trace", "trace.jsonl", "--json"]),
        ):
            cpu, wall, memory = measured(*arguments, folder=folder)
            page = f", page {(place / 'page.html').stat().st_size / 1e6:.2f} MB" if name == "report" else ""
            print(f"{name}: {cpu:.1f} s of CPU, {wall:.1f} s in all, {memory:.0f} MB of memory{page}")


if __name__ == "__main__":
    main()
