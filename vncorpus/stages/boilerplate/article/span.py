"""Find where the article stands among its furniture: the stretch of lines that weighs most.

Prose weighs for the article, menus and related stories against it, and the best stretch is the one with the
largest sum. Outside it a region goes only where enough of its lines are furniture by evidence: verse, code and
bibliographies have no prose either, and a lost document is the worst error there is. Weights, the end-marker
rule and the share of evidence were measured on labelled pages; `bench/boilerplate.py` measures them again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from vncorpus.stages.boilerplate.article import around, dated, evidence, head, named, regions, stretches
from vncorpus.stages.boilerplate.article.draft import Draft
from vncorpus.stages.boilerplate.article.end import ends_thread
from vncorpus.stages.boilerplate.article.subject import is_named
from vncorpus.stages.boilerplate.article.weight import CARD, MENU, weigh, weight
from vncorpus.stages.boilerplate.find import menus, said
from vncorpus.stages.boilerplate.find.contents import chapters
from vncorpus.stages.boilerplate.find.rows import tables
from vncorpus.stages.boilerplate.find.verse import translated
from vncorpus.stages.boilerplate.line.lines import Line, first_printed, printed

#: Times that a card stands on its page, words of its teaser, and teasers of a stretch of such cards.
AGAIN, TEASER, FEW = 3, 8, 3


class Found(NamedTuple):
    """Hold, for each line, whether it is in the article, and what else of the lines is known."""

    keep: list[bool]
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
    draft = Draft(lines, texts, weights, spans, end, page)
    found = tables(lines, texts)
    cells = {at for table in found for at in table.places}
    names = named.names(draft, max(listed, default=-1) + 1, cells)
    keep, top = named.spans(draft, names)
    named.titles(draft, names, keep, cells)
    bottom = evidence.code(draft, keep)
    first_kept = keep.index(True)
    outer = regions.keep(draft, names, keep, top, bottom)
    for index in said.last_posts(lines, bottom, end) if page else ():
        keep[index] = True
    for index in verse:
        keep[index] = keep[index] or index not in outer  # a stanza has no prose, and is no furniture
    for index in translated(lines, texts, verse):
        keep[index] = True
    tabled = {
        *evidence.tabled(draft, names, found, first_kept),
        *(printed(lines, manual[-1] + 1)[:1] if manual else ()),  # its title may be a button elsewhere
        *(() if names.window is None else (names.window,)),  # and so may any title
        *(at for at in names.likely[:1] if is_named(lines, texts, at)),
    }
    for index in (*evidence.listed(draft, names, first_kept, bottom), *tabled):
        keep[index] = True  # the table of a product stands above what is said of it
    if page:
        evidence.parts(draft, names, keep)
    beside = evidence.beside(draft, names, keep)
    evidence.sign(lines, keep)
    below = range(end, len(lines) if end < len(lines) and ends_thread(lines, end) else end)
    framed = frozenset((*(at for at, weight in enumerate(weights) if weight in (CARD, MENU)), *below))
    return Found(keep, page, names.first, frozenset((*tabled, *beside)), verse, framed, listed)


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
    return Found(keep, False, min([title, *rescued]), none, [], none, none)
