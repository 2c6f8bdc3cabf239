"""Read a text, or several that were pasted one under the other: where the article is, and why each other line goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vncorpus.stages.boilerplate import inside, learned, lone, titles, traits
from vncorpus.stages.boilerplate.article import span
from vncorpus.stages.boilerplate.article.span import Found
from vncorpus.stages.boilerplate.find import pasted, posts, replies, subjects
from vncorpus.stages.boilerplate.line.lines import Line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from vncorpus.stages.boilerplate import Options


#: Rules by which the brief posts of a thread go, and its subject.
_BY_PLACE = learned.BY_PLACE | {learned.RULE}


class Reading(NamedTuple):
    """Hold the rule by which each line of a text goes, and what was found of its first article."""

    rules: list[str | None]
    title: int | None
    #: Whether a whole page says which line that is.
    titled: bool
    #: Whether any article stands on a page, and the lines of its cards and menus.
    paged: bool
    framed: set[int]


class Part(NamedTuple):
    """Hold where a part of a text begins and ends, its article, and the rules by which its lines go."""

    first: int
    last: int
    article: Found | None
    rules: list[str | None]


def parts(texts: Sequence[str], found: Sequence[Line], options: Options) -> Iterator[Part]:
    """Yield each part of a text, which may be several pages in one paste, as its rules leave it."""
    for first, last in pasted.parts(found, texts) if options.level != "lines" else [(0, len(found))]:
        part, said = found[first:last], texts[first:last]
        article = span.article(part, said) if options.level != "lines" else None
        yield Part(first, last, article, inside.reasons(said, part, article, options.captions))


def read(texts: Sequence[str], found: Sequence[Line], options: Options) -> Reading:
    """Return why each line of a text goes; with the level `lines` by patterns alone."""
    rules: list[str | None] = []
    title = None
    titled = paged = False
    framed: set[int] = set()
    for first, last, article, reasons in parts(texts, found, options):
        part, said = found[first:last], texts[first:last]
        if article:
            paged = paged or article.page
            framed.update(first + at for at in article.framed)
            if article.page:
                titled = titled or (title is None and learned.is_whole(reasons))
                article = _settle(said, part, reasons, article)
                _settle_thread(said, part, reasons)
            if options.level == "strict":
                inside.strict(said, part, reasons)
            if title is None:
                title = first + article.title
        rules += reasons
    if options.level != "lines" and (not paged or lone.is_bare(rules)):
        lone.spare(found, texts, rules)
    return Reading(rules, title, titled, paged, framed)


def _settle(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], article: Found) -> Found:
    """Settle what was learned from pages: which line is the title, and which others are text."""
    if learned.is_whole(rules):
        page = traits.looks(texts, found, rules)
        article = titles.settle(texts, found, rules, article, page)
        learned.settle(texts, found, rules, article, page)
    return article


def _settle_thread(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Settle what only the posts beside it tell: the subject, who sent a post, brief posts, what they quote."""
    subjects.settle(found, texts, rules, _BY_PLACE)
    for at in posts.senders(found, texts):
        rules[at] = rules[at] or "thread:card"
    for at in [*replies.brief(found, texts, rules, _BY_PLACE)]:
        rules[at] = None
    for at in [*replies.quoted(found, texts, rules)]:
        rules[at] = "comments:quoted"
