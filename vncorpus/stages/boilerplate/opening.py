"""Say which lines over the text of an article go or stay: a section over the title, copies of it, stamps."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.article.span import Found
from vncorpus.stages.boilerplate.article.subject import CHAPTER, is_subject
from vncorpus.stages.boilerplate.find.ahead import is_path
from vncorpus.stages.boilerplate.find.menus import is_section
from vncorpus.stages.boilerplate.line.credits import DATE, is_fact, is_name
from vncorpus.stages.boilerplate.line.lines import NUMBER, ROW, Line, first_printed, printed

#: Numbers or times over paragraphs, the first among them, that say that the text is a report minute by minute.
STAMPS = 3
#: Words of a title that has the name of its section over it.
HEADED = 8
#: What parts the steps of a path, the words of a title that ends one, and lines under it among which the title is.
_STEP = lazy(r" ?[>»›→] ?| / ")
ENDS, NEAR = 3, 3
#: Lines over a text among which the number of its chapter stands, between buttons.
NEXT = 5
_CHAPTER = lazy(r"(?:Chương|CHƯƠNG|Hồi|Quyển) (?:\d{1,4}|[IVXLC]{1,6})$")
#: Words of a line above the text that holds a whole date, the handle of a user, and what an event does on its day.
STAMP = 12
_HANDLE = lazy(r"@[\w.]{3,30}$")
_EVENT = lazy(r"\b(?:đến hết|từ ngày|mở màn|khai mạc|áp dụng|hạn nộp|có hiệu lực|khởi hành|diễn ra|hạn chót)\b")
#: Words of a short line between title and text, and how many of them stand together.
BRIEF, FEW = 4, 3
#: Lines of a text in which its title is looked for.
OPENING = 32
#: Lines after the title among which a doubled title is looked for, lines that may stand between, and its words.
HEAD, BETWEEN, TITLE = 12, 2, 4
#: How often a title stands that is doubled; a refrain stands more often.
COPIES = 2


def first_stamp(found: Sequence[Line], rules: list[str | None], first: int, last: int) -> None:
    """Keep the number or time above the first paragraph where such lines head others: a report minute by minute."""
    above = first_printed(found, range(first - 1, -1, -1))
    stamps = [index for index in range(first, last) if found[index].cue == NUMBER and rules[index] is None]
    if above is not None and found[above].cue == NUMBER and not found[above].rule and len(stamps) >= STAMPS - 1:
        rules[above] = None


def above_title(
    texts: Sequence[str], found: Sequence[Line], rules: list[str | None], article: Found, first: int
) -> None:
    """Drop the name of a section that stands alone over a title, and readers' counters between title and text.

    Where no page is around, a name in capitals may be the title: "CÁO PHÓ".
    """
    shown = printed(found, 0, first)
    named = len(shown) > 1 and is_section(texts[shown[0]]) and (article.page or not texts[shown[0]].isupper())
    if named and rules[shown[0]] is None:
        title = found[shown[1]]
        if (
            not title.rule
            and (title.shape == "headline" or (title.shape == "sentence" and texts[shown[1]].rstrip()[-1] != "."))
            and title.words >= HEADED
        ):
            rules[shown[0]] = "nav:section-first"
    for index in shown[1:]:
        headed = not article.page and is_fact(texts[index])  # "Ngày gửi: …" over a letter
        if rules[index] is None and not (found[index].rule or headed) and found[index].talk and found[index].cue >= ROW:
            rules[index] = "interface:words"


def between(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, first: int) -> None:
    """Drop a few short lines between title and text that have furniture under them: who wrote it, what it is of.

    The number of a part heads what follows: "Phần một", and its name.
    """
    run: list[int] = []
    for index in range(title + 1, first):
        line = found[index]
        if line.shape == "blank":
            continue
        told = line.shape == "sentence" and texts[index].rstrip()[-1] == "."  # "Hai giờ sáng."
        brief = line.shape in ("short", "sentence") and line.words <= BRIEF and not told
        if rules[index] is None and not line.rule and brief:
            run.append(index)
            continue
        if rules[index] is not None and 0 < len(run) <= FEW and not CHAPTER.match(texts[run[0]].strip().lower()):
            for at in run:
                rules[at] = "interface:beside"
        run = []


def stamps(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], title: int, first: int) -> None:
    """Drop a line between title and text that holds a whole date, or is the handle of a user.

    A date with words of what happens then is of the text: "Mở màn lúc 20h ngày 26/4/2025".
    """
    dated = False
    for index in range(title + 1, first + 1):
        line, bare = found[index], texts[index].strip()
        longest = STAMP if dated or " | " not in bare else 2 * STAMP  # who wrote it, when, and in which section
        plain = not line.rule and line.shape in ("headline", "short", "item") and line.words <= longest
        stamped = bare != texts[title].strip() and (DATE.search(bare.lower()) or _HANDLE.match(bare))
        if rules[index] is None and plain and stamped and not _EVENT.search(bare.lower()):
            rules[index] = "date:stamp"
        dated = dated or line.kind == "date"


def of_contents(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Keep the last copy of an entry of the contents where none stays: the heading that it names, over text."""
    copies: dict[str, list[int]] = {}
    entries = {texts[at].strip() for at, rule in enumerate(rules) if rule == "nav:contents"}
    for index, text in enumerate(texts):
        if text.strip() in entries:
            copies.setdefault(text.strip(), []).append(index)
    for places in copies.values():
        last = places[-1]
        below = first_printed(found, range(last + 1, len(found)))
        heads = below is not None and rules[below] is None
        if heads and rules[last] == "span:outside" and all(rules[at] for at in places):
            rules[last] = None


def paths(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], first: int) -> None:
    """Drop a path that ends with the title under it: "Blog > Mạng > Vì sao cáp đứt" over "Vì sao cáp đứt"."""
    shown = printed(found, 0, first)
    for place, index in enumerate(shown):
        bare = texts[index].strip()
        steps = _STEP.split(bare) if rules[index] is None and found[index].words > ENDS else []
        under = [texts[at].strip() for at in [*shown[place + 1 : place + 1 + NEAR], first]]
        ends = len(steps) > 1 and any(text.startswith(steps[-1]) for text in under)  # or is cut where the title goes on
        if ends and len(steps[-1].split()) >= ENDS and not is_name(steps[-1]):
            rules[index] = "nav:breadcrumb"


def subject(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], article: Found, first: int) -> None:
    """Keep a title that is a button elsewhere, as "Chính sách bảo mật": of the page, or the first line of a text."""
    shown = printed(found, 0, first)
    chapters = {texts[at].strip() for at in shown if _CHAPTER.match(texts[at].strip())}
    chapters = {name for name in chapters if not texts[article.title].strip().startswith(f"{name}:")}
    for place, index in enumerate(shown):
        above = [found[at] for at in shown[max(0, place - 2) : place]]
        rule = above[-1].rule if above else None
        kind = (
            rule is not None and rule.id == "text:letter-kind" and above[0] is not above[-1] and above[0].kind == "text"
        )
        alone = article.page and len(chapters) == 1 and index in shown[-NEXT:] and texts[index].strip() in chapters
        if (kind and texts[index].isupper()) or alone:
            rules[index] = None  # "HÌNH SỰ" under "BỘ LUẬT", "Chương 1" between buttons
    for place, index in enumerate(shown):
        told = not place or index == article.title or is_path(found[shown[place - 1]])
        alone = len(shown) == 1 and not article.page and rules[index] == "footer:policies"  # over its own text
        if told and rules[index]:
            body = "\n".join(texts[first : first + OPENING]).lower()
            if alone or is_subject(found, texts, shown, place, body):
                rules[index] = None


def doubled_title(
    texts: Sequence[str], found: Sequence[Line], rules: list[str | None], article: Found, first: int
) -> None:
    """Drop the title where it stands once more in the head of the article, with little between; a refrain has much."""
    title = None
    between = 0
    for index in range(article.title if article.page else 0, min(len(found), first + HEAD)):
        if rules[index] is not None or found[index].shape == "blank":
            continue
        bare = texts[index].strip()
        if title is None and found[index].words >= TITLE:
            if found[index].shape == "prose" or bare[-1] == ".":
                return  # a sentence, which may stand twice
            title = bare
        elif bare == title:
            sung = not any(line.shape == "prose" for line in found)  # a poem may begin with its title
            refrain = not article.page and (sung or sum(text.strip() == title for text in texts) > COPIES)
            rules[index] = None if refrain else "title:doubled"
            return
        elif title is not None:
            between += 1
            if between > BETWEEN:
                return


def doubled_head(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], article: Found) -> None:
    """Drop the title and dek that stand once more below, with the buttons between: a page shows its head twice."""
    title = texts[article.title].strip()
    copies = [at for at in printed(found) if texts[at].strip() == title][:2]
    if len(copies) < 2:
        return
    first, second = copies
    below = {texts[at].strip(): at for at in reversed(printed(found, second))}
    between = [at for at in printed(found, first, second) if rules[at] is None]
    deks = [at for at in between if found[at].shape == "prose"]
    if deks and len(between) <= HEAD and all(texts[at].strip() in below for at in deks):
        for index in between:
            rules[index] = "title:doubled" if texts[index].strip() in below else "interface:beside"
        for index in (first, *deks):
            rules[below[texts[index].strip()]] = None  # the second copy is the one that stays
