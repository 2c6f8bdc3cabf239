"""What the weights may judge on a page, what they drop, and that the table is of the traits that there are."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from vncorpus import Document, Pipeline, undo
from vncorpus.stages import boilerplate
from vncorpus.stages.boilerplate import learned, traits
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
OTHERS = ["Nguyễn Bến", "Chợ nổi vắng ghe", "10 giờ trước", "Cầu tre lắc lẻo", "12 giờ trước"]
FOOT = [
    *("Chia sẻ", "Bình luận (0)", "Tin liên quan", "Lũ rút chậm ở hạ lưu, dân vẫn phải đi ghe", "Xem thêm"),
    *("Liên hệ quảng cáo", "Đường dây nóng: 0901 234 567", "Điều khoản sử dụng", "Chính sách bảo mật"),
    *("Giấy phép số 12/GP-BTTTT", "© 2024 Báo Bến Sông. Giữ bản quyền nội dung."),
]
PAGE = [*MENU, "Văn hóa", "Đời sống bến sông", *ARTICLE, *OTHERS, *FOOT]


def test_every_trait_of_the_table_is_one_that_lines_have() -> None:
    weights = dict(learned.weights())
    always = weights.pop(learned.ALWAYS)
    found = boilerplate.classified(PAGE, boilerplate.Options())
    looks = traits.looks(PAGE, found, [None] * len(PAGE))
    names = {trait.partition("=")[0] for _, seen in traits.of(looks, range(len(looks))) for trait in seen}
    assert {trait.partition("=")[0] for trait in weights} == names
    assert all(math.isfinite(weight) and weight for weight in (always, *weights.values()))
    assert any(weight > 0 for weight in weights.values())


def test_what_is_likely_furniture_goes_with_its_rule_and_comes_back() -> None:
    text = "\n".join(PAGE)
    after = Pipeline(["boilerplate"]).run(Document(text))
    [gone] = [edit for change in after.trail for edit in change.edits if edit.rule == learned.RULE]
    assert gone.old.strip() == "Chợ nổi vắng ghe"
    assert after.text.split("\n") == [ARTICLE[0], *ARTICLE[2:]]
    assert undo(after.text, after.trail) == text


def test_the_same_lines_stay_in_what_is_no_whole_page() -> None:
    text = "\n".join([*MENU[-6:], *ARTICLE, *OTHERS, *FOOT[:4]])
    after = Pipeline(["boilerplate"]).run(Document(text))
    assert not [edit for change in after.trail for edit in change.edits if edit.rule == learned.RULE]


def test_weights_judge_neither_titles_nor_headings_nor_steps() -> None:
    heading, step, name = "Cách làm", "1", "Tư Lến"
    texts = [*MENU, *ARTICLE[:4], heading, step, ARTICLE[4], "Thân mến,", name, ARTICLE[5], "Góc ảnh bến sông", *FOOT]
    found = boilerplate.classified(texts, boilerplate.Options())
    article = span.article(found, texts)
    assert article is not None
    rules: list[str | None] = [None] * len(texts)
    assert learned.may_go(texts, found, rules, article) == set()
    rules[: len(MENU)] = ["span:outside"] * len(MENU)
    rules[-len(FOOT) :] = ["span:outside"] * len(FOOT)
    may = {texts[at] for at in learned.may_go(texts, found, rules, article)}
    assert may.isdisjoint({ARTICLE[0], heading, step, name, "Thân mến,"})
    assert "Góc ảnh bến sông" in may


def test_weights_judge_no_page_with_next_to_no_text() -> None:
    texts = [*MENU, *ARTICLE[:3], "Nghệ sĩ", "Nguyễn Bá Tường", "Lê Diệu Thủy", *FOOT]
    found = boilerplate.classified(texts, boilerplate.Options())
    article = span.article(found, texts)
    assert article is not None
    rules: list[str | None] = [None] * len(texts)
    rules[: len(MENU)] = ["span:outside"] * len(MENU)
    rules[-len(FOOT) :] = ["span:outside"] * len(FOOT)
    assert learned.may_go(texts, found, rules, article) == set()


def test_a_line_goes_only_where_its_list_is_likely_to() -> None:
    look = traits.Look(True, "item", False, False, 3, "a", "A", 0, 0, 1)
    weights = {learned.ALWAYS: -1.0, "words=9": 9.0}
    short, long = look, look._replace(words=14)
    assert learned.judged([short, short], [9, 9], {0, 1}, weights) == {0, 1}
    assert learned.judged([short, long], [9, 9], {0, 1}, weights) == set()
    assert learned.judged([short, short], [9, 90], {0, 1}, weights) == {0}  # a long line is not risked


@given(st.lists(st.sampled_from(PAGE), min_size=1, max_size=60), st.data())
def test_weights_drop_only_what_they_are_asked_about(texts: list[str], data: st.DataObject) -> None:
    found = boilerplate.classified(texts, boilerplate.Options())
    looks = traits.looks(texts, found, [None] * len(texts))
    asked = data.draw(st.sets(st.sampled_from(range(len(texts)))))
    before = list(looks)
    gone = learned.judged(looks, [len(text) for text in texts], asked, learned.weights())
    assert gone <= asked
    assert looks == before
    sure = dict.fromkeys(learned.weights(), 0.0) | {learned.ALWAYS: 9.0}
    assert not learned.judged(looks, [len(text) for text in texts], asked, sure)
