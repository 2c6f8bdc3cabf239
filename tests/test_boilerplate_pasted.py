"""Where one pasted page ends and the next begins, and what is no text between them."""

from __future__ import annotations

from vncorpus.stages import boilerplate
from vncorpus.stages.boilerplate.find import pasted

MENU = """\
Tác giả
    Danh sách tác giả
    Tác giả Việt Nam
    Tác giả Trung Quốc
    Danh sách nước
    Danh sách nhóm bài thơ
    Thêm tác giả...
Thơ
    Các chuyên mục
    Tìm thơ...
    Thơ Việt Nam
    Cổ thi Việt Nam
    Thơ Việt Nam hiện đại
    Thơ thành viên
    Danh sách chủ đề thơ
    Gửi bài thơ mới...
Tham gia
    Diễn đàn
    Các chủ đề mới
    Các chủ đề có bài mới
    Tìm bài viết...
    Thơ thành viên
    Danh sách nhóm
    Danh sách thơ
Khác
    Chính sách bảo mật thông tin
    Thống kê
    Danh sách thành viên
    Từ điển Hán Việt trực tuyến
    Đổi mã font tiếng Việt"""
POEM = """\
Sông ơi con nước đầy vơi mãi
Đò cũ còn nằm dưới gốc bần
Người đi năm ấy chưa về lại
Lau trắng bên bờ nở mấy lần

Bến vắng chiều nay ai đứng đợi
Khói bếp nhà ai quyện mái tranh
Con nước ròng rồi con nước lớn
Mà người năm ấy vẫn xa xanh"""


def test_entries_of_a_menu_with_margins_are_no_text_over_another_page() -> None:
    menu = MENU.replace("    ", "\t").split("\n")
    texts = [
        *menu,
        "Đăng nhập",
        "Mật khẩu:",
        "Nhớ đăng nhập",
        "Bến cũ tháng Mười",
        *POEM.split("\n"),
        "In bài thơ",
        "Liên hệ",
        *(f"Bài cùng tác giả {number}" for number in range(20)),
    ]
    found = boilerplate.classified(texts, boilerplate.Options())
    assert sum(line.shape == "code" for line in found) > 20
    assert pasted.parts(found, texts) == [(0, len(texts))]
    code = [f"\t{line}" for line in ["x = 1", "y = x + 2", "print(y)"] * 20]
    texts = [
        *code,
        "Giới thiệu",
        "© 2026 Vườn Thơ. Giữ bản quyền.",
        "Trang chủ",
        "Bến cũ tháng Mười",
        *POEM.split("\n") * 2,
    ]
    assert len(pasted.parts(boilerplate.classified(texts, boilerplate.Options()), texts)) == 2
