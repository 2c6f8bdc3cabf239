"""Turn files of any kind into records, and records into text.

`items` is the way in: a JSONL file gives its lines, a text or a page one record. `renderer` is the way out.
`clean` is both with the pipeline between: what the command does to a pasted article.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO, Literal

from vncorpus import html
from vncorpus.document import Document, Span
from vncorpus.errors import DataError, NoInputError, RecordError, UsageError
from vncorpus.pipeline import Pipeline
from vncorpus.run.drive import MAX_LINE, Item, Render, as_jsonl, dumps, say
from vncorpus.run.files import STDIO, cut_off, label, lines, reading

Kind = Literal["auto", "text", "jsonl", "html", "html-fast"]
Shape = Literal["text", "sentences", "words", "jsonl"]
#: What each shape needs of the pipeline; a shape that is only text needs no annotator.
NEEDS: dict[Shape, tuple[str, ...]] = {
    "text": (),
    "sentences": ("sentences",),
    "words": ("sentences", "words"),
    "jsonl": (),
}
ARTICLE = ("encoding", "boilerplate", "cjk")
#: Files of a folder that `ingest` takes, before .gz or .zst.
SUFFIXES = (".txt", ".jsonl", *html.SUFFIXES)
#: Undecodable bytes per byte up to which a text is UTF-8 with a few bad bytes, not another encoding.
BAD_BYTES = 0.01


def clean(text: str, **options: object) -> str:
    r"""Clean one text, such as a pasted article, and return the article, one paragraph a line.

    Runs encoding, boilerplate and cjk, with their options by name (`level="lines"`). For the reasons of each
    change use `Pipeline` and read the document's trail.

    Raises UsageError for an option that does not exist.

    >>> clean("Bình luận (0)\nTrời sắp mưa。", level="lines")
    'Trời sắp mưa.'
    """
    return "\n".join(paragraphs(Pipeline(ARTICLE, **options).run(Document(text)).text))


def paragraphs(text: str) -> list[str]:
    """Return the lines that hold something, without the white space at their ends."""
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files, those of a folder by name, at any depth.

    Raises NoInputError for a path that is not there, or a folder that holds no text.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = [file for file in sorted(path.rglob("*")) if _plain_suffix(file) in SUFFIXES and file.is_file()]
        if not found:
            raise NoInputError(f"{path} holds no file that ends in {' or '.join(SUFFIXES)} (.gz and .zst too)")
        yield from found


def _plain_suffix(path: Path) -> str:
    return Path(path.stem).suffix if path.suffix in (".gz", ".zst") else path.suffix


def items(paths: Iterable[Path], kind: Kind, max_line: int = MAX_LINE) -> Iterator[Item]:
    """Yield the records of the inputs, as lines of JSON.

    `auto` takes a file for JSONL where its first byte that is not blank is `{`. A record longer than
    `max_line` bytes comes with its error, so that it can be counted and told.

    Raises NoInputError and DataError as `reading` and `lines` do.
    """
    cut: DataError | None = None
    for path in paths:
        try:
            yield from _of_file(path, kind, max_line)
        except DataError as error:
            if cut:
                say(f"vncorpus: {cut}")
            cut = error
    if cut:
        raise cut  # after the other files: one that is cut off does not keep them back


def _of_file(path: Path, kind: Kind, max_line: int) -> Iterator[Item]:
    name = label(path)
    with reading(path) as handle:
        first, blank = _look(handle, path)
        if kind == "jsonl" or (kind == "auto" and first == b"{"):
            yield from _records(handle, name, max_line, blank)
        elif first:
            yield _ingested(handle, path, kind, max_line, blank)


def _look(handle: BinaryIO, path: Path) -> tuple[bytes, bytes]:
    """Return the first byte that is not blank, b"" at the end of the file, and the blanks that were read for it.

    A pipe may give blank lines long before anything else; what was read of it is kept for the next look.
    """
    blank = _BLANKS.pop(path, b"")
    while True:
        try:
            ahead = handle.peek(1 << 16)  # type: ignore[attr-defined]
        except (EOFError, OSError) as error:
            raise cut_off(label(path), 0, error) from error
        bare = (ahead if blank else ahead.removeprefix(codecs.BOM_UTF8)).lstrip()
        if bare or not ahead:
            if blank and (path == STDIO or not path.is_file()):
                _BLANKS[path] = blank
            return bare[:1], blank
        blank += handle.read(len(ahead))


_BLANKS: dict[Path, bytes] = {}


def _records(handle: BinaryIO, name: str, max_line: int, blank: bytes) -> Iterator[Item]:
    for number, offset, line, ended in lines(handle, name, max_line):
        number, offset = number + blank.count(b"\n"), offset + len(blank)
        if line is None:
            error = RecordError("too_long", f"longer than {max_line:,} bytes; raise --max-line to read it")
            yield Item(name, number, offset, b"", ended, error)
            continue
        line = line.rstrip(b"\r\n")
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            yield Item(name, number, offset, line, ended)


def _ingested(handle: BinaryIO, path: Path, kind: Kind, max_line: int, blank: bytes) -> Item:
    name = label(path)
    try:
        data = blank + handle.read(max_line + 1)
    except (EOFError, OSError) as error:
        raise cut_off(name, 0, error) from error
    if len(data) > max_line:
        size = RecordError("too_long", f"one text of more than {max_line:,} bytes; split it, or raise --max-line")
        return Item(name, 1, 0, b"", True, size)
    try:
        is_html = kind.startswith("html") or (kind == "auto" and _plain_suffix(path).lower() in html.SUFFIXES)
        found = html.record(data, fast=kind == "html-fast") if is_html else {"text": decode(data)}
    except RecordError as error:
        return Item(name, 1, 0, data, True, error)
    identity = "stdin" if path == STDIO else str(path).encode("utf-8", "replace").decode("utf-8")
    return Item(name, 1, 0, dumps({"id": identity, **found}))


def decode(data: bytes) -> str:
    r"""Return the text of a file: UTF-8, or UTF-16 where a byte order mark says so.

    UTF-8 with a few bad bytes keeps all the rest, and has U+FFFD for each bad one, which the encoding stage
    marks. Raises RecordError for what is neither, naming the first bad byte.

    >>> decode("Huế".encode("utf-16")), decode(("Huế " * 50).encode() + b"\xff")[-2:]
    ('Huế', ' \ufffd')
    """
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") > max(1, len(data) * BAD_BYTES):
            bad = f"byte {error.start + 1} is {data[error.start]:#04x}"
            raise RecordError(
                "not_utf8", f"neither UTF-8 ({bad}) nor UTF-16 with a mark; save the file as UTF-8"
            ) from error
        return text


def renderer(shape: Shape) -> tuple[Render, bytes]:
    """Return how a record is written in a shape, and what stands between two records."""
    writers: dict[Shape, Render] = {"text": _as_text, "sentences": _as_sentences, "words": _as_words}
    return (as_jsonl, b"") if shape == "jsonl" else (writers[shape], b"\n")


def _as_text(_line: bytes, _before: Document, after: Document) -> bytes:
    return _joined(paragraphs(after.text))


@cache
def _annotators(shape: Shape) -> Pipeline:
    return Pipeline(NEEDS[shape])


def _annotated(document: Document, shape: Shape) -> Document:
    """Return the document with the spans that a shape needs: its own, or ours where it has none that fit."""
    if all(document.spans(name) is not None for name in NEEDS[shape]):
        return document
    return _annotators(shape).run(document)


def _as_sentences(_line: bytes, _before: Document, after: Document) -> bytes:
    after = _annotated(after, "sentences")
    spans = after.spans("sentences") or []
    return _joined(" ".join(after.text[start:end].split()) for start, end in spans)


def _as_words(_line: bytes, _before: Document, after: Document) -> bytes:
    """Write a sentence a line, the syllables of a word joined by `_`."""
    after = _annotated(after, "words")
    rows = []
    words = iter(after.spans("words") or [])
    word: Span | None = next(words, None)
    for _start, end in after.spans("sentences") or []:
        row = []
        while word and word[1] <= end:
            row.append("_".join(after.text[word[0] : word[1]].split()))
            word = next(words, None)
        rows.append(" ".join(row))
    return _joined(rows)


def _joined(rows: Iterable[str]) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode("utf-8", "surrogatepass")


def shape_of(paths: list[Path], kind: Kind, to: Shape | None) -> Shape:
    """Return the shape that `clean` writes: JSONL for JSONL, text for text, unless it was told.

    Only files are looked at twice; standard input is told by what comes.

    Raises UsageError where the inputs are of both kinds and no shape was given.
    """
    if to:
        return to
    if kind != "auto":
        return "jsonl" if kind == "jsonl" else "text"
    kinds = set()
    for path in paths:
        with reading(path) as handle:
            first, _blank = _look(handle, path)
        if first:
            kinds.add("jsonl" if first == b"{" else "text")
    if len(kinds) > 1:
        raise UsageError("the inputs are text and JSONL; say what you want with --to text or --to jsonl")
    return "jsonl" if kinds == {"jsonl"} else "text"
