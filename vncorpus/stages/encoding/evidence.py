"""Tell the legacy encoding of a sample of bytes: the one in which its words are syllables.

The sample is bytes, as characters of latin-1, so that bytes that were never read and text that was read with the wrong
code page are judged alike.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from vncorpus.stages.encoding import charmaps, dropped, model
from vncorpus.stages.encoding.mojibake import CHUNK, verdict, well_cased
from vncorpus.syllables import is_syllable

#: Characters of the segments from which the encoding is told.
SAMPLE = 800
#: Characters after which the encodings that explain least are given up.
_FIRST = 250
#: Chunks by which encodings are put in order before they are weighed.
_GLANCE = 8
#: Words by which an encoding may be behind in the first piece and still be the one.
_BEHIND = 6
#: Healed words that are enough to see whether they are likely ones.
_ENOUGH = 60
#: Signs of latin-1 that stand beside a letter only where they are letters of another encoding.
_SIGN = "[\x80-\x9f¡¢£¤¥¦§¨©ª¬\xad®¯±´¶¸¹º¼½¾¿×÷†‡ˆ˜‹›€™‰]"
ODD = re.compile(
    f"[A-Za-z\xc0-\xff]{_SIGN}|(?!º[CF]\\b){_SIGN}[A-Za-z\xc0-\xff]|^(?:{_SIGN}|·){{2,}}$|[a-z]«$|[\x01-\x06\x10-\x1f\x80-\x9f]"
    "|[a-z]·(?![A-Za-z])|(?<![A-Za-z])·[a-z]|[a-z]µ|[a-z][«»²³¹°„‚][a-zà-ÿ]|[²³¹][a-z]{2}|[A-Z][À-Ý][a-z]|(?:^|[a-z])[À-Ý][a-zà-ÿ]?(?<=[a-z].[a-zà-ÿ])"
)
#: A letter beside a digit is no word, nor is one with a mark that it cannot have.
_MIXED = re.compile("[0-9][\xc0-\u1ef9]|[\xc0-\u1ef9][0-9]|[\u0300-\u0323]")
_ADDRESS = re.compile(r"\S*\w\.[a-z]{2,}\S*")
_SPECIAL = re.compile("[\x01-\x17\x80-\x9f€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ]")
_C1 = re.compile("[\x80-\x9f]")
_QUOTES = re.compile("[‘’“”–—…•]")
#: Share of the damaged words that must become syllables, by strictness, and bits a syllable of a short text may cost.
SHARE = {"high": 0.9, "normal": 0.75, "low": 0.6}
#: Bits more that a syllable may cost where signs stand among letters as in no language.
_ODD_BITS = 4.0
#: Bits that it costs an encoding to make another syllable of what is one: that it was one was chance, then.
_CHANGED = 6.0
_BITS = {"high": 14.0, "normal": 16.0, "low": 19.0}
#: Damaged words below which a text is short: then every word of it must be a syllable.
SHORT = 4
#: Fewer words of fewer letters than this are no evidence, where no sign stands among the letters.
_TINY = 3
#: VNI-Mac was hardly ever read as windows-1252.
SHOWN = tuple(name for name in charmaps.NAMES if name != "vni-mac")


class Choice(NamedTuple):
    """Name an encoding, with the share of the damaged words that become syllables with it."""

    name: str
    sure: float


def choose(sample: list[str], strictness: str = "normal", names: tuple[str, ...] = SHOWN) -> Choice | None:
    """Return the encoding in which the damaged words of a sample are syllables: see `_choose`."""
    return _choose("\n".join(sample), strictness, names)


@lru_cache(maxsize=8)
def _choose(raw: str, strictness: str, names: tuple[str, ...]) -> Choice | None:
    """Return the encoding, None where none is good enough.

    The sample is bytes, as characters of latin-1. Of encodings that explain as many words, the one in which they
    are likelier is meant; the order of `names` breaks ties.
    """
    if len(raw) > _FIRST:
        names = _promising(raw[:_FIRST], names)
    shown = CHUNK.findall(shown_as_cp1252(raw))
    found = sorted((_weighed(raw, shown, name) for name in names), key=lambda weighed: -weighed.rank)
    best: _Weighed | None = None
    for weighed in found:
        if best and weighed.rank < best.rank:
            break
        if not _is_enough(weighed, shown, strictness):
            continue
        if best is None or (weighed.text != best.text and weighed.bits() > best.bits()):
            best = weighed
    if best is None:
        return None
    return Choice(best.name, round(best.good / (best.good + best.bad), 3))


class _Weighed(NamedTuple):
    """Hold how well an encoding explains a sample: its words that are syllables, those that are not, those it heals."""

    name: str
    text: str
    good: int
    bad: int
    healed: list[str]
    changed: int = 0

    @property
    def rank(self) -> int:
        return self.good - 2 * self.bad

    def bits(self) -> float:
        return model.score(self.text) - _CHANGED * self.changed


def _weighed(raw: str, shown: list[str], name: str) -> _Weighed:
    without = name == "tcvn3" and "\xad" not in raw
    new = charmaps.decode(raw, name)
    quoted = any(map(_QUOTES.search, shown))
    good = bad = 0
    healed: list[str] = []
    changed = 0
    for old, after in zip(shown, CHUNK.findall(new), strict=True):
        found = quality(after)
        if not found or (old == after and old.isascii()) or (not model.WORD.search(old) and not ODD.search(old)):
            continue  # ± and – may be letters of another encoding, but are no evidence of it
        if found < 0 and without and not ODD.search(after):
            found = 1 if any(map(dropped.lost, model.WORD.findall(after))) else -1
        if quoted and found > 0 and _QUOTES.search(old) and not any(len(word) > 1 for word in _beyond(after)):
            found = 0  # a quotation mark that could be a letter
        good += found > 0
        bad += found < 0
        if found > 0 and quality(old) < 1:
            healed.append(dropped.restored(after) if without else after)
        else:
            changed += found > 0 and old != after
    return _Weighed(name, new, good, bad, healed, changed)


def _is_enough(weighed: _Weighed, shown: list[str], strictness: str) -> bool:
    """Tell whether the evidence for an encoding is good enough: see SHARE, and _plausible for short texts."""
    _name, text, good, bad, healed, _changed = weighed
    if not healed or good < SHARE[strictness] * (good + bad):
        return False
    odd = any(map(ODD.search, shown))
    if not odd and len(healed[0]) < _TINY and len(shown) < _TINY:  # Lü is a name of China
        return False
    names = odd or (good > 1 and not bad)
    if good + bad < SHORT and (bad or not _plausible(text, odd, names, strictness)):
        return False
    if not odd:
        plain = [word for word in model.WORD.findall(text) if word.isascii() and len(word) > 1]
        if sum(not is_syllable(word) for word in plain) > good:  # English, or Danish
            return False
    return _likely(healed[:_ENOUGH], strictness, odd) or _plausible(text, odd, names, strictness)


def _promising(raw: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the encodings that explain a first piece nearly as well as the best one, in the order of `names`."""
    pieces = {name: CHUNK.findall(charmaps.decode(raw, name)) for name in names}
    scores: dict[str, int] = {}
    floor = -len(raw)
    # The likeliest first: the others are given up the sooner.
    for name in sorted(names, key=lambda name: -sum(map(quality, pieces[name][:_GLANCE]))):
        left = len(pieces[name])
        score = 0
        for chunk in pieces[name]:
            score += quality(chunk)
            left -= 1
            if score + left < floor:  # whatever the rest is, it stays behind
                break
        scores[name] = score
        floor = max(floor, score - _BEHIND)
    return tuple(name for name in names if scores[name] >= floor)


def settled(choice: Choice, lines: list[str]) -> Choice:
    """Return the choice, as TCVN 5712 where the lines have its toned capitals: a sample of TCVN3 may have none."""
    known = choice.name == "tcvn3" and any(_SPECIAL.search(line) for line in map(shown_as_cp1252, lines))
    return choice._replace(name="tcvn5712") if known and _has_capitals("\n".join(lines)) else choice


def _has_capitals(raw: str) -> bool:
    """Tell whether bytes of TCVN3 are TCVN 5712: where one has € ™ Š, the other has toned capitals, and they fit."""
    found = False
    before = ""
    for abc, standard in zip(
        CHUNK.findall(charmaps.decode(raw, "tcvn3")), CHUNK.findall(charmaps.decode(raw, "tcvn5712")), strict=True
    ):
        if abc != standard and _SPECIAL.search(abc) and not before.isdigit():
            if quality(standard) < 1:
                return False
            found = True
        before = abc
    return found


def reads_well(text: str) -> bool:
    """Tell whether every word of a text that goes beyond ASCII is a syllable, and there are some."""
    found = [quality(chunk) for chunk in CHUNK.findall(text)]
    return max(found, default=0) > 0 and min(found) >= 0


def _plausible(text: str, odd: bool, names: bool, strictness: str) -> bool:
    """Tell whether a short text is Vietnamese from end to end, and not of rare syllables.

    Initials and words in capitals can be names; with `names` so can others, for which it takes
    damage that was `odd`, as no language is, or two words that an encoding heals.
    """
    words = [
        word
        for word in model.WORD.findall(_ADDRESS.sub(" ", text))
        if not (
            word == "đ"  # of a price
            or word.isupper()
            or (len(word) < 3 and word.istitle())
            or (names and word.isascii() and word.istitle())
        )
    ]
    return bool(words) and all(map(is_syllable, words)) and _likely(words, strictness, odd)


def _likely(chunks: list[str], strictness: str, odd: bool) -> bool:
    """Tell whether words are no rare syllables on the whole, and not all of one letter."""
    words = model.WORD.findall(" ".join(chunks))
    bits = -model.score(" ".join(chunks))
    return max(map(len, words)) > 1 and bits <= (_BITS[strictness] + (_ODD_BITS if odd else 0.0)) * len(words)


def _beyond(text: str) -> list[str]:
    return [word for word in model.WORD.findall(text) if not word.isascii()]


def is_without_ad(lines: list[str]) -> bool:
    """Tell whether bytes of TCVN3 lost their AD: there is none, and words lack an ư."""
    raw = "\n".join(lines)[:SAMPLE]
    return "\xad" not in raw and dropped.is_dropped(charmaps.decode(raw, "tcvn3"))


def shown_as_cp1252(raw: str) -> str:
    """Return how windows-1252 shows the bytes; C1 controls where it has nothing."""
    return raw.translate(charmaps.cp1252()) if _C1.search(raw) else raw


@lru_cache(maxsize=1 << 14)
def quality(chunk: str) -> int:
    """Tell whether a chunk reads as Vietnamese: 1 its words beyond ASCII are syllables, -1 some are not.

    A sign of latin-1 beside a letter is a letter of another encoding.

    >>> quality("Việt"), quality("ViÖt"), quality("®­îc"), quality("2°,")
    (1, -1, -1, 0)
    """
    word = chunk.rstrip(",.")
    if is_syllable(word) and well_cased(word):
        return 0 if word.isascii() else 1
    return -1 if ODD.search(chunk) or _MIXED.search(chunk) else verdict(chunk)
