"""Segment by others, and put what they give on the text."""

from __future__ import annotations

from vncorpus.document import Span


def placed(text: str, words: list[str]) -> list[Span]:
    """Put words that a tool gave, perhaps rewritten, on the text by counting characters that are no white space.

    >>> placed("Học sinh  học.", ["Học sinh", "học", "."])
    [(0, 8), (10, 13), (13, 14)]
    """
    places = [at for at, letter in enumerate(text) if not letter.isspace()]
    spans, count = [], 0
    for word in words:
        size = len("".join(word.split()))
        if size and count + size <= len(places):
            spans.append((places[count], places[count + size - 1] + 1))
        count += size
    return spans


def pyvi(texts: list[str]) -> list[list[Span]]:
    """Return pyvi's words of each sentence."""
    from pyvi import ViTokenizer

    return [placed(text, [w.replace("_", " ") for w in ViTokenizer.tokenize(text).split(" ")]) for text in texts]
