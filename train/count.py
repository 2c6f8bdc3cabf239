"""Count in raw news how often tokens stand together and how often two segmenters join them: train/counts.tsv.gz.

    python -m train.count

Every second line of news.txt.gz is counted, the others are left for measuring. underthesea's boundaries are those of
`--model underthesea`, with our rules over them. Only counts of pairs that come twice are kept.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator

from train.evidence import COUNTS, Tokens
from train.gold import DATA
from train.peers import pyvi
from vncorpus.document import Span
from vncorpus.stages import sentences
from vncorpus.stages.words import own, rules, tagger

_AT_ONCE = 500


def main() -> None:
    """Count, and write the counts."""
    tokens: Counter[str] = Counter()
    pairs: tuple[Counter[Tokens], ...] = (Counter(), Counter(), Counter(), Counter())
    threes: tuple[Counter[Tokens], ...] = (Counter(), Counter())
    for texts in _batches():
        theirs = tagger.segment(texts)
        by = [[rules.over(text, words) for text, words in zip(texts, theirs, strict=True)], pyvi(texts)]
        for which, segmented in enumerate(by):
            for text, words in zip(texts, segmented, strict=True):
                _count(
                    text, words, tokens if which == 0 else Counter(), pairs[2 * which : 2 * which + 2], threes[which]
                )
    kept = sorted(pair for pair, number in pairs[0].items() if number > 1)
    rows = [f"{token}\t{tokens[token]}" for token in sorted({token for pair in kept for token in pair})]
    rows += ["\t".join([" ".join(pair), *(str(counter[pair]) for counter in pairs)]) for pair in kept]
    often = sorted({three for counter in threes for three, number in counter.items() if number > 1})
    rows += ["\t".join([" ".join(three), *(str(counter[three]) for counter in threes)]) for three in often]
    with COUNTS.open("wb") as file, gzip.GzipFile("", fileobj=file, mode="wb", mtime=0) as packed:
        packed.write(("\n".join(rows) + "\n").encode())


def _batches() -> Iterator[list[str]]:
    with gzip.open(DATA / "news.txt.gz", "rt", encoding="utf-8") as handle:
        lines = [line.strip() for line in handle if line.strip()][::2]
    for at in range(0, len(lines), _AT_ONCE):
        yield [line[start:end] for line in lines[at : at + _AT_ONCE] for start, end in sentences.split(line)]


def _count(
    text: str, words: list[Span], tokens: Counter[str], pairs: tuple[Counter[Tokens], ...], threes: Counter[Tokens]
) -> None:
    before = ""
    for start, end in words:
        parts = [own.known_as(part) for part in text[start:end].split()]
        if len(parts) == 3 and all(map(str.isalpha, parts)):
            threes[tuple(parts)] += 1
        for at, part in enumerate(parts):
            tokens[part] += 1
            if before.isalpha() and part.isalpha():
                pairs[0][before, part] += 1
                if at:
                    pairs[1][before, part] += 1
            before = part


if __name__ == "__main__":
    main()
