"""Find where sentences begin and end, as offsets; the text is never touched.

Three steps, a file each: `lines` says which newlines end a sentence, `stops` walks over the stops of a block,
and `full`, `glued` and `speech` decide about the hard ones, with the tables that `cues` reads.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from vncorpus.document import Document, Span
from vncorpus.patterns import lazy
from vncorpus.stage import Stage, option
from vncorpus.stages.sentences import lines, stops

_DECOMPOSED = lazy(r"[^\u0300-\u036f]?[\u0300-\u036f]+")


@dataclass(frozen=True)
class Options:
    """Hold the options of the stage."""

    newlines: str = option(
        "auto",
        "what ends a sentence: every newline, only an empty line, or what looks meant",
        ("paragraph", "wrap", "auto"),
    )


class Sentence(NamedTuple):
    """Hold one sentence: its half-open offsets in code points, and its text as it stands there."""

    start: int
    end: int
    text: str


def sentences(text: str, newlines: str = "auto") -> list[Sentence]:
    """Split a text into sentences, with their offsets.

    For one text in Python; the stage of the same name writes the offsets into records. `newlines` is that
    stage's option: `paragraph` ends a sentence at every newline, `wrap` only at an empty line, `auto` at every
    newline but those of a program that wrapped the lines.

    Raises UsageError for a word that `newlines` does not take.

    >>> sentences("TS. Mai ở TP. Huế. Chị hỏi: “Mưa à?”")
    [Sentence(start=0, end=18, text='TS. Mai ở TP. Huế.'), Sentence(start=19, end=36, text='Chị hỏi: “Mưa à?”')]
    """
    options = STAGE.configured({"newlines": newlines})
    return [Sentence(start, end, text[start:end]) for start, end in split(text, options.newlines)]


def run(document: Document, options: Options) -> Document:
    """Split the text into sentences and add their offsets.

    The spans are in order, do not overlap and cover everything but white space. A quotation closes with its
    sentence, and one that runs on into its speaker is one sentence; abbreviations, initials, decimals, domains
    and list markers end none. A newline ends a sentence unless the line was wrapped by a program (`auto`).

    >>> run(Document("GS. Lan ở Q.1. Bà nói: “Tốt!”, rồi cười."), Options()).fields["sentences"]
    [[0, 14], [15, 40]]
    """
    spans = split(document.text, options.newlines)
    return document.annotated(Counter(sentences=len(spans)), sentences=[list(span) for span in spans])


def split(text: str, newlines: str = "auto") -> list[Span]:
    """Return the spans of the sentences of a text; a decomposed one has those of its composed form."""
    if not unicodedata.is_normalized("NFC", text):
        composed, back = _composed(text)
        return [(back(start), back(end)) for start, end in _split(composed, newlines)]
    return _split(text, newlines)


def _composed(text: str) -> tuple[str, Callable[[int], int]]:
    """Return the text with letters and their marks composed, and a function from its offsets to those of the text."""
    pieces: list[str] = []
    places, origins = [0], [0]
    at = length = 0
    for found in _DECOMPOSED.finditer(text):
        pieces += (text[at : found.start()], unicodedata.normalize("NFC", found[0]))
        length += found.start() - at + len(pieces[-1])
        at = found.end()
        places.append(length)
        origins.append(at)

    def back(offset: int) -> int:
        place = bisect_right(places, offset) - 1
        return origins[place] + offset - places[place]

    return "".join([*pieces, text[at:]]), back


def _split(text: str, newlines: str) -> list[Span]:
    spans: list[Span] = []
    for start, end in lines.blocks(text, newlines):
        at = start
        for boundary in stops.boundaries(text, start, end):
            _add(spans, text, at, boundary)
            at = boundary
        _add(spans, text, at, end)
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    """Add the span without the white space at its ends, unless nothing is left."""
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        start += piece.find(bare[0])
        spans.append((start, start + len(bare)))


STAGE = Stage("sentences", "2", run, Options, kind="annotator", field="sentences")
