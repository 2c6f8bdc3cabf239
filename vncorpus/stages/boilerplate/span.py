"""Find where the article stands among its furniture: the stretch of lines that weighs most.

Prose weighs for the article, menus and related stories against it, and the best stretch is the one with the
largest sum. Outside it a region goes only where enough of its lines are furniture by evidence: verse, code and
bibliographies have no prose either, and a lost document is the worst error there is. Weights, the end-marker
rule and the share of evidence were measured on labelled pages; `bench/boilerplate.py` measures them again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vncorpus.stages.boilerplate import around, dated, head, menus, regions, sections, stretches, thread
from vncorpus.stages.boilerplate.ahead import is_edited, is_said
from vncorpus.stages.boilerplate.contents import chapters
from vncorpus.stages.boilerplate.cover import cover
from vncorpus.stages.boilerplate.end import ends_thread
from vncorpus.stages.boilerplate.forms import facts, forms, headed, tabbed
from vncorpus.stages.boilerplate.lines import LABEL, Line, first_printed, printed
from vncorpus.stages.boilerplate.rows import elsewhere, pairs, rows, tables
from vncorpus.stages.boilerplate.scores import columns, results
from vncorpus.stages.boilerplate.sources import references
from vncorpus.stages.boilerplate.subject import TITLE, of_window
from vncorpus.stages.boilerplate.terms import is_shared_heading
from vncorpus.stages.boilerplate.weight import CARD, MENU, weigh, weight

#: The weight, by that of the article and in itself, of a stretch above the title that is no notice but text.
ABOVE, HEAVY = 0.3, 8.0
#: Words of a sentence above the title that stays where no page is around.
SPOKEN = 5
#: Times that a card stands on its page, words of its teaser, and teasers of a stretch of such cards.
AGAIN, TEASER, FEW = 3, 8, 3
#: The most words of a name under a signature.
SIGNED = 6


#: Kinds of lines over a text that may be values of its table.
_VALUES = frozenset(("date", "text", "contact"))


class Found(NamedTuple):
    """Hold, for each line, whether it is in the article, and where the article ends by a marker."""

    keep: list[bool]
    spans: list[tuple[int, int]]
    #: Whether it stands on a page, whose buttons are furniture wherever they are; and where its title is.
    page: bool
    title: int
    #: Rows of tables, results, references, and the cover of a document.
    tabled: frozenset[int]
    #: The lines of its stanzas.
    verse: list[int]
    #: Lines of cards and menus, which are known by how they stand together, and all under the last post of a thread.
    framed: frozenset[int]
    #: Lines above the text that name other pages beside the one that is shown, and so say that it is a page.
    listed: frozenset[int]


def article(lines: Sequence[Line], texts: Sequence[str]) -> Found | None:
    """Return which lines the article keeps, or None where the page has no prose to find it by."""
    if around.is_bare(lines):
        return _bare(lines, texts)
    weighed = weigh(lines, texts)
    if weighed is None:
        return None
    weights, end, verse = weighed
    spans = stretches.heaviest(weights)
    if not spans:
        return None
    manual = [*menus.over_title(lines, texts)]
    posts = (*menus.of_posts(lines, texts), *menus.between_titles(lines, texts))
    listed = frozenset((*chapters(lines, texts), *posts, *manual))
    page = bool(listed) or around.is_page(lines, texts, weights, spans[0])
    if page:
        count = Counter(map(str.strip, texts))
        others = [span for span in spans[1:] if not (_is_again(lines, texts, count, *span) or _is_foot(lines, *span))]
        spans = [(dated.from_title(lines, *spans[0]), spans[0][1]), *others]
    main = spans[0]
    keep = [False] * len(lines)
    top = main[1]
    found = tables(lines, texts)
    cells = {at for table in found for at in table.places}
    start = max(listed, default=-1) + 1
    rescued, likely = head.above(lines, texts, weights, spans, start, cells, page=page)
    window = of_window(lines, texts, main[0]) if page else None
    if window is not None and not any(at < window and dated.is_dated_title(lines, at) for at in rescued):
        likely = [window]
        rescued = [window, *(at for at in rescued if at > window)]
    title = head.first_copy(texts, rescued, main[0], start)
    named = [at for at in rescued if lines[at].words >= TITLE]
    highest = min([*named, *likely[:1]], default=title)
    for first, last in spans:
        above = (
            page
            and first < highest
            and sum(weights[first:last]) < min(HEAVY, ABOVE * sum(weights[main[0] : main[1]]))
            and first_printed(lines, range(last, len(lines))) != (likely[0] if likely else title)
        )
        if not above or dated.is_long_title(lines, texts, first, last) or dated.is_headed(lines, first):
            keep[first:last] = [True] * (last - first)
            top = min(top, last)
    for index in [title, *rescued]:
        keep[index] = True
    if page:
        for title_of_other in head.others(lines, texts, weights, spans, cells):
            keep[title_of_other] = True
        over = head.heading(lines, texts, main[0], max([title, *rescued]))
        opening = first_printed(lines, range(min(spans)[0] - 1, -1, -1))
        if over is not None:
            keep[over] = True
        if opening is not None and keep[min(spans)[0]] and is_shared_heading(texts[opening]):
            keep[opening] = True
    bottom = max(last for _, last in spans)
    for index in range(bottom, end if page else bottom):
        if lines[index].shape == "code" and not lines[index].rule:
            keep[bottom : index + 1] = [True] * (index + 1 - bottom)  # the sums under "Lời giải chi tiết"
            bottom = index + 1
    first_kept, opens = keep.index(True), min(spans)[0]
    outer: set[int] = set()
    for first, last in stretches.between(keep):
        if first >= bottom:
            under = min(
                regions.from_furniture(lines, weights, first, last, page=page), max(first, end) if page else last
            )
            keep[first:under] = [True] * (under - first)
            first = under
        if page and (last <= first_kept or first >= bottom):
            outer.update(range(first, last))  # on a page all that stands around the article is furniture
        elif _is_announced(lines, texts, first) or not regions.is_furniture(
            lines, texts, weights, (first, last), inner=top <= first and last < len(lines), page=page
        ):
            keep[first:last] = [True] * (last - first)
        elif last <= bottom and (
            said := [
                *thread.around(lines, first, last),
                *head.under(lines, texts, first, last),
                *(_heads(lines, texts, first, last) if first > opens else ()),
            ]
        ):
            for index in said:
                keep[index] = True
        elif last <= (first_kept if page else opens):
            shown = printed(lines, first, last)
            for index in shown:
                line = lines[index]
                plain = line.shape in ("headline", "short") and not line.rule and not line.cue
                titled = line.words >= TITLE and all(lines[at].words < TITLE for at in rescued if at < last)
                keep[index] = (plain and (titled or index == shown[-1])) or (line.words >= SPOKEN and is_said(line))
    if page:
        for index in thread.last_posts(lines, bottom, end):
            keep[index] = True
    for index in verse:
        keep[index] = keep[index] or index not in outer  # a stanza has no prose, and is no furniture
    top = likely[0] if likely else first_kept
    over_text = range(first_kept - 1, -1, -1)
    under = next((at + 1 for at in over_text if lines[at].rule and lines[at].kind not in _VALUES), 0)
    tabled = {
        *rows(lines, texts, top, end),
        *pairs(found, under, end),
        *(elsewhere(lines, texts, found) if page else ()),
        *references(lines, texts, top, end),
        *facts(lines, texts, under, end),
        *sections.moments(lines, texts),
        *(sections.sums(lines, texts) if page else ()),
        *forms(lines, texts, under, end),
        *(at for block in sections.blocks(lines, texts) for at in block if page and at < end),
        *(at for at in range(end) if is_edited(texts[at]) and not lines[at].rule),
        *(printed(lines, manual[-1] + 1)[:1] if manual else ()),  # its title may be a button elsewhere
        *(() if window is None else (window,)),  # and so may any title
    }
    lists = (*headed(lines, texts, top, end), *headed(lines, texts, end - 1, len(lines), items=True))
    parts = tabbed(lines, texts, top, main[0], bottom) if page else ()
    for index in (*lists, *tabled, *parts):
        keep[index] = True  # the table of a product stands above what is said of it
    if page:
        for index in [*sections.parts(lines, texts, keep)]:
            keep[index] = True
        for index in (*sections.code(lines, keep, title), *sections.over(lines, texts, keep, title)):
            keep[index] = True
        for index in [*sections.above(lines, texts, keep)]:
            keep[index] = True
    for index in head.letterhead(lines, texts, keep):
        keep[index] = True
    answers = sections.answers(lines, texts, keep, title) if page else ()
    beside = [*cover(lines, texts, keep), *results(lines, texts, keep), *columns(lines, texts, keep), *answers]
    for index in beside:
        keep[index] = True
    _sign(lines, keep)
    below = range(end, len(lines) if end < len(lines) and ends_thread(lines, end) else end)
    held = frozenset((*tabled, *beside))
    framed = frozenset((*(at for at, weight in enumerate(weights) if weight in (CARD, MENU)), *below))
    return Found(keep, spans, page, likely[0] if likely else min([title, *rescued]), held, verse, framed, listed)


def _is_again(lines: Sequence[Line], texts: Sequence[str], count: Counter[str], first: int, last: int) -> bool:
    """Tell whether a stretch past menus and buttons is the same cards again and again: each teaser stands thrice."""
    said = {texts[at].strip() for at in range(first, last) if lines[at].shape == "prose" and not lines[at].rule}
    if not 0 < len(said) <= FEW or min(len(text.split()) for text in said) < TEASER:
        return False
    return all(count[text] >= AGAIN for text in said)


def _is_foot(lines: Sequence[Line], first: int, last: int) -> bool:
    """Tell whether a stretch is the last line of the foot of a page: one paragraph under what stands there."""
    shown = printed(lines, first, last)
    above = first_printed(lines, range(first - 1, -1, -1))
    return len(shown) == 1 and above is not None and lines[above].kind in ("footer", "contact")


def _bare(lines: Sequence[Line], texts: Sequence[str]) -> Found:
    """Return the article of a text around which nothing is: all of it, but for a byline or a source at its ends."""
    weights = [weight(line) for line in lines]
    spans = stretches.heaviest(weights)
    rescued, _ = head.above(lines, texts, weights, spans, 0, (), page=False)
    title = head.first_copy(texts, rescued, spans[0][0], 0)
    keep = [not line.rule or line.kind == "caption" for line in lines]
    for first, last in spans:
        keep[first:last] = [True] * (last - first)
    for index in [title, *rescued]:
        keep[index] = True
    none: frozenset[int] = frozenset()
    return Found(keep, spans, False, min([title, *rescued]), none, [], none, none)


def _heads(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> Iterator[int]:
    """Yield the headings that texts of a kind share, as "Nguyên liệu" between the buttons of a recipe card."""
    for index in range(first, last):
        if not lines[index].rule and lines[index].cue < LABEL and is_shared_heading(texts[index]):
            yield index


def _sign(lines: Sequence[Line], keep: list[bool]) -> None:
    """Keep the name under the signature of an official letter."""
    under = False
    for index, line in enumerate(lines):
        if line.shape == "blank":
            continue
        if under and not line.rule and line.words <= SIGNED:
            keep[index] = True
        under = line.rule is not None and line.rule.id.startswith("text:sign")


def _is_announced(lines: Sequence[Line], texts: Sequence[str], first: int) -> bool:
    """Tell whether a paragraph with a colon stands over a region: it quotes what the region says."""
    above = first_printed(lines, range(first - 1, -1, -1))
    return above is not None and lines[above].kind == "prose" and texts[above].rstrip().endswith(":")
