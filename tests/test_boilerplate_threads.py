"""Hold what is found of threads, songs and poems by itself: trees that have learned the same must not hide a break."""

from __future__ import annotations

from vncorpus.stages import boilerplate
from vncorpus.stages.boilerplate.find import posts, replies, subjects, verse

OUTSIDE = "span:outside"
POST = ("vit_troi", "Thành viên", "12/10/2022", "#3", "", "Thích", "Trả lời")
LONG = (
    "Đàn vịt nhà em 200 con, từ hôm mưa lớn tới giờ bỏ ăn, em đã thay nước uống mà chưa đỡ.",
    "Lo chỗ nằm trước đã, rải trấu dày một gang, che bạt hướng gió rồi cho uống điện giải ba ngày.",
    "Em làm theo lời anh, hôm nay đàn vịt ăn lại được phân nửa, mừng quá, cảm ơn anh nhiều lắm.",
)
BRIEF = ("hóng", "Ướt hết anh ơi, mái dột", "Ok bác")


def _thread(*said: str) -> tuple[list[str], list[str | None]]:
    """Return the lines of a thread, and why they go: what is no long post does so by its place."""
    texts = [line or text for text in said for line in POST]
    return texts, [None if text in LONG else OUTSIDE for text in texts]


def test_brief_posts_stand_where_long_ones_do() -> None:
    texts, rules = _thread(LONG[0], BRIEF[0], LONG[1], BRIEF[1], LONG[2], BRIEF[2])
    found = boilerplate.classified(texts, boilerplate.Options())
    assert [texts[at] for at in replies.brief(found, texts, rules, {OUTSIDE})] == [*BRIEF]
    assert not [*replies.brief(found, texts, rules, {"related:box"})]


def test_readers_comments_under_news_stay_away_with_all_their_frames() -> None:
    texts, _ = _thread(*LONG, *BRIEF)
    found = boilerplate.classified(texts, boilerplate.Options())
    assert not [*replies.brief(found, texts, [OUTSIDE] * len(texts), {OUTSIDE})]


def test_what_heads_a_quote_is_no_post_and_what_it_quotes_neither() -> None:
    texts, rules = _thread(LONG[0], BRIEF[1], LONG[1], LONG[2])
    texts += [*POST[:4], "ut_hen nói:", BRIEF[1], "Chuẩn rồi", *POST[5:]]
    rules += [OUTSIDE] * (len(texts) - len(rules))
    found = boilerplate.classified(texts, boilerplate.Options())
    assert [texts[at] for at in replies.brief(found, texts, rules, {OUTSIDE})] == [BRIEF[1], "Chuẩn rồi"]


def test_what_a_post_says_again_goes_once() -> None:
    again = "rải trấu dày một gang, che bạt hướng gió"
    texts, rules = _thread(LONG[0], LONG[1], LONG[2])
    at = texts.index(LONG[2])
    texts.insert(at, again)
    rules.insert(at, None)
    found = boilerplate.classified(texts, boilerplate.Options())
    assert [*replies.quoted(found, texts, rules)] == [at]
    plain = [*LONG, "Hết", again]
    assert not [
        *replies.quoted(boilerplate.classified(plain, boilerplate.Options()), plain, [None] * 3 + [OUTSIDE, None])
    ]


def test_the_subject_stays_and_what_names_it_again_goes() -> None:
    texts = ["Vịt đẻ bỏ ăn sau mưa", LONG[0], "Re: Vịt đẻ bỏ ăn sau mưa", LONG[1], "RE: Vịt đẻ bỏ ăn sau mưa", LONG[2]]
    rules: list[str | None] = [OUTSIDE, None, None, None, None, None]
    subjects.settle(boilerplate.classified(texts, boilerplate.Options()), texts, rules, frozenset([OUTSIDE]))
    assert rules == [None, None, subjects.RULE, None, subjects.RULE, None]


def test_who_sent_a_post_is_told_by_the_line_that_says_so() -> None:
    texts = ["Gửi bài bởi tulen » Thứ 2 09/05/2022 9:15 pm", LONG[0], "tulen", "Bài viết: 23", "uthai"]
    found = boilerplate.classified(texts, boilerplate.Options())
    assert [texts[at] for at in posts.senders(found, texts)] == ["tulen"]


def test_parts_of_a_song_and_translations_of_a_poem_are_verse() -> None:
    song = [
        "[Lời 1]",
        "Đò về qua bến cũ",
        "Nắng vàng soi nửa sân",
        "",
        "[Điệp khúc]",
        "Ơi con đò không đợi ai",
        "",
        "Báo lỗi",
    ]
    found = boilerplate.classified(song, boilerplate.Options())
    assert verse.stanzas(found, song) == [0, 1, 2, 4, 5]
    poem = ["Bản dịch của Lê An", "Gửi bởi hong ngày 17/09/2012", "Bến thu lặng gió", "Lau trắng đôi bờ", "Trả lời"]
    found = boilerplate.classified(poem, boilerplate.Options())
    assert [*verse.translated(found, poem, [2, 3])] == [0, 2, 3]
    assert not [*verse.translated(found, poem, [])]
