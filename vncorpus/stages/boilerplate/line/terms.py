"""Read the tables of the phrases and words that buttons, counters and the names of sections are made of."""

from __future__ import annotations

import re
from functools import cache

from vncorpus import tables
from vncorpus.patterns import lazy
from vncorpus.syllables import restyled

GROUPS = ("talk", "rank", "label", "item", "other", "verb", "object", "text", "fact")
#: The most words of a phrase of the table.
PHRASE = 8
TOKEN = lazy(r"[\w.+-]+@[\w.-]+|(?:https?://|www\.)\S+|\d{1,2}[:h]\d{2}\b|[^\W_]+(?:[-.,*/+][^\W_]+)*\+?|\S")
UNITS = frozenset(
    """giây phút giờ ngày tuần tháng năm trước lúc vào at ago sáng chiều tối trưa am pm sa ch gmt và người khác
    thg th thứ hai ba tư sáu bảy tám chín mười một cn t2 t3 t4 t5 t6 t7 on jan feb mar apr may jun jul aug sep oct nov
    dec đ vnd vnđ đồng triệu tỷ tỉ nghìn k tr m2 kg
    january february march april june july august september october november december""".split()
)
_ENDING = lazy(r"[\W_]*(?:còn (?:tiếp|nữa)|hết(?: (?:chương|phần|tập|kỳ|bài|truyện))?(?: \d{1,4})?|the end)[\W_]*$")


@cache
def groups() -> dict[str, list[str]]:
    """Return the words of each group of the table."""
    found: dict[str, list[str]] = {}
    for group, words in tables.read(tables.TABLES / "boilerplate_interface.tsv", ("group", "words"), _row):
        found.setdefault(group, []).extend(words)
    return found


@cache
def box() -> re.Pattern[str]:
    """Return the pattern of the head of a box of links: "Các thông báo khác", "Sự kiện sắp tới"."""
    items, others = ("|".join(map(re.escape, groups()[group])) for group in ("item", "other"))
    which = r"(?:(?:các|những|một số|xem thêm|xem thêm các|xem các) )?"
    whose = r"(?: (?:của|cho|từ|bởi) [^.,:;!?]{2,30})?"
    return re.compile(
        rf"{which}(?:{items})(?: [^\s.,:;!?]+){{0,2}} (?:{others}|cùng [^.,:;!?]{{2,20}}){whose} ?:?$"
        r"|(?:các|những) [^\s.,:;!?]+(?: [^\s.,:;!?]+){0,2} (?:khác|liên quan|tương tự|nổi bật|cùng chuyên mục) ?:?$"
    )


@cache
def phrases() -> dict[str, str]:
    """Return the phrases that rows of buttons are made of, each with its group."""
    found = _grouped("talk", "rank", "label", "fact")
    for section in section_names():
        found.setdefault(" ".join(TOKEN.findall(section)), "section")
    return found


@cache
def headings() -> frozenset[str]:
    """Return what heads texts too, and is no button."""
    return frozenset(groups()["text"])


@cache
def shared_headings() -> frozenset[str]:
    """Return the headings that texts of one kind share, in small letters."""
    return frozenset(name for _, name in tables.words(tables.TABLES / "boilerplate_headings.txt"))


def is_shared_heading(text: str) -> bool:
    """Tell whether a line heads texts of one kind: "Nguyên liệu", "Lời giải chi tiết:"."""
    return text.strip().rstrip(":?").lower() in shared_headings()


def is_ending(text: str) -> bool:
    """Tell whether a line is what a writer puts under a part that ends: "(Còn tiếp)", "Hết chương 3".

    >>> is_ending("(Còn tiếp)"), is_ending("Hết chương 12."), is_ending("Hết hàng")
    (True, True, False)
    """
    return _ENDING.match(text.strip().lower()) is not None


@cache
def surnames() -> frozenset[str]:
    """Return the surnames, in small letters and both styles of the tone mark."""
    names = [name for _, name in tables.words(tables.TABLES / "words_surnames.txt")]
    return frozenset(form for name in names for form in (name, restyled(name, "old"), restyled(name, "new")))


@cache
def attributes() -> frozenset[str]:
    """Return the names of what tables say of a thing, in small letters."""
    return frozenset(name for _, name in tables.words(tables.TABLES / "boilerplate_attributes.txt"))


@cache
def parts() -> dict[str, str]:
    """Return what buttons are made of; a word that is both is a verb where it comes first."""
    return _grouped("verb", "object", "text", "fact")


@cache
def heads() -> frozenset[str]:
    """Return the words with which a line of the interface begins."""
    verbs = (phrase for phrase, group in parts().items() if group == "verb")
    return frozenset(phrase.split(" ")[0] for phrase in (*phrases(), *verbs)) | UNITS


@cache
def boxes() -> frozenset[str]:
    """Return the words with which the head of a box begins."""
    return frozenset(box.split(" ")[0] for box in ("các", "những", "một", "xem", *groups()["item"]))


@cache
def sizes() -> dict[str, int]:
    """Return how many words the longest of the phrases has that begin with two words, and 1 for phrases of one."""
    found: dict[str, int] = {}
    for phrase in (*phrases(), *parts()):
        words = phrase.split(" ")
        start = " ".join(words[:2])
        found[start] = min(PHRASE, max(found.get(start, 0), len(words)))
    return found


@cache
def vocabulary() -> frozenset[str]:
    """Return the words of all phrases, and of times and quantities."""
    return frozenset(word for phrase in (*phrases(), *parts()) for word in phrase.split(" ")) | UNITS


@cache
def section_names() -> frozenset[str]:
    """Return the names that sections have in menus, provinces among them."""
    return frozenset(name for _, name in tables.words(tables.TABLES / "boilerplate_sections.txt")) | place_names()


@cache
def place_names() -> frozenset[str]:
    """Return the provinces and cities that are names of sections too."""
    return frozenset(name for _, name in tables.words(tables.TABLES / "boilerplate_places.txt"))


def _grouped(*names: str) -> dict[str, str]:
    """Return the phrases of these groups of the table, each with the first group that it is in."""
    found: dict[str, str] = {}
    for group in names:
        for word in groups()[group]:
            found.setdefault(" ".join(TOKEN.findall(word)), group)
    return found


def _row(row: tables.Row) -> tuple[str, list[str]]:
    if row["group"] not in GROUPS:
        raise ValueError(f"group is one of {', '.join(GROUPS)}, not {row['group']!r}")
    words = [word.strip() for word in row["words"].split("|")]
    if not all(words):
        raise ValueError("words are separated by | and none is empty")
    return row["group"], words
