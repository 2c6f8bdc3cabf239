"""Train a linear-chain CRF on gold sentences, and tag by it as it is, before it is made into tables."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

from train import scores, silver
from train.evidence import Evidence
from train.features import attributes
from train.gold import Gold

#: L1 and L2, chosen by cross-validation; see REPORT.md.
L1, L2 = 0.1, 0.1
ROUNDS = 100
#: The parts into which training sentences fall: each sees the gold words of the others only.
PARTS = 10
#: The share of sentences that are learned once more in capitals, and in small letters.
CASED = 0.1


def words(sentences: Sequence[Gold]) -> list[str]:
    """Return the gold words of more than one syllable."""
    return [one.text[start:end] for one in sentences for start, end in one.words if " " in one.text[start:end]]


def fit(sentences: Sequence[Gold], place: Path, *, l1: float = L1, l2: float = L2, parts: int = PARTS) -> Evidence:
    """Train on the sentences, write CRFsuite's file, and return the evidence that new sentences see.

    A first model is trained to choose sentences of raw news by (silver.py), the second on those too.
    """
    evidence = Evidence(words(sentences))
    for second in (False, True):
        trainer = pycrfsuite.Trainer(
            "lbfgs",
            {"c1": l1, "c2": l2, "max_iterations": ROUNDS, "feature.possible_transitions": 1},
            verbose=False,
        )
        for tokens, inside, seen in _instances(sentences, parts):
            made = attributes(tokens, seen), labels(inside)
            for _ in range(silver.GOLD if second else 1):
                trainer.append(*made)
        if second:
            for one in silver.chosen(tagged(place, silver.choice(), evidence)):
                trainer.append(attributes(one.tokens, evidence), labels(one.inside))
        trainer.train(str(place))
    return evidence


def labels(inside: Sequence[bool]) -> list[str]:
    """Return the label of each token: B begins a word, I is its second, J any later one.

    With I and J apart the model asks of a third token whether three make a word, not only whether two of them do.
    """
    made: list[str] = []
    for within in inside:
        made.append(("J" if made[-1:] in (["I"], ["J"]) else "I") if within else "B")
    return made


def _instances(sentences: Sequence[Gold], parts: int) -> Iterator[tuple[list[str], list[bool], Evidence]]:
    part = [at * parts // len(sentences) for at in range(len(sentences))]
    others = [
        Evidence(words([one for one, its in zip(sentences, part, strict=True) if its != number or parts == 1]))
        for number in range(parts)
    ]
    drawn = random.Random(1)
    for one, number in zip(sentences, part, strict=True):
        yield one.tokens, one.inside, others[number]
        lot = drawn.random()
        if lot < CASED:
            yield [token.upper() for token in one.tokens], one.inside, others[number]
        elif lot < 2 * CASED:
            yield [token.lower() for token in one.tokens], one.inside, others[number]


def tagged(place: Path, sentences: Sequence[Gold], evidence: Evidence) -> list[list[bool]]:
    """Tag sentences by CRFsuite itself."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(place))
    return [[label != "B" for label in tagger.tag(attributes(one.tokens, evidence))] for one in sentences]


def counted(sentences: Sequence[Gold], found: Sequence[Sequence[bool]]) -> scores.Counts:
    """Return the counts of sentences whose words are told by the tokens that begin none."""
    return scores.counted([_words(one.inside) for one in sentences], map(_words, found))


def _words(inside: Sequence[bool]) -> set[tuple[int, int]]:
    firsts = [at for at, within in enumerate(inside) if not within or at == 0]
    return set(zip(firsts, [*firsts[1:], len(inside)], strict=True))
