"""Put back the ư of TCVN3 that programs dropped: its code AD is the soft hyphen of windows-1252.

Public repositories are full of it: `ngêi` for người, `®îc` for được. A word gets an ư where it then is a syllable;
where it is one without too (`ngời`, `cha`), the model of syllables reads the line and takes the likeliest.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vncorpus.stages.encoding import model
from vncorpus.stages.encoding.model import Reading
from vncorpus.syllables import is_syllable

#: Lines of so many characters are not remembered.
_LONG = 40
#: Bits that a text must gain.
_GAIN = 6.0


def is_dropped(text: str) -> bool:
    """Tell whether text reads so much better with an ư here and there that it must have had them.

    >>> is_dropped("Ngời ta nói nh vậy"), is_dropped("Cha mẹ nói thế")
    (True, False)
    """
    return model.score(restored(text)) - model.score(text) > _GAIN


def lost(word: str) -> bool:
    """Tell whether a word is no syllable, but would be one with an ư more.

    >>> lost("đợc"), lost("ngời"), lost("xyz")
    (True, False, False)
    """
    return not is_syllable(word) and len(_readings(word)) > 0


def restored(text: str) -> str:
    """Return the text with the likeliest ư put back.

    >>> restored("ngời ta nói nh vậy là đợc")
    'người ta nói như vậy là được'
    """
    return "\n".join(_line(line) if len(line) < _LONG else _line.__wrapped__(line) for line in text.split("\n"))


@lru_cache(maxsize=1 << 12)
def _line(line: str) -> str:
    groups: list[list[Reading]] = []
    at = 0
    plain = -1
    for word in model.WORD.finditer(line):
        readings = () if _is_sign(line, word) else _readings(word[0])
        if not readings:
            plain = word.start() if plain < 0 else plain
            continue
        groups += _literal(line[at : word.start()], plain - at if groups else -1)
        own = [(word[0], 0.0)] if is_syllable(word[0]) else []
        groups.append([*own, *((reading, 0.0) for reading in readings)])
        at = word.end()
        plain = -1
    if not groups:
        return line
    groups += _literal(line[at:], plain - at)
    return "".join(model.best(groups))


def _literal(text: str, word: int) -> list[list[Reading]]:
    """Return what stays as it is: what parts it from a word before it, and the rest, which begins with a word."""
    return [[(text[:word], 0.0)], [(text[word:], 0.0)]] if word > 0 else [[(text, 0.0)]]


def _is_sign(line: str, word: re.Match[str]) -> bool:
    """Tell whether a word is the unit of a number (8h, 24 h), a name cut short (Ch.) or a letter that counts (c,)."""
    if len(word[0]) > 2:
        return False
    if len(word[0]) == 1 and line[word.end() : word.end() + 1] in tuple(",;:)"):
        return True
    before = line[max(0, word.start() - 2) : word.start()].rstrip(" ")
    return before[-1:].isdigit() or (word[0].istitle() and line[word.end() : word.end() + 1] == ".")


@lru_cache(maxsize=1 << 13)
def _readings(word: str) -> tuple[str, ...]:
    """Return the syllables that a word can have been."""
    if not (word.islower() or word[1:].islower()):
        return ()  # a word in capitals had Ư, which has a code of its own; a lone capital is an initial
    made = (word[:at] + "ư" + word[at:] for at in range(1 if word[0].isupper() else 0, len(word) + 1))
    return tuple(dict.fromkeys(form for form in made if is_syllable(form)))
