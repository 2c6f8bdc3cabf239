"""Print what was laid out: in colours and through a pager on a terminal, with plain marks anywhere else."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from itertools import zip_longest
from typing import Any

from vncorpus.look.rows import Fold, Row

#: How each kind of span looks in colours, and what stands around it without.
STYLES = {"same": "", "gone": "red strike", "new": "green", "why": "cyan"}
MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}"), "why": ("‹", "›")}
DIM = "bright_black"
#: The narrowest column of two that can still be read.
NARROW = 20


def is_coloured() -> bool:
    """Tell whether standard output takes colours: a terminal that can, and nobody said NO_COLOR."""
    if sys.stdout is None or not sys.stdout.isatty():
        return False
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") not in ("dumb", "unknown")


def width() -> int:
    """Return the columns of the terminal, as COLUMNS or the terminal says; 100 where nothing does."""
    return max(shutil.get_terminal_size((100, 24)).columns, 2 * NARROW)


def show(text: str) -> None:
    """Write text to standard output, past any buffer, so that a reader who has had enough leaves nothing behind."""
    if sys.stdout is None:
        return
    left = memoryview(text.encode("utf-8", "backslashreplace"))
    while left:
        left = left[os.write(sys.stdout.fileno(), left) :]


def is_paged() -> bool:
    """Tell whether a pager is to be used: on a terminal, unless PAGER is empty or `cat`."""
    terminal = sys.stdout is not None and sys.stdout.isatty() and sys.stdin is not None
    return terminal and os.environ.get("PAGER", "less") not in ("", "cat") and os.environ.get("TERM") != "dumb"


@contextmanager
def paged() -> Iterator[None]:
    """Send what is written to standard output through $PAGER, `less -R` where none is named, on a terminal."""
    pager = shlex.split(os.environ.get("PAGER", "less -R")) if is_paged() else []
    found = shutil.which(pager[0]) if pager else None
    if not found:
        yield
        return
    environment = {**os.environ, "LESS": os.environ.get("LESS", "FRX")}  # as git does: what fits the screen just stands
    process = subprocess.Popen([found, *pager[1:]], stdin=subprocess.PIPE, env=environment)  # noqa: S603
    sys.stdout.flush()
    kept = os.dup(sys.stdout.fileno())
    assert process.stdin is not None  # noqa: S101
    os.dup2(process.stdin.fileno(), sys.stdout.fileno())
    process.stdin.close()
    try:
        with suppress(BrokenPipeError):
            yield
    finally:
        os.dup2(kept, sys.stdout.fileno())
        os.close(kept)
        while process.poll() is None:
            with suppress(KeyboardInterrupt):  # the pager has its own answer to that
                process.wait()


def heading(text: str, more: str, coloured: bool) -> str:
    """Return the line above a document."""
    if not coloured:
        return f"== {text} =={f' {more}' if more else ''}\n"
    from rich.text import Text

    return _rendered(Text.assemble((text, "bold"), f"  {more}"))


def inline(items: Iterable[Row | Fold], coloured: bool) -> str:
    """Return rows one under the other, each change where it stands.

    >>> from vncorpus.look.rows import Span
    >>> row = Row(3, 1, [Span("same", "hãy "), Span("gone", "dùg"), Span("new", "dùng"), Span("why", "x r")], True)
    >>> print(inline([Fold(2), row], False), end="")
              … 2 lines
       3    1 hãy [-dùg-]{+dùng+}‹x r›
    """
    if not coloured:
        return "".join(f"{_gutter(item)}{_plain(item)}".rstrip() + "\n" for item in items)
    from rich.text import Text

    lines = []
    for item in items:
        text = Text(_gutter(item), style=DIM)
        lines.append(text.append_text(_styled(item)))
    return _rendered(*lines)


def _gutter(item: Row | Fold) -> str:
    if isinstance(item, Fold):
        return " " * 10
    return f"{item.was or '':>4} {item.now or '':>4} "


def _plain(item: Row | Fold) -> str:
    if isinstance(item, Fold):
        return _folds(item)
    return "".join(f"{MARKS[span.kind][0]}{span.text}{MARKS[span.kind][1]}" for span in item.spans)


def _folds(item: Fold) -> str:
    return f"… {item.lines:,} line{'s' if item.lines > 1 else ''}"


def _styled(item: Row | Fold, *, marks: bool = False) -> Any:
    from rich.text import Text

    if isinstance(item, Fold):
        return Text(_folds(item), style=DIM)
    text = Text()
    for span in item.spans:
        before, after = MARKS[span.kind] if marks or span.kind == "why" else ("", "")
        text.append(f"{before}{span.text}{after}", "" if marks else STYLES[span.kind])
    return text


def side(items: Iterable[Row | Fold], coloured: bool, columns: int) -> str:
    """Return what was on the left, what is on the right, and why beside it; widths are those that a terminal shows."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1), expand=True)
    for ratio, style in ((0, DIM), (5, ""), (0, DIM), (5, ""), (2, "cyan")):
        table.add_column(ratio=ratio or None, no_wrap=not ratio, overflow="fold", style=style if coloured else "")
    for left, right in _paired(items):
        if isinstance(left, Fold) or isinstance(right, Fold):
            fold = _styled(left or right, marks=not coloured)
            table.add_row("", fold, "", fold, "")
            continue
        told = [left if left and (left is right or not left.now) else None, None if right is left else right]
        why = [span.text for row in told if row for span in row.spans if span.kind == "why"]
        table.add_row(
            f"{left.was}" if left and left.was else "",
            _half(left, "new", coloured) if left else Text(),
            f"{right.now}" if right and right.now else "",
            _half(right, "gone", coloured) if right else Text(),
            Text("; ".join(dict.fromkeys(why))),
        )
    return _rendered(table, columns=columns, coloured=coloured)


def _half(row: Row, without: str, coloured: bool) -> Any:
    spans = [span for span in row.spans if span.kind not in (without, "why")]
    return _styled(Row(row.was, row.now, spans), marks=not coloured)


def _paired(items: Iterable[Row | Fold]) -> Iterator[tuple[Any, Any]]:
    """Yield rows that stand side by side: lines that were replaced stand beside those that replace them."""
    lefts: list[Row] = []
    rights: list[Row] = []
    for item in items:
        kinds = set() if isinstance(item, Fold) else {span.kind for span in item.spans}
        if isinstance(item, Fold) or (item.was and item.now and ("same" in kinds or not kinds)):
            yield from zip_longest(lefts, rights)
            lefts, rights = [], []
            yield item, item
            continue
        if item.was:
            lefts.append(item)
        if item.now:
            rights.append(item)
    yield from zip_longest(lefts, rights)


def _rendered(*things: Any, columns: int = 0, coloured: bool = True) -> str:
    from rich.console import Console

    made = StringIO()
    console = Console(
        file=made,
        force_terminal=coloured,
        color_system="auto" if coloured else None,
        width=columns or None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for thing in things:
        console.print(thing, soft_wrap=not columns)
    text = made.getvalue()
    return text if coloured else "".join(f"{line.rstrip()}\n" for line in text.splitlines())
