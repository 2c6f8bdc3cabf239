"""Count which syllables follow which, and write vncorpus/tables/encoding_bigrams.tsv.

    python scripts/bigrams.py NEWS.txt.gz [WORDS.txt]... > vncorpus/tables/encoding_bigrams.tsv

NEWS has a paragraph a line; each tenth is left out, for bench/encoding.py to measure on. WORDS are lists of words, one
a line: a pair of syllables that makes one is taken to have been seen a few times more, for news have few words of
stories.
"""

from __future__ import annotations

import gzip
import math
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from vncorpus.stages.encoding import model
from vncorpus.syllables import is_syllable

#: Pairs seen less often are left out: they say little, and the table is to be small.
FEWEST = 3
#: How often a pair that makes a word is taken to have been seen besides.
OF_WORD = 4
HEAD = """\
# How often a syllable and the syllables after it occur, to choose between readings of damaged text.
# weight: twice the binary logarithm of the count, rounded.  next: a weight, then the syllables that follow with it.
# The first syllable of a sentence follows ^. Tones of oa, oe, uy stand in the old style.
# Written by scripts/bigrams.py; pairs seen fewer than {fewest} times are left out.
# Source: counts over {millions:.1f} million syllables of Vietnamese news{besides}; no text of it is kept.
syllable\tweight\tnext"""


def count(path: Path) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Return how often each syllable occurs in a text, and each after each."""
    alone: Counter[str] = Counter()
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for number, line in enumerate(handle):
            if number % 10 == 9:
                continue
            last = model.START
            for word in model.states(line.strip()):
                known = word if word == model.START or is_syllable(word) else ""
                if known and known != model.START:
                    alone[known] += 1
                    if last:
                        pairs[last][known] += 1
                alone[model.START] += known == model.START
                last = known
    return alone, pairs


def main(news: Path, lists: list[Path]) -> None:
    """Write the table to standard output."""
    alone, pairs = count(news)
    total = sum(alone.values()) - alone[model.START]
    for path in lists:
        for line in path.read_text(encoding="utf-8").splitlines():
            words = [model.as_counted(word) for word in line.replace("_", " ").split()]
            if len(words) > 1 and all(map(is_syllable, words)):
                for first, second in pairwise(words):
                    pairs[first][second] += OF_WORD
    besides = ", and words of a list (NOTICE)" if lists else ""
    print(HEAD.format(fewest=FEWEST, millions=total / 1e6, besides=besides))
    for syllable, number in sorted(alone.items(), key=lambda item: (-item[1], item[0])):
        levels: dict[int, list[str]] = defaultdict(list)
        for other, times in pairs[syllable].items():
            if times >= FEWEST and other in alone:
                levels[round(2 * math.log2(times))].append(other)
        cells = [f"{level} {' '.join(sorted(levels[level]))}" for level in sorted(levels, reverse=True)]
        print(f"{syllable}\t{round(2 * math.log2(number))}\t{' '.join(cells)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
