"""Lay out a text with its differences in rows: what went, what came, why; and fold what did not change."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from vncorpus.look.changes import Compared, Difference, Reason

Kind = Literal["same", "gone", "new", "why"]
#: Characters that are shown around a change where a paragraph is long, and of a paragraph beside one.
AROUND = 40
BESIDE = 76
#: Signs that a terminal would obey, or that turn the line around.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


class Span(NamedTuple):
    """Hold a stretch of a row."""

    kind: Kind
    text: str


@dataclass
class Row:
    """Hold a row: spans, and the number of its line in each text, 0 where it has none there."""

    was: int
    now: int
    spans: list[Span] = field(default_factory=list)
    changed: bool = False

    def add(self, kind: Kind, text: str) -> None:
        """Add a stretch."""
        if text and self.spans and self.spans[-1].kind == kind != "why":
            self.spans[-1] = Span(kind, self.spans[-1].text + text)
        elif text:
            self.spans.append(Span(kind, text))
        self.changed = self.changed or kind in ("gone", "new")


class Fold(NamedTuple):
    """Stand for rows that did not change."""

    lines: int


def rows(compared: Compared) -> list[Row]:
    r"""Return all rows of a text, those that went among those that are there.

    >>> from vncorpus.look.changes import Difference, Reason
    >>> gone = Difference(0, 0, 0, 10, (Reason("x", "ad"),))
    >>> made = rows(Compared("Quảng cáo\nTrời mưa", "Trời mưa", (gone,), Counter()))
    >>> [(row.was, row.now, [tuple(span) for span in row.spans]) for row in made]
    [(1, 0, [('gone', 'Quảng cáo'), ('why', 'x ad')]), (2, 1, [('same', 'Trời mưa')])]
    """
    layout = _Layout()
    at = 0
    chosen = set(compared.differences)
    for one in sorted({*chosen, *compared.hidden}):
        layout.same(compared.now[at : one.start])
        was, now = compared.was[one.was_start : one.was_end], compared.now[one.start : one.end]
        if one in chosen:
            layout.change(was, now, one.reasons)
        else:
            layout.hidden(was, now)
        at = one.end
    layout.same(compared.now[at:])
    return layout.done()


class _Layout:
    """Fill rows with stretches of text, counting the lines of both texts."""

    def __init__(self) -> None:
        self._rows = [Row(0, 0)]
        self._was = self._now = 1  # the lines that the next character stands on

    def _put(self, kind: Kind, text: str) -> Row:
        row = self._rows[-1]
        row.add(kind, text)
        if kind != "new":
            row.was = row.was or self._was
        if kind != "gone":
            row.now = row.now or self._now
        return row

    def _break(self, kind: Kind, *, to_row: bool = True) -> None:
        if to_row:
            self._put(kind, "")
            self._rows.append(Row(0, 0))
        self._was += kind != "new"
        self._now += kind != "gone"

    def same(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self._break("same")
            if line:
                self._put("same", visible(line))

    def hidden(self, was: str, now: str) -> None:
        """Lay out a change that nobody asked for: what is there now, and the count of the lines that were."""
        self.same(now)
        self._was += was.count("\n") - now.count("\n")

    def change(self, was: str, now: str, reasons: tuple[Reason, ...]) -> None:
        bare = not was.strip() and not now.strip()
        last = self._rows[-1]
        for number, line in enumerate(was.split("\n")):
            if number:
                if not was.strip():
                    self._put("gone", "⏎")
                self._break("gone", to_row=bool(was.strip()))
            if line:
                last = self._put("gone", shown(line, bare))
        last = self._rows[-1] if now or not was.strip() else last
        for number, line in enumerate(now.split("\n")):
            if number:
                if not now.strip():
                    last = self._put("new", "⏎")
                self._break("new")
            if line:
                last = self._put("new", shown(line, bare))
        last.changed = True
        last.add("why", _label(reasons))

    def done(self) -> list[Row]:
        return [row for row in self._rows if row.spans or row.was or row.now]


def _label(reasons: tuple[Reason, ...]) -> str:
    parts: dict[str, list[str]] = {}
    for stage, rule in reasons:
        parts.setdefault(stage, []).append(visible(rule))
    return "; ".join(f"{stage} {', '.join(rules)}" for stage, rules in parts.items())


def folded(rows: list[Row], context: int) -> Iterator[Row | Fold]:
    """Yield the rows that changed, with so many before and after each, and a fold for the others."""
    changed = [place for place, row in enumerate(rows) if row.changed]
    upto = 0
    last = -1
    for place in changed:
        first = max(place - context, upto)
        upto = max(upto, min(place + context + 1, len(rows)))
        if first > last + 1:
            yield Fold(first - last - 1)
        for number in range(max(first, last + 1), upto):
            yield rows[number]
        last = max(last, upto - 1)
    if last + 1 < len(rows):
        yield Fold(len(rows) - last - 1)


def clipped(row: Row) -> Row:
    """Return the row with its long stretches of unchanged text cut to what stands beside a change.

    >>> row = Row(1, 1, [Span("same", "x " * 90 + "đi"), Span("gone", "xa"), Span("same", " rồi" + " y" * 90)], True)
    >>> [len(span.text) for span in clipped(row).spans]
    [42, 2, 42]
    """
    if not row.changed:
        text = "".join(span.text for span in row.spans)
        return Row(row.was, row.now, [Span("same", _head(text, BESIDE))])
    spans = []
    last = len(row.spans) - 1
    for place, span in enumerate(row.spans):
        text = span.text
        if span.kind == "same":
            begins, ends = place == 0, place == last
            if begins:
                text = _tail(text, AROUND)
            elif ends:
                text = _head(text, AROUND)
            elif len(text) > 2 * AROUND + 2:
                text = f"{_head(text, AROUND)}{_tail(text, AROUND)[1:]}"
        spans.append(Span(span.kind, text))
    return Row(row.was, row.now, spans, True)


def _head(text: str, size: int) -> str:
    return text if len(text) <= size + 2 else f"{_whole(text[: size + 1], text[size + 1 :])} …"


def _tail(text: str, size: int) -> str:
    if len(text) <= size + 2:
        return text
    at = len(text) - size - 1
    space = text.find(" ", at)
    while at < len(text) and unicodedata.combining(text[at]):
        at += 1
    return f"… {text[at + 1 if space < 0 else space + 1 :]}" if space < len(text) - 1 else f"… {text[at:]}"


def _whole(head: str, rest: str) -> str:
    """Return the beginning of a text up to the end of a word, where there is one near its end."""
    space = head.rfind(" ")
    if space > len(head) // 2:
        return head[:space]
    head = head[:-1]
    while head and unicodedata.combining(rest[:1]) and unicodedata.combining(head[-1]):
        head = head[:-1]
    return head


def visible(text: str) -> str:
    r"""Return a text that a terminal shows and does not obey: controls and signs that turn the line are escaped.

    >>> print(visible("đỏ \x1b[31m\u202e"))
    đỏ \x1b[31m\u202e
    """
    if text.isprintable():
        return text
    return "".join(_escaped(char) if _obeyed(char) else char for char in text)


def _obeyed(char: str) -> bool:
    return char in _TURNING or (char != "\t" and unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"))


def _escaped(char: str) -> str:
    if char == "\r":
        return "\\r"
    code = ord(char)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def shown(text: str, bare: bool) -> str:
    r"""Return what went or came so that it can be seen: what has no shape of its own is escaped.

    `bare` says that nothing else is there: then a plain space is `␣`.

    >>> print(shown("a\u200b\u00a0", False), shown(" ", True))
    a\u200b\xa0 ␣
    """
    if text.isprintable():
        return text.replace(" ", "␣") if bare else text
    made = []
    for char in text:
        kind = unicodedata.category(char)
        odd = kind in ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp") or (kind == "Zs" and char != " ")
        made.append(_escaped(char) if odd and char != "\t" else "␣" if bare and char == " " else char)
    return "".join(made)


def one_sided(text: str, kind: Literal["gone", "new"]) -> Compared:
    """Return a text that stands on one side only, as a change of all of it."""
    if kind == "gone":
        return Compared(text, "", (Difference(0, 0, 0, len(text)),), Counter())
    return Compared("", text, (Difference(0, len(text), 0, 0),), Counter())
