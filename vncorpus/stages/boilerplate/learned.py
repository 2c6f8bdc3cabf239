"""Settle by all its signs whether a line of a page is text, after every rule has spoken.

What no pattern knows and nothing frames stays by the rules: titles of other stories between paragraphs, buttons that
nobody listed. What stands away from the article goes by its place. Such a line has many small signs, none of which
would do alone: its words, its length and end, the lines beside it, where on the page it stands. `train/furniture.py`
learned from labelled pages, as rules had left them that had not seen them, how likely a line with such signs is text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate, groupby, pairwise
from math import exp
from statistics import median

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate import traits
from vncorpus.stages.boilerplate.article.span import Found
from vncorpus.stages.boilerplate.find import contents
from vncorpus.stages.boilerplate.find.thread import is_handle
from vncorpus.stages.boilerplate.line.lines import Line, printed
from vncorpus.stages.boilerplate.line.terms import attributes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from vncorpus.stages.boilerplate.trees import Trees

RULE = "learned:furniture"
#: Verse, the mark of an item, and what is dropped by its pattern unless it was asked for.
_HELD = frozenset(("verse", "bullet", "caption", "media"))
#: How likely at most a line is text that goes, and how many characters may be lost by chance for each: a line of 100
#: goes where it is furniture with 94 %, and with 97 % where it is a sentence. A long one is seldom furniture, and its
#: loss is worse; what stands under a picture reads as a paragraph does.
LIKELY, CHARACTERS, SAID = 0.3, 6.0, 3.0
_SAID = frozenset(("sentence", "prose", "paragraph"))
#: The same of code, of a title and of tables, which rules told: they are seldom wrong, and their loss is worse.
DEAR = 0.05
#: How likely at least a line is text that comes back, and the rules that it may have gone by: of its place and of what
#: stands beside it.
BACK = 0.25
BY_PLACE = frozenset(("span:outside", "span:tail", "interface:beside", "thread:card", "comments:quoted", "byline:tail"))
#: Lines that go by rules: the pages that were learned from were whole.
FURNITURE = 12
#: How often a page is read, for a teaser is told by its headline, which went; and how likely at most a line is text
#: that goes when others have: else one button would take all beside it.
ROUNDS, LATER = 3, 0.25
#: Words of a title that stands twice.
TITLE = 3
#: Shapes of lines that lists are made of, and lines of a list of which less than this share would go: then none goes. A
#: hole in a list of names is seen by nobody.
LISTED, LIST, MOST = frozenset(("item", "short", "headline", "sentence", "cue")), 5, 0.35
#: Lines that differ in their numbers or behind a colon, from which on they share what becomes of them; and the first
#: characters of a line among which the colon is.
KIN, LABEL = 3, 30
_NUMBERS = lazy(r"\d+")
#: What says so, and how often at least.
_EDITS, EDITED = frozenset(("sửa đổi", "sửa", "edit", "chỉnh sửa")), 3
#: The number of a step, the clock of a report, and the stars between two scenes.
_KEPT = lazy(r"\s*(?:\d{1,2}|\d{1,2}[h:]\d{2}|\*(?:\s*\*){1,3}|[~-]{3,}|—{2,})\s*$")


def settle(
    texts: Sequence[str],
    found: Sequence[Line],
    rules: list[str | None],
    article: Found,
    page: Sequence[traits.Look],
) -> None:
    """Give the rule to each line of a page that is likely furniture, and take it from each that is likely text.

    `page` is how its lines look as the rules leave them.
    """
    may = may_go(texts, found, article)
    shown = printed(found)
    asked = [
        place
        for place, (at, look) in enumerate(zip(shown, page, strict=True))
        if (at in may if look.stays else look.copies == 1 and may_stay(at, found, rules, article))
        and (look.stays or not is_handle(found[at], texts[at]))
        and at != article.title
    ]
    alike = kin([texts[at] for at in shown], page)
    told = {*article.tabled, *_over_stamp(shown, found, page)}
    dear = {place for place, at in enumerate(shown) if at in told or found[at].kind == "code"}
    turned = judged(page, asked, dear | _facts(page, alike), kin=alike)
    for place in turned - _last_copies(texts, shown, page, turned):
        at = shown[place]
        rules[at] = None if rules[at] else RULE


def _over_stamp(shown: Sequence[int], found: Sequence[Line], page: Sequence[traits.Look]) -> Iterator[int]:
    """Yield the headline right over the last date above the second paragraph: it is likelier the title than a card."""
    prose = [place for place, look in enumerate(page) if look.prose][:2]
    dates = [place for place in range(1, max(prose, default=0)) if found[shown[place]].kind == "date"]
    for place in dates[-1:]:
        if page[place - 1].stays and page[place - 1].words > TITLE:
            yield shown[place - 1]


def _over_edits(texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield the headings of a wiki on a telephone, under each of which stands its button: "Sửa đổi"."""
    over = [above for above, at in pairwise(shown) if texts[at].strip().lower() in _EDITS]
    yield from over if len(over) >= EDITED else ()


def _last_copies(texts: Sequence[str], shown: Sequence[int], page: Sequence[traits.Look], turned: Set[int]) -> set[int]:
    """Return the last copy of each headline over the text all copies of which would go: it is the title, or of it."""
    top = next((place for place, look in enumerate(page) if look.prose), 0)
    copies: dict[str, list[int]] = {}
    for place in range(top):
        if page[place].stays and page[place].words >= TITLE:
            copies.setdefault(texts[shown[place]].strip(), []).append(place)
    return {same[-1] for same in copies.values() if len(same) > 1 and turned >= set(same)}


def kin(texts: Sequence[str], page: Sequence[traits.Look]) -> dict[int, str]:
    """Return what lines under the first paragraph have in common that differ in numbers or behind a colon.

    `texts` is what the lines of the page say that are not blank: "Giá: 35.000đ", "Phút 12".
    """
    top = next((place for place, look in enumerate(page) if look.prose), len(page))
    keys = {
        place: _NUMBERS.sub("", texts[place].lower()[:LABEL].split(":")[0]).strip() for place in range(top, len(page))
    }
    many = {key for key, number in Counter(keys.values()).items() if number >= KIN}
    return {place: key for place, key in keys.items() if key in many}


def _facts(page: Sequence[traits.Look], kin: Mapping[int, str]) -> set[int]:
    """Return the facts that a text tells of each thing of which it speaks: "Địa chỉ: …" between paragraphs."""
    said = [0, *accumulate(look.prose for look in page)]
    apart: dict[str, set[int]] = {}
    for place, key in kin.items():
        apart.setdefault(key, set()).add(said[place])
    return {place for place, key in kin.items() if len(apart[key]) >= KIN and key in attributes()}


def judged(
    page: Sequence[traits.Look],
    asked: Sequence[int],
    dear: Set[int] = frozenset(),
    made: Trees | None = None,
    kin: Mapping[int, str] | None = None,
) -> set[int]:
    """Return which of the lines asked for go though they stay by the rules, or stay though they go.

    `page` is how its lines look, `dear` the lines of a title, code and tables, `kin` what lines have in common: of
    those none goes where half are text. It is read again where lines went, without those; what comes back does so at
    once, for a card that came back would bring the others.
    """
    now, turned = list(page), set[int]()
    for number in range(ROUNDS):
        left = [place for place in asked if place not in turned and (not number or now[place].stays)]
        most = LATER if number else LIKELY
        told = dict(odds(now, left, made))
        gone = {place for place, likely in told.items() if turns(now[place], likely, DEAR if place in dear else most)}
        gone -= holes(page, gone | turned) | _together(now, told, kin or {})
        for place in gone:
            look = now[place]
            now[place] = look.gone() if look.stays else look._replace(stays=True)
        turned |= gone
        if not gone:
            break
    return turned


def _together(now: Sequence[traits.Look], told: Mapping[int, float], kin: Mapping[int, str]) -> set[int]:
    """Return the lines that stay of each kin most of which is likely text."""
    by: dict[str, list[int]] = {}
    for place in told:
        if place in kin and now[place].stays:
            by.setdefault(kin[place], []).append(place)
    most = {place for places in by.values() if median([told[place] for place in places]) > LIKELY for place in places}
    return {place for place in most if len(by[kin[place]]) >= KIN}


def holes(page: Sequence[traits.Look], turned: Set[int]) -> set[int]:
    """Return the lines of lists most of which stay."""
    found = set[int]()
    stays = [place for place, look in enumerate(page) if look.stays and look.kind in LISTED]
    for _, run in groupby(enumerate(stays), lambda pair: pair[1] - pair[0]):
        places = {place for _, place in run}
        if len(places) >= LIST and len(places & turned) < MOST * len(places):
            found |= places
    return found


def odds(page: Sequence[traits.Look], asked: Sequence[int], made: Trees | None = None) -> Iterator[tuple[int, float]]:
    """Yield the place of each line asked for, and how likely it is text."""
    if not asked:
        return
    from vncorpus.stages.boilerplate.trees import trees  # numpy, which a text that is no page need not wait for

    seen = list(traits.of(page))
    for place, summed in zip(asked, (made or trees()).log_odds([seen[place] for place in asked]), strict=True):
        yield place, 1 / (1 + exp(-summed))


def turns(look: traits.Look, likely: float, most: float = LIKELY) -> bool:
    """Tell whether a line goes that stays, or stays that goes, when it is so likely text."""
    if not look.stays:
        return likely > BACK
    return likely < most and likely * look.size < (SAID if look.kind in _SAID else CHARACTERS)


def may_stay(at: int, found: Sequence[Line], rules: Sequence[str | None], article: Found) -> bool:
    """Tell whether a line may come back: that goes by its place, and is of no menu above the title."""
    menu = at < article.title and at in article.framed
    return rules[at] in BY_PLACE and not menu and not found[at].known


def is_whole(rules: Sequence[str | None]) -> bool:
    """Tell whether so much goes of a text that it is a whole page, and no part of one."""
    return sum(rule is not None for rule in rules) >= FURNITURE


def may_go(texts: Sequence[str], found: Sequence[Line], article: Found) -> set[int]:
    """Return the lines that may be judged to be furniture, be they dropped by rules or not.

    No verse, caption to be kept, heading that the page names, number of a step, clock of a report or stars between
    scenes.
    """
    held = {*article.verse, *contents.headings(found, texts), *_over_edits(texts, printed(found))}
    below = printed(found, article.title + 1)[:1]
    if texts[article.title].isupper():
        held.update(at for at in below if texts[at].isupper())  # a title in two lines: "NHỮNG NGƯỜI", "GIỮ TIẾNG SÔNG"
    return {
        at for at, line in enumerate(found) if at not in held and line.kind not in _HELD and not _KEPT.match(texts[at])
    }
