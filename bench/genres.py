"""Measure word segmentation on sentences of kinds that no treebank at hand has, parted by hand (words_genres.tsv).

    python bench/genres.py [--half odd|even] [--wrong]

F1 of words by kind. What is chosen by looking is looked at in the odd sentences; the even ones are only counted.
`--wrong` prints what ours gives in the odd ones where it differs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import words as segmentation

from train.gold import natural
from vncorpus.document import Span
from vncorpus.tables import read

PATH = Path(__file__).parent / "words_genres.tsv"
TOOLS = ("vncorpus", "underthesea", "pyvi")


def sentences(half: str = "") -> dict[str, list[tuple[str, list[Span]]]]:
    """Return the sentences of each kind as natural text, with the spans of their words."""
    found: dict[str, list[tuple[str, list[Span]]]] = {}
    for number, (genre, forms) in enumerate(
        read(PATH, ("genre", "words"), lambda row: (row["genre"], row["words"])), 1
    ):
        if not half or (number % 2 == 1) == (half == "odd"):
            words = [form.replace("_", " ") for form in forms.split(" ")]
            found.setdefault(genre, []).append(natural(words))
    return found


def main() -> int:
    """Print the table and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--half", choices=("odd", "even"), default="")
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args()
    if asked.wrong:
        for pairs in sentences("odd").values():
            for (text, gold), found in zip(pairs, segmentation.TOOLS["vncorpus"]([t for t, _ in pairs]), strict=True):
                parts = [
                    ["_".join(text[a:b].split()) for a, b in spans if (a, b) not in other]
                    for spans, other in ((found, gold), (gold, found))
                ]
                if parts[0]:
                    print(" ".join(parts[0]), "| gold:", " ".join(parts[1]))
        return 0
    chosen = sentences(asked.half)
    chosen["all"] = [pair for pairs in chosen.values() for pair in pairs]
    print("| |", " | ".join(f"{genre}, {len(pairs)}" for genre, pairs in chosen.items()), "|")
    print("|---" * (len(chosen) + 1) + "|")
    for tool in TOOLS:
        try:
            figures = [segmentation.f1(pairs, segmentation.TOOLS[tool]) for pairs in chosen.values()]
        except ImportError as error:
            print(f"| {tool} | not here: {error} |")
            continue
        print(f"| {tool} |", " | ".join(f"{100 * figure:.1f}" for figure in figures), "|")
    return 0


if __name__ == "__main__":
    sys.exit(main())
