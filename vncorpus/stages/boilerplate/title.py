"""Find the title of an article among the lines above it, where no byline or date shows its place.

A title is long for a headline, what the article is about stands in it and in the text, pages print it more than once,
and what follows it is a byline, a date or a counter. The name of a site comes again in the footer, and a menu is a
run of short lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.lines import Line, printed

#: Lines above the text among which the title is looked for; each is held against the others and the text.
HEAD = 120
#: The worth that a line needs to be taken for the title.
ENOUGH = 2.0
#: Words of a headline past which length says no more, and by how many of them it counts one.
LONG, UNIT = 12, 4
NAMED, COPIED, UNDER, NEAR, OVER, MENU, SITE, STEP = 3.0, 2.0, 1.5, 1.0, 1.0, 1.5, 2.0, 0.03
#: Lines under the text in which a copy of a line above it is looked for.
FOOT = 400
#: Two words are often the name of a place, in the menu and in the text.
PAIR = 2
#: Words of the longest title, with a mark at its end and without.
SENTENCE, LONGEST = 26, 36
#: What it is worth that all words of a line stand in the text; and the paragraphs in which they are looked for.
ABOUT, OPENING = 3.0, 8
#: A long line next to the title that is worth so much less may be the title as well.
CLOSE, TITLE, BESIDE = 1.0, 8, 12
#: The most words of a name.
NAME = 5
#: A line of so many words or fewer may be an entry of a menu, or the name of the site.
BRIEF = 5
#: What stands before the name of who made an article.
CREDIT = lazy(
    r"^(?:(?:bài|chữ|lời|ảnh|hình|hình ảnh|minh h(?:ọa|oạ)|trình bày|thiết kế|đồ h(?:ọa|oạ)|video|quay phim|kịch bản"
    r"|hậu kỳ|nội dung|thực hiện)(?: (?:&|và) (?:ảnh|chữ))? ?: ?|(?:viết|đăng|thực hiện|biên tập|dịch) bởi:? "
    r"|(?:written |posted )?by (?=[A-ZĐÀ-Ỹ]))",
    re.IGNORECASE,
)
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
    r"|\S+(?: [A-ZĐÀ-Ỹ]\S*){0,4} (?:dịch|lược dịch|biên dịch|chuyển ngữ|tổng hợp|thực hiện|ghi|ghi lại|sưu tầm)"
    r"|\S+(?: \S+){0,4} \((?:theo|tổng hợp|thực hiện|ghi|lược ghi|dịch|lược dịch|biên dịch|biên soạn|từ|nguồn)\b"
    r"[^)]{0,40}\))$",
    re.IGNORECASE,
)
#: What stands under the title of an article of a wiki.
_TAGLINES = ("nav:wiki-chrome", "nav:wiki-tagline")
_SHAPES = ("headline", "short", "sentence")
_PATH = lazy(r" [>»›] ")
#: "Tình trạng: Còn hiệu lực": a line of a table of facts.
_LABELLED = lazy(r"\S+(?: \S+){0,3} ?: \S+(?: \S+){0,3}$")
#: A line of a table of facts, where another stands beside it.
_FACT = lazy(r"[^:“\"]{3,60}: ?\S")
_PRICE = lazy(r"\d{1,3}(?:[.,]\d{3})+ ?(?:đ|₫|vnđ|vnd|đồng)\b", re.IGNORECASE)
_CHAPTER = lazy(r"(?:chương|hồi|phần|tập|quyển|kỳ) (?:\d{1,4}|[ivxlc]{1,6})\b")
_PART = lazy(r" [-–—|] |: ")
_SPOKEN = lazy(r"^[^:“\"]{3,60}: ?[“\"][^”\"]+[”\"]$|^[“\"][^”\"]+[”\"]$")
_MARKS = frozenset("-–—|»›>/:")
#: A whole date, or a month and its year alone.
DATE = lazy(
    r"(?<!\d)\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:19|20)\d\d(?!\d)"
    r"|(?:tháng|thg) (?:\d{1,2}|[a-zà-ỹ]{2,4}(?: (?:một|hai))?)(?: \d{1,2})?,? (?:năm )?20\d\d"
    r"|^\d{1,2} ?[./] ?20\d\d$"
)
_WORD = lazy(r"[^\W\d_]{2,}")
#: Share of the words of any line of a page that stand in the text by chance.
HALF = 0.35


def find(
    lines: Sequence[Line], texts: Sequence[str], first: int, last: int, *, sure: bool, start: int = 0
) -> list[int]:
    """Return the line from `start` to `first` most like a title of the text up to `last`, and those that may be too.

    Where no other line is taken for the title (`sure`), the best is taken however little it is like one, and the one
    that stands nearest to the text: a title that is lost is worse than a button that stays.
    """
    if _is_title(lines, texts, first, last):
        return [first]
    shown = printed(lines, start, first)[-HEAD:]
    if not shown:
        return []
    prose = [texts[index] for index in range(first, last) if lines[index].shape == "prose"]
    body = "\n".join(prose or texts[first:last])
    lower = body.lower()
    spoken = {word for text in (prose or texts[first:last])[:OPENING] for word in _words(text)}
    tail = "\n".join(texts[last : last + FOOT])
    head = "\n".join([texts[index] for index in shown])
    opens = prose[0] if prose else ""
    found: list[tuple[float, int]] = []
    for place, index in enumerate(shown):
        line, bare = lines[index], texts[index].strip()
        if (
            line.rule
            or line.cue
            or line.words < 2
            or not (line.shape in _SHAPES or _asks(line, bare))
            or _PATH.search(bare)
            or CREDIT.match(bare)
            or CREDITS.match(bare)
        ):
            continue
        said = _words(bare)
        about = sum(word in spoken for word in said) / len(said) if said else 0.0
        worth = (
            min(line.words, LONG) / UNIT - STEP * (len(shown) - place) + ABOUT * (about - HALF) * (line.words > BRIEF)
        )
        named = line.words <= LONG and (bare in body or (line.words > PAIR and bare.lower() in lower))
        worth += (NAMED if line.words > PAIR else COPIED / PAIR) * named
        key = _key(bare)
        again = line.words >= UNIT and (
            bare in tail or (head.count(key) > 1 and any(_is_copy(key, texts[at]) for at in shown if at != index))
        )
        worth += COPIED * again + NEAR * (bare in opens)
        worth -= (SITE + COPIED * (line.words >= UNIT)) * (line.words <= BRIEF and bare in tail and not named)
        above = lines[shown[place - 1]] if place else None
        below = lines[shown[place + 1]] if place + 1 < len(shown) else None
        credited = below is not None and CREDIT.match(texts[shown[place + 1]].strip()) is not None
        dated = below is not None and below.shape != "prose" and DATE.search(texts[shown[place + 1]].strip().lower())
        tagline = below is not None and below.rule is not None and below.rule.id in _TAGLINES
        if below and (below.kind in ("date", "byline", "source") or below.doubled or credited or dated or tagline):
            subject = tagline and opens.startswith(bare)  # "Lịch Julius" over "Lịch Julius là …"
            worth += COPIED * subject
            worth += (
                UNDER if line.words > BRIEF or subject or not is_name(bare) else -UNDER
            )  # a name above a date is a byline
        elif below and not below.rule and (below.cue or is_name(texts[shown[place + 1]].strip())):
            worth += NEAR
        if above and (
            above.kind in ("nav", "date", "byline")
            or above.doubled
            or ">" in texts[shown[place - 1]]
            or "/" in texts[shown[place - 1]]
        ):
            worth += OVER
        if (
            line.words <= BRIEF
            and not (named or credited)
            and all(near is None or (near.words <= BRIEF and not near.rule) for near in (above, below))
        ):
            worth -= MENU
        beside = (shown[at] for at in (place - 1, place + 1) if 0 <= at < len(shown))
        if _FACT.match(bare) and any(_FACT.match(texts[at].strip()) for at in beside):
            worth -= MENU
        if _CHAPTER.match(bare.lower()):
            worth += COPIED
        elif line.words <= TITLE and (_LABELLED.match(bare) or _PRICE.search(bare)):
            worth -= MENU
        if (f"/ {bare}" in head or f"» {bare}" in head) and any(
            f"/ {bare}" in texts[other] or f"» {bare}" in texts[other] for other in shown[:place]
        ):
            worth += COPIED  # the path to a page ends with it, or with the book that it is a chapter of
        found.append((worth, index))
    best, title = max(found, default=(0.0, 0))
    title = next((index for _, index in found if texts[index].strip() == texts[title].strip()), title)
    if best < ENOUGH and (sure or not found):
        return []
    nearest = found[-1][1] if best < ENOUGH else title
    key = _key(texts[title].strip())
    brief = lines[title].words < TITLE  # then the name of a product may be taken for it: keep the best long line too
    longest = max(
        [(worth, index) for worth, index in found if brief and lines[index].words >= LONG], default=(0, title)
    )[1]
    placed = not brief and is_dated(lines, texts, title)
    others = [
        index
        for worth, index in found
        if index in (longest, nearest)
        or (worth >= ENOUGH and abs(shown.index(index) - shown.index(title)) == 1)
        or (lines[index].words >= UNIT and key in texts[index])
        or (not placed and worth >= best - CLOSE and lines[index].words >= TITLE and abs(index - title) <= BESIDE)
    ]
    return [title, *(index for index in others if index != title)]


def is_dated(lines: Sequence[Line], texts: Sequence[str], title: int) -> bool:
    """Tell whether a date, a byline or a name stands right under a long title: then no other line near is one."""
    below = next((at for at in range(title + 1, len(lines)) if lines[at].shape != "blank"), None)
    if below is None or lines[title].words < TITLE:
        return False
    return lines[below].kind in ("date", "byline") or is_name(texts[below].strip())


def is_name(bare: str, least: int = 2) -> bool:
    """Tell whether a line is a name: two to five words, each with a capital; after "Viết bởi" one is enough.

    >>> is_name("Đoàn Vi Thảo"), is_name("Đoàn người đi bộ")
    (True, False)
    """
    words = bare.replace("-", " ").replace("–", " ").split()
    return least <= len(words) <= NAME and all(word[0].isupper() and word.rstrip(".").isalpha() for word in words)


def _is_copy(key: str, text: str) -> bool:
    """Tell whether a line is the title once more, with the name of the site behind it or the path before it."""
    bare = text.strip()
    behind, before = bare.removeprefix(key), bare.removesuffix(key)
    return (
        not behind
        or (behind != bare and behind.strip()[:1] in _MARKS)
        or (before != bare and before.strip()[-1:] in _MARKS)
    )


def _is_title(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> bool:
    """Tell whether the first line of the text is a title that is as long as a sentence."""
    line, bare = lines[first], texts[first].strip()
    below = next((lines[at] for at in range(first + 1, last) if lines[at].shape != "blank"), None)
    if line.shape != "prose" or line.words > SENTENCE or below is None or below.shape != "prose":
        return False
    return (bare[-1] in "?…!" or _SPOKEN.search(bare) is not None) and below.words >= 2 * line.words


def _asks(line: Line, bare: str) -> bool:
    """Tell whether a line is a title as long as a sentence: it asks, quotes somebody, or has no stop."""
    return line.shape == "prose" and (
        (line.words <= SENTENCE and bare[-1] in "?!…”\"'’") or (line.words <= LONGEST and bare[-1].isalnum())
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _key(bare: str) -> str:
    """Return the longest part of a title: a song's without its singer, an article's without the name of the site."""
    return max(_PART.split(bare), key=len)
