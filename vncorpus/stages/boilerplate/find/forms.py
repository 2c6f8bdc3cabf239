"""Find the parts of recipes, papers and forms: lists under headings that their kind shares, facts, amounts, answers."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import chain, islice, pairwise, takewhile

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.credits import is_fact
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, first_printed, printed
from vncorpus.stages.boilerplate.line.terms import is_shared_heading

#: Lines of a list under its heading.
LIST = 2
#: Buttons that may stand between the two.
BUTTONS = 3
#: Words of a heading, and short answers that make a form.
WORDS, ANSWERS = 30, 3
#: Lines under the heading of a recipe's list, and how much of a thing stands there in a line of its own: "600 g".
THINGS = 60
#: Words of a tab, how many of them there are at least and at most, words of what it heads, and lines of that.
TAB, TABS, MENU, TITLE, PART = 4, 3, 12, 6, 40
_TALK = lazy(r"đánh giá|bình luận|nhận xét|hỏi đáp|câu hỏi|liên hệ|liên quan|tương tự|tin tức|sản phẩm|đăng|trang chủ")
_FOOT = frozenset(("related", "comments", "footer", "login", "app", "date", "share"))
#: Lines of a short answer of a form.
ANSWER = 4
#: "1/2 muỗng cà phê muối", "nửa trái dứa"; and the words of such a line.
_THING = lazy(r"\s*(?:[-–•*] ?)?(?:\d|[½¼¾⅓]|nửa |một |vài |ít )", re.IGNORECASE)
THING = 12
_AMOUNT = lazy(
    r"(?:[^\W\d][^.:!?]{1,60} )?(?:\d[\d.,/–-]*|½|¼|nửa|một|vài|ít)? ?(?:g|gr|gram|kg|lạng|ml|l|lít|m|muỗng|thìa|chén"
    r"|bát|quả|trái|củ|tép|nhánh|cây|bó|lá|con|miếng|gói|hộp|ly|cốc|tbsp|tsp|cup)\b"
    r"(?: (?:cà phê|canh|súp|nhỏ|lớn|vừa))?$",
    re.IGNORECASE,
)
#: A price, and how many under their names are a table.
_PRICE, PRICED = lazy(r"\d{1,3}(?:[.,]\d{3})+ ?(?:đ|₫|đồng|VNĐ|VND|vnđ)?(?:/\S+)?$"), 3
#: What a recipe says of itself above its list, each over its answer: "Độ khó", "Dễ"; lines there, and words of one.
_SETTINGS = frozenset("chuẩn bị|sơ chế|chế biến|nấu|thời gian|tổng thời gian|độ khó|khẩu phần|phần ăn".split("|"))
ABOVE, SAID = 12, 3
_AGE = lazy(r"\d+ (?:giây|phút|giờ|ngày|tuần|tháng|năm) trước$|\d[:h]\d\d$")


def headed(lines: Sequence[Line], texts: Sequence[str], first: int, last: int, *, items: bool = False) -> Iterator[int]:
    """Yield lists under a heading that texts of one kind share, "Nguyên liệu": two lines or more that no rule knows.

    Under the end of an article only those whose `items` are marked: its references.
    """
    index = max(0, first)
    while index < last:
        index += 1
        if not is_shared_heading(texts[index - 1]):
            continue
        block = []
        head = index - 1
        while _is_of_recipe(texts[head]) and index < min(last, head + 1 + BUTTONS) and lines[index].rule:
            index += 1  # the buttons of a recipe card: "US Customary Metric", "1x 2x 3x"
        while index < last and not lines[index].known:
            if lines[index].shape != "blank":
                block.append(index)
            index += 1
        if (len(block) >= LIST and not items) or (block and lines[block[0]].shape == "item"):
            yield from (head, *block)


def facts(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> Iterator[int]:
    """Yield the heading of a recipe's list among buttons, the facts over it ("Nấu: 40 phút"), and its amounts."""
    for head in range(max(0, first), last):
        if lines[head].words <= WORDS and _is_of_recipe(texts[head]):
            if head + 1 < last and lines[head + 1].rule:
                yield head  # between buttons a heading looks like one
            above = (at for at in range(head - 1, max(0, first) - 1, -1) if lines[at].shape != "blank")
            near = list(islice(above, BUTTONS + 2))
            past = sum(1 for _ in takewhile(lambda at: lines[at].rule or lines[at].words <= 1, near))
            under = chain(near[past:], above)
            plain = takewhile(lambda at: not (lines[at].rule or _is_of_recipe(texts[at])), under)
            found = list(takewhile(lambda at: is_fact(texts[at]), plain))
            if len(found) >= LIST and past <= BUTTONS + 1:
                yield from found
            below = (at for at in range(head + 1, last) if lines[at].shape != "blank")
            named = list(takewhile(lambda at: not lines[at].rule, islice(below, THINGS)))
            amounts = [place for place, at in enumerate(named) if _AMOUNT.match(texts[at].strip())]
            plain = takewhile(lambda at: lines[at].cue < LABEL or _THING.match(texts[at]), named)  # "4 người"
            things = [place for place, at in enumerate(plain) if _THING.match(texts[at]) and lines[at].words <= THING]
            if len(amounts) >= LIST or len(things) > LIST:
                yield from (head, *named[: max((*amounts, *things)) + 1])
                over = pairwise(printed(lines, max(0, first, head - ABOVE), head))
                said = [pair for pair in over if texts[pair[0]].strip().lower() in _SETTINGS]
                short = all(lines[at].words <= SAID and lines[at].shape == "short" for _, at in said)
                yield from chain(*said) if len(said) >= LIST and short else ()


def forms(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> Iterator[int]:
    """Yield the short answers of a form under the headings that forms of its kind share: "Lệ phí" over "Không".

    Three answers stand before `last`; then more may stand under it. Tabs are such headings with nothing between them.
    """
    shown = printed(lines, max(0, first), len(lines))
    heads = [place for place, at in enumerate(shown) if is_shared_heading(texts[at])]
    answers = [shown[one:other] for one, other in pairwise(heads) if 1 < other - one <= ANSWER + 1]
    if len(answers) < ANSWERS:
        return  # most texts
    prose = next((at for at in shown if lines[at].shape == "prose" and not lines[at].rule), len(lines))
    bare = {at: texts[at].strip(" \t¶").lower() for at in shown}
    below = {text for at, text in bare.items() if at > prose} | {"mục lục"}
    # A contents over the text has the headings that stand in it.
    answers = [answer for answer in answers if answer[0] > prose or not {bare[at] for at in answer} <= below]
    if sum(answer[0] < last for answer in answers) < ANSWERS:
        return
    for answer in answers:
        over = first_printed(lines, range(answer[0] - 1, -1, -1))
        if answer[0] >= last and over is not None and lines[over].kind in _FOOT:
            return  # the headings of a footer
        if not any(lines[at].rule for at in answer) and not all(texts[at].strip().isdigit() for at in answer[1:]):
            yield from answer  # a contents has its numbers between its headings
    last_one = shown[heads[-1] : heads[-1] + 1 + ANSWER]
    under = list(takewhile(lambda at: not lines[at].known, last_one[1:]))
    yield from last_one[:1] if under and not lines[last_one[0]].rule else ()
    yield from under


def tabbed(lines: Sequence[Line], texts: Sequence[str], title: int, first: int, last: int) -> Iterator[int]:
    """Yield the parts of a page under the text from `first` to `last` that tabs name: "Vị trí", "Tiện nghi khách sạn".

    The tabs stand between title and text, and three parts there must be. What readers say is none, and a part ends at a
    line that no part of a text has.
    """
    shown = printed(lines, title + 1, first)
    names: set[str] = set()
    run: list[str] = []
    for index in [*shown, -1]:
        bare = texts[index].strip().lower() if index >= 0 else ""
        if bare and lines[index].words <= TAB and not bare[-1].isdigit():
            run.append(bare)
            continue
        names.update(run if TABS <= len(run) <= MENU else ())
        run = []
    below = printed(lines, last, len(lines))
    inside = {texts[at].strip() for at in range(first, last)}  # a contents beside the text has its headings
    heads = [
        place
        for place, at in enumerate(below)
        if _is_tab(texts[at], names) and _heads(lines[at], texts[at]) and texts[at].strip() not in inside
    ]
    parts: list[int] = []
    found = 0
    for head, other in pairwise([*heads, len(below)]):
        if _TALK.search(texts[below[head]].lower()):
            continue
        part = list(takewhile(lambda at: not _ends_part(lines[at]), below[head + 1 : other][:PART]))
        found += len(part) > 1
        parts += (below[head], *part) if len(part) > 1 else ()
    if found >= TABS:
        yield from parts


def _is_tab(text: str, names: Container[str]) -> bool:
    """Tell whether a line is the name of a tab, or begins with one."""
    words = text.strip().lower().split()
    return any(" ".join(words[:size]) in names for size in range(1, min(TAB, len(words)) + 1))


def _heads(line: Line, text: str) -> bool:
    """Tell whether a line is a heading, and not the section of a card and its age: "Star - 3 giờ trước"."""
    return line.words <= TITLE and not _AGE.search(text.lower())


def _ends_part(line: Line) -> bool:
    return line.kind in _FOOT or line.talk


def _is_of_recipe(text: str) -> bool:
    return text[:24].strip().lower().startswith(("nguyên liệu", "ingredients"))


def priced(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> Iterator[int]:
    """Yield the names and prices by turns right under a text, three or more: its table, copied cell by cell."""
    shown = printed(lines, first, last)
    pairs = 0
    for name, price in zip(shown[::2], shown[1::2], strict=False):
        plain = lines[name].shape in ("short", "headline") and not lines[name].known
        if not plain or lines[price].rule or not _PRICE.match(texts[price].strip()):
            break
        pairs += 1
    if pairs >= PRICED:
        yield from shown[: 2 * pairs]
