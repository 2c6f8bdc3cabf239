"""What is read in a page that was written down as Markdown: every line, and nothing that does not stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vncorpus import Document, Pipeline, undo
from vncorpus.stages.boilerplate import markdown

MARKS = ["# ", "## ", "* ", "  * ", "- ", "[", "](/a)", "![", "**", "_", "__", "\n", "\n\n", "(", ")", " "]
WORDS = ["Trang chủ", "Đăng nhập", "Tin tức", "Liên hệ", "Hội làng mở sáng nay.", "Ai cũng ra đình xem vật từ sớm, "]

TEXTS = st.lists(st.sampled_from(MARKS + WORDS), max_size=60).map("".join)


def _stands_in(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(char in rest for char in part)


@settings(deadline=None)
@given(TEXTS)
def test_each_line_says_what_stands_in_it(text: str) -> None:
    texts = text.split("\n")
    said = markdown.plain(texts)
    assert said is None or len(said) == len(texts)
    for bare, line in zip(said or (), texts, strict=said is not None):
        assert _stands_in(bare.removeprefix("- "), line)


@given(TEXTS)
def test_it_can_be_undone(text: str) -> None:
    done = Pipeline(["boilerplate"]).run(Document(text))
    assert undo(done.text, done.trail) == text


@pytest.mark.parametrize("piece", ["[a](", "**a ", "![", "[[", "_a_ ", "[a](b) ", "* ", "(("])
def test_long_lines_of_marks_are_read(piece: str) -> None:
    lines = [piece * (markdown.LONG // len(piece)), piece * 100_000]
    assert markdown.plain(["# a", "* b", "* c", "* d", *lines]) is not None


def test_a_list_is_no_markdown() -> None:
    assert markdown.plain(["- một", "- hai", "- ba", "- bốn", "- năm"]) is None
