"""What trees may judge on a page, what goes and comes back by them, and that their files are of the traits there are."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vncorpus import Document, Pipeline, undo
from vncorpus.errors import TableError
from vncorpus.stages import boilerplate
from vncorpus.stages.boilerplate import learned, traits, trees, wording
from vncorpus.stages.boilerplate.article import span

MENU = [
    *("Báo Bến Sông", "Thời sự", "Kinh tế", "Văn hóa", "Thể thao", "Đăng nhập", "Đăng ký", "Tìm kiếm", "Trang chủ"),
    *("Xã hội", "Giáo dục", "Sức khỏe"),
]
ARTICLE = [
    "Xóm chài dựng lại cầu tàu sau cơn lũ",
    "Thứ Hai, 12/08/2024 09:15",
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
PAGE = [*MENU, "Văn hóa", "Đời sống bến sông", *ARTICLE, *FOOT]


def test_the_trees_ask_for_traits_that_lines_have() -> None:
    made = trees.trees()
    found = boilerplate.classified(PAGE, boilerplate.Options())
    looks = traits.looks(PAGE, found, [None] * len(PAGE))
    assert made.names == traits.NAMES
    assert {len(seen) for seen in traits.of(looks)} == {len(traits.NAMES)}
    assert set(made.trait.tolist()) <= set(range(len(traits.NAMES)))
    leaf = np.isinf(made.most)
    assert (made.left[leaf] == np.flatnonzero(leaf)).all()
    assert not made.weight[~leaf].any() and made.weight[leaf].min() < 0 < made.weight[leaf].max()
    seen = at = {int(root) for root in made.roots}
    for _ in range(made.depth):
        at = {int(made.left[node]) + more for node in at if not leaf[node] for more in (0, 1)}
        seen = seen | at
    assert seen == set(range(len(made.left)))  # no node that no line comes to, and no leaf deeper than said


def test_trees_sum_what_their_leaves_weigh() -> None:
    small = trees.Trees(
        roots=np.array([0, 3]),
        depth=2,
        trait=np.array([1, 0, 0, 0]),
        most=np.array([2.5, np.inf, np.inf, np.inf]),
        left=np.array([1, 1, 2, 3]),
        weight=np.array([0, -1024, 2048, 512]),
        names=("one", "other"),
    )
    assert small.log_odds([[9, 2.5], [0, 2.6]]) == [-0.5, 2.5]


def test_trees_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    for content in (b"", b"PK", b"no archive"):
        path = tmp_path / f"{len(content)}.npz"
        path.write_bytes(content)
        with pytest.raises(TableError, match="install vncorpus again"):
            trees.trees(path)


def test_the_words_of_the_table_are_signs_that_lines_have() -> None:
    known = wording.weights()
    assert all(known.values())
    lines = {**dict.fromkeys("=^$#%*"), **{sign[0]: sign for sign in known}}
    assert {"=", "^", "$", "#", "%", "*"} <= lines.keys()
    buttons = ("Chia sẻ bài viết", "Xem thêm", "Đăng nhập để bình luận", "Tin cùng chuyên mục", "Giỏ hàng")
    text = ("Ông nói mưa sẽ còn kéo dài.", "Nước rút chậm, nhiều nhà vẫn phải đi ghe.", "Cho hành tím vào phi thơm.")
    assert max(map(wording.said, buttons)) < -2 < 0 < min(map(wording.said, text))


@given(st.text())
def test_any_line_says_something(text: str) -> None:
    assert math.isfinite(wording.said(text))
    assert not {sign for sign in wording.signs(text) if len(sign.split()) != 1}  # the table parts signs by spaces


def _sure(line: str, likely: float) -> Callable[..., Iterator[tuple[int, float]]]:
    """Return odds by which a line of its length is so likely text, and of all others what the rules say."""

    def odds(page: Sequence[traits.Look], asked: Sequence[int], _made: object = None) -> Iterator[tuple[int, float]]:
        yield from ((at, likely if page[at].size == len(line) else float(page[at].stays)) for at in asked)

    return odds


def _edits(text: str) -> list[tuple[str, str]]:
    after = Pipeline(["boilerplate"]).run(Document(text))
    assert undo(after.text, after.trail) == text
    return [(edit.old.strip(), edit.rule) for change in after.trail for edit in change.edits]


def test_what_is_likely_furniture_goes_with_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "Nơi ghe về"
    text = "\n".join([*MENU, *ARTICLE[:3], line, *ARTICLE[3:], *FOOT])
    monkeypatch.setattr(learned, "odds", _sure(line, 0.9))
    assert learned.RULE not in {rule for _, rule in _edits(text)}
    monkeypatch.setattr(learned, "odds", _sure(line, 0.1))
    assert (line, learned.RULE) in _edits(text)


def test_what_is_likely_text_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "Lũ rút chậm ở hạ lưu, dân vẫn phải đi ghe"
    text = "\n".join([*MENU, *ARTICLE, *FOOT])
    monkeypatch.setattr(learned, "odds", _sure(line, 0.2))
    assert any(line in old for old, _ in _edits(text))
    monkeypatch.setattr(learned, "odds", _sure(line, 0.9))
    assert not any(line in old for old, _ in _edits(text))


def test_the_same_lines_stay_in_what_is_no_whole_page(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "Nơi ghe về"
    monkeypatch.setattr(learned, "odds", _sure(line, 0.1))
    assert learned.RULE not in {rule for _, rule in _edits("\n".join([*MENU[-6:], *ARTICLE, line, *FOOT[:4]]))}


def test_no_page_with_little_furniture_and_no_number_of_a_step_is_judged() -> None:
    texts = [*MENU, *ARTICLE[:4], "1", *ARTICLE[4:], "Góc ảnh bến sông", *FOOT]
    found = boilerplate.classified(texts, boilerplate.Options())
    article = span.article(found, texts)
    assert article is not None
    rules: list[str | None] = [None] * len(texts)
    assert not learned.is_whole(rules)
    rules[: len(MENU)] = ["span:outside"] * len(MENU)
    rules[-len(FOOT) :] = ["span:outside"] * len(FOOT)
    assert learned.is_whole(rules)
    may = {texts[at] for at in learned.may_go(texts, found, article)}
    assert "1" not in may
    assert "Góc ảnh bến sông" in may


def test_headings_that_the_page_names_are_not_judged() -> None:
    parts = ["Cầu cũ", "Cầu mới", "Sau rằm"]
    wiki = [
        *MENU,
        ARTICLE[0],
        *(line for at, part in enumerate(parts) for line in (part, "Sửa đổi", ARTICLE[2 + at])),
        *FOOT,
    ]
    named = [
        *MENU,
        ARTICLE[0],
        "Mục lục",
        *parts,
        f"{ARTICLE[4]} {ARTICLE[5]}",
        *(line for at, part in enumerate(parts) for line in (part, ARTICLE[2 + at])),
        *FOOT,
    ]
    bare = [*MENU, ARTICLE[0], *(line for at, part in enumerate(parts) for line in (part, ARTICLE[2 + at])), *FOOT]
    for texts, judged in ((wiki, 0), (named, 1), (bare, 3)):  # the last entry of the contents
        found = boilerplate.classified(texts, boilerplate.Options())
        article = span.article(found, texts)
        assert article is not None
        may = learned.may_go(texts, found, article)
        headings = {
            at for at in range(1, len(texts)) if texts[at] in parts and texts[at + 1] not in (*parts, "Mục lục")
        }
        assert len(headings) >= len(parts)
        assert len(headings & may) == judged


def test_code_needs_more_evidence_than_other_lines_and_the_title_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "return nhip * 2;"
    for line in (ARTICLE[0], code, "Nơi ghe về"):
        text = "\n".join([*MENU, *ARTICLE[:3], "Nơi ghe về", code, *ARTICLE[3:], *FOOT])
        monkeypatch.setattr(learned, "odds", _sure(line, 0.08))
        assert ((line, learned.RULE) in _edits(text)) == (line == "Nơi ghe về")
        monkeypatch.setattr(learned, "odds", _sure(line, 0.01))
        assert ((line, learned.RULE) in _edits(text)) == (line != ARTICLE[0])


def test_only_what_goes_by_its_place_under_the_title_comes_back() -> None:
    texts = [*MENU, *ARTICLE, "Nước sông xuống thêm gang tay", *FOOT]
    found = boilerplate.classified(texts, boilerplate.Options())
    article = span.article(found, texts)
    assert article is not None
    rules: list[str | None] = ["span:outside"] * len(texts)
    may = {texts[at] for at in range(len(texts)) if learned.may_stay(at, found, rules, article)}
    assert "Nước sông xuống thêm gang tay" in may
    assert may.isdisjoint({*MENU, "Bình luận (0)"})
    rules = ["related:box"] * len(texts)
    assert not any(learned.may_stay(at, found, rules, article) for at in range(len(texts)))


def test_a_long_line_is_not_risked() -> None:
    look = traits.Look(True, "item", False, False, 3, 1, 1, 0, 0, 1, 9, 0.0, 0.0, 0.0)
    assert learned.turns(look, 0.2)
    assert not learned.turns(look, 0.4)
    assert not learned.turns(look._replace(size=90), 0.2)
    assert learned.turns(look._replace(size=70), 0.06)
    assert not learned.turns(look._replace(size=70, kind="sentence"), 0.06)
    assert learned.turns(look.gone(), 0.3)
    assert not learned.turns(look.gone(), 0.2)


@given(st.lists(st.sampled_from(PAGE), min_size=1, max_size=60), st.data())
def test_only_lines_that_are_asked_for_turn(texts: list[str], data: st.DataObject) -> None:
    found = boilerplate.classified(texts, boilerplate.Options())
    looks = traits.looks(texts, found, [None] * len(texts))
    asked = sorted(data.draw(st.sets(st.sampled_from(range(len(texts))))))
    before = list(looks)
    assert learned.judged(looks, asked) <= set(asked)
    assert looks == before


def test_a_list_stays_whole_most_of_which_stays() -> None:
    look = traits.Look(True, "short", False, False, 2, 1, 1, 0, 0, 1, 9, 0.0, 0.0, 0.0)
    names = [look] * learned.LIST
    assert learned.holes(names, {0}) == set(range(learned.LIST))
    assert learned.holes(names, {0, 1, 2}) == set()
    assert learned.holes(names[1:], {0}) == set()  # too few to be one
    assert learned.holes([*names[:2], look._replace(kind="prose"), *names[2:]], {0}) == set()


def test_lines_that_differ_in_numbers_or_behind_a_colon_are_kin() -> None:
    facts, minutes = ["Giá: 30.000đ", "Giá: 45.000đ", "Giá: 20.000đ"], ["Phút 12", "Phút 34", "Phút 78"]
    texts = ["Giá: 9.000đ", *ARTICLE[2:4], *facts, ARTICLE[4], *minutes]
    page = traits.looks(texts, boilerplate.classified(texts, boilerplate.Options()), [None] * len(texts))
    assert learned.kin(texts, page) == {3: "giá", 4: "giá", 5: "giá", 7: "phút", 8: "phút", 9: "phút"}
    assert learned.kin(texts[:9], page[:9]) == {3: "giá", 4: "giá", 5: "giá"}


def test_of_kin_none_goes_where_half_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    look = traits.Look(True, "short", False, False, 2, 1, 1, 0, 0, 1, 9, 0.0, 0.0, 0.0)
    kin = dict.fromkeys(range(learned.KIN), "phút")
    for likely, gone in (((0.1, 0.9, 0.9), {0}), ((0.1, 0.1, 0.9), {0, 1})):
        monkeypatch.setattr(learned, "odds", lambda *_, likely=likely: enumerate(likely))
        monkeypatch.setattr(learned, "ROUNDS", 1)
        assert learned.judged([look] * 3, [0, 1, 2]) == gone
        assert learned.judged([look] * 3, [0, 1, 2], kin=kin) == (set() if len(gone) == 1 else gone)


def test_facts_between_paragraphs_need_more_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        learned, "odds", lambda page, asked, _made=None: ((at, 0.1 if page[at].words < 5 else 0.9) for at in asked)
    )
    facts = ["Xuất xứ: Bến Tre", "Xuất xứ: Cà Mau", "Xuất xứ: Sóc Trăng"]
    lines = [*MENU, *ARTICLE[:3], facts[0], ARTICLE[3], facts[1], ARTICLE[4], facts[2], "Nơi ghe về", ARTICLE[5], *FOOT]
    gone = {line for line, rule in _edits("\n".join(lines)) if rule == learned.RULE}
    assert "Nơi ghe về" in gone
    assert gone.isdisjoint(facts)


def test_a_page_is_seen_from_its_title() -> None:
    lines = ["Bến Sông", "", ARTICLE[0], "", "", *ARTICLE[2:]]
    found = boilerplate.classified(lines, boilerplate.Options())
    page = traits.looks(lines, found, [None] * len(lines))
    assert [(look.blank_above, look.blank_below) for look in page[:3]] == [(0, 1), (1, 2), (2, 0)]
    after = traits.NAMES.index("after the title")
    assert {seen[after] for seen in traits.of(page)} == {-99}
    told = [*traits.titled(page, [line for line in lines if line], 1)]
    assert [look.title for look in told[:3]] == [False, True, False]
    assert (told[1].titled, told[0].titled) == (1.0, 0.0)
    assert [seen[after] for seen in traits.of(told)] == [-1, 0, 1, 2, 3, 4]


def test_lines_beside_one_that_went_need_more_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    look = traits.Look(True, "prose", False, False, 2, 1, 1, 0, 0, 1, 9, 0.0, 0.0, 0.0)

    def odds(page: Sequence[traits.Look], asked: Sequence[int], _made: object = None) -> Iterator[tuple[int, float]]:
        yield from ((at, 0.1 if not at else 0.5 if page[0].stays else 0.27) for at in asked)

    monkeypatch.setattr(learned, "odds", odds)
    assert learned.judged([look, look], [0, 1]) == {0}
    monkeypatch.setattr(learned, "LATER", learned.LIKELY)
    assert learned.judged([look, look], [0, 1]) == {0, 1}


def test_a_title_that_stands_twice_stays_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "odds", _sure(ARTICLE[0], 0.01))
    text = "\n".join([*MENU, ARTICLE[0], *ARTICLE, *FOOT])
    assert Pipeline(["boilerplate"]).run(Document(text)).text.split("\n").count(ARTICLE[0]) == 1


def test_the_headline_over_the_date_is_dear(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Mưa lớn ở đầu nguồn, lúa chín ngã rạp", *ARTICLE]
    found = boilerplate.classified(texts, boilerplate.Options())
    looks = traits.looks(texts, found, [None] * len(texts))
    assert [*learned._over_stamp(range(len(texts)), found, looks)] == [1]
    line = "Nơi ghe về"
    text = "\n".join([*MENU, *ARTICLE[:3], line, *ARTICLE[3:], *FOOT])
    monkeypatch.setattr(learned, "odds", _sure(line, 0.1))
    assert (line, learned.RULE) in _edits(text)
    monkeypatch.setattr(learned, "_over_stamp", lambda *_: [text.split("\n").index(line)])
    assert (line, learned.RULE) not in _edits(text)


def test_one_copy_stays_of_a_headline_over_the_text() -> None:
    name = "Nhà Trọ Số Bảy"
    texts = [name, "Chương 12", name, ARTICLE[2]]
    looks = traits.looks(texts, boilerplate.classified(texts, boilerplate.Options()), [None] * len(texts))
    assert learned._last_copies(texts, range(4), looks, {0, 1, 2}) == {2}
    assert learned._last_copies(texts, range(4), looks, {0, 1}) == set()
