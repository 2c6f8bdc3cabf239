"""Find the contents of an article, which pages make of its headings, and lists under headings that texts share."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find import numbers
from vncorpus.stages.boilerplate.find.prose import is_prose
from vncorpus.stages.boilerplate.line.lines import EDITED, LABEL, Line, printed

#: Headings in a row that all come again under them, and the same beneath the word "Mục lục".
ENTRIES, LABELLED = 3, 2
#: Share of the entries of a contents that say a heading shorter, and of their words that stand in it.
MOST = 2 / 3
#: Share of them where all are numbered.
HALF = 1 / 2
#: Words of a heading, and of a line that holds an entry of the contents.
WORDS = 30
#: Lines under the word among which entries are looked for.
NEAR = 8
#: Chapters that are a book's, and how many of them may come again under the title of one.
CHAPTERS, AGAIN = 8, 2
#: Entries that a contents without numbers has at most, and words like its own within which its headings stand.
PLAIN, PARTS = 40, 3
_CHAPTER = lazy(r"(?:(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?|([IVX]{1,5})[.)])\s+(\S.*)$")
_ROMAN = {name: number for number, name in enumerate("I II III IV V VI VII VIII IX X XI XII XIII XIV XV".split(), 1)}
_NUMBER = lazy(r"^(?:[-–—•*+·▪►]\s*)?(?:(?:\d{1,2}\.)*\d{1,2}[.)]?|[ivxIVX]{1,5}[.)]|[a-zA-ZđĐ][.)])?\s+")
_WORD = lazy(r"[^\W\d_]+")
_PAGE = lazy(r"[.…\s]{2,}\d{1,4}$")
#: What stands beside a heading or an entry: the link to itself, which documentation puts behind it ("Cài đặt¶").
_BESIDE = " :.•-–¶#[]\u200b"
_LABEL = lazy(
    r"(?:xem nhanh|trên trang này|on this page|in this article|trong bài (?:viết )?này"
    r"|mục lục|nội dung|nội dung (?:chính|bài viết|trang)|các nội dung chính|table of contents|contents|toc)"
    r"(?: (?:bài viết|của bài|chính))?(?: ?[\[(]?(?:ẩn|hiện|hide|show|toggle|thu gọn|mở rộng)[\])]?)?:?$"
)


def contents(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> Iterator[int]:
    """Yield the entries of a table of contents: every one stands again further down, as a heading, in that order.

    Nothing is lost with them. What comes again line after line is a refrain, not headings with text between them; or
    the contents stands twice.
    """
    shown = printed(lines, first, last)
    while gone := set(_contents(lines, texts, shown)):
        yield from gone
        shown = [at for at in shown if at not in gone]


def is_announced(lines: Sequence[Line], texts: Sequence[str]) -> bool:
    """Tell whether "Mục lục" stands over lines of which two or more come again below, as the headings of an article."""
    shown = printed(lines)
    labels = [place for place, index in enumerate(shown) if _LABEL.match(texts[index].strip().lower())]
    end = len(shown)
    below: Counter[str] = Counter()
    for place in reversed(labels):
        below.update(_key(texts[at]) for at in shown[place + 1 : end])
        near = shown[place + 1 : place + 1 + NEAR]
        named = {_key(texts[at]) for at in near if not lines[at].known}
        if sum(below[key] > 1 for key in named) >= LABELLED:
            return True
        end = place + 1
    return False


def _contents(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    # No heading ends with a stop, but a warning that a manual gives again and again does.
    keys = [
        _key(texts[index]) if lines[index].words <= WORDS and texts[index].rstrip()[-1] != "." else ""
        for index in shown
    ]
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        if key:
            places.setdefault(key, []).append(place)
    place = 0
    while place < len(shown):
        run: list[int] = []
        again: list[int] = []
        while place + len(run) < len(shown):
            following = _after(places.get(keys[place + len(run)], ()), again[-1] if again else place + len(run))
            if following is None or (again and following == again[0]):
                break
            run.append(place + len(run))
            again.append(following)
        if len(run) < min(ENTRIES, LABELLED):
            place += max(1, len(run))
            continue
        label = place - 1 if place and _LABEL.match(texts[shown[place - 1]].strip().lower()) else None
        if len(run) >= (ENTRIES if label is None else LABELLED) and again[0] > run[-1] and _are_apart(again):
            if label is not None:
                yield shown[label]
            yield from (shown[at] for at in run)
        elif _LABEL.match(texts[shown[place]].strip().lower()):
            run = run[:1]  # "Nội dung" stands over a second contents too, and all of this one below it again
        place += len(run)


def _are_apart(heads: Sequence[int]) -> bool:
    """Tell whether text stands between most headings, two or more; a list given twice has none."""
    return sum(after - before > 1 for before, after in pairwise(heads)) * 2 >= len(heads) - 1 > 0


def under(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> Iterator[int]:
    """Yield the entries of a contents that stands under the text: a run of lines that stand above as headings."""
    shown = printed(lines, first, last)
    end = max((place for place, index in enumerate(shown) if lines[index].shape == "prose"), default=len(shown))
    above: dict[str, int] = {}
    for place, index in enumerate(shown[:end]):
        if lines[index].words <= WORDS:
            above[_key(texts[index])] = place  # the heading, under a contents over the text
    run: list[int] = []
    heads = [-1]
    for index in [*shown[end + 1 :], -1]:
        place = above.get(_key(texts[index]), -1) if index >= 0 and lines[index].words <= WORDS else -1
        if place > heads[-1]:
            run.append(index)
            heads.append(place)
            continue
        if len(run) >= ENTRIES and _are_apart(heads[1:]):  # else a list that a text gives twice
            yield from run
        run, heads = [], [-1]


def abridged(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> Iterator[int]:
    """Yield a contents under its label whose entries are shorter: a heading has most words of each.

    Where its entries have no numbers or marks, every one must be such: under "Nội dung" stands text too.
    """
    shown = printed(lines, first, last)
    labels = [(place, at) for place, at in enumerate(shown) if _LABEL.match(texts[at].strip().lower())]
    words = {at: _words(texts[at]) for at in shown if lines[at].words <= WORDS} if labels else {}
    for nth, (place, index) in enumerate(labels):
        marked = [
            *takewhile(lambda at: lines[at].shape == "item" and not lines[at].rule, islice(shown, place + 1, None))
        ]
        plain = [*takewhile(lambda at: _is_entry(lines[at], texts[at]), islice(shown, place + 1, place + 1 + PLAIN))]
        numbered = numbers.entries(texts, shown[place + 1 : place + 1 + PLAIN])
        items, share = (numbered, HALF) if len(numbered) >= len(marked) else (marked, MOST)
        items, share = (items, share) if len(items) >= ENTRIES else (plain, 1.0)
        if len(items) < ENTRIES:
            continue
        named = dict.fromkeys(_key(texts[at]) for at in items)
        entries = items[: len(named)]  # then headings follow, which name them again
        if items is plain:
            end = labels[nth + PARTS][0] if nth + PARTS < len(labels) else len(shown)
            told = _headed(lines, words, shown[place + 1 + len(entries) : end], entries)
        else:
            others = [words[at] for at in shown if at in words and at != index and at not in entries]
            told = sum(_is_told(words[at], others) for at in entries)
        if len(entries) >= ENTRIES and told >= share * len(entries):
            yield from (index, *entries)


def _headed(
    lines: Sequence[Line], words: dict[int, frozenset[str]], below: Sequence[int], entries: Sequence[int]
) -> int:
    """Return how many entries, from the first on, come again below as headings over text, in their order."""
    told = 0
    for at, *under in zip(below, below[1:], below[2:], strict=False):
        heads = at in words and not is_prose(lines[at]) and any(is_prose(lines[near]) for near in under)
        if heads and _is_told(words[entries[told]], [words[at]]):
            told += 1
            if told == len(entries):
                break
    return told


def _is_entry(line: Line, text: str) -> bool:
    asks = line.shape == "sentence" and text.rstrip()[-1] == "?"
    return (asks or line.shape in ("headline", "short")) and not line.known and line.words > 1


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_key(text)))


def _is_told(entry: frozenset[str], headings: Sequence[frozenset[str]]) -> bool:
    """Tell whether a heading holds most words of an entry, and no fewer than two."""
    return any(len(entry & heading) >= max(2, MOST * len(entry)) for heading in headings)


def chapters(found: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the chapters of a book beside the one that a page shows: numbered from the first, over its title and text.

    The contents of a text that is whole come again in it as headings; of these only the title does, and a neighbour
    that a button leads to. The lines above the first chapter stay.
    """
    shown = printed(found)
    first = next((place for place, at in enumerate(shown) if is_prose(found[at])), len(shown))
    names: dict[str, int] = {}
    order: list[int] = []
    for place in range(first):
        hit = _CHAPTER.match(texts[shown[place]].strip())
        number = (int(hit[1].split(".")[0]) if hit[1] else _ROMAN.get(hit[2], 0)) if hit else -1
        if hit and (number <= 1 if not order else number >= order[-1]):
            order.append(number)
            names[hit[3].strip()] = place
        elif hit and order:
            break
    last = max(names.values(), default=0)
    title = next((place for place in range(first - 1, last, -1) if _name(texts[shown[place]]) in names), -1)
    if len(order) < CHAPTERS or len(set(order)) < CHAPTERS // 2 or title < 0:
        return
    below = {_name(texts[at]) for at in shown[title + 1 :]}
    if len(names.keys() & below) <= AGAIN:
        yield from shown[min(names.values()) : title]


def _name(text: str) -> str:
    """Return the heading of a chapter without its number and the links beside it."""
    bare = EDITED.sub("", text.strip())
    hit = _CHAPTER.match(bare)
    return hit[3].strip() if hit else bare


def headings(found: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the headings of a text that a contents with a label names, "Trong bài viết này:" over two or more.

    Buttons and advertisements stand around them, and what is known to be a heading is no button.
    """
    shown = printed(found)
    for place, at in enumerate(shown):
        if not _LABEL.match(texts[at].strip().lower()):
            continue
        under = takewhile(lambda index: not found[index].rule and found[index].words <= WORDS, shown[place + 1 :])
        entries = list(islice(under, PLAIN))
        names = {_key(texts[index]) for index in entries if found[index].cue < LABEL}
        below = shown[place + 1 + len(entries) :]
        named = [not found[at].known and _key(texts[at]) in names for at in below]
        # Where they stand one under the other, the contents stands twice.
        alone = [not any(named[max(0, at - 1) : at + 2 : 2]) for at in range(len(below))]
        again = [at for at, is_named, is_alone in zip(below, named, alone, strict=True) if is_named and is_alone]
        if len({_key(texts[index]) for index in again}) > 1:
            yield from again


def _key(text: str) -> str:
    bare = _NUMBER.sub("", f" {text.strip()}" if text[:1].isspace() else text.strip())
    bare = _PAGE.sub("", _NUMBER.sub("", bare))  # a contents numbers headings that have numbers: "2.1. 1. Ngán biển"
    return bare.strip(_BESIDE).lower()


def _after(places: Sequence[int], place: int) -> int | None:
    """Return the next of the places, which go up."""
    at = bisect_right(places, place)
    return places[at] if at < len(places) else None
