"""Measure the encoding stage: recovery of damaged lines by class, of whole legacy documents and bytes, false changes.

    python bench/encoding.py [SUBSTRING] [-v]     only the classes whose names hold SUBSTRING; -v lists what differs

The lines are sentences of UD Vietnamese-VTB and of the news where they are (VNCORPUS_DATA), else those of the samples.
Of the news they are each tenth line: the bigram model was counted over the others.
"""

from __future__ import annotations

import gzip
import os
import random
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import damage

from vncorpus import Document, Pipeline, undo
from vncorpus.stages.encoding import charmaps
from vncorpus.stages.encoding.decode import decode

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("VNCORPUS_DATA", "../shared/data"))
SEED = 20260
#: Lines a class is measured on.
LINES = 300
CELLS = "Họ và tên|Tuổi|Quê quán|Số|Ghi chú|Nam|Nữ|Có|Không|Tên|Giá|Cả|Ở|Hà Nội|Cà Mau|Lê Thị Tú|Bé|Cá|12|Mã|Gạo|là|và"
MIXED = (
    "Tel: (84) 8 123 4567",
    "http://www.example.vn/index.html",
    "",
    "Total: 100%",
    "The quick brown fox jumps over the lazy dog.",
    "- - - - -",
)
#: Languages whose letters are those of windows-1252 and its neighbours; written for this project.
FOREIGN = (
    "Où est passé l’élève ? Il était déjà là à côté de la fenêtre, où l’été s’achève.",
    "Não há razão para esperar; amanhã à tarde começa a estação das chuvas.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy, a pak šel domů.",
    "Çocuklar bahçede oynuyor; güneş doğdu, kuşlar ötüyor.",
    "Það er gott veður í dag, en á morgun verður líklega rigning.",
    "Smørrebrød og æbler på bordet, så vi går ud på åen.",
    "El niño comió piñas y habló con María García en Córdoba.",
    "Größere Straßen führen über die Brücke; Ärger gibt es trotzdem.",
    'if (a != b && c <= 0) { printf("%d\\n", x ^ y); } // 5 µs',
    "[một liên kết](https://vi.wikipedia.org/wiki/Ti%E1%BA%BFng_Vi%E1%BB%87t) và `&nbsp;`",
    "Cơm &amp; phở: 5 m² × 3 = 15 m², khoảng 36–39 ºC, giá £20 hoặc ½ chỉ vàng ☕ 👩🏽‍🌾.",
    "Chữ Nôm 𡨸喃, “ngoặc kép”, ‘ngoặc đơn’ — và dấu ba chấm…",
)


@cache
def lines() -> tuple[str, ...]:
    """Return clean lines: those that the stage leaves alone, with a letter beyond ASCII."""
    found: list[str] = []
    for name in ("dev", "train"):
        path = DATA / "words" / f"vi_vtb-ud-{name}.conllu"
        if path.is_file():
            found += [row[8:].strip() for row in path.read_text("utf-8").splitlines() if row.startswith("# text =")]
    news = DATA / "news.txt.gz"
    if news.is_file():
        with gzip.open(news, "rt", encoding="utf-8") as handle:
            found += [row.strip() for number, row in zip(range(40000), handle, strict=False) if number % 10 == 9]
    if not found:
        found = [row for path in ROOT.glob("samples/*/expected.txt") for row in path.read_text("utf-8").splitlines()]
    pipeline = Pipeline(["encoding"])
    composed = (unicodedata.normalize("NFC", row) for row in found)
    return tuple(row for row in composed if not row.isascii() and pipeline.run(Document(row)).text == row)


def recovered(name: str, harm: damage.Damage, verbose: bool = False) -> float:
    """Return the share of lines that come back exactly; every one must undo, and be left alone by a second run."""
    pipeline = Pipeline(["encoding"])
    rng = random.Random(f"{SEED} {name}")
    tried = good = 0
    for line in rng.sample(lines(), len(lines())):
        bad = harm(line, rng)
        if bad is None or bad == line:
            continue
        document = pipeline.run(Document(bad))
        if undo(document.text, document.trail) != bad:
            raise AssertionError(f"{name}: the trail does not lead back to {bad!r}")
        if pipeline.run(Document(document.text)).text != document.text:
            raise AssertionError(f"{name}: a second run changes {document.text!r}")
        tried += 1
        good += document.text == line
        if verbose and document.text != line:
            print(f"{name}\n  {bad!r}\n  {document.text}\n  {line}")
        if tried == LINES:
            break
    return good / max(1, tried)


def fragment(name: str, verbose: bool = False) -> float:
    """Return the share of three-syllable fragments that come back from a legacy encoding."""
    pipeline = Pipeline(["encoding"])
    rng = random.Random(f"{SEED} fragment {name}")
    tried = good = 0
    for line in rng.sample(lines(), len(lines())):
        piece = damage.fragments(line, rng)
        bad = damage.legacy(name, piece, rng) if piece else None
        if not piece or bad is None:
            continue
        found = pipeline.run(Document(bad)).text
        tried += 1
        good += found == piece
        if verbose and found != piece:
            print(f"fragment {name}\n  {bad!r}\n  {found}\n  {piece}")
        if tried == LINES:
            break
    return good / max(1, tried)


def document(name: str, rng: random.Random) -> tuple[str, str]:
    """Return a document with cells of a table and lines of other languages, and its bytes in a legacy encoding."""
    rows: list[str] = []
    while len(rows) < 30:
        kind = rng.random()
        cells = [rng.choice(CELLS.split("|")) for _ in range(rng.randint(1, 5))]
        row = rng.choice(lines()) if kind < 0.5 else "\t".join(cells) if kind < 0.8 else rng.choice(MIXED)
        if row.isascii() or damage.to_legacy(name, row):
            rows.append(row)
    return "\n".join(rows), "\n".join(row if row.isascii() else damage.to_legacy(name, row) or "" for row in rows)


def documents(name: str, count: int = 15) -> tuple[float, float]:
    """Return the share of lines that come back from documents read as windows-1252, and from their bytes."""
    pipeline = Pipeline(["encoding"])
    rng = random.Random(f"{SEED} document {name}")
    shown = read = total = 0
    for _ in range(count):
        text, raw = document(name, rng)
        seen = "".join(bytes([ord(char)]).decode("cp1252", "ignore") or char for char in raw)
        rows = text.split("\n")
        total += len(rows)
        found = pipeline.run(Document(seen)).text.split("\n")
        shown += sum(a == b for a, b in zip(found, rows, strict=False))
        found = decode(raw.encode("latin-1")).text.split("\n")
        read += sum(a == b for a, b in zip(found, rows, strict=False))
    return shown / total, read / total


def unicode_bytes() -> float:
    """Return the share of texts that come back from UTF-8 and UTF-16 bytes, with one byte too many in some."""
    rng = random.Random(SEED)
    good = total = 0
    for line in rng.sample(lines(), 60):
        for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
            total += 1
            good += decode(line.encode(codec)).text == line
        data = bytearray(" ".join([line] * 3).encode())
        data.insert(rng.randrange(len(data)), rng.choice((0xFF, 0xFE, 0xC0, 0x80, 0xE9)))
        total += 1
        good += decode(bytes(data)).text == " ".join([line] * 3)
    return good / total


def foreign() -> float:
    """Return the share of lines of other languages, code and signs that stay as they are."""
    pipeline = Pipeline(["encoding"])
    kept = [pipeline.run(Document(line)).text == line for line in (*FOREIGN, "\n".join(FOREIGN))]
    return sum(kept) / len(kept)


Row = tuple[str, float, float]
#: Floors by what a class is called; the longest name that fits counts.
FLOORS = {
    "": 0.99,
    "mojibake": 0.995,
    "legacy": 0.99,
    "legacy bkhcm1": 0.985,  # two-word bylines: `Lã Kéng` reads well
    "eth": 0.995,
    "viqr": 0.95,
    "tone": 0.99,
    "lossy c1 dropped": 0.93,
    "lossy": 0.96,
    "tcvn3 without ad": 0.92,
}


def rows(only: str = "", verbose: bool = False) -> Iterator[Row]:
    """Yield name, figure and floor of every class."""
    for name, harm in {**damage.LINES, **damage.LOSSY}.items():
        if only in name:
            floor = FLOORS[max((key for key in FLOORS if name.startswith(key)), key=len)]
            yield f"encoding: {name}", recovered(name, harm, verbose), floor
    for name in charmaps.NAMES:
        if name != "vni-mac" and only in f"fragment {name}":
            yield f"encoding: fragment {name}", fragment(name, verbose), 0.97
    for name in charmaps.NAMES:
        if only in f"documents {name}":
            shown, read = documents(name)
            if name != "vni-mac":
                yield f"encoding: documents {name}, as characters", shown, 0.995
            yield f"encoding: documents {name}, as bytes", read, 0.995
    others: dict[str, Callable[[], float]] = {"unicode bytes": unicode_bytes, "other languages kept": foreign}
    for name, measure in others.items():
        if only in name:
            yield f"encoding: {name}", measure(), 1.0 if measure is foreign else 0.98


if __name__ == "__main__":
    names = [argument for argument in sys.argv[1:] if argument != "-v"]
    for what, figure, floor in rows(names[0] if names else "", "-v" in sys.argv):
        print(f"{what:46} {figure:.4f}  floor {floor:.4f}{'  UNDER ITS FLOOR' if figure < floor else ''}", flush=True)
