"""Walk over the stops of a block and say after which of them a sentence ends.

Most stops are plain: a Vietnamese word, a full stop, a space, a capital. They take a short way. The others are
decided here by what follows, and by `full`, `glued` and `speech` where the kind of stop asks for it.
Every look back or ahead is bounded, so that the time grows with the text and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator

from vncorpus.patterns import lazy
from vncorpus.stages.sentences import cues, full, glued, speech
from vncorpus.syllables import is_syllable

_CLOSERS = "\"'”’»)\\]}」』"
_OPENERS = "\"'“‘«(\\[{¿¡「『"
#: Pictures that stand before a line or an item, as a bullet does, and not after a sentence.
_BULLETS = "★☆☎☐☑✅✓✔✗✘➔➜➝➡➢➤▶👇👉📌📍📞🔸🔹"
_PICTURE = "\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001faff"
_EMOJI = f"(?![{_BULLETS}])[{_PICTURE}][\ufe0e\ufe0f\u200d{_PICTURE}]*"
_EMOTICON = r"(?::['-]?[()DPp3vo]+|;-?\)+|=\)+|<3|\^_*\^|T_T)(?![\w])"
_NOTE = r"\[(?:\d{1,3}|[a-z]|cần dẫn nguồn|nguồn\?)\]|[¹²³⁰⁴-⁹]+"
#: A stop, what closes with it, a footnote mark, and the pictures that belong to the sentence; or pictures alone.
_STOP = lazy(
    f"[.!?…。！？{_PICTURE}][.!?…。！？]*(?:[{_CLOSERS}]|[ \u00a0][”»)\\]}}](?!\\w))*(?:{_NOTE})*"
    f"(?:[ \u00a0]?{_EMOJI})*(?:[ \u00a0]?{_EMOTICON})*"
)
_NEXT = lazy(
    f"\\s*[{_OPENERS}]*\\s*(?:[-–—•*+]\\s+)?[{_OPENERS}]*(?:(?:\\.{{2,}}|…)[ \u00a0]?(?=\\w))?(?:(?:LBKT|-L[RSC]B-) )?"
)
_CAMEL = lazy("[a-z]{1,2}[A-Z]")
_ITEM = lazy(r"\(?[a-zđ][.)]\s")
#: The names of closing brackets in treebanks (Penn's and VTB's); those of opening ones are in _NEXT.
_CLOSING_NAMES = ("RBKT", "-RRB-", "-RSB-", "-RCB-")
_WIDE = "。！？"
#: A shorter sentence may be a list marker or the number of a heading.
_SHORT = 40
_LONGEST_WORD = 24
#: A picture after fewer spaces stands for a word: Tôi 🥰 món này.
_FEW = 2


class Quotes:
    """Know whether a place is inside straight quotes, which do not tell their ends apart, by counting them.

    Places must not go back: each stretch of the text is counted once.
    """

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self._odd = 0

    def open_at(self, place: int) -> bool:
        """Tell whether an odd number of straight quotes stands before the place."""
        self._odd ^= self._text.count('"', self._at, place) & 1
        self._at = place
        return bool(self._odd)


def boundaries(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a sentence ends inside a block."""
    began = start
    quotes: Quotes | None = None
    for found in _STOP.finditer(text, start, end):
        at, after = found.span()
        if after >= end:
            break
        follow = text[after]
        if follow.isalnum() and not follow.isupper() and text[at] not in _WIDE:
            continue  # 1.500, abc.vn
        if _is_plain(text, began, at, after):
            ends = not speech.inside(text, began, at, after, end, False)
        else:
            quotes = quotes or Quotes(text, start)
            inside = quotes.open_at(at)
            after = _closed(text, at, after, end, inside)
            ends = after < end and _ends(text, began, at, after, end, inside)
        if ends:
            yield after
            began = after


def _is_plain(text: str, began: int, at: int, after: int) -> bool:
    """Tell whether a stop is one full stop after a word that is no abbreviation, before a space and a capital."""
    if after - at != 1 or at - began < _SHORT or text[at : after + 1] != ". ":
        return False
    if not text[after + 1 : after + 2].isupper():
        return False
    space = text.rfind(" ", at - _LONGEST_WORD, at)
    word = text[space + 1 : at]
    return space >= 0 and word[1:].islower() and word.isalpha() and word + "." not in cues.abbreviations()


def _closed(text: str, at: int, after: int, end: int, inside: bool) -> int:
    """Return where a stop ends, with the straight quote that closes there and without one that opens there."""
    if text[after - 1] == '"' and after < end and text[after].isalnum() and not inside:
        return after - 1
    if inside and text.startswith(' "', after) and '"' not in text[at:after]:
        rest = text[after + 2 : after + 4]
        opens = rest[:1].isalnum() or (text[after - 1] == "." and rest[:1] == " " and rest[1:].islower())
        return after if opens else after + 2
    return after


def _ends(text: str, began: int, at: int, after: int, end: int, inside: bool) -> bool:
    """Decide about one stop, `text[at:after]`, of the sentence that began at `began`."""
    if at - began < _SHORT and not any(map(str.isalnum, text[began:at])):
        return False  # … và thế là; a sentence holds a letter or a digit
    stop = text[at:after]
    wide = stop[0] in _WIDE
    if not wide and stop[0] not in ".!?…":
        return _after_picture(text, began, at, after, end)
    if at > began and text[at - 1] in "([" and stop[-1] in ")]":
        return False  # (!?), [...]
    if not text[after].isspace() and not wide:
        return glued.ends(text, began, at, after, end)
    place = _NEXT.match(text, after, end).end()  # type: ignore[union-attr]
    if place >= end:
        return False
    follow = text[place]
    if follow in ",;:.!?…" or text.startswith(_CLOSING_NAMES, place):
        return False
    if not follow.isalnum() and end - place < _SHORT and not any(map(str.isalnum, text[place:end])):
        return False  # what is left is *** or a picture
    if wide:
        return not follow.islower()
    if follow.islower() and not _CAMEL.match(text, place):
        return _before_small(text, began, at, after, place)
    spoken = speech.goes_on(text, began, at, after, place, end)
    if spoken is not None:
        return not spoken
    if speech.inside(text, began, at, after, end, inside):
        return False
    if stop[0] != "." or stop.startswith("..") or stop[0:2] in (".!", ".?"):
        if stop == "!":
            word = text[max(began, at - _LONGEST_WORD) : after].rpartition(" ")[2]
            return cues.final(word) is None or cues.opening(text, place) > 0
        return not (stop[0] in ".…" and follow.isdigit())
    return full.ends(text, began, at, after, place)


def _after_picture(text: str, began: int, at: int, after: int, end: int) -> bool:
    """Tell whether a picture stands for a stop: ngon lắm 😍 Lần sau mình lại tới."""
    if text[at] in _BULLETS or text.count(" ", began, at) < _FEW:
        return False
    place = _NEXT.match(text, after, end).end()  # type: ignore[union-attr]
    return place < end and text[place].isupper() and cues.opening(text, place) > 0


def _before_small(text: str, began: int, at: int, after: int, place: int) -> bool:
    """Decide about a stop before a small letter: most end nothing, or the text was written without capitals."""
    stop = text[at:after]
    if stop[0] != "." and text[began:at].lstrip()[:1].isupper():
        return False
    gap = text[after:place]
    quoted = stop == "." and any(mark in gap for mark in '“‘«("')
    if quoted and text[max(began, at - 2) : at].rstrip()[-1:] in ("”", "’", "»", '"', ")"):
        return True
    word = full.word_before(text, began, at)
    if len(word) < 2 or cues.final(word + ".") is not None or stop.startswith(".."):
        return False
    if gap == " " and text[began:at].lstrip()[:1].islower():
        return True
    if not is_syllable(word):
        return False
    if stop[0] == "." and _ITEM.match(text, place):
        return True  # Khái niệm. b. Đặc điểm.
    return quoted  # Ông đáp. “tôi không biết…
