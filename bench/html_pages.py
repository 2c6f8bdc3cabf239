"""Measure what is taken out of HTML pages, ours beside the peers: characters, lines, title, dek, pages a second.

    python bench/html_pages.py [FOLDER] [even|odd] [-o] [-v]     -o: ours alone; -v: the lines that are lost or left

Of the pages of tests/html/dev, held, blind and last, or of FOLDER. `even` and `odd` take every other page. The labels
of a page are in it, as attributes that are taken out before it is read: gold="title", "dek", "keep" (each line of the
element is of the article), "maybe" (either answer suits: captions, signatures, notes), and "drop" for what is inside of
these and furniture. A folder may also hold NAME.txt with the lines of the article, and NAME.soft.txt with those that
either answer suits. NAME.tcvn3.html and NAME.cp1258.html are kept as UTF-8 and read in that encoding, by ours; the
peers get text.

The characters are those of words, in any order, so that a peer that joins lines differently loses nothing by it.
"""

from __future__ import annotations

import copy
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import lxml.html
from lxml import etree
from readability import Document as Readability
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import extract

from vncorpus import Document, Pipeline, html
from vncorpus.html.lines import read
from vncorpus.html.rows import joined
from vncorpus.stages.encoding import charmaps

PAGES = Path(__file__).parent.parent / "tests" / "html"
_DESCRIPTION = re.compile(r'<meta property="og:description" content="([^"]+)"')
_GOLD = re.compile(r' gold="\w+"')
CLEAN = Pipeline(["encoding", "boilerplate", "cjk"])


class Page(NamedTuple):
    """A page, its bytes, and what is to be kept of it."""

    name: str
    text: str
    data: bytes
    gold: list[str]
    free: list[str]
    dek: str


class Score(NamedTuple):
    """Weights of characters and of lines that were hit, wrong and lost; whether title and dek were kept."""

    chars: tuple[int, int, int]
    lines: tuple[int, int, int]
    title: bool
    dek: bool


def load(folder: Path) -> list[Page]:
    """Return the pages of a folder."""
    return [_page(path) for path in sorted(folder.glob("*.html"))]


def _page(path: Path) -> Page:
    labelled = path.read_text(encoding="utf-8")
    page = _GOLD.sub("", labelled)
    name, _, encoding = path.stem.partition(".")
    if path.with_suffix(".txt").exists():
        gold = [" ".join(line.split()) for line in path.with_suffix(".txt").read_text("utf-8").splitlines() if line]
        soft = path.with_name(f"{path.stem}.soft.txt")
        said = _DESCRIPTION.search(page)
        start = " ".join(lxml.html.fromstring(f"<p>{said[1]}</p>").text_content().split())[:40] if said else ""
        dek = next((line for line in gold[1:] if start and line.startswith(start)), "")
        return Page(name, page, page.encode(), gold, soft.read_text("utf-8").splitlines() if soft.exists() else [], dek)
    gold, free, dek = [], [], ""
    for element in lxml.html.fromstring(labelled).iter():
        label = element.get("gold") if isinstance(element.tag, str) else None
        if label == "maybe":
            free += html.lines(element)
        elif label in ("title", "dek", "keep"):
            whole = copy.deepcopy(element)
            for part in [part for part in whole.iterdescendants() if part.get("gold") in ("maybe", "drop")]:
                if part.tag in html.BLOCKS:  # which ends a line, as what stood in it did
                    part.addprevious(etree.Element("br"))
                part.drop_tree()
            found = read(whole)
            gold += [" ".join(line.split()) for line in joined(found, range(len(found)))]
            dek = gold[-1] if label == "dek" else dek
    return Page(name, page, _bytes(page, encoding), gold, free, dek)


def _bytes(page: str, encoding: str) -> bytes:
    if encoding == "cp1258":  # base letters whole, tones as marks after them
        known = {letter: charmaps.encoded(letter, "cp1258") for letter in set(page) if ord(letter) > 127}
        return b"".join(known.get(letter) or letter.encode("ascii") for letter in page)
    if encoding:
        return b"".join(
            letter.encode() if letter < "\x80" else charmaps.encoded(letter, encoding)
            for letter in unicodedata.normalize("NFC", page)
        )
    return page.encode()


def ours(page: Page, *, fast: bool = False) -> str:
    """Return what `clean` makes of a page."""
    record = html.record(page.data, fast=fast)
    rest = {name: value for name, value in record.items() if name != "text"}
    return CLEAN.run(Document(record["text"], rest)).text


def readability(page: Page) -> str:
    """Return the body that readability-lxml finds."""
    return "\n".join(html.lines(lxml.html.fromstring(Readability(page.text).summary(html_partial=True))))


WAYS: dict[str, Callable[[Page], str]] = {
    "vncorpus": ours,
    "vncorpus, fast": lambda page: ours(page, fast=True),
    "ingest alone": lambda page: str(html.record(page.data)["text"]),
    "readability-lxml": readability,
    "trafilatura": lambda page: extract(page.text) or "",
    "trafilatura, recall": lambda page: extract(page.text, favor_recall=True) or "",
    "resiliparse": lambda page: str(extract_plain_text(page.text, main_content=True)),
}


def words(lines: list[str]) -> Counter[str]:
    """Count the words of lines."""
    return Counter(word for line in lines for word in line.split())


def weight(counts: Counter[str]) -> int:
    """Return the characters of counted words."""
    return sum(len(word) * count for word, count in counts.items())


def score(page: Page, out: str) -> Score:
    """Compare what was made of a page with its labels."""
    found = [line for line in (" ".join(line.split()) for line in out.splitlines()) if line]
    got, wanted, free = words(found), words(page.gold), words(page.free)
    chars = (weight(got & wanted), weight(got - wanted - free), weight(wanted - got))
    had, wants, may = Counter(found), Counter(page.gold), Counter(page.free)
    hit = (had & wants).total()
    lines = (hit, (had - wants - may).total(), wants.total() - hit)
    whole = " ".join(found)
    return Score(chars, lines, bool(page.gold) and page.gold[0] in whole, bool(page.dek) and page.dek in whole)


def f_score(counts: tuple[int, int, int]) -> float:
    """Return the F1 of what was hit, wrong and lost."""
    hit, wrong, lost = counts
    return 2 * hit / (2 * hit + wrong + lost) if hit else 0.0


def total(scores: list[Score]) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Return the sums over pages, of characters and of lines."""
    chars, lines = (
        tuple(sum(row[place] for row in rows) for place in range(3))
        for rows in ([found.chars for found in scores], [found.lines for found in scores])
    )
    return (chars[0], chars[1], chars[2]), (lines[0], lines[1], lines[2])


def _explain(page: Page, out: str, found: Score) -> None:
    lines = {" ".join(line.split()) for line in out.splitlines()}
    free = words(page.free)
    print(f"  {page.name} {f_score(found.chars):.4f} wrong {found.chars[1]} lost {found.chars[2]}")
    for line in page.gold:
        if line not in lines:
            print(f"    lost {line[:110]}")
    for line in sorted(lines):
        if line not in page.gold and weight(words([line]) - words(page.gold) - free):
            print(f"    left {line[:110]}")


def main(folder: Path, half: str, verbose: bool, only: str = "") -> None:
    """Print a row for each way, the worst page by name."""
    found = load(folder)
    found = found[0::2] if half == "even" else found[1::2] if half == "odd" else found
    deks_of = sum(bool(page.dek) for page in found)
    print(f"{folder}: {len(found)} pages {half}\n{'way':20} char F  line F   lost    worst  title  dek    pages/s")
    for name, way in WAYS.items():
        if only and name != only:
            continue
        for page in found[:2]:
            way(page)  # loads tables and libraries
        scores, took = [], 0.0
        for page in found:
            began = time.process_time()
            try:
                out = way(page)
            except (etree.ParserError, ValueError) as error:
                print(f"{page.name}: {name}: {error}")
                out = ""
            took += time.process_time() - began
            scores.append(score(page, out))
            if verbose and name.startswith("vncorpus"):
                _explain(page, out, scores[-1])
        chars, lines = total(scores)
        worst = min((f_score(row.chars), page.name) for row, page in zip(scores, found, strict=True))
        print(
            f"{name:20} {f_score(chars):.4f}  {f_score(lines):.4f}"
            f"  {chars[2] / (chars[0] + chars[2]):6.2%}  {worst[0]:.3f}"
            f"  {sum(row.title for row in scores)}/{len(found)}  {sum(row.dek for row in scores)}/{deks_of}"
            f"  {len(found) / took:6.1f}  {worst[1]}",
            flush=True,
        )


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    halves = [argument for argument in arguments if argument in ("even", "odd")]
    folders = [Path(argument) for argument in arguments if argument not in halves]
    for folder in folders or [PAGES / name for name in ("dev", "held", "blind", "last")]:
        main(folder, halves[0] if halves else "all", "-v" in sys.argv, "vncorpus" if "-o" in sys.argv else "")
