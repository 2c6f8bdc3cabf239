"""Tag tokens by the letter of the model: make each attribute, add its weight, take the best path.

This is what the tables stand for, a hundred times slower, and the measure of what they give. It is also asked where
two paths are equal but for rounding, as they are among emoji that the model never saw: there the order in which the
weights are added decides, and this one is the model's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from vncorpus.stages.words.crfsuite import Model
from vncorpus.stages.words.templates import Template, class_of, is_title, parse

#: No template looks further than this many tokens.
REACH = 9


class Plain:
    """Hold a model with its templates and its dictionary of words in small letters.

    Raises ValueError for a template that is not known.
    """

    def __init__(self, model: Model, names: Iterable[str], dictionary: AbstractSet[str]) -> None:
        self._templates = [parse(name) for name in names]
        self._dictionary = dictionary
        self._states = dict(zip(model.attributes, model.states.tolist(), strict=True))
        self._transitions: list[list[float]] = model.transitions.tolist()

    def labels(self, tokens: Sequence[str]) -> list[int]:
        """Return the label of each token of a sentence; where two are equal, the lower one."""
        back: list[list[int]] = []
        met: dict[tuple[str, ...], list[float]] = {}  # paths are equal where the same tokens come again and again
        path: list[float] = []
        every = range(len(self._transitions))
        for at in range(len(tokens)):
            around = tuple(tokens[max(0, at - REACH) : at + REACH + 1])
            if len(around) <= 2 * REACH or around not in met:
                met[around] = self._scores(tokens, at)
            scores = met[around]
            if at:
                ways = [[path[old] + self._transitions[old][new] for old in every] for new in every]
                back.append([way.index(max(way)) for way in ways])
                scores = [max(way) + score for way, score in zip(ways, scores, strict=True)]
            path = scores
        labels = [path.index(max(path))] if path else []
        for before in reversed(back):
            labels.append(before[labels[-1]])
        return labels[::-1]

    def _scores(self, tokens: Sequence[str], at: int) -> list[float]:
        scores = [0.0] * len(self._transitions)
        for template in self._templates:
            weights = self._states.get(f"{template.name}={self._value(template, tokens, at)}")
            if weights:
                scores = [score + weight for score, weight in zip(scores, weights, strict=True)]
        return scores

    def _value(self, template: Template, tokens: Sequence[str], at: int) -> str:
        first = at + template.first
        last = first + template.width - 1
        if first < 0:
            return "BOS"
        if last >= len(tokens):
            return "EOS"
        text = " ".join(tokens[first : last + 1])
        if template.function == "lower":
            return text.lower()
        if template.function == "isdigit":
            return str(class_of(text) == 2)
        if template.function == "istitle":
            return str(is_title(text))
        return str(text.lower() in self._dictionary) if template.function else text
