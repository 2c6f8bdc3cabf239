"""Put tone marks where the orthography wants them: slips always, the style of oa, oe, uy on request.

A tone on the wrong vowel (`cuả`, `ngòai`, `đựơc`) is no style but an error of typing: no dictionary has it. Whether a
word holds one is seen from a few letters, so clean text is scanned once and no word of it is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, cast

from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.encoding.characters import VIETNAMESE, line_at
from vncorpus.syllables import is_syllable, mended, restyled

_WORD = lazy(r"[^\W\d_]+")
_OPEN = lazy(r"(?i)[^\W\d_]*(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]|[òóỏõọ][ae]|[ùúủũụ]y)(?![^\W\d_])")
_A, _I, _O, _U, _Y = "àáảãạÀÁẢÃẠ", "ìíỉĩịÌÍỈĨỊ", "òóỏõọÒÓỎÕỌ", "ùúủũụÙÚỦŨỤ", "ỳýỷỹỵỲÝỶỸỴ"
#: Small letters, for a character class.
SMALL = "a-zà-ãè-êìíò-õùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_W = "ừứửữựỪỨỬỮỰ"
_SHAPED = "ăâêôơưĂÂÊÔƠƯ"
_TONED = f"{_A}{_I}{_O}{_U}{_Y}{_W}èéẻẽẹÈÉẺẼẸằắẳẵặẰẮẲẴẶầấẩẫậẦẤẨẪẬềếểễệỀẾỂỄỆồốổỗộỒỐỔỖỘờớởỡợỜỚỞỠỢ"
#: Letters that stand together in no syllable, and in every misplaced tone (the tests try each of both). The letter
#: with the tone is met first and its neighbours only then: 160 MB/s. VNI looks the same (`coù`).
SLIP = lazy(
    f"[{_I}{_U}{_Y}{_W}{_O}{_A}]"
    # after a vowel that should have had it: aì, êù, ưà; uà and ià are right after q and g
    f"(?:(?<=[{_SHAPED}aeoyuiqAEOYUIQ].)(?:(?<=[{_SHAPED}aeyAEY].)|(?<=[oO][{_I}{_U}{_Y}{_W}])"
    f"|(?<=[oO][{_O}])(?![cnCN])|(?<=[uU][{_U}{_W}{_O}])|(?<=[iI][{_I}{_Y}])"
    f"|(?<=(?<![qQ])[uU][{_I}{_A}])|(?<=(?<![gG])[iI][{_U}{_A}{_O}{_W}])|(?<=[qQ][{_U}]))"
    # before a vowel that should have had it (ìê, ừơ), or with a second tone
    f"|[{_SHAPED}{_TONED}aeyouAEYOU](?:(?<=[{_SHAPED}{_TONED}])|(?<=[{_U}][yY])[a-zA-ZêÊ]"
    f"|(?<=[{_O}][aeAE])[a-zA-Z]|(?<=[gG][{_I}].)))"
)
#: Consonants that got a tone mark: the composed ones, and marks that Unicode has no letter for.
_ON_CONSONANT = lazy("[\u0300\u0301\u0303\u0309\u0323ćĆǵǴńǸǹŃḥḤḿḾṃṂṇṆñÑṕṔṭṬ]")


def slips(text: str) -> Iterator[Edit]:
    """Propose the syllable for each word whose tone mark stands on the wrong letter, or twice.

    Only in lines that are Vietnamese by their other words, for `pań` is Polish.
    """
    consonants = not text.isascii() and _ON_CONSONANT.search(text)
    if not consonants and not SLIP.search(text):
        return
    at = 0
    for line in text.split("\n"):
        if SLIP.search(line) or (consonants and _ON_CONSONANT.search(line)):
            yield from _in_line(line, at)
        at += len(line) + 1


def _in_line(line: str, at: int) -> Iterator[Edit]:
    found: list[Edit] = []
    right: list[str] = []
    wrong = 0
    for word in _TONED_WORD.finditer(line):
        old = word[0]
        if old.isascii():
            continue
        if is_syllable(old):
            right.append(old)
            continue
        new = mended(old)
        if new != old:
            found.append(Edit(at + word.start(), at + word.end(), new, "tone:misplaced"))
        elif "đ" not in old.lower():  # abbreviations: ĐHQG
            wrong += 1
    if not found:
        return
    known = sum(VIETNAMESE.search(word) is not None for word in right)
    if known > wrong or (not wrong and any(VIETNAMESE.search(edit.new) for edit in found)):
        yield from found


#: A word with the marks that no letter of Unicode holds.
_TONED_WORD = lazy("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u0323])*")


def retone(text: str, style: str) -> Iterator[Edit]:
    """Propose the old or the new place of the tone mark in open oa, oe, uy."""
    for found in _OPEN.finditer(text):
        new = restyled(found[0], cast(Literal["old", "new"], style))
        if new != found[0]:
            yield Edit(*found.span(), new, f"tones:{style}")


@lru_cache(maxsize=4)
def is_vietnamese(line: str) -> bool:
    """Tell whether a line has a letter that only Vietnamese has."""
    return VIETNAMESE.search(line) is not None


def line_is_vietnamese(text: str, at: int) -> bool:
    """Tell it of the line around a place."""
    return is_vietnamese(line_at(text, at))
