"""Find the title of an article among the lines above it, where no byline or date shows its place.

A title is long for a headline, what the article is about stands in it and in the text, pages print it more than once,
and what follows it is a byline, a date or a counter. The name of a site comes again in the footer, and a menu is a
run of short lines.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.article import subject
from vncorpus.stages.boilerplate.article.dated import is_dated
from vncorpus.stages.boilerplate.find import menus
from vncorpus.stages.boilerplate.find.ahead import is_path
from vncorpus.stages.boilerplate.find.forms import forms
from vncorpus.stages.boilerplate.find.prose import is_long_headline
from vncorpus.stages.boilerplate.line.credits import AUTHORS, CREDIT, CREDITS, DATE, PRICE, RANKS, SUNG, is_name
from vncorpus.stages.boilerplate.line.doubles import is_copy, key_of
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: Lines above the text among which the title is looked for; each is held against the others and the text.
HEAD = 120
#: The worth that a line needs to be taken for the title.
ENOUGH = 2.0
#: Lines over the first paragraph, and the worth of a line further up, among which the title is and no paragraph.
NEXT, SURE = 4, 4.0
#: Words of a headline past which length says no more, and by how many of them it counts one.
LONG, UNIT = 12, 4
NAMED, COPIED, UNDER, NEAR, OVER, MENU, SITE, STEP = 3.0, 2.0, 1.5, 1.0, 1.0, 1.5, 2.0, 0.03
#: What it takes from a line that the path to the page stands under it: the banner of the site names who is written of.
BANNER = 3.5
#: Lines under the text in which a copy of a line above it is looked for.
FOOT = 400
PAIR = 2  # so many words are often the name of a place, in the menu and in the text
#: What it is worth that all words of a line stand in the text; and the paragraphs in which they are looked for.
ABOUT, OPENING = 3.0, 8
#: A long line next to the title that is worth so much less may be the title as well.
CLOSE, BELOW, BESIDE = 1.0, 1.5, 12
#: A line of so many words or fewer may be an entry of a menu, or the name of the site.
BRIEF = 5
_MENUS, _SHAPES = frozenset(("nav:search", "nav:home", "nav:menu", "login:buttons")), ("headline", "short", "sentence")
#: A path, a menu, a product over the field for how many, a question or step, letters of an index, a request.
NO_TITLE = lazy(
    r" [>»›] |\t.*\t| số lượng$|^(?:Câu (?:hỏi )?|Bước )\d{1,3}\b|^(?:\w ){6}"
    r"|^(?:Xin |Quý khách )?[Vv]ui lòng .*\.$|^(?:Xin )?[Mm]ời .*\.$"
)
#: "Tình trạng: Còn hiệu lực": a line of a table of facts; and one where another stands beside it.
_LABELLED = lazy(r"\S+(?: \S+){0,3} ?: \S+(?: \S+){0,3}$")
_FACT = lazy(r"[^:“\"]{3,60}: ?\S")
_IN_BRACKETS, _WORD = lazy(r"(?<=\w) \([^()]{1,12}\)$"), lazy(r"[^\W\d_]{2,}")
#: Share of the words of any line of a page that stand in the text by chance.
HALF = 0.35


class _Text(NamedTuple):
    """Hold the text under a head, and the lines of the head that a title is looked for in."""

    lines: Sequence[Line]
    texts: Sequence[str]
    #: The lines above the text that are not blank.
    shown: Sequence[int]
    head: str
    body: str
    lower: str
    #: The first paragraph, the words of the first few, and what stands under the text.
    opens: str
    spoken: frozenset[str]
    tail: str
    #: The posts that a blog has in its archive.
    posts: frozenset[str]
    #: The place of the last path to the page, as "Trang chủ > Hỏi đáp", or -1.
    path: int


def find(
    lines: Sequence[Line],
    texts: Sequence[str],
    first: int,
    last: int,
    tabled: Collection[int],
    *,
    sure: bool,
    start: int = 0,
) -> list[int]:
    """Return the line from `start` to `first` most like a title of the text up to `last`, and those that may be too.

    Rows of tables (`tabled`) are none.

    Where no other line is taken for the title (`sure`), the best is taken however little it is like one, and the one
    that stands nearest to the text: a title that is lost is worse than a button that stays.
    """
    if subject.is_sentence(lines, texts, first, last):
        return [first]
    shown = printed(lines, start, first)[-HEAD:]
    if not shown:
        return []
    prose = [texts[index] for index in range(first, last) if lines[index].shape == "prose"]
    body = "\n".join(prose or texts[first:last])
    head, tail = "\n".join([texts[at] for at in shown]), "\n".join(texts[last : last + FOOT])
    spoken = frozenset(word for text in (prose or texts[first:last])[:OPENING] for word in _words(text))
    path = max((place for place, index in enumerate(shown) if is_path(lines[index])), default=-1)
    posts, opens = menus.of_archive(lines, texts, last), prose[0] if prose else ""
    text = _Text(lines, texts, shown, head, body, body.lower(), opens, spoken, tail, posts, path)
    listed = menus.of_headings(lines, texts, shown, first, last) | {*forms(lines, texts, start, last)}
    places = [place for place, at in enumerate(shown) if at not in listed and at not in tabled and _may_be(text, place)]
    found = [(_worth(text, place), shown[place]) for place in places]
    ruled = [at for at in shown if subject.is_named(lines, texts, at)][-1:]  # it begins as furniture does
    if ruled and max(found, default=(0.0, 0))[0] < ENOUGH:
        return ruled
    alone = is_long_headline(lines[first], texts[first]) and lines[first].words <= subject.LONGEST
    if not found:
        return [first] if alone else []
    best, title = max(found)
    title = next((index for _, index in found if texts[index].strip() == texts[title].strip()), title)
    if lines[title].shape == "prose":  # a dek without a stop, and the title over its byline
        over = shown[max(0, shown.index(title) - BRIEF) : shown.index(title)]
        title = max([(worth, at) for worth, at in found if at in over and worth >= ENOUGH], default=(0.0, title))[1]
    near = lines[title].words > BRIEF and (title in shown[-NEXT:] or is_dated(lines, texts, title))
    near = near or (best >= SURE and title in shown[-2 * BESIDE :])
    if not near and alone:
        return [first]  # a title as long as a paragraph
    if best < ENOUGH and sure:
        return []
    key = key_of(texts[title].strip())
    brief = lines[title].words < subject.TITLE  # a product may be taken for it: keep the best long line too
    longest = max(
        [(worth, index) for worth, index in found if brief and lines[index].words >= LONG], default=(0, title)
    )[1]
    placed = not brief and is_dated(lines, texts, title)  # so is the name of a section, over the title
    others = [
        index
        for worth, index in found
        if index in (longest, found[-1][1] if best < ENOUGH else title)
        or (worth >= ENOUGH and abs(shown.index(index) - shown.index(title)) == 1)
        or (texts[title].rstrip()[-1] == ":" and shown.index(index) == shown.index(title) + 1)
        or (lines[index].words >= UNIT and (key in texts[index] or subject.CHAPTER.match(texts[index].strip().lower())))
        or (
            worth >= best - (BELOW if placed else CLOSE)
            and lines[index].words >= subject.TITLE
            and -BESIDE * (not placed) <= index - title <= BESIDE
        )
    ]
    return [title, *(index for index in others if index != title)]


def _may_be(text: _Text, place: int) -> bool:
    """Tell whether a line of the head can be a title."""
    line, bare = text.lines[text.shown[place]], text.texts[text.shown[place]].strip()
    under = {text.texts[at].strip().lower() for at in text.shown[place + 1 : place + 2]}
    over = text.shown[place - 1] if place else None
    return not (
        (line.known and not subject.is_subject(text.lines, text.texts, text.shown, place, text.lower))
        or (line.words < 2 and not (place + 1 == len(text.shown) and text.opens.startswith(f"{bare} ")))
        or not (line.shape in _SHAPES or subject.asks(line, bare) or is_long_headline(line, bare))
        or NO_TITLE.search(bare)
        or CREDIT.match(bare)
        or CREDITS.match(bare)
        or (line.words <= BRIEF and under & RANKS)
        or (over is not None and text.lines[over].kind == "caption" and text.texts[over].rstrip()[-1] == ",")
    )


def _worth(text: _Text, place: int) -> float:
    """Return how much a line of the head is like the title: by its length and place, by the text, by its neighbours."""
    line, bare = text.lines[text.shown[place]], text.texts[text.shown[place]].strip()
    said = _words(bare)
    about = sum(word in text.spoken for word in said) / len(said) if said else 0.0
    banner = place < text.path and bare not in text.texts[text.shown[text.path]]
    core = _IN_BRACKETS.sub("", bare)  # "VENOM (T13)"
    spelled = core in text.body or (
        line.words > PAIR and not (banner and core.isupper()) and core.lower() in text.lower
    )
    named = line.words <= LONG and spelled
    worth = (
        min(line.words, LONG) / UNIT - STEP * (len(text.shown) - place) + ABOUT * (about - HALF) * (line.words > BRIEF)
    )
    worth += (NAMED if line.words > PAIR else COPIED / PAIR) * named
    ends = _ends_path(text, place)  # or with the book that it is a chapter of
    worth += COPIED * (_is_again(text, place) + ends) + NEAR * (bare in text.opens)
    known = bare in text.posts or any(SUNG.match(text.texts[at].strip()) for at in text.shown[place + 1 : place + 2])
    listed = line.words <= BRIEF and bare in text.tail and not (named or ends or known)
    worth += NAMED * known - (SITE + COPIED * (line.words >= UNIT)) * listed
    if subject.CHAPTER.match(bare.lower()):
        worth += COPIED
    elif line.words <= subject.TITLE and (_LABELLED.match(bare) or PRICE.search(bare)):
        worth -= MENU
    worth += NEAR * (line.words > BRIEF and bare.isupper())  # a title set in capitals
    worth -= BANNER * banner
    return worth + _beside(text, place, named=named)


def _beside(text: _Text, place: int, *, named: bool) -> float:
    """Return what the lines above and below a line add to its being a title, or take from it."""
    lines, texts, shown = text.lines, text.texts, text.shown
    line, bare = lines[shown[place]], texts[shown[place]].strip()
    above = lines[shown[place - 1]] if place else None
    below = lines[shown[place + 1]] if place + 1 < len(shown) else None
    over = texts[shown[place - 1]] if place else ""
    under = texts[shown[place + 1]].strip() if place + 1 < len(shown) else ""
    worth = 0.0
    named_by = under.lower() in AUTHORS and any(is_name(texts[at].strip()) for at in shown[place + 2 : place + 3])
    credited = named_by or CREDIT.match(under) is not None
    dated = below is not None and below.shape != "prose" and DATE.search(under.lower())
    tagline = below is not None and below.rule is not None and below.rule.id in subject.TAGLINES
    if below and (below.kind in ("date", "byline", "source") or below.doubled or credited or dated or tagline):
        named_so = tagline and text.opens.startswith(bare)  # "Lịch Julius" over "Lịch Julius là …"
        byline = line.words <= BRIEF and not named_so and is_name(bare)  # a name above a date
        last = place >= len(shown) - NEXT and below.kind != "source" and over.strip()[-1:] != ":"  # right over the text
        worth += COPIED * named_so + (-UNDER if byline else UNDER + NEAR * last)
    elif below and ((named and below.kind == "listing") or (not below.rule and (below.cue or is_name(under)))):
        worth += NEAR  # a button, a name, or what a product costs
    if above and below and above.kind == below.kind == "byline":
        worth -= 2 * UNDER  # the office of who is named above
    elif above and (above.kind in ("nav", "date", "byline") or above.doubled or ">" in over or "/" in over):
        stamped = below is not None and below.kind in ("date", "byline")
        told = line.words > BRIEF or (line.words > PAIR and " ".join(bare.split()[:PAIR]) in over)
        worth += OVER + COPIED * (is_path(above) and told) * (1 + stamped)
    parted = place > 1 and texts[shown[place - 2]].strip() in ("»", "/", ">", "›")  # the parts of a path
    worth += (OVER + COPIED) * (parted and line.words >= BRIEF)
    priced = above is not None and below is not None and is_path(above) and below.kind == "listing"
    if priced or (line.words > PAIR and f"{bare} số lượng" in text.head):
        worth += NAMED  # a product over what it costs, or over the field for how many are bought
    twice = line.words >= PAIR and bare in (over.strip(), under)
    if twice and not any(rule and rule.id in _MENUS for rule in (lines[at].rule for at in shown[place:])):
        worth += NAMED  # the end of the path over the heading; menus name their parts twice too
    if over.strip()[-1:] == ":" and line.words <= BRIEF:
        worth -= COPIED  # a value under its name
    brief = all(near is None or (near.words <= BRIEF and not near.rule) for near in (above, below))
    if line.words <= BRIEF and not (named or credited) and brief:
        worth -= MENU
    if _FACT.match(bare):
        worth -= MENU * sum(_FACT.match(near) is not None for near in (over.strip(), under))
    return worth


def _is_again(text: _Text, place: int) -> bool:
    """Tell whether a line of the head stands on the page once more: pages print their title twice or more."""
    index = text.shown[place]
    bare = text.texts[index].strip()
    if text.lines[index].words < UNIT:
        return False
    key = key_of(bare)
    return bare in text.tail or (
        text.head.count(key) > 1 and any(is_copy(key, text.texts[at]) for at in text.shown if at != index)
    )


def _ends_path(text: _Text, place: int) -> bool:
    bare = text.texts[text.shown[place]].strip()
    paths = (f"/ {bare}", f"» {bare}")
    return any(path in text.head for path in paths) and any(
        path in text.texts[at] for at in text.shown[:place] for path in paths
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
