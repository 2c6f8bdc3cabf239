"""Know the Vietnamese syllables: a closed set, made by rule from onset, rhyme and tone.

Whether a string can be a Vietnamese syllable is the evidence on which several stages act: a repaired word
must become one, a stop between two of them ends a sentence. The set has no dictionary in it: names and rare
words are syllables too. Loans (`ôtô`, `Đắk`) and abbreviations are not, so "no syllable" never means "wrong".

The rules are those of the standard orthography as grammars give them (Đoàn Thiện Thuật, *Ngữ âm tiếng
Việt*): k, gh, ngh before e ê i y; qu before a rounded glide; only acute and dot below with -c -ch -p -t.

>>> [word for word in ("nghiêng", "quyết", "ngiêng", "khuỷu", "cap", "stress") if is_syllable(word)]
['nghiêng', 'quyết', 'khuỷu']
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import filterfalse
from typing import Literal

Style = Literal["old", "new"]

ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay   ăc ăm ăn ăng ăp ăt   âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et   ê êch êm ên ênh êp êt êu
    i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oong ooc   oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt   oe oem oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt   ơ ơi ơm ơn ơp ơt
    u uc ui um un ung up ut   ua uôc uôi uôm uôn uông uôt
    uân uâng uât uây   uê uêch uên uênh uêu   uơ   uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưc ưi ưm ưn ưng ưt ưu   ưa ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu
""".split()
#: After qu the glide is written with it.
QU_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay   ăc ăm ăn ăng ăp ăt   ân âng ât ây
    e en eng eo et   ê êch ên ênh êt êu   i in it   ô ôc ơ ơi   y yên yêt ych yn ynh yt
""".split()
#: Onsets that may stand before a lone y (kỹ, lý, mỹ, tỷ, sỹ, hy, vỹ).
_Y_ONSETS = frozenset("h k l m s t v".split())
_FRONT = frozenset("eêiy")
_STOPS = ("c", "ch", "p", "t")
_VOWELS = frozenset("aăâeêioôơuưy")
#: level, grave, acute, hook above, tilde, dot below
TONE_MARKS = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
#: nghiêng, with its tone written twice and apart
_LONGEST = 9


def is_syllable(word: str) -> bool:
    """Tell whether a word, in NFC and any case, can be a Vietnamese syllable, in the old style or the new.

    >>> is_syllable("HÒA"), is_syllable("hoà"), is_syllable("cuả")
    (True, True, False)
    """
    return word.lower() in syllables()


def others(words: Iterable[str]) -> list[str]:
    """Return those of the words, in NFC and small letters, that cannot be Vietnamese syllables; for many at once.

    >>> others("trời sắp mưa stress".split())
    ['stress']
    """
    return list(filterfalse(syllables().__contains__, words))


def restyled(word: str, style: Style) -> str:
    """Return the syllable with its tone mark where `style` puts it; other words as they are.

    The styles differ only in open oa, oe, uy: hòa, khỏe, thủy (old) and hoà, khoẻ, thuỷ (new). `quý` is
    neither: its u belongs to the onset. The case of each letter stays.

    >>> restyled("Hòa", "new"), restyled("thuỷ", "old"), restyled("quý", "old"), restyled("toàn", "old")
    ('Hoà', 'thủy', 'quý', 'toàn')
    """
    base = _styles(style).get(word.lower())
    if base is None:
        return word
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, base, strict=True))


@lru_cache(maxsize=1 << 12)
def mended(word: str) -> str:
    """Return the syllable that a word is when its tone mark is put where it belongs; other words as they are.

    Mends one tone on the wrong vowel (`cuả`, `đựơc`, `qúy`), on a consonant (`Viêṭ`), and the same tone written
    twice (`đựợc`). Two different tones have no one answer. A word that is a syllable is right, whatever its style;
    open oa, oe, uy get the old one, for the new one would not have been a slip.

    >>> [mended(word) for word in ("cuả", "ngòai", "Đựơc", "Viêṭ", "hoà", "María")]
    ['của', 'ngoài', 'Được', 'Việt', 'hoà', 'María']
    """
    if len(word) > _LONGEST or is_syllable(word):
        return word
    parts = unicodedata.normalize("NFD", word)
    tones = {char for char in parts if char in TONE_MARKS}
    if len(tones) != 1:
        return word
    tone = tones.pop()
    bare = unicodedata.normalize("NFC", parts.replace(tone, ""))
    form = _by_tone().get((bare.lower(), tone))
    return word if form is None else "".join(n.upper() if b.isupper() else n for n, b in zip(form, bare, strict=True))


@cache
def syllables() -> frozenset[str]:
    """Return all of them in small letters and NFC, in both styles of the tone mark.

    >>> syllables().issuperset(["nhà", "trường"]), syllables().issuperset(["Nhà", "trường"])
    (True, False)
    """
    return frozenset(form for onset, rhyme in _bases() for form in map(onset.__add__, _forms(rhyme)))


@cache
def _by_tone() -> dict[tuple[str, str], str]:
    """Return the old-style form of each bare syllable and tone."""
    return {
        (onset + rhyme, mark): _toned(onset, rhyme, mark, "old")
        for onset, rhyme in _bases()
        for mark in _tones(rhyme)
        if mark and rhyme not in ("oong", "ooc")  # names of the highlands write them as they like
    }


@cache
def _styles(style: Style) -> dict[str, str]:
    found = {}
    for onset, rhyme in _bases():
        if rhyme in ("oa", "oe", "uy"):
            for mark in TONE_MARKS[1:]:
                old, new = (_toned(onset, rhyme, mark, kind) for kind in ("old", "new"))
                found.update({new: old} if style == "old" else {old: new})
    return found


def _bases() -> list[tuple[str, str]]:
    bases = [("", rhyme) for rhyme in RHYMES]
    bases += [("qu", rhyme) for rhyme in QU_RHYMES]
    for onset in ONSETS:
        if onset == "qu":
            continue
        for rhyme in RHYMES:
            first = rhyme[0]
            if first == "y":
                fits = rhyme == "y" and onset in _Y_ONSETS
            elif onset in ("k", "gh", "ngh"):
                fits = first in _FRONT
            elif onset in ("c", "g", "ng"):
                fits = first not in _FRONT
            elif onset == "gi":
                fits = not rhyme.startswith("i") or rhyme in ("iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu")
            else:
                fits = True
            if fits:
                # gi + iê is written giê (giếng); the i of gi is the glide and the vowel at once.
                bases.append((onset, rhyme[1:] if onset == "gi" and rhyme[0] == "i" else rhyme))
    return [*bases, ("g", "i"), ("g", "in")]  # gì, gìn


@cache
def _forms(rhyme: str) -> tuple[str, ...]:
    styles = ("old", "new") if rhyme in ("oa", "oe", "uy") else ("old",)
    return tuple(_toned_rhyme(rhyme, mark, style) for mark in _tones(rhyme) for style in styles)


def _tones(rhyme: str) -> tuple[str, ...]:
    return ("\u0301", "\u0323") if rhyme.endswith(_STOPS) else TONE_MARKS


def _toned(onset: str, rhyme: str, mark: str, style: str) -> str:
    return onset + _toned_rhyme(rhyme, mark, style)


@cache
def _toned_rhyme(rhyme: str, mark: str, style: str) -> str:
    """Put the tone mark where the orthography wants it.

    On ê ơ â ă ô where there is one (the second of ươ); before a final consonant on the last vowel; else on
    the middle of three vowels and the first of two. The new style moves it to the second of oa, oe, uy.
    """
    vowels = [index for index, letter in enumerate(rhyme) if letter in _VOWELS]
    shaped = [index for index in vowels if rhyme[index] in "êơâăô"]
    if shaped:
        at = shaped[-1]
    elif vowels[-1] != len(rhyme) - 1:
        at = vowels[-1]
    elif len(vowels) >= 3 or (style == "new" and rhyme in ("oa", "oe", "uy")):
        at = vowels[1]
    else:
        at = vowels[0]
    return rhyme[:at] + unicodedata.normalize("NFC", rhyme[at] + mark) + rhyme[at + 1 :]
