"""Judge the Chinese runs of a line one after another: why each stands there, and what becomes of the stray ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vncorpus.document import Edit
from vncorpus.stages.cjk import choose, context, dates, fit, lexicon
from vncorpus.stages.cjk.lines import RUN, Line

if TYPE_CHECKING:
    from vncorpus.stages.cjk import Options

#: Classes that a person should look at; the others explain why a run is right where it stands.
FLAGGED = frozenset(("japanese", "korean", "nom", "repeated"))


def judged(line: Line, fenced: bool, repeated: frozenset[str], options: Options) -> Iterator[Edit]:
    """Yield an edit for each run of a line, a mark where it stays; `repeated` are those that are often in the text."""
    tables = lexicon.Sources(options.glossary, options.dictionary)
    turning = dates.dates(line.text) if options.stray == "translate" else []
    last = 0  # where the edits so far end
    before: tuple[int, str | None, bool] = (-1, None, False)  # the run before: its end, its reason, whether set off
    for found in RUN.finditer(line.text):
        run = context.run_at(line, found)
        while turning and turning[0].end() <= run.start:
            turning.pop(0)
        if line.start + run.end <= last:
            continue  # a part of the date that was turned round
        reason, entry = ("code", None) if fenced else _reason(run, repeated, tables)
        linked = context.is_linked(run, before[0])
        if linked and not reason and not (entry and entry.origin == "own"):
            reason = before[1]
        apart = context.set_off(run) or (linked and before[2])
        before = run.end, reason, apart
        spaced = apart and not linked and not context.is_misplaced(run) and context.is_spaced(run)
        apart = apart or context.is_misplaced(run)
        edit = None
        if reason:
            kind = "flag" if reason in FLAGGED else "keep"
            edit = Edit(line.start + run.start, line.start + run.end, run.han, f"{kind}:{reason}")
        elif turning and turning[0].start() < run.start:
            edit = dates.turned(line.text, turning[0], line.start)
        else:
            edit = _settled(run, apart, spaced, tables, options)
        if edit is None or edit.start < last:
            edit = Edit(line.start + run.start, line.start + run.end, run.han, "flag:stray")
        last = edit.end
        yield edit


def _reason(
    run: context.Run, repeated: frozenset[str], tables: lexicon.Sources
) -> tuple[str | None, lexicon.Entry | None]:
    """Return why a run is right where it is, if it is, and what the tables say of it."""
    reason = context.reason(run)
    if reason and reason != "nom":
        return reason, None
    entry = lexicon.find(run.han, tables)
    if not entry:
        return reason or ("repeated" if run.han in repeated else None), None
    if entry.origin == "own":
        reason = None
    if fit.is_gloss(run.before, entry.senses):
        return "gloss", entry
    if entry.origin != "own" and context.is_defined(run, entry.senses):
        return "headword", entry
    return reason, entry


def _settled(run: context.Run, apart: bool, spaced: bool, tables: lexicon.Sources, options: Options) -> Edit | None:
    """Return what becomes of a stray run, or None where it stays."""
    start, end = run.line.start + run.start, run.line.start + run.end
    if options.stray == "mark":
        return Edit(start, end, context.MARKS[0] + run.han + context.MARKS[1], "mark:stray")
    if options.stray == "drop":
        return fit.dropped(run, "drop:stray")
    choice = None
    if options.stray == "translate":
        anything = options.confidence == "any"
        choice = choose.choose(run.before, run.han, apart, tables, anything, spaced=spaced)
    elif options.stray == "reading":
        choice = choose.read(run.before, run.han)
    return fit.replaced(run.before, run.after, start, end, choice) if choice else None
