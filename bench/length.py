"""Measure whether boilerplate stripping takes time in proportion to the length of a document.

    python bench/length.py [LINES]

Each page of the tests is pasted again and again into one document of so many lines (3,000 without a number), and of
four times as many. What is linear takes four times the CPU time, ratio 1; what is quadratic sixteen times, ratio 4.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from vncorpus import Document, Pipeline

PAGES = Path(__file__).parent.parent / "tests" / "pages"
LINES, TIMES, WORST = 3_000, 4, 8


def per_line(pipeline: Pipeline, lines: list[str], copies: int) -> float:
    """Return the CPU microseconds for each line of a document that holds a page so many times."""
    text = "\n".join(lines * copies)
    began = time.process_time()
    pipeline.run(Document(text))
    return (time.process_time() - began) * 1e6 / (copies * len(lines))


def main(size: int) -> None:
    """Print the pages whose documents grow worst, and the mean."""
    pipeline = Pipeline(["boilerplate"])
    rows = []
    for path in sorted(PAGES.rglob("*.page")):
        lines = [line[1:] for line in path.read_text("utf-8").splitlines()]
        copies = max(1, size // len(lines))
        per_line(pipeline, lines, copies)  # what is read once
        short, long = (per_line(pipeline, lines, copies * times) for times in (1, TIMES))
        rows.append((long / short, path.name, short, long))
    rows.sort(reverse=True)
    print(f"{'page':32} ratio  us a line: {size} lines, {TIMES * size}")
    for ratio, name, short, long in rows[:WORST]:
        print(f"{name:32} {ratio:5.2f} {short:11.1f} {long:11.1f}")
    print(f"{'mean of ' + str(len(rows)):32} {sum(row[0] for row in rows) / len(rows):5.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LINES)
