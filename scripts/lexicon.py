"""Put the parts of the Chinese lexicon together, and check a table of it.

    python scripts/lexicon.py glossary PART... > table      the columns han, vi, also, sure, field
    python scripts/lexicon.py hanviet PART... > table       the columns char, reading, others
    python scripts/lexicon.py coverage TABLE WORDS...       which of the words of a list the table has

A part is a table without or with its head; of two rows for the same simplified form the first wins, so give the part
that is surest first. What is wrong is told on standard error, by file and line, and stays out.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from vncorpus.syllables import is_syllable

HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]+(?:\\|[\u3400-\u9fff\U00020000-\U000323af]+)*")
ASIAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def rows(path: Path, width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each row of a part, without its head and comments."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = unicodedata.normalize("NFC", line)
        if not line.strip() or line.startswith(("#", "han\t", "char\t")):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        yield number, (cells + [""] * width)[:width]


def wrong_word(cells: list[str]) -> str:
    """Return what is wrong with a row of the glossary, or nothing."""
    han, vi, also, sure, field = cells
    if not HAN.fullmatch(han):
        return f"han is no Chinese: {han!r}"
    if not vi or ASIAN.search(vi + also) or "|" in vi or not vi[0].isalnum() or not vi[-1].isalnum():
        return f"vi or also of {han} cannot stand in a sentence: {vi!r}, {also!r}"
    return "" if sure in ("yes", "no") and field else f"sure is yes or no, and the field is named: {cells}"


def wrong_character(cells: list[str]) -> str:
    """Return what is wrong with a row of the readings, or nothing."""
    char, reading, others = cells
    if not HAN.fullmatch(char) or any(len(form) != 1 for form in char.split("|")):
        return f"char is one character, and its traditional form after a |: {char!r}"
    bad = [word for word in [reading, *filter(None, others.split(","))] if not is_syllable(word)]
    return f"no Vietnamese syllable: {bad} of {char}" if bad else ""


def merge(kind: str, parts: list[Path]) -> None:
    """Print the rows of the parts; a form that a row before has is left out of a later one."""
    width, wrong = (5, wrong_word) if kind == "glossary" else (3, wrong_character)
    names = ("han", "vi", "also", "sure", "field") if kind == "glossary" else ("char", "reading", "others")
    seen: set[str] = set()
    lines = ["\t".join(names)]
    for part in parts:
        for number, cells in rows(part, width):
            reason = wrong(cells)
            if reason:
                print(f"{part}:{number}: {reason}", file=sys.stderr)
                continue
            simplified, *others = cells[0].split("|")
            if simplified in seen:
                continue
            forms = [simplified, *(form for form in dict.fromkeys(others) if form not in seen)]
            seen.update(forms)
            lines.append("\t".join(["|".join(forms), *cells[1:]]))
    print("\n".join(lines))
    print(f"{len(lines) - 1:,} rows, {len(seen):,} forms", file=sys.stderr)


def coverage(table: Path, lists: list[Path]) -> None:
    """Print the share of each list's words that the table has, and the first that it has not."""
    have = {form for _, cells in rows(table, 1) for form in cells[0].split("|")}
    for path in lists:
        words = path.read_text(encoding="utf-8").split()
        lacking = [word for word in words if word not in have]
        print(f"{path.name}: {1 - len(lacking) / len(words):.4f} of {len(words):,}; not {' '.join(lacking[:12])}")


if __name__ == "__main__":
    kind, *names = sys.argv[1:] or ["", ""]
    paths = [Path(name) for name in names]
    if kind in ("glossary", "hanviet") and paths:
        merge(kind, paths)
    elif kind == "coverage" and len(paths) > 1:
        coverage(paths[0], paths[1:])
    else:
        sys.exit(__doc__)
