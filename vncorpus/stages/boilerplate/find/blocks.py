"""Find furniture inside an article by how it repeats: cards of a thread, running heads, rows of buttons, boxes.

None of these lines says by itself that it is furniture. A running head is known by the page numbers under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find import inline, latest, related, thread
from vncorpus.stages.boilerplate.find.ahead import STRONG
from vncorpus.stages.boilerplate.find.gutters import gutters
from vncorpus.stages.boilerplate.line.lines import LABEL, NUMBER, ROW, Line, printed
from vncorpus.stages.boilerplate.line.terms import is_shared_heading

#: Spaces of a line of text that a page breaks.
BROKEN = 5
#: Pages that make running heads, and lines above and below a page number that may be one.
PAGES, HEADS = 3, 3
#: Words from one number to the next where they begin with 1, unless a sentence crosses a page: verses have fewer.
PAGE_WORDS = 60
#: Labels in a row that are tabs or buttons, with a number or a time among them and without.
BUTTONS, TABS = 3, 4
#: Cards of goods, lines from a name to its price, and what only a shop says of one: a discount. Guides have ratings.
GOODS, UNDER = 2, 2
_PRICE = lazy(r"\d{1,3}(?:[.,]\d{3})+ ?(?:đ|₫|VNĐ|VND|vnđ)$")
_OFFER = lazy(r"-\d{1,2} ?%$")
_SCHOOL = lazy(r"\b(?:ThS|TS|GS|PGS|GV|Bộ môn|Khoa|Trường|Viện|Đại học|Bài giảng|Giáo trình|Tài liệu|Tạp chí)\b")
_CELL = lazy(r"\t\d+$")
#: Lines between two running heads whose numbers stand behind tabs.
TABBED = 5
_NUMBERED = lazy(r"(.{5,70}?)[ \t|–-]+(\d{1,4})$")
#: "Địa chỉ: 12 Lê Lợi. ĐT: 0269 300 263    Trang 2/4", and the pages before the first.
_PAGED, _ROMAN = lazy(r"(.{5,150}?)[ \t|–-]+[Tt]rang (\d{1,3})( ?/ ?\d{1,3})?$"), lazy(r"[ivx]{1,5}$")
_OF_MANY = lazy(r"(\d{1,2}) ?/ ?(\d{1,2})$")
_PAGE = lazy(r"(?:trang )?[-–—]? ?(\d{1,4}) ?[-–—]?(?: ?/ ?\d{1,4})?$")


def found(
    lines: Sequence[Line], texts: Sequence[str], first: int, last: int, *, page: bool
) -> Iterator[tuple[int, str]]:
    """Yield the lines of such blocks from the first line of an article to its last, each with its rule."""
    shown = printed(lines, first, last)
    under = printed(lines, last, len(lines))[: thread.CARD_LINES]
    for rule, block in (
        ("thread:card", thread.cards(lines, texts, shown, under)),
        ("thread:card", thread.handles(lines, texts) if page else ()),
        ("thread:card", latest.latest(lines, texts, shown) if page else ()),
        ("thread:card", thread.members(lines, texts) if page else ()),
        ("thread:signature", thread.signatures(lines, texts, [*shown, *under])),
        ("repeat:running-head", _running_heads(lines, texts, shown)),
        ("code:gutter", gutters(lines, texts, shown)),
        ("interface:counter", _counters(texts, shown) if page else ()),
        ("interface:buttons", _buttons(lines, texts, shown) if page or any(map(_is_strong, lines)) else ()),
        ("related:box", related.boxes(lines, texts, page=page)),
        ("related:box", related.closed(lines, texts, shown) if page else ()),
        ("related:run", related.runs(lines, texts, shown, page=page)),
        ("related:card", inline.cards(lines, texts, shown) if page else ()),
        ("related:products", _products(lines, texts, shown) if page else ()),
    ):
        for index in block:
            yield index, rule


def _counters(texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of the pictures of a gallery, each over what it shows: "1 / 5", "2 / 5"."""
    series: dict[str, list[int]] = {}
    for index in shown:
        number = _OF_MANY.match(texts[index].strip())
        if number and int(number[1]) == len(series.setdefault(number[2], [])) + 1:
            series[number[2]].append(index)
    for many, found in series.items():
        if len(found) == int(many) >= PAGES:
            yield from found


def _is_strong(line: Line) -> bool:
    return line.kind in STRONG or (line.talk and line.cue >= ROW)


def _running_heads(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield page numbers that go up, and the lines beside them that are the same on each page."""
    pages: list[tuple[int, int]] = []
    for place, index in enumerate(shown):
        if lines[index].words <= 3 and not lines[index].rule:
            number = _PAGE.match(texts[index].strip().lower())
            if number and (not pages or int(number[1]) in (pages[-1][1] + 1, pages[-1][1] + 2)):
                pages.append((place, int(number[1])))
    if len(pages) < PAGES:
        pages = _numbered(lines, texts, shown)
    if len(pages) < PAGES:
        return
    inside = any(_is_inside(texts, shown, place) for place, _ in pages)
    words = sum(lines[index].words for index in shown[pages[0][0] : pages[-1][0]])
    near = not inside and pages[0][1] == 1 and words < PAGE_WORDS * (len(pages) - 1)
    heads: list[list[int]] = []
    for step in (-1, 1):
        for far in range(1, HEADS + 1):
            beside = [place + step * far for place, _ in pages if 0 <= place + step * far < len(shown)]
            same: dict[str, list[int]] = {}
            for place in beside:
                same.setdefault(texts[shown[place]].strip(), []).append(shown[place])
            block = max(same.values(), key=len, default=[])
            head = texts[block[0]].strip() if block else ""
            if not any(map(str.isalpha, head)) or head[-1] == "," or related.PART.fullmatch(head.lower()):
                break  # "0%" under each answer of a quiz
            every = [index for index in shown if texts[index].strip() == head]  # the first page has none above it
            if len(block) < (max(PAGES, (len(pages) + 1) // 2) if len(every) < PAGES else PAGES - 1):
                break
            heads.append(every)
    if near and len(heads) == 1 and not lines[heads[0][0]].rule:
        return  # the refrain of a song, what an exercise asks; but pictures have their numbers, and credits
    for every in heads:
        yield from every
    if heads or inside or all(_is_of_many(texts[shown[place]]) for place, _ in pages):
        yield from (shown[place] for place, _ in pages)
    every_head = {index for every in heads for index in every}
    for place, index in enumerate(shown):
        if _ROMAN.match(texts[index].strip()) and not every_head.isdisjoint(shown[max(0, place - 1) : place + 2]):
            yield index


def _is_of_many(text: str) -> bool:
    """Tell whether a line ends in the number of its page and of all: "… Trang 2/4"."""
    paged = _PAGED.match(text.strip())
    return paged is not None and paged[3] is not None


def _is_inside(texts: Sequence[str], shown: Sequence[int], place: int) -> bool:
    """Tell whether a sentence goes on from the line above to the line below: then a number between is a page's.

    The lines of a paragraph are all long; a poem in small letters has its numbers too.
    """
    if not 1 < place < len(shown) - 1:
        return False
    over, above, below = (texts[shown[at]].strip() for at in (place - 2, place - 1, place + 1))
    long = min(over.count(" "), above.count(" ")) >= BROKEN
    return long and (above[-1].isalpha() or above[-1] == ",") and below[0].islower()


def _numbered(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> list[tuple[int, int]]:
    """Return the places of a running head that holds the number of its page: "Bản tin Khuyến nông 5", "… 6", "… 7"."""
    series: dict[str, list[tuple[int, int]]] = {}
    for place, index in enumerate(shown):
        bare = texts[index].strip()
        if bare[-1:].isdecimal():
            plain = not lines[index].rule and (lines[index].shape in ("short", "headline") or "\t" in texts[index])
            head = _PAGED.match(bare) or (_NUMBERED.match(bare) if plain else None)
            if head and not related.PART.match(head[1].lower()):
                found = series.setdefault(head[1], [])
                if not found or int(head[2]) in (found[-1][1] + 1, found[-1][1] + 2):
                    found.append((place, int(head[2])))
    found = max(series.values(), key=len, default=[])
    if found and "\t" in texts[shown[found[0][0]]]:
        # Rows of a table and headings have their numbers behind tabs too, but no page of text between, and no school.
        apart = all(other - one > TABBED for (one, _), (other, _) in pairwise(found))
        rows = any(_CELL.search(texts[at].strip()) for place, _ in found for at in shown[place + 1 : place + 2])
        return found if apart and not rows and _SCHOOL.search(texts[shown[found[0][0]]]) else []
    return found


def _buttons(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield runs of labels: the tabs of a page, the controls of a player. A list of names stands under a colon."""
    block: list[int] = []
    above = ""
    for index in [*shown, -1]:
        line = lines[index] if index >= 0 else None
        if line and not line.rule and (line.label or (block and line.shape == "short" and not line.words)):
            block.append(index)
            continue
        if not block:
            above = texts[index]
            continue
        said = [texts[at].strip() for at in block]
        while block and lines[block[-1]].cue <= NUMBER and said.count(said[-1]) == 1:
            said.pop()
            block.pop()  # a time or a number under buttons heads what follows
        enough = BUTTONS if any(lines[i].cue not in (0.0, LABEL) for i in block) else TABS
        named = sum(lines[i].cue >= LABEL for i in block)
        if len(block) >= enough and named and not above.strip().endswith(":"):
            yield from block
        block = []
        above = texts[index]


def _products(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield cards of goods between two paragraphs: names over prices, and what only a shop says beside one of them.

    An article has names and prices too, but no counts of what was sold or discounts on lines of their own.
    """
    run: list[int] = []
    for index in [*shown, -1]:
        line = lines[index] if index >= 0 else None
        heads = line is not None and not line.rule and is_shared_heading(texts[index])
        if line and not heads and (line.rule or line.shape not in ("prose", "item", "code", "verse")):
            run.append(index)
            continue
        priced = [place for place, at in enumerate(run) if _is_price(lines[at], texts[at])]
        names = [place for place, at in enumerate(run) if not lines[at].known]
        cards = [place for place in names if any(0 < other - place <= UNDER for other in priced)]
        unpriced = [at for at in run if not _is_price(lines[at], texts[at])]
        offered = any(lines[at].kind == "listing" or _OFFER.match(texts[at].strip()) for at in unpriced)
        if len(cards) >= GOODS and offered:
            last = max(place for place, at in enumerate(run) if lines[at].known)
            yield from run[cards[0] : last + 1]
        run = []


def _is_price(line: Line, text: str) -> bool:
    known = line.rule is not None and line.rule.id == "listing:price"
    return known or (line.cue == NUMBER and _PRICE.match(text.strip()) is not None)
