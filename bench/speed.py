"""Measure speed and memory as ratios to a peer, in one run: the machine may be slow or shared, ratios hold.

    python bench/speed.py [--quick]

CPU time of the process and its children, not the wall; each pair runs in turns, and the median of the ratios counts.
Clean text is the news of the development data where it is (VNCORPUS_DATA), else the samples again and again.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import damage

from vncorpus import Document, Pipeline

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("VNCORPUS_DATA", "../shared/data"))
FOUR = ("encoding", "boilerplate", "cjk", "sentences")
PARAGRAPHS = 12  # a document of the clean text


def spent() -> float:
    """Return the CPU seconds of the children so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def process(*command: str) -> Callable[[], float]:
    """Return a function that runs a command with an empty input and returns its CPU seconds."""

    def run() -> float:
        before = spent()
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
        return spent() - before

    return run


def ratio(ours: Callable[[], float], peer: Callable[[], float], times: int) -> tuple[float, float, float]:
    """Return the medians of both and of their ratios, the two run in turns."""
    ours(), peer()
    pairs = [(ours(), peer()) for _ in range(times)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def clean_texts(size: int) -> list[str]:
    """Return clean documents of about `size` characters together."""
    news = DATA / "news.txt.gz"
    if news.is_file():
        with gzip.open(news, "rt", encoding="utf-8") as handle:
            lines = handle.read(size).split("\n")[:-1]
    else:
        lines = [line for path in ROOT.glob("samples/*/expected.txt") for line in path.read_text("utf-8").splitlines()]
        lines *= size // sum(map(len, lines)) + 1
    return ["\n".join(lines[at : at + PARAGRAPHS]) for at in range(0, len(lines), PARAGRAPHS)]


def damaged(texts: list[str]) -> list[str]:
    """Return the documents damaged, each in another way of the catalogue."""
    ways = [*damage.LINES.values(), *damage.LOSSY.values()]
    rng = random.Random(1)
    return [
        "\n".join(ways[number % len(ways)](line, rng) or line for line in text.split("\n"))
        for number, text in enumerate(texts)
    ]


def over(texts: list[str], work: Callable[[str], object]) -> Callable[[], float]:
    """Return a function that does the work on every text and returns its CPU seconds."""

    def run() -> float:
        before = time.process_time()
        for text in texts:
            work(text)
        return time.process_time() - before

    return run


def memory(lines: int) -> int:
    """Return the peak memory, in KiB, of the four stages piped through `clean` over so many records."""
    line = json.dumps({"id": 1, "text": "Trời mưa to\u200b ở Huế。 Ai cũng ướt. " * 20}, ensure_ascii=False) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.jsonl"
        path.write_text(line * lines, encoding="utf-8")
        code = (
            "import resource, subprocess, sys;"
            "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        command = [sys.executable, "-m", "vncorpus", "clean", "--stages", ",".join(FOUR), str(path)]
        done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
        return int(done.stdout)


def without_chinese(texts: list[str]) -> tuple[str, str, str, str]:
    """Return the row of the cjk stage on records without Chinese, next to a loop that only reads and writes them."""
    import orjson

    from vncorpus.run import records

    lines = [orjson.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]
    pipeline = Pipeline(["cjk"])

    def ours() -> float:
        before = time.process_time()
        for line in lines:
            document = records.parse(line)
            records.dump(line, document, pipeline.run(document))
        return time.process_time() - before

    def peer() -> float:
        before = time.process_time()
        for line in lines:
            orjson.dumps(orjson.loads(line))
        return time.process_time() - before

    mine, other, part = ratio(ours, peer, 9)
    size = sum(map(len, lines)) / 1e6
    return "cjk, no Chinese / bare loop", f"{1 / part:.2f}", ">= 0.5", f"{size / mine:.0f} / {size / other:.0f} MB/s"


def all_five(texts: list[str]) -> tuple[str, str, str, str]:
    """Return the row of the whole pipeline beside ftfy, a sentence splitter and a word segmenter, one after another."""
    from ftfy import fix_text
    from underthesea import sent_tokenize, word_tokenize

    def peer(text: str) -> None:
        for sentence in sent_tokenize(fix_text(text)):
            word_tokenize(sentence)

    fused = Pipeline()
    ours, others, part = ratio(over(texts, lambda text: fused.run(Document(text))), over(texts, peer), 3)
    size = sum(len(text.encode()) for text in texts) / 1e6
    return "five stages / ftfy, underthesea", f"{1 / part:.2f}", ">= 4", f"{size / ours:.2f} / {size / others:.2f} MB/s"


def pages() -> list[str]:
    """Return the pages of the tests, a word of each line put in another's place: lines that were not met before."""
    rng = random.Random(1)
    found = []
    for path in sorted((ROOT / "tests" / "pages").rglob("*.page")):
        lines = [line[1:].split(" ") for line in path.read_text("utf-8").split("\n")]
        others = [word for words in lines for word in words if word.isalpha()]
        for words in lines:
            if len(words) > 3:
                words[rng.randrange(1, len(words))] = rng.choice(others)
        found.append("\n".join(map(" ".join, lines)))
    return found


def boilerplate(name: str, texts: list[str], limit: str) -> tuple[str, str, str, str]:
    """Return the row of the boilerplate stage, on lines that it has not met, beside a sentence splitter."""
    from underthesea import sent_tokenize

    from vncorpus.stages.boilerplate.line import lines

    alone = Pipeline(["boilerplate"])

    def ours() -> float:
        lines.met.cache_clear()
        return over(texts, lambda text: alone.run(Document(text)))()

    mine, other, part = ratio(ours, over(texts, sent_tokenize), 5)
    size = sum(len(text.encode()) for text in texts) / 1e6
    return (
        f"boilerplate, {name} / underthesea",
        f"{1 / part:.2f}",
        limit,
        f"{size / mine:.1f} / {size / other:.1f} MB/s",
    )


def rows(quick: bool) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, figure, limit and what it is made of."""
    python = sys.executable
    times = 5 if quick else 15
    bare = process(python, "-c", "pass")
    script = str(Path(python).with_name("vncorpus"))
    ours, peer, part = ratio(process(script, "--version"), bare, times)
    yield "--version", f"{part:.2f}", "<= 2", f"{ours * 1e3:.0f} ms / {peer * 1e3:.0f} ms of `python -c pass`"
    for name in ("encoding", "sentences", "cjk", "words"):
        ours, peer, part = ratio(process(script, name), bare, times)
        yield f"start of {name}", f"{part:.2f}", "<= 10", f"{ours * 1e3:.0f} ms / {peer * 1e3:.0f} ms"

    from ftfy import fix_text

    texts = clean_texts(1_000_000 if quick else 4_000_000)
    size = sum(len(text.encode()) for text in texts) / 1e6
    fused = Pipeline(FOUR)
    ours, peer, part = ratio(
        over(texts, lambda text: fused.run(Document(text))), over(texts, lambda text: fix_text(text)), 3 if quick else 5
    )
    yield "four stages, clean text", f"{1 / part:.2f}", ">= 1.5", f"{size / ours:.1f} / {size / peer:.1f} MB/s of ftfy"
    yield all_five(texts[: len(texts) // 10])
    for name in FOUR:
        alone = Pipeline([name])
        took = over(texts, lambda text, alone=alone: alone.run(Document(text)))  # type: ignore[misc]
        yield f"  {name}", f"{size / min(took(), took()):.1f}", "", "MB/s"
    yield without_chinese(texts)
    yield boilerplate("news", texts, ">= 0.5")
    yield boilerplate("pages", pages(), "")
    encoding = Pipeline(["encoding"])
    clean = [text for text in texts if encoding.run(Document(text)).text == text]
    for what, given, limit in (
        ("clean", clean, ">= 30"),
        ("damaged", damaged(texts[: 60 if quick else 240]), ">= 2"),
    ):
        ours, peer, part = ratio(
            over(given, lambda text: encoding.run(Document(text))), over(given[:200], lambda text: fix_text(text)), 3
        )
        part *= sum(map(len, given[:200])) / sum(map(len, given))
        size = sum(len(text.encode()) for text in given) / 1e6
        yield f"encoding, {what} / ftfy", f"{1 / part:.2f}", limit, f"{size / ours:.2f} MB/s"
    small, large = memory(2_000), memory(20_000 if quick else 60_000)
    yield "memory, 10 or 30 x input", f"{large / small:.2f}", "<= 1.2", f"{large / 1024:.0f} / {small / 1024:.0f} MiB"


if __name__ == "__main__":
    print(f"{'what':28} {'ratio':>7}  {'limit':7} made of")
    for what, figure, limit, made in rows("--quick" in sys.argv):
        print(f"{what:28} {figure:>7}  {limit:7} {made}", flush=True)
