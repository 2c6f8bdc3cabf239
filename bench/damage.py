"""Damage clean Vietnamese text in every way of the catalogue, seeded, so that a repair can be compared with the text.

Each function takes a clean line and a random generator and returns the damaged line, or None where the damage does
not apply (no such letter, or the encoding cannot hold the line). `LINES` are damages of characters, `BYTES` of bytes.
"""

from __future__ import annotations

import html
import html.entities
import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache, partial

from vncorpus import tables
from vncorpus.stages.encoding import charmaps
from vncorpus.syllables import is_syllable, mended

Damage = Callable[[str, random.Random], str | None]
TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aeiouyăâêôơư"
WORD = re.compile(r"[^\W\d_]+")


def nfd(text: str) -> str:
    """Return the decomposed form."""
    return unicodedata.normalize("NFD", text)


def nfc(text: str) -> str:
    """Return the composed form."""
    return unicodedata.normalize("NFC", text)


@cache
def _codes(name: str) -> dict[str, str]:
    """Return letter → bytes, as characters of latin-1."""
    codes: dict[str, str] = {}
    for code in range(0x80, 0x100):
        if code < 0xA0:
            char = bytes([code]).decode("mac_roman" if name == "vni-mac" else "cp1252", "ignore")
            if char and char not in "\x81\x8d\x8f\x90\x9d":
                codes[char] = chr(code)
    if name == "cp1258":
        found: dict[str, str] = {}
        for code in range(0xA0, 0x100):
            found[bytes([code]).decode("cp1258", "replace")] = chr(code)
        codes.update(found)
        return codes
    rows = tables.read(
        tables.TABLES / "encoding_charmaps.tsv", ("letter", name), lambda row: (row["letter"], row[name])
    )
    own = {letter: bytes.fromhex(code).decode("latin-1") for letter, code in rows if code and len(letter) == 1}
    used = {code for code in own.values() if len(code) == 1}
    codes = {char: code for char, code in codes.items() if code not in used}
    for letter, _code in rows:
        if letter not in own and letter.lower() in own:
            own[letter] = own[letter.lower()]
    return {**codes, **own}


def _tone_last(char: str) -> str:
    tone = next((part for part in nfd(char) if part in TONES), "")
    return nfc(nfd(char).replace(tone, "")) + tone if tone else char


def to_legacy(name: str, text: str) -> str | None:
    """Return the bytes of a text in a legacy encoding, None where decoding them would not give it back."""
    codes = _codes(name)
    if name == "cp1258":
        text = "".join(char if char.isascii() or char in codes else _tone_last(char) for char in text)
    raw = "".join(codes.get(char, char) for char in text)
    if any(ord(char) > 0xFF for char in raw):
        return None
    return raw if charmaps.decode(raw, name) == nfc(text) else None


def legacy(name: str, text: str, _rng: random.Random) -> str | None:
    """Show the bytes of a legacy encoding as windows-1252 does."""
    raw = to_legacy(name, text)
    if raw is None or raw == text:
        return None
    return "".join(bytes([ord(c)]).decode("cp1252", "ignore") or c for c in raw)


def sloppy(codec: str, data: bytes) -> str:
    """Decode bytes as browsers do: what a code page leaves open becomes a C1 control."""
    return "".join(bytes([code]).decode(codec, "ignore") or chr(code) for code in data)


def mojibake(codec: str, times: int, text: str, _rng: random.Random) -> str | None:
    """Read UTF-8 with a code page, so many times."""
    for _ in range(times):
        text = sloppy(codec, text.encode())
    return text


def mojibake_part(codec: str, text: str, rng: random.Random) -> str | None:
    """Damage a run of words that holds a letter beyond ASCII, and leave one outside it."""
    words = text.split(" ")
    if len(words) < 6:
        return None
    start = rng.randrange(0, len(words) - 3)
    end = rng.randrange(start + 2, len(words))
    middle = " ".join(words[start:end])
    rest = " ".join(words[:start] + words[end:])
    if middle.isascii() or rest.isascii():
        return None
    return " ".join([*words[:start], sloppy(codec, middle.encode()), *words[end:]])


def mojibake_nfd(text: str, _rng: random.Random) -> str | None:
    """Read decomposed UTF-8 as windows-1252."""
    return sloppy("cp1252", nfd(text).encode())


def lossy(kind: str, text: str, _rng: random.Random) -> str | None:
    """Damage a line by windows-1252 and lose bytes as the kind says."""
    shown = sloppy("cp1252", text.encode())
    before = shown
    if kind == "c1 dropped":
        shown = re.sub("[\x81\x8d\x8f\x90\x9d]", "", shown)
    elif kind == "nbsp to space":
        shown = shown.replace("\xa0", " ")
    elif kind == "quotes flattened":
        shown = re.sub("[‚‘’]", "'", re.sub("[„“”]", '"', shown))
    elif kind == "u+fffd":
        shown = re.sub("[\x81\x8d\x8f\x90\x9d]", "\ufffd", shown)
    elif kind == "question mark":
        shown = re.sub("[\x81\x8d\x8f\x90\x9d]", "?", shown)
    return shown if shown != before else None


def tcvn3_without_ad(text: str, rng: random.Random) -> str | None:
    """Drop the soft hyphens of TCVN3, which are ư."""
    shown = legacy("tcvn3", text, rng)
    return shown.replace("\xad", "") if shown and "\xad" in shown else None


def viqr(text: str, _rng: random.Random) -> str | None:
    """Write a line in VIQR, without the backslash of RFC 1456: hardly anybody typed it."""
    marks = {"\u0300": "`", "\u0301": "'", "\u0309": "?", "\u0303": "~", "\u0323": ".", "\u0302": "^", "\u0306": "("}
    out = []
    for char in text:
        if char in "đĐ":
            out.append("dd" if char == "đ" else "DD")
            continue
        parts = nfd(char)
        shapes = [part for part in parts[1:] if part not in TONES]
        tones = [part for part in parts[1:] if part in TONES]
        out.append(parts[0] + "".join({**marks, "\u031b": "+"}.get(part, part) for part in shapes + tones))
    damaged = "".join(out)
    return damaged if damaged.isascii() and damaged != text else None


def references(kind: str, text: str, rng: random.Random) -> str | None:
    """Write letters as character references."""

    def one(found: re.Match[str]) -> str:
        char = found[0]
        if kind == "named":
            name = html.entities.codepoint2name.get(ord(char))
            return f"&{name};" if name else f"&#{ord(char)};"
        if kind == "twice":
            return f"&amp;#{ord(char)};"
        return f"&#{ord(char)};" if kind == "decimal" or rng.random() < 0.3 else f"&#x{ord(char):{rng.choice('xX')}};"

    return None if "&" in text else re.sub("[^\x00-\x7f]", one, text)


def escapes(kind: str, text: str, _rng: random.Random) -> str | None:
    """Write letters as percent, quoted-printable or Unicode escapes."""
    if re.search(r"[%=\\]", text):
        return None
    if kind == "percent":
        return re.sub("[^\x00-\x7f]", lambda found: "".join(f"%{code:02X}" for code in found[0].encode()), text)
    if kind == "quoted-printable":
        return re.sub("[^\x00-\x7f]", lambda found: "".join(f"={code:02X}" for code in found[0].encode()), text)
    return re.sub("[^\x00-\x7f]", lambda found: f"\\u{ord(found[0]):04x}" if ord(found[0]) < 65536 else found[0], text)


def marks(kind: str, text: str, rng: random.Random) -> str | None:
    """Damage composition and the order of marks."""
    if kind == "nfd":
        return nfd(text)
    out = []
    for char in text:
        parts = nfd(char)
        tone = "".join(part for part in parts[1:] if part in TONES)
        shape = "".join(part for part in parts[1:] if part not in TONES)
        if kind == "mixed" and tone and rng.random() < 0.7:
            out.append(nfc(parts[0] + shape) + tone)
        elif kind == "order" and tone and shape:
            out.append(parts[0] + tone + shape)
        elif kind == "double tone" and tone and rng.random() < 0.5:
            out.append(char + tone)
        else:
            out.append(char)
    return "".join(out)


def slip(kind: str, text: str, rng: random.Random) -> str | None:
    """Put the tone of some words on another vowel, or on the final consonant."""

    def one(found: re.Match[str]) -> str:
        word = found[0]
        tone = next((char for char in nfd(word) if char in TONES), "")
        if not tone or not is_syllable(word) or rng.random() < 0.4:
            return word
        bare = nfc(nfd(word).replace(tone, ""))
        if kind == "consonant":
            if bare[-1].lower() not in "cghmnpt":
                return word
            return nfc(bare + tone)
        places = [index for index, char in enumerate(bare) if char.lower() in VOWELS]
        made = [nfc(bare[:at] + nfc(bare[at] + tone) + bare[at + 1 :]) for at in places]
        made = [wrong for wrong in made if not is_syllable(wrong) and mended(wrong) == word]
        return rng.choice(made) if made else word

    return WORD.sub(one, text)


def swap(pairs: str, text: str, rng: random.Random) -> str | None:
    """Put look-alikes for letters: every Eth, some letters of other scripts, one a word."""
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    if "đ" in table:
        return text.translate({ord(char): other for char, other in table.items()})

    def one(found: re.Match[str]) -> str:
        word = found[0]
        places = [index for index, char in enumerate(word) if char in table]
        if not places or len(word) < 3 or not is_syllable(word) or rng.random() < 0.6:
            return word
        at = rng.choice(places)
        return word[:at] + table[word[at]] + word[at + 1 :]

    return WORD.sub(one, text)


def insert(chars: str, text: str, rng: random.Random) -> str | None:
    """Put characters that no writer types between letters."""
    out = []
    for char, after in zip(text, text[1:] + " ", strict=True):
        out.append(char)
        if char.isalpha() and after.isalpha() and rng.random() < 0.06:
            out.append(rng.choice(chars))
    return "".join(out)


def spaces(chars: str, text: str, rng: random.Random) -> str | None:
    """Put odd spaces for some plain ones."""
    return re.sub(r"(?<=\S) (?=\S)", lambda _found: rng.choice(chars) if rng.random() < 0.3 else " ", text)


def fullwidth(text: str, rng: random.Random) -> str | None:
    """Write some words with fullwidth letters."""
    return WORD.sub(
        lambda found: (
            "".join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in found[0]) if rng.random() < 0.2 else found[0]
        ),
        text,
    )


LINES: dict[str, Damage] = {
    **{
        f"mojibake {codec} x{times}": partial(mojibake, codec, times)
        for codec in ("cp1252", "latin-1", "cp1258", "mac_roman", "cp1250", "cp437")
        for times in (1, 2, 3)
    },
    **{f"mojibake {codec} part": partial(mojibake_part, codec) for codec in ("cp1252", "latin-1", "cp1258", "cp437")},
    "mojibake of nfd": mojibake_nfd,
    **{f"legacy {name}": partial(legacy, name) for name in charmaps.NAMES if name != "vni-mac"},
    **{f"reference {kind}": partial(references, kind) for kind in ("decimal", "hex", "named", "twice")},
    **{f"escape {kind}": partial(escapes, kind) for kind in ("percent", "quoted-printable", "unicode")},
    **{f"marks {kind}": partial(marks, kind) for kind in ("nfd", "mixed", "order", "double tone")},
    "tone misplaced": partial(slip, "vowel"),
    "tone on consonant": partial(slip, "consonant"),
    "eth": partial(swap, "đðĐÐ"),
    "cyrillic": partial(swap, "aаeеoоcсpрxхyуhһiіAАBВCСEЕHНKКMМOОPРTТXХ"),
    "greek": partial(swap, "oοvνaαiιAΑBΒEΕHΗKΚMΜNΝOΟPΡTΤXΧ"),
    "zero-width": partial(insert, "\u200b\u2060\ufeff\u200c"),
    "soft hyphen": partial(insert, "\u00ad"),
    "bidi": partial(insert, "\u200e\u200f\u202a\u202c"),
    "control": partial(insert, "\x00\x01\x07\x08\x1b\x7f\x84"),
    "odd space": partial(spaces, "\u00a0\u2009\u202f\u2002"),
    "fullwidth": fullwidth,
}
LOSSY: dict[str, Damage] = {
    **{
        f"lossy {kind}": partial(lossy, kind)
        for kind in ("c1 dropped", "nbsp to space", "quotes flattened", "u+fffd", "question mark")
    },
    "tcvn3 without ad": tcvn3_without_ad,
    "viqr": viqr,
}


def fragments(text: str, rng: random.Random) -> str | None:
    """Return three syllables of a line that stand together, one of them beyond ASCII."""
    words = [word for word in text.split(" ") if WORD.fullmatch(word)]
    runs = [words[at : at + 3] for at in range(len(words) - 2)]
    runs = [run for run in runs if all(map(is_syllable, run)) and not " ".join(run).isascii()]
    return " ".join(rng.choice(runs)) if runs else None
