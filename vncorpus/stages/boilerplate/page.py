"""Drop from an article what only a page puts there: bylines, stamps, tags, quotes and copies of the title.

A text that somebody wrote has names, dates and short lines of its own. So this is done only where what stands around
the article says that it was pasted with its page, and above the text and under it rather than in its middle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate import opening
from vncorpus.stages.boilerplate.article.span import Found
from vncorpus.stages.boilerplate.find import copies, counters, links, neighbours, polls, thread
from vncorpus.stages.boilerplate.find.ahead import YES_NO
from vncorpus.stages.boilerplate.find.said import SPEAKERS
from vncorpus.stages.boilerplate.line.credits import CREDIT, CREDITS, DATE, is_fact, is_name
from vncorpus.stages.boilerplate.line.interface import is_row
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, first_printed, printed
from vncorpus.stages.boilerplate.line.terms import is_ending, shared_headings

#: Words of a tag, and how many of them make a list.
TAGS, LIST = 5, 2
#: Words of a line above the text that holds a name.
STAMP = 12
#: Lines from the name of an office to the number of its letter.
LETTERHEAD = 4
#: Words of a title under which a name alone is a byline.
TITLED = 6
#: Words of who made an article under "Tham vấn y khoa:".
CREDITED = 18
#: What stands before the name of a writer or a paper.
RANK = lazy(
    r"^(?:Theo|Nguồn|Tin|Bài|Ảnh|Dịch|Biên dịch|Tổng hợp|THEO|TS|ThS|PGS\.?TS|GS|BS(?:\.? ?CK[I1]+)?|LS|KTS"
    r"|Nhà văn|Nhà báo|Luật sư|Bác sĩ|Chuyên viên(?: pháp lý| tư vấn)?"
    r"|PGS, ?TS|GS, ?TS|TS, ?LS|Tiến sĩ|Thạc sĩ|Giáo sư|Chuyên gia|Phóng viên|PV|CTV|BTV)\.?:? (?=[A-ZĐÀ-Ỹ])"
)
#: The address that some papers put behind a writer's name.
_ADDRESS = lazy(r"(?: ?[-–|,] ?| \(| )[\w.+-]{2,40}@[\w-]+(?:\.\w{2,6}){1,3}\)?$")
INITIALS = lazy(r"(?:[A-ZĐ]{1,2}\.){1,3} ?(?:[A-ZĐÀ-Ỹ][a-zà-ỹ]*)?$")
#: The button of a block of code.
_COPY = frozenset(("copy", "sao chép", "copy code", "copied!"))
#: What stands over it in a post, and readers' lines that make a thread.
_CODE, TALK = frozenset(("code:", "php code:", "html code:")), 3
#: "#tranh chấp lối đi"
_HASH = lazy(r"#(?!\d{1,3} )[^\s#!\[(<][^#.!?:;=(){}]{1,50}$")
#: A fact that begins with a number.
_COUNTS = lazy(r": ?\d+ \w")
_BUTTON = lazy(
    r"(?:chia sẻ|xem|click|nhấn|bấm|nhấp|tải|gửi|báo cáo|lưu|mua|đặt|theo dõi|đăng|đăng ký|in|thích|đọc|nghe"
    r"|sửa|copy|sao chép|ẩn|hiện|mở) .*"
    r"(?:này|tại đây|ở đây|vào đây|thêm|ngay|\.\.\.|…|»|>)\W*$"
)
#: Words of a name between title and text, and of the edit link of a wiki.
BRIEF = 4
#: Copies of a label that say that it is a button though text stands under it.
AGAIN = 3


def drop(
    texts: Sequence[str],
    found: Sequence[Line],
    rules: list[str | None],
    article: Found,
    first: int,
    last: int,
    timeline: set[int],
) -> None:
    """Give a rule to each line of the article that is its page's; `first` and `last` are the ends of its text."""
    bottom = max(index for index, keep in enumerate(article.keep) if keep) + 1
    signing = any(line.kind in ("text", "verse") for line in found)
    signed = {under for under in range(len(found)) if is_signed(found, under)} if signing else set()
    kept = timeline | set(article.verse) | signed
    for index in neighbours.found(found, texts, article.title + 1, bottom, kept):
        rules[index] = rules[index] or _name(found[index], "interface:beside")
    _credits(texts, found, rules, article.title, first, last)
    _buttons(texts, found, rules)
    links.arrows(texts, found, rules, article.title, last)
    links.read_more(texts, found, rules, article.title)
    links.neighbours(texts, found, rules, article.title)
    links.marked(texts, found, rules, article.title)
    opening.stamps(texts, found, rules, article.title, first)
    _named_byline(texts, found, rules, article.title, first)
    opening.between(texts, found, rules, article.title, first)
    copies.drop(texts, found, rules, article.title, first, last, signed)
    _tags(texts, found, rules, max((last, *article.tabled)), kept)
    _tail(texts, found, rules, last, kept)
    links.read_now(texts, found, rules, article.title)
    links.card(texts, found, rules, last)
    counters.players(texts, found, rules)
    counters.shares(texts, found, rules)
    counters.remarks(texts, found, rules, article.title, last)
    for index in thread.stamps(found, texts, rules):
        rules[index] = "thread:card"
    for index in polls.polls(found, texts):
        rules[index] = rules[index] or "nav:poll"
    _code(texts, found, rules)
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
    above = first_printed(found, range(index - 1, max(-1, index - 4), -1))
    return above is not None and found[above].kind in ("text", "verse") and found[index].shape == "short"


def _credits(
    texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, first: int, last: int
) -> None:
    """Drop who made an article, above its text or under it: "Tham vấn y khoa: …", "Minh Anh dịch"."""
    told = _facts(texts, found, title, first)
    for index in (*range(title + 1, first), *range(last + 1, len(found))):
        line, bare = found[index], texts[index].strip()
        if bare.lower() in shared_headings() or index in told or _COUNTS.search(bare):
            continue  # "Cách thức thực hiện", "Thiết kế: 3 phòng ngủ"
        if rules[index] is None and line.shape in ("headline", "short") and line.words <= STAMP and CREDITS.match(bare):
            rules[index] = _name(line, "byline:credits")
        elif index < first and bare.endswith(":") and CREDITS.match(f"{bare} X"):
            below = first_printed(found, range(index + 1, first))
            if below is not None and found[below].words <= CREDITED and found[below].shape in ("headline", "short"):
                rules[index] = rules[index] or _name(line, "byline:credits")
                rules[below] = rules[below] or "byline:credits"


def _facts(texts: Sequence[str], found: Sequence[Line], title: int, first: int) -> set[int]:
    """Return the facts in a row between title and text, of which not all are credits: who made a film, its country."""
    told: set[int] = set()
    run: list[int] = []
    for index in [*printed(found, title + 1, first), -1]:
        if index >= 0 and is_fact(texts[index]) and not found[index].rule:
            run.append(index)
            continue
        if len(run) >= AGAIN and not all(CREDITS.match(texts[at].strip()) for at in run):
            told.update(run)
        run = []
    return told


def _buttons(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop a button that says what it is, stands on the page twice, or is a row of links.

    One that says it begins with its verb and ends in "này", "tại đây" or an arrow.
    """
    count = Counter(text.strip() for text in texts)
    over = Counter(texts[at].strip() for at, line in enumerate(found) if line.cue >= LABEL and _heads(found, at))
    for index, line in enumerate(found):
        if rules[index] is not None or line.cue < LABEL or line.rule:
            continue
        bare = texts[index].strip()
        if bare.lower() in YES_NO:
            continue
        # No text has three headings alike, but for those that texts of its kind share, and who speaks in an interview.
        heading = bare.lower() in SPEAKERS or bare.lower() in shared_headings()
        again = over[bare] >= AGAIN and bare[-1] != ":" and not heading
        twice = again or (count[bare] > 1 and not _heads(found, index, LABEL if bare[-1] == ":" else 0.0))
        copies = bare.lower() in _COPY and index > 0 and found[index - 1].shape in ("code", "blank")
        if copies or (line.label and (_BUTTON.match(bare.lower()) or twice)) or ("|" in bare and is_row(bare)):
            rules[index] = "interface:button"


def _code(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop what forums write over the code of a post: "Code:"."""
    if sum(line.kind == "comments" for line in found) >= TALK:
        for index, text in enumerate(texts):
            if rules[index] is None and text.strip().lower() in _CODE:
                rules[index] = "interface:button"


def _heads(found: Sequence[Line], index: int, least: float = 0.0) -> bool:
    """Tell whether text stands right under a line: then it is a heading, and stands in the contents too.

    What is less a button than `least` is text: the numbers under "Đầu vào:".
    """
    under = first_printed(found, range(index + 1, len(found)))
    if under is None:
        return False
    below = found[under]
    if below.rule:
        return below.kind == "nav" and below.words <= BRIEF  # the edit link of a wiki
    return below.shape in ("prose", "code", "item", "verse") or not below.cue or below.cue < least


def _tags(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], last: int, kept: set[int]) -> None:
    """Drop words in small letters that stand one under the other between an article and furniture, and after hashes."""
    hashed = [index for index in printed(found, last + 1) if rules[index] is None and _HASH.match(texts[index].strip())]
    for index in hashed if len(hashed) >= LIST else ():
        rules[index] = "tags:words"
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


def _tail(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], last: int, kept: set[int]) -> None:
    """Drop short lines under the last text once furniture has begun there: "Hạng B" between two prices.

    Facts in a row are the text's: how much of a product is used on what.
    """
    begun = False
    under = printed(found, last + 1)
    facts = {at for at in under if is_fact(texts[at]) and not found[at].known}
    rows = {at for pair in pairwise(under) if facts.issuperset(pair) for at in pair}
    for index in under:
        begun = begun or rules[index] not in (None, copies.FILE)
        if begun and rules[index] is None and not found[index].rule and found[index].shape in ("short", "headline"):
            below = first_printed(found, range(index + 1, len(found)))
            heads = below is not None and rules[below] is None and texts[index].strip().lower() in shared_headings()
            heading = heads or is_ending(texts[index])
            rules[index] = None if index in kept or index in rows or heading else "span:tail"


def _named_byline(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, first: int) -> None:
    """Drop a name alone between the title of a page and its text, where a byline, a date or a button is beside it."""
    shown = printed(found, title, first)
    below_first = pairwise(printed(found, first + 1))
    parts = sum(found[under].shape == "prose" and is_name(texts[at].strip()) for at, under in below_first)
    for above, index, below in zip(shown, shown[1:], [*shown[2:], first], strict=False):
        line = found[index]
        if found[above].kind == found[below].kind == "byline" and rules[index] is None and not line.rule:
            rules[index] = "byline:name"  # the office of who is named above
        credited = CREDIT.match(texts[index].strip()) is not None
        name = RANK.sub("", CREDIT.sub("", _ADDRESS.sub("", texts[index].strip())))
        if rules[index] is None and not line.rule and is_name(name, 1 if credited else 2):
            beside = {found[at].kind for at in (above, below)}
            # A name and nothing else between a long title and the text.
            alone = above == title and below == first and found[title].words >= TITLED and line.words <= BRIEF
            known = beside & {"date", "byline", "source"} or (above != title and rules[above]) or rules[below]
            # "QUỐC HỘI" over the number of a law, "TỔNG CỤC THUẾ" over one of its departments
            heads = any(line.kind == "text" for line in found[below : below + LETTERHEAD])
            if (credited or alone or known) and not heads and not (below == first and parts > 1):
                again = texts[index].strip() == texts[title].strip()  # a page about somebody
                rules[index] = "title:doubled" if again else "byline:name"
