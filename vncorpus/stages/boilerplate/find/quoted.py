"""Say which lines only look like furniture, for how they stand together: who made works, what a manual names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.ahead import STRONG, is_edit, over_edits
from vncorpus.stages.boilerplate.find.prose import is_said
from vncorpus.stages.boilerplate.line.credits import is_fact
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, printed

#: Works that a text names with who made them, and lines of the list of who made a show.
WORKS, MAKERS = 3, 3
#: Buttons that a manual names after a colon: places, buttons of one, and words of the line that announces them.
PLACES, BUTTONS, SAID = 3, 3, 4
#: What stands over or under "Xem thêm" in an encyclopaedia, and lines to it.
_REFERENCES, NEAR = frozenset(("tham khảo", "chú thích", "liên kết ngoài", "tài liệu tham khảo")), 16
#: Answers of a survey; over what a paper is about, and the words by which it is found.
ANSWERS, _COUNTED = 3, lazy(r"\S+(?: \S+){0,5} \(\d{1,3}\)$")
_ABSTRACT = lazy(r"(?:tóm tắt|abstract|summary)\b\W*$|(?:tóm tắt|abstract) ?: ?\S")
_KEYWORDS = lazy(r"(?:từ khóa|từ khoá|keywords?)\b")
#: Words of a heading of a wiki.
HEADING = 12
#: Rows that are a table.
ROWS = 2
#: Words of a button.
BRIEF = 6
_SHOW = lazy(
    r"(?:tổng )?(?:đạo diễn|diễn viên|biên kịch|biên đạo|soạn giả|chuyển thể|dàn dựng|phục trang|thiết kế sân khấu"
    r"|đạo cụ|chỉ huy dàn nhạc)\b[^:]{0,20}:"
)
#: "… có mười hai mục:", "… gồm:", "… như sau:"
_LISTS = lazy(
    r"\b(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|các|những) (?:nút|mục|phần|thẻ|tab|chuyên mục|trang)"
    r" ?:$|\b(?:gồm(?: có)?|như sau|sau đây|lần lượt là) ?:$"
)
_PRESS = lazy(r"\b(?:bấm|nhấn|nhấp|chạm|ấn|chọn|gõ)(?: vào)?(?: nút| mục| thẻ| tab| menu)?$")
_CREDITED = frozenset(("byline", "caption", "source"))


def cleared(lines: list[Line], texts: Sequence[str]) -> list[Line]:
    r"""Return the lines with those as text that only look like furniture.

    They say who made each of the works that a text reviews (an article has one author), who made a show, or which
    button to press, again and again after a colon.

    >>> text = "Đất rừng\nTác giả: Nguyễn Văn A\nMùa muối\nTác giả: Trần Thị B\nCon đò\nTác giả: Lê Văn C"
    >>> from vncorpus.stages.boilerplate.line.lines import classify
    >>> [line.rule for line in cleared([classify(line) for line in text.split("\n")], text.split("\n")) if line.rule]
    []
    """
    if any(line.known for line in lines):  # in most texts there is nothing to clear
        _of_known(lines, texts)
    if sum(["\t" in text for text in texts]) >= ROWS:
        _of_tables(lines, texts)
    return lines


def _of_known(lines: list[Line], texts: Sequence[str]) -> None:
    kinds = {line.kind for line in lines}
    if "nav" in kinds:
        _of_wiki(lines, texts)
        _of_weather(lines)
    if "media" in kinds:
        heads = pairwise(printed(lines))
        clear(lines, [at for at, under in heads if _is_quality(lines[at]) and is_said(lines[under])])
    if "comments" in kinds:
        _of_answers(lines, texts)
    if "tags" in kinds:
        _of_abstract(lines, texts)
    if "related" in kinds:
        _of_references(lines, texts)
    if not _CREDITED.isdisjoint(kinds):
        _of_works(lines, texts)
        _of_show(lines, texts)
    colons = sum([":" in text[-2:] for text in texts])
    if colons:
        _of_lists(lines, texts)
    if colons >= PLACES:
        _of_manual(lines, texts)
    if not STRONG.isdisjoint(kinds):
        _of_presses(lines, texts)


def _of_wiki(lines: list[Line], texts: Sequence[str]) -> None:
    """Clear the headings over the links of a wiki: "Xem thêm" heads a section there."""
    shown = printed(lines)
    over = [above for above, at in pairwise(shown) if is_edit(lines[at]) and not is_edit(lines[above])]
    clear(lines, [at for at in (*over, *over_edits(texts, shown)) if lines[at].words <= HEADING])


def _of_references(lines: list[Line], texts: Sequence[str]) -> None:
    """Clear "Xem thêm" near what an encyclopaedia has beside it: "Tham khảo", "Chú thích", "Liên kết ngoài"."""
    shown = printed(lines)
    said = [texts[at].strip().lower().rstrip(":") for at in shown]
    places = [at for at, one in enumerate(said) if one == "xem thêm"]
    clear(lines, [shown[at] for at in places if _REFERENCES & {*said[max(0, at - NEAR) : at + NEAR]}])


def _is_quality(line: Line) -> bool:
    return line.rule is not None and line.rule.id == "media:quality"


def _of_answers(lines: list[Line], texts: Sequence[str]) -> None:
    """Clear the answers of a survey, each with its count: "Thích (28)", "Chưa từng đến (3)"; two are no button."""
    groups = groupby(printed(lines), lambda at: _COUNTED.match(texts[at].strip()) is not None)
    runs = [run for counted, places in groups if counted and len(run := list(places)) > 1]
    told = [run for run in runs if not all(lines[at].rule for at in run) or len(run) < ANSWERS]
    if any(len(run) >= ANSWERS and not all(lines[at].rule or lines[at].label for at in run) for run in told):
        clear(lines, [at for run in told for at in run])


def _of_weather(lines: list[Line]) -> None:
    """Clear what two places or more have, one under the other: a page shows the weather of one, a forecast of many."""
    for known, places in groupby(printed(lines), lambda at: _is_weather(lines[at])):
        run = [*places]
        if known and len(run) > 1:
            clear(lines, run)


def _is_weather(line: Line) -> bool:
    return line.rule is not None and line.rule.id == "nav:weather"


def _of_abstract(lines: list[Line], texts: Sequence[str]) -> None:
    """Clear the words by which a paper is found, under or over its abstract: "Từ khóa: …"."""
    shown = printed(lines)
    abstracts = [place for place, at in enumerate(shown) if _ABSTRACT.match(texts[at].strip().lower())]
    near = {at for place in abstracts for at in shown[max(0, place - NEAR) : place + NEAR]}
    clear(lines, [at for at in near if lines[at].kind == "tags" and _KEYWORDS.match(texts[at].strip().lower())])


def _of_works(lines: list[Line], texts: Sequence[str]) -> None:
    """Clear the authors of works that differ; a thread and a front have furniture."""
    credited = [at for at, line in enumerate(lines) if line.kind == "byline" and is_fact(texts[at])]
    if len(credited) < WORKS or any(line.kind in STRONG for line in lines):
        return
    named: dict[str, list[int]] = {}
    for at in credited:
        rule = lines[at].rule
        if rule:
            named.setdefault(rule.id, []).append(at)
    for by in named.values():
        if len({texts[at].strip() for at in by}) >= WORKS:
            for at in by:
                lines[at] = replace(lines[at], rule=None)


def _of_show(lines: list[Line], texts: Sequence[str]) -> None:
    """Clear a list of who made a play or a film: facts in a row, one of which says who directed or played.

    So is one among the facts of a lesson or a form ("Lớp: 7A3"), where nothing says that a page is around.
    """
    if sum([":" in text or "\t" in text for text in texts]) < MAKERS:
        return
    paged = any(line.kind in STRONG or line.cue for line in lines)
    run: list[int] = []
    for at in [*printed(lines), -1]:
        if at >= 0 and is_fact(texts[at]) and lines[at].kind not in STRONG:
            run.append(at)
            continue
        credited = [place for place in run if lines[place].kind in _CREDITED]
        plain = not paged and len(credited) == 1 and sum(not lines[place].rule for place in run) == len(run) - 1
        if len(run) >= MAKERS and (plain or any(_SHOW.match(texts[place].strip().lower()) for place in run)):
            clear(lines, credited)
        run = []


def _of_manual(lines: list[Line], texts: Sequence[str]) -> None:
    """Clear the buttons that a manual names after its colons, between its sentences: "Gõ xong, chạm vào:"."""
    announced: list[list[int]] = []
    block: list[int] | None = None
    for at in [*printed(lines), -1]:
        line = lines[at] if at >= 0 else None
        known = line is not None and (line.kind in STRONG or line.cue >= LABEL)
        if block is not None and line and line.words <= BRIEF and (known or line.shape == "short"):
            block.append(at)
            continue
        if block and len(block) <= BUTTONS and any(lines[place].known for place in block):
            announced.append(block)
        said = line is not None and not known and not line.rule and line.words >= SAID
        block = [] if said and texts[at].rstrip().endswith(":") else None
    if len(announced) >= PLACES:
        clear(lines, [place for block in announced for place in block])


def _of_lists(lines: list[Line], texts: Sequence[str]) -> None:
    """Clear what a sentence announces that says how many there are, or "như sau": "Trên trang chủ có mười hai mục:".

    Where it only ends in a colon, a sentence must stand under the list as well.
    """
    block: list[int] | None = None
    sure = False
    for at in [*printed(lines), -1]:
        line = lines[at] if at >= 0 else None
        foot = line is not None and line.rule is not None and line.rule.closes  # under names: "Bình luận (0)"
        ends = foot and any(not lines[place].known for place in block or ())
        if block is not None and line and line.words <= BRIEF and line.shape == "short" and not ends:
            block.append(at)
            continue
        if block and len(block) >= BUTTONS and (sure or (line is not None and is_said(line))):
            clear(lines, block)
        said = line is not None and not line.known and line.words >= SAID
        sure = said and _LISTS.search(texts[at].lower()) is not None
        told = said and line is not None and is_said(line) and texts[at].rstrip().endswith(":")
        block = [] if sure or told else None


def _of_presses(lines: list[Line], texts: Sequence[str]) -> None:
    """Clear the button that a sentence of a manual ends with, in a line of its own: "Mở ứng dụng, bấm nút"."""
    for above, at in pairwise(printed(lines)):
        over, line = lines[above], lines[at]
        said = not over.known and over.words >= SAID and _PRESS.search(texts[above].lower())
        if said and line.words <= BRIEF and line.known and line.shape == "short":
            clear(lines, [at])


def _of_tables(lines: list[Line], texts: Sequence[str]) -> None:
    """Make rows of as many cells, one under the other, entries of a list; browsers put tabs between cells."""

    def cells(at: int) -> int:
        return 0 if lines[at].kind in STRONG else sum(bool(cell.strip()) for cell in texts[at].split("\t"))

    for width, places in groupby(printed(lines), cells):
        rows = list(places)
        if width > 1 and len(rows) >= ROWS:
            clear(lines, rows)
            for at in rows:
                lines[at] = replace(lines[at], shape="item")


def clear(lines: list[Line], places: Sequence[int]) -> None:
    """Say of lines that they are text, whatever they look like."""
    for at in places:
        lines[at] = replace(lines[at], rule=None, cue=0.0, talk=False, label=False, box=False)
