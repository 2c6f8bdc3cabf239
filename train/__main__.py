"""Train the model of words that is shipped, and say how good it is.

python -m train             train on train and dev, and write vncorpus/tables/words_model.npz
python -m train --folds N   cross-validation over blocks of what may be used for choices, in N of five folds
python -m train --last -o F train on what may be used for choices, write F, and open the last part of dev: F1 of the
                            stage and of underthesea on natural text, with 95 % intervals by bootstrap
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from train import crf, gold, packed, scores
from vncorpus.stages.words import rules, tagger
from vncorpus.stages.words.shipped import PATH, Shipped

FOLDS = 5
#: How often the sentences are drawn for an interval.
DRAWS = 1000


def main() -> int:
    """Do what is asked and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m train", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--l1", type=float, default=crf.L1)
    parser.add_argument("--l2", type=float, default=crf.L2)
    parser.add_argument("--parts", type=int, default=crf.PARTS)
    parser.add_argument("--last", action="store_true")
    parser.add_argument("-o", "--output", type=Path, default=PATH)
    asked = parser.parse_args()
    rest, last = gold.parts()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "words.crfsuite")
        if asked.folds:
            counts = []
            for fold in range(asked.folds):
                some, others = gold.fold(rest, fold, FOLDS)
                evidence = crf.fit(some, place, l1=asked.l1, l2=asked.l2, parts=asked.parts)
                counts += crf.counted(others, crf.tagged(place, others, evidence))
            print(f"F1 {100 * scores.f1(counts):.2f} over {asked.folds} of {FOLDS} folds, {len(counts)} sentences")
            return 0
        evidence = crf.fit(rest if asked.last else rest + last, place, l1=asked.l1, l2=asked.l2, parts=asked.parts)
        packed.write(packed.pack(place.read_bytes(), evidence), asked.output)
        print(f"{asked.output}: {asked.output.stat().st_size:,} bytes")
        some = rest[::10]
        same = 0
        for one, inside, words in zip(
            some, crf.tagged(place, some, evidence), Shipped(asked.output).segment([o.text for o in some]), strict=True
        ):
            begins = {start for start, _ in words}
            same += [start not in begins for start in one.starts] == inside
        print(f"the tables and CRFsuite agree on {same} of {len(some)} sentences")
        if asked.last:
            _report(asked.output, last)
    return 0


def _report(model: Path, last: list[gold.Gold]) -> None:
    """Print the F1 of the stage with this model on the last part, with 95 % intervals."""
    texts = [one.text for one in last]
    found = [rules.over(text, words) for text, words in zip(texts, Shipped(model).segment(texts), strict=True)]
    theirs = tagger.segment(texts)
    gold_words = [one.words for one in last]
    counts = {name: scores.counted(gold_words, spans) for name, spans in (("vncorpus", found), ("underthesea", theirs))}
    draws = scores.drawn(counts["vncorpus"], DRAWS)
    for name, one in counts.items():
        print(f"{name}: F1 {100 * scores.f1(one):.2f} {scores.interval(scores.spread(one, draws))}")
    ahead = scores.spread(counts["vncorpus"], draws, counts["underthesea"])
    print(f"ahead by {100 * ahead[DRAWS // 2]:.2f} {scores.interval(ahead)}")


if __name__ == "__main__":
    sys.exit(main())
