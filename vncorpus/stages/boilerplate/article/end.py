"""Find where an article ends: at a line that stands under articles, or where the buttons begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.article import signed
from vncorpus.stages.boilerplate.find import thread, under
from vncorpus.stages.boilerplate.find.ahead import ANOTHER, BARS, ENDS, QUOTED, STRONG, YES_NO, Ahead, is_post
from vncorpus.stages.boilerplate.find.prose import is_long_headline, is_prose, is_said
from vncorpus.stages.boilerplate.line import interface
from vncorpus.stages.boilerplate.line.credits import NAME, are_parallel, is_fact, is_name
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, first_printed, printed

#: Lines over a post among which its writer's rank stands.
CARD_LINES = 5
#: Words of a headline without a teaser, and how many of them are a list of links.
HEADLINE, LINKS = 6, 2
#: Share of the headlines over a marker that must not look like facts.
FACTS = 0.7
#: Words of the headline of a card with a teaser, how many of those end an article, and its own paragraphs above them;
#: words of them on the whole: headings of tips have fewer.
TEASED, TEASERS, PARAGRAPHS, HEADED = 6, 3, 6, 8
#: Lines between the last card and the marker, and words of a row of tags there.
UNDER, ROW = 4, 14
#: Words of an article over a box of cards, whatever stands in them.
SEEN = 60
#: What stands once under the last post, whatever more there is of other threads below.
LAST = frozenset(["comments:login-to-comment", "comments:forum-log-in"])
#: The head of the answers to a question: they are the text.
ANSWERS = "comments:answers"
#: The head of the form for one's own answer, and its words.
_OWN = lazy(r"(?:thêm |viết |gửi |đăng )?câu trả lời của (?:bạn|tôi)|(?:your|post your) answer", re.IGNORECASE)
OWN = 8
#: The end of a paragraph over a list.
_ANNOUNCES = lazy(r":$|\b(?:dưới đây|sau đây|như sau|gồm(?: có)?)\.$")
#: Lines of the interface in a row that end an article.
CLUSTER = 4


def end(lines: Sequence[Line], texts: Sequence[str], weights: Sequence[float], mass: int, song: set[int]) -> int:
    """Return the first line after the article, and after the cards under it."""
    marked = _marker(lines, texts, weights, mass, song)
    if marked == len(lines) or lines[marked].kind in BARS:
        return marked
    return _above_teasers(lines, texts, _above_cards(lines, texts, marked, mass))


def _above_teasers(lines: Sequence[Line], texts: Sequence[str], end: int) -> int:
    """Return the first of the cards, headline and teaser by turns, that stand over an end marker.

    An article may part its text like that, but then it has headings before. Where it has none, and many paragraphs,
    what begins to alternate at its end is of other articles.
    """
    shown = printed(lines, 0, end)
    for _ in range(UNDER):
        if shown and not is_prose(lines[shown[-1]]) and not _heads_teaser(lines[shown[-1]], ""):
            shown.pop()  # an advertisement, a name
    if shown and not is_prose(lines[shown[-1]]) and lines[shown[-1]].words >= ROW:
        shown.pop()  # tags in a row
    place, cards = len(shown), 0
    while (
        place > 1
        and is_prose(lines[shown[place - 1]])
        and _heads_teaser(lines[shown[place - 2]], texts[shown[place - 2]])
    ):
        place, cards = place - 2, cards + 1
    words = sum(lines[shown[at]].words for at in range(place, len(shown), 2))
    if cards < TEASERS or words < HEADED * cards:
        return end
    paragraphs = [at for at in range(place) if is_prose(lines[shown[at]])]
    headed = sum(
        lines[shown[at - 1]].shape in ("headline", "short", "item") and not lines[shown[at - 1]].rule
        for at in paragraphs[1:]
    )
    return shown[place] if len(paragraphs) >= PARAGRAPHS and headed * PARAGRAPHS < len(paragraphs) else end


def _heads_teaser(line: Line, text: str) -> bool:
    return line.shape == "headline" and not line.known and line.words >= TEASED and not is_fact(text)


def _above_cards(lines: Sequence[Line], texts: Sequence[str], end: int, mass: int) -> int:
    """Return the first headline of the cards that stand over an end marker: two without a teaser, others with one."""
    shown = printed(lines, 0, end)
    if len(shown) > 1 and lines[shown[-1]].words <= NAME and is_name(texts[shown[-1]].strip()):
        shown.pop()  # who wrote it
    place = len(shown)
    while place and _is_headline(lines[shown[place - 1]], texts[shown[place - 1]]):
        place -= 1
    while place < len(shown) and is_fact(texts[shown[place]]):
        place += 1  # of the text; among headlines one looks so: "Tuyển sinh 2025: Thí sinh cần …"
    stories = sum(not is_fact(texts[at]) for at in shown[place:])
    if stories < max(LINKS, (len(shown) - place) * FACTS) or are_parallel([texts[at] for at in shown[place:]]):
        return end
    while (
        place > 1 and is_prose(lines[shown[place - 1]]) and _is_card(lines[shown[place - 2]], texts[shown[place - 2]])
    ):
        place -= 2
    above = sum(lines[index].words for index in shown[:place] if is_prose(lines[index]))
    announced = place and _ANNOUNCES.search(texts[shown[place - 1]].rstrip())
    return end if announced or above * 2 < mass or not place else shown[place]


def _is_card(line: Line, text: str) -> bool:
    return _is_headline(line, text) and not is_fact(text)


def _is_headline(line: Line, text: str) -> bool:
    plain = line.shape == "headline" and not line.known and line.words >= HEADLINE
    return plain or is_long_headline(line, text)


def _marker(lines: Sequence[Line], texts: Sequence[str], weights: Sequence[float], mass: int, song: set[int]) -> int:
    """Return the first line after the article: an end marker after half of the prose, or the end of the page.

    A marker that stood before already is none: every post of a thread ends with its "Trả lời".
    """
    seen = posts = 0
    asked = announced = False
    above = ""
    ahead = Ahead(lines, texts)
    before: set[str] = set()
    authors, profiles = signed.authors(lines, texts), signed.profiles(lines, texts)
    numbers = [index for index, line in enumerate(lines) if is_post(line)] or thread.answers(lines, texts)
    last, told = numbers[-1] if numbers else len(lines), False
    answered = _is_thread(lines, texts) or any(line.rule and line.rule.id == ANSWERS for line in lines)
    until = max(thread.last_answer(lines, texts), _own(lines, texts) if answered else 0)
    for index, line in enumerate(lines):
        asked = asked or (line.talk and seen > 0)
        if line.shape != "blank":  # "… ghi như sau:" quotes a footer
            announced = (above.endswith(":") or announced) and line.kind in ("footer", "contact")
            above = texts[index].strip() if is_prose(line) else ""
        if announced or not (line.known or 2 <= line.words <= NAME):
            pass  # most lines
        elif told and line.rule and line.rule.id in LAST:
            return index
        elif index < until:
            pass  # answers stand above the form for another, and over what stands under each of them
        elif numbers and not told:
            pass  # the cards of who wrote the posts, up to the last
        elif answered and line.kind == "comments" and mass - seen > QUOTED // 5:
            pass  # every answer has its own comments, and every post its buttons
        elif (
            line.rule
            and line.rule.id in ENDS
            and seen
            and under.are_comments(lines, index)
            and not ahead.goes_on(index, 0)
        ):
            return index
        elif (
            seen * 2 >= mass
            and signed.is_off(lines, texts, index, authors, profiles)
            and not ahead.goes_on(index, 0, ANOTHER)
        ):
            return index + 1
        elif (
            line.box
            and not line.rule
            and "trả lời" not in texts[index].lower()  # the other answers to a question
            and seen * 3 >= mass * 2
            and under.are_links(lines, texts, index)
            and not ahead.goes_on(index, 0)
        ) or (
            seen >= SEEN
            and (line.box or line.kind == "related")
            and under.are_cards(lines, texts, index)
            and not ahead.steps_on(index)
        ):
            return index
        elif line.rule and line.rule.id == "comments:captcha" and not under.are_links(lines, texts, index):
            pass  # a step of a guide
        elif line.rule and line.rule.closes and not (posts and line.talk and line.rule.id not in ENDS):
            if seen * 2 >= mass and line.rule.id not in before and not ahead.goes_on(index, mass - seen):
                return index
            before.add(line.rule.id)
        elif seen * 2 >= mass and _is_cluster(lines, texts, index) and not ahead.goes_on(index, mass - seen):
            return index
        told = told or (index > last and is_said(line))
        if index in song or (is_prose(line) and weights[index] > 0):
            seen += line.words
            posts, asked = posts + asked, False  # text under readers' buttons: another post
    return len(lines)


def _own(lines: Sequence[Line], texts: Sequence[str]) -> int:
    """Return where the form for one's own answer stands, 0 where none does."""
    return next((at for at, line in enumerate(lines) if line.words <= OWN and _OWN.match(texts[at].strip())), 0)


def ends_thread(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line asks to log in under numbered posts: what stands below is of other threads."""
    rule = lines[index].rule
    return rule is not None and rule.id in LAST and any(map(is_post, lines[:index]))


def _is_thread(lines: Sequence[Line], texts: Sequence[str]) -> bool:
    """Tell whether a member's card stands over the first text: then it is a post, and others follow."""
    first = next((index for index, line in enumerate(lines) if is_prose(line)), 0)
    over = printed(lines, 0, first)[-CARD_LINES:]
    for index in over:
        rule = lines[index].rule
        found = interface.read(texts[index].strip().lower()) if lines[index].talk else None
        if (found and found.rank) or (rule is not None and rule.id.startswith("comments:forum-")):
            return True
    return False


def _is_cluster(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    """Tell whether lines of the interface, no thread's, begin here: the next three, or three of four without prose."""
    if not _is_interface(lines[index]):
        return False
    below = first_printed(lines, range(index + 1, len(lines)))
    if texts[index].rstrip()[-1] == ":" and below is not None and is_said(lines[below]):
        return False
    near = printed(lines, index, min(index + 2 * CLUSTER, len(lines)))[:CLUSTER]
    found = [at for at in near if _is_interface(lines[at])]
    if len(found) < CLUSTER - 1 or {texts[at].strip().lower() for at in found} <= YES_NO:
        return False
    return found[: CLUSTER - 1] == near[: CLUSTER - 1] or not any(is_prose(lines[at]) for at in near)


def _is_interface(line: Line) -> bool:
    return (line.kind in STRONG and line.kind != "comments") or (line.cue >= LABEL and line.label and not line.talk)
