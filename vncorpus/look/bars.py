"""Show the counts of a corpus in a terminal: tables, and bars beside the numbers."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING, Any

from vncorpus.look import terminal

if TYPE_CHECKING:
    from rich.console import Console

BAR = 24
#: Eighths of a block, so that a bar can be as long as its number says.
EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(count: int, most: int, width: int = BAR) -> str:
    """Return a bar for a count, `width` blocks long for the greatest; what is not nothing is seen.

    >>> bar(8, 16, 4), bar(1, 1000, 4), bar(0, 9, 4)
    ('██', '▏', '')
    """
    eighths = round(8 * width * count / most) if most else 0
    eighths = max(eighths, 1) if count else 0
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def show(row: dict[str, Any], top: int) -> None:
    """Print the counts: in colour on a terminal, plain in a pipe."""
    from rich.console import Console

    made = StringIO()  # rich itself ends the process, as failed, where a pipe is closed
    asked = True if sys.stdout is not None and sys.stdout.isatty() else None
    console = Console(file=made, force_terminal=asked, highlight=False, soft_wrap=False, emoji=False, markup=False)
    _overview(console, row)
    for name in ("characters", "syllables", "sentences", "words"):
        _bins(console, f"{name} a document", row["texts"][name]["bins"])
    traced = row["trace"] or {}
    for stage, done in row["stages"].items():
        title = f"{stage}: {done['changed']:,} documents changed"
        if stage not in traced:
            _bars(console, title, list(done["rules"].items()), top, "rule")
    for stage, rules in traced.items():
        _traced(console, stage, rules, top)
    for title, counts in (
        ("guess by share of syllables", row["texts"]["language_guess"]),
        ("language, by metadata", row["texts"]["language"]),
        ("encoding, by metadata", row["texts"]["encoding"]),
        ("rejects, by error", (row["rejects"] or {}).get("errors", {})),
        ("rejects, by stage", (row["rejects"] or {}).get("stages", {})),
    ):
        _bars(console, title, [(name or "(none)", count) for name, count in counts.items()], top, "")
    missed = row["lines"]["kept_missed"]
    _bars(console, f"lines that stand more than once{_about(missed)}", row["lines"]["kept"], top, "")
    missed = row["lines"]["dropped_missed"] or 0
    _bars(console, f"lines that were dropped{_about(missed)}", row["lines"]["dropped"] or [], top, "")
    _bars(console, "stray Chinese that nothing resolves", row["stray"]["open"], top, "")
    terminal.show(made.getvalue())


def _about(missed: int) -> str:
    return f" (counts may be {missed:,} too low)" if missed else ""


def _overview(console: Console, row: dict[str, Any]) -> None:
    texts, stray = row["texts"], row["stray"]
    marked = {name: texts[name]["documents"] for name in ("sentences", "words")}
    rows = [("records", f"{row['records']['read']:,}", f"{row['records']['unreadable']:,} unreadable")]
    rows += [("documents", f"{texts['documents']:,}", f"{texts['empty']:,} empty")]
    rows += [
        ("characters", f"{texts['characters']['total']:,}", _each(texts["characters"]["total"], texts["documents"]))
    ]
    valid = texts["syllables"]["valid_share"]
    note = f"{valid:.2%} valid Vietnamese" if valid is not None else ""
    rows += [("syllables", f"{texts['syllables']['total']:,}", note)]
    for name, documents in marked.items():
        note = f"marked in {documents:,} documents"
        rows += [(name, f"{texts[name]['total']:,}" if documents else "–", note)]
    if row["rejects"]:
        rows += [("rejected", f"{row['rejects']['records']:,}", ", ".join(row["rejects"]["files"]))]
    rate = f"{stray['per_1000_words']:.3f} per 1,000 words" if stray["per_1000_words"] is not None else ""
    rows += [("stray Chinese", f"{stray['runs']:,}", f"{rate}; in {stray['documents']:,} documents")]
    _table(console, "", ("", "count", ""), rows)


def _each(total: int, documents: int) -> str:
    return f"{total / documents:,.0f} a document" if documents else ""


def _bins(console: Console, title: str, bins: list[list[int]]) -> None:
    most = max((count for *_, count in bins), default=0)
    rows = [(f"{start:,} – {end - 1:,}", f"{count:,}", bar(count, most)) for start, end, count in bins]
    _table(console, title, ("", "documents", ""), rows)


def _bars(console: Console, title: str, counts: list[tuple[str, int]], top: int, name: str) -> None:
    shown = sorted(counts, key=lambda item: (-item[1], item[0]))[:top]
    most = shown[0][1] if shown else 0
    rows = [(_plain(text), f"{count:,}", bar(count, most)) for text, count in shown]
    rest = len(counts) - len(shown)
    rows += [(f"and {rest:,} more", f"{sum(n for _, n in counts) - sum(n for _, n in shown):,}", "")] if rest else []
    _table(console, title, (name, "count", ""), rows)


def _traced(console: Console, stage: str, rules: dict[str, dict[str, int]], top: int) -> None:
    shown = list(rules.items())[:top]
    names = ("edits", "marks", "characters_out", "characters_in", "lines_dropped")
    rows = [(_plain(rule), *(f"{figures[name]:,}" for name in names)) for rule, figures in shown]
    if len(rules) > len(shown):
        rest = list(rules.values())[top:]
        rows.append((f"and {len(rest):,} more", *(f"{sum(figures[name] for figures in rest):,}" for name in names)))
    heads = ("rule", "edits", "marks", "taken", "put", "lines")
    _table(
        console,
        f"{stage}, by the trace: edits, marks that change nothing, characters taken and put, lines dropped",
        heads,
        rows,
    )


def _plain(text: str) -> str:
    """Return a line of a corpus as it may be shown: a terminal obeys control characters."""
    return "".join(char if char.isprintable() else "�" for char in text)


def _table(console: Console, title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    rows = list(rows)
    if not rows:
        return
    table = Table(box=box.SIMPLE_HEAD if console.is_terminal else None, show_header=any(heads), pad_edge=False)
    bars = len(heads) == 3
    for number, head in enumerate(heads):
        right = 0 < number < (2 if bars else len(heads))
        style = "" if number == 0 else "bold" if right else "cyan"
        table.add_column(
            head, justify="right" if right else "left", style=style, no_wrap=True, overflow="ellipsis", ratio=None
        )
    for row in rows:
        table.add_row(*map(Text, row))
    if title:
        console.print(Text(f"\n{title}", style="bold green"))
    console.print(table)
