"""Tell whether a button is what the page is about."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.ahead import is_path
from vncorpus.stages.boilerplate.lines import ROW, Line

#: Words of a title that no button has.
TITLE = 8
CHAPTER = lazy(r"(?:chương|hồi|phần|tập|quyển|kỳ) (?:\d{1,4}|[ivxlc]{1,6})\b")
#: Furniture that names a page of the site.
_NAMING = frozenset(("nav", "footer", "listing", "login", "short", "headline"))
_STEP = lazy(r" ?[>»›/] ?")


def is_subject(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int], place: int, body: str) -> bool:
    """Tell whether a button is the title, as "Chính sách đổi trả" is over the policy: the text speaks of it.

    It ends the path to the page, or nothing but a date and counters parts it from the text. The number of a chapter
    is one over who wrote it: in the contents another number stands there.
    """
    line, bare = lines[shown[place]], texts[shown[place]].strip()
    under = lines[shown[place + 1]].kind if place + 1 < len(shown) else ""
    if under in ("byline", "date") and CHAPTER.fullmatch(bare.lower()):
        return True
    if line.kind not in _NAMING or line.words > TITLE or not bare[-1].isalnum():
        return False
    paths = [at for at in shown[:place] if texts[at].strip().endswith(bare) and _STEP.search(texts[at])]
    if line.words > 1 and any(is_path(lines[at]) for at in paths):
        return True
    return bare.lower() in body and (
        bool(paths) or all(lines[at].kind in ("date", "nav") or lines[at].cue == ROW for at in shown[place + 1 :])
    )
