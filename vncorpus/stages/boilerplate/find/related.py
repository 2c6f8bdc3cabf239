"""Find the headlines of other stories that stand between the paragraphs of an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.thread import CARD_WORDS
from vncorpus.stages.boilerplate.find.wrapped import goes_on, is_cut
from vncorpus.stages.boilerplate.line.credits import are_parallel, is_fact
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: Words of a headline that names another story; a shorter one may be the heading of the next part.
STORY, HEADING = 8, 10
#: Words of such a heading under no more than one headline of a box: of 24 longer lines there on labelled pages one was
#: a heading, and it had a number.
SECOND = 6
#: Headlines in a row between two paragraphs that are other stories, and words of each.
RUN, LONG, PAIR = 3, 12, 2
#: Words of the longest headline; a longer line without a stop is a paragraph.
MOST = 20
#: Lines of a box that ends with its button, and what heads one of a site for jobs.
CARDS, _JOBS = 60, lazy(r"(?:các )?việc làm (?:liên quan|tương tự|khác)")
#: Words of the longest headline that asks.
ASKED = 26
#: A line of a copy that was cut at its width, where one sentence ends and the next begins.
_SENTENCES = lazy(r"[a-zà-ỹ]{2}\. [A-ZĐÀ-Ỹ]")
_ASKED = lazy(r"(?:thưa )?(?:ông|bà|anh|chị|cô|chú|bác|thầy|nghệ sĩ|giáo sư|bác sĩ|luật sư)\b", re.IGNORECASE)
_ASKING = frozenset(("sentence", "prose"))
#: Figures at the end of a row of a table whose cells spaces part: "Hà Nội 64,2 12,9 9,8".
_CELLS = lazy(r"(?: \d[\d.,]*%?){3,}$")
#: What stands between a dek and a box of links, or in it.
_BESIDE = frozenset(("share", "caption", "media", "ad"))
#: What a number under it counts, which is no story's: "Tổng số nhà bị cuốn trôi", "43".
_FIGURE = lazy(r"(?:Tổng s|S)ố |T[ỷỉ] lệ ")
#: A question that the text asks itself.
_TIED = lazy(r"(?:Vậy|Thế|Nhưng|Và|Song|Còn)\b")
_COUNT = lazy(r"\d[\d.,]*k?$")
#: An entry of a list of links, whose numbers headings have too.
_ENTRY = lazy(r"[-–•] ?\S.*[^.:;,]$")
#: Who asks, behind the question: "Đo giấc ngủ có đau không? (Nguyễn An, Quận 7)".
_ASKER = lazy(r"\? \([^()]{3,50}\)\.?$")
_QUESTION = lazy(r"(?:Câu|Bài|Đề|Phần|Bước)(?: hỏi| tập)? (?:\d{1,3}|[IVX]{1,4})\b")
#: "Ngày 1: Hà Nội - Hà Giang" heads text.
_PART_HEAD = lazy(r"(?:chương|phần|bước|bài|ngày|chặng|tiết) \d{1,3}\b ?[:.–-]")
#: What the parts of texts are numbered by.
PART = lazy(
    r"(?:chương|phần|bước|bài|ngày|điều|mục|câu|hồi|tập|kỳ|năm|tháng|hiệp|phút|tiết|chặng|lớp|màn|cảnh|khổ"
    r"|phương án|giai đoạn|mẫu|đề|cách|ví dụ|vòng|nhóm)\b"
)


def runs(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int], *, page: bool) -> Iterator[int]:
    """Yield headlines in a row between two paragraphs: three long ones, or on a page two: links to other stories.

    No article has so long headings in a row, and three shorter ones may be a list that lost its marks. Where
    paragraphs are cut, what looks like a headline is the first line of one that goes on with a name.
    """
    if is_cut(lines, texts):
        return
    run: list[int] = []
    above: int | None = None
    paragraphs = 0
    asking = sum(texts[at].rstrip()[-1] == "?" for at in shown)
    dates: list[int] = []
    parted = 0
    for index in shown:
        line = lines[index]
        asks = paragraphs == 1 and texts[index].rstrip()[-1] == "?" and line.words <= ASKED
        plain = ((asks and line.shape in _ASKING) or line.shape == "headline") and not line.known
        if plain and not (_SENTENCES.search(texts[index]) or _is_of_text(texts[index].strip())):
            run.append(index)
            continue
        if page and (line.kind in _BESIDE or (line.label and not run)):
            parted = len(run) if line.kind == "caption" else parted
            continue  # buttons, a picture, a number
        if page and line.kind == "date" and run:
            dates.append(index)  # under each headline of a card
            continue
        paragraph = line.shape == "prose" and not line.rule
        said = [at for at in run if not is_fact(texts[at])]
        if said:
            between = line.shape == "prose" and above is not None and lines[above].shape == "prose"
            words = [lines[at].words for at in run]
            # Right under the dek two of them are no headings; further down the last may head what follows.
            brief = page and max(words) <= MOST
            dek = brief and paragraphs == 1 and len(run) >= PAIR and min(words) >= STORY
            pair = brief and len(run) == PAIR and min(words) >= STORY and sum(words) > PAIR * STORY
            many = page and len(run) >= RUN and min(words) >= LONG
            dated = len(run) >= PAIR and len(dates) == len(run) and min(words) >= STORY
            announced = above is not None and texts[above].rstrip().endswith(":")
            # Two questions may stand together in an interview: there others ask alone, and somebody is asked.
            asked = all(texts[at].rstrip()[-1] == "?" for at in run) and asking > len(run)
            asked = asked and any(_ASKED.match(texts[at].strip()) for at in run)
            wondered = len(run) == PAIR and all(texts[at].rstrip()[-1] == "?" for at in run)
            told = any(_CELLS.search(texts[at]) for at in run)
            listed = announced or asked or wondered or told or are_parallel([texts[at] for at in run])
            if between and (dek or pair or many or dated) and not listed and len(said) * PAIR >= len(run):
                whole = (dek and len(run) == PAIR) or dated or words[-1] >= LONG
                whole = whole and (parted != len(run) - 1 or dated)  # under a picture stands the heading of a part
                yield from (*run[: None if whole else -1], *(dates if dated else ()))
        run, above, paragraphs, dates, parted = [], index, paragraphs + paragraph, [], 0


def _is_foot(line: Line) -> bool:
    """Tell whether a line leads to more of what stands over it: "Xem tất cả sản phẩm" heads nothing."""
    return line.rule is not None and line.rule.id == "related:view-all"


def closed(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield the cards of a box whose last button names it: "Việc làm liên quan", "Xem tất cả việc làm liên quan"."""
    for place, index in enumerate(shown):
        name = texts[index].strip().lower()
        if not (lines[index].kind == "related" or lines[index].box or _JOBS.match(name)) or lines[index].words < PAIR:
            continue
        box = [*takewhile(lambda at: lines[at].shape != "prose", shown[place + 1 : place + 1 + CARDS])]
        foot = next((nth for nth, at in enumerate(box) if texts[at].strip().lower() == f"xem tất cả {name}"), 0)
        yield from (index, *box[: foot + 1]) if foot else ()


def _is_of_text(bare: str) -> bool:
    """Tell whether a line cannot name another story: it stands in brackets, or is the question of an exam."""
    return bare[0] in "([" or _QUESTION.match(bare) is not None or _ASKER.search(bare) is not None


def boxes(lines: Sequence[Line], texts: Sequence[str], *, page: bool) -> Iterator[int]:
    """Yield the headlines of other stories that stand in the article: under a heading for them, or with a counter.

    The last of a run may be the heading of what follows; it goes only where it is too long for one.
    """
    shown = printed(lines)
    asking = [
        at
        for at, under in pairwise(shown)
        if texts[at].rstrip()[-1] == "?" and lines[at].words <= ASKED and lines[under].shape == "prose"
    ]
    numbers = {texts[at].strip() for at in shown if lines[at].words <= 1}
    for place, index in enumerate(shown):
        line = lines[index]
        if (line.kind == "related" or (page and line.box)) and line.words <= CARD_WORDS and not _is_foot(line):
            run = []
            for other in shown[place + 1 : place + 7]:
                asked = texts[other].strip()
                asks = lines[other].words <= ASKED and asked[-1] == "?" and asked[0] not in "*-–—"  # of an interview
                listed = lines[other].shape == "item" and lines[other].words <= LONG and _ENTRY.match(asked)
                named = lines[other].shape in ("headline", "sentence") or asks or listed
                # "Ngày 1: …" heads text, and no headline begins small: the words under "Từ mới" of a lesson do.
                part = _PART_HEAD.match(asked.lower()) is not None or asked[:2].islower()
                if not line.rule and lines[other].shape == "sentence" and asked[-1] == ".":
                    break  # of a list: no headline has a stop
                if lines[other].rule or not named or lines[other].cue or part:
                    break
                run.append(other)
            else:
                continue  # that is no box any more
            least = HEADING if len(run) > PAIR else SECOND
            heads = run and (lines[run[-1]].words <= least or texts[run[-1]].strip()[0].isdigit())
            if heads and lines[run[-1]].shape != "item":
                run.pop()
            if (
                run
                and texts[run[-1]].rstrip()[-1] == "?"
                and (bisect_left(asking, index) > 1 or _TIED.match(texts[run[-1]].strip()))
            ):
                run.pop()  # of an interview, or of the text
            yield from run
        elif (
            # A paragraph, a headline, its counter, a paragraph; with a time or numbers above it is a report or a list.
            # Where a sentence goes on past the number, that is of a page.
            page
            and line.shape == "headline"
            and not line.rule
            and not line.cue
            and line.words >= STORY
            and not _FIGURE.match(texts[index].strip())
            and 0 < place < len(shown) - 2
            and _COUNT.match(texts[shown[place + 1]].strip())
            and not (texts[shown[place + 1]].strip() == "1" and "2" in numbers)  # the steps under a heading
            and all(lines[shown[at]].shape == "prose" for at in (place - 1, place + 2))
            and not goes_on(texts[index], texts[shown[place + 2]])
        ):
            yield from (index, shown[place + 1])
