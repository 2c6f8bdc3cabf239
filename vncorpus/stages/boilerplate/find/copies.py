"""Drop from the article of a page what stands there twice: its title with a little more, tags, what a post quotes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.said import MARKS, says_again
from vncorpus.stages.boilerplate.line.lines import Line, first_printed, printed

#: Words that a line needs before its repetition says that it is a title; words that it may have more the second time.
TITLE, MORE = 4, 5
#: What stands before and after the title in such a line.
_OF_TITLE = lazy(
    r"(?:re:|trả lời:|mặc định|default|(?:[đð]ề tài|chủ đề|tiêu đề|topic|thread) ?:) \|$"
    r"|[“\"']?\d{1,5} [^\d|]{2,25} (?:cho|về|của|trên|on|to|of|for) [“\"']?\|\W*$|\| số lượng$"
    r"|(?:bình luận|nhận xét|đánh giá|phản hồi|bạn đang xem|bạn đang đọc|tải)"
    r"(?: (?:cho|về|của|truyện|bài))?:? [“\"']?\|\W*$"
)
#: Words of a notice that stands twice, and how it speaks.
PARAGRAPH = 8
_TO_VISITOR = lazy(
    r"\b(?:vui lòng|quý khách|quý độc giả|bạn đọc|bạn (?:cần|phải|chưa|đã|có thể)|hãy)\b.*"
    r"\b(?:đăng nhập|đăng k[ýí]|tài khoản|thành viên|tải|nhấn|bấm|click|nâng cấp)\b"
    r"|\b(?:đăng nhập|tài khoản|thành viên)\b.*\b(?:vui lòng|quý khách|bạn)\b"
)
_STEP = lazy(r"Step \d{1,2}:? (\S.{5,150})$")
#: Words of the headline of a card.
PICTURED = 6
#: Words of a title that stands for pictures, how often it does without a number, and what stands behind it else.
PICTURE, PICTURES = 5, 3
_NUMBER = lazy(
    r"(?:\s?[-–—] ?(?P<said>(?:[Ảả]nh|[Hh]ình|[Bb]ước) )?|\s(?P<named>(?:[Ảả]nh|[Hh]ình(?: ảnh)?) ))"
    r"(?P<number>\d{1,2})\.?$"
)
#: The name of the file of a picture, how often a page has it in the place of pictures, and the rule by which it goes.
_FILE, FILES = lazy(r"[\w-]{1,40}\.(?:png|jpe?g|gif|webp)$"), 3
FILE = "caption:file-name"
#: Words of what stands under a heading.
SAID = 8
#: Words of a tag or a name.
TAG = 3
#: Who said what a forum quotes: "minh_anh nói:", "Minh Anh đã viết:"; the lines of a quote, and readers' buttons
#: beside posts: "Mẹ nói:" stands in stories too.
_SAID = lazy(
    r"(?:trích dẫn (?:của |bởi )?)?\S+(?: \S+){0,3} (?:đã )?(?:nói|viết|said|wrote) ?: ?↑?$"
    r"|(?=.*[\d._-])[a-z0-9._-]{3,25}:$"
)
_HEADS = frozenset(("comments:forum-said", "comments:forum-on-said", "comments:forum-posted-at", "comments:quoted-by"))
QUOTE, QUOTES = 6, 2


def drop(
    texts: Sequence[str],
    found: Sequence[Line],
    rules: list[str | None],
    title: int,
    first: int,
    last: int,
    signed: set[int],
) -> None:
    """Give a rule to each copy; `first` and `last` are the ends of the text, `signed` the names under a letter."""
    _named_again(texts, found, rules, title)
    _files(texts, found, rules)
    _twice(texts, found, rules, title, first, last, signed)
    _repeated(texts, found, rules, title)
    _pictured(texts, found, rules, title, first, last)
    _quotes(texts, found, rules)
    _steps(texts, found, rules)


def _repeated(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int) -> None:
    """Drop what a page says to its visitor more than once; prayers repeat themselves too, but speak to others."""
    places: dict[str, list[int]] = {}
    for index in range(title + 1, len(found)):
        line = found[index]
        if rules[index] is None and not line.rule and line.words >= PARAGRAPH:
            places.setdefault(texts[index].strip(), []).append(index)
    for bare, copies in places.items():
        if len(copies) > 1 and _TO_VISITOR.search(bare.lower()):
            for index in copies:
                rules[index] = "repeat:notice"


def _steps(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop what a picture says of its step, "Step 2 Rửa sạch rễ.", over the number of the step and the same words."""
    shown = printed(found)
    for place, index in enumerate(shown):
        hit = _STEP.match(texts[index].strip())
        near = [texts[at].strip() for at in shown[place + 1 : place + 3]]
        if hit and len(near) == 2 and near[0].isdigit() and near[1].startswith(hit[1]):
            rules[index] = "repeat:step"


def _pictured(
    texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, first: int, last: int
) -> None:
    """Drop the headlines of cards that stand twice in their lines: what is said of the picture, and the link.

    Songs and prayers repeat their words too, so only above the text and under it; and one card alone may be a slip.
    """
    cards = []
    for index in (*range(title + 1, first), *range(last + 1, len(found))):
        bare = texts[index].strip()
        middle = len(bare) // 2
        plain = rules[index] is None and not found[index].rule and found[index].words >= 2 * PICTURED
        if plain and bare[middle : middle + 1] == " " and bare[:middle] == bare[middle + 1 :]:
            cards.append(index)
    for index in cards if len(cards) > 1 else ():
        rules[index] = "related:doubled"


def pictures(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, *, page: bool) -> None:
    """Drop what papers say of pictures that have no caption: the title once more with a number, "… thông xe - 1".

    Where no word says that they are pictures they count from one: "… - 2" alone heads the second part of a story.
    Without a number it goes where it stands so often on a page: each time between two paragraphs; in a text alone
    that is a refrain.
    """
    bare = texts[title].strip()
    if found[title].words < PICTURE:
        return
    alike = []
    begins = _plain(bare[0])
    counted = False
    for index in range(title + 1, len(found)):
        more = texts[index].strip()
        # Some papers give their pictures the title in plain letters: "canh cua rau day - 1".
        same = more.startswith(bare) or (more[:1] == begins and more.startswith(_plain(bare)))
        hit = _NUMBER.match(more, len(bare)) if rules[index] is None and same else None
        counted = counted or (hit is not None and hit["number"] == "1")
        if hit and (counted or hit["said"] or hit["named"]):
            rules[index] = "caption:title-number"
        elif page and more == bare and 0 < index < len(found) - 1:
            beside = [first_printed(found, side) for side in (range(index - 1, -1, -1), range(index + 1, len(found)))]
            if all(at is not None and found[at].shape == "prose" for at in beside):
                alike.append(index)
    for index in alike if len(alike) >= PICTURES else ():
        rules[index] = rules[index] or "caption:title"


def _plain(text: str) -> str:
    """Return a line in small letters without any mark, as many characters long."""
    return "".join(map(_letter, text.lower().replace("đ", "d")))


@lru_cache(maxsize=1 << 10)
def _letter(char: str) -> str:
    return unicodedata.normalize("NFD", char)[0]


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


def _files(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop the name of a file that stands for each picture of a page: "default.png".

    Other files beside it, or under a line that announces them, are what a text tells of.
    """
    shown = printed(found)
    files = {at: texts[at].strip() for at in shown if found[at].words <= TITLE and _FILE.match(texts[at].strip())}
    named = [
        at
        for above, at, below in zip([-1, *shown], shown, [*shown[1:], -1], strict=False)
        if at in files
        and all(files.get(beside, files[at]) == files[at] for beside in (above, below))
        and (above < 0 or texts[above].rstrip()[-1] != ":")
    ]
    count = Counter(files[at] for at in named)
    for index in named:
        if count[files[index]] >= FILES:
            rules[index] = rules[index] or FILE


def _twice(
    texts: Sequence[str],
    found: Sequence[Line],
    rules: list[str | None],
    title: int,
    first: int,
    last: int,
    signed: set[int],
) -> None:
    """Drop a word or two that stand above or under the text and elsewhere on the page too: tags, a name, a section.

    What stands twice in the lines right under the text and nowhere else is of a list that ends it.
    """
    bare = [text.strip() for text in texts]
    count = Counter(bare)
    foot = next((at for at in range(last + 1, len(found)) if found[at].rule), len(found))
    tail = Counter(bare[last + 1 : foot])
    inner = pairwise(printed(found, first, min(last + 1, len(found))))
    heads_text = {bare[at] for at, under in inner if found[under].shape == "prose" and found[at].shape == "short"}
    again = heads_text & set(tail)
    headings = again if len(again) > 1 else set()
    for index in (*range(title + 1, first), *range(last + 1, len(found))):
        line = found[index]
        listed = last < index < foot and (tail[bare[index]] == count[bare[index]] or bare[index] in headings)
        plain = rules[index] is None and not line.rule and line.shape == "short" and 0 < line.words <= TAG
        if not plain or listed or index in signed or count[bare[index]] < 2 or bare[index] == bare[title]:
            continue
        heads = index + 1 < len(found) and line.words > 1 and not bare[index].split()[-1][0].isupper()
        below = [other.words for other in found[index + 1 : index + 2 + TITLE] if other.shape != "blank"][:2]
        if not (heads and any(words >= SAID for words in below)):  # "Mở đầu" stands in the contents too
            rules[index] = "interface:twice"


def _quotes(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop what a post quotes of one above it: the line that says whose it is, and all that stood before."""
    before: list[str] = []
    index = 0
    if sum(line.talk for line in found) < QUOTES:
        return
    while index < len(found):
        bare = texts[index].strip()
        rule = found[index].rule
        named = found[index].words <= TITLE + 2 and ":" in bare and _SAID.match(bare.lower())
        if named or (rule is not None and rule.id in _HEADS):
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
    if bare[:1] in "-–—":
        return False  # what somebody says again in a story
    return len(bare.strip(MARKS).split()) >= TITLE and says_again(bare, before)
