"""Check that text stays which a wrong title would put above the article."""

from __future__ import annotations

from vncorpus import Document, Pipeline

LEAD = """\
- Đi xuồng qua rừng tràm Trà Sư khi nước lên cao nhất trong năm và chim về làm tổ kín các ngọn cây.
- Ngủ một đêm ở nhà bè trên sông Hậu
- Ăn sáng ở chợ nổi Long Xuyên, nghe người bán hàng kể chuyện đi ghe."""
TOUR = f"""\
Trang chủ
Tour trong nước
Tour nước ngoài
Cẩm nang du lịch
Liên hệ
Trang chủ
Tour trong nước
Miền Tây
3.900.000₫
Tình trạng: Còn chỗ
Du lịch miền Tây [Long Xuyên - Châu Đốc - rừng tràm Trà Sư] [1 đêm ngủ nhà bè] từ Cần Thơ
Hành trình: Cần Thơ - Châu Đốc
Di chuyển bằng ô tô
Thứ 2 - 7 hằng tuần
3 ngày 2 đêm
{LEAD}
Đặt tour
Loại khách
Số lượng
Đơn giá
Tổng giá
Người lớn
(Chỉ còn 1 chỗ)
3.900.000₫
3.900.000₫
Trẻ em
2.900.000₫
0₫
Tổng tiền
3.900.000₫
Đặt tour
×
Vui lòng liên hệ 0909 000 111 để đặt Tour.
Chính sách Tour
Chính sách đang được cập nhật.
* Giá tour bao gồm:
Sáng ngày đầu, xe đón khách ở công viên rồi đi thẳng về Long Xuyên, ghé ăn sáng ở Mỹ Thuận, trưa tới nơi thì nhận phòng.
Ngày thứ hai, đoàn dậy sớm ra chợ nổi, sau đó đi Châu Đốc, chiều vào rừng tràm Trà Sư đi xuồng và ngắm chim về tổ.
Ngày cuối, đoàn viếng miếu Bà, mua mắm ở chợ Châu Đốc, ăn trưa rồi lên xe về, dự kiến tới nơi lúc sáu giờ tối.
Giá đã gồm xe đời mới, hai đêm phòng đôi, ba bữa chính và hai bữa sáng, vé vào các điểm tham quan và bảo hiểm.
Giá chưa gồm tiền tip cho hướng dẫn, chi phí riêng của khách và phụ thu phòng đơn cho khách đi một mình.
Khách hủy trước mười ngày được hoàn tám phần, trước năm ngày được hoàn một nửa, sau đó công ty không hoàn tiền.
Trẻ em dưới năm tuổi ngủ chung với cha mẹ được miễn phí, từ sáu đến mười tuổi tính bảy phần giá người lớn.
Tour liên quan
Hotline đặt tour: 0909 000 111
© 2024 Du lịch Bến Sông"""


def test_text_between_a_long_title_and_a_form_stays() -> None:
    """ "Trẻ em" over a price is taken for the title, for the text begins a paragraph with it."""
    assert LEAD in Pipeline(["boilerplate"]).run(Document(TOUR)).text


def test_a_second_article_under_lines_of_which_none_may_be_a_title() -> None:
    """The first line of the paste is a paragraph then, and no line of the head."""
    lead = "Trưa hè chỉ cần bát canh cua với quả cà pháo là xong bữa. Món này mẹ mình nấu từ hồi nhà còn bếp rơm."
    head = ["HỎIMÃ", "PHÒNG ĐÀO TẠO", "Hà Nội", "Phân tích đánh giá", "ADVERTISEMENT", "Th09 '21", "Bệnh"]
    head += ["Văn bản pháp luật", "H. Bến Sông, TT. Bến Sông, Cần Thơ", "Hỗ trợ"]
    text = [
        'Bấm vào hình người ở góc phải, chọn "Đăng ký", sau đó điền họ tên, thư điện tử, số điện thoại và mật khẩu. Nên '
        "dùng thư và số điện thoại của chính mình để nhận thông tin xác minh và các đợt giảm giá.",
        "Đây là chiếc bàn cho những căn phòng mà ban ngày cần chỗ làm việc, ban đêm cần chỗ trải nệm. Khi mở, mặt bàn "
        "rộng một mét, đủ đặt màn hình, bàn phím và một chậu cây nhỏ. Khi gấp, cả bàn chỉ dày bằng một gang tay, dựng "
        "sát tường hoặc đẩy vào gầm giường.",
    ]
    assert lead in Pipeline(["boilerplate"]).run(Document("\n".join([lead, *head, *text]))).text
