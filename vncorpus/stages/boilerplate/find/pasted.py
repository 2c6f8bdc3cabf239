"""Part texts that were pasted one under the other: under the foot of a page begins another page, or a clean text."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.ahead import of_dialogs
from vncorpus.stages.boilerplate.find.menus import is_month
from vncorpus.stages.boilerplate.find.prose import is_long_headline, is_prose
from vncorpus.stages.boilerplate.find.verse import stanzas
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, printed
from vncorpus.stages.boilerplate.line.terms import place_names

#: Words of text that stand above a foot, and under it, where two were pasted; and of its longest paragraph.
WORDS, PARAGRAPH = 40, 15
#: Lines without text after which "Trang chủ" may be another page's, lines of its head, and of its menu.
APART, HEAD, MENU = 8, 12, 3
#: Lines among which more than so many entries of a menu are one.
DENSE = 7
#: What a paragraph of a legal footer holds, and words that it has at least.
_LEGAL = lazy(
    r"©|copyright|bản quyền|g(?:iấy )?p(?:hép|đkkd|dkkd)|đkkd|đăng ký kinh doanh|mã số (?:thuế|doanh nghiệp)|\bmst\b"
    r"|hotline|e-?mail ?:|\S@\S|địa chỉ ?:|trụ sở ?:|điện thoại ?:|\bđt ?:|\btel\b|fax|chịu trách nhiệm"
    r"|mục đích tham khảo|website|tổng biên tập ?:|t(?:òa|oà) soạn|email|quảng cáo trên|bạn đọc có tin"
)
BRIEF = 6
#: Lines of text in a row that a dialogue of a page ("Một email phục hồi mật khẩu …") has not.
IN_A_ROW = 2
#: Readers' buttons above a text that may be the names of sections.
TALK = 1
#: Lines under a foot among which they stand.
FAR = 150
#: An entry of a menu with a margin, which looks like code: words, and dots at their end.
_ENTRY = lazy(r"\s+[^\W\d_]+(?: [^\W\d_]+)*(?:\.\.\.|…)?\s*$")
_FEET = frozenset(("footer", "contact"))
_CLOSING = frozenset(("footer", "comments", "related", "tags"))
_HEADS = frozenset(("nav:home", "nav:breadcrumb", "nav:breadcrumb-plain", "notice:skip-to-content"))
_BUTTONS = frozenset(("login:buttons", "nav:search"))
#: Furniture of feet and heads; where there is none, nothing is parted.
_AT_ENDS = frozenset(("footer", "nav", "login", "notice"))
_SPOKEN = frozenset(("prose", "sentence", "item", "code", "verse"))


def parts(lines: Sequence[Line], texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the first line of each text and the one after its last; one part where only one is sure.

    The foot is a line of a legal footer with all buttons and addresses around it. Readers may have more to say under it
    than the article has; so nothing is parted where their buttons follow before the next text. Where a page has no
    foot, the head of the next one is known by its "Trang chủ" with another text under it.
    """
    if not any(line.kind in _AT_ENDS or line.cue == LABEL for line in lines):
        return [(0, len(lines))]
    shown = printed(lines)
    verse, dialogs = set(stanzas(lines, texts)), of_dialogs(lines)
    found: list[tuple[int, int]] = []
    start = words = said = 0
    foot = closed = False
    for place, index in enumerate(shown):
        line = lines[index]
        foot = foot or (line.kind == "footer" and words >= WORDS)
        closed = closed or (words >= WORDS and (line.kind in _CLOSING or place - said >= APART))
        below = lines[shown[place + 1]] if place + 1 < len(shown) else None
        ends = foot and line.kind in _FEET and below is not None and below.kind not in _FEET
        cut = index + 1 if ends and _is_text(lines, texts, verse, dialogs, index + 1, headed=False) else None
        over = lines[shown[place - 1]] if place else None
        inside = over is not None and _is_beside(line, over, below)
        if (
            cut is None
            and (foot or closed)
            and not inside
            and _is_head(lines, texts, shown[place : place + HEAD], foot=foot)
        ):
            cut = index if _is_text(lines, texts, verse, dialogs, index, headed=True) else None
        if cut is not None:
            found.append((start, cut))
            start, words, foot, closed = cut, 0, False, False
        paragraph = is_prose(line) and not is_long_headline(line, texts[index])  # a ticker of headlines is no text
        coded = line.shape == "code" and not _ENTRY.match(texts[index])
        if paragraph or index in verse or coded:
            words, said = words + line.words, place
    return [*found, (start, len(lines))]


def _is_head(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int], *, foot: bool) -> bool:
    """Tell whether the head of a page begins here: with its "Trang chủ", or a menu and buttons.

    The entries of a menu differ; the name of one section over each card is none.
    """
    rule = lines[shown[0]].rule
    first = rule.id if rule else ""
    if first in _HEADS or (foot and first in _BUTTONS):
        return True
    menu = [at for at in shown if _is_entry(lines[at]) and texts[at].strip().lower() not in place_names()]
    dense = {texts[at].strip() for at in menu if at in shown[:DENSE]}
    return (first in _BUTTONS and len(menu) >= MENU) or (menu[:1] == [shown[0]] and len(dense) > MENU)


def _is_beside(line: Line, over: Line, below: Line | None) -> bool:
    """Tell whether a button is the page's above: "Trang chủ" under the newer posts, "Đăng ký" under a newsletter."""
    pager = over.rule is not None and over.rule.id == "related:older-newer"
    return (over.kind == "app" and line.kind == "login") or (pager and below is not None and below.kind == "comments")


def _is_entry(line: Line) -> bool:
    if is_month(line):
        return False  # beside the post of a blog, or under it
    return line.kind in ("nav", "login") or (line.cue == LABEL and not line.label and line.words <= BRIEF)


def _is_text(
    lines: Sequence[Line], texts: Sequence[str], verse: set[int], dialogs: set[int], start: int, *, headed: bool
) -> bool:
    """Tell whether a text begins here: enough words, a paragraph or a stanza among them, before any reader speaks.

    Under the head of a page the first post of a thread may have its writer's rank above it.
    """
    words = longest = talk = row = best = 0
    for index in range(start, min(start + FAR, len(lines))):
        line = lines[index]
        if line.shape == "blank":
            continue
        talk += line.talk
        if talk > TALK and not words and not headed:
            return False
        if line.words > BRIEF and _LEGAL.search(texts[index].lower()):
            continue
        if index in dialogs:
            continue
        row += line.words >= PARAGRAPH or index in verse
        if index in verse or (line.shape in _SPOKEN and not line.rule and line.cue < LABEL):
            words += line.words
            longest = max(longest, line.words, PARAGRAPH * (index in verse))
            best = max(best, row)
            sure = headed or best >= IN_A_ROW or words >= 2 * WORDS
            if words >= WORDS and longest >= PARAGRAPH and sure:
                return True
        else:
            row = 0
            if line.kind == "footer" and words:
                return False
    return False
