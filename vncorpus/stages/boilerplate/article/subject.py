"""Tell whether a button, or a line as long as a sentence, is what the page is about."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.ahead import is_path
from vncorpus.stages.boilerplate.line.credits import is_name
from vncorpus.stages.boilerplate.line.lines import ROW, Line, first_printed, is_worded, printed

#: Words of a title that no button has.
TITLE = 8
CHAPTER = lazy(r"(?:chương|hồi|phần|tập|quyển|kỳ) (?:\d{1,4}|[ivxlc]{1,6}|một|hai|ba|bốn|năm(?=\W*$)|thứ|đầu|cuối)\b")
#: What stands under the title of an article of a wiki.
TAGLINES = ("nav:wiki-chrome", "nav:wiki-tagline")
#: Words of the longest title, with a mark at its end and without.
SENTENCE, LONGEST = 26, 36
_SPOKEN = lazy(r"^[^:“\"]{3,60}: ?[“\"][^”\"]+[”\"]$|^[“\"][^”\"]+[”\"]$")
#: Furniture that names a page of the site.
_NAMING = frozenset(("nav", "footer", "listing", "login", "short", "headline"))
_BACK = lazy(r"\W*(?:chương|chap|hồi|phần|tập) trước\b")
_STEP = lazy(r" ?[>»›/] ?")
#: The tabs under the title of a wiki, and what may stand between.
_TABS, _LANGUAGES = ("bài viết", "thảo luận"), lazy(r"(?:thêm|\d{1,3}) ngôn ngữ$")
#: Who began a thread, and when: a name between, a date under.
_BEGAN, _DATED = ("thread starter", "người khởi tạo"), ("start date", "ngày gửi", "ngày bắt đầu")
_PICTURED = "Ảnh đại diện của món"
#: What stands over a date, and is no title; words of one.
_NEVER, NAMES = frozenset(("date", "byline", "source", "share", "nav", "login", "contact", "social")), 5
#: What parts the title from the name of the site in the name of a window, and words of that title.
_SITE, NAMED = lazy(r" +[-–—|·»:] +"), 3


def is_subject(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int], place: int, body: str) -> bool:
    """Tell whether a button is the title, as "Chính sách đổi trả" is over the policy: the text speaks of it.

    It ends the path to the page, or nothing but a date and counters parts it from the text. The number of a chapter
    is one over who wrote it, and over the button to the chapter before: in the contents another number stands there.
    """
    line, bare = lines[shown[place]], texts[shown[place]].strip()
    under = shown[place + 1] if place + 1 < len(shown) else None
    told = under is not None and (lines[under].kind in ("byline", "date") or _BACK.match(texts[under].strip().lower()))
    if told and CHAPTER.fullmatch(bare.lower()):
        return True
    if line.kind not in _NAMING or line.words > TITLE or not bare[-1].isalnum():
        return False
    paths = [at for at in shown[:place] if texts[at].strip().endswith(bare) and _STEP.search(texts[at])]
    if line.words > 1 and any(is_path(lines[at]) for at in paths):
        return True
    return bare.lower() in body and (
        bool(paths) or all(lines[at].kind in ("date", "nav") or lines[at].cue == ROW for at in shown[place + 1 :])
    )


def is_sentence(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> bool:
    """Tell whether the first line of the text is a title that is as long as a sentence, or asks over a byline."""
    line, bare = lines[first], texts[first].strip()
    below = first_printed(lines, range(first + 1, last))
    if line.shape != "prose" or line.words > SENTENCE or below is None:
        return False
    if lines[below].kind in ("byline", "date") and bare[-1] == "?":
        return True
    if lines[below].shape != "prose":
        return False
    return (bare[-1] in "?…!" or _SPOKEN.search(bare) is not None) and lines[below].words >= 2 * line.words


def asks(line: Line, bare: str) -> bool:
    """Tell whether a line is a title as long as a sentence: it asks, quotes somebody, or has no stop."""
    return line.shape == "prose" and (
        (line.words <= SENTENCE and bare[-1] in "?!…”\"'’") or (line.words <= LONGEST and bare[-1].isalnum())
    )


def of_window(lines: Sequence[Line], texts: Sequence[str], first: int) -> int | None:
    """Return the line over the text that the page shows to be its title.

    It is what the name of the window says, on top of the page ("Tin A | Báo Bến Sông"), or stands over the tabs of a
    wiki.
    """
    shown = printed(lines, 0, first + 1)
    tabbed = of_tabs(texts, shown) or of_thread(texts, shown) or of_recipe(texts, shown)
    if tabbed is not None:
        return tabbed
    name = _SITE.split(texts[shown[0]].strip(), maxsplit=1) if shown else []
    if len(name) < 2 or len(name[0].split()) < NAMED:
        return None
    return next((at for at in reversed(shown[1:]) if texts[at].strip().lower() == name[0].strip().lower()), None)


def of_tabs(texts: Sequence[str], shown: Sequence[int]) -> int | None:
    """Return the line over the tabs of a wiki, "Bài viết" and "Thảo luận", which is its title.

    How many languages it is in may stand between, with their names.
    """
    said = [texts[at].strip().lower() for at in shown]
    for place in range(1, len(said) - 1):
        if tuple(said[place : place + 2]) == _TABS:
            counted = (before for before in range(place - 1, 0, -1) if _LANGUAGES.match(said[before]))
            return shown[next(counted, place) - 1]
    return None


def of_thread(texts: Sequence[str], shown: Sequence[int]) -> int | None:
    """Return the line over who began a thread and when, as XenForo has it, which is its title."""
    said = [texts[at].strip().lower() for at in shown]
    began = (place for place in range(1, len(said) - 2) if said[place] in _BEGAN and said[place + 2] in _DATED)
    joined = (place for place in range(1, len(said) - 1) if is_starter(said[place], said[place + 1]))
    return next((shown[place - 1] for place in (*began, *joined)), None)


def is_starter(began: str, dated: str) -> bool:
    """Tell whether a line says who began a thread and the one under it when: "Người khởi tạo Nhã Vườn".

    >>> is_starter("người khởi tạo nhã vườn", "ngày gửi 12/03/2023")
    True
    """
    return began.startswith(_BEGAN) and dated.startswith(_DATED)


def of_recipe(texts: Sequence[str], shown: Sequence[int]) -> int | None:
    """Return the line that stands under its picture, as Cookpad has it: "Ảnh đại diện của món Canh chua"."""
    said = [texts[at].strip() for at in shown]
    return next((shown[nth + 1] for nth in range(len(said) - 1) if said[nth] == f"{_PICTURED} {said[nth + 1]}"), None)


def is_named(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    """Tell whether a line that looks like furniture stands where titles do: over a date or a byline, with their words.

    "Chào mừng bạn đến với thư viện của làng" may be a notice, and the title of a report.
    """
    line = lines[index]
    if not line.known or line.kind in _NEVER or not NAMES <= line.words <= SENTENCE or is_path(line):
        return False
    bare = texts[index].strip()
    below = first_printed(lines, range(index + 1, len(lines)))
    stamped = (at for at in range(index + 1, len(lines)) if lines[at].kind not in ("blank", "date", "byline"))
    under = next(stamped, None)
    if under is not None and _is_plain(lines[under]) and not is_name(texts[under].strip()):
        return False  # a title stands under it: "Lũ về"
    plain = not is_worded(line) and bare[-1] != "." and not any(mark in bare for mark in ">»|")
    return plain and below is not None and lines[below].kind in ("date", "byline")


def _is_plain(line: Line) -> bool:
    return line.shape in ("short", "headline", "sentence") and not line.known and line.words > 1
