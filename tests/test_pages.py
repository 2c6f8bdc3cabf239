"""Hold the labelled pages: no text lost, little furniture left, and every change undone; `make gate` has the floors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import boilerplate
from tests.conftest import ROOT
from vncorpus import Document, Pipeline, undo

PAGES = sorted((ROOT / "tests" / "pages").rglob("*.page"))
PIPELINE = Pipeline(["boilerplate"])


def _text(path: Path) -> str:
    return "\n".join(line[1:] for line in path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_undone_and_settled(path: Path) -> None:
    text = _text(path)
    document = PIPELINE.run(Document(text))
    assert undo(document.text, document.trail) == text
    assert PIPELINE.run(Document(document.text, document.fields)).record([]) == document.record([])


def _cases() -> Iterator[str]:
    for line in (ROOT / "tests" / "cases" / "boilerplate.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["in"]


def test_of_what_stands_twice_a_copy_stays() -> None:
    """A rule that drops a line for its copy must not drop it where another rule drops the copy."""
    seen = 0
    for text in (*map(_text, PAGES), *_cases()):
        document = PIPELINE.run(Document(text))
        stay = {line.strip() for line in document.text.split("\n")}
        for edit in document.trail[0].edits if document.trail else ():
            if edit.rule == "title:doubled":
                seen += 1
                assert edit.old.strip() in stay, edit
    assert seen >= 5


def test_no_text_is_lost() -> None:
    scores = [boilerplate.score(name, rows, PIPELINE) for name, rows in boilerplate.pages(ROOT / "tests" / "pages")]
    assert len(scores) >= 100
    assert [(score.name, row["text"]) for score in scores for row in score.lost] == []
    assert sum(len(score.left) for score in scores) <= 140


@pytest.mark.parametrize("path", [path for path in PAGES if path.parent.name == "fronts"], ids=lambda path: path.stem)
def test_fronts_are_told(path: Path) -> None:
    document = PIPELINE.run(Document(_text(path)))
    assert [edit.rule for change in document.trail for edit in change.edits] == ["flag:listing"]


def test_clean_texts_stay_whole() -> None:
    for name, rows in boilerplate.pages(ROOT / "tests" / "pages" / "clean"):
        text = "\n".join(row["text"] for row in rows)
        assert PIPELINE.run(Document(text)).text == text, name


def test_levels_drop_more_and_more() -> None:
    left = {"lines": 0, "article": 0, "strict": 0}
    for path in PAGES:
        for level in left:
            left[level] += len(Pipeline(["boilerplate"], level=level, listing="keep").run(Document(_text(path))).text)
    assert left["lines"] > left["article"] > left["strict"]


@pytest.mark.parametrize("first", range(0, 12, 3))
def test_two_pages_in_one_paste(first: int) -> None:
    found = [page for page in boilerplate.pages(ROOT / "tests" / "pages") if len(page[0].split("-")[0]) == 2]
    pairs = [(found[first], found[other]) for other in range(12) if other != first]
    scores = [boilerplate.score(a[0] + b[0], [*a[1], *b[1]], PIPELINE) for a, b in pairs]
    kept = sum(score.lines[0] for score in scores)
    assert kept >= 0.97 * (kept + sum(score.lines[2] for score in scores))
