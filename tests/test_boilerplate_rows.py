"""Tables that lost their columns: which lines of a page are theirs, wherever they stand."""

from __future__ import annotations

import pytest

from vncorpus.stages import boilerplate
from vncorpus.stages.boilerplate.find import rows

TABLE = ["Mã hàng", "8935000000123", "Tác giả", "Võ Bến", "Năm XB", "2020", "Số trang", "144"]
SHORT = TABLE[:4]
MENU = ["Trang chủ", "Giỏ hàng", "Mua ngay"]
FOOT = ["Sản phẩm bán chạy nhất", "Xem thêm"]


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        ([*MENU, *TABLE, *FOOT], TABLE),
        ([*MENU, "Thông tin sản phẩm", *SHORT, *FOOT], ["Thông tin sản phẩm", *SHORT]),
        ([*MENU, *SHORT, *FOOT], []),
        ([*MENU, "Công dụng", "Cách dùng", "Tác dụng phụ", "Lưu ý", "Bảo quản", *FOOT], []),  # tabs
        (["Bến đò", "100 m", "Chợ huyện", "1,2 km", "Chùa Gò", "2,5 km", "Ga xép", "4 km"],) * 2,
        (
            ["Tin đăng liên quan", "Nhà bờ sông", "80 m2", "Đất vườn", "1200 m2", "Nhà phố", "60 m2", "Quán", "95 m2"],
            [],
        ),
        (["Ghe bầu xuôi ngược", "2 giờ", "Sổ tay thủy triều", "45 phút", "Lũ lên", "3 giờ", "Đò đêm", "5 giờ"], []),
    ],
)
def test_tables_stay_wherever_they_stand(texts: list[str], kept: list[str]) -> None:
    found = boilerplate.classified(texts, boilerplate.Options())
    assert [texts[at] for at in sorted(rows.elsewhere(found, texts, rows.tables(found, texts), len(texts)))] == kept
