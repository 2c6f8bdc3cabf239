"""Tell that a text is clean, so that it costs no search: most are."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.stages.boilerplate.find.labels import has_label
from vncorpus.stages.boilerplate.find.menus import MENU_LINES
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, first_printed, printed

#: Lines over the first term of a glossary, its terms, and words of each.
LEAD, TERMS, TERM = 2, 5, 6
#: Shapes of which menus are made.
_BRIEF = frozenset(("short", "headline"))


def is_clear(texts: Sequence[str], found: Sequence[Line]) -> bool:
    """Tell that nothing can go or be mended in a text, as its lines are by themselves and with the one under each.

    To find what they are by those beside them takes a twelfth of the time of such a text, and changes none of this.
    """
    return not _is_marked(found) and _is_even(texts, found) and not has_label(found, texts)


def is_left(texts: Sequence[str], alone: Sequence[Line], rules: Sequence[str | None]) -> bool:
    """Tell that what stays of a text is clear, so that to look again would find nothing.

    `alone` is what its lines are by themselves.
    """
    stays = [at for at, rule in enumerate(rules) if rule is None]
    return is_clear([texts[at] for at in stays], [alone[at] for at in stays])


def is_plain(texts: Sequence[str], found: Sequence[Line]) -> bool:
    """Tell that nothing here can go or be mended, so that clean text costs no search."""
    return _is_glossary(found) if _is_marked(found) else _is_even(texts, found)


def _is_marked(found: Sequence[Line]) -> bool:
    """Tell whether a line is known, is a mark alone or stands twice in itself, or the name of a section is on top."""
    for line in found:
        if line.rule or line.doubled or line.shape == "bullet":
            return True
    top = first_printed(found, range(len(found)))
    return top is not None and found[top].cue >= LABEL


def _is_even(texts: Sequence[str], found: Sequence[Line]) -> bool:
    """Tell whether no line stands twice, and there are too few short ones for a menu."""
    if len([1 for line in found if line.shape in _BRIEF]) >= MENU_LINES:
        return False
    bare = [text.strip() for text in texts]
    return len(set(bare)) == len(bare) - max(0, bare.count("") - 1)


def _is_glossary(found: Sequence[Line]) -> bool:
    """Tell whether a text is terms and what they mean by turns, after a title: it may explain "Trang chủ" too."""
    shown = [found[at] for at in printed(found)]
    for start in range(min(LEAD + 1, len(shown) + 1)):
        terms, meanings = shown[start::2], shown[start + 1 :: 2]
        if len(terms) == len(meanings) >= TERMS:
            plain = all(term.words <= TERM for term in terms) and not any(line.known for line in meanings)
            closed = sum(line.shape in ("prose", "sentence", "item") for line in meanings)
            opened = sum(line.shape in ("prose", "sentence", "item") for line in terms)
            if plain and closed * 4 >= len(meanings) * 3 and opened * 4 <= len(terms):
                return not any(line.rule for line in shown[:start])
    return False
