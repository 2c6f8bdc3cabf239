"""Tell in one look whether a text can hold anything that the stage mends: most documents hold nothing.

Scans of the whole text with stdlib `re`, 90 MB/s together; a text that passes costs nothing more.
"""

from __future__ import annotations

from vncorpus.patterns import lazy
from vncorpus.stages.encoding.tones import SLIP, SMALL

_CAPITALS = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂ"
#: What clean Vietnamese is not made of. A capital with a mark of latin-1 is clean, but not after a small letter or
#: before certain signs: then it is a piece of mojibake or of another encoding (`tÃ­nh`, `tÕi`).
_UNCLEAN = lazy(
    f"[^\t\n -~“”‘’–—…•°²³\u1ea0-\u1ef9àáâãèéêìíòóôõùúýăĐđĨĩŨũƠơƯư]"
    f"(?:(?<![{_CAPITALS}])|(?<=[{SMALL}].)|[ ’“”‘•–—…°²³])"
)
#: Letters that any Vietnamese text has after a few words; one that has none may be another encoding.
_WIDE = lazy("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_ASCII_CONTROL = lazy("[\x00-\x08\x0b-\x1f\x7f]")
#: Escapes that hold letters; see escapes.py.
_ESCAPED = lazy(
    r"&(?:amp;)*#[xX0-9]|&(?:amp;)*[A-Za-z]{2,8}[0-9]{0,2};"
    r"|%[C-Fc-f][0-9A-Fa-f]%[89ABab]|=[C-F][0-9A-F]=|\\u[0-9a-fA-F]{4}|%u[01]"
)
#: A vowel with a mark of VIQR.
_VIQR = lazy(r"[\^+(~`](?<=[aeouiyAEOUIY].)(?:[a-z'`?~.]|(?<=[\^+~`])\W)|[a-z][.?'](?<=[aeouiy].)[a-z]|\b[dD]d[aeiouy]")


def passes(text: str) -> bool:
    r"""Tell whether a text is clean as it stands.

    >>> passes("Trời sắp mưa."), passes("Trời\u200b sắp mưa."), passes("cuả")
    (True, False, False)
    """
    if not text.isascii() and (_UNCLEAN.search(text) or SLIP.search(text) or not _WIDE.search(text)):
        return False
    if ("&" in text or "%" in text or "=" in text or "\\" in text) and _ESCAPED.search(text):
        return False
    if (text.isascii() or "^" in text) and _VIQR.search(text):
        return False
    return _ASCII_CONTROL.search(text) is None
