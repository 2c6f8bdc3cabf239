"""Drop who wrote an article and what it is of: a name that stands twice above the text or alone under it, its tags."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate import page
from vncorpus.stages.boilerplate.article.subject import is_starter
from vncorpus.stages.boilerplate.find.ahead import STRONG
from vncorpus.stages.boilerplate.line.credits import AUTHORS, is_fact, is_name
from vncorpus.stages.boilerplate.line.doubles import half_of
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, printed

#: Lines under the last paragraph among which such names are looked for.
TAIL_LINES = 6
#: The most words of a name with what stands before it, and of one that stands twice.
NAMED, TWICE = 7, 12
#: Lines of such a record, and words of a section's or a paper's name.
FIELDS, SECTION = 5, 4
#: Lines under the title of a thread that say who began it, when, how many answered, and its tags.
STARTED = 4
#: Lines about the authors of a paper, and what stands under them.
AUTHORED = 40
_WORKS = lazy(
    r"@|\b(?:trường|viện|học viện|đại học|khoa|bệnh viện|trung tâm|công ty|university|institute)\b", re.IGNORECASE
)
_ABSTRACT = lazy(r"(?:từ kh(?:óa|oá)|tóm tắt|keywords?|abstract)\b", re.IGNORECASE)
#: Where a text was first, behind the name: "(t/h)", "(Báo Bến Sông)".
_OF = lazy(r" \((?:[^()]{1,40}|t/h)\)$")
_TAGS = lazy(r"[^\W\d][^,.!?:;]{1,40}(?:,[^\W\d][^,.!?:;]{1,40}){3,}$")


def tail(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], last: int, *, paged: bool) -> None:
    """Drop a name that stands alone between the last prose and the furniture: the author's, or the paper's under it.

    On a page a name right under the last paragraph is one whatever follows.
    """
    tail = printed(found, last + 1, len(found))
    stays = [place for place, index in enumerate(tail) if rules[index] is None][:TAIL_LINES]
    for place in reversed(stays):
        index = tail[place]
        over = next((at for at in reversed((last, *tail[:place])) if not is_name(texts[at].strip())), last)
        told = any(is_fact(texts[at]) and rules[at] is None for at in tail[place + 1 : place + 2])
        if texts[over].rstrip()[-1] in ":?" or told:
            continue  # one of several that the text names, an answer, who applies
        bare = _OF.sub("", page.RANK.sub("", texts[index].strip()))
        ranked = bare != texts[index].strip()
        named = is_name(bare, 1 if ranked else 2) or page.INITIALS.match(bare)
        if found[index].rule or found[index].words > NAMED or not named or page.is_signed(found, index):
            continue
        after = [(at, found[at]) for at in tail[place + 1 : place + 3]]
        if after and after[0][1].kind == "text":
            continue  # the office over "(Đã ký)"
        known = [line.rule or line.cue >= LABEL or rules[at] is not None for at, line in after]
        evident = any(
            line.kind in STRONG or (paged and line.cue >= LABEL) or rules[at] == "span:outside" for at, line in after
        )
        if (after and all(known) and evident) or (paged and place == 0 and (not bare.isupper() or " - " in bare)):
            rules[index] = "byline:tail"


def glued(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], first: int) -> None:
    """Drop a name that a page shows twice without a space, above the first prose."""
    for index in range(first):
        if rules[index] is None and half_of(texts[index].strip()) and found[index].words <= TWICE:
            rules[index] = "byline:glued"


def authors(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int) -> None:
    """Drop who wrote the paper of a journal and where they work, from "Các tác giả" to its keywords or its abstract."""
    below = printed(found, title + 1)[: AUTHORED + 1]
    end = next((place for place, at in enumerate(below) if _ABSTRACT.match(texts[at].strip())), 0)
    said = any(texts[at].rstrip()[-1] in ".!?" for at in below[1:end])  # of a lesson about who wrote what
    works = any(_WORKS.search(texts[at]) for at in below[1:end])
    if works and not said and texts[below[0]].strip().rstrip(":").lower() in AUTHORS:
        for index in below[:end]:
            if found[index].shape in ("short", "headline", "sentence"):
                rules[index] = rules[index] or "byline:authors"


def starter(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int) -> None:
    """Drop who began a thread under its title, in one line with the label over the day: "Người khởi tạo Nhã Vườn"."""
    below = printed(found, title + 1)[:STARTED]
    said = [texts[at].strip().lower() for at in below]
    if len(said) > 1 and is_starter(said[0], said[1]) and found[below[0]].words <= NAMED:
        rules[below[0]] = rules[below[0]] or "byline:thread-start"
        for index in below[2:]:
            if texts[index].strip().startswith(("Tags ", "Từ khóa ", "Từ khoá ")):
                rules[index] = rules[index] or "tags:words"


def tagged(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop the last fields of a record that was pasted whole: under its date a section, bare tags, a name.

    No writer leaves out the space after every comma.
    """
    shown = printed(found)[-FIELDS:]
    dated = next((place for place, index in enumerate(shown) if found[index].kind == "date"), None)
    if dated is None:
        return
    place = next((at for at, index in enumerate(shown) if _TAGS.match(texts[index].strip())), None)
    if place is None or not 0 < place - dated <= 2 or len(shown) - place > 2:
        return
    for index in shown[dated + 1 :]:
        if index == shown[place]:
            rules[index] = "tags:glued"
        elif rules[index] is None and found[index].words <= SECTION and not found[index].rule:
            rules[index] = "nav:section-last" if index < shown[place] else "source:last"
