"""Join the cells of a row of a table in one line, with tabs between, as browsers copy them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from vncorpus.html.lines import Line, above

_CELLS = frozenset(("td", "th"))
#: Rows of two cells or more that make a table one of data; old pages are laid out in tables too.
ROWS = 2


def joined(whole: Sequence[Line], taken: Iterable[int]) -> list[str]:
    """Return the texts of the lines of a page that are taken, the cells of a row in one; cells without text are none.

    Cells of which some are not taken, or hold several lines, are boxes of the page side by side.
    """
    rows = _rows(whole)
    chosen = sorted(taken)
    cells, given = Counter(rows.values()), Counter(rows[at] for at in chosen if at in rows)
    texts: dict[Any, list[str]] = {}
    for at in chosen:
        row = rows.get(at)
        texts.setdefault(row if row is not None and given[row] == cells[row] else at, []).append(whole[at].text)
    return ["\t".join(parts) for parts in texts.values()]


def _rows(whole: Sequence[Line]) -> dict[int, Any]:
    """Return the row of each line that is the whole of a cell of a table of data."""
    cells: dict[Any, list[int]] = {}
    for at, line in enumerate(whole):
        cell = next((up for up in above(line.at) if up.tag in _CELLS), None)
        if cell is not None:
            cells.setdefault(cell, []).append(at)
    rows: dict[Any, list[list[int]]] = {}
    for cell, lines in cells.items():
        rows.setdefault(cell.getparent(), []).append(lines)
    plain = {
        row: [at for (at, *_) in found]
        for row, found in rows.items()
        if row is not None and len(found) > 1 and all(len(lines) == 1 for lines in found)
    }
    tables = {row: next((up for up in above(row) if up.tag == "table"), None) for row in plain}
    count = Counter(tables.values())
    return {at: row for row, places in plain.items() if count[tables[row]] >= ROWS for at in places}
