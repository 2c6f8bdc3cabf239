"""Find what posts of a thread say in few words, between the cards of who wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from vncorpus.stages.boilerplate.find.ahead import is_post
from vncorpus.stages.boilerplate.find.prose import is_said
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: Words of a short post, and lines under it among which its buttons are; words of the last line of a post that has no
#: stop: a signature is shorter, and the name of a writer over readers' buttons.
SAID, BUTTONS, ENDING, LAST = 3, 2, 16, 6
#: Lines above in which a quote is looked for, and the marks around what it takes.
QUOTED, MARKS = 200, ' .…"“”'
#: Who speaks in an interview or a letter, each time in a line of its own over what is said.
SPEAKERS = frozenset(("phóng viên", "pv", "hỏi", "đáp", "bác sĩ", "luật sư", "chuyên gia", "mc"))


def last_posts(lines: Sequence[Line], first: int, last: int) -> Iterator[int]:
    """Yield what is said under a thread's last long post: under the number of a post, or over readers' buttons."""
    shown = printed(lines, first, last)
    numbered = False
    for place, index in enumerate(shown):
        under = shown[place + 1 : place + 1 + BUTTONS]
        said = _speaks(lines[index]) or (place > 0 and is_post(lines[shown[place - 1]]) and _is_brief(lines[index]))
        if said and (numbered or any(lines[at].talk for at in under)):
            yield index
        numbered = is_post(lines[index]) or (numbered and said)


def around(lines: Sequence[Line], first: int, last: int) -> list[int]:
    """Return what a region says for the posts around it: the end of the one above, a short one, the head of the next.

    The first is a line without a stop, over the number of the next post a long one, or over readers' buttons. The
    second stands under its number, with nothing but quotes between, or between a date and readers' buttons; the last
    under the card of its writer, right over the text.
    """
    shown = printed(lines, first, last)
    numbered = any(is_post(lines[at]) for at in shown)
    least = ENDING if numbered else LAST
    found = list(takewhile(lambda at: _is_plain(lines[at]) and lines[at].words >= least, shown))
    if not numbered and not any(is_answer(lines[at]) for at in shown[len(found) : len(found) + 2]):
        found = []
    over = next((at for at in range(first - 1, -1, -1) if not _goes_on(lines[at])), -1)
    opened = over >= 0 and is_post(lines[over])
    for above, index, below in zip([-1, *shown], shown, [*shown[1:], -1], strict=False):
        dated = above >= 0 and below >= 0 and lines[above].kind == "date" and is_answer(lines[below])
        direct = is_post(lines[above if above >= 0 else over]) and _is_brief(lines[index])
        if ((opened or dated) and _speaks(lines[index])) or direct:
            found.append(index)
        opened = is_post(lines[index]) or (opened and _goes_on(lines[index]))
    for index, stamp, number in zip(shown, shown[1:], shown[2:], strict=False):
        # Who wrote it and when stands under a post, and then its number.
        line = lines[index]
        plain = line.shape in ("headline", "short") and line.words >= SAID and not line.known
        if plain and is_post(lines[number]) and lines[stamp].words <= LAST:
            found.append(index)
    if len(shown) > 1 and lines[shown[-2]].kind == "comments" and _is_plain(lines[shown[-1]]):
        found.append(shown[-1])
    return found


def _goes_on(line: Line) -> bool:
    """Tell whether a post goes on past a line: a quote, or what it says."""
    return line.shape == "blank" or is_said(line) or _speaks(line) or (line.kind == "comments" and not is_post(line))


def _speaks(line: Line) -> bool:
    """Tell whether somebody says a line: a short post, or a long one that has no stop."""
    return (is_said(line) and line.words >= SAID) or (_is_plain(line) and line.words >= ENDING)


def _is_brief(line: Line) -> bool:
    """Tell whether a line right under the number of a post is all of it: "hóng, nhà em cũng y hệt", "Đã xem."."""
    return is_said(line) or _is_plain(line)


def is_answer(line: Line) -> bool:
    """Tell whether a line is one of readers' buttons, or says what they did."""
    return line.talk or line.kind == "comments"


def _is_plain(line: Line) -> bool:
    return line.shape == "headline" and not line.known


def says_again(bare: str, before: Sequence[str]) -> bool:
    """Tell whether a line stands in one of the last `QUOTED` lines above it, whole or in part: a post quotes it."""
    said = bare.strip(MARKS)
    return any(said in text for text in before[-QUOTED:])
