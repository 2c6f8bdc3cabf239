"""Keep the lines that are an article's though they are no prose: tables, lists, facts, forms, code, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vncorpus.stages.boilerplate.article import head
from vncorpus.stages.boilerplate.article.draft import Draft, Names
from vncorpus.stages.boilerplate.find import contents, numbers, sections, thread
from vncorpus.stages.boilerplate.find.ahead import LIVE, is_edited, over_edits
from vncorpus.stages.boilerplate.find.cover import cover
from vncorpus.stages.boilerplate.find.forms import facts, forms, headed, priced, tabbed
from vncorpus.stages.boilerplate.find.rows import ROWS, Table, elsewhere, pairs, rows
from vncorpus.stages.boilerplate.find.scores import columns, results
from vncorpus.stages.boilerplate.find.sources import references
from vncorpus.stages.boilerplate.line.lines import Line, first_printed, printed

#: The most words of a name under a signature.
SIGNED = 6
#: Kinds of lines over a text that may be values of its table.
_VALUES = frozenset(("date", "text", "contact"))


def code(draft: Draft, keep: list[bool]) -> int:
    """Keep the code under the text of a page, as the sums under "Lời giải chi tiết"; return the line under the text."""
    bottom = max(last for _, last in draft.spans)
    for index in range(bottom, draft.end if draft.page else bottom):
        if draft.lines[index].shape == "code" and not draft.lines[index].rule:
            keep[bottom : index + 1] = [True] * (index + 1 - bottom)
            bottom = index + 1
    return bottom


def tabled(draft: Draft, named: Names, found: Sequence[Table], first_kept: int) -> Iterator[int]:
    """Yield the rows of tables, references, facts, forms, sums, and blocks under headings that name no section."""
    lines, texts, end = draft.lines, draft.texts, draft.end
    top = named.likely[0] if named.likely else first_kept
    over_text = range(first_kept - 1, -1, -1)
    cells = {at for table in found if table.rows >= ROWS for at in table.places}  # "Ngôn ngữ: Tiếng Việt" is one, too
    under = next(
        (at + 1 for at in over_text if lines[at].rule and lines[at].kind not in _VALUES and at not in cells), 0
    )
    members = {*thread.members(lines, texts)}
    yield from (at for at in rows(lines, texts, top, end) if at not in members)
    yield from pairs(found, under, end)
    highest = first_printed(lines, range(len(lines)))  # what the facts right under it are of
    yield from (highest for table in found if highest is not None and table.rows >= ROWS and table.above == highest)
    yield from references(lines, texts, top, end)
    yield from facts(lines, texts, under, end)
    yield from sections.moments(lines, texts)
    yield from forms(lines, texts, under, end)
    yield from (at for at in range(end) if is_edited(texts[at]) and not lines[at].rule)
    heads = over_edits(texts, printed(lines))
    yield from heads
    for one, other in pairwise(heads):  # names in a list: "Xem thêm", "Các cầu"
        yield from (at for at in range(one + 1, min(other, end)) if not lines[at].known)
    if draft.page:
        yield from (at for at in (*contents.headings(lines, texts), *numbers.steps(lines, texts)) if at < end)
        yield from elsewhere(lines, texts, found, named.title)
        yield from priced(lines, texts, max(last for _, last in draft.spans), end)
        yield from sections.sums(lines, texts)
        yield from (at for at in sections.amenities(lines, texts) if at < end)
        yield from (at for at in numbers.match(lines, texts) if at < end)
        yield from _live(lines, numbers.clocks(lines, texts), end)
        yield from (at for at in sections.hours(lines, texts) if at < end)  # beside the text stands what is on tonight
        yield from (at for block in sections.blocks(lines, texts) for at in block if at < end)


def _live(lines: Sequence[Line], clocks: Sequence[int], end: int) -> Iterator[int]:
    """Yield the times of a live report, each with the heading under it; under a player stands its clock."""
    if len(clocks) < LIVE:
        return
    shown = printed(lines, 0, end)
    times = {*clocks}
    for over, at, under in zip([-1, *shown], shown, [*shown[1:], -1], strict=False):
        if at in times and (over < 0 or lines[over].kind != "media"):
            yield at
            if under >= 0 and not lines[under].rule:
                yield under


def listed(draft: Draft, named: Names, first_kept: int, bottom: int) -> Iterator[int]:
    """Yield the lists under headings that texts of a kind share, and the parts of a page that its tabs name."""
    lines, texts, end = draft.lines, draft.texts, draft.end
    top = named.likely[0] if named.likely else first_kept
    yield from headed(lines, texts, top, end)
    yield from headed(lines, texts, end - 1, len(lines), items=True)
    if draft.page:
        yield from tabbed(lines, texts, top, draft.main[0], bottom)


def parts(draft: Draft, named: Names, keep: list[bool]) -> None:
    """Keep the parts of a page under headings of its kind, each step by what the one before kept."""
    lines, texts, title = draft.lines, draft.texts, named.title
    for index in [*sections.parts(lines, texts, keep)]:
        keep[index] = True
    for index in (*sections.code(lines, keep, title), *sections.over(lines, texts, keep, title)):
        keep[index] = True
    for index in [*sections.above(lines, texts, keep)]:
        keep[index] = True


def beside(draft: Draft, named: Names, keep: list[bool]) -> list[int]:
    """Keep letterheads, and the cover, the results and the answers of a text; return the latter."""
    lines, texts = draft.lines, draft.texts
    letterhead = [*head.letterhead(lines, texts, keep)]
    answers = sections.answers(lines, texts, keep, named.title) if draft.page else ()
    found = [
        *letterhead,
        *cover(lines, texts, keep),
        *results(lines, texts, keep),
        *columns(lines, texts, keep),
        *answers,
    ]
    for index in found:
        keep[index] = True
    return found


def sign(lines: Sequence[Line], keep: list[bool]) -> None:
    """Keep the name under the signature of an official letter."""
    under = False
    for index, line in enumerate(lines):
        if line.shape == "blank":
            continue
        if under and not line.rule and line.words <= SIGNED:
            keep[index] = True
        under = line.rule is not None and line.rule.id.startswith("text:sign")
