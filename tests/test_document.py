"""Hold the one place that changes text to its promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vncorpus.document import Change, Document, Done, Edit, replay, undo


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit(start, end, draw(st.text(max_size=5)), "r") for start, end in pairs]


@given(edited())
def test_a_trail_replays_and_undoes(given_edits: tuple[str, list[Edit]]) -> None:
    text, edits = given_edits
    document = Document(text).edited("a", edits)
    document = document.edited("b", [Edit(0, len(document.text), document.text[::-1], "reverse")])
    assert undo(document.text, document.trail) == text
    assert replay(text, document.trail) == document.text


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 2, "x", "r"), Edit(1, 3, "y", "r")],
        [Edit(1, 1, "x", "r"), Edit(1, 1, "y", "r")],
        [Edit(0, 9, "x", "r")],
        [Edit(2, 1, "x", "r")],
    ],
)
def test_edits_that_clash_are_a_bug(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        Document("abc").edited("stage", edits)


def test_no_edit_is_no_change() -> None:
    document = Document("abc", {"words": [[0, 3]]})
    assert document.edited("stage", []) is document
    marked = document.edited("stage", [Edit(0, 1, "a", "flag:x")])
    assert marked.fields == {"words": [[0, 3]]}
    assert marked.edited("stage", [Edit(0, 1, "b", "r")]).fields == {}


def test_undo_refuses_another_text() -> None:
    trail = [Change("s", (Done(0, 1, "a", "b", "r"),))]
    with pytest.raises(ValueError, match="does not fit"):
        undo("xyz", trail)
    with pytest.raises(ValueError, match="does not fit"):
        replay("xyz", trail)


@pytest.mark.parametrize(
    "value", [None, "x", [1], [[0]], [[0, 1.5]], [[1, 1]], [[0, 2], [1, 3]], [[0, 99]], [[True, 2]]]
)
def test_spans_that_do_not_fit_are_none(value: object) -> None:
    assert Document("abc", {"words": value}).spans("words") is None
