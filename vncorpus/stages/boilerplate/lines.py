"""Tell what a line is by itself: by the table of patterns first, then by its shape."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate import interface
from vncorpus.stages.boilerplate.rules import LONGEST, Rule, match

#: A Chinese character counts as a word: the cjk stage may put as many syllables for it, and what a line is must
#: not hang on whether it has run.
_WORDS = lazy("[^\\W_\u3400-\u9fff]+|[\u3400-\u9fff]")
_WIDE = lazy("[，、。．：；！？（）【】％]")
_NARROW = str.maketrans("，、。．：；！？（）【】％", ",,..:;!?()[]%")
_BULLET = lazy(
    r"^(?:[-–—•*+▪●■◦‣·]|\(?(?:\d{1,3}|[a-zđA-ZĐ]|[ivxIVX]{1,5})[.)]"
    r"|\d{1,2}(?:\.\d{1,2})+\.|\d{1,2}(?:\.\d{1,2}){2,4}|\d{1,2}\.\d{1,2}(?=\s+[A-ZĐÀ-Ỹ])|\d{1,3}(?:\+\d{1,2})?['’′]"
    r"|\d{1,2}(?=(?:\s+[A-ZĐÀ-Ỹ]{2,}){2}))\s+\S"
)
_MARKDOWN = lazy(r"[-*+]\s+\S")
#: Furniture of one or two words, which lists hold too.
_LISTED = frozenset(("nav", "login", "share", "social", "listing", "app"))
#: Characters in which a line closes: its stop, quotes, and the mark of a footnote.
TAIL = 12
#: What a row of buttons, one label or a row of links, and a lone number count as evidence.
ROW, LABEL, NUMBER = 1.0, 0.5, 0.25
#: Spaces past which a line is long enough to count by them.
LONG = 16
#: Sentences with a margin that say that it is the page's.
SENTENCES = 2
#: Words of such a line, its wide gaps, and the share of its words that begin with a capital.
MANY, GAPS, CAPITALS = 14, 4, 0.6
#: Words that make a line prose even without a full stop.
PROSE = 25
#: The path to a page whose parts have lost their arrows: "Trang chủ    Tin tức", "Trang chủTin tức".
_HOME = lazy(r"(?:[Tt]rang chủ|TRANG CHỦ|[Tt]rang nhất|Home)(?:[A-ZĐÀ-Ỹ]|\s{2,}\S|\t)")
_BEFORE_FENCE = frozenset("`~ \t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
_LONE = lazy(r"^[-–—•*+▪●■◦‣·]$")
_CODE = lazy(
    r"^(?:\s{4,}|\t)\S|[;{}]\s*$|^\s*(?:def|class|import|from|return|for|if|while|print|var|let|const)\b.*[(:=;]|\w\(.*\)|[\w\]]\s?[=!<>+*/-]=\s?\S|\\[a-z]+\{|\$[^$]+\$"
)
#: A line of a song with its chords.
_CHORDS = lazy(r"\[[A-G][#b♯♭]?(?:m|maj|min|sus|dim|aug|add)?\d{0,2}(?:/[A-G][#b♯♭]?)?\] ?\S")
_END = '.!?…:;”"’»)'
#: Characters one of which code holds, unless it is indented.
_CODED = lazy(r"[(=:;{}\\$]")
_STOPS = frozenset(".!?…;:")
_TAILS = frozenset('”"’»)]')
_CLOSED = lazy(r"[.!?…;:][”\"’»)\]]*(?:\[\d+\])?$")


class Line(NamedTuple):
    """Hold what a line is: the rule that matched it, or its shape, and its length in words.

    Shapes: blank, bullet (a mark alone), item (a mark and text), prose, sentence (short), headline, verse
    (short, as a line of verse or dialogue is), short, code.
    """

    shape: str
    rule: Rule | None
    words: int
    doubled: bool = False
    #: How much the line is evidence of furniture where it stands outside the article, from 0 to 1.
    cue: float = 0.0
    #: Whether readers' buttons or ranks stand in it: a post of a thread ends or begins.
    talk: bool = False
    #: Whether it is made of buttons and numbers, and not only the name of a section or a row of links.
    label: bool = False
    #: Whether it is the head of a box of links: "Việc làm tương tự".
    box: bool = False

    @property
    def kind(self) -> str:
        """Return the class of the furniture, or the shape of the text."""
        return self.rule.kind if self.rule else self.shape


def classified(texts: list[str], own: Path | None = None) -> list[Line]:
    """Return what each line of a text is; between the fences of Markdown every line is code."""
    found = []
    fenced = False
    # A text that was copied with its margin is no code.
    margins = [text for text in texts if text.startswith(("    ", "\t")) and not text.isspace()]
    if margins and (
        len(margins) * 2 > sum(not text.isspace() for text in filter(None, texts)) > 1
        or sum(_is_sentence(text) for text in margins) >= SENTENCES
    ):
        texts = [text.lstrip() for text in texts]
    for text in texts:
        fence = text[:1] in _BEFORE_FENCE and text.lstrip().startswith(("```", "~~~"))
        if fenced or fence:
            found.append(Line("code", None, len(text.split())))
        else:
            # Only lines that can repeat are remembered: a long one is a paragraph, and a book would fill the memory.
            found.append(classify(text, own) if len(text) <= LONGEST else classify.__wrapped__(text, own))
        fenced = fenced != fence
    return found


def _is_sentence(text: str) -> bool:
    """Tell whether a line with a margin is prose: then the margin is the page's, and no code's."""
    return text.rstrip()[-1] in ".!?…" and text.count(" ") - (len(text) - len(text.lstrip())) >= PROSE // 2


@lru_cache(maxsize=1 << 12)
def classify(text: str, own: Path | None = None) -> Line:
    """Return what a line is by itself. Lines repeat (40 % of a crawl's do), so the answers are kept.

    >>> classify("Thứ 4, 22/01/2025 12:09").kind, classify("Bình luận (0)").kind, classify("-").kind
    ('date', 'comments', 'bullet')
    """
    bare = narrow(text.strip())
    if not bare:
        return Line("blank", None, 0)
    half = half_of(bare)
    bare = half or bare  # a line that stands twice without a space is what it is once
    if _LONE.match(bare):
        return Line("bullet", None, 0)
    words = _count(bare)
    middle = len(bare) // 2
    if bare[middle] == " " and bare[:middle] == bare[middle + 1 :]:
        bare = bare[:middle]  # the button and its tooltip: "Trả lời kèm trích dẫn Trả lời kèm trích dẫn"
    if words >= MANY and _is_menu(bare):
        return Line("headline", None, words, False, ROW, False, True)
    rule = match(bare, own) if len(bare) <= LONGEST else None
    if rule and rule.kind in _LISTED and _MARKDOWN.match(bare):
        rule = None  # an item of a list that somebody wrote
    shape = _shape(text, bare, words)
    if shape in ("prose", "code", "item") or words > interface.WORDS or (shape == "sentence" and bare[-1] == "."):
        return Line(shape, rule, words, half is not None)
    folded = unicodedata.normalize("NFC", bare.lower())
    cue, talk, label = _cue(bare, folded) if not _HOME.match(bare) else (ROW, False, True)
    return Line(shape, rule, words, half is not None, cue, talk, label, cue == LABEL and interface.is_box(folded))


def _is_menu(bare: str) -> bool:
    """Tell whether a long line is a menu or a list of places in a row: wide gaps, or a capital in nearly each word."""
    if any(mark in bare for mark in ',;?!…”"'):
        return False
    if bare.count("  ") >= GAPS:
        return True
    words = bare.split()
    named = len(words) >= PROSE and sum(word.istitle() for word in words) >= CAPITALS * len(words)
    return named or interface.is_menu(unicodedata.normalize("NFC", bare.lower()))


def _cue(bare: str, folded: str) -> tuple[float, bool, bool]:
    """Return how much a line says that it is of the interface, whether it is of a thread, and made of buttons."""
    found = interface.read(folded)
    if found and found.strange and sum(word[0].isupper() for word in bare.split()) < found.phrases:
        found = None  # names of sections begin with a capital; "hai ngày thảo luận kinh tế - xã hội" is a sentence
    if not found:
        return LABEL if interface.is_row(bare) else 0.0, False, False
    if found.facts:
        return NUMBER, False, False
    talk = found.talk + found.rank > 0
    label = found.phrases > found.sections or not found.phrases
    if found.phrases and (found.numbers or (found.phrases > 1 and (found.parted or found.phrases > 2))):
        return ROW, talk, label
    return LABEL if found.phrases else NUMBER, talk, label


def _count(bare: str) -> int:
    """Return how many words a line has; by its spaces where that is enough to know that it is prose."""
    spaces = bare.count(" ")
    if spaces > LONG:
        return spaces + 1 - bare.count(" - ") - bare.count(" – ")
    return len(_WORDS.findall(bare))


def _shape(text: str, bare: str, words: int) -> str:
    last = bare[-1]
    closed = last in _STOPS or (last in _TAILS and _CLOSED.search(bare[-TAIL:]) is not None)
    if words >= PROSE or (closed and words >= 12):
        return "prose"
    if "[" in bare and _CHORDS.search(bare):
        return "verse"
    if (text[0].isspace() or _CODED.search(text)) and _CODE.search(text):
        return "code"
    if _BULLET.match(bare):
        return "item"
    if closed:
        return "sentence"
    if bare.endswith(","):
        return "verse"
    return "headline" if words >= 5 else "short"


def narrow(bare: str) -> str:
    """Return a line with narrow punctuation for fullwidth, which the cjk stage may put later."""
    return bare.translate(_NARROW) if _WIDE.search(bare) else bare


def half_of(bare: str) -> str | None:
    """Return X of a line XX, where X is two words or more: no writer repeats them without a space.

    >>> half_of("Minh AnhMinh Anh"), half_of("ha haha ha")
    ('Minh Anh', None)
    """
    size = len(bare) // 2
    if bare[:3] != bare[size : size + 3]:
        return None
    half = bare[:size]
    if size < 6 or bare != half * 2 or " " not in half or half != half.strip():
        return None
    return half if half_of(half) is None else None
