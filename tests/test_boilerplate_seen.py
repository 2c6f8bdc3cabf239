"""What goes does not hang on how a copy was made: its spaces, marks of no width, letters in pieces, blank lines, margin."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vncorpus import Document, Pipeline, undo
from vncorpus.stages.boilerplate.line.seen import plain, seen

PAGES = sorted((ROOT / "tests" / "pages").rglob("*.page"))[::3]
PIPELINE = Pipeline(["boilerplate"])
COPIES: dict[str, Callable[[str], str]] = {
    "no-break spaces": lambda line: line.replace(" ", "\u00a0", 1),
    "marks of no width": lambda line: line and f"\u200b{line}\ufeff",
    "hyphens that do not break": lambda line: line.replace("-", "\u2011"),
    "letters in pieces": lambda line: unicodedata.normalize("NFD", line),
    "spaces at the end": lambda line: f"{line} \t",
    "ends of another system": lambda line: f"{line}\r",
    "a margin": lambda line: line and f"    {line}",
    "blank lines": lambda line: f"{line}\n \n\t\n" if line.strip() else line,
}


def _lines(path: Path) -> list[str]:
    return [line[1:] for line in path.read_text(encoding="utf-8").splitlines()]


def _dropped(document: Document) -> Counter[str]:
    edits = [edit for change in document.trail for edit in change.edits if not edit.new]
    return Counter(bare for edit in edits for line in edit.old.split("\n") if (bare := plain(line).strip()))


@pytest.mark.parametrize("copy", COPIES)
def test_the_same_lines_go(copy: str) -> None:
    went = 0
    for path in PAGES:
        base = "\n".join(_lines(path))
        if copy == "blank lines":  # one or three stand between any two; how many part stanzas is not for this test
            base = "\n\n".join(filter(str.strip, base.split("\n")))
        text = "\n".join(map(COPIES[copy], base.split("\n")))
        document = PIPELINE.run(Document(text))
        dropped = _dropped(document)
        assert dropped == _dropped(PIPELINE.run(Document(base))), path.name
        assert undo(document.text, document.trail) == text
        assert PIPELINE.run(Document(document.text)).text == document.text
        went += dropped.total()
    assert went > 1000


def test_a_text_that_looks_as_it_is_is_not_copied() -> None:
    lines = ["Mưa lớn", "", "Nước dâng nhanh."]
    assert seen("\n".join(lines), lines).texts is lines
