"""Find the tables of a text: rows of cells, and those that lost their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.ahead import STRONG
from vncorpus.stages.boilerplate.line.lines import LABEL, ROW, Line, printed
from vncorpus.stages.boilerplate.line.terms import attributes, is_shared_heading

#: Rows in a row that are a table, and their cells.
ROWS, CELLS = 3, 8
#: Rows under a heading that texts of a kind share.
HEADED = 2
#: Lines under a title among which two rows of one value each are what is told of a thing that is sold.
FACTS = 8
#: Grades that visitors gave a place, which are no facts of it; the hours of two rows: "Nhận phòng", "Trả phòng".
_GRADE, _HOUR = lazy(r"\d{1,3}(?:[.,]\d)?(?: ?/ ?\d+)?$"), lazy(r"\b\d{1,2}:\d{2}\b")
#: Rows of a table under a text that has none.
LONG = 4
#: Lines alike that say that a table is a form to search with: "Tất cả".
SAME = 3
#: Words of the value under the name of an attribute, and characters of a line that may be one.
VALUE, ATTRIBUTE = 30, 40
#: Words of a label with a colon.
LABELLED = 4
#: Words of a name between others that the table has not.
OTHER = 8
#: How far, how big or how heavy a thing is: "900 m", "1,5 km"; no price and no time, which cards of links have too.
_MEASURE = lazy(
    r"[~≈<>≤≥]? ?\d[\d.,]*(?: ?[-–x×] ?\d[\d.,]*){0,2} ?(?:km|m|m²|m2|ha|cm|mm|inch|kg|g|gr|mg|mcg|lít|l|ml|w|kw|v|hz"
    r"|ghz|mhz|mah|gb|mb|tb|mp|cc|°c|kcal)\b\.?$",
    re.IGNORECASE,
)
#: "Nam/Nữ": who is looked for, and the voices of a reader.
_SEXES = "nav:voice-row"
_OF_LAWS = frozenset(
    ("số hiệu", "loại văn bản", "nơi ban hành", "người ký", "ngày ban hành", "ngày hiệu lực", "lĩnh vực, ngành")
)
_OF_PAGES = frozenset(("tác giả", "danh mục", "thể loại", "trạng thái"))


def rows(lines: Sequence[Line], texts: Sequence[str], first: int, last: int) -> Iterator[int]:
    """Yield the rows of tables, cells between tabs or bars, and the short line that heads them: data of the article."""
    if not any("\t" in text or " | " in text for text in texts[first:last]):
        return
    block: list[int] = []
    over: int | None = None
    for index in [*range(first, last), -1]:
        line = lines[index] if index >= 0 else None
        if line and line.shape == "blank":
            continue
        cells = _cells(texts[index]) if line and line.kind not in STRONG else 0
        if cells and (not block or texts[index].count("|") == texts[block[-1]].count("|")):
            block.append(index)
            continue
        if len(block) >= ROWS and _is_table([texts[at] for at in block]):
            least = ROW if "\t" in texts[block[0]] else LABEL  # over cells a label is their heading: "Biểu phí"
            heads = over is not None and not lines[over].rule and lines[over].cue < least and lines[over].words <= VALUE
            if heads and over is not None:
                yield over
            yield from block
        block, over = ([index], None) if cells else ([], index)


class Table(NamedTuple):
    """Hold the lines of a table that lost its columns, how many rows it has, and the line over it."""

    places: list[int]
    rows: int
    above: int | None
    #: Whether name and value stand in one line with a colon.
    colon: bool


def tables(lines: Sequence[Line], texts: Sequence[str]) -> list[Table]:
    """Return the tables that lost their columns: the name of an attribute, its value, and so on.

    So are rows of both with a colon, but what is said of pages too counts for none.
    """
    shown = printed(lines)
    brief = [at for at in shown if len(texts[at]) <= ATTRIBUTE]
    names = {at for at in brief if texts[at].strip().rstrip(":").lower() in attributes()}
    names |= {
        at for at, value in pairwise(shown) if _MEASURE.match(texts[value].strip()) and _is_label(lines[at], texts[at])
    }
    names |= {*_labels(lines, texts, shown)}
    heads = names | {at for at in brief if is_shared_heading(texts[at])}  # tabs stand one beside the other
    found: list[Table] = []
    place = 0
    while place + 1 < len(shown):
        start, count = place, 0
        while size := _pair(lines, names, heads, shown[place : place + 4]):
            place, count = place + size, count + 1
            other = shown[place : place + 2]  # a name that the table has not, over its value and another that it has
            if (
                len(other) == 2
                and _is_other(lines, heads, other)
                and _pair(lines, names, heads, shown[place + 2 : place + 6])
            ):
                place += 2
        if count:
            found.append(Table(shown[start:place], count, shown[start - 1] if start else None, False))
        place += 1
    return [*found, *_with_colons(lines, texts, shown)]


def _with_colons(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[Table]:
    """Yield the tables whose rows are a name, a colon and a value: "Mã tour: BS-1024".

    A name that the table of them has not stands between two that it has.
    """
    block: list[int] = []
    above: int | None = None
    other = -1
    for index in [*shown, -1]:
        name, colon, value = texts[index].partition(":") if index >= 0 else ("", "", "")
        if colon and value.strip() and name.strip().lower() in attributes():
            block += [index] if other < 0 else [other, index]
            other = -1
            continue
        if block and other < 0 and colon and value.strip() and name.count(" ") < LABELLED and not lines[index].rule:
            other = index
            continue
        of_pages = sum(texts[at].partition(":")[0].strip().lower() in _OF_PAGES for at in block)
        if block:
            yield Table(block, len(block) - of_pages, above, True)
        block, above, other = [], index, -1


def _labels(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield the labels with a colon that stand over their values, three or more by turns: "Dung lượng:" over "174 MB".

    Not those of an address, which footers have, nor counters, nor the fields of a form, which have no values, nor what
    libraries of laws say of a document beside it.
    """
    run: list[int] = []
    place = 0
    while place < len(shown):
        near = shown[place : place + 2]
        if len(near) == 2 and _is_colon(lines[near[0]], texts[near[0]]) and _is_under(lines[near[1]], texts[near[1]]):
            run.append(near[0])
            place += 2
            continue
        yield from run if len(run) >= ROWS else ()
        run = []
        place += 1
    yield from run if len(run) >= ROWS else ()


def _is_colon(line: Line, text: str) -> bool:
    bare = text.strip().lower()
    return bare.endswith(":") and bare[:-1].rstrip() not in _OF_LAWS and line.words <= LABELLED and not line.rule


def _is_under(line: Line, text: str) -> bool:
    plain = line.words <= VALUE // 2 and line.kind not in (*STRONG, "contact", "date") and line.cue < ROW
    return plain and not text.rstrip().endswith(":") and any(map(str.isalpha, text))


def pairs(found: Sequence[Table], first: int, last: int) -> Iterator[int]:
    """Yield the lines of tables from `first` to `last`."""
    for table in found:
        if table.rows >= ROWS and first <= table.places[0] and table.places[-1] < last:
            yield from table.places


def elsewhere(lines: Sequence[Line], texts: Sequence[str], found: Sequence[Table], title: int) -> Iterator[int]:
    """Yield the lines of tables wherever they stand: of two rows under a heading that texts of their kind share.

    Two rows right under the title are facts of what it names where their values are no grades, and hours anywhere.
    Those of many rows stay without one, for no footer has so many names with their values; but not under the head of
    a box, where cards of houses have areas, and no form to search with.
    """
    for table in found:
        above = lines[table.above] if table.above is not None else None
        if table.rows >= HEADED and table.above is not None and is_shared_heading(texts[table.above]):
            yield from (table.above, *table.places)
            continue
        boxed = above and (above.box or (above.rule and above.rule.closes))
        many = table.rows >= (ROWS if table.colon else LONG) and not boxed
        searched = many and Counter(texts[at].strip() for at in table.places).most_common(1)[0][1] >= SAME
        if (many and not searched) or (table.rows == HEADED and _is_brief(texts, table, title)):
            yield from table.places


def _is_brief(texts: Sequence[str], table: Table, title: int) -> bool:
    """Tell whether a table of two rows says something of what the title names: one value each, and no grades."""
    values = [texts[at].strip() for at in table.places[1::2]]
    if table.colon or len(table.places) != 2 * HEADED:
        return False
    near = 0 < table.places[0] - title <= 2 * FACTS  # with blank lines between
    beneath = near and sum(bool(text.strip()) for text in texts[title + 1 : table.places[0]]) < FACTS
    return all(map(_HOUR.search, values)) or (beneath and not any(map(_GRADE.match, values)))


def _pair(lines: Sequence[Line], names: Container[int], heads: Container[int], near: Sequence[int]) -> int:
    """Return how many lines a name and its value have, none where there is no such pair.

    A second value stands there only where another name follows: "1,85 tỷ" and "~5,44 triệu/m²".
    """
    if len(near) < 2 or near[0] not in names or not _is_value(lines, heads, near[1]):
        return 0
    return 3 if len(near) > 3 and _is_value(lines, heads, near[2]) and near[3] in names else 2


def _is_other(lines: Sequence[Line], names: Container[int], pair: Sequence[int]) -> bool:
    name, value = (lines[at] for at in pair)
    plain = not (name.rule or name.cue >= LABEL) and name.words <= OTHER
    return plain and pair[0] not in names and value.words <= VALUE // 2 and _is_value(lines, names, pair[1])


def _is_label(line: Line, text: str) -> bool:
    plain = line.shape in ("short", "headline") and not line.known
    return plain and line.words <= OTHER and not _MEASURE.match(text.strip())


def _is_value(lines: Sequence[Line], names: Container[int], index: int) -> bool:
    rule = lines[index].rule
    strong = rule is not None and rule.kind in STRONG and rule.id != _SEXES
    return lines[index].words <= VALUE and index not in names and not strong


def _cells(text: str) -> int:
    """Return how many cells a row has, none where it is no row."""
    if "\t" not in text and " | " not in text:
        return 0
    cells = text.strip(" |").split("\t" if "\t" in text.strip() else " | ")
    if not 2 <= len(cells) <= CELLS:
        return 0
    filled = cells[0].strip() and (cells[1].strip() or cells[-1].strip())  # over a bar of shares stand two names
    return len(cells) if filled else 0


def _is_table(block: Sequence[str]) -> bool:
    """Tell whether rows hold data: of links between bars there are no numbers in each row."""
    return "\t" in block[0].strip() or sum(any(map(str.isdigit, text)) for text in block) * 2 >= len(block)
