"""Mend mojibake that lost bytes: dropped controls (`vá»`), spaces for NBSP (`lÃ `), straight quotes, U+FFFD and `?`.

What is left of a letter tells some of its bytes. Each way to complete them is a candidate; those that make
syllables stay, and where several do, the model of syllables reads the line and takes the likeliest. A word that
cannot become a syllable stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from vncorpus.document import Edit
from vncorpus.stages.encoding import model
from vncorpus.stages.encoding.evidence import quality
from vncorpus.stages.encoding.legacy import explains
from vncorpus.stages.encoding.model import Reading
from vncorpus.stages.encoding.mojibake import CHUNK, difference, verdict
from vncorpus.stages.encoding.tones import SMALL

#: The first bytes of a letter as windows-1252 shows them, where what follows does not complete it.
_LEADS = {
    "áº": b"\xe1\xba",
    "á»": b"\xe1\xbb",
    "â€": b"\xe2\x80",
    "Ã": b"\xc3",
    "Ä": b"\xc4",
    "Æ": b"\xc6",
    "Ì": b"\xcc",
}
#: Codes that windows-1252 leaves open; programs drop them or put U+FFFD or a question mark.
_HOLES = b"\x81\x8d\x8f\x90\x9d"
#: What stands for the last byte, and which bytes it can have been.
_FILLS = {"\ufffd": _HOLES, "?": _HOLES, " ": b"\xa0", "'": b"\x82\x91\x92", '"': b"\x84\x93\x94", "": _HOLES}
#: A soft hyphen or an NBSP is dropped too, but less often: bits that it costs.
_DROPPED = b"\xad\xa0"
_COST = 5.0
#: What a reading costs that takes a sign for what it is not in the rest of the text.
_AGAINST = 7.0
_BROKEN = re.compile(
    "(áº|á»|â€|[ÃÄÆ]|(?<=[aeiouyâêôăơưAEIOUYÂÊÔĂƠƯ])Ì)(?![\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™])([\ufffd?'\" ]?)"
)
#: What no clean text has: a capital after a small letter, or a lead that Vietnamese does not use.
_SURE = re.compile(f'áº|á»[^»]|[{SMALL}][ÃÄÆÌ]|[ÄÆÌ][\ufffd?\'"]|â€|Ä[A-Za-zÀ-ỹ]|Ã\ufffd|(?<!\\w)Ã"[{SMALL}]')
#: À in a name, its NBSP a space (`HÃ  Nội`): weak, for XÃ is a word in capitals, so nothing else is read into it.
_TITLE = re.compile(f"[A-ZĐ]Ã  ?(?:[{SMALL}]|[A-ZĐ][{SMALL}])")
_LEAD = re.compile("[ÃÄÆÌº»€]")
_STRONG = re.compile("áº|á»|â€|Ä'|Ä\ufffd")
_QUOTED = re.compile("['\"][ÃÄÆÌ]['\"]")
_PIECE = re.compile("[º»€\ufffd?]")
#: Ă stands before a consonant; before a vowel its code was đ, one byte further.
_NEVER = re.compile("[Ăă][aeiouyàáâãèéêìíòóôõùúýđĩũơưạ-ỹ]")
_WIDE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_LETTERS = frozenset("àáâãèéêìíòóôõùúýăĩũơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ“”‘’–—…\u0301")
#: Ways to complete one word that are looked at.
_MOST = 600
_Pieces = tuple[tuple[Reading, ...], ...]


def undo(text: str) -> Iterator[Edit]:
    """Propose the likeliest reading of each line that holds pieces of letters."""
    if not _LEAD.search(text) or not (_SURE.search(text) or _TITLE.search(text)):
        return
    flat = re.search('(?:áº|á»|[ÃÄ])[\'"]|â€"', text) is not None
    inside = len(re.findall(rf"(?:áº|á»|[ÃÄ])\?[{SMALL}]", text))
    bare = len(re.findall("(?:áº|á»)(?=[a-z.,])", text))
    signs = ("'\"" if flat else "") + ("?" if inside >= bare else "")
    weak: bool | None = None
    at = 0
    for line in text.split("\n"):
        strong = _STRONG.search(line) is not None or _WIDE.search(line) is not None
        sure = _SURE.search(line) is not None
        # Without other evidence U+0301 without its second byte looks like the grave of windows-1258; and where a
        # quotation opens with «, » after á closes it.
        if (sure and (strong or "Ì" not in line) and "«" not in line.replace("Â«", "")) or _TITLE.search(line):
            groups = _groups(line, signs) if sure else _groups(line, "à")
            new = "".join(model.best([_readings(pieces, strong) for pieces in groups]))
            if not strong:  # Ã and Ä are letters of VPS and others too
                weak = not explains(text) if weak is None else weak
                strong = weak and all(quality(chunk) >= 0 for chunk in CHUNK.findall(new))
            if new != line and strong:
                yield from _edits(line, new, at)
        at += len(line) + 1


def _edits(line: str, new: str, at: int) -> Iterator[Edit]:
    """Yield an edit for each word; where words were joined or parted, one for the rest of the line."""
    old_words, new_words = line.split(" "), new.split(" ")
    if len(old_words) != len(new_words):
        yield from difference(line, new, at, "mojibake:lossy")
        return
    for old, word in zip(old_words, new_words, strict=True):
        if old != word:
            yield Edit(at, at + len(old), word, "mojibake:lossy")
        at += len(old) + 1


def _groups(line: str, signs: str) -> Iterator[_Pieces]:
    """Yield the words of a line with the space after them, each as its pieces and their readings; whole ones together.

    `signs` are those that stand for bytes in this text; `à` says that nothing but that letter is looked for.
    """
    pieces: list[tuple[Reading, ...]] = []
    at = 0
    for hit in _BROKEN.finditer(line):
        if signs == "à" and not _TITLE.match(line, max(0, hit.start() - 1)):
            continue
        yield from _whole(line[at : hit.start()], pieces)
        known = signs + ("?" if line[hit.end() : hit.end() + 1].isalpha() else "")
        pieces.append(((hit[0], 0.0), *_options(hit[1], hit[2], known)))
        at = hit.end()
    yield from _whole(line[at:], pieces)
    if pieces:
        yield tuple(pieces)


def _whole(literal: str, pieces: list[tuple[Reading, ...]]) -> Iterator[_Pieces]:
    """Add clean text to the word that is being read; yield it, and the words after it, where a space ends it."""
    word, space, rest = literal.partition(" ")
    if literal:
        pieces.append(((word + space, 0.0),))
    if space:
        yield tuple(pieces)
        pieces.clear()
        end = rest.rfind(" ") + 1
        word, space, more = rest[:end].partition(" ")
        if space:  # the word after a doubtful one decides about it
            yield (((word + space, 0.0),),)
        if more:  # the others do not
            yield (((more, 0.0),),)
        if end < len(rest):
            pieces.append(((rest[end:], 0.0),))


@lru_cache(maxsize=1024)
def _options(lead: str, fill: str, signs: str) -> tuple[Reading, ...]:
    """Return what a piece of a letter can be, with the character after it consumed or kept."""
    if signs.startswith("à"):
        return (("à", 0.0), ("à" + fill, 0.0)) if lead == "Ã" and fill in ("", " ") else ()
    found: dict[str, float] = {}
    doubtful = fill in "'\"?" and fill != ""
    for char in _letters(lead, _FILLS[fill]) if fill else ():
        found[char] = _AGAINST if doubtful and fill not in signs else 0.0
    if fill != "\ufffd":
        against = _AGAINST if doubtful and fill in signs else 0.0
        for char in _letters(lead, _HOLES):
            found.setdefault(char + fill, against)
        for char in _letters(lead, _DROPPED):
            found.setdefault(char + fill, against + _COST)
    return tuple(found.items())


def _letters(lead: str, codes: bytes) -> tuple[str, ...]:
    letters = ((_LEADS[lead] + bytes([code])).decode("utf-8", "ignore") for code in codes)
    return tuple(char for char in letters if char.lower() in _LETTERS)


def _readings(pieces: _Pieces, strong: bool) -> list[Reading]:
    """Return the readings of a word that are made of syllables; the word as it is where none is, or where it is one."""
    if all(len(piece) == 1 for piece in pieces):
        return [("".join(piece[0][0] for piece in pieces), 0.0)]
    return _completed(pieces, strong)


@lru_cache(maxsize=1 << 12)
def _completed(pieces: _Pieces, strong: bool) -> list[Reading]:
    original = "".join(piece[0][0] for piece in pieces)
    if _QUOTED.search(original):  # a letter between quotation marks, as in a table of letters
        return [(original, 0.0)]
    options = [piece[1:] or piece for piece in pieces]
    made: dict[str, float] = {}
    for combination in islice(product(*options), _MOST):
        text = unicodedata.normalize("NFC", "".join(char for char, _cost in combination))
        made.setdefault(text, sum(cost for _char, cost in combination))
    good = [(text, cost) for text, cost in made.items() if all(verdict(chunk) >= 0 for chunk in text.split())]
    if not good:  # no syllable (Đắk), but only one way to complete it
        cheap = [(text, cost) for text, cost in made.items() if cost < _COST and not _NEVER.search(text)]
        return cheap if strong and len(cheap) == 1 else [(original, 0.0)]
    if verdict(original) > 0 and not _PIECE.search(original):
        return [(original, 0.0), *((text, cost + _COST) for text, cost in good)]
    return good
