"""Find the lines that name an article, and keep them with the stretches of its text."""

from __future__ import annotations

from collections.abc import Collection

from vncorpus.stages.boilerplate.article import dated, head
from vncorpus.stages.boilerplate.article.draft import Draft, Names
from vncorpus.stages.boilerplate.article.subject import TITLE, of_window
from vncorpus.stages.boilerplate.line.lines import first_printed
from vncorpus.stages.boilerplate.line.terms import is_shared_heading

#: The weight, by that of the article and in itself, of a stretch above the title that is no notice but text.
ABOVE, HEAVY = 0.3, 8.0


def names(draft: Draft, start: int, tabled: Collection[int]) -> Names:
    """Return the lines from `start` that name the article; what the window of a page says is its title beats others."""
    lines, texts, main = draft.lines, draft.texts, draft.main
    rescued, likely = head.above(lines, texts, draft.weights, draft.spans, start, tabled, page=draft.page)
    window = of_window(lines, texts, main[0]) if draft.page else None
    if window is not None and not any(at < window and dated.is_dated_title(lines, at) for at in rescued):
        likely = [window]
        rescued = [window, *(at for at in rescued if at > window)]
    return Names(head.first_copy(texts, rescued, main[0], start), rescued, likely, window)


def spans(draft: Draft, named: Names) -> tuple[list[bool], int]:
    """Return for each line whether it is in a stretch that stays, and the first line under the topmost such stretch.

    A light stretch above the title of a page is a notice, and goes.
    """
    lines, texts, weights = draft.lines, draft.texts, draft.weights
    keep, top = [False] * len(lines), draft.main[1]
    long = [at for at in named.rescued if lines[at].words >= TITLE]
    highest = min([*long, *named.likely[:1]], default=named.title)
    title = named.likely[0] if named.likely else named.title
    least = min(HEAVY, ABOVE * sum(weights[slice(*draft.main)]))
    for first, last in draft.spans:
        light = draft.page and first < highest and sum(weights[first:last]) < least
        above = light and first_printed(lines, range(last, len(lines))) != title
        if not above or dated.is_long_title(lines, texts, first, last) or dated.is_headed(lines, first):
            keep[first:last] = [True] * (last - first)
            top = min(top, last)
    return keep, top


def titles(draft: Draft, named: Names, keep: list[bool], tabled: Collection[int]) -> None:
    """Keep the title and what is rescued with it; on a page the titles of others too, and the heading of the text."""
    lines, texts, opens = draft.lines, draft.texts, draft.opens
    for index in [named.title, *named.rescued]:
        keep[index] = True
    if not draft.page:
        return
    for index in head.others(lines, texts, draft.weights, draft.spans, tabled):
        keep[index] = True
    over = head.heading(lines, texts, draft.main[0], max([named.title, *named.rescued]))
    opening = first_printed(lines, range(opens - 1, -1, -1))
    if over is not None:
        keep[over] = True
    if opening is not None and keep[opens] and is_shared_heading(texts[opening]):
        keep[opening] = True
