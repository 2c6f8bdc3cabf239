"""Pages as the usual systems make them lose no line of their article, whatever their elements are named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import CASES
from vncorpus import html

TITLE = "Chuyện bến đò cũ"
TEXT = (
    "Bến đò cũ nằm nép dưới gốc gáo, mỗi ngày chỉ còn vài chuyến chở học trò sang sông đi học.",
    "Từ ngày có cây cầu bê tông, người trong xóm quen đi đường vòng, chỉ còn bọn trẻ là nhớ tiếng mái chèo.",
    "Ông lái đò bảo còn đứa nào muốn qua thì ông còn chèo, dù tiền đò mỗi lượt chẳng đủ mua gói trà.",
    "Bến cũ",
    "Người lái đò",
    "Đò nhỏ: mười khách",
    "Đò lớn: hai mươi khách",
)
NAV = '<header><nav class="menu"><ul><li><a href="/a">Trang chủ</a></li><li><a href="/b">Tin tức</a></li></ul></nav></header>'
FOOT = '<footer class="site-footer"><p>© 2024 Bến Sông. Địa chỉ: xóm Bến, xã Sông.</p></footer>'
ROWS = [json.loads(line) for line in (CASES / "html_systems.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("named", ["", "single-post has-sidebar no-related wp-custom-logo"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["system"])
def test_no_line_is_lost(row: dict[str, Any], named: str) -> None:
    head = f"<!DOCTYPE html><html lang='vi'><head><title>{TITLE} - Bến Sông</title></head>"
    page = f"{head}<body class='{named}'>{NAV}{row['body']}{FOOT}</body></html>"
    lines = html.record(page.encode())["text"].split("\n")
    assert not [line for line in (TITLE, *TEXT) if not any(line in other for other in lines)]
    left = [line for line in lines if not any(known in line for known in (TITLE, *TEXT))]
    assert len(left) <= len(row.get("left", []))


def test_many_systems_are_there() -> None:
    assert len({row["system"] for row in ROWS}) == len(ROWS) >= 75
