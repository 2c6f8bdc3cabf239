"""Find the menus of a site: runs of short lines that name its sections, or subjects that no table knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.ahead import BARS, STRONG, is_path
from vncorpus.stages.boilerplate.find.prose import is_long_headline, is_prose
from vncorpus.stages.boilerplate.line.credits import is_name
from vncorpus.stages.boilerplate.line.lines import LABEL, NUMBER, Line, printed
from vncorpus.stages.boilerplate.line.terms import is_shared_heading, section_names

#: Lines of a head or over the text in which a title stands, words of one, and lines of the menu between both.
TOP, TITLED, BETWEEN = 3, 4, 12
#: Entries of a menu among which one may look like a sentence: it asks, or has brackets.
FEW = 20
#: A menu has at least so many lines, of at most so many words.
MENU_LINES = 5
MENU_WORDS = 7
#: Lines of a menu of unknown subjects, the share of them that are brief, the buttons among them, and the lines between
#: it and the text among which the title stands.
SITE_MENU, PLAIN, BUTTONS, OVER_TEXT = 20, 0.8, 4, 8
#: The share in a run of so many lines: whole ministries have subjects as long as a headline.
LONG, PLAIN_LONG = 50, 0.75
#: Lines of it that head paragraphs further down, and so make it a contents.
HEADS = 3
#: Lines that the menu at the foot has in common with the one at the head, and their share of it.
COMMON, SHARE = 4, 0.08
#: Labels in the menu of a manual, words of its title, and lines of it that come again below.
FEWEST = 2
#: Headlines of other posts in a row.
POSTS = 6
#: Lines of a ticker.
TICKER = 5
_TIMED = lazy(r"(\d\d:\d\d)(?: ?[-–|])? [“\"'‘(]?[A-ZĐÀ-Ỹ0-9]")
_BRIEF = frozenset(("short", "headline", "sentence"))
#: How many posts a month has.
_TOLD = lazy(r"\((\d{1,4})\)\s*$")
#: What VitePress says to screen readers right over the title, in every language.
_OVER_MAIN = "table of contents for current page"


def of_sections(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of menus: runs of short lines without a stop, several of them names of sections.

    Under prose such a run may be a list of subjects; there it is a menu only where a pattern knows a line of it. The
    path to the page ends one: under it stand the title and the text.
    """
    block: list[int] = []
    text_above = ended = False
    above = -1
    for index in [*range(len(lines)), -1]:
        line = lines[index] if index >= 0 else None
        if line and line.shape == "blank":
            continue
        plain = line is not None and not line.rule and line.words <= MENU_WORDS and line.shape in ("short", "headline")
        if plain or (line is not None and line.kind in STRONG):
            block.append(index)
            text_above = text_above or ended
            if line is None or not is_path(line):
                continue
            ended = True
        if not block:
            above = index
            text_above = text_above or (line is not None and is_prose(line))
            continue
        while (
            block
            and lines[block[-1]].shape == "headline"
            and not lines[block[-1]].rule
            and not is_section(texts[block[-1]])
        ):
            block.pop()  # a title stands right under the menu
        named = sum(is_section(texts[i]) for i in block)
        known = any(lines[i].kind in STRONG - BARS for i in block)
        enough = len(block) >= MENU_LINES and named >= 3 and named * 5 >= len(block)
        announced = enough and above >= 0 and texts[above].rstrip().endswith(":")  # what follows is a list
        if enough and not announced and (known or not text_above):
            yield from block
        block, above = [], index
        text_above = text_above or (line is not None and is_prose(line))


def of_subjects(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of long runs of short ones that no table need know: above the first prose, or under prose.

    A contents, a table and a list of names begin texts too. So buttons must stand in the run, one of them that a
    pattern knows, or it has lines in common with runs above it: sites print their menu twice. The
    lines right over prose, among which the title is, are left out, and so is what stands in a run under prose above
    the first line that says that it is a menu.
    """
    if sum([line.shape in _BRIEF for line in lines]) < PLAIN * SITE_MENU:
        return  # most texts
    shown = printed(lines)
    above: set[str] = set()
    run: list[int] = []
    first = True
    for index in [*shown, -1]:
        heads = index >= 0 and texts[index].strip().lower() == _OVER_MAIN
        if index >= 0 and not heads and (not is_prose(lines[index]) or is_long_headline(lines[index], texts[index])):
            run.append(index)
            continue
        said = frozenset(texts[at].strip() for at in run)
        known = [at for at in run if lines[at].kind in STRONG or (lines[at].label and lines[at].cue >= LABEL)]
        common = [at for at in run if texts[at].strip() in above]
        buttons = len(known) >= BUTTONS and any(lines[at].kind in STRONG for at in known)
        again = len(said & above) >= COMMON and len(common) >= SHARE * len(run)
        if len(run) >= SITE_MENU and _is_brief(lines, texts, run) and (buttons or again):
            start = 0 if first else run.index(min(known + common))
            end = len(run) - (OVER_TEXT if index >= 0 and not heads else 0)
            brief = frozenset(texts[at].strip() for at in run if lines[at].shape in _BRIEF)
            if not (first and _is_contents(lines, texts, shown, brief, run[-1])):
                yield from (at for at in run[start:end] if lines[at].kind in STRONG or lines[at].shape in _BRIEF)
        above.update(said)
        run, first = [], False


def of_posts(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the headlines in a row above the first prose among which is the title that stands over the text again.

    The contents of a text come again below it, and the head of a table over each.
    """
    shown = printed(lines)
    first = next((place for place, at in enumerate(shown) if is_prose(lines[at])), 0)
    bare = [texts[at].strip() for at in shown]
    below = set(bare[first:])
    again = {text: place for place, text in enumerate(bare[:first])}  # the last place of each
    run: list[int] = []
    for place in range(first):
        line = lines[shown[place]]
        if line.shape in ("headline", "item") and not (line.known or "\t" in bare[place]):
            run.append(place)
            continue
        titled = any(again[bare[at]] >= place for at in run)
        if len(run) >= POSTS and titled and sum(bare[at] in below for at in run) <= 1:
            yield from (shown[at] for at in run)
        run = []


def between_titles(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines from the title of a page, its first line, to its copy over the text: a menu, without a sentence.

    The copy stays; what a text has between its title and that again is of its own, unless there is a button in it.
    """
    shown = printed(lines)
    first = next((place for place, at in enumerate(shown) if is_prose(lines[at])), 0)
    bare = [texts[at].strip() for at in shown[:first]]
    for top, title in enumerate(bare[:TOP]):
        last = next(
            (place for place in range(first - 1, first - 1 - TOP, -1) if place > top and bare[place] == title), 0
        )
        inner = [lines[at] for at in shown[top + 1 : last]]
        if lines[shown[top]].words < TITLED or len(inner) < BETWEEN or not any(line.cue or line.rule for line in inner):
            continue
        if any(map(is_shared_heading, bare[top + 1 : last])):
            continue  # what is told of a thing that is sold
        if sum(line.shape in ("sentence", "verse", "code") for line in inner) * FEW <= len(inner):
            yield from shown[:last]
            return


def over_title(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield a long run of short lines over a text, in which its title stands before it stands over the text.

    The menu of a manual names all its pages. Of a contents more than the title and the headings under it come again
    below; and a label must stand in it.
    """
    shown = printed(lines)
    first = next((place for place, at in enumerate(shown) if is_prose(lines[at])), 0)
    bare = [texts[at].strip() for at in shown]
    lowest = max(SITE_MENU, first - 1 - TOP)
    # Between two buttons the number of the chapter stands, which is not its title.
    beside = [lines[at].kind for at in shown]
    near = (at for at in range(first - 1, lowest, -1) if not beside[at - 1] == beside[at + 1] == "nav")
    title = next((place for place in near if bare[:first].count(bare[place]) == FEWEST), 0)
    copy = bare.index(bare[title]) if title else 0
    while 0 < copy < title - 1 and bare[copy - 1] == bare[title - 1]:
        copy, title = copy - 1, title - 1  # the book over its chapter
    run = shown[:copy]
    labelled = sum(lines[at].label or lines[at].kind in STRONG for at in run)
    if len(run) < SITE_MENU or labelled < FEWEST or lines[shown[title]].words < FEWEST:
        return
    if is_shared_heading(texts[shown[title]]):
        return  # a tab, over what it shows
    brief = sum(lines[at].words <= MENU_WORDS and lines[at].shape in _BRIEF for at in run)
    if brief * FEW >= (FEW - 1) * len(run) and len({*bare[:copy]} & {*bare[title:]}) <= FEWEST:
        yield from shown[:title]


def of_headings(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int], first: int, last: int) -> set[int]:
    """Return the lines over a text that stand beside one another and head paragraphs in it: its contents."""
    heads = {
        texts[at].strip()
        for at, under in pairwise(printed(lines, first, last))
        if lines[at].shape != "prose" and lines[under].shape in ("prose", "item", "sentence")
    }
    bare = [texts[index].strip() for index in shown]
    pairs = [at for at, (one, other) in enumerate(pairwise(bare)) if one != other and {one, other} <= heads]
    return {shown[at + step] for at in pairs for step in (0, 1)}


def of_archive(lines: Sequence[Line], texts: Sequence[str], first: int) -> frozenset[str]:
    """Return the posts that the archive of a blog names below a line, under their month: the one that is shown too."""
    found: set[str] = set()
    left = 0
    for index in printed(lines, first):
        if is_month(lines[index]):
            told = None if texts[index].lstrip()[0] in "►▸>" else _TOLD.search(texts[index])  # a month that is closed
            left = int(told[1]) if told else 0
        elif left and not lines[index].known:
            found.add(texts[index].strip())
            left -= 1
        else:
            left = 0
    return frozenset(found)


def of_ticker(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the lines of a ticker: headlines with a time before each, newest first, and none with a stop.

    A report minute by minute has whole sentences.
    """
    run: list[tuple[str, int]] = []
    for index in [*printed(lines), -1]:
        stopped = index < 0 or texts[index].rstrip()[-1] == "."
        time = None if stopped else _TIMED.match(texts[index].strip())
        if time and (not run or time[1] <= run[-1][0]):
            run.append((time[1], index))
            continue
        if len(run) >= TICKER and run[0][0] != run[-1][0]:
            yield from (at for _, at in run)
        run = [(time[1], index)] if time else []


def _is_brief(lines: Sequence[Line], texts: Sequence[str], run: Sequence[int]) -> bool:
    brief = [at for at in run if lines[at].words <= MENU_WORDS and lines[at].shape in _BRIEF]
    said = sum(lines[at].cue == NUMBER or texts[at].rstrip()[-1] in ".!…:;" for at in brief)  # a play, a table
    if sum(is_name(texts[at].strip()) for at in brief) * 2 > len(brief):
        return False  # those who won something
    return len(brief) - said >= (PLAIN if len(run) < LONG else PLAIN_LONG) * len(run)


def _is_contents(
    lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int], said: frozenset[str], last: int
) -> bool:
    """Tell whether lines of a run head paragraphs under it."""
    pairs = pairwise(at for at in shown if at > last)
    return sum(is_prose(lines[after]) and texts[at].strip() in said for at, after in pairs) >= HEADS


def is_month(line: Line) -> bool:
    """Tell whether a line is a month of a blog's archive."""
    return line.rule is not None and line.rule.id == "nav:archive-month"


def is_section(text: str) -> bool:
    """Tell whether a line is the name of a section."""
    return text.strip().lower() in section_names()
