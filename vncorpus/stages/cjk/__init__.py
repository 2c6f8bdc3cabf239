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
_ANY = lazy("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff9d\U00020000-\U000323af]")
#: A run that stands this often in a document, and that no table knows, is a name.
REPEATED = 4


@dataclass(frozen=True)
class Options:
    """Hold the options of the stage."""

    stray: str = option(
        "translate",
        "a stray Chinese run becomes Vietnamese, its Hán-Việt reading, ⟦marked⟧, nothing, or stays",
        ("translate", "reading", "mark", "drop", "keep"),
    )
    confidence: str = option("high", "translate only what is sure, or anything that is known", ("high", "any"))
    glossary: tuple[Path, ...] = option(
        (), "a table of your own, TSV with the columns han and vi; may be given again; the first that knows wins"
    )
    dictionary: Path | None = option(None, "a dictionary made by `vncorpus cjk-import`, asked after the glossaries")
    resolver: str = option("", "address of a language model that you run, asked for what no table knows")
    quotes: str = option("keep", "「」『』《》 stay, or become “ ”", ("keep", "vietnamese"))


def run(document: Document, options: Options) -> Document:
    """Translate stray Chinese words that are known for sure, and mend fullwidth punctuation.

    A run is stray where nothing explains it: it stands in no code, link, bracket, quotation, table cell or
    list of languages, after no cue ("chữ 恒") and no reading of its own, in no Chinese, Japanese or Korean clause,
    and is no name that comes again and again. What replaces it is, in this order: your glossary, ours, your
    dictionary, a pattern around one known word, and after a title the reading of a name; for the whole run only,
    since senses put together word by word were measured at 20 % acceptable (`--confidence any` does that too).
    A run that stays is marked in the record: the stray as `flag:stray`, others as `flag:` or `keep:` and the reason.

    >>> run(Document("hãy dùng卷积 hoặc cơ chế chú ý，như ông Lý Cường (李强)."), Options()).text
    'hãy dùng tích chập hoặc cơ chế chú ý, như ông Lý Cường (李强).'
    """
    if document.text.isascii() or not _ANY.search(document.text):
        return document
    from vncorpus.stages.cjk import punctuation  # here, so that a start does not pay for it

    document = document.edited(NAME, punctuation.mend(document.text, options.quotes == "vietnamese"))
    edits = list(_runs(document.text, options))
    if options.resolver:
        return _asked(document, edits, options.resolver)
    return document.edited(NAME, edits)


def check(options: Options) -> None:
    """Read the user's tables, so that a bad row is told before any input is read."""
    if options.glossary:
        from vncorpus.stages.cjk import lexicon

        for path in options.glossary:
            lexicon.table(path)
    if options.dictionary:
        from vncorpus.stages.cjk import dictionary

        dictionary.opened(options.dictionary)
    if options.resolver:
        from vncorpus.stages.cjk import resolver

        resolver.check(options.resolver)


def sources(options: Options) -> dict[str, str]:
    """Return the name and the licence of an imported dictionary, for the report of a run."""
    if not options.dictionary:
        return {}
    from vncorpus.stages.cjk import dictionary

    return dictionary.about(options.dictionary)


def _runs(text: str, options: Options) -> Iterator[Edit]:
    from vncorpus.stages.cjk import code, judge
    from vncorpus.stages.cjk.lines import RUN, lines

    blocks = code.fenced(text)
    often = Counter(RUN.findall(text))
    repeated = frozenset(han for han, count in often.items() if count >= REPEATED)
    for line in lines(text):
        if RUN.search(line.text):
            fenced = code.within(blocks, line.start)
            yield from judge.judged(line, fenced, repeated, options)


def _asked(document: Document, edits: list[Edit], url: str) -> Document:
    """Return the document edited, and what is still open after that settled by the resolver, or marked."""
    from vncorpus.stages.cjk import resolver

    moved = 0
    places = []
    for edit in edits:
        if edit.rule == "flag:stray":
            places.append((edit.start + moved, edit.end + moved))
        moved += len(edit.new) - (edit.end - edit.start)
    document = document.edited(NAME, [edit for edit in edits if edit.rule != "flag:stray"])
    return document.edited(NAME, resolver.resolve(document.text, places, url)) if places else document


STAGE = Stage(NAME, "2", run, Options, check=check, sources=sources)
