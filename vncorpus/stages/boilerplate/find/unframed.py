"""Say which lines look like furniture and stand in a text that has no other: its dates, its prices, its first line."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.ahead import STRONG
from vncorpus.stages.boilerplate.find.quoted import clear
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, is_worded, printed

#: What a list of goods or rooms says in a letter or a sum too.
_PRICES = frozenset(("listing:price", "listing:stock"))
#: Lines of a head in which the hour and the day are a paper's, and paragraphs under a title.
HEAD, PARAGRAPHS = 4, 3
#: Words of two languages by turns, and lines over them.
PAIRS, TITLES = 4, 2
#: What says who made each thing of a list that has no paragraph: the labels of an exhibition.
_CREDITS = frozenset(("caption", "source", "byline"))
#: Labels that a programme or a lesson has: "Nội dung", "Liên hệ".
LABELS = 2
#: What stands under an article, and over none.
_UNDER = frozenset(("footer", "comments"))
#: As what a title may begin, and words of one: "Quét mã QR bằng ứng dụng VNeID".
_NAMES, NAMED = frozenset(("app", "notice", "ad", "listing")), 5
_DAY = lazy(r"\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:19|20)\d\d|\bnăm (?:19|20)\d\d")
_HOUR = lazy(r"\d{1,2} ?[:h] ?\d{2}")


def cleared(lines: list[Line], texts: Sequence[str]) -> list[Line]:
    r"""Return the lines with those as text that only look like furniture.

    A diary, a programme and minutes have their days; a paper's day has its hour and stands in the head, once. A price
    is a shop's where a button or a rating is, and the first line of a text is no foot.

    >>> from vncorpus.stages.boilerplate.line.lines import classify
    >>> texts = ["Bảng giá chậu gốm", "Chậu tròn", "Giá: 90.000đ", "Chậu vuông", "Giá: 120.000đ"]
    >>> [line.rule for line in cleared([classify(text) for text in texts], texts) if line.rule]
    []
    """
    ruled = [at for at, line in enumerate(lines) if line.rule and line.kind != "text"]
    if not ruled:
        return lines  # most texts
    shown = printed(lines)
    credited = {lines[at].kind for at in ruled} <= _CREDITS and not any(line.shape == "prose" for line in lines)
    if credited or _is_bilingual([texts[at] for at in shown]):
        clear(lines, ruled)
        return lines
    _title(lines, texts, shown)
    prices = [at for at in ruled if _is_price(lines[at])]
    if prices and not any(line.kind in STRONG and not _is_price(line) for line in lines):
        clear(lines, prices)
    dates = [at for at in ruled if lines[at].kind == "date" and _DAY.search(texts[at])]
    others = any(line.rule and line.kind not in ("date", "text") for line in lines)
    if dates and not others and sum(line.cue >= LABEL for line in lines if not line.rule) <= LABELS:
        dates = [at for at in dates if "(GMT" not in texts[at]]
        stamped = len(dates) == 1 and dates[0] in shown[1:HEAD] and _is_stamp(lines, texts, shown, dates[0])
        clear(lines, () if stamped else dates)
    return lines


def _is_stamp(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int], date: int) -> bool:
    """Tell whether a date in the head of a text is a paper's: it has the hour, or stands right over a paragraph."""
    below = shown[shown.index(date) + 1 :][:1]
    return _HOUR.search(texts[date]) is not None or any(lines[at].shape == "prose" for at in below)


def _title(lines: list[Line], texts: Sequence[str], shown: Sequence[int]) -> None:
    """Clear the first line of a text that is no page: "CHÍNH SÁCH BẢO MẬT" over its paragraphs."""
    top = lines[shown[0]]
    named = top.kind in _NAMES and top.words >= NAMED and not is_worded(top) and texts[shown[0]].rstrip()[-1] != "."
    if (top.kind in _UNDER or named) and not any(lines[at].kind in STRONG for at in shown[1 : 1 + HEAD]):
        prose = sum(lines[at].shape == "prose" and not lines[at].rule for at in shown)
        if prose >= PARAGRAPHS or texts[shown[0]].isupper():
            clear(lines, shown[:1])


def _is_bilingual(said: Sequence[str]) -> bool:
    """Tell whether a text is words of two languages by turns, after a title: "Sign in", "Đăng nhập"."""
    for start in range(TITLES + 1):
        words, meanings = said[start::2], said[start + 1 :: 2]
        plain = len(meanings) >= PAIRS and all(map(str.isascii, words))
        if plain and sum(map(str.isascii, meanings)) * 4 <= len(meanings):
            return True
    return False


def _is_price(line: Line) -> bool:
    return line.rule is not None and line.rule.id in _PRICES
