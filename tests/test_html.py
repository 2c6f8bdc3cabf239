"""Hold HTML to what a reader of the page would call its article; where the libraries are, they are run."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vncorpus import Document, Pipeline, html
from vncorpus.errors import RecordError, UsageError
from vncorpus.html import body, names
from vncorpus.stages.encoding import charmaps

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


@pytest.mark.parametrize("deep", [300, 900, 3000])
@pytest.mark.parametrize("tag", ["div", "b"])
def test_deep_pages_lose_nothing(deep: int, tag: str) -> None:
    """What stands in many elements, and after them, is there: pages never close their <b>, and libxml2 cuts at 255."""
    page = f"<p>{BODY[0]}</p>" + f"<{tag}>" * deep + f"<p>{BODY[1]}</p>" + f"</{tag}>" * deep + f"<p>{BODY[2]}</p>"
    assert html.record(page.encode())["text"].split("\n") == BODY
    if deep < 2048:
        page = PAGE.replace("<div", f"<{tag}>" * deep + "<div", 1)
        assert html.record(page.encode())["metadata"]["author"] == "Lê Hải Vân"


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
        f'<p>{BODY[1]}</p><aside class="related sidebar"><p>{teaser} <a href="/0">Xem</a></p></aside>'
        f'<div class="related sponsor"><a href="/1">{teaser}</a><a href="/2">{teaser}</a></div>',
    )
    assert teaser not in html.record(page.encode())["text"]


def test_a_part_that_readability_took_for_the_whole() -> None:
    """Where most paragraphs of a page are not in the body that was found, all lines are given but menus and links."""
    from lxml import html as parser

    long = [f"{line[:-1]}, năm {year}." for year in range(2000, 2008) for line in BODY]
    parts = "".join(f"<div><p>{line}</p></div>" for line in long)
    whole = html.read(parser.fromstring(f"<div><nav>Trang chủ</nav><b>Mở đầu</b><div>{parts}</div></div>"))
    texts = [line.text for line in whole]
    assert body.Body(whole, long[:2]).chosen() == list(range(1, len(texts)))
    assert [texts[at] for at in body.Body(whole, long[1:]).chosen()] == long


def test_edit_links_of_a_wiki_go() -> None:
    from lxml import html as parser

    head = '<h2><span>Lịch sử</span><span class="mw-editsection">[sửa mã nguồn]</span></h2><p>Năm xưa.</p>'
    assert html.lines(parser.fromstring(f"<div>{head}</div>")) == ["Lịch sử", "Năm xưa."]


def _lines(inside: str) -> list[str]:
    from lxml import html as parser

    return html.lines(parser.fromstring(f"<div>{inside}</div>"))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<p><span class="place">Cà Mau</span>Chợ nổi vắng ghe.</p>', ["Cà Mau Chợ nổi vắng ghe."]),
        ('<p><span class="cap">T</span>rời mưa.</p>', ["Trời mưa."]),
        ("<p><span>Trời m</span><b>ưa</b>.</p>", ["Trời mưa."]),
        ("<div><span>Giá</span><b>15 đồng</b></div>", ["Giá 15 đồng"]),
        ("<pre>if a:\n    b = 1\n\nc</pre><p>x\ny</p>", ["if a:", "    b = 1", "c", "x y"]),
        ('<a class="sr-only" href="#m">Tới nội dung</a><p>Một<br>Hai</p>', ["Một", "Hai"]),
        ("Cà&nbsp;Mau &amp; B&#x1EA1;c Li&ecirc;u", ["Cà Mau & Bạc Liêu"]),
    ],
)
def test_lines(inside: str, expected: list[str]) -> None:
    assert _lines(inside) == expected


def _with(before: str = "", between: str = "", after: str = "") -> list[str]:
    """Return what is read of the page with something before its first, between its paragraphs, and after the last."""
    page = PAGE.replace(f"<p>{BODY[0]}</p>", f"{before}<p>{BODY[0]}</p>{between}")
    page = page.replace(f"<p>{BODY[2]}</p></div>", f"<p>{BODY[2]}</p></div>{after}")
    text = html.record(page.encode())["text"].split("\n")
    assert [line for line in text if line in (DEK, *BODY)] == [DEK, *BODY]
    return [line for line in text[1:] if line not in (DEK, *BODY)]


TEASER = "Ông lái đò già kể về những chuyến chở đầy lúa mới qua sông trong đêm."


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        ("<ul><li>Cá linh</li><li>Bông súng</li></ul>", ["Cá linh", "Bông súng"]),
        (
            "<table><tr><td>Năm</td><td>Ghe</td></tr><tr><td>2010</td><td>90</td></tr></table>",
            ["Năm\tGhe", "2010\t90"],
        ),
        # the cells of a row that stands alone are boxes side by side, and so are those that hold several lines
        ("<table><tr><td>Năm</td><td>Ghe</td></tr></table>", ["Năm", "Ghe"]),
        (
            "<table><tr><td>Năm</td><td>Ghe<br>Đò</td></tr><tr><td>2010</td><td>90</td></tr>"
            "<tr><td>2011</td><td><p>85</p></td></tr></table>",
            ["Năm", "Ghe", "Đò", "2010\t90", "2011\t85"],
        ),
        (
            "<table><tr><td>Nước</td><td><table><tr><td>Năm</td><td>Ghe</td></tr><tr><td>2010</td><td>90</td></tr>"
            "</table></td></tr></table>",
            ["Nước", "Năm\tGhe", "2010\t90"],
        ),
        ("<h2>Ba đời bán bông súng</h2>", ["Ba đời bán bông súng"]),
        ("<blockquote>Nước lớn thì tới.</blockquote>", ["Nước lớn thì tới."]),
        ("<p>Chợ có:</p><ul><li><a href='/1'>Bến Dừa</a></li></ul>", ["Chợ có:", "Bến Dừa"]),
        ("<ul><li><a href='/1'>Giá vàng giảm phiên thứ ba</a></li><li><a href='/2'>Mưa lớn</a></li></ul>", []),
        (f"<div type='RelatedOneNews'><a href='/1'>Chuyện lái đò</a><p>{TEASER}</p></div>", []),
        (f"<div class='box-tinlienquanv2'><h4><a href='/1'>Chuyện lái đò</a></h4><p>{TEASER}</p></div>", []),
        ("<div class='social-share'><span>Chia sẻ</span><span>Lưu</span></div>", []),
        (f"<div class='note-box'><p>{TEASER}</p></div>", [TEASER]),
        (f"<aside><p>{TEASER}</p></aside>", [TEASER]),
        (
            "<blockquote>Nước lớn thì tới.<footer>Bà Sáu Nhãn</footer></blockquote>",
            ["Nước lớn thì tới.", "Bà Sáu Nhãn"],
        ),
        (f"<p><a class='seo-suggest-link' href='/g'>Ông lái đò</a>{TEASER[10:]}</p>", [TEASER]),
        (f"<article><h4><a href='/1'>Chuyện người lái đò già trong đêm</a></h4><p>{TEASER}</p></article>", []),
        (f"<div><h4><a href='/1'>Chuyện người lái đò già trong đêm</a></h4><p>{TEASER}</p></div>" * 2, []),
        (f"<div><h4><a href='/1'>{TEASER[:30]}</a></h4><p>{TEASER}</p></div>", [TEASER[:30], TEASER]),
        ("<p>1. Xem <a href='/1'>Niên giám thống kê tỉnh</a>.</p>", ["1. Xem Niên giám thống kê tỉnh."]),
    ],
)
def test_what_stands_in_the_body(between: str, kept: list[str]) -> None:
    assert _with(between=between) == kept


def test_comments_after_the_body_go_and_a_second_container_stays() -> None:
    assert _with(after=f"<section class='comments'><p>{TEASER}</p></section>") == []
    assert _with(after=f"<div class='content'><p>{TEASER}</p></div>") == [TEASER]


def test_a_dek_that_no_description_names() -> None:
    page = PAGE.replace(f'content="{DEK}"', 'content="Báo Sông Nước"').replace(
        "</h1>", "</h1><p>05/03/2024 | 08:00</p>"
    )
    record = html.record(page.encode())
    assert record["text"].split("\n")[:2] == ["Chợ nổi Cái Sâu lúc ba giờ sáng", DEK]
    assert record["metadata"]["dek"] == DEK


def test_a_dek_in_a_heading_under_the_h1() -> None:
    dek = "Một đêm theo những chiếc ghe còn lại"
    page = PAGE.replace(f'content="{DEK}"', 'content="Báo Sông Nước"').replace(f'<h2 class="sapo">{DEK}</h2>', "")
    boxed = page.replace("<h1>", "<div><h1>").replace("</h1>", f"</h1><h2>{dek}</h2></div><p>05/03/2024</p>")
    assert html.record(boxed.encode())["metadata"]["dek"] == dek


def test_a_description_in_the_foot_of_the_page_is_no_dek() -> None:
    slogan = "Báo Sông Nước: tin nhanh miền Tây, cập nhật từng giờ mỗi ngày"
    page = PAGE.replace(f'content="{DEK}"', f'content="{slogan}"').replace("</footer>", f"<p>{slogan}</p></footer>")
    record = html.record(page.encode())
    assert slogan not in record["text"]
    assert record["metadata"]["dek"] == DEK


def test_the_title_is_that_of_the_article_not_of_the_site() -> None:
    page = PAGE.replace("<nav>", "<div class='logo'><h1><a href='/'>Báo Sông Nước</a></h1></div><nav>")
    page = page.replace("<title>Chợ nổi Cái Sâu lúc ba giờ sáng | Báo Sông Nước</title>", "<title>Chi tiết tin</title>")
    page = page.replace('<meta property="og:title" content="Chợ nổi Cái Sâu lúc ba giờ sáng">', "")
    record = html.record(
        page.replace("<h1>Chợ", "<div class='detail_title'>Chợ").replace("sáng</h1>", "sáng</div>").encode()
    )
    assert record["text"].split("\n")[0] == "Chợ nổi Cái Sâu lúc ba giờ sáng"
    assert record["metadata"]["title"] == "Chợ nổi Cái Sâu lúc ba giờ sáng"


def test_the_title_is_what_the_page_calls_itself_though_its_h1_is_the_section() -> None:
    page = PAGE.replace('<meta property="og:title" content="Chợ nổi Cái Sâu lúc ba giờ sáng">', "")
    page = page.replace("<h1>Chợ", "<h1>Đời sống miền sông</h1><div class='tieude'>Chợ").replace(
        "sáng</h1>", "sáng</div>"
    )
    record = html.record(page.encode())
    assert "Chợ nổi Cái Sâu lúc ba giờ sáng" in record["text"].split("\n")
    assert record["metadata"]["title"] == "Chợ nổi Cái Sâu lúc ba giờ sáng"
    # A page whose <title> stands nowhere in it says nothing of its own.
    record = html.record(PAGE.replace("Chợ nổi Cái Sâu lúc ba giờ sáng | Báo", "Trang chi tiết | Báo").encode())
    assert record["metadata"]["title"] == "Chợ nổi Cái Sâu lúc ba giờ sáng"


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    page = PAGE.replace("<body>", "<body><form id='aspnetForm'>").replace("</body>", "</form></body>")
    assert html.record(page.encode())["text"] == html.record(PAGE.encode())["text"]


@pytest.mark.parametrize("post", ["class='message'", "class='topic-body' itemprop='comment'", "class='comment-text'"])
def test_all_posts_of_a_thread(post: str) -> None:
    """Also where what one answers is named a comment."""
    posts = "".join(f"<div {post}><b class='userinfo'>Tư</b><div>{line}</div></div>" for line in BODY)
    page = f"<title>Chợ nổi</title><body><h1>Chợ nổi còn không?</h1><div id='thread'>{posts}</div></body>"
    assert set(BODY) <= set(html.record(page.encode())["text"].split("\n"))


def test_a_page_for_browsers_without_scripts() -> None:
    page = f"<body><div id='app'></div><noscript>{''.join(f'<p>{line}</p>' for line in BODY)}</noscript></body>"
    assert html.record(page.encode())["text"].split("\n") == BODY


def test_tags_of_a_page_in_tcvn3_are_left_alone() -> None:
    """Tags are no words that lost an ư; the first letters of a page are mostly tags."""
    head = "<html><head>" + "<meta name=a content=b>" * 200 + "<body><table><tr><td><p><b>"
    page = (head + "Người ta nói chợ nổi không mất.</b></p><p>" + BODY[0]).replace("<p>", "<p>\n")
    data = b"".join(c.encode() if c < "\x80" else charmaps.encoded(c, "tcvn3") for c in page)
    assert html.decode(data) == page


@pytest.mark.parametrize("data", [b"%PDF-1.4\n%\xe2\xe3", b"PK\x03\x04\x14", b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0\xa1"])
def test_what_is_no_page_is_told(data: bytes) -> None:
    with pytest.raises(RecordError, match="not an HTML page"):
        html.record(data)


def test_broken_pages() -> None:
    for page in ("<p>Trời mưa", "Trời mưa", "<<p>Trời mưa</div></p>", "<frameset><noframes>Trời mưa", "<p>Trời\0 mưa"):
        assert "mưa" in html.record(page.encode())["text"]


def test_control_characters_print_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    page = PAGE.replace("đèn pin", "đèn\x08 pin").replace("bần", "bần&#1;").replace("<p>Bà nói", "<div>Bà\x01 nói<br>")
    assert set(BODY[:1]) <= set(html.record(page.encode())["text"].split("\n"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("fast", [False, True])
def test_many_links_are_read_in_linear_time(fast: bool) -> None:
    rows = "<li><a href=x>Liên kết tới một trang khác của báo</a></li>"
    took = []
    for count in (2_000, 8_000):
        page = PAGE.replace("</div>", f"<ul>{rows * count}</ul></div>", 1).encode()
        began = time.process_time()
        assert set(BODY) <= set(html.record(page, fast=fast)["text"].split("\n"))
        took.append(time.process_time() - began)
    assert took[1] < 8 * took[0] + 0.5


def test_names_are_known_by_their_words() -> None:
    for said, kind in {
        "box-tinlienquanv2": "aside", "ck-cms-insert-news": "aside", "relatedNewsBox": "linked", "detail-sapo": "dek",
        "td-post-sub-title": "dek", "detail_title": "title", "message": "post", "screen-reader-text": "unseen",
    }.items():  # fmt: skip
        assert kind in names.kinds(said)
    for said in (
        "content",
        "detail-content afcbc-body",
        "entry-content",
        "post-body",
        "fck_detail",
        "adam",
        "tocotien",
    ):
        assert not names.kinds(said)


def test_the_main_part_that_is_named_after_the_link_to_it() -> None:
    """As in each page of WordPress with a theme of blocks; what screens do not show is short."""
    skip = '<a class="skip-link screen-reader-text" href="#wp--skip-link--target">Tới nội dung</a>'
    for inside in (BODY, BODY[:1]):
        text = "".join(f"<p>{line}</p>" for line in inside)
        for tag in ("main", "div"):
            page = f'<body class="wp-custom-logo">{skip}<{tag} id="wp--skip-link--target">{text}</{tag}><footer>x y</footer>'
            found = html.record(page.encode())["text"].split("\n")
            assert set(inside) <= set(found) and "Tới nội dung" not in found


@pytest.mark.parametrize(
    "head",
    [
        "<h2 class='accordion-header'><button class='accordion-button'>{}</button></h2>",
        "<button class='accordion'>{}</button>",
        "<div class='card-header'><a class='card-link' data-toggle='collapse' href='#c'>{}</a></div>",
        "<h4 class='panel-title'><a data-toggle='collapse' href='#c'>{}</a></h4>",
        "<div class='elementor-tab-title'><a class='elementor-accordion-title' tabindex='0'>{}</a></div>",
        "<details><summary>{}</summary></details>",
    ],
)
def test_what_opens_an_answer_is_its_question(head: str) -> None:
    """As a button or a link, as the usual toolkits make it; a button under the text is none."""
    asked = ("Con tôi chưa biết bơi thì học bao lâu?", "Trời mưa lớp có nghỉ không?")
    parts = "".join(f"{head.format(one)}<div><p>{line}</p></div>" for one, line in zip(asked, BODY, strict=False))
    page = PAGE.replace("</div>", f"<div class='faq'>{parts}</div><button>Đăng ký học ngay</button></div>", 1).encode()
    lines = html.record(page)["text"].split("\n")
    assert set(asked) <= set(lines) and "Đăng ký học ngay" not in lines


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ('<h2 id="a">Cài đặt<a class="x1" href="#a">¶</a></h2>', "Cài đặt"),
        ('<h2 id="a"><a href="#a">#</a> Cài đặt</h2>', "Cài đặt"),
        ('<h2>Ngôn ngữ <a href="/c">C</a><a href="/c#">#</a></h2>', "Ngôn ngữ C#"),
        ('<p>Theo điều tra<a href="#n1">1</a> thì đúng.</p>', "Theo điều tra1 thì đúng."),
    ],
)
def test_a_heading_does_not_show_the_link_to_itself(heading: str, expected: str) -> None:
    assert _lines(heading) == [expected]


def test_numbers_of_the_lines_of_code_are_no_text() -> None:
    """As highlighters set them beside the code; a column of that name with words in it is text."""
    code = (
        "<table><tr><td class='gutter'><pre><span>1</span><br><span>2</span><br></pre></td>"
        "<td class='code'><pre>dem = 1\nin(dem)</pre></td></tr></table>"
    )
    page = PAGE.replace("</div>", f"{code}<div class='row gutter'><p>{BODY[0][::-1]}</p></div></div>", 1).encode()
    lines = html.record(page)["text"].split("\n")
    assert "dem = 1" in lines and "1" not in lines and "2" not in lines and BODY[0][::-1] in lines


def test_all_sections_of_a_text() -> None:
    """Also those before the one that readability takes, which has the longest text."""
    from lxml import html as parser

    parts = "".join(
        f"<div class='section'><h3>Phần {number}</h3><ul><li>Mục {number}</li></ul><p>{line}</p></div>"
        for number, line in enumerate(BODY)
    )
    whole = html.read(parser.fromstring(f"<div><div class='menu'>Mục lục</div>{parts}</div>"))
    texts = [line.text for line in whole]
    assert body.Body(whole, BODY[2:]).chosen() == list(range(1, len(texts)))


def test_a_list_of_places_with_their_pages_is_no_row_of_other_pages() -> None:
    places = "".join(
        f"<div><h3><a href='/{at}'>Quán ăn ven sông số {at} ở chợ nổi</a></h3><p>{line}</p></div>"
        for at, line in enumerate(BODY)
    )
    page = f"<title>Ba quán</title><body><h1>Ba quán ăn ven sông</h1><div class='content'>{places}</div></body>"
    assert set(BODY) <= set(html.record(page.encode())["text"].split("\n"))


def _chosen(inside: str, found: list[str]) -> list[str]:
    """Return the lines that are chosen of a page of which readability found some."""
    from lxml import html as parser

    whole = html.read(parser.fromstring(f"<html><body>{inside}</body></html>"))
    return [whole[at].text for at in body.Body(whole, found).chosen()]


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
CARDS = "".join(
    f"<div class='item'><h3><a href='/{at}'>{TEASER[at:30]}</a></h3><p>Năm {at}: {TEASER}</p></div>" for at in range(3)
)


def test_what_readability_left_out_of_the_container() -> None:
    note, short = "1. Xem <a href='/1'>Niên giám thống kê của tỉnh</a>.", "Ghi theo lời kể của bà con ở chợ"
    page = f"<div class='a'>{PARAGRAPHS}<div class='b'>{short}</div><div class='c'>Lưu bài</div><p>{note}</p></div>"
    assert _chosen(page, BODY) == [*BODY, short, "1. Xem Niên giám thống kê của tỉnh."]


def test_lines_that_readability_put_together() -> None:
    page = (
        f"<div><div>{BODY[0]}<br>{BODY[1]}</div><ul><li>Chia sẻ</li></ul></div><div><div><b>{BODY[2]}</b></div></div>"
    )
    assert set(BODY) <= set(_chosen(page, [BODY[0] + BODY[1], BODY[2]]))


def test_what_is_named_as_something_else_and_is_much_of_the_text() -> None:
    assert (
        _chosen(f"<div><p>{BODY[0]}</p><div class='related'>{PARAGRAPHS[len(BODY[0]) + 7 :]}</div></div>", BODY) == BODY
    )
    answers = "".join(f"<div class='comment'><p>{line} {year}.</p></div>" for year in (1, 2) for line in BODY)
    found = [f"{line} {year}." for year in (1, 2) for line in BODY]
    assert _chosen(f"<div>{answers}</div>", found) == found


def test_headlines_of_other_pages() -> None:
    """Right below the body, and where readability took one for it."""
    row = f"<div class='row'>{CARDS}</div>"
    long = [*BODY, *(f"{line[:-1]}, năm nay." for line in BODY)]
    text = "".join(f"<p>{line}</p>" for line in long)
    assert _chosen(f"<div class='a'>{text}</div>{row}", long) == long
    assert _chosen(f"<div class='w'><div class='a'>{text}</div>{row}</div>", [f"Năm 1: {TEASER}"]) == long


def test_titles_over_a_picture_and_in_large_type() -> None:
    page = PAGE.replace("<h1>", "<div class='page-banner'><h1>").replace("</h1>", "</h1></div>")
    assert html.record(page.encode())["metadata"]["title"] == "Chợ nổi Cái Sâu lúc ba giờ sáng"
    page = f"<title>Trang van</title><table><tr><td><font size=5>Chợ nổi Cái Sâu</font><tr><td>{PARAGRAPHS}</table>"
    assert html.record(page.encode())["text"].split("\n") == ["Chợ nổi Cái Sâu", *BODY]
