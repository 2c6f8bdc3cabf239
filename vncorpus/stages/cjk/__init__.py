"""Mend stray Chinese tokens and fullwidth punctuation in Vietnamese text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vncorpus.document import Document, Edit
from vncorpus.patterns import lazy
from vncorpus.stage import Stage, option

NAME = "cjk"
_ANY = lazy("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff5e\U00020000-\U000323af]")
#: A run that stands this often in a document, and that no table knows, is a name.
REPEATED = 4


@dataclass(frozen=True)
class Options:
    """Hold the options of the stage."""

    stray: str = option(
        "translate", "what is done with a stray Chinese token that a glossary knows", ("translate", "keep")
    )
    confidence: str = option("high", "take only sure glossary entries, or any", ("high", "any"))
    glossary: Path | None = option(None, "a table of your own: TSV with the columns han and vi; it wins over ours")


def run(document: Document, options: Options) -> Document:
    """Translate stray Chinese tokens that a glossary is sure of, and mend fullwidth punctuation.

    A token is stray where nothing explains it: it stands in no code, link, bracket, quotation, table cell or
    list of languages, after no cue ("chữ 恒"), in no Chinese, Japanese or Korean clause, and is no name that
    comes again and again. Only an exact entry of a glossary that is marked sure replaces it; putting senses
    together was measured at 20 % acceptable, so longer runs stay. What stays is marked in the record, the
    stray as `flag:stray`, the rest as `keep:` and the reason.

    >>> run(Document("hãy dùng卷积 hoặc cơ chế chú ý，như ông Lý Cường (李强)."), Options()).text
    'hãy dùng tích chập hoặc cơ chế chú ý, như ông Lý Cường (李强).'
    """
    if document.text.isascii() or not _ANY.search(document.text):
        return document
    from vncorpus.stages.cjk import punctuation  # here, so that a start does not pay for it

    document = document.edited(NAME, punctuation.mend(document.text))
    return document.edited(NAME, _runs(document.text, options))


def check(options: Options) -> None:
    """Read the user's glossary, so that a bad row is told before any input is read."""
    if options.glossary:
        from vncorpus.stages.cjk import glossary

        glossary.table(options.glossary)


def _runs(text: str, options: Options) -> Iterator[Edit]:
    from vncorpus.stages.cjk import context, glossary

    blocks = context.fenced(text)
    found = list(context.runs(text))
    anything = options.confidence == "any"
    often = Counter(run.han for run in found)
    for run in found:
        fenced = context.is_fenced(blocks, run.start)
        reason = "code" if fenced else context.reason(text, run)
        if reason:
            yield Edit(run.start, run.end, run.han, f"keep:{reason}")
            continue
        entry = glossary.look_up(run.han, options.glossary, options.confidence == "any")
        if entry and glossary.is_gloss(text, run.start, entry):
            yield Edit(run.start, run.end, run.han, "keep:gloss")
        elif options.stray == "translate" and entry and (anything or not _set_off(text, run.start, run.end)):
            yield glossary.replacement(text, run.start, run.end, entry)
        elif often[run.han] >= REPEATED and not entry:
            yield Edit(run.start, run.end, run.han, "keep:repeated")
        else:
            yield Edit(run.start, run.end, run.han, "flag:stray")


def _set_off(text: str, start: int, end: int) -> bool:
    """Tell whether a run stands between spaces, as a word that is cited does: Ca khúc 最后 của anh.

    Of the strays that were labelled, 183 in 211 hang on the word before; machines leak without a space.
    """
    return (
        text[start - 1 : start] == " "
        and text[start - 2 : start - 1].isalpha()
        and text[end : end + 1] in ("", " ", "\n", ",", ".", ";", ":", "!", "?")
    )


STAGE = Stage(NAME, "1", run, Options, check=check)
