"""Find the parts of a page beside its text under headings of its kind: the rules of a hotel, what a course needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import ROW, Line, first_printed, printed
from vncorpus.stages.boilerplate.line.terms import is_shared_heading

#: Different headings on a page that is of such a kind, and lines of a part.
HEADINGS, PART = 3, 40
#: "02:15 Bước vào nghề", and so many that are a contents.
_MOMENT = lazy(r"(\d{1,2}(?::\d{2}){1,2}) +\S")
MOMENTS = 3
#: "19:00 – 19:45" alone on its line, and the most lines that say what is then.
_HOUR = lazy(r"(\d{1,2})[:hg](\d{2})?(?: ?[-–—] ?\d{1,2}[:hg](?:\d{2})?)?:?$")
THEN = 2
DAY, STEP = 24 * 60, 5  # minutes of a day, and from one hour of a programme to the next
#: What stands in a line that calculates or proves, and what in one of a program; lines from one to the next.
_EQUATION = lazy(r" = |[⇒⇔∠Δ△√≠∈⊥∥ᔕ]|\w \+ \w.*→|→.*\w \+ \w")
_SCRIPT, _AMOUNTS = lazy(r"[;{}]|//|\|\||\bvar "), lazy(r"\s*\d[\d.,]*(?: \d[\d.,]*)+\s*$")
APART = 2
#: "Tiện nghi khách sạn", and words of what stands under it.
_AMENITIES, AMENITY = lazy(r"(?:các )?tiện nghi(?: |$)|tour (?:trọn gói )?bao gồm:?$"), 8
_ORDERS = lazy(r"(?:xem|chọn|đặt|thu gọn|tìm)\b")
#: "👁️ Xem đáp án"
_SHOWS = lazy(r"\W*(?:xem|hiện|hiển thị|bấm để xem) (?:đáp án|lời giải|câu trả lời|hướng dẫn giải)\W*$")
#: Words of a line that says something though it has no stop: a menu's have fewer.
SAID = 6
#: Words of a heading that names no section of a site; lines of the block under it, their words, and those of one.
SURE, BLOCK, BLOCK_WORDS, BRIEF = 3, 4, 16, 3
#: Shapes of lines that say something, and kinds of lines with a rule that a part may hold all the same.
_CLOSED = ("prose", "sentence", "item")
_HELD = frozenset(("text", "date"))


def parts(lines: Sequence[Line], texts: Sequence[str], keep: Sequence[bool]) -> Iterator[int]:
    """Yield the parts that are not kept yet, each with its heading; half of its lines say something, as does the last.

    A part ends at the next heading, at furniture, and at the head of a box. What stands first in it stands nowhere
    else: a contents has the headings of the text.
    """
    shown = printed(lines)
    heads = [place for place, at in enumerate(shown) if not lines[at].rule and is_shared_heading(texts[at])]
    if len({texts[shown[place]].strip().lower() for place in heads}) < HEADINGS:
        return
    count = Counter(text.strip() for text in texts)
    headed = {shown[place] for place in heads}
    for place in heads:
        near = shown[place + 1 : place + 1 + PART]
        part = list(takewhile(lambda at: at not in headed and not _ends(lines[at]), near))
        closed = [number for number, at in enumerate(part) if lines[at].shape in _CLOSED and not lines[at].cue]
        said = closed or [number for number, at in enumerate(part) if lines[at].words >= SAID and not lines[at].cue]
        alone = bool(part) and count[texts[part[0]].strip()] == 1
        told = sum(not lines[at].cue for at in part[: said[-1] + 1]) if said else 0  # not its buttons and counters
        if alone and said and 2 * len(said) >= told and not all(keep[at] for at in part):
            yield from (shown[place], *part[: said[-1] + 1])


def blocks(lines: Sequence[Line], texts: Sequence[str]) -> list[list[int]]:
    """Return the blocks under headings that name no section of a site: what an advertisement, a job or a question says.

    Such a heading has three words or more ("Thông tin mô tả"). No line of its block is known or stands twice, and they
    have the length of what somebody says, with stops or without.
    """
    shown = printed(lines)
    heads = [
        place
        for place, at in enumerate(shown)
        if not (lines[at].rule or lines[at].box) and lines[at].words >= SURE and is_shared_heading(texts[at])
    ]
    found: list[list[int]] = []
    count = Counter(text.strip() for text in texts) if heads else Counter()
    for place in heads:
        near = shown[place + 1 : place + 1 + PART]
        block = list(takewhile(lambda at: not (lines[at].known or is_shared_heading(texts[at])), near))
        words = sum(lines[at].words for at in block)
        if (
            len(block) >= BLOCK
            and words >= BLOCK_WORDS
            and words >= len(block) * BRIEF
            and all(count[texts[at].strip()] == 1 for at in block)
        ):
            found.append([shown[place], *block])
    return found


def over(lines: Sequence[Line], texts: Sequence[str], keep: Sequence[bool], title: int) -> Iterator[int]:
    """Yield the headings under a title that texts of a kind share, right over lines that are kept: "Mô tả"."""
    for index, below in pairwise(printed(lines, title + 1)):
        if (
            keep[below]
            and not (keep[index] or lines[index].rule or lines[below].rule)
            and is_shared_heading(texts[index])
        ):
            yield index


def above(lines: Sequence[Line], texts: Sequence[str], keep: Sequence[bool]) -> Iterator[int]:
    """Yield the heading that texts of a kind share right over all that is kept: "Mô tả công việc" over a list.

    Over a title with furniture under it stands the name of a section.
    """
    first = keep.index(True)
    over = first_printed(lines, range(first - 1, -1, -1))
    under = first_printed(lines, range(first + 1, len(lines)))
    if over is None or under is None or not keep[under] or lines[over].known:
        return
    if is_shared_heading(texts[over]):
        yield over


def answers(lines: Sequence[Line], texts: Sequence[str], keep: Sequence[bool], title: int) -> Iterator[int]:
    """Yield what stands under the buttons of an exercise that show its answers, right under lines that are kept."""
    shown = printed(lines, title + 1)
    shows = [_SHOWS.match(texts[at].strip().lower()) is not None for at in shown]
    first = next((place for place, is_one in enumerate(shows) if is_one and place and keep[shown[place - 1]]), None)
    for place in range(first or len(shown), len(shown)):
        if lines[shown[place]].rule or lines[shown[place]].cue >= ROW:
            return
        if not shows[place]:
            yield shown[place]


def code(lines: Sequence[Line], keep: Sequence[bool], title: int) -> Iterator[int]:
    """Yield the lines of code under a title that stand under lines that are kept, or under one button over it."""
    gap = 2
    for index in printed(lines, title + 1):
        if keep[index]:
            gap = 0
        elif lines[index].shape == "code" and not lines[index].rule and gap < 2:
            gap = 0
            yield index
        else:
            gap += 1


def sums(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of an exercise that calculate or prove, and what is said between: no furniture holds equations.

    Two such lines, no more than one apart, are sums; a line above and under them is theirs where it has some words.
    """
    shown = printed(lines)
    equal = [
        place
        for place, at in enumerate(shown)
        if not lines[at].rule and _EQUATION.search(texts[at]) and not _SCRIPT.search(texts[at])
    ]
    # A button is none, but the amounts under a formula of chemistry are.
    amounts = [not lines[at].rule and _AMOUNTS.match(texts[at]) is not None for at in shown] if equal else []
    plain = [not lines[at].known for at in shown]
    for place in equal:
        plain[place] = True
    start = 0
    for number, place in enumerate(equal):
        between = range(place + 1, equal[number + 1] if number + 1 < len(equal) else place)
        others = [at for at in between if not amounts[at]]
        if number + 1 < len(equal) and len(others) < APART and all(plain[at] for at in others):
            continue
        if number > start:
            first, last = equal[start], place + 1
            first -= first > 0 and plain[first - 1] and lines[shown[first - 1]].words >= BRIEF
            last += last < len(shown) and plain[last] and lines[shown[last]].words >= BRIEF
            yield from shown[first:last]
        start = number + 1


def moments(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the contents of a video, which begins at "00:00 Mở đầu", and the line that announces it with a colon."""
    block: list[int] = []
    above, last = None, -1
    for index in [*printed(lines), -1]:
        found = _MOMENT.match(texts[index].strip()) if index >= 0 and not lines[index].rule else None
        at = sum(int(part) * 60**power for power, part in enumerate(reversed(found[1].split(":")))) if found else -1
        if found and (at > last if block else not at):
            block.append(index)
            last = at
            continue
        if len(block) >= MOMENTS:
            yield from block
            if above is not None and texts[above].rstrip().endswith(":"):
                yield above
        block, last, above = ([index], 0, above) if found and not at else ([], -1, index)


def hours(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield a programme whose hours have lines of their own, each later than the one before, over what is then.

    Its hours are full, or past by five minutes and multiples of it; the lengths of videos are not, and lists of news
    have the latest first.
    """
    block: list[int] = []
    since, told, count = -1, 0, 0
    for index in [*printed(lines), -1]:
        bare = texts[index].strip().lower() if index >= 0 else ""
        found = _HOUR.match(bare)
        at = int(found[1]) * 60 + int(found[2] or 0) if found else -1
        found = found if at < DAY and at % STEP == 0 else None
        if found and (told or not block) and at > since:
            block.append(index)
            since, told, count = at, 0, count + 1
            continue
        if block and not found and index >= 0 and told < THEN and not lines[index].rule:
            block.append(index)
            told += 1
            continue
        if count >= MOMENTS and told:
            yield from block[: len(block) - told + 1]  # what follows the last may be another thing
        block, since, told, count = ([index], at, 0, 1) if found else ([], -1, 0, 0)


def amenities(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield what a hotel has, under "Tiện nghi": three brief lines or more that no rule knows; no menu is called so."""
    shown = printed(lines)
    for place, index in enumerate(shown):
        if lines[index].rule or lines[index].words > AMENITY or not _AMENITIES.match(texts[index].strip().lower()):
            continue
        near = shown[place + 1 : place + 1 + PART]
        part = [*takewhile(lambda at: _is_brief(lines[at]) and not _ORDERS.match(texts[at].strip().lower()), near)]
        while part and lines[part[-1]].cue:
            part.pop()
        if len(part) >= MOMENTS and sum(not lines[at].cue for at in part) * 2 > len(part):
            yield from (index, *part)


def _is_brief(line: Line) -> bool:
    plain = line.rule is None and line.cue < ROW and line.shape in ("short", "headline")
    return plain and line.words <= AMENITY


def _ends(line: Line) -> bool:
    return (line.rule is not None and line.kind not in _HELD) or line.box or line.talk or line.cue >= ROW
