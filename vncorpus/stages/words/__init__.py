"""Segment Vietnamese words, as offsets; the text is never touched."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from vncorpus.document import Document
from vncorpus.stage import Stage, option
from vncorpus.stages import sentences

NAME = "words"


@dataclass(frozen=True)
class Options:
    """Hold the options of the stage."""

    model: str = option(
        "vncorpus", "our own with our token rules, or underthesea's boundaries as they are", ("vncorpus", "underthesea")
    )
    wordlist: Path | None = option(
        None, "words of your own, one a line; `nhà | trường` stays apart; or a table with a column vi"
    )


def run(document: Document, options: Options) -> Document:
    """Segment the sentences into words and add their offsets.

    The boundaries are those of a linear-chain CRF of our own, trained on UD Vietnamese-VTB and run from tables. Named
    rules stand over it: a URL, a time, a number or an emoji is one word, and no word spans a mark, a newline or two
    scripts. With the model `underthesea`, they are those of the installed package (VLSP 2013) without rules. The spans
    point into the text as it stands, so white space aside the words put together are the text, although underthesea
    itself rewrites it. A user's words come last. Sentences are taken from the record, or found where it has none.

    Raises UsageError where underthesea is asked for and none is installed whose files can be read.

    >>> document = run(Document("Nhà trường họp lúc 10h30."), Options())
    >>> [document.text[start:end] for start, end in document.fields["words"]]
    ['Nhà trường', 'họp', 'lúc', '10h30', '.']
    """
    from vncorpus.stages.words import rules, tagger  # here, so that a start does not pay for it

    own = None
    if options.wordlist:
        from vncorpus.stages.words import wordlist

        own = wordlist.read(options.wordlist)
    text = document.text
    spans = []
    found = document.spans("sentences") or sentences.split(text)
    pieces = [text[start:end] for start, end in found]
    given = tagger.segment(pieces) if options.model == "underthesea" else rules.segment(pieces)
    for (start, _end), piece, words in zip(found, pieces, given, strict=True):
        if own:
            words = rules.united(piece, words, own.spans(piece))
        spans += [[start + left, start + right] for left, right in words]
    return document.annotated(Counter(words=len(spans)), words=spans)


def check(options: Options) -> None:
    """Read the user's word list, so that a bad line is told before any input is read."""
    if options.wordlist:
        from vncorpus.stages.words import wordlist

        wordlist.read(options.wordlist)


STAGE = Stage(NAME, "4", run, Options, kind="annotator", field="words", check=check)
