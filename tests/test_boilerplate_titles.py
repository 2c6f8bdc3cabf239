"""Which line of a whole page is its title by all its signs, and what becomes of it, of the second and of copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from vncorpus import Document, Pipeline, undo
from vncorpus.stages import boilerplate
from vncorpus.stages.boilerplate import learned, titles, traits, trees

PAGES = sorted((Path(__file__).parent / "pages").glob("*.page"))
MENU = [
    *("Báo Bến Sông", "Thời sự", "Kinh tế", "Văn hóa", "Thể thao", "Đăng nhập", "Đăng ký", "Tìm kiếm", "Trang chủ"),
    *("Xã hội", "Giáo dục", "Sức khỏe", "Góc sông nước", "Mùa cá linh"),
]
TITLE, STAMP = "Xóm chài dựng lại cầu tàu sau cơn lũ", "Thứ Hai, 12/08/2024 09:15"
TEXT = [
    "Sau trận lũ tuần trước, hơn ba mươi hộ ở xóm chài đã góp tre, góp công để dựng lại chiếc cầu tàu cũ.",
    "Ông Tư Lến, người lớn tuổi nhất xóm, nói cầu phải xong trước rằm để ghe còn chở lúa ra chợ huyện.",
    "Chính quyền xã hỗ trợ xi măng làm móng, còn gỗ lát mặt cầu do một chủ vựa ở thị trấn tặng bà con.",
    "Nếu trời không mưa thêm, chuyến ghe đầu tiên sẽ cập cầu vào sáng thứ Bảy này, ông Tư nói.",
]
FOOT = [
    *("Chia sẻ", "Bình luận (0)", "Tin liên quan", "Lũ rút chậm ở hạ lưu, dân vẫn phải đi ghe", "Xem thêm"),
    *("Liên hệ quảng cáo", "Đường dây nóng: 0901 234 567", "Điều khoản sử dụng", "Chính sách bảo mật"),
    *("Giấy phép số 12/GP-BTTTT", "© 2024 Báo Bến Sông. Giữ bản quyền nội dung."),
]


def _told(monkeypatch: pytest.MonkeyPatch, odds: dict[str, float], last: str = "") -> None:
    """Let trees say how likely each line is the title; of `last` only its last copy."""

    def of(
        texts: Sequence[str], found: Sequence[object], rules: object, page: Sequence[traits.Look], title: int, top: int
    ) -> list[list[float]]:
        shown = [text.strip() for text in texts if text.strip()]
        at = len(shown) - 1 - shown[::-1].index(last) if last else -1
        return [
            [odds.get(shown[place], -9.0) if shown[place] != last or place == at else -8.0]
            for place in titles.head(page, top)
        ]

    class Said:
        def log_odds(self, lines: Sequence[Sequence[float]]) -> list[float]:
            return [line[0] for line in lines]

    real = trees.trees
    monkeypatch.setattr(titles, "of", of)
    monkeypatch.setattr(trees, "trees", lambda path=trees.TABLE: Said() if path == titles.TABLE else real(path))


def _cleaned(lines: Sequence[str]) -> tuple[list[str], str | None, list[tuple[str, str]]]:
    text = "\n".join(lines)
    after = Pipeline(["boilerplate"]).run(Document(text))
    assert undo(after.text, after.trail) == text
    gone = [(edit.old.strip(), edit.rule) for change in after.trail for edit in change.edits]
    return after.text.split("\n"), after.fields.get("metadata", {}).get("title"), gone


def test_the_trees_ask_for_the_traits_that_heads_have() -> None:
    made = trees.trees(titles.TABLE)
    lines = [*MENU, TITLE, STAMP, *TEXT, *FOOT]
    found = boilerplate.classified(lines, boilerplate.Options())
    rules: list[str | None] = [None] * len(lines)
    page = traits.looks(lines, found, rules)
    top = len(MENU) + 2
    seen = [*titles.of(lines, found, rules, page, len(MENU), top)]
    assert made.names == titles.NAMES
    assert {len(one) for one in seen} == {len(titles.NAMES)}
    assert len(seen) == len(titles.head(page, top))
    assert set(made.trait.tolist()) <= set(range(len(titles.NAMES)))
    best = titles.head(page, top)[int(np.argmax(made.log_odds(seen)))]
    assert lines[best] == TITLE


def test_the_likeliest_line_stays_and_is_the_title(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [*MENU, TITLE, STAMP, *TEXT, *FOOT]
    kept, title, _ = _cleaned(lines)
    assert (title, "Mùa cá linh" in kept) == (TITLE, False)
    _told(monkeypatch, {"Mùa cá linh": 1.0, TITLE: -2.0})
    kept, title, _ = _cleaned(lines)
    assert (title, kept[:2]) == ("Mùa cá linh", ["Mùa cá linh", TITLE])


def test_the_second_likeliest_comes_back_where_it_is_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [*MENU, TITLE, STAMP, *TEXT, *FOOT]
    monkeypatch.setattr(learned, "judged", lambda *_, **__: set())
    near, least = 1.0 - titles.BEHIND, titles.SECOND
    for first, odds, stays in (
        (1, near + 0.1, True),
        (1, near - 0.1, False),
        (-2, least + 0.1, True),
        (-2, least - 0.1, False),
    ):
        _told(monkeypatch, {TITLE: first, "Mùa cá linh": odds})
        kept, title, _ = _cleaned(lines)
        assert title == TITLE
        assert ("Mùa cá linh" in kept) == stays


def test_of_a_title_that_stands_twice_the_copy_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [*MENU, TITLE, "Chia sẻ", TITLE, STAMP, *TEXT, *FOOT]
    _told(monkeypatch, {TITLE: 1.0}, last=TITLE)
    kept, title, gone = _cleaned(lines)
    assert title == TITLE
    assert kept.count(TITLE) == 1
    assert (TITLE, "title:doubled") in gone


def test_what_is_no_whole_page_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    _told(monkeypatch, {"Góc sông nước": 1.0})
    lines = ["Góc sông nước", "Trang chủ", TITLE, STAMP, *TEXT, "Bình luận (0)", "Chia sẻ"]
    _, title, _ = _cleaned(lines)
    assert title == TITLE


def test_most_pages_say_their_title() -> None:
    right = 0
    for path in PAGES:
        lines = [(line[:1], line[1:]) for line in path.read_text(encoding="utf-8").splitlines()]
        first = next(text.strip() for mark, text in lines if mark == "+" and text.strip())
        _, title, _ = _cleaned([text for _, text in lines])
        right += title == " ".join(first.removeprefix("- ").split())
    assert right / len(PAGES) >= 0.89
