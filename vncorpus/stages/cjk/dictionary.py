"""Make a fast local dictionary of a file in the format of CC-CEDICT, such as CVDICT, and look words up in it.

A line of such a file is `繁體 简体 [jian3 ti3] /gloss; gloss/gloss/`. The dictionary is a table too, sorted by its
Chinese, so a person can read it, and it is searched by halves without being loaded: 122,000 words open in no time.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from vncorpus.errors import TableError
from vncorpus.patterns import lazy

MAGIC = b"# vncorpus dictionary 1\n"
_LINE = lazy(r"(?P<old>\S+) (?P<new>\S+) \[(?P<sound>[^\]]*)\] /(?P<glosses>.+)/\s*")
_ASIDE = lazy(r"\([^()]*\)|（[^（）]*）|\[[^\]]*\]|\{[^}]*\}")
_MEASURE = lazy(r"^\s*(?:LT|CL)\s*:")
_SPLIT = lazy(r"\s*[;；]\s*|,\s+|\s+hoặc\s+")
#: Glosses that speak about the word and do not translate it.
_ABOUT = lazy(
    r"(?:viết tắt|dạng viết tắt|xem|họ [A-ZĐÂÊÔƠƯ]|họ$|biến thể|dạng cũ|dạng khác|cũ của|tương đương|cách viết|như |"
    r"chỉ |dùng để|dùng trong|trợ từ|lượng từ|tiền tố|hậu tố|từ |đơn vị|tên |abbr|see |variant|surname)",
    re.IGNORECASE,
)
_HAN = lazy("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
LONGEST = 6  # syllables: a longer gloss explains, and cannot stand for a word


def senses(glosses: str) -> tuple[str, ...]:
    """Return what of the glosses of an entry can stand in a sentence, in their order.

    Proper nouns of a word that has common senses too are dropped.

    >>> senses("thành công; đạt được (mục tiêu)/Trấn Thành Công/LT:個|个[ge4]/viết tắt của 成都")
    ('thành công', 'đạt được')
    """
    found: dict[str, None] = {}
    for gloss in glosses.split("/"):
        if _MEASURE.search(gloss):
            continue
        for part in _SPLIT.split(_bare(gloss)):
            words = part.strip(" .…!?\"'“”").split()
            if 0 < len(words) <= LONGEST and not _ABOUT.match(part) and not _HAN.search(part):
                found[" ".join(words)] = None
    common = [sense for sense in found if not all(word[0].isupper() for word in sense.split())]
    return tuple(common or found)


def _bare(gloss: str) -> str:
    while True:
        shorter = _ASIDE.sub("", gloss)
        if shorter == gloss:
            return gloss
        gloss = shorter


def entries(lines: Iterable[str], name: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the simplified form, the traditional one and the senses of each entry that has any.

    Raises TableError for a line that is no entry.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if not found:
            raise TableError(
                f"{name}:{number}: not an entry of a CEDICT file (繁體 简体 [pin1 yin1] /gloss/); mend or drop the line"
            )
        kept = senses(found["glosses"])
        if kept and _HAN.search(found["new"]):
            yield found["new"], found["old"], kept


def build(lines: Iterable[str], name: str, read: Callable[[str], str | None], licence: str) -> bytes:
    """Return the dictionary of the lines of a CEDICT file.

    A row is sure where its first sense is the Hán-Việt reading, which `read` gives: of such, 86 % stand in a sentence.
    """
    words: dict[str, dict[str, None]] = {}
    for new, old, kept in entries(lines, name):
        for form in dict.fromkeys((new, old)):
            words.setdefault(form, {}).update(dict.fromkeys(kept))
    rows = []
    for form, found in words.items():
        first, *others = found
        sure = "yes" if len(form) > 1 and first.lower() == read(form) else "no"
        rows.append(f"{form}\t{first}\t{' | '.join(others)}\t{sure}\n".encode())
    head = f"# name: {name}\n# licence: {licence}\n# words: {len(rows)}\nhan\tvi\talso\tsure\n"
    return MAGIC + head.encode() + b"".join(sorted(rows))


def licence(lines: Iterable[str]) -> str:
    """Return what the comments at the head of a CEDICT file say about its licence."""
    for line in lines:
        if not line.startswith("#"):
            break
        found = re.search(r"licen[sc]e\s*[:=]\s*(.+)", line, re.IGNORECASE)
        if found:
            return found[1].strip()
    return "not stated in the file"


@cache
def opened(path: Path) -> tuple[mmap.mmap, int]:
    """Return a dictionary in memory that the system shares, and where its rows begin.

    Raises TableError for a file that `vncorpus cjk-import` did not make.
    """
    try:
        with path.open("rb") as handle:
            data = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise TableError(f"{path}: the dictionary cannot be read: {error}") from error
    at = data.find(b"\nhan\t")
    if data[: len(MAGIC)] != MAGIC or at < 0:
        raise TableError(f"{path} is no dictionary of ours; make one with `vncorpus cjk-import {path}`")
    return data, data.find(b"\n", at + 1) + 1


def about(path: Path) -> dict[str, str]:
    """Return the name and the licence of a dictionary, for the report of a run."""
    data, start = opened(path)
    lines = data[len(MAGIC) : start].decode("utf-8").split("\n")
    return {key: value for key, _, value in (line[2:].partition(": ") for line in lines if line.startswith("# "))}


def look_up(path: Path, han: str) -> list[str] | None:
    """Return the cells vi, also and sure of a word, or None."""
    data, low = opened(path)
    wanted = han.encode()
    high = len(data)
    while low < high:
        middle = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.find(b"\n", middle)
        form, _, rest = data[middle:end].partition(b"\t")
        if form == wanted:
            return rest.decode("utf-8").split("\t")
        low, high = (end + 1, high) if form < wanted else (low, middle)
    return None
