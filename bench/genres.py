"""Measure word segmentation on sentences of kinds that no treebank at hand has, parted by hand.

    python bench/genres.py [FILE] [--half odd|even] [--wrong]

F1 of words by kind, and by how much ours is ahead, with 95 % intervals by paired bootstrap over sentences. FILE is
words_genres.tsv, or words_blind.tsv, which is only counted. What is chosen by looking is looked at in the odd sentences
of the former; the even ones are only counted. `--wrong` prints what ours gives in the odd ones where it differs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import words as segmentation

from train import scores
from train.gold import natural
from vncorpus.document import Span
from vncorpus.tables import read

PATH = Path(__file__).parent / "words_genres.tsv"
BLIND = PATH.with_name("words_blind.tsv")
TOOLS = ("vncorpus", "underthesea", "pyvi")
DRAWS = 2000
Pairs = list[tuple[str, list[Span]]]


def sentences(half: str = "", path: Path = PATH) -> dict[str, Pairs]:
    """Return the sentences of each kind as natural text, with the spans of their words."""
    found: dict[str, Pairs] = {}
    for number, (genre, forms) in enumerate(
        read(path, ("genre", "words"), lambda row: (row["genre"], row["words"])), 1
    ):
        if not half or (number % 2 == 1) == (half == "odd"):
            words = [form.replace("_", " ") for form in forms.split(" ")]
            found.setdefault(genre, []).append(natural(words))
    return found


def ahead(ours: scores.Counts, theirs: scores.Counts) -> str:
    """Return by how many points of F1 ours is ahead, with the interval."""
    spread = scores.spread(ours, scores.drawn(ours, DRAWS), theirs)
    return f"{100 * (scores.f1(ours) - scores.f1(theirs)):.2f} {scores.interval(spread)}"


def main() -> int:
    """Print the table and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=PATH)
    parser.add_argument("--half", choices=("odd", "even"), default="")
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args()
    if asked.wrong:
        for pairs in sentences("odd", asked.file).values():
            for (text, gold), found in zip(pairs, segmentation.TOOLS["vncorpus"]([t for t, _ in pairs]), strict=True):
                parts = [
                    ["_".join(text[a:b].split()) for a, b in spans if (a, b) not in other]
                    for spans, other in ((found, gold), (gold, found))
                ]
                if parts[0]:
                    print(" ".join(parts[0]), "| gold:", " ".join(parts[1]))
        return 0
    chosen = sentences(asked.half, asked.file)
    chosen["all"] = [pair for pairs in chosen.values() for pair in pairs]
    print("| |", " | ".join(f"{genre}, {len(pairs)}" for genre, pairs in chosen.items()), "|")
    print("|---" * (len(chosen) + 1) + "|")
    tables: dict[str, list[scores.Counts]] = {}
    for tool in TOOLS:
        segment = segmentation.TOOLS[tool]
        try:
            counts = [
                scores.counted([gold for _, gold in pairs], segment([text for text, _ in pairs]))
                for pairs in chosen.values()
            ]
        except ImportError as error:
            print(f"| {tool} | not here: {error} |")
            continue
        print(f"| {tool} |", " | ".join(f"{100 * scores.f1(one):.2f}" for one in counts), "|")
        tables[tool] = counts
    ours, *others = tables.items()
    for tool, counts in others:
        print(f"| ahead of {tool} by |", " | ".join(map(ahead, ours[1], counts)), "|")
    return 0


if __name__ == "__main__":
    sys.exit(main())
