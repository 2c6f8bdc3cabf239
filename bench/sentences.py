"""Run the sentence splitters that exist beside ours: on the UD treebank, on the hard cases, and for speed.

    python bench/sentences.py [--quick] [-v]      -v lists our own failures

The peers are those of the dependency groups `peers` and `peers-icu`; one that is not installed is named. A figure of
the treebank is of sentence ends over blocks of ten sentences joined by a space. Every other block, `tune`, was looked
at while the rules were made; `held` was only scored. A hard case counts where all its sentences are right, white space
aside. Speed is CPU time on news, ten lines in one, each tool in turns with underthesea's.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("VNCORPUS_DATA", "../shared/data"))
CASES = ROOT / "tests" / "cases" / "sentences.jsonl"
Split = Callable[[str], list[str]]
Pair = tuple[float, float, float]
TREEBANK = {"dev": "vi_vtb-ud-dev.conllu", "train": "vi_vtb-ud-train.conllu"}
BLOCK = 10


def ours() -> Split:
    """Return the stage's function."""
    from vncorpus.stages.sentences import split

    return lambda text: [text[start:end] for start, end in split(text)]


def underthesea() -> Split:
    """Return underthesea.sent_tokenize."""
    from underthesea import sent_tokenize

    return lambda text: list(sent_tokenize(text))


def icu() -> Split:
    """Return ICU's sentence iterator for Vietnamese, whose offsets are those of UTF-16."""
    from icu import BreakIterator, Locale

    breaks = BreakIterator.createSentenceInstance(Locale("vi"))

    def cut(text: str) -> list[str]:
        wide = text.encode("utf-16-le", "surrogatepass")
        breaks.setText(text)
        at, found = 0, []
        for end in breaks:
            found.append(wide[2 * at : 2 * end].decode("utf-16-le", "surrogatepass"))
            at = end
        return found

    return cut


def syntok() -> Split:
    """Return syntok's segmenter; its tokens know their offsets."""
    from syntok import segmenter

    def cut(text: str) -> list[str]:
        rows = [row for paragraph in segmenter.process(text) for row in paragraph if row]
        return [text[row[0].offset : row[-1].offset + len(row[-1].value)] for row in rows]

    return cut


def blingfire() -> Split:
    """Return blingfire's sentence breaker."""
    from blingfire import text_to_sentences

    return lambda text: str(text_to_sentences(text)).split("\n")


def pysbd() -> Split:
    """Return pySBD with the English rules, for it has no Vietnamese ones."""
    from pysbd import Segmenter

    segmenter = Segmenter(language="en", clean=False)
    return lambda text: list(segmenter.segment(text))


def sentencex() -> Split:
    """Return sentencex for Vietnamese."""
    from sentencex import segment

    return lambda text: list(segment("vi", text))


PEERS = (ours, underthesea, icu, syntok, blingfire, pysbd, sentencex)


def blocks(name: str) -> list[list[str]]:
    """Return the sentences of a part of the treebank, ten by ten."""
    lines = (DATA / "words" / TREEBANK[name]).read_text("utf-8").splitlines()
    texts = [line[8:].strip() for line in lines if line.startswith("# text =")]
    return [texts[at : at + BLOCK] for at in range(0, len(texts), BLOCK)]


def ends(pieces: Iterable[str]) -> list[int]:
    """Return where each piece ends, counted in characters that are not white space."""
    at, found = 0, []
    for piece in pieces:
        bare = len("".join(piece.split()))
        if bare:
            at += bare
            found.append(at)
    return found


def treebank(split: Split, parts: list[list[str]]) -> Pair:
    """Return precision, recall and F1 of sentence ends."""
    hit = wrong = missed = 0
    for part in parts:
        gold, found = set(ends(part)), set(ends(split(" ".join(part))))
        hit, wrong, missed = hit + len(gold & found), wrong + len(found - gold), missed + len(gold - found)
    return hit / (hit + wrong), hit / (hit + missed), 2 * hit / (2 * hit + wrong + missed)


def hard(split: Split, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the cases that a splitter gets wrong."""

    def bare(pieces: Iterable[str]) -> list[str]:
        return [text for text in (" ".join(piece.split()) for piece in pieces) if text]

    return [row for row in rows if bare(split(row["in"])) != bare(row["sentences"])]


def news(size: int) -> list[str]:
    """Return texts of ten lines of news, or the cases again and again where the news is not here."""
    path = DATA / "news.txt.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as handle:
            lines = handle.read(size).split("\n")[:-1]
    else:
        lines = [json.loads(row)["in"] for row in CASES.read_text("utf-8").splitlines()]
        lines *= size // sum(map(len, lines)) + 1
    return [" ".join(lines[at : at + BLOCK]) for at in range(0, len(lines), BLOCK)]


def seconds(split: Split, texts: list[str]) -> float:
    """Return the CPU seconds that a splitter takes for the texts."""
    began = time.process_time()
    for text in texts:
        split(text)
    return time.process_time() - began


def speed(split: Split, peer: Split, texts: list[str], times: int) -> tuple[float, float]:
    """Return MB/s, and the median of the ratios to the peer, the two run in turns."""
    split(texts[0]), peer(texts[0])
    pairs = [(seconds(split, texts), seconds(peer, texts)) for _ in range(times)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    return size / statistics.median(mine for mine, _ in pairs), statistics.median(b / a for a, b in pairs)


def figures(split: Split, rows: list[dict[str, Any]], texts: list[str], times: int) -> Iterator[str]:
    """Yield the cells of a tool's row."""
    for name in TREEBANK:
        if not (DATA / "words" / TREEBANK[name]).is_file():
            yield f"{'not here':>17}"
            continue
        parts = blocks(name)
        precision, recall, f1 = treebank(split, parts)
        yield f"{precision:.3f} {recall:.3f} {f1:.3f}"
        yield f"{treebank(split, parts[1::2])[2]:.3f}"
    blind = [row for row in rows if row["label"].startswith("blind-")]
    for some in (rows, blind):
        yield f"{1 - len(hard(split, some)) / max(1, len(some)):8.3f}"
    fast, part = speed(split, underthesea(), texts, times)
    yield f"{fast:6.1f} {part:6.2f}"


def main() -> None:
    """Print a row a tool."""
    quick = "--quick" in sys.argv
    rows = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    rows = [row for row in rows if "options" not in row]  # the peers have none
    texts = news(300_000 if quick else 1_500_000)
    print(f"{len(rows)} hard cases, {sum(row['from'] == 'negative' for row in rows)} of them one sentence")
    print(f"{'tool':12} {'dev: P R F1':17} held  {'train: P R F1':17} held     cases    blind   MB/s  ratio")
    for make in PEERS:
        try:
            split = make()
        except ImportError:
            print(f"{make.__name__:12} not installed")
            continue
        print(f"{make.__name__:12} {' '.join(figures(split, rows, texts, 3 if quick else 5))}", flush=True)
    if "-v" in sys.argv:
        for row in hard(ours(), rows):
            print(f"{row['label']}: {ours()(row['in'])}")
        print(Counter(row["kind"] for row in hard(ours(), rows)))


if __name__ == "__main__":
    main()
