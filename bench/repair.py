"""Measure what mending costs by class of damage, as a ratio to ftfy.fix_text on the same documents in one run.

    python bench/repair.py [SUBSTRING] [--documents N]

CPU time, the least of three turns. `cold`: nothing is remembered; `new`: other lines of the class have been seen, these
not; `warm`: the same lines again. The last rows are sums over the classes that begin alike.
"""

from __future__ import annotations

import argparse
import functools
import gc
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

import damage
from speed import clean_texts

from vncorpus import Document, Pipeline

Times = list[float]
TURNS = 3


def memories() -> list[functools._lru_cache_wrapper[object]]:
    """Return the memories of the package that forget, not the tables that are read once."""
    found = (thing for thing in gc.get_objects() if isinstance(thing, functools._lru_cache_wrapper))
    return [memo for memo in found if memo.__module__.startswith("vncorpus") and memo.cache_parameters()["maxsize"]]


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """Return the CPU time that work on the texts takes."""
    before = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - before


def measured(harm: damage.Damage, name: str, texts: list[str], count: int) -> Times:
    """Return the least seconds of ftfy and of the stage: cold, on new lines and ftfy, and on the same again."""
    from ftfy import fix_text

    pipeline = Pipeline(["encoding"])
    rng = random.Random(name)
    bad = ["\n".join(harm(line, rng) or line for line in text.split("\n")) for text in texts[: 2 * count + 2]]
    first, second, before = bad[:count], bad[count : 2 * count], bad[2 * count :]

    def ours(text: str) -> object:
        return pipeline.run(Document(text))

    seconds(ours, before)
    seconds(fix_text, before)
    turns = []
    for _ in range(TURNS):
        for memo in memories():
            memo.cache_clear()
        turns.append(
            [
                seconds(ours, first),
                seconds(fix_text, first),
                seconds(ours, second),
                seconds(fix_text, second),
                seconds(ours, second),
            ]
        )
    return [min(column) for column in zip(*turns, strict=True)]


def row(name: str, times: Times) -> str:
    """Return the line of a class: ftfy's time as multiples of ours."""
    cold, ftfy, new, again, warm = times
    return f"{name:26} {ftfy / cold:6.2f} {again / new:6.2f} {again / warm:6.2f}"


def rows(only: str, count: int) -> Iterator[str]:
    """Yield a line a class, then one for those that begin alike."""
    texts = clean_texts(count * 12 * 600)
    sums: dict[str, Times] = defaultdict(lambda: [0.0] * 5)
    for name, harm in {**damage.LINES, **damage.LOSSY}.items():
        if only in name:
            times = measured(harm, name, texts, count)
            yield row(name, times)
            for key in (f"= {name.split(' ')[0]}", "= all"):
                sums[key] = [a + b for a, b in zip(sums[key], times, strict=True)]
    for name, times in sorted(sums.items()):
        yield row(name, times)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("only", nargs="?", default="")
    parser.add_argument("--documents", type=int, default=10)
    options = parser.parse_args()
    print(f"{'times faster than ftfy':26} {'cold':>6} {'new':>6} {'warm':>6}")
    for line in rows(options.only, options.documents):
        print(line, flush=True)
