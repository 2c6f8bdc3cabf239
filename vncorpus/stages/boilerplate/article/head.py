"""Find what stands above the text of an article and is its: title, dek, the heading of its first part."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.article.dated import NEAR, is_dated
from vncorpus.stages.boilerplate.article.subject import TITLE
from vncorpus.stages.boilerplate.article.title import NO_TITLE, find
from vncorpus.stages.boilerplate.article.weight import CARD, MENU
from vncorpus.stages.boilerplate.find.ahead import STRONG, is_bar, is_edit, is_path
from vncorpus.stages.boilerplate.find.menus import is_section
from vncorpus.stages.boilerplate.find.prose import LONGEST
from vncorpus.stages.boilerplate.find.related import PART
from vncorpus.stages.boilerplate.line.credits import DATE, MARKS, is_name
from vncorpus.stages.boilerplate.line.doubles import half_of
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, first_printed, printed

#: Lines above the span in which its title and dek are looked for.
RESCUE = 20
#: Lines between two articles that were pasted with their pages, and the weight of the second.
PASTED, ARTICLE = 10, 10.0
#: The weight of a notice of several lines.
NOTICE = 4.0
#: Characters of the day before the month in a stamp: "25 thg 9 2025 - Đọc trong 11 phút".
DAY = 4
_NUMBER = lazy(r"^(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]?|[IVX]{1,4}[.)]) +")
_STOPS = frozenset('.!?…"”')
#: Words of a line that says which paper an article is from.
PAPER = 5
_FROM = lazy(rf"(?:Theo|Nguồn:?) [A-ZĐÀ-Ỹ][^.!?:]+$|(?:{MARKS})$")
_OF_COURT = lazy(r"(?:(?:Bản án|Quyết định|Thụ lý)(?: số)? ?:|Số ?:|Ngày ?:? ?\d|V/v\b|Về việc\b)")
#: Words of a heading, and of a title that a menu has too.
HEADING, PAIR = 10, 2
#: Furniture that stands between a paragraph and the next heading.
_PROMPTS = frozenset(("ad", "app", "notice", "share", "media", "caption"))
#: Words of the title of a text that is not the longest of its page, and lines from it to that text.
NAMED, CLOSE = 6, 12


def above(
    lines: Sequence[Line],
    texts: Sequence[str],
    weights: Sequence[float],
    spans: Sequence[tuple[int, int]],
    start: int,
    tabled: Collection[int],
    *,
    page: bool,
) -> tuple[list[int], list[int]]:
    """Return the lines from `start` that are the article's, and of them those that a page shows to be the title.

    The rows of its tables (`tabled`) are none.
    """
    main, topmost = spans[0], min(spans)
    found = rescued(lines, texts, weights, start, main[0], page=page)
    if topmost != main:
        # A thread's title stands above its first post.
        found += rescued(lines, texts, weights, start, topmost[0], page=page)
    if not page:
        return found, []
    titled = any(not NO_TITLE.search(texts[at].strip()) for at in found)
    earlier = sorted((first, last) for first, last in spans if last <= main[0])
    opens, above, whole = topmost, 0.0, start
    for (first, end), below in pairwise([*earlier, main]):
        if lines[first].shape == "prose" and lines[first].words <= LONGEST and texts[first].rstrip()[-1] not in _STOPS:
            break  # the title of a product, which is as long as a paragraph
        above += sum(weights[first:end])
        notice = end == first + 1 or sum(weights[first:end]) < NOTICE
        whole = whole if notice else end  # over a text of its own is its own title
        if above < ARTICLE and sum(line.shape != "blank" for line in lines[end : below[0]]) >= PASTED:
            opens = below if whole == start or below == main else opens
    likely = find(lines, texts, opens[0], main[1], tabled, sure=True, start=whole) if opens != topmost else []
    heads: list[int] = []
    if likely and opens == main:
        # Or the text above is its dek.
        heads = find(lines, texts, topmost[0], topmost[1], tabled, sure=titled, start=start)
        heads = (heads or find(lines, texts, topmost[0], main[1], tabled, sure=titled, start=start))[:1]
        found += heads
    likely = heads if heads and _is_offered(lines, heads[0]) else likely
    likely = likely or find(lines, texts, topmost[0], main[1], tabled, sure=titled, start=start)
    if likely:
        sure = is_dated(lines, texts, likely[0])
        path = max((at for at in range(start, likely[0]) if is_path(lines[at])), default=-1)  # a banner stands over it
        heads = [
            at
            for at in heads
            if lines[at].words >= (NAMED if topmost[0] - at <= CLOSE else TITLE) or _is_doubled(lines, texts, at)
        ]
        long = [at for at in (*found, *heads) if at in heads or lines[at].words >= TITLE]
        over = [at for at in long if at > path and (at in heads or not sure)]
        found = [*likely, *(at for at in found if at > min(likely)), *over]
    return found, likely


def _is_offered(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line stands right under the path to a page and over what a shop says: it is what is sold."""
    above = first_printed(lines, range(index - 1, -1, -1))
    below = first_printed(lines, range(index + 1, len(lines)))
    return above is not None and below is not None and is_path(lines[above]) and lines[below].kind == "listing"


def _is_doubled(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    """Tell whether a line stands twice in a row: the end of the path to a page, over its title."""
    below = first_printed(lines, range(index + 1, len(lines)))
    return lines[index].words > 1 and below is not None and texts[below].strip() == texts[index].strip()


def rescued(
    lines: Sequence[Line], texts: Sequence[str], weights: Sequence[float], start: int, first: int, *, page: bool
) -> list[int]:
    """Return the title and dek of an article, which stand above byline and date, and headlines between.

    A headline where titles stand is the title, and the nearest headline may be. Past furniture that says "another
    block" only the former is; and never one of a card or a menu.
    """
    found: list[int] = []
    titled = barrier = False
    below: int | None = None
    shown = printed(lines, start, first)
    for step, index in enumerate(reversed(shown)):
        line = lines[index]
        if step >= RESCUE or weights[index] == MENU:
            break
        above = shown[-step - 2] if step + 2 <= len(shown) else None
        if is_known(line, weights[index]):
            barrier = barrier or line.kind not in ("share", "notice", "ad")
        elif (
            line.shape in ("headline", "short")
            and not line.rule
            and not half_of(texts[index].strip())
            and line.cue < LABEL
        ):
            placed = _is_placed(lines, texts, above, below) and not is_section(texts[index])
            placed = placed and not _is_byline(lines, texts, index, above)
            if placed and (line.shape == "headline" or not barrier):
                return [*found, index]
            far = titled and (page or line.words < TITLE)
            if line.shape == "headline" and not barrier and not far and not _begins_with_date(texts[index]):
                found.append(index)
                titled = True
        elif line.kind == "text" or (line.shape in ("prose", "sentence") and not line.rule and not barrier):
            found.append(index)
        below = index
    return found


def _is_placed(lines: Sequence[Line], texts: Sequence[str], above: int | None, below: int | None) -> bool:
    """Tell whether a line stands where titles stand: first of all, under a breadcrumb, or over a date or a byline."""
    if above is None:
        return True
    rule = lines[above].rule
    if rule is not None and rule.id == "nav:breadcrumb":
        return True
    return below is not None and (lines[below].kind in ("date", "byline") or half_of(texts[below].strip()) is not None)


def _is_byline(lines: Sequence[Line], texts: Sequence[str], index: int, above: int | None) -> bool:
    """Tell whether a line is a name with a title over it, between which and the date writers stand, or a paper."""
    over = lines[above] if above is not None else None
    if over is None or over.rule:
        return False
    return (over.words >= TITLE and is_name(texts[index].strip())) or is_paper(lines[index], texts[index])


def is_paper(line: Line, text: str) -> bool:
    """Tell whether a line says which paper an article is from: "Theo Lao động"."""
    return line.words <= PAPER and _FROM.match(text.strip()) is not None


def _begins_with_date(text: str) -> bool:
    stamp = DATE.search(text.strip().lower())
    return stamp is not None and stamp.start() <= DAY


def others(
    lines: Sequence[Line],
    texts: Sequence[str],
    weights: Sequence[float],
    spans: Sequence[tuple[int, int]],
    tabled: Collection[int],
) -> Iterator[int]:
    """Yield the titles of further articles that were pasted: long texts with a page's furniture above them."""
    ordered = sorted(spans)
    for (_, end), (first, last) in pairwise(ordered):
        between = sum(line.shape != "blank" for line in lines[end:first])
        if between >= PASTED and sum(weights[first:last]) >= ARTICLE:
            yield from find(lines, texts, first, last, tabled, sure=True, start=end)[:1]


def heading(lines: Sequence[Line], texts: Sequence[str], first: int, title: int) -> int | None:
    """Return the heading right above the first paragraph: two words or more of which not each has a capital."""
    above = first_printed(lines, range(first - 1, title, -1))
    if above is None or lines[above].known or lines[above].doubled:
        return None
    bare = _NUMBER.sub("", texts[above].strip())
    words = bare.split()
    plain = 2 <= len(words) <= HEADING and bare[0].isupper() and any(word[0].islower() for word in words)
    if PART.match(bare.lower()) and bare[-1].isdecimal():
        return above  # "Bài 6.18", which the contents names too
    again = sum(text.strip() == texts[above].strip() for text in texts) > 1
    return above if plain and not again and (bare[-1].isalnum() or bare[-1] == "?") and not is_section(bare) else None


def under(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> list[int]:
    """Return the heading at the end of a region, right over a paragraph, with an advertisement or a prompt over it."""
    *above, index = printed(lines, first, last) or [first]
    if not above or lines[above[-1]].kind not in _PROMPTS or any(lines[at].kind == "comments" for at in above):
        return []
    words = texts[index].split()
    numbered = lines[index].shape == "item" and words[0][0].isalnum()  # "A. Phương pháp giải"
    plain = lines[index].shape in ("short", "headline") or numbered
    plain = plain and not lines[index].known
    heads = plain and 2 <= len(words) <= HEADING and words[0][0].isupper() and any(word[0].islower() for word in words)
    below = first_printed(lines, range(last, len(lines)))
    said = below is not None and (lines[below].shape == "prose" or numbered)
    return [index] if heads and said else []


def first_copy(texts: Sequence[str], rescued: Sequence[int], first: int, start: int) -> int:
    """Return where the title stands first, where it stands again within a few lines, as pages print it twice."""
    if not rescued:
        return first
    title = rescued[-1]
    bare = texts[title].strip()
    if len(bare.split()) <= PAIR:
        return title  # of an entry of the menu
    return next((index for index in range(max(start, title - RESCUE), title) if texts[index].strip() == bare), title)


def letterhead(lines: Sequence[Line], texts: Sequence[str], keep: Sequence[bool]) -> Iterator[int]:
    """Yield who signs an official letter: lines in capitals, or of dashes, right over the head that is kept.

    A court has number, day and matter of its judgment between.
    """
    first = next((at for at, line in enumerate(lines) if keep[at] and line.kind == "text"), 0)
    named = 0
    for index in printed(lines, 0, first)[: -2 * NEAR - 1 : -1]:
        bare = texts[index].strip()
        numbered = _OF_COURT.match(bare) is not None and lines[index].rule is None
        named += not numbered
        if not numbered and (
            named > NEAR or lines[index].known or not (bare.isupper() or not any(map(str.isalnum, bare)))
        ):
            return
        yield index


def is_known(line: Line, weight: float) -> bool:
    """Tell whether a line is furniture that a pattern knows, or a line of a card or a menu."""
    return weight in (CARD, MENU) or (line.kind in STRONG and not (is_bar(line) or is_edit(line)))
