"""Drop from a page the clocks of its players, the shares beside its text, and numbers of remarks on paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import NUMBER, Line, printed
from vncorpus.stages.boilerplate.line.terms import is_shared_heading

#: Words of a button, and numbers between paragraphs that are no chance, and so many each where "+" stands too.
BRIEF, REMARKS, SIGNED = 4, 3, 5
#: A number that is no count of remarks on one paragraph.
FIGURE = 1000
#: "+0,30 (+0,97%)", the price over it, and the name of a share: "HPF: Giá hiện tại"; so many are what a text tells of.
_CHANGE = lazy(r"[+-]?\d[\d.,]* ?\([+-]?\d[\d.,]* ?%\)$")
_PRICE, _SHARE, SHARES = lazy(r"\d[\d.,]*$"), lazy(r"[A-Z][A-Z0-9]{2}(: Giá hiện tại)?$"), 2
_OVER = frozenset(("mã liên quan", "mã ck liên quan", "cổ phiếu liên quan"))
_TEXT = frozenset(("prose", "sentence", "verse", "item"))


def players(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop what stands beside a line of a player: "2:47" under "Nghe đọc bài", "Đang phát" under its time."""
    for above, below in pairwise(printed(found)):
        for one, other in ((above, below), (below, above)):
            line = found[other]
            button = line.label and line.cue and not line.rule and line.words <= BRIEF
            if found[one].kind == "media" and rules[one] and rules[other] is None and button:
                rules[other] = None if is_shared_heading(texts[other]) else "interface:beside"


def remarks(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, last: int) -> None:
    """Drop the numbers of remarks on each paragraph of a story, and the "+" where there is none yet.

    They stand alone, and count no parts or steps: those go up, from one again in each part, and no higher than there
    are of them.
    """
    shown = [at for at in printed(found, title + 1, min(last + 1, len(found))) if rules[at] is None]
    between = [
        at
        for above, at, below in zip(shown, shown[1:], shown[2:], strict=False)
        if _is_text(found[above]) and _is_text(found[below])
    ]
    alone = [at for at in between if found[at].cue == NUMBER and texts[at].strip().isdigit()]
    signs = [at for at in between if texts[at].strip() == "+"]
    numbers = [int(texts[at]) for at in alone]
    counting = all(other == one + 1 or other == 1 for one, other in pairwise(numbers))
    fewest = len(alone) if min(len(signs), len(alone)) >= SIGNED else 2 * len(alone)
    if len(alone) >= REMARKS and not counting and numbers != sorted(numbers) and fewest < max(numbers) < FIGURE:
        for at in alone + signs:
            rules[at] = "comments:counter"


def shares(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop the share that a paper of business shows beside a text: its name, its price and how that changed.

    The paper says that it is one, behind the name or over it. Two of them are a table.
    """
    shown = printed(found)
    cards = []
    for over, *card in zip(shown, shown[1:], shown[2:], shown[3:], strict=False):
        name, price, change = (texts[at].strip() for at in card)
        share = _SHARE.match(name) if _CHANGE.match(change) and _PRICE.match(price) else None
        if share:
            cards.append((*card, over) if texts[over].strip().lower() in _OVER else card if share[1] else ())
    for at in [at for card in cards for at in card] if len(cards) < SHARES else ():
        rules[at] = rules[at] or "listing:share"


def _is_text(line: Line) -> bool:
    return line.shape in _TEXT and not line.rule
