"""Tell by all its signs which line of a whole page is the title, after the rules have spoken.

Where a byline or a date stands under it the rules find it. Shops, forums, songs and mails have none, or others that
stand nearer to the text. But many small signs agree there: pages name their title in the window, in the path and in a
card, its words come again in the text, and menus, bylines and headings have looks of their own. `train/titles.py`
learned on labelled pages which line such signs point at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate import learned, traits
from vncorpus.stages.boilerplate.article.span import Found
from vncorpus.stages.boilerplate.cohesion import Cohesion
from vncorpus.stages.boilerplate.line.lines import Line, printed
from vncorpus.tables import TABLES

TABLE = TABLES / "boilerplate_titles.npz"
#: The log odds above which the second likeliest stays as well, and how much lower than the first they may be: of those
#: that come back so one in two is the title, and a title that is lost is worse than a button that stays.
SECOND, BEHIND = -3.0, 1.5
#: Lines above the first paragraph among which the title is looked for, and from it: a notice or a teaser may be it.
ABOVE, BELOW = 150, 12
#: Paragraphs in which its words are looked for.
OPENING = 8
_STAMPS = frozenset(("date", "byline", "source"))
#: What parts the title in the name of a window from the site, and the steps of a path.
_PARTED, _STEP = lazy(r"\s+[-–—|·»:]\s+"), lazy(r"\s*[>»›/→]\s*")
_WORD = lazy(r"[^\W\d_]{2,}")
#: The traits of any line that are asked for. Not what its words say: that was learned from the same pages.
_ANY = (
    *("kind", "stays", "known", "words", "end", "copies", "size", "capitals", "shared", *Cohesion._fields),
    *(f"{name}{step}" for name in ("kind", "stays", "words") for step in ("-1", "+1")),
    *("run", "paragraphs", "place", "lines"),
)
_ANY_AT = tuple(traits.NAMES.index(name) for name in _ANY)
_OF_TITLES = (
    *(
        "chosen",
        "goes by",
        "copies above",
        "copies below",
        "stands in",
        "window",
        "path",
        "about",
        "more about",
        "in text",
        "opens",
    ),
    *("stay above", "stay between", "after the first", "number", "longer", "longest above", "blank above"),
    *("blank below", "stamp above", "stamp below", "all capitals", "question", "colon", "quoted", "posts"),
)
#: The names of the traits, in their order.
NAMES = (*_ANY, *_OF_TITLES)


def settle(
    texts: Sequence[str], found: Sequence[Line], rules: list[str | None], article: Found, page: list[traits.Look]
) -> Found:
    """Return the article with the line of its page that is likeliest the title: it stays, and so may the second.

    Its other copies above the text go; the second, and the title by the rules, are as hard to lose as rows of tables.
    `page` is how the lines look, and is told what changes.
    """
    from vncorpus.stages.boilerplate.trees import trees  # numpy, which a text that is no page need not wait for

    opens = opening(found, page, article)
    places = head(page, opens)
    if not places:
        return article
    odds = trees(TABLE).log_odds([*of(texts, found, rules, page, article.title, opens)])
    best, *second = sorted(range(len(odds)), key=odds.__getitem__, reverse=True)[:2]
    shown = printed(found)
    title = shown[places[best]]
    near = max(SECOND, odds[best] - BEHIND)
    likely = [title, *(shown[places[other]] for other in second if odds[other] > near)]
    top = next((place for place in places if page[place].prose), places.stop)
    for place in places:
        at = shown[place]
        if at in likely and rules[at]:
            rules[at] = None
            page[place] = page[place]._replace(stays=True)
        elif place < top and at != title and not rules[at] and texts[at].strip() == texts[title].strip():
            rules[at] = "title:doubled"
            page[place] = page[place].gone()
    page[:] = traits.titled(page, [texts[at].strip() for at in shown], places[best])
    return article._replace(title=title, tabled=article.tabled | {article.title, *likely})


def opening(found: Sequence[Line], page: Sequence[traits.Look], article: Found) -> int:
    """Return the place of the first paragraph of a page, of its first stanza, or else of the first line that stays."""
    sung = [place for place, at in enumerate(printed(found)) if at in article.verse[:1]]
    prose = [place for place, look in enumerate(page) if look.prose][:1]
    stays = next((place for place, look in enumerate(page) if look.stays), 0)
    return min([*sung, *prose], default=stays)


def head(page: Sequence[traits.Look], opens: int) -> range:
    """Return the places of the lines of a page among which its title is looked for; `opens` is where its text does."""
    return range(max(0, opens - ABOVE), min(len(page), opens + BELOW))


def of(
    texts: Sequence[str],
    found: Sequence[Line],
    rules: Sequence[str | None],
    page: Sequence[traits.Look],
    title: int,
    top: int,
) -> Iterator[list[float]]:
    """Yield the traits of each line that may be the title; `title` is the one by the rules, `top` where text opens."""
    places, shown = head(page, top), printed(found)
    bare = [texts[at].strip() for at in shown]
    prose = [place for place, look in enumerate(page) if look.prose]
    first = next((place for place, look in enumerate(page) if look.stays), 0)
    spoken = {word for place in prose[:OPENING] for word in _words(bare[place])}
    about = {place: _share(_words(bare[place]), spoken) for place in places}
    opens = bare[prose[0]].lower() if prose else ""
    said = " ".join(text for place, text in enumerate(bare) if page[place].stays and place >= top).lower()
    windows = {text[: mark.start()] for text in bare[: places.stop] for mark in _PARTED.finditer(text)}
    paths = {text[mark.end() :] for text in bare[: places.stop] for mark in _STEP.finditer(text)}
    over, tail = "\n".join(bare[: places.stop]), Counter(bare[places.stop :])
    met, longest = Counter(bare[: places.start]), max((look.words for look in page[: places.start]), default=0)
    kept = [0, *accumulate(look.stays for look in page)]
    above, below = traits.near([found[at].kind in _STAMPS for at in shown])
    posts = sum(look.kind == "comments" for look in page)
    seen = [*islice(traits.of(page), places.stop)]
    lengths, shares = sorted(page[place].words for place in places), sorted(about.values())
    for place in places:
        at, text, look = shown[place], bare[place], page[place]
        low = text.lower()
        yield [
            *(seen[place][trait] for trait in _ANY_AT),
            *(at == title, _goes_by(rules[at]), met[text], tail[text], over.count(text) - met[text] - 1),
            *(text in windows, text in paths),
            *(about[place], len(shares) - bisect_right(shares, about[place])),
            *(said.count(low) - (place >= top and look.stays), opens.startswith(low)),
            *(kept[place], kept[top] - kept[place + 1] if place < top else -1, place - first, place),
            *(len(lengths) - bisect_right(lengths, look.words), longest - look.words),
            *(
                look.blank_above,
                look.blank_below,
                above[place],
                below[place],
                text.isupper(),
                "?" in text,
                ":" in text,
                '"' in text or "“" in text,
                posts,
            ),
        ]
        met[text] += 1
        longest = max(longest, look.words)


def _goes_by(rule: str | None) -> int:
    """Return 0 of a line that stays, and by what another goes: 1 its place, 2 that the title stands twice, 3 else."""
    if rule is None:
        return 0
    return 1 if rule in learned.BY_PLACE else 2 if rule == "title:doubled" else 3


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _share(words: Sequence[str], spoken: set[str]) -> float:
    return round(sum(word in spoken for word in words) / len(words), 2) if words else 0.0
