"""Draw what was laid out: in colours for a terminal, with plain marks for anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import zip_longest
from typing import Any, Literal, NamedTuple

from vncorpus.look.rows import Fold, Row
from vncorpus.look.terminal import width

#: How each kind of span looks in colours, and what stands around it without.
STYLES = {"same": "", "gone": "red strike", "new": "green", "why": "cyan"}
MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}"), "why": ("‹", "›")}
DIM = "bright_black"


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
        lines.append(Text.assemble((_gutter(item), DIM), _styled(item)))
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


class Piece(NamedTuple):
    """Hold a stretch of a paragraph: text, a word that was found, or the mark between two sentences."""

    kind: Literal["text", "word", "mark"]
    text: str


def table(pairs: Sequence[tuple[str, str]], coloured: bool) -> str:
    """Return names with what they stand for, in two columns; without colours a line each.

    >>> print(table([("tác giả", "Lan"), ("ngày", "1/6")], False), end="")
    tác giả: Lan
    ngày: 1/6
    """
    if not coloured:
        return "".join(f"{name}: {value}\n" for name, value in pairs)
    from rich.table import Table
    from rich.text import Text

    made = Table.grid(padding=(0, 2))
    made.add_column(style="cyan", no_wrap=True)
    made.add_column(overflow="fold")
    for name, value in pairs:
        made.add_row(Text(name), Text(value))
    return _rendered(made, columns=width())


def paragraphs(lines: Iterable[tuple[int, list[Piece]]], coloured: bool) -> str:
    """Return paragraphs with their numbers: words of many syllables underlined, or joined by `_` without colours.

    >>> pieces = [Piece("word", "Học sinh"), Piece("text", " "), Piece("word", "đọc"), Piece("word", ".")]
    >>> print(paragraphs([(2, pieces)], False), end="")
       2  Học_sinh đọc.
    """
    if not coloured:
        return "".join(f"{number:>4}  {''.join(map(_joined, pieces))}\n" for number, pieces in lines)
    from rich.table import Table
    from rich.text import Text

    made = Table.grid(padding=(0, 1))
    made.add_column(style=DIM, justify="right", no_wrap=True)
    made.add_column(overflow="fold")
    for number, pieces in lines:
        text = Text()
        for piece in pieces:
            many = piece.kind == "word" and len(piece.text.split()) > 1
            text.append(piece.text, "underline" if many else "yellow" if piece.kind == "mark" else "")
        made.add_row(f"{number}", text)
    return _rendered(made, columns=width())


def _joined(piece: Piece) -> str:
    return "_".join(piece.text.split()) if piece.kind == "word" else piece.text
