"""Mend letters of other scripts that look like Latin ones, by the word they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from vncorpus import tables
from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.encoding.characters import VIETNAMESE, line_at
from vncorpus.stages.encoding.tones import line_is_vietnamese
from vncorpus.syllables import is_syllable

_WORD = lazy(r"[^\W\d_]+")
_VOWEL = lazy("(?i)[aeiouyàáâãèéêìíòóôõùúýăĩũơưạ-ỹ]")
_ICELANDIC = lazy("[þÞæÆöÖøØåÅ]|[/\\[]ð|ð[/\\]]")


def lookalikes(text: str) -> Iterator[Edit]:
    """Propose the Latin letter for a look-alike where the word then is a Vietnamese syllable.

    A word all of whose letters are Cyrillic or Greek is Russian or Greek. An Eth in a word in capitals that is
    no syllable (ÐHQG), with letters that only Vietnamese has (Ðắk) or cut short (Ð.) is a Đ where the line is
    Vietnamese by its other letters; so is one that begins a word (500 ð) where others of the
    line become syllables.
    """
    pattern, latin, scripts = _table()
    if not pattern.search(text):
        return
    for found in _WORD.finditer(text):
        word = found[0]
        hits = pattern.findall(word)
        if not hits:
            continue
        mended = word.translate(latin)
        eth = all(scripts[char] == "eth" for char in hits)
        if is_syllable(mended):
            greek = any(scripts[char] == "greek" for char in hits)
            if not eth and (len(hits) == len(word) or (greek and len(word) < 3)):
                continue  # Москва is Russian, and Hα a line of hydrogen
        elif not (eth and line_is_vietnamese(text, found.start()) and _is_d(word, text, found)):
            continue
        for hit in pattern.finditer(word):
            at = found.start() + hit.start()
            yield Edit(at, at + 1, latin[ord(hit[0])], f"lookalike:{scripts[hit[0]]}")


def _is_d(word: str, text: str, found: re.Match[str]) -> bool:
    if _is_name(word, text, found):
        return True
    # In Icelandic it begins no word, and no word is without a vowel.
    return bool(_table()[0].match(word) or not _VOWEL.search(word)) and _follows(line_at(text, found.start()))


def _is_name(word: str, text: str, found: re.Match[str]) -> bool:
    if len(word) == 1:
        return word.isupper() and text[found.end() : found.end() + 1] == "."
    return len(word) < 10 and (word.isupper() or VIETNAMESE.search(word) is not None)  # an alphabet is no name


@lru_cache(maxsize=4)
def _follows(line: str) -> bool:
    """Tell whether the Eth of a line is a đ wherever it stands (`500 ð`): words of it then are syllables.

    Not where the line has letters of Icelandic too, or speaks of the sound /ð/.
    """
    pattern, latin, _scripts = _table()
    if _ICELANDIC.search(line):
        return False
    return any(pattern.search(word) and is_syllable(word.translate(latin)) for word in _WORD.findall(line))


@cache
def _table() -> tuple[re.Pattern[str], dict[int, str], dict[str, str]]:
    rows = tables.read(tables.TABLES / "encoding_lookalikes.tsv", ("from", "to", "script"), dict)
    latin = {ord(row["from"]): row["to"] for row in rows}
    scripts = {row["from"]: row["script"] for row in rows}
    return re.compile("[" + "".join(scripts) + "]"), latin, scripts
