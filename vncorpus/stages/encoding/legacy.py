"""Undo legacy text that was read as windows-1252: `ViÖt Nam` is TCVN3, `Vieät Nam` VNI.

The document decides the encoding, from its first lines that look wrong, and short lines follow: a cell of a table
holds too little to be judged alone. A line is left as it is where it reads better so, and a part of a line that holds
letters which windows-1252 lacks was never read with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vncorpus.document import Edit
from vncorpus.stages.encoding import charmaps, dropped, model
from vncorpus.stages.encoding.evidence import ODD, SAMPLE, SHOWN, Choice, choose, is_without_ad, quality, settled
from vncorpus.stages.encoding.mojibake import CHUNK, verdict
from vncorpus.stages.encoding.tones import SLIP
from vncorpus.syllables import is_syllable

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad]")
_NOTHING = re.compile("(?!)")
#: Characters of windows-1252 that Vietnamese does not use.
_ALIEN = re.compile("[\x80-\x9f¡-¯±´-¸º-¿ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ×÷ŒœŠšŽžŸƒˆ˜‚„†‡‰‹›€™]")
_WIDE_CHUNK = re.compile(r"[^ \t\u0100-\U0010ffff]*[^\x00-\xff][^ \t]*")
_NARROW = re.compile("[^\x00-\xff]")
#: Characters up to which a text without any of the commonest letters of Vietnamese is looked at twice, and the bits
#: by which another reading must be likelier.
_SHORT_TEXT = 200
#: Bits a syllable that words beside clean text may cost.
_USUAL = 18.0
_MARGIN = {"normal": 12.0, "low": 8.0}
_WIDE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


class _Segment(NamedTuple):
    start: int
    shown: str
    raw: str


def undo(text: str, legacy: str = "auto", strictness: str = "normal", mixed: bool = False) -> Iterator[Edit]:
    """Propose the text that was meant, where an encoding explains what looks wrong; `legacy` can name it.

    `mixed` says that the document has clean Vietnamese besides this text.
    """
    if legacy == "off" or text.isascii() or (legacy == "auto" and _is_unicode(text)):
        return
    segments, foreign = _segments(text)
    foreign = foreign or mixed
    # Beside clean text a control or a soft hyphen is what it seems to be.
    bare = _CONTROLS if foreign else _NOTHING
    suspects = [segment for segment in segments if _suspicious(bare.sub("", segment.shown))]
    if not suspects:
        if not foreign and len(text) <= _SHORT_TEXT and strictness != "high" and legacy == "auto":
            yield from _unlikely(segments, strictness)
        return
    if foreign and legacy == "auto" and not _is_plain(suspects):
        return
    choice = Choice(legacy, 1.0) if legacy in charmaps.NAMES else choose(_sample(suspects), strictness)
    if choice is None or (foreign and legacy == "auto" and not _is_likely(suspects, choice.name)):
        return
    if legacy == "auto":
        choice = settled(choice, [segment.raw for segment in segments])
    without = choice.name == "tcvn3" and is_without_ad([segment.raw for segment in segments])
    for segment in segments if not foreign else suspects:
        new = charmaps.decode(segment.raw, choice.name)
        if without:
            new = dropped.restored(new)
        if new != segment.shown and _gains(segment.shown, new, 1 if foreign else 0):
            yield _edit(segment, new, choice.name)


def _is_plain(suspects: list[_Segment]) -> bool:
    """Tell whether more than one word looks wrong, or one as no language does: a lone one can be a slip of typing."""
    wrong = [chunk for segment in suspects for chunk in CHUNK.findall(segment.shown) if quality(chunk) < 0]
    return len(wrong) > 1 or any(map(ODD.search, wrong))


def _is_likely(suspects: list[_Segment], name: str) -> bool:
    """Tell whether words beside clean text become no rare ones: `Tai Lü` and `Tai Nüa` are names, not Lủ and Nủa."""
    made: list[str] = []
    for segment in suspects:
        old, new = CHUNK.findall(segment.shown), CHUNK.findall(charmaps.decode(segment.raw, name))
        if any(map(ODD.search, old)):
            return True
        made += [after for before, after in zip(old, new, strict=True) if before != after]
    return -model.score(" ".join(made)) <= _USUAL * len(made)


def _unlikely(segments: list[_Segment], strictness: str) -> Iterator[Edit]:
    """Propose another reading of a short text all of whose words are syllables, but of the rarest.

    `cã mèi quan` reads well, but no writer put these together; as TCVN3 it is `có mối quan`.
    """
    for segment in segments:
        words = model.WORD.findall(segment.shown)
        if len(words) < 3 or _WIDE.search(segment.shown) or not all(map(is_syllable, words)):
            continue
        known = model.score(segment.shown)
        best = ("", known + _MARGIN[strictness])
        for name in SHOWN:
            new = charmaps.decode(segment.raw, name)
            if new != segment.shown and all(quality(chunk) >= 0 for chunk in CHUNK.findall(new)):
                best = max(best, (name, model.score(new)), key=lambda found: found[1])
        if best[0]:
            yield _edit(segment, charmaps.decode(segment.raw, best[0]), best[0])


def _is_unicode(text: str) -> bool:
    """Tell whether a text has letters that windows-1252 lacks, and no sign of another encoding between them."""
    return _WIDE.search(text) is not None and not _ALIEN.search(text) and not SLIP.search(text)


def explains(text: str) -> bool:
    """Tell whether a legacy encoding explains what looks wrong in a text."""
    suspects = [segment for segment in _segments(text)[0] if _suspicious(segment.shown)]
    return bool(suspects) and choose(_sample(suspects)) is not None


def _edit(segment: _Segment, new: str, name: str) -> Edit:
    return Edit(segment.start, segment.start + len(segment.shown), new, f"legacy:{name}")


def _segments(text: str) -> tuple[list[_Segment], bool]:
    """Return the parts of lines that can have been read as windows-1252, and whether others hold Vietnamese."""
    found: list[_Segment] = []
    foreign = False
    at = 0
    for line in text.split("\n"):
        raw = charmaps.as_bytes(line) if not line.isascii() else line
        if raw.isascii():
            pass
        elif not _NARROW.search(raw):
            found.append(_Segment(at, line, raw))
        else:
            start, before = 0, len(found)
            for wide in [*_WIDE_CHUNK.finditer(raw), None]:
                end = wide.start() if wide else len(raw)
                if not raw[start:end].isascii():
                    found.append(_Segment(at + start, line[start:end], raw[start:end]))
                if wide:
                    found_here = verdict(wide[0])
                    foreign = foreign or found_here > 0
                    if found_here < 0:  # another language, whatever the rest looks like
                        del found[before:]
                        break
                    start = wide.end()
        at += len(line) + 1
    return found, foreign


def _sample(segments: list[_Segment]) -> list[str]:
    sample: list[str] = []
    size = 0
    for segment in segments:
        sample.append(segment.raw[: SAMPLE - size])
        size += len(sample[-1])
        if size >= SAMPLE:
            break
    return sample


def _suspicious(shown: str) -> bool:
    return any(quality(chunk) < 0 for chunk in CHUNK.findall(shown) if not chunk.isascii())


def _gains(old: str, new: str, floor: int) -> bool:
    """Tell whether so many chunks more read as Vietnamese after than before."""
    pairs = zip(CHUNK.findall(old), CHUNK.findall(new), strict=True)
    changed = [(before, after) for before, after in pairs if before != after]
    gain = -2 * len(changed)  # what it comes to at the worst
    for before, after in changed:
        if gain >= floor:
            break
        gain += 2 + quality(after) - quality(before)
    return gain >= floor
