"""Drop from the article of a page the links to other stories that stand in it or right under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.credits import MARKS, is_fact
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: What stands before a link to another story, the words that it has, and of a heading. A hand points at what the writer
#: stresses.
_ARROWS = lazy(r"(?:>{2,3}|»{1,3}|►) ?[\"“'‘]?[A-ZĐÀ-Ỹ0-9][^(){}=;]{15,}(?<!\.)$")
LINKED, STORY = 30, 8
#: "Đọc thêm Nhật Bản: Số trẻ sơ sinh lại xuống thấp", which is a headline by its capital.
_MORE, MORES = lazy(r"\[?(?:Đọc|Xem) thêm\]?:? [\"“'‘]?(\w).{20,}(?<![.:!])$"), 2
_AROUND = lazy(r"[«‹←◄] ?\w[^«»]{2,80}$|\w[^«»]{2,80} ?[»›→►]$")
_PAGER = lazy(
    r"\W*(?:(?:bài|chương|phần)(?: viết)? (?:trước|sau|tiếp|tiếp theo|kế tiếp|kế|cũ hơn|mới hơn)(?: đó)?"
    r"|(?:previous|next|older|newer)(?: (?:post|article|story))?)\W*$"
)
#: Such a button without a word for what it leads to; the title under it stands in the menu too.
_BRIEF_PAGER = lazy(r"\W*(?:trước|sau|tiếp|kế tiếp|tiếp theo|tiếp tục|trang (?:trước|sau|tiếp)|previous|prev|next)\W*$")
#: Marks that are places and no paper's.
PLACES = 3
#: The mark of a paper before the first words of an article.
_MARK = lazy(
    r"(?:\((?!Ảnh|Hình|Nguồn|Theo|Còn|Hết|Xem)[A-ZĐÀ-Ỹ][^()\d]{1,24}\)|[A-Z][A-Za-z]*\.(?:VN|vn|com)"
    rf"|{MARKS}|Tuổi Trẻ|Dân trí|Zing|ICTnews|VietNamNet) ?[-–—](?!\S| [^\W\dA-ZĐÀ-Ỹ])"
)
#: Words of a headline over a teaser, and of the teaser.
TEASED, TEASER = 10, 60
#: What leads to the story whose headline and teaser stand over it, and to the one whose headline does.
_LEADS, _READS = lazy(r"(?:bấm|nhấn|click|xem|đọc)[^>»]{2,20}(?:>{1,3}|»)$"), "đọc ngay"
#: A note or a reference under a text.
_NOTE = lazy(r"\s*[(\[]?\d{1,3}[)\].]")
#: Paragraphs under a dek that are its article's.
PARAGRAPHS = 2
#: Headings over marks that say that a text is news in brief.
BRIEFS = 2
#: Words past which a line over a teaser is no name.
BRIEF = 4


def arrows(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, last: int) -> None:
    """Drop a headline with arrows before it, a link to another story; under the text one on either side does.

    Brief ones over paragraphs, two or more, are the headings of a guide: "► Dùng chanh và muối hạt".
    """
    heads = {
        at
        for at, under in pairwise(printed(found, title + 1, min(last + 1, len(found))))
        if found[at].words <= STORY
        and found[under].shape == "prose"
        and not found[under].rule
        and _ARROWS.match(texts[at].strip())
        and texts[at].strip()[0] == "►"
    }
    for index in range(title + 1, len(found)):
        line = found[index]
        if len(heads) > 1 and index in heads:
            continue
        pager = index > last and line.shape in ("headline", "short", "sentence") and _AROUND.match(texts[index].strip())
        if rules[index] is None and line.words <= LINKED and (pager or _ARROWS.match(texts[index].strip())):
            rules[index] = line.rule.id if line.rule else "related:arrow"


def read_more(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int) -> None:
    """Drop "Đọc thêm" with the headline that it leads to, where it has brackets, or where RFI puts it twice.

    "Đọc thêm Chương 14 để hiểu vì sao" is the writer's, once.
    """
    mores = [
        at
        for at in printed(found, title + 1)
        if rules[at] is None
        and STORY < found[at].words <= LINKED
        and (hit := _MORE.match(texts[at].strip()))
        and hit[1].isupper()
    ]
    for at in mores:
        if texts[at].lstrip().startswith("[") or (len(mores) >= MORES and any("RFI" in text for text in texts)):
            rules[at] = "related:read-more-title"


def neighbours(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int) -> None:
    """Drop the title of the story before or after, under the button that leads to it: "Bài trước", "Bài tiếp →"."""
    shown = printed(found, title + 1)
    count = Counter(text.strip() for text in texts)
    for index, under, further in zip(shown, shown[1:], [*shown[2:], -1], strict=False):
        line, below, label = found[index], found[under], texts[index].strip().lower()
        plain = below.shape in ("headline", "sentence", "prose") and not below.rule and texts[under].rstrip()[-1] != "."
        heads = further >= 0 and found[further].shape in ("prose", "item", "code") and not found[further].rule
        named = line.known and _PAGER.match(label) and plain
        listed = _BRIEF_PAGER.match(label) and count[texts[under].strip()] > 1
        if (named or listed) and not heads:
            rules[index] = rules[index] or (line.rule.id if line.rule else "interface:words")
            rules[under] = rules[under] or "related:neighbour"


def marked(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int) -> None:
    """Drop the teaser that begins with the mark of the paper, "(Dân trí) -", and its headline: an article has one.

    The mark alone in a line goes too. One that the first words of the text have and two paragraphs go with is the
    article's, and a headed one between its paragraphs a teaser; else what two paragraphs stand under may be the
    article's. News in brief have the place in brackets, each another one, or their headings over the mark.
    """
    marks = {text.strip()[: mark.end()] for text in texts[title + 1 :] if (mark := _MARK.match(text.strip()))}
    prose = [
        at for at in printed(found, title + 1) if found[at].shape == "prose" and not found[at].rule and not rules[at]
    ]
    told = sum(_MARK.match(texts[at].strip()) is not None for at in prose)
    if len(marks) >= PLACES or (told >= PLACES and told >= len(prose) - 1):
        return
    if _is_digest(texts, found, rules, title, {*prose}):
        return
    own = ""
    seen = owned = boxed = False
    above, higher, told = title, title, 0
    for index in printed(found, title + 1):
        if rules[index] is not None:
            boxed = str(rules[index]).startswith("related:")
            continue
        mark = _MARK.match(texts[index].strip())
        if mark and mark.end() == len(texts[index].strip()):
            rules[index] = "source:mark"
        elif mark and found[index].shape in ("prose", "sentence") and not found[index].rule:
            head = found[above]
            titled = head.shape == "headline" or texts[above].rstrip()[-1:] in "?!"
            within = owned and told > PARAGRAPHS and found[higher].shape == "prose" and not found[higher].rule
            own = own or mark[0]
            dated = any(found[at].kind == "date" for at in range(above + 1, index))  # under a title, over its dek
            other = (within and titled) or boxed or not _goes_on(found, rules, index)
            if seen and mark[0] == own and other and not dated:
                rules[index] = "related:marked-teaser"
                named = titled and not boxed and not head.rule and BRIEF < head.words <= LINKED
                if named and above > title and rules[above] is None:
                    rules[above] = "related:marked-teaser"
            owned = owned or (not seen and not told)
            seen = True
        told += found[index].shape in ("prose", "sentence") and not found[index].rule
        above, higher, boxed = index, above, False


def _is_digest(
    texts: Sequence[str], found: Sequence[Line], rules: Sequence[str | None], title: int, prose: set[int]
) -> bool:
    """Tell whether a text is news in brief: two headlines or more over the mark, and each item goes on under it."""
    shown = [at for at in printed(found, title + 1) if rules[at] is None]
    dek = min(prose, default=0)
    items = [
        under in prose and _MARK.match(texts[under].strip()) is None
        for over, at, under in zip(shown, shown[1:], shown[2:], strict=False)
        if found[over].shape in ("headline", "short") and dek < at and at in prose and _MARK.match(texts[at].strip())
    ]
    return len(items) >= BRIEFS and all(items)


def _goes_on(found: Sequence[Line], rules: Sequence[str | None], index: int) -> bool:
    """Tell whether two paragraphs stand under a dek, but for its credits: then an article begins with it."""
    below = (line for line, rule in zip(found[index + 1 :], rules[index + 1 :], strict=True) if not rule)
    shown = islice((line for line in below if line.shape != "blank" and not line.rule), PARAGRAPHS)
    return [line.shape for line in shown] == ["prose"] * PARAGRAPHS


def read_now(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int) -> None:
    """Drop a headline right over "Đọc ngay" in the text, which no other stands over: it leads to that story.

    Headlines may stand under the button too; then it heads their box, and the line over it is the text's.
    """
    shown = printed(found, title + 1)
    if sum(texts[index].strip().lower() == _READS for index in shown) > 1:
        return  # a list of books has the button under each
    for over, index, leads, under in zip(shown, shown[1:], shown[2:], shown[3:], strict=False):
        single = _is_headline(texts, found, index) and not _is_headline(texts, found, over)
        if texts[leads].strip().lower() == _READS and single and not _is_headline(texts, found, under):
            rules[index] = rules[index] or "related:card"


def card(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], last: int) -> None:
    """Drop a headline and its teaser over "Đọc tiếp" where they are the last lines of a page's text."""
    shown = printed(found)
    place = shown.index(last) if last in shown else 0
    if place < 2 or place + 1 >= len(shown):
        return
    rule, headline = found[shown[place + 1]].rule, found[shown[place - 1]]
    titled = headline.shape in ("headline", "sentence", "prose") and TEASED <= headline.words < found[last].words
    listed = is_fact(texts[shown[place - 1]]) or texts[shown[place - 1]].rstrip()[-1] in '.”"'
    listed = listed or _NOTE.match(texts[last]) is not None or _is_answer(texts, shown, place)
    leads = _LEADS.match(texts[shown[place + 1]].strip().lower()) is not None
    parted = place > 2 and rules[shown[place - 2]] is not None  # from the text, by buttons
    if (
        ((rule and rule.id == "related:read-more-bare") or (leads and parted))
        and titled
        and found[last].words <= TEASER
        and not listed
    ):
        rules[shown[place - 1]] = rules[last] = "related:card"


def _is_headline(texts: Sequence[str], found: Sequence[Line], index: int) -> bool:
    plain = found[index].shape == "headline" or texts[index].rstrip()[-1] == "?"
    return plain and not found[index].known and STORY <= found[index].words <= LINKED


def _is_answer(texts: Sequence[str], shown: Sequence[int], place: int) -> bool:
    """Tell whether questions stand over this paragraph and over the one before it, as in a list of both."""
    return place > 2 and all(texts[shown[at]].rstrip()[-1] == "?" for at in (place - 1, place - 3))
