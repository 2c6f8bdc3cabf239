"""Tell what stands under a line that may end an article: links, cards of other stories, what readers say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise, takewhile

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.prose import is_long_headline, is_prose
from vncorpus.stages.boilerplate.line.credits import NAME, is_name
from vncorpus.stages.boilerplate.line.lines import Line, first_printed, printed

#: Lines in which the first link of a box stands, its first mark of a card, and the first comments.
NEAR, FIRST, TALKED = 4, 5, 16
#: Lines of a box that are looked at, and its cards.
BOX, CARDS = 30, 3
#: Words of a headline that ends as a sentence does.
TEASED_BY = 20
#: The most headlines of a box in a text, words of the last paragraph under it, and what may stand under that.
MOST, PARAGRAPH = 4, 12
#: What invites to a film, and asks for an address under the lines of a form.
FILM, FORMS = "related:video", frozenset(("app:newsletter",))
_NAMED = frozenset(("headline", "sentence", "short"))
_UNDER = frozenset(("comments", "tags", "share", "byline", "source"))
#: What a form says of the letters that it offers.
_LETTER = lazy(r"\b(?:chúng tôi|bản tin|email|thư|đăng ký|điều khoản)\b", re.IGNORECASE)
#: The lines of a comment: buttons of the whole, a name, text, buttons of its own.
_TALK = lazy(
    r"[tl]{0,5}nn?[nl]{0,3}[ph]{1,3}[nl]{0,3}t|[tl]{0,3}(?:n{1,2}l{1,3}[ph]{1,3}){2}|[tl]{0,3}(?:l{1,2}n[ph]{1,3}){2}|[tl]{0,3}(?:ln{1,2}[ph]{1,3}|ll[ph]{1,3}){2}"
)


def are_links(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    """Tell whether no text stands right under the head of a box: then it is a heading of the text."""
    near = range(index + 1, min(index + NEAR, len(lines)))
    below = first_printed(lines, near)
    if below is None:
        return False
    if lines[below].kind == "date":  # of a timeline; over the date of a card stands its headline
        told = first_printed(lines, range(below + 1, min(below + NEAR, len(lines))))
        return told is None or not is_prose(lines[told])
    answer = first_printed(lines, range(below + 1, min(below + NEAR, len(lines))))
    if texts[below].rstrip()[-1] == "?" and answer is not None and is_prose(lines[answer]):
        return texts[answer].rstrip()[-1] != "."  # questions that are answered
    paragraph = is_prose(lines[below]) and not is_long_headline(lines[below], texts[below])
    return not paragraph and lines[below].shape not in ("item", "code", "bullet")


def are_cards(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    """Tell whether cards stand under the head of a box, three or more: each with a date, or all with the same label.

    Their teasers may have more words than a short article, so half of the page's text is not asked for; but no two
    paragraphs stand in a row.
    """
    shown = printed(lines, index + 1, min(len(lines), index + 1 + 2 * BOX))[:BOX]
    labels = Counter(texts[at].strip() for at in shown if lines[at].shape == "short")
    marks = [
        place
        for place, at in enumerate(shown)
        if lines[at].kind == "date" or (lines[at].shape == "short" and labels[texts[at].strip()] >= CARDS)
    ]
    if len(marks) < CARDS or marks[0] > FIRST:
        return False
    if all(lines[at].kind == "date" or is_prose(lines[at]) for at in shown[: marks[-1]]):
        return False  # a timeline
    prose = [
        place for place, at in enumerate(shown[: marks[-1]]) if is_prose(lines[at]) and lines[at].words > TEASED_BY
    ]
    return all(after - before > 1 for before, after in pairwise(prose))


def is_amid(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    """Tell whether two whole paragraphs stand under a few headlines: the box is in the middle of an article."""
    rule = lines[index].rule
    below, named = _headlines(lines, index)
    said = below[len(named) : len(named) + 2]
    told = len(said) > 1 and all(is_prose(lines[at]) and ". " in texts[at] for at in said)
    return rule is not None and rule.kind == "related" and bool(named) and told


def are_of_review(lines: Sequence[Line], index: int) -> bool:
    """Tell whether two paragraphs stand right under "Đánh giá của người dùng": a part of a review."""
    rule = lines[index].rule
    if rule is None or rule.id != "comments:reviews":
        return False
    near = _headlines(lines, index)[0][:2]
    return len(near) > 1 and all(is_prose(lines[at]) for at in near)


def is_last(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    """Tell whether one paragraph stands under the headlines of a box, and under it what ends an article.

    The box may be a film, or a form that asks for one's address.
    """
    below, named = _headlines(lines, index)
    rule = lines[index].rule
    boxed, film = rule is not None and rule.id in FORMS, rule is not None and rule.id == FILM
    if boxed:
        named = list(takewhile(lambda at: lines[at].label or lines[at].cue, below))
    if not 1 - film <= len(named) < len(below) - 1:
        return False
    line, under = (lines[at] for at in below[len(named) :][:2])
    text = texts[below[len(named)]].rstrip()
    long = line.words >= PARAGRAPH and (len(named) > 1 or ". " in text)  # a teaser is one sentence
    told = not boxed or _LETTER.search(text) is None
    ends = under.kind in _UNDER or (film and under.label) or is_name(texts[below[len(named) + 1]].strip())
    return is_prose(line) and text[-1:] in '.”"' and long and told and ends


def _headlines(lines: Sequence[Line], index: int) -> tuple[list[int], list[int]]:
    """Return the first lines under the head of a box, and of those the headlines, before all else."""
    shown = (at for at in range(index + 1, len(lines)) if lines[at].shape != "blank")
    below = list(islice(shown, MOST + 2))
    return below, list(takewhile(lambda at: lines[at].shape in _NAMED and not lines[at].rule, below))


def are_comments(lines: Sequence[Line], index: int) -> bool:
    """Tell whether readers speak under the head of the comments: a name, what it says, and buttons, before all else."""
    shape = "".join(_sign(line) for line in lines[index + 1 : index + TALKED] if line.shape != "blank")
    return _TALK.match(shape) is not None


def _sign(line: Line) -> str:
    if line.talk or line.kind == "comments":
        return "t"
    if line.known:
        return "l"
    return "p" if line.shape in ("prose", "sentence", "item") else "n" if line.words <= NAME else "h"
