"""Read a text, or several that were pasted one under the other: where the article is, and why each other line goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vncorpus.stages.boilerplate import inside, pasted, span
from vncorpus.stages.boilerplate.lines import Line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from vncorpus.stages.boilerplate import Options


class Reading(NamedTuple):
    """Hold the rule by which each line of a text goes, and what was found of its first article."""

    rules: list[str | None]
    title: int | None
    #: Whether any article stands on a page, and the lines of its cards and menus.
    paged: bool
    framed: set[int]


def read(texts: Sequence[str], found: Sequence[Line], options: Options) -> Reading:
    """Return why each line of a text goes; with the level `lines` by patterns alone."""
    rules: list[str | None] = []
    title = None
    paged = False
    framed: set[int] = set()
    for first, last in pasted.parts(found, texts) if options.level != "lines" else [(0, len(found))]:
        part, said = found[first:last], texts[first:last]
        article = span.article(part, said) if options.level != "lines" else None
        reasons = inside.reasons(said, part, article, options.captions)
        if article:
            paged = paged or article.page
            framed.update(first + at for at in article.framed)
        if article and options.level == "strict":
            inside.strict(said, part, reasons)
        if article and title is None:
            title = first + article.title
        rules += reasons
    return Reading(rules, title, paged, framed)
