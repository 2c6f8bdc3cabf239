"""Turn files of any kind into records, and records into text.

`read` is the way in: a text file gives one record with its whole text. `renderer` is the way out. `clean` is both
with the pipeline between: what the command does to a pasted article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from vncorpus import shapes
from vncorpus.document import Document
from vncorpus.errors import NoInputError, UsageError
from vncorpus.pipeline import Pipeline
from vncorpus.run.files import STDIO, label, reading
from vncorpus.run.pieces import Kind, look
from vncorpus.run.records import dumps
from vncorpus.run.work import Render, as_jsonl

Shape = Literal["text", "sentences", "words", "conllu", "jsonl"]
#: What each shape needs of the pipeline; a shape that is only text needs no annotator.
NEEDS: dict[Shape, tuple[str, ...]] = {
    "text": (),
    "sentences": ("sentences",),
    "words": ("sentences", "words"),
    "conllu": ("sentences", "words"),
    "jsonl": (),
}
ARTICLE = ("encoding", "boilerplate", "cjk")
_PAGES = (".html", ".htm", ".xhtml")
#: Files of a folder that `ingest` takes, before .gz or .zst.
SUFFIXES = (".txt", ".jsonl", *_PAGES)


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


def read(name: str, data: bytes, encoding: str = "auto", kind: Kind = "auto") -> bytes:
    """Return the record of a text or a page, as a line of JSON; metadata say which encoding it was in, and how sure.

    `encoding` is a name that `decode` takes. A page is told by its name, or by `kind`.

    Raises RecordError for a page that holds no text, UsageError where what reads pages is not installed.
    """
    from vncorpus import html
    from vncorpus.stages.encoding.decode import decode  # both here, so that JSONL does not pay for them

    identity = "stdin" if name == label(STDIO) else name.encode("utf-8", "replace").decode("utf-8")
    if kind.startswith("html") or (kind == "auto" and _plain_suffix(Path(name)).lower() in _PAGES):
        return dumps({"id": identity, **html.record(data, fast=kind == "html-fast")})
    found = decode(data, encoding)
    return dumps({"id": identity, "text": found.text, "metadata": found.metadata(data)})


def renderer(shape: Shape) -> tuple[Render, bytes]:
    """Return how a record is written in a shape, and what stands between two records."""
    writers: dict[Shape, Render] = {
        "text": _as_text,
        "sentences": _as_sentences,
        "words": _as_words,
        "conllu": _as_conllu,
    }
    return (as_jsonl, b"") if shape == "jsonl" else (writers[shape], b"" if shape == "conllu" else b"\n")


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
    return _joined(shapes.lines(_annotated(after, "words")))


def _as_conllu(_line: bytes, _before: Document, after: Document) -> bytes:
    return _joined(shapes.conllu(_annotated(after, "conllu")))


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
            first, _blank = look(handle, path)
        if first:
            kinds.add("jsonl" if first == b"{" else "text")
    if len(kinds) > 1:
        raise UsageError("the inputs are text and JSONL; say what you want with --to text or --to jsonl")
    return "jsonl" if kinds == {"jsonl"} else "text"
