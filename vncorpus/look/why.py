"""Say of a word or a line what was done to it, by which rule, and where that rule stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vncorpus.convert import ARTICLE
from vncorpus.document import Change, Done, replay
from vncorpus.entries import entries
from vncorpus.errors import RecordError
from vncorpus.look import paint, terminal
from vncorpus.look.changes import LETTER, WORD
from vncorpus.look.diff import titled
from vncorpus.look.origin import Own, origins
from vncorpus.look.regions import Region
from vncorpus.look.rows import shown, visible
from vncorpus.look.source import Seen, Source
from vncorpus.look.trail import Story, Trails
from vncorpus.pipeline import Pipeline
from vncorpus.run.files import label, say
from vncorpus.run.pieces import Kind

#: Characters of a changed stretch, and of the row of a table, that are shown.
STRETCH = 60
ROW = 150

Place = tuple[int, int]


class Hit(NamedTuple):
    """Hold a place where the text was found: in which version of the record, and what that place was and became.

    `places` are its offsets in each version, the input first; `edits` are the passes and edits that touched it.
    """

    version: int
    places: tuple[Place, ...]
    edits: tuple[tuple[int, Done], ...]


def hits(versions: Sequence[str], trail: Sequence[Change], found: re.Pattern[str]) -> Iterator[Hit]:
    """Yield every place of what is looked for, in the input, in the output, and in what stood between; each once.

    >>> from vncorpus.document import Document, Edit
    >>> document = Document("một卷积").edited("cjk", [Edit(3, 5, " tích chập", "glossary:卷积")])
    >>> found = hits(["một卷积", document.text], document.trail, re.compile("tích chập"))
    >>> [(hit.places, len(hit.edits)) for hit in found]
    [(((3, 5), (4, 13)), 1)]
    """
    known: set[tuple[int, Place]] = set()
    for version, text in enumerate(versions):
        for match in found.finditer(text):
            if (version, match.span()) not in known and match.end() > match.start():
                hit = _followed(trail, version, match.span())
                known.update(enumerate(hit.places))
                yield hit


def _followed(trail: Sequence[Change], version: int, span: Place) -> Hit:
    places = {version: span}
    edits: list[tuple[int, Done]] = []
    for number in range(version, len(trail)):
        places[number + 1], touched = _through(trail[number], places[number], back=False)
        edits += [(number, edit) for edit in touched]
    for number in range(version - 1, -1, -1):
        places[number], touched = _through(trail[number], places[number + 1], back=True)
        edits += [(number, edit) for edit in touched]
    edits.sort(key=lambda item: (item[0], item[1].start))
    return Hit(version, tuple(places[number] for number in range(len(trail) + 1)), tuple(edits))


def _through(change: Change, span: Place, *, back: bool) -> tuple[Place, list[Done]]:
    """Return where a span lies on the other side of a pass, and the edits that touched it there."""
    start, end = span
    begin, finish = start, end
    moved = 0
    touched = []
    for edit in change.edits:
        here = edit.start, edit.start + len(edit.old)
        there = edit.start + moved, edit.start + moved + len(edit.new)
        if back:
            here, there = there, here
        moved += len(edit.new) - len(edit.old)
        if here[0] > end:
            break
        changes = edit.old != edit.new
        if Region(*here, *there, ()).touches(start, end):
            if changes and here[0] <= start:
                begin = there[0]
            if changes and here[1] >= end:
                finish = there[1]
            touched.append(edit)
        elif here[1] <= start:
            begin = start + there[1] - here[1]
        if here[0] < end and here[1] <= end:
            finish = end + there[1] - here[1]
    return (begin, max(begin, finish)), touched


def pattern(wanted: str, *, whole: bool) -> re.Pattern[str]:
    """Return the pattern of a text in any composition; `whole` says that a word is not found within another.

    >>> bool(pattern("an", whole=True).search("Lan")), bool(pattern("an", whole=False).search("Lan"))
    (False, True)
    """
    forms = dict.fromkeys([wanted, *(unicodedata.normalize(form, wanted) for form in ("NFC", "NFD"))])
    source = "|".join(re.escape(form) for form in forms)
    before = rf"(?<!{LETTER})" if whole and WORD.match(wanted) else ""
    after = rf"(?!{LETTER})" if whole and WORD.match(wanted[-1:]) else ""
    return re.compile(f"{before}(?:{source}){after}")


@dataclass(frozen=True)
class Question:
    """Say what is looked for and where."""

    path: Path
    text: str
    trace: Path | None = None
    pipeline: Pipeline | None = None
    identity: str | None = None
    kind: Kind = "auto"
    encoding: str = "auto"
    most: int = 20
    own: Own = Own()


def run(question: Question) -> int:
    """Print what was done to every place of the text, and return how many records could not be read or found.

    The trail comes from the trace, or from running the pipeline over the file once more.
    """
    source = Source(question.path, question.kind, question.encoding)
    trails = Trails(question.trace) if question.trace else None
    whole, part = (pattern(question.text, whole=which) for which in (True, False))
    told = records = 0
    kept: list[str] = []  # places within longer words, shown where there are no others
    inside = 0
    earlier = False
    coloured = terminal.is_coloured()
    with terminal.paged():
        for seen in source:
            if not trails and not seen.has(question.identity):
                continue
            try:
                story = trails.story(seen) if trails else _run(question, seen)
            except RecordError as error:
                source.rejected += 1
                say(f"{seen.place}: {error}; passed over")
                continue
            if not seen.has(question.identity):
                continue
            records += 1
            versions = _versions(story)
            heading = paint.heading(visible(titled(seen.document, seen.place)), "", coloured)
            for hit in hits(versions, story.trail, whole):
                told += 1
                if told <= question.most:
                    terminal.show(heading + _answer(question, story, versions, hit))
                    heading = ""
                earlier = earlier or (not hit.edits and trails is None and any(entries(seen.document)))
            if not told and inside < question.most:
                for hit in hits(versions, story.trail, part):
                    inside += 1
                    if inside <= question.most:
                        kept.append(heading + _answer(question, story, versions, hit))
                        heading = ""
        if not told:
            for answer in kept:
                terminal.show(answer)
            told = inside
        if not told:
            wanted = _quoted(question.text)
            terminal.show(f"{wanted} stands nowhere: not in the {records:,} records, nor in what became of them\n")
        elif told > question.most:
            terminal.show(f"… and {told - question.most:,} more places; --limit shows them\n")
    if earlier:
        say(f"vncorpus why: {label(question.path)} was cleaned before; the --trace of that run says what was done then")
    wrong = trails.rest(question.path) if trails else None
    if wrong:
        say(f"vncorpus why: {wrong}")
    return source.rejected + (wrong is not None)


def _run(question: Question, seen: Seen) -> Story:
    pipeline = question.pipeline or Pipeline(ARTICLE)
    after = pipeline.run(seen.document)
    return Story(seen.document.text, after.text, after.trail)


def _versions(story: Story) -> list[str]:
    versions = [story.was]
    for change in story.trail:
        versions.append(replay(versions[-1], [change]))
    return versions


def _answer(question: Question, story: Story, versions: Sequence[str], hit: Hit) -> str:
    text = versions[hit.version]
    start, end = hit.places[hit.version]
    where = _position(versions[0], hit.places[0])
    became = _position(versions[-1], hit.places[-1])
    lines = [f"{_quoted(text[start:end])}: {where} of the input, {became} of the output"]
    if not hit.edits:
        lines.append("  nothing touched it")
    for number, edit in hit.edits:
        change = story.trail[number]
        done = "seen, and left as it is" if edit.old == edit.new else f"{_quoted(edit.old)} → {_quoted(edit.new)}"
        at = _position(versions[number], (edit.start, edit.start + len(edit.old)))
        lines.append(f"  {change.stage} {visible(edit.rule)}: {done}; {at} of what the stage had")
        found = origins(change.stage, edit, question.own)
        lines += [f"    {_cut(visible(str(origin)).replace(chr(9), ' | '), ROW)}" for origin in found]
        lines += (
            ["    no table here has it; name yours with --glossary, --dictionary or --patterns"] if not found else []
        )
    return "".join(f"{line}\n" for line in lines)


def _position(text: str, span: Place) -> str:
    r"""Return a place as line, column and offset, counted in characters; lines and columns from one.

    >>> _position("một\nhai", (4, 7))
    '2:1 (offset 4)'
    """
    start, end = span
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return f"{line}:{column} (offset {start})" if end > start else f"gone at {line}:{column} (offset {start})"


def _quoted(text: str) -> str:
    return f'"{_cut(shown(text, False), STRETCH)}"'.replace("\\x0a", "\\n")


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else f"{text[:size]} …"


def own(glossary: Iterable[Path] | None, dictionary: Path | None, patterns: Path | None) -> Own:
    """Return the user's tables, as the options name them."""
    return Own(tuple(glossary or ()), dictionary, patterns)
