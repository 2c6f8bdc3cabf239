"""Drop from an article what only a page puts there: bylines, stamps, tags, quotes and copies of the title.

A text that somebody wrote has names, dates and short lines of its own. So this is done only where what stands around the
article says that it was pasted with its page, and above the text and under it rather than in its middle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate import neighbours
from vncorpus.stages.boilerplate.lines import LABEL, Line
from vncorpus.stages.boilerplate.span import Found
from vncorpus.stages.boilerplate.title import CREDIT, CREDITS, DATE, is_name
from vncorpus.stages.boilerplate.verse import stanzas

#: Words that a line needs before its repetition says that it is a title; words that it may have more the second time.
TITLE, MORE = 4, 5
#: What stands before and after the title in such a line.
_OF_TITLE = lazy(
    r"re: \|$|[“\"']?\d{1,5} [^\d|]{2,25} (?:cho|về|của|trên|on|to|of|for) [“\"']?\|\W*$|\| số lượng$"
    r"|(?:bình luận|nhận xét|đánh giá|phản hồi|bạn đang xem|bạn đang đọc|tải)(?: (?:cho|về|của|truyện|bài))?:? [“\"']?\|\W*$"
)
#: Words of a tag, alone and where several stand under an article; and how many make such a list.
TAG, TAGS, LIST = 3, 5, 2
#: Words of a line above the text that holds a whole date, and of one that holds a name.
STAMP = 12
#: What stands before the name of a writer or a paper.
RANK = lazy(
    r"^(?:Theo|Nguồn|Tin|Bài|Ảnh|Dịch|Biên dịch|Tổng hợp|THEO|TS|ThS|PGS\.?TS|GS|BS(?:\.? ?CK[I1]+)?|LS|KTS|Nhà văn|Nhà báo|Luật sư|Bác sĩ"
    r"|Tiến sĩ|Thạc sĩ|Giáo sư|Chuyên gia|Phóng viên|PV|CTV|BTV)\.?:? (?=[A-ZĐÀ-Ỹ])"
)
INITIALS = lazy(r"(?:[A-ZĐ]{1,2}\.){1,3} ?(?:[A-ZĐÀ-Ỹ][a-zà-ỹ]*)?$")
_HANDLE = lazy(r"@[\w.]{3,30}$")
_BUTTON = lazy(
    r"(?:chia sẻ|xem|click|nhấn|bấm|nhấp|tải|gửi|báo cáo|lưu|mua|đặt|theo dõi|đăng|đăng ký|in|thích|đọc|nghe|sửa|copy|sao chép|ẩn|hiện|mở) .*"
    r"(?:này|tại đây|ở đây|vào đây|thêm|ngay|\.\.\.|…|»|>)\W*$"
)
#: Words of a short line between title and text, and how many of them stand together.
BRIEF, FEW = 4, 3
#: Words of a headline over a teaser, and of the teaser.
TEASED, TEASER = 10, 60
#: Who said what a forum quotes: "minh_anh nói:", "Minh Anh đã viết:"; and the lines of a quote.
_SAID = lazy(r"(?:trích dẫn (?:của |bởi )?)?\S+(?: \S+){0,3} (?:đã )?(?:nói|viết|said|wrote) ?: ?↑?$")
QUOTE = 6


def drop(
    texts: Sequence[str],
    found: Sequence[Line],
    rules: list[str | None],
    article: Found,
    first: int,
    last: int,
    timeline: set[int],
) -> None:
    """Give a rule to each line of the article that is its page's; `first` and `last` are the ends of the text proper."""
    bottom = max(index for index, keep in enumerate(article.keep) if keep) + 1
    signed = {under for under, line in enumerate(found) if is_signed(found, under)}
    kept = timeline | set(stanzas(found, texts)) | signed
    for index in neighbours.found(found, texts, article.title + 1, bottom, kept):
        rules[index] = rules[index] or _name(found[index], "interface:beside")
    _credits(texts, found, rules, article.title, first, last)
    _buttons(texts, found, rules)
    _named_byline(texts, found, rules, article.title, first)
    _between(found, rules, article.title, first)
    _stamps(texts, found, rules, article.title, first)
    _named_again(texts, found, rules, article.title)
    _twice(texts, found, rules, article.title, first, last, signed)
    _tags(texts, found, rules, last, kept)
    _quotes(texts, found, rules)
    _tail(found, rules, last, kept)
    _card(found, rules, last)
    for index in (*range(article.title), *range(bottom, len(found))):
        if found[index].kind == "text" and not article.keep[index]:
            rules[index] = "span:outside"
    for index in range(article.title + 1, bottom):
        rule = found[index].rule
        if rule and rule.kind == "byline" and index not in kept and DATE.search(texts[index].lower()):
            rules[index] = rule.id


def _name(line: Line, otherwise: str) -> str:
    return line.rule.id if line.rule else otherwise


def is_signed(found: Sequence[Line], index: int) -> bool:
    """Tell whether a line stands under the office of who signs a letter, or under "Thân mến,"."""
    above = next((found[at] for at in range(index - 1, max(-1, index - 4), -1) if found[at].shape != "blank"), None)
    return above is not None and above.kind in ("text", "verse") and found[index].shape == "short"


def _credits(
    texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, first: int, last: int
) -> None:
    """Drop who made an article, above its text or under it: "Tham vấn y khoa: …", "Minh Anh dịch"."""
    for index in (*range(title + 1, first), *range(last + 1, len(found))):
        line, bare = found[index], texts[index].strip()
        if rules[index] is None and line.shape in ("headline", "short") and line.words <= STAMP and CREDITS.match(bare):
            rules[index] = _name(line, "byline:credits")


def _buttons(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop a button that says what it is: it begins with its verb and ends in "này", "tại đây" or an arrow."""
    for index, line in enumerate(found):
        if rules[index] is None and line.cue >= LABEL and line.label and _BUTTON.match(texts[index].strip().lower()):
            rules[index] = "interface:button"


def _between(found: Sequence[Line], rules: list[str | None], title: int, first: int) -> None:
    """Drop a few short lines between title and text that have furniture under them: who wrote it, what series it is of."""
    run: list[int] = []
    for index in range(title + 1, first):
        line = found[index]
        if line.shape == "blank":
            continue
        if rules[index] is None and not line.rule and line.shape in ("short", "sentence") and line.words <= BRIEF:
            run.append(index)
            continue
        if rules[index] is not None and len(run) <= FEW:
            for at in run:
                rules[at] = "interface:beside"
        run = []


def _stamps(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, first: int) -> None:
    """Drop a line between title and text that holds a whole date, or is the handle of a user."""
    for index in range(title + 1, first + 1):
        line, bare = found[index], texts[index].strip()
        if (
            rules[index] is None
            and not line.rule
            and line.shape in ("headline", "short", "item")
            and line.words <= STAMP
        ):
            if bare != texts[title].strip() and (DATE.search(bare.lower()) or _HANDLE.match(bare)):
                rules[index] = "date:stamp"


def _tags(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], last: int, kept: set[int]) -> None:
    """Drop words in small letters that stand one under the other between an article and its furniture."""
    run: list[int] = []
    for index in range(last + 1, len(found)):
        line, bare = found[index], texts[index].strip()
        if line.shape == "blank":
            continue
        if rules[index] is not None:
            if len(run) >= LIST:
                for at in run:
                    rules[at] = "tags:words"
            run = []
        elif (
            not line.rule
            and line.shape in ("short", "headline")
            and line.words <= TAGS
            and bare[0].islower()
            and index not in kept
        ):
            run.append(index)
        else:
            return


def _tail(found: Sequence[Line], rules: list[str | None], last: int, kept: set[int]) -> None:
    """Drop short lines under the last text once furniture has begun there: "Hạng B" between two prices."""
    begun = False
    for index in range(last + 1, len(found)):
        begun = begun or rules[index] is not None
        if begun and rules[index] is None and not found[index].rule and found[index].shape in ("short", "headline"):
            rules[index] = None if index in kept else "span:tail"


def _card(found: Sequence[Line], rules: list[str | None], last: int) -> None:
    """Drop a headline and its teaser over "Đọc tiếp" where they are the last lines of a page's text."""
    shown = [index for index in range(len(found)) if found[index].shape != "blank"]
    place = shown.index(last) if last in shown else 0
    if place < 2 or place + 1 >= len(shown):
        return
    rule, headline = found[shown[place + 1]].rule, found[shown[place - 1]]
    titled = headline.shape in ("headline", "sentence", "prose") and TEASED <= headline.words < found[last].words
    if rule is not None and rule.id == "related:read-more-bare" and titled and found[last].words <= TEASER:
        if headline.shape != "sentence" or not headline.cue:
            rules[shown[place - 1]] = rules[last] = "related:card"


def _quotes(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop what a post quotes of one above it: the line that says whose it is, and all that stood before."""
    before: list[str] = []
    index = 0
    while index < len(found):
        bare = texts[index].strip()
        if found[index].words <= TITLE + 2 and _SAID.match(bare.lower()):
            end = index + 1
            while (
                end < len(found)
                and end <= index + QUOTE
                and (not texts[end].strip() or _in(texts[end].strip(), before))
            ):
                end += 1
            if end > index + 1 and any(texts[at].strip() for at in range(index + 1, end)):
                for at in range(index, end):
                    if texts[at].strip():
                        rules[at] = rules[at] or "comments:quoted"
                index = end
                continue
        if found[index].words >= TITLE:
            before.append(bare)
        index += 1


def _in(bare: str, before: Sequence[str]) -> bool:
    bare = bare.strip(' .…"“”').removesuffix("...")
    return len(bare.split()) >= TITLE and any(bare in text for text in before[-neighbours.QUOTED :])


def _named_byline(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, first: int) -> None:
    """Drop a name alone between the title of a page and its text, where a byline, a date or a button is beside it."""
    shown = [index for index in range(title, first) if found[index].shape != "blank"]
    for above, index, below in zip(shown, shown[1:], [*shown[2:], first], strict=False):
        line = found[index]
        credited = CREDIT.match(texts[index].strip()) is not None
        name = RANK.sub("", CREDIT.sub("", texts[index].strip()))
        if rules[index] is None and not line.rule and is_name(name, 1 if credited else 2):
            beside = {found[at].kind for at in (above, below)}
            if credited or beside & {"date", "byline", "source"} or (above != title and rules[above]) or rules[below]:
                rules[index] = "byline:name"


def _named_again(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int) -> None:
    """Drop a line under the title of a page that holds it and a little more: "6 đánh giá cho …", "… số lượng"."""
    bare = texts[title].strip().lower()
    if found[title].words < TITLE:
        return
    for index in range(title + 1, len(found)):
        line = found[index]
        if rules[index] is None and found[title].words < line.words <= found[title].words + MORE:
            more = texts[index].strip().lower().partition(bare)
            if more[1] and _OF_TITLE.match(f"{more[0]}|{more[2]}"):
                rules[index] = "title:repeated"


def _twice(
    texts: Sequence[str],
    found: Sequence[Line],
    rules: list[str | None],
    title: int,
    first: int,
    last: int,
    signed: set[int],
) -> None:
    """Drop a word or two that stand above the text or under it and elsewhere on the page too: tags, a name, a section."""
    bare = [text.strip() for text in texts]
    count = Counter(bare)
    for index in (*range(title + 1, first), *range(last + 1, len(found))):
        line = found[index]
        plain = rules[index] is None and not line.rule and line.shape == "short" and 0 < line.words <= TAG
        if plain and index not in signed and count[bare[index]] > 1 and bare[index] != bare[title]:
            rules[index] = "interface:twice"
