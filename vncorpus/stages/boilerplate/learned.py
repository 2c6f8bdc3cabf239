"""Drop what the weights of its traits say is furniture, after every rule has spoken and on pages alone.

What no pattern knows and nothing frames stays by the rules: titles of other stories between paragraphs, the names of a
menu above a title. Such a line has many small signs, none of which would do alone. `train/furniture.py` learned what
each weighs, by logistic regression on labelled pages as the rules left them. No weight keeps a line that a rule drops:
on pages held back, of ten lines that weights would keep so six were furniture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, islice, pairwise
from math import exp

from vncorpus import tables
from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate import traits
from vncorpus.stages.boilerplate.article.span import Found
from vncorpus.stages.boilerplate.line.lines import Line, printed
from vncorpus.stages.boilerplate.line.terms import is_ending, is_shared_heading

RULE = "learned:furniture"
TABLE = tables.TABLES / "boilerplate_weights.tsv"
#: Code, what somebody says, the mark of an item, and what is dropped by its pattern unless it was asked for.
_HELD = frozenset(("code", "sentence", "verse", "bullet", "caption", "media"))
#: The weight that every line has.
ALWAYS = "always"
#: How likely at most a line is text that goes, and how many characters may be lost by chance for each: a line of 100
#: goes where it is furniture with 96 %. A long one is seldom furniture, and its loss is worse.
LIKELY, CHARACTERS = 0.3, 4.0
#: What a heading stands under.
_CLOSED = frozenset(("prose", "sentence", "item"))
#: What lists are made of.
_LISTED = frozenset(("item", "short", "headline", "sentence", "cue"))
#: Lines that go by rules, and paragraphs that stay: the pages that were learned from were whole. Of pages with fewer
#: paragraphs two in five of the lines that went were text.
FURNITURE, PARAGRAPHS = 20, 3
#: How often a page is read.
ROUNDS = 3
#: Words of a title, and lines that may be one; words of a line of a list.
TITLE, TITLES, LISTED = 4, 2, 8
#: Words of a point under a heading.
POINT = 6
#: Figures and nothing else, as in the cells of a table.
_FIGURES = lazy(r"\s*\d{3,}(?:\s+\d{3,})*\s*$")
#: The number of a step, the clock of a report, and the stars between two scenes.
_KEPT = lazy(r"\s*(?:\d{1,2}|\d{1,2}[h:]\d{2}|\*(?:\s*\*){1,3}|[~-]{3,}|—{2,})\s*$")


def drop(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], article: Found) -> None:
    """Give the rule to each line of a page that is likely furniture."""
    shown = printed(found)
    may = may_go(texts, found, rules, article)
    asked = {place for place, at in enumerate(shown) if at in may and rules[at] is None}
    if not asked:
        return
    sizes = [len(texts[at].strip()) for at in shown]
    for place in judged(traits.looks(texts, found, rules), sizes, asked, weights()):
        rules[shown[place]] = RULE


def judged(page: list[traits.Look], sizes: Sequence[int], asked: set[int], weights: Mapping[str, float]) -> set[int]:
    """Return which of the lines asked for go by weights, again where others went beside them.

    `page` is how its lines look, `sizes` are their characters. A teaser is told by its headline, which went.
    """
    page, went = list(page), set[int]()
    for _ in range(ROUNDS):
        odds = {place: log_odds(seen, weights) for place, seen in traits.of(page, asked - went)}
        gone = [place for place, likely in _together(page, odds) if goes(likely, sizes[place])]
        for place in gone:
            page[place] = page[place].gone()
        went.update(gone)
        if not gone:
            break
    return went


def _together(page: Sequence[traits.Look], odds: Mapping[int, float]) -> Iterator[tuple[int, float]]:
    """Yield how likely each line is text: as likely as it is, or as its neighbours are on the whole, whichever is more.

    A line of a list goes only where its list is likely to. That a list must go whole was tried: too little goes then.
    """
    for _, group in groupby(enumerate(odds), lambda pair: (pair[1] - pair[0], page[pair[1]].kind not in _LISTED)):
        run = [place for _, place in group]
        mean = sum(odds[place] for place in run) / len(run)
        for place in run:
            yield place, 1 / (1 + exp(-max(mean, odds[place])))


def log_odds(seen: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return the logarithm of how much likelier a line with these traits is text than furniture."""
    return weights[ALWAYS] + sum([weights.get(trait, 0.0) for trait in seen])


def goes(likely: float, size: int) -> bool:
    """Tell whether a line goes that is so likely text and so many characters long."""
    return likely < LIKELY and likely * size < CHARACTERS


def may_go(texts: Sequence[str], found: Sequence[Line], rules: Sequence[str | None], article: Found) -> set[int]:
    """Return the lines that weights may judge, be they dropped by rules or not.

    None of what may be a part of a page or has next to no text to tell others by, and no title, table, code, sentence,
    verse, or caption to be kept, no heading that texts of a kind share, and no number of a step, clock of a report or
    stars between scenes. A page has titles that no rule takes for one; so the last lines above the text that are long
    enough stay, a title and its dek. So do a few words between two paragraphs, which may head the second, a line there
    that a contents above the title has too, and a name under "Thân mến,".
    """
    text = [at for at, line in enumerate(found) if line.kind == "prose" and rules[at] is None]
    if len(text) < PARAGRAPHS or sum(rule is not None for rule in rules) < FURNITURE:
        return set()
    held = {article.title, *article.tabled, *article.verse}
    below = printed(found, article.title + 1)[:1]
    if texts[article.title].isupper():
        held.update(at for at in below if texts[at].isupper())  # a title in two lines: "NHỮNG NGƯỜI", "GIỮ TIẾNG SÔNG"
    over = (at for at in range(text[0] - 1, -1, -1) if rules[at] is None and at not in article.tabled)
    above = (at for at in over if found[at].kind not in _HELD)
    held.update(islice((at for at in above if found[at].words >= TITLE), TITLES))
    listed = {texts[at].strip() for at in printed(found, 0, article.title)}
    shown = [at for at in printed(found) if rules[at] is None]
    held.update((*_announced(texts, found, shown), *_headed(texts, found, shown)))
    for one, at in pairwise(shown):
        if _FIGURES.match(texts[one]) and _FIGURES.match(texts[at]):
            held.update((one, at))  # of a table that was copied cell by cell
    for one, at, other in zip(shown, shown[1:], [*shown[2:], None], strict=False):
        heads = other is not None and found[other].kind in ("prose", "sentence") and found[one].kind in _CLOSED
        if texts[one].rstrip().endswith(",") or (heads and (found[at].words <= TITLE or texts[at].strip() in listed)):
            held.add(at)
    return {
        at
        for at, line in enumerate(found)
        if at not in held
        and line.kind not in _HELD
        and (line.rule or not (is_shared_heading(texts[at]) or is_ending(texts[at]) or _KEPT.match(texts[at])))
    }


def _announced(texts: Sequence[str], found: Sequence[Line], shown: Sequence[int]) -> Iterator[int]:
    """Yield the lines of the lists that a paragraph announces with its colon: "… đoạt giải gồm:", and names."""
    count = Counter(map(str.strip, texts))
    listed = False
    for at in shown:
        line = found[at]
        plain = line.shape in ("short", "headline") and not line.known
        brief = plain and line.words <= LISTED and count[texts[at].strip()] == 1
        listed = (line.kind == "prose" and texts[at].rstrip().endswith(":")) or (listed and brief)
        if listed:
            yield at


def _headed(texts: Sequence[str], found: Sequence[Line], shown: Sequence[int]) -> Iterator[int]:
    """Yield the points right under a heading that texts of a kind share: long enough to say something."""
    headed = False
    for at in shown:
        point = found[at].shape == "headline" and not found[at].known and found[at].words >= POINT
        headed = (headed and point) or (not found[at].rule and is_shared_heading(texts[at]))
        if headed and point:
            yield at


@cache
def weights() -> dict[str, float]:
    """Return what each trait weighs: above zero for text, below it for furniture."""
    return dict(tables.read(TABLE, ("trait", "weight"), _row))


def _row(row: tables.Row) -> tuple[str, float]:
    return row["trait"], float(row["weight"])
