"""Take sentences of raw news on which underthesea, pyvi and a first model of ours agree as more training data.

They are of the lines that train/count.py leaves out: of the others the counts know the answer. What all three agree on
is easy; what it teaches is that words of news which the treebank has not go together as known ones do. A gold sentence
weighs four times as much.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterable, Iterator
from functools import cache

from train.gold import DATA, Gold, labelled
from train.peers import pyvi
from vncorpus.stages import sentences
from vncorpus.stages.words import rules, tagger

#: Sentences that are learned from, and those on which underthesea and pyvi agree that they are chosen from.
NUMBER, CHOICE = 8000, 14000
#: How often each gold sentence is learned beside them.
GOLD = 4
#: Words that a sentence has at least, and at most.
_SHORTEST, _LONGEST = 8, 60
_AT_ONCE = 500
#: News calls people by a letter ("anh B."), which would teach that the letter keeps its stop at a sentence's end too.
_INITIAL = re.compile(r"\b[A-ZĐ]\s?\.")
#: This rule asks the model that is shipped, which would then have a part in the one that is made.
_WITHOUT = frozenset(["foreign"])


def chosen(found: Iterable[list[bool]]) -> Iterator[Gold]:
    """Yield those of the choice on which `found`, the tokens inside words by a model for each, agrees too."""
    number = 0
    for one, inside in zip(choice(), found, strict=True):
        if inside == one.inside and number < NUMBER:
            number += 1
            yield one


@cache
def choice() -> list[Gold]:
    """Return sentences of raw news on which underthesea, with our rules over it, and pyvi agree."""
    with gzip.open(DATA / "news.txt.gz", "rt", encoding="utf-8") as handle:
        lines = [line.strip() for line in handle if line.strip()][1::2]
    random.Random(1).shuffle(lines)
    agreed: list[Gold] = []
    for at in range(0, len(lines), _AT_ONCE):
        texts = [line[start:end] for line in lines[at : at + _AT_ONCE] for start, end in sentences.split(line)]
        for text, words, theirs in zip(texts, tagger.segment(texts), pyvi(texts), strict=True):
            words = rules.over(text, words, _WITHOUT)
            if words == theirs and _SHORTEST <= len(words) <= _LONGEST and not _INITIAL.search(text):
                agreed.append(labelled(text, words))
        if len(agreed) >= CHOICE:
            break
    return agreed[:CHOICE]
