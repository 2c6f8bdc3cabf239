"""Tell a page that lists articles and holds none: the front of a site or of a section, results of a search.

Such a page has many headlines, teasers of a sentence or two, and no two paragraphs one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate import headlines
from vncorpus.stages.boilerplate.article.subject import SENTENCE
from vncorpus.stages.boilerplate.find.ahead import STRONG, is_edited, is_post
from vncorpus.stages.boilerplate.find.contents import is_announced
from vncorpus.stages.boilerplate.find.live import is_live
from vncorpus.stages.boilerplate.find.menus import is_section
from vncorpus.stages.boilerplate.find.prose import is_prose
from vncorpus.stages.boilerplate.find.sections import blocks, sums
from vncorpus.stages.boilerplate.find.thread import has_cards
from vncorpus.stages.boilerplate.find.verse import stanzas
from vncorpus.stages.boilerplate.find.wrapped import goes_on
from vncorpus.stages.boilerplate.line.lines import LABEL, Line
from vncorpus.stages.boilerplate.line.shape import PROSE

#: Headlines that make a listing.
HEADLINES = 7
#: The longest teaser in words; words of two paragraphs in a row that are an article.
TEASER, PARAGRAPHS = 48, 30
#: The longest teaser among so many headlines, and among twice as many or where each teaser has its section over it.
LONG_TEASER, MANY, LONGEST_TEASER = 60, 20, 80
#: Paragraphs in a row that are an article, and their words.
IN_A_ROW, WORDS = 3, 75
#: Lines above a teaser among which its headline stands, and the share of prose that may have none.
ABOVE, ORPHANS = 2, 0.25
#: Cards that make a listing, the share of dates that stand in one, lines from headline to date, and of a teaser.
CARDS, CARD_SHARE, DATED, TEASERS = 5, 0.6, 3, 2
#: Cards that make a listing where a pager or the number of results stands.
FOUND = 3
#: Lines of an index, the share of them that are dates, counters and buttons, and of words that may be prose, there and
#: among many headlines.
INDEX, MARKED, STRAY = 20, 0.45, 0.15
#: Lines in a row of an index that no rule knows: a headline, a name.
UNKNOWN = 5
#: Items that are the minutes of a match, or its scores.
MINUTES = 3
_SCORE = lazy(r"\(?\d{1,3} ?[-–:] ?\d{1,3}\)?$")
#: Headlines with a paragraph each on a page of several, words of the shortest, and of a link to another page.
PAGED, SHORT, BRIEF = 3, 5, 8
_PAGES = lazy(r"\btrang (?:trước|sau|tiếp|kế|cuối)\b")
#: Forms that stand under one article or product.
_OF_ONE = frozenset(f"comments:{name}" for name in ("be-first", "form", "form-fields", "none-yet", "send"))
#: Bars that make a line a row of links, and lines of code that no list of articles has.
LINKS = CODE = 3
#: Lines of furniture that show a page, and the share of all lines that they are at least.
FURNITURE, SHARE = 7, 0.15


def is_listing(lines: Sequence[Line], texts: Sequence[str]) -> bool:
    """Tell whether a page holds no article but a list of them."""
    shown = _whole([(line, text) for line, text in zip(lines, texts, strict=True) if line.shape != "blank"])
    if _has_article(shown):
        return False
    one = any(line.rule is not None and line.rule.id in _OF_ONE for line in lines)
    if one or has_cards(lines) or any(is_post(line) or is_edited(text) for line, text in shown):
        return False  # a thread, however much stands around its post, and an article of a wiki
    if (
        blocks(lines, texts)
        or any(True for _ in sums(lines, texts))
        or is_announced(lines, texts)
        or is_live(lines, texts)
    ):
        return False  # nor has a list of articles a table of contents
    known = sum(line.rule is not None or line.cue > 0 for line, _ in shown) >= FOUND
    if not known and not any(headlines.is_date(*other) for other in shown):
        return _is_paged(shown) and not stanzas(lines, texts)
    if (_is_of_cards(shown) or _is_index(shown) or _is_paged(shown) or _is_search(shown)) and not stanzas(lines, texts):
        return True
    if sum(line.shape == "code" or text.count("\t") > 1 for line, text in shown) >= CODE:
        return False  # the sums of an exercise, the rows of a table
    furniture = sum(line.kind in STRONG or line.cue >= LABEL for line, _ in shown)
    if furniture < max(FURNITURE, SHARE * len(shown)):
        return False
    named = sum(headlines.is_one(*other) or headlines.is_long(*other) for other in shown)
    front = named >= 2 * MANY  # no article has so many around it
    longest = LONGEST_TEASER if front else TEASER if named < MANY else LONG_TEASER
    if _is_sectioned(shown):
        longest = LONGEST_TEASER
    teasers = run = orphans = prose = 0
    for place, (line, text) in enumerate(shown):
        if _is_row(text):
            continue
        if is_prose(line) and not headlines.is_long(line, text) and not (front and headlines.is_one(line, text)):
            above = shown[max(0, place - ABOVE) : place]
            prose += line.words
            least = headlines.FEWEST if front else headlines.HEADLINE
            orphans += line.words * (not any(headlines.is_over(*other, least=least) for other in above))
            # Two paragraphs one after the other, or a long one: an article.
            if line.words > longest or (run and run + line.words >= PARAGRAPHS):
                return False
            run += line.words
            teasers += 1
            continue
        if run and line.shape == "sentence" and not line.known and text.rstrip()[-1] == ".":
            run += line.words  # no headline has a stop
            continue
        run = 0
    # A teaser has its headline above it; prose that has none is an article's, or a comment on one.
    own = orphans <= ORPHANS * prose or (named >= MANY and prose <= STRAY * sum(line.words for line, _ in shown))
    return named >= max(HEADLINES, teasers) and own and not stanzas(lines, texts)


def _is_sectioned(shown: Sequence[tuple[Line, str]]) -> bool:
    """Tell whether the name of a section stands between most headlines and their teasers: cards of several sections."""
    named = teasers = 0
    for (head, text), (between, name), (below, _) in zip(shown, shown[1:], shown[2:], strict=False):
        if is_prose(below) and not is_prose(between):
            teasers += 1
            named += headlines.is_over(head, text) and is_section(name)
    return named >= CARDS and named * 2 >= teasers


def _whole(shown: Sequence[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """Return the lines with each paragraph in one that was cut at its width, or broken where links stood in it.

    A line without a stop and with few words is prose only as a piece of one.
    """
    found: list[tuple[Line, str]] = []
    for line, text in shown:
        above, said = found[-1] if found else (None, "")
        piece = above is not None and is_prose(above) and said.rstrip()[-1] not in '.!?…:”"'
        if above is not None and piece and is_prose(line) and (above.words < PROSE or goes_on(said, text)):
            found[-1] = Line("prose", above.rule, above.words + line.words), f"{said} {text}"
        else:
            found.append((line, text))
    return found


def _has_article(shown: Sequence[tuple[Line, str]]) -> bool:
    """Tell whether paragraphs stand in a row as teasers never do."""
    run = words = 0
    for line, text in shown:
        paragraph = is_prose(line) and text.rstrip()[-1] in '.”"' and line.words >= SENTENCE // 2
        run, words = (run + 1, words + line.words) if paragraph else (0, 0)
        if run >= IN_A_ROW and words >= WORDS:
            return True
    return False


def _is_of_cards(shown: Sequence[tuple[Line, str]]) -> bool:
    """Tell whether a page is made of cards: a headline, a name or a section, a date, and a teaser, of any length.

    In a log or a diary no headline stands over each date, in a thread names do.
    """
    cards: list[int] = []
    stamps = {place for place, (line, text) in enumerate(shown) if headlines.is_date(line, text)}
    prose = {place for place, (line, _) in enumerate(shown) if is_prose(line)}
    prose -= {
        place
        for place in prose
        if shown[place][0].words <= SENTENCE and (place + 1 in stamps or shown[place][1].rstrip()[-1] in "?!…")
    }  # long headlines
    for place in sorted(stamps):
        start = max(cards[-1] + 1 if cards else 0, place - DATED)
        heads = [at for at in range(start, place) if at not in prose and headlines.may_head(*shown[at])]
        # Or the date is under it.
        teaser = place - 1 in prose and place - 2 >= start and headlines.may_head(*shown[place - 2])
        if (heads and prose.isdisjoint(range(heads[-1] + 1, place))) or teaser:
            cards.append(place)
    least = FOUND if any(_is_pager(line, text) for line, text in shown) else CARDS
    if len(cards) < least or len(cards) < len(stamps) * CARD_SHARE:
        return False
    said = sum(shown[at][0].words for at in prose)
    near = {card + step for card in cards for step in (-1, *range(1, TEASERS + 1))}
    under = sum(shown[at][0].words for at in prose & near)
    return under >= (1 - ORPHANS) * said


def _is_paged(shown: Sequence[tuple[Line, str]]) -> bool:
    """Tell whether a page has others before and after it, and on it headlines with one paragraph each.

    A thread and a story that is parted have pages too; there paragraphs stand one after the other, and no headlines.
    """
    if not any(_is_pager(line, text) for line, text in shown):
        return False
    places = [place for place, (line, _) in enumerate(shown) if is_prose(line)]
    near = (shown[max(0, at - ABOVE) : at] for at in places)
    headed = sum(any(headlines.is_one(*other, least=SHORT) for other in above) for above in near)
    row = sum(after - before == 1 for before, after in pairwise(places))
    return headed >= PAGED and headed >= (1 - ORPHANS) * len(places) and not row


def _is_search(shown: Sequence[tuple[Line, str]]) -> bool:
    """Tell whether a page says how many results were found, and has no two paragraphs in a row."""
    places = [place for place, (line, _) in enumerate(shown) if is_prose(line)]
    results = [at for at, (line, _) in enumerate(shown) if line.rule is not None and line.rule.id == "listing:results"]
    return (
        len(shown) >= INDEX
        and bool(results)
        and results[0] * 2 <= len(shown)
        and not any(after - before == 1 for before, after in pairwise(places))
    )


def _is_pager(line: Line, text: str) -> bool:
    """Tell whether a line leads to the next page of many, or says how many were found."""
    found = line.rule is not None and line.rule.id in ("listing:results", "nav:pager", "nav:pager-row")
    return found or (line.words <= BRIEF and _PAGES.search(text.lower()) is not None)


def _is_index(shown: Sequence[tuple[Line, str]]) -> bool:
    """Tell whether a page is an index: of a forum, of stories with their last chapters. It has next to no prose.

    Nor has it many lines in a row that no rule knows, as the facts of an advertisement or the sums of an exercise.
    """
    run = longest = 0
    for line, _ in shown:
        run = run + 1 if line.rule is None and not line.cue else 0
        longest = max(longest, run)
    prose = sum(line.words for line, _ in shown if is_prose(line))
    marked = sum(line.rule is not None or line.cue > 0 for line, _ in shown)
    return (
        len(shown) >= INDEX
        and sum(line.shape == "item" and not line.rule for line, _ in shown) < MINUTES
        and sum(_SCORE.match(text.strip()) is not None for _, text in shown) < MINUTES
        and longest <= UNKNOWN
        and marked >= MARKED * len(shown)
        and prose <= STRAY * sum(line.words for line, _ in shown)
    )


def _is_row(text: str) -> bool:
    """Tell whether a line is a row of links, which is no paragraph however long it is."""
    return text.count(" | ") >= LINKS
