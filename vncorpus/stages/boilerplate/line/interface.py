"""Tell the lines that are made of buttons, counters and labels alone: the interface of a page.

No list of patterns knows every row of buttons, but they are all made of the same few words. A line of which nothing
is left when those, numbers, times and separators are taken away is furniture in a menu or under an article, and may
be a heading inside one ("Bình luận", "Giới thiệu"). So it counts as evidence, and stays where text is on both sides.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line import terms

#: The most words of the head of a box.
BOX = 7
#: The longest line in words and in characters.
WORDS = 16
CHARACTERS = 110
_NUMBER = lazy(
    r"[+-]?\d[\d.,:/-]*(?:[kmdhw%xđ₫]|tr)?\+?$|\d{1,2}h\d{2}$|th\d{1,2}$|[★☆⭐✓✔✕×↑↓←→▲▼►◄]+$|.*@|https?:|www\."
)
#: Share of words that may be none of the interface in a row of links of which so many are known.
STRANGE, ROW = 0.3, 3
#: Names of sections that make a long line a menu.
NAMES = 5
_STOPS = frozenset(".!?;")
#: Wide gaps in a menu in a row, the words of a list of names, and the share of them that begin with a capital.
GAPS, LONG, CAPITALS = 4, 25, 0.6
#: Parts between bars or arrows that make a row of links.
PARTS = 3
#: Cells of a line that is a menu.
CELLS = 5
PART_WORDS = 5
_PARTING = frozenset("|·•»›>→▸‹/")
_MARK = lazy(r"[|·•»›>→▸‹\t]")
_GAP = lazy(" {2,}")
_BAR = lazy(r" *[|·•»›>→▸‹]+ *| / |\t+| {2,}")


class Interface(NamedTuple):
    """Hold what a line of the interface is made of: phrases, some of talk, ranks or names of sections, and numbers."""

    phrases: int
    talk: int
    rank: int
    sections: int
    numbers: int
    parted: bool
    facts: int = 0
    #: Words of a row of links that are none of the interface.
    strange: int = 0


def read(folded: str) -> Interface | None:
    """Return what a line of the interface is made of, None for any other; `folded` is NFC in small letters.

    >>> read("thích 12 · trả lời · 3 ngày trước")
    Interface(phrases=2, talk=2, rank=0, sections=0, numbers=2, parted=True, facts=0, strange=0)
    >>> read("thích đọc sách") is None
    True
    """
    if len(folded) > CHARACTERS:
        return None
    first = folded.partition(" ")[0]
    if first in terms.boxes() and is_box(folded):
        return Interface(1, 0, 0, 0, 0, False)
    if first.isalpha() and first not in terms.heads():
        return None  # most lines end here
    tokens = folded.split()
    vocabulary, marked = terms.vocabulary(), False
    strange = most = 0  # words of no phrase, and the most tokens that there can be
    for word in tokens:
        most += 1
        if not word.isalpha():
            marked = True
            if word[-1] == "+" or word[-1].isalnum() or not word[:-1].isalpha():
                most += len(word)
                continue
            most += 1
            word = word[:-1]  # before its comma
        strange += word not in vocabulary
    if strange and (strange > STRANGE * most or most - strange < ROW):
        return None  # and most others here
    if folded in terms.headings():
        return None
    if marked:  # letters alone are the words that `TOKEN` finds
        tokens = terms.TOKEN.findall(folded)
        if tokens and tokens[0][0].isalpha() and tokens[0] not in terms.heads() and not _NUMBER.match(tokens[0]):
            return None
    if len(tokens) > 2 * WORDS or strange > STRANGE * len(tokens):
        return None
    known = terms.phrases()
    parted = _is_parted(folded)
    parts = terms.parts()
    button = False  # a verb of buttons stands before: "Xem trang công ty"
    phrases = labels = talk = rank = sections = facts = numbers = strange = at = 0
    while at < len(tokens):
        token = tokens[at]
        for size in _lengths(tokens, at):
            phrase = " ".join(tokens[at : at + size]) if size > 1 else token
            group = known.get(phrase)
            button = button or (not phrases and parts.get(phrase) == "verb")
            if not group and button and phrase in parts:
                phrases = phrases or 1
                labels = labels or 1
                at += size
                break
            if group == "section" and not (
                parted or size == len(tokens) or (phrases == labels and at + size == len(tokens))
            ):
                group = None  # "Trở lại Thời sự" is a button, "đọc sách" no row of two sections
            if group:
                phrases += 1
                labels += group == "label"
                talk += group == "talk"
                rank += group == "rank"
                sections += group == "section"
                facts += group == "fact"
                at += size
                break
        else:
            if not token.isalpha() and _NUMBER.match(token):
                numbers += 1
            elif not (token in terms.UNITS or (len(token) == 1 and not token.isalpha())):
                strange += 1
                if strange > STRANGE * len(tokens) or token in _STOPS:
                    return None
            at += 1
    if strange and (numbers or phrases < ROW or phrases != labels + sections):
        return None
    return Interface(phrases, talk, rank, sections, numbers, parted, facts, strange) if phrases or numbers else None


def is_long_menu(bare: str) -> bool:
    """Tell whether a long line is a menu or a list of places in a row: wide gaps, or a capital in nearly each word."""
    if bare[-1] in ".:" or ": " in bare or any(mark in bare for mark in ',;?!…”"'):
        return False
    if "  " in bare and len(_GAP.findall(bare)) >= GAPS:
        return True
    words = bare.split()
    if sum(word[0].isupper() for word in words) < NAMES:
        return False
    named = len(words) >= LONG and sum(word.istitle() for word in words) >= CAPITALS * len(words)
    return named or is_menu(unicodedata.normalize("NFC", bare.lower()))


def is_bar(bare: str) -> bool:
    r"""Tell whether a line is a menu whose entries browsers part by tabs: of five or more, two in five name sections.

    >>> is_bar("Tin tức\tLàm đẹp\tThời trang\tNấu ăn\tSức khỏe"), is_bar("Hạng\tĐội\tTrận\tThắng\tĐiểm")
    (True, False)
    """
    cells = [cell.strip().lower() for cell in bare.split("\t") if cell.strip()]
    named = sum(cell in terms.section_names() for cell in cells)
    return len(cells) >= CELLS and named >= PARTS and named * 5 >= 2 * len(cells)


def is_menu(folded: str) -> bool:
    """Tell whether a long line is made of names of sections, one after the other.

    >>> is_menu("thời sự quốc tế kinh doanh công nghệ giải trí thể thao giáo dục sức khỏe pháp luật")
    True
    >>> is_menu("thời sự · thế giới · kinh tế · đời sống · sức khỏe · giáo dục · giải trí · thể thao")
    True
    """
    known = terms.phrases()
    body, stop = (folded[:-1], folded[-1:]) if folded.endswith(".") else (folded, "")
    tokens = [*body.split(), *stop] if body.replace(" ", "").isalpha() else terms.TOKEN.findall(folded)
    tokens = [token for token in tokens if token not in _PARTING]
    at = found = strange = 0
    while at < len(tokens):
        for size in _lengths(tokens, at):
            if known.get(" ".join(tokens[at : at + size])) in ("section", "label"):
                found, at = found + 1, at + size
                break
        else:
            strange, at = strange + 1, at + 1
            if strange > STRANGE * len(tokens):
                return False
    return found >= NAMES


def _lengths(tokens: list[str], at: int) -> range:
    """Return how many words a phrase that begins at a token may have, the most first."""
    sizes = terms.sizes()
    two = sizes.get(f"{tokens[at]} {tokens[at + 1]}") if at + 1 < len(tokens) else None
    return range(min(two or sizes.get(tokens[at], 0), len(tokens) - at), 0, -1)


def is_box(folded: str) -> bool:
    """Tell whether a line is the head of a box of links.

    >>> is_box("các thông báo khác"), is_box("việc làm tương tự"), is_box("các em nhỏ")
    (True, True, False)
    """
    return folded.count(" ") < BOX + 4 and terms.box().match(folded) is not None


#: What stands in a row of facts, as that of a match or a film, and in none of links.
_FACTS = lazy(r"\|.*(?:\b(?:19|20)\d\d\b|\d phút|\d[:h]\d\d)")


def is_row(bare: str) -> bool:
    """Tell whether a line is a row of links: three short parts or more between bars, arrows or wide gaps.

    >>> is_row("Quy định cộng đồng · Báo cáo vi phạm · Góp ý"), is_row("| a | b | c |")
    (True, False)
    """
    if bare[:1] in "|-•+*" or "\t" in bare or len(bare) > CHARACTERS or not _is_parted(bare) or _FACTS.search(bare):
        return False
    parts = _BAR.split(bare)
    return len(parts) >= PARTS and all(0 < len(part.split()) <= PART_WORDS for part in parts)


def is_scored(bare: str) -> bool:
    """Tell whether a line is a name and numbers in columns parted by wide gaps, as answers and results are.

    >>> is_scored("Báo in    1  2  3  4  5"), is_scored("Trang chủ   Tin tức   Liên hệ")
    (True, False)
    """
    name, *cells = _GAP.split(bare) if "  " in bare else (bare,)
    return len(cells) >= PARTS and not any(char.isalpha() for cell in cells for char in cell) and name[:1].isalpha()


def _is_parted(text: str) -> bool:
    """Tell whether a bar stands in a line, in a quarter of the time that the pattern of a bar takes."""
    return _MARK.search(text) is not None or " / " in text or "  " in text
