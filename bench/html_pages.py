"""Measure what is taken out of HTML pages, ours beside the peers: kept-character F, title and dek kept, pages a second.

    python bench/html_pages.py FOLDER [even|odd] [-v]

FOLDER holds NAME.html, NAME.txt with the lines of its article, and optionally NAME.soft.txt with lines that either
answer suits. `even` and `odd` take every other page, so that rules can be made on one half and scored on the other. The
characters are those of words, in any order, so that a peer that joins lines differently loses nothing by it. A page has
a dek where its description begins a line of the article.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import lxml.html
from lxml import etree
from readability import Document as Readability
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import extract

from vncorpus import Document, Pipeline, html

_DESCRIPTION = re.compile(r'<meta property="og:description" content="([^"]+)"')
CLEAN = Pipeline(["encoding", "boilerplate", "cjk"])


def ours(page: str, *, fast: bool = False) -> str:
    """Return what `clean` makes of a page."""
    record = html.record(page.encode(), fast=fast)
    rest = {name: value for name, value in record.items() if name != "text"}
    return CLEAN.run(Document(record["text"], rest)).text


def readability(page: str) -> str:
    """Return the body that readability-lxml finds."""
    return "\n".join(html.lines(lxml.html.fromstring(Readability(page).summary(html_partial=True))))


WAYS: dict[str, Callable[[str], str]] = {
    "vncorpus": ours,
    "vncorpus, fast": lambda page: ours(page, fast=True),
    "ingest alone": lambda page: str(html.record(page.encode())["text"]),
    "readability-lxml": readability,
    "trafilatura": lambda page: extract(page) or "",
    "trafilatura, recall": lambda page: extract(page, favor_recall=True) or "",
    "resiliparse": lambda page: str(extract_plain_text(page, main_content=True)),
}


def words(lines: list[str]) -> Counter[str]:
    """Count the words of lines."""
    return Counter(word for line in lines for word in line.split())


def weight(counts: Counter[str]) -> int:
    """Return the characters of counted words."""
    return sum(len(word) * count for word, count in counts.items())


def main(folder: Path, half: str, verbose: bool) -> None:
    """Print a row for each way, the worst page by name."""
    found = sorted(folder.glob("*.html"))
    found = found[0::2] if half == "even" else found[1::2] if half == "odd" else found
    print(f"{len(found)} pages {half}\n{'way':20} char F   worst  lost    title  dek    pages/s")
    for name, way in WAYS.items():
        total = [0, 0, 0]
        worst, titles, deks, deks_of = (1.0, ""), 0, 0, 0
        took = 0.0
        for path in found[:2]:
            way(path.read_text(encoding="utf-8"))  # loads tables and libraries
        for path in found:
            page = path.read_text(encoding="utf-8")
            gold = [" ".join(line.split()) for line in path.with_suffix(".txt").read_text("utf-8").splitlines() if line]
            soft = path.with_name(f"{path.stem}.soft.txt")
            free = words(soft.read_text("utf-8").splitlines()) if soft.exists() else Counter()
            began = time.process_time()
            try:
                out = way(page)
            except (etree.ParserError, ValueError) as error:
                print(f"{path.name}: {name}: {error}")
                out = ""
            took += time.process_time() - began
            got, wanted = words(out.splitlines()), words(gold)
            hit, wrong, lost = weight(got & wanted), weight(got - wanted - free), weight(wanted - got)
            total = [a + b for a, b in zip(total, (hit, wrong, lost), strict=True)]
            score = 2 * hit / (2 * hit + wrong + lost) if hit else 0.0
            worst = min(worst, (score, path.stem))
            whole = " ".join(out.split())
            titles += gold[0] in whole
            said = _DESCRIPTION.search(page)
            start = " ".join(lxml.html.fromstring(f"<p>{said[1]}</p>").text_content().split())[:40] if said else ""
            dek = next((line for line in gold[1:] if start and line.startswith(start)), "")
            deks_of += bool(dek)
            deks += bool(dek) and dek in whole
            if verbose and name == "vncorpus":
                lines = {" ".join(line.split()) for line in out.splitlines()}
                print(f"  {path.stem} {score:.4f} wrong {wrong} lost {lost}")
                for line in gold:
                    if line not in whole:
                        print(f"    lost {line[:110]}")
                for line in sorted(lines):
                    if weight(words([line]) - wanted - free):
                        print(f"    left {line[:110]}")
        hit, wrong, lost = total
        print(
            f"{name:20} {2 * hit / max(1, 2 * hit + wrong + lost):.4f}  {worst[0]:.3f}  {lost / (hit + lost):6.2%}"
            f"  {titles}/{len(found)}  {deks}/{deks_of}  {len(found) / took:6.1f}  {worst[1]}",
            flush=True,
        )


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    if not arguments:
        sys.exit(__doc__)
    main(Path(arguments[0]), arguments[1] if len(arguments) > 1 else "all", "-v" in sys.argv)
