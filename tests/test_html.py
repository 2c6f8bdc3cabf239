"""Hold HTML to what a reader of the page would call its article; where the libraries are, they are run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vncorpus import Document, Pipeline, html
from vncorpus.errors import RecordError, UsageError

BODY = [
    "Chợ họp từ ba giờ sáng, dưới ánh đèn pin đội đầu, và tan khi mặt trời vừa qua khỏi ngọn dừa bên kia sông.",
    "Bà Sáu Nhãn bán bông súng ở đây đã hai mươi tám năm, ghe của bà đậu đúng một chỗ, cạnh cây bần có vết chém.",
    "Bà nói chợ nổi không mất, nó chỉ dạt đi chỗ khác, như lục bình, nước lớn thì tới mà nước ròng thì lui.",
]
DEK = "Mỗi năm chợ nổi Cái Sâu bớt đi vài chục ghe, nhưng vẫn còn những người không chịu lên bờ."
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Chợ nổi Cái Sâu lúc ba giờ sáng | Báo Sông Nước</title>
<meta property="og:title" content="Chợ nổi Cái Sâu lúc ba giờ sáng"><meta property="og:description" content="{DEK}">
<meta property="article:published_time" content="2024-03-05T08:00:00+07:00"><meta name="author" content="Lê Hải Vân">
</head><body><nav><ul><li>Trang chủ</li><li>Thời sự</li></ul></nav><h1>Chợ nổi Cái Sâu lúc ba giờ sáng</h1>
<h2 class="sapo">{DEK}</h2><div class="content">{"".join(f"<p>{line}</p>" for line in BODY)}</div>
<script>var a = "Bình luận";</script><footer>© 2024 Báo Sông Nước</footer></body></html>"""


@pytest.fixture(autouse=True)
def _libraries() -> None:
    for name in ("lxml", "readability", "trafilatura", "resiliparse"):
        pytest.importorskip(name)


def test_article_with_its_dek_and_metadata() -> None:
    record = html.record(PAGE.encode())
    assert record["text"].split("\n") == ["Chợ nổi Cái Sâu lúc ba giờ sáng", DEK, *BODY]
    assert record["metadata"]["author"] == "Lê Hải Vân"
    assert record["metadata"]["dek"] == DEK
    assert record["metadata"]["date_iso"] == "2024-03-05"


def test_the_fast_way_loses_no_paragraph() -> None:
    assert set(BODY) <= set(html.record(PAGE.encode(), fast=True)["text"].split("\n"))


def test_a_description_that_is_not_in_the_page_is_no_dek() -> None:
    page = PAGE.replace(f'content="{DEK}"', 'content="Báo Sông Nước: tin nhanh miền Tây, cập nhật từng giờ mỗi ngày"')
    assert "tin nhanh miền Tây" not in html.record(page.encode())["text"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [("", "utf-8"), ("utf-8", "utf-16"), ("windows-1258", "cp1258"), ("iso-8859-1", "utf-8"), ("no-such", "utf-8")],
)
def test_encodings(head: str, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={head}">' if head else ""
    assert html.decode(f"{meta}<p>Cà Đôi, Ô Rê</p>".encode(encoding)).endswith("<p>Cà Đôi, Ô Rê</p>")


@pytest.mark.parametrize("page", ["", "  \n", "<html><body></body></html>", "<!-- chỉ có chú thích -->"])
def test_a_page_without_text_is_told(page: str) -> None:
    with pytest.raises(RecordError):
        html.record(page.encode())


def test_deep_pages_do_not_exhaust_the_stack() -> None:
    deep = "<div>" * 900 + "<p>Đáy</p>" + "</div>" * 900
    from lxml import html as parser

    tree = parser.fromstring(deep, parser=parser.HTMLParser(huge_tree=True))
    assert html.lines(tree) == ["Đáy"]


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "readability", None)
    with pytest.raises(UsageError, match=r"vncorpus\[html\]"):
        html.record(PAGE.encode())


def test_commands_read_pages(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Trời mưa.\n", encoding="utf-8")
    run = [sys.executable, "-m", "vncorpus"]
    done = subprocess.run([*run, "ingest", "-q", str(tmp_path)], capture_output=True, text=True, check=True)
    assert [len(json.loads(line)["text"].split("\n")) for line in done.stdout.splitlines()] == [5, 2]
    done = subprocess.run(
        [*run, "clean", "-q", "--from", "html"], input=PAGE, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:-1] == ["Chợ nổi Cái Sâu lúc ba giờ sáng", DEK, *BODY]


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "html").glob("*.html")), ids=lambda path: path.stem)
def test_pages(path: Path) -> None:
    """Dek, lists, table, headings, captions of pictures that load late, and a second column: all that is the article."""
    record = html.record(path.read_bytes())
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert record["text"].split("\n") == expected
    assert (record["metadata"]["title"], record["metadata"]["dek"]) == (expected[0], expected[1])
    after = Pipeline(["boilerplate"], captions="keep").run(Document(record["text"], {"metadata": record["metadata"]}))
    assert after.text.split("\n") == expected


def test_what_is_put_back_is_no_furniture() -> None:
    teaser = "Ông lái đò già kể về những chuyến chở đầy lúa mới qua sông trong đêm."
    page = PAGE.replace(
        f"<p>{BODY[1]}</p>",
        f'<p>{BODY[1]}</p><aside class="related sidebar"><p>{teaser}</p></aside>'
        f'<div class="related sponsor"><a href="/1">{teaser}</a><a href="/2">{teaser}</a></div>',
    )
    assert teaser not in html.record(page.encode())["text"]


def test_a_part_that_readability_took_for_the_whole() -> None:
    """Where most paragraphs of a page are not in the body that was found, all lines are given."""
    long = [f"{line[:-1]}, năm {year}." for year in range(2000, 2008) for line in BODY]
    whole = ["Mở đầu", *long]
    from lxml import html as parser

    tree = parser.fromstring("".join(f"<p>{line}</p>" for line in whole))
    assert html._filled(long[:2], whole, tree) == whole
    assert html._filled(long[1:], whole, tree) == long


def test_edit_links_of_a_wiki_go() -> None:
    from lxml import html as parser

    head = '<h2><span>Lịch sử</span><span class="mw-editsection">[sửa mã nguồn]</span></h2><p>Năm xưa.</p>'
    assert html.lines(parser.fromstring(f"<div>{head}</div>")) == ["Lịch sử", "Năm xưa."]
