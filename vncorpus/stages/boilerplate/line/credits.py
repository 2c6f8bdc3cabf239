"""Tell names, credits, dates and facts, which stand in lines of their own around a title and under a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.terms import place_names, shared_headings, surnames

#: The most words of a name.
NAME = 5
#: Words of a name that has a surname, and what stands between two names.
LONG, _BESIDE = 4, lazy(r"\s*-\s*")
_PAPER = lazy(r" \((?:báo|theo|tổng hợp|t/h|ghi|thực hiện)(?: [^()]{1,30})?\)$", re.IGNORECASE)
#: How papers call themselves in front of a dek, and over a date.
MARKS = (
    "TTO|TNO|NLĐO?|SGGPO?|PLO|VTC News|ANTĐ|VOV|VNE|SKĐS|QĐND|ĐTCK|TPO|HNMO|LĐO|CAND|DNVN|BĐT|VTV|GD&TĐ|GDTĐ|GDVN|KTĐT"
    "|KTSG|DĐDN|PNVN|PNO|ĐSPL|BVPL|NNVN|TN&MT|KH&PT|GĐXH|VHO|VOH|TCCT|ĐCSVN|TG&VN|TTXVN|PNTĐ"
)
_DAY = lazy(r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|tháng \S+)\b")
_LAST_LETTER = "\u1eff"  # of Latin
#: What stands before the name of who made an article.
CREDIT = lazy(
    r"^(?:(?:bài|chữ|lời|ảnh|hình|hình ảnh|minh h(?:ọa|oạ)|trình bày|thiết kế|đồ h(?:ọa|oạ)|video|quay phim|kịch bản"
    r"|hậu kỳ|nội dung|thực hiện)(?: (?:&|và) (?:ảnh|chữ))? ?: ?|(?:viết|đăng|thực hiện|biên tập|dịch) bởi:? "
    r"|(?:written |posted )?by (?=[A-ZĐÀ-Ỹ]))",
    re.IGNORECASE,
)
#: Letters with which a name begins; "À-Ỹ" holds small ones too.
_CAPITAL = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper() and letter.isalpha())
#: A line that says who made an article.
CREDITS = lazy(
    r"(?:(?:bài|tin|ảnh|hình ảnh|hình|clip|video|đồ h(?:ọa|oạ)|thiết kế|trình bày|biên tập|biên dịch|dịch|phỏng vấn"
    r"|thực hiện"
    r"|người (?:đăng|viết|dịch|gửi|thực hiện)|(?:đăng|viết|gửi|kiểm duyệt|tham vấn|tư vấn|thẩm định)"
    r"(?: nội dung| y khoa| chuyên môn)?(?: bởi)?"
    r"|tác giả|cố vấn|minh h(?:ọa|oạ)|kỹ thuật|dựng phim|quay phim|giọng đọc|hậu kỳ|sản xuất|nhóm dịch|editor|beta"
    r"|dịch giả"
    r"|nguồn(?: ảnh| tin)?|theo|nhãn|thẻ|chủ đề|chuyên mục|chuyên đề)"
    r"(?:,? (?:và |& ?)?(?:ảnh|bài|thiết kế|biên tập|video|clip))* ?: ?\S.*"
    rf"|(?-i:[{_CAPITAL}]\S*(?: [A-ZĐÀ-Ỹ]\S*){{0,4}}) (?:dịch|lược dịch|biên dịch|chuyển ngữ|tổng hợp"
    r"|thực hiện|ghi|ghi lại|sưu tầm)"
    r"|\S+(?: \S+){0,4} \((?:theo|tổng hợp|thực hiện|ghi|lược ghi|dịch|lược dịch|biên dịch|biên soạn|từ|nguồn)\b"
    r"[^)]{0,40}\))$",
    re.IGNORECASE,
)
#: What journals put under the title of a paper, over who wrote it.
AUTHORS = frozenset(("các tác giả", "tác giả", "nhóm tác giả", "authors"))
#: What stands under the name of a writer.
RANKS = frozenset(("biên tập viên", "tác giả", "phóng viên", "cộng tác viên", "editor", "author", "quản trị viên"))
#: What something costs.
PRICE = lazy(r"\d{1,3}(?:[.,]\d{3})+ ?(?:đ|₫|vnđ|vnd|đồng)(?!\w)", re.IGNORECASE)
#: Who made a song, under its title.
SUNG = lazy(r"(?:sáng tác|nhạc(?: và lời)?|nhạc sĩ|ca sĩ) ?: ?\S", re.IGNORECASE)
#: A whole date, or a month and its year alone.
DATE = lazy(
    r"(?<!\d)\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:19|20)\d\d(?!\d)"
    r"|(?:tháng|thg) (?:\d{1,2}|[a-zà-ỹ]{2,4}(?: (?:một|hai))?)(?: \d{1,2})?,? (?:năm )?20\d\d"
    r"|^\d{1,2} ?[./] ?20\d\d$"
)


_FACT = lazy(r"\s*\S+(?: \S+){0,3}(?: ?:(?:\*\*)? |\t+\S)")


def is_fact(text: str) -> bool:
    """Tell whether a line says one fact: what it is of has four words or fewer, and a colon follows or another cell.

    >>> is_fact("Thời gian: 4 ngày 3 đêm"), is_fact("Chuyên gia ngân hàng nói thẳng: Giá còn giảm")
    (True, False)
    """
    return _FACT.match(text) is not None


def are_parallel(texts: Sequence[str]) -> bool:
    """Tell whether lines begin with the same two words, as the entries of a list do and headlines do not.

    Of three or more one word is enough.

    >>> are_parallel(["Đối với đơn trong nước", "Đối với đơn quốc tế"]), are_parallel(["Giá vàng tăng", "Giá dầu giảm"])
    (True, False)
    """
    begun = {" ".join(text.split()[: 1 if len(texts) > 2 and text[:1].isalpha() else 2]).lower() for text in texts}
    return len(texts) > 1 and len(begun) == 1


def is_name(bare: str, least: int = 2) -> bool:
    """Tell whether a line is a name: two to five words, each with a capital; after "Viết bởi" one is enough.

    >>> is_name("Đoàn Vi Thảo"), is_name("Đoàn người đi bộ"), is_name("CÂU HỎI PHỤ")
    (True, False, False)
    >>> is_name("Nguyễn Thị Minh Khai"), is_name("Hoài Thu – Minh An (báo Bến Sông)"), is_name("Bún Ốc Chay Ngon")
    (True, True, False)
    """
    bare = (_PAPER.sub("", bare) if bare.endswith(")") else bare).replace("–", "-")
    words = bare.replace("-", " ").split()
    if (len(words) == NAME and bare.isupper()) or max(bare, default="") > _LAST_LETTER:
        return False  # "NGƯỜI DỆT LẠI CÁNH ĐỒNG" is a title, and so is what is set in letters of mathematics
    if not (least <= len(words) <= NAME and all(word[0].isupper() and word.rstrip(".").isalpha() for word in words)):
        return False
    if (
        _DAY.match(bare.lower())
        or shared_headings() & {" ".join(words[:2]).lower(), bare.lower()}
        or bare.lower() in place_names()
    ):
        return False  # "NỘI DUNG TƯ VẤN", "LỜI CẢM ƠN", "An Giang"
    # A name of four words begins with a surname; "Bún Ốc Chay Thanh Mát" and "MÔ TẢ CÔNG VIỆC" are titles.
    people = (part.split() for part in _BESIDE.split(bare))
    return all(len(name) < LONG or name[0].lower() in surnames() for name in people)
