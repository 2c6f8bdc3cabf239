"""Report the Chinese runs of a corpus that nothing resolved, as a table to fill in, and how much leaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vncorpus.document import Document, undo
from vncorpus.look.documents import documents
from vncorpus.pipeline import Pipeline
from vncorpus.run.files import say
from vncorpus.run.outputs import write_whole
from vncorpus.run.pieces import Kind
from vncorpus.stages.cjk import choose, compose, lexicon

#: What a person may settle: the rule of a run, and its class in the table.
OPEN = {"flag:stray": "stray", "flag:repeated": "repeated", "flag:nom": "nom"}
CONTEXTS = 3
NEAR = 40
COLUMNS = ("han", "vi", "count", "class", "reading", "candidates", *(f"context {n}" for n in range(1, CONTEXTS + 1)))


@dataclass
class Leaks:
    """Count what leaks into a corpus."""

    documents: int = 0
    leaky: int = 0
    words: int = 0
    stray: int = 0
    mended: int = 0
    open: Counter[tuple[str, str]] = field(default_factory=Counter)
    contexts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, before: Document, after: Document) -> None:
        """Add a document, before and after the cjk stage."""
        self.documents += 1
        self.words += len(before.text.split())
        edits = after.trail[-1].edits if after.trail else ()
        text = undo(after.text, after.trail[-1:])
        here = 0
        for edit in edits:
            kind = OPEN.get(edit.rule)
            if kind:
                self.open[edit.old, kind] += 1
                self._note(text, edit.start, edit.end)
            mended = not kind and not edit.rule.startswith(("keep:", "flag:", "punctuation:"))
            self.mended += mended
            here += mended or kind == "stray"
        self.stray += here
        self.leaky += here > 0

    def _note(self, text: str, start: int, end: int) -> None:
        known = self.contexts.setdefault(text[start:end], [])
        if len(known) < CONTEXTS:
            around = f"{text[max(0, start - NEAR) : start]}⟦{text[start:end]}⟧{text[end : end + NEAR]}"
            context = " ".join(around.split())
            if context not in known:
                known.append(context)

    def summary(self) -> str:
        """Return the metrics in a sentence."""
        rate = 1000 * self.stray / self.words if self.words else 0.0
        share = 100 * self.leaky / self.documents if self.documents else 0.0
        return (
            f"{self.stray:,} stray runs ({self.mended:,} resolved), {rate:.3f} per 1,000 words; "
            f"in {self.leaky:,} of {self.documents:,} documents ({share:.2f} %)"
        )

    def rows(self, sources: lexicon.Sources) -> Iterator[tuple[str, ...]]:
        """Yield the rows of the table, the most frequent first; the column `vi` is empty."""
        for (han, kind), count in sorted(self.open.items(), key=lambda item: (-item[1], item[0])):
            contexts = (*self.contexts.get(han, []), *[""] * CONTEXTS)[:CONTEXTS]
            yield (han, "", str(count), kind, _readings(han), _candidates(han, sources), *contexts)


def report(paths: list[Path], output: Path, *, from_: Kind, encoding: str, limit: int | None, **options: Any) -> int:
    """Write the table of the runs that the cjk stage, with these options, resolves in no way; return the rejected.

    Raises UsageError for options that are wrong, DataError for input that is cut off, WriteError as any output does.
    """
    pipeline = Pipeline(["cjk"], **options)
    step = pipeline.steps[0]
    leaks = Leaks()
    rejected = 0
    for found in documents(paths, from_, encoding, limit):
        if found.document is None:
            rejected += 1
            say(f"{found.name}:{found.number}: {found.error}")
        else:
            leaks.add(found.document, step.stage.run(found.document, step.options))
    lines = [f"# {leaks.summary()}", "# Fill in the column vi, the Vietnamese that stands in a running sentence, and"]
    lines += ["# give the table to --glossary. Rows without it are passed over.", "\t".join(COLUMNS)]
    sources = lexicon.Sources(step.options.glossary, step.options.dictionary)
    lines += ["\t".join(row) for row in leaks.rows(sources)]
    write_whole(output, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    say(f"vncorpus cjk-report: {leaks.summary()}; {len(leaks.open):,} runs to settle, {rejected:,} records rejected")
    return rejected


def _readings(han: str) -> str:
    """Return the readings, all of a character that has more than one: "lý cường/cưỡng"."""
    return " ".join("/".join(lexicon.readings(char)) or "?" for char in han)


def _candidates(han: str, sources: lexicon.Sources) -> str:
    """Return what the tables know, or what they would put together, though not surely."""
    entry = lexicon.find(han, sources)
    if entry:
        return " | ".join(entry.senses)
    made = compose.composed(lexicon.simplified(han), lambda word: lexicon.find(word, sources))
    choice = choose.choose("", han, False, sources, True)
    found = [*([choice.vi] if choice else []), *([made.vi] if made else [])]
    return " | ".join(dict.fromkeys(found))
