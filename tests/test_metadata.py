"""Hold what the boilerplate stage keeps of dropped lines: in the record where it lacks it, once, and never twice."""

from __future__ import annotations

import json

import pytest

from vncorpus import Document, Pipeline
from vncorpus.run import records
from vncorpus.stages.boilerplate.line.dates import iso

PAGE = """Trang chủ > Thời sự > Đô thị
Phố cổ bỏ loa phường sau bốn mươi năm
Thứ Ba, 07/05/2024 06:30 (GMT+7)
Tác giả: Đặng Thu Hà
Những chiếc loa sắt treo trên cột điện từ năm 1984 được gỡ xuống, thay bằng tin nhắn gửi tới từng hộ.
Bà Nguyễn Thị Tẹo, 71 tuổi, nói bà sẽ nhớ tiếng loa mỗi sáng, dù chính bà từng nhiều lần gọi lên phường xin vặn nhỏ.
Phường giữ lại một chiếc để trưng bày ở nhà văn hóa, kèm danh sách những người từng đọc tin qua các thời kỳ.
Nguồn: Báo Phố Cổ
Từ khóa: loa phường, phố cổ
Tin liên quan
Chia sẻ
Bình luận (0)
© 2024 Báo Phố Cổ"""
KNOWN = {
    "title": "Phố cổ bỏ loa phường sau bốn mươi năm",
    "author": "Đặng Thu Hà",
    "date": "Thứ Ba, 07/05/2024 06:30 (GMT+7)",
    "date_iso": "2024-05-07T06:30+07:00",
    "source": "Báo Phố Cổ",
    "section": "Đô thị",
    "tags": ["loa phường", "phố cổ"],
    "publisher": "Báo Phố Cổ",
}


def test_dropped_lines_are_kept_as_metadata() -> None:
    document = Pipeline(["boilerplate"]).run(Document(PAGE))
    assert document.text.count("\n") == 3
    assert document.fields["metadata"] == KNOWN


def test_what_the_record_has_is_never_overwritten() -> None:
    own = {"author": None, "date": "hôm qua", "id": 7}
    document = Pipeline(["boilerplate"]).run(Document(PAGE, {"metadata": own}))
    assert document.fields["metadata"] == {**KNOWN, **own}
    assert own == {"author": None, "date": "hôm qua", "id": 7}


@pytest.mark.parametrize("own", [{"score": 1.10}, {"n": 10**30}, "văn bản", [1]])
def test_metadata_that_cannot_be_written_again_is_left(own: object) -> None:
    line = json.dumps({"text": PAGE, "metadata": own}, ensure_ascii=False).encode()
    before = records.parse(line)
    after = Pipeline(["boilerplate"]).run(before)
    assert after.fields["metadata"] == before.fields["metadata"]
    assert json.dumps(own, ensure_ascii=False).encode() in records.dump(line, before, after)


def test_a_rerun_and_a_pipe_give_the_same_bytes() -> None:
    line = json.dumps({"text": PAGE, "id": 1}, ensure_ascii=False).encode()
    fused = records.dump(line, before := records.parse(line), Pipeline(["boilerplate", "cjk"]).run(before))
    piped = line
    for stage in ("boilerplate", "cjk", "boilerplate"):
        before = records.parse(piped)
        piped = records.dump(piped, before, Pipeline([stage]).run(before))
    assert piped == fused


def test_who_wrote_and_when_in_one_line() -> None:
    """As VCCorp's papers print it, and as others do: name, paper, hour and day."""
    stamp = "Thứ Ba, 07/05/2024 06:30 (GMT+7)\nTác giả: Đặng Thu Hà"
    for line, author, source, date in (
        ("Lan Nhi, Theo Phụ nữ số 08:00 16/03/2022", "Lan Nhi", "Phụ nữ số", "2022-03-16T08:00"),
        ("Hà My - Ngày 20/09/2019 11:00 AM (GMT+7)", "Hà My", "Báo Phố Cổ", "2019-09-20T11:00+07:00"),
    ):
        found = Pipeline(["boilerplate"]).run(Document(PAGE.replace(stamp, line))).fields["metadata"]
        assert (found["author"], found["source"], found["date_iso"]) == (author, source, date)


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("Theo Vũ Lê", "Vũ Lê", None),
        ("Theo Thiên An (Vietnam+)", "Thiên An", "Vietnam+"),
        ("Theo Nhịp Sống Mới", None, "Nhịp Sống Mới"),
    ],
)
def test_a_name_and_a_paper_after_theo(line: str, author: str | None, source: str | None) -> None:
    page = PAGE.replace("\nTác giả: Đặng Thu Hà", "").replace("Nguồn: Báo Phố Cổ", line)
    found = Pipeline(["boilerplate"]).run(Document(page)).fields["metadata"]
    assert (found.get("author"), found.get("source")) == (author, source)


@pytest.mark.parametrize(
    ("steps", "section"),
    [
        ("Trang chủ\nThời sự\nĐô thị", "Đô thị"),
        ("Trang chủ\nThời sự\nKinh tế\nThể thao\nLiên hệ", None),  # a menu
        ("Trang chủ\nThêm…", None),
    ],
)
def test_a_path_whose_steps_stand_one_under_the_other(steps: str, section: str | None) -> None:
    page = PAGE.replace("Trang chủ > Thời sự > Đô thị", steps)
    found = Pipeline(["boilerplate"]).run(Document(page)).fields["metadata"]
    assert found.get("section") == section


def test_clean_text_gets_none() -> None:
    text = "Mưa lớn ở Huế\nNước dâng nhanh trong đêm, nhiều nhà phải kê đồ lên cao và thức trắng để canh đê."
    assert "metadata" not in Pipeline(["boilerplate"]).run(Document(text)).fields


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Thứ 4, 22/01/2025 12:09", "2025-01-22T12:09"),
        ("21:20, 28/09/2023", "2023-09-28T21:20"),
        ("1 Ngày trước", None),
        ("19/09/2023 10:07 PM", "2023-09-19T22:07"),
        ("Tháng Mười hai 3, 2021", "2021-12-03"),
        ("ngày 5 tháng 9 năm 2020", "2020-09-05"),
        ("2023-08-01T20:11:05+07:00", "2023-08-01T20:11:05+07:00"),
        ("31/02/2023", None),
        ("7.3.24 - 8h05", "2024-03-07T08:05"),
    ],
)
def test_iso(written: str, expected: str | None) -> None:
    assert iso(written) == expected


def test_the_entry_says_what_was_taken_from_lines_that_stay() -> None:
    """A byline that goes has its rule in the trail; title and dek stay, and have a count of their own."""
    dek = "Sau bốn mươi năm, những chiếc loa phường cuối cùng của phố cổ im tiếng từ tháng này."
    page = PAGE.replace("\nThứ Ba", f"\n{dek}\nThứ Ba")
    pipeline = Pipeline(["boilerplate"])
    document = pipeline.run(Document(page))
    assert document.fields["metadata"] == {**KNOWN, "dek": dek}
    rules = document.fields["vncorpus"]["stages"][0]["rules"]
    assert (rules["metadata:title"], rules["metadata:dek"]) == (1, 1)
    assert pipeline.run(Document(document.text, document.fields)).fields == document.fields


def test_what_is_not_taken_is_not_counted() -> None:
    own = {"title": "Phố cổ"}
    document = Pipeline(["boilerplate"]).run(Document(PAGE, {"metadata": own}))
    assert "metadata:title" not in document.fields["vncorpus"]["stages"][0]["rules"]
