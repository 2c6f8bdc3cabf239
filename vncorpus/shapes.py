r"""Give the words of a text to other programs: as strings, a sentence a line, or CoNLL-U.

In a line, words stand between spaces and the syllables of a word are joined by `_`. A `_` of the text itself is
written `\_`, and a backslash `\\`, so that the text can be had back: split at spaces, then at each `_` that no
backslash stands before.

>>> document = Document("Sửa tên_biến ở nhà trường.", {"sentences": [[0, 26]], "words": [[0, 3], [4, 12], [13, 14],
...     [15, 25], [25, 26]]})
>>> list(lines(document))
['Sửa tên\\_biến ở nhà_trường .']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vncorpus.document import Document, Span
from vncorpus.pipeline import Pipeline
from vncorpus.stage import digest


def words(text: str, **options: object) -> list[list[str]]:
    """Segment one text, and return the words of each sentence, as they stand in the text.

    Takes the options of the stages `sentences` and `words` by name (`model="underthesea"`, `wordlist=Path(…)`). For
    places use `Pipeline(["sentences", "words"])`, whose documents hold spans.

    Raises UsageError for an option that does not exist, or a word list with a bad line.

    >>> words("Nhà trường nghỉ. Họp lúc 10h30!")
    [['Nhà trường', 'nghỉ', '.'], ['Họp', 'lúc', '10h30', '!']]
    """
    document = Pipeline(["sentences", "words"], **options).run(Document(text))
    return [[text[start:end] for start, end in inside] for _, inside in by_sentence(document)]


def by_sentence(document: Document) -> Iterator[tuple[Span, list[Span]]]:
    """Yield each sentence of a document with its words."""
    words = iter(document.spans("words") or [])
    word: Span | None = next(words, None)
    for sentence in document.spans("sentences") or []:
        inside = []
        while word and word[1] <= sentence[1]:
            inside.append(word)
            word = next(words, None)
        yield sentence, inside


def lines(document: Document) -> Iterator[str]:
    """Yield the sentences as lines, the syllables of a word joined by `_`."""
    for _, words in by_sentence(document):
        yield " ".join("_".join(map(_escaped, document.text[start:end].split())) for start, end in words)


def _escaped(syllable: str) -> str:
    return re.sub(r"[\\_]", r"\\\g<0>", syllable) if "_" in syllable or "\\" in syllable else syllable


def conllu(document: Document) -> Iterator[str]:
    r"""Yield the lines of a document in CoNLL-U: forms, and where no white space stands after one.

    A word of more syllables holds spaces, as in the Vietnamese treebanks; a run of white space is one space. Columns
    that word segmentation does not fill are `_`. A record without an `id` is named by
    a hash of its text.

    >>> document = Document("Học sinh đọc.", {"id": "a", "sentences": [[0, 13]], "words": [[0, 8], [9, 12], [12, 13]]})
    >>> print("\n".join(conllu(document)).replace("\t", " "))
    # newdoc id = a
    # sent_id = a-1
    # text = Học sinh đọc.
    1 Học sinh _ _ _ _ _ _ _ _
    2 đọc _ _ _ _ _ _ _ SpaceAfter=No
    3 . _ _ _ _ _ _ _ _
    <BLANKLINE>
    """
    name = _plain(str(document.fields.get("id", ""))) or digest(document.text.encode("utf-8", "surrogatepass"))
    yield f"# newdoc id = {name}"
    for place, ((start, end), words) in enumerate(by_sentence(document), 1):
        yield f"# sent_id = {name}-{place}"
        yield f"# text = {_plain(document.text[start:end])}"
        yield from _rows(document.text, words)
        yield ""


def _rows(text: str, words: list[Span]) -> Iterable[str]:
    for number, (start, end) in enumerate(words, 1):
        close = number < len(words) and words[number][0] == end
        yield "\t".join([str(number), _plain(text[start:end]), *"_______", "SpaceAfter=No" if close else "_"])


def _plain(text: str) -> str:
    return " ".join(text.split())
