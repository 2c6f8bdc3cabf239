"""Tell what a line is by itself: by the table of patterns first, then by its shape."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line import interface
from vncorpus.stages.boilerplate.line.doubles import half_of
from vncorpus.stages.boilerplate.line.index import Rule
from vncorpus.stages.boilerplate.line.rules import LONGEST, fold, match_folded
from vncorpus.stages.boilerplate.line.shape import PROSE, count, narrow, shape_of

#: Marks that browsers put before the entries of menus.
_ROUND = "•·▪●■◦‣"
_MARKDOWN = lazy(r"[-*+]\s+\S")
#: Furniture of one or two words, which lists hold too.
_LISTED = frozenset(("nav", "login", "share", "social", "listing", "app"))
#: What a row of buttons, one label or a row of links, and a lone number count as evidence.
ROW, LABEL, NUMBER = 1.0, 0.5, 0.25
#: Sentences with a margin that say that it is the page's.
SENTENCES = 2
#: Names in a row each of which begins with a capital; words of a line that may be a menu in a row.
NAMED, MANY = 3, 14
#: The path to a page whose parts have lost their arrows: "Trang chủ    Tin tức", "Trang chủTin tức".
_HOME = lazy(r"(?:[Tt]rang chủ|TRANG CHỦ|[Tt]rang nhất)(?:[A-ZĐÀ-Ỹ]|\s{2,}\S|\t)|Home(?:\s{2,}\S|\t)")
_BEFORE_FENCE = frozenset("`~ \t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
_LONE = lazy(r"^[-–—•*+▪●■◦‣·]$")
#: The links beside a heading of a wiki: "Địa lý[sửa | sửa mã nguồn]".
EDITED = lazy(r"(?<=\S) ?\[(?:sửa|sửa đổi|edit)(?: ?\| ?[^\]|]{4,14})?\]$")


@dataclass(slots=True)
class Line:
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
    #: The class of the furniture, or the shape of the text.
    kind: str = field(init=False)
    #: Whether a rule or its words say that it is furniture; of the others only their place can.
    known: bool = field(init=False)

    def __post_init__(self) -> None:
        self.kind = self.rule.kind if self.rule else self.shape
        self.known = self.rule is not None or self.cue > 0


KNOWN = 1 << 13  # lines that are remembered
#: Lines of these alone are NFC, printable, and nothing in them is wide.
PLAIN = " -~À-ƿẠ-ỹ–—‘’“”…•"
_PLAIN = lazy(f"[{PLAIN}]+")
#: Shapes of lines that are no buttons.
_SURE = frozenset(("prose", "code", "item"))
#: A line on which nothing is.
BLANK = Line("blank", None, 0)


def classified(texts: list[str], own: Path | None = None, *, plain: bool = False) -> list[Line]:
    """Return what each line of a text is; between the fences of Markdown every line is code.

    `plain` says that no line has other characters than those of `PLAIN`, which saves looking at each.
    """
    known = met(own)
    if len(known) >= KNOWN:
        known.clear()
    get = known.get
    if _BEFORE_FENCE.isdisjoint([text[:1] for text in texts]):
        return [get(text) or _read(text, own, known, plain) for text in texts]
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
        if (fenced or fence) and not text.isspace() and text:
            found.append(Line("code", None, len(text.split())))
        else:
            found.append(get(text) or _read(text, own, known))
        fenced = fenced != fence
    return found


def is_worded(line: Line) -> bool:
    """Tell whether software says a line word for word, or a mail does: no writer calls a text so."""
    return line.rule is not None and (line.rule.id.endswith(":verbatim") or "mail" in line.rule.id)


def printed(found: Sequence[Line], first: int = 0, last: int | None = None) -> list[int]:
    """Return the places of the lines from `first` to `last` that are not blank."""
    return [at for at in range(first, len(found) if last is None else last) if found[at].shape != "blank"]


def first_printed(found: Sequence[Line], places: Iterable[int]) -> int | None:
    """Return the first of the places whose line is not blank: what stands over another line, or under it."""
    return next((at for at in places if found[at].shape != "blank"), None)


def _is_sentence(text: str) -> bool:
    """Tell whether a line with a margin is prose: then the margin is the page's, and no code's."""
    return text.rstrip()[-1] in ".!?…" and text.count(" ") - (len(text) - len(text.lstrip())) >= PROSE // 2


@cache
def met(own: Path | None) -> dict[str, Line]:
    """Return the lines that were met. Lines repeat (40 % of a crawl's do), so what they are is kept."""
    return {}


def classify(text: str, own: Path | None = None) -> Line:
    """Return what a line is by itself.

    >>> classify("Thứ 4, 22/01/2025 12:09").kind, classify("Bình luận (0)").kind, classify("-").kind
    ('date', 'comments', 'bullet')
    """
    return _read(text, own, {})


def _read(text: str, own: Path | None, known: dict[str, Line], plain: bool = False) -> Line:
    """Return what a line is, and keep it; not a long one, which is a paragraph, for a book would fill the memory."""
    bare = text.strip()
    if not bare:
        return BLANK
    plain = plain or _PLAIN.fullmatch(bare) is not None
    if not plain:
        bare = narrow(bare)
    size = len(bare)
    half = half_of(bare) if bare[0] == bare[size // 2] and bare[:3] == bare[size // 2 : size // 2 + 3] else None
    bare = half or bare  # a line that stands twice without a space is what it is once
    if size == 1 and _LONE.match(bare):
        return Line("bullet", None, 0)
    words = count(bare, plain=plain)
    middle = len(bare) // 2
    if bare[middle] == " " and bare[:middle] == bare[middle + 1 :]:
        bare = bare[:middle]  # the button and its tooltip: "Trả lời kèm trích dẫn Trả lời kèm trích dẫn"
    scored = "  " in bare and interface.is_scored(bare)
    tabbed = "\t" in bare and interface.is_bar(bare)
    if tabbed or (words >= MANY and "," not in bare and not scored and interface.is_long_menu(bare)):
        return Line("headline", None, words, False, ROW, False, True)
    plain = plain and "  " not in bare
    folded = bare.lower() if plain else fold(bare)
    rule = match_folded(folded, own) if len(bare) <= LONGEST else None
    if rule and rule.kind in _LISTED and _MARKDOWN.match(bare) and bare[-1] not in "+-":
        rule = None  # an item of a list that somebody wrote, but "+ aA -"
    shape = shape_of(text, bare, words)
    cue, talk, label, box = 0.0, False, False, False
    # With the title at its end a path may be a question.
    path = "  " in bare and "," not in bare and bare[-1] not in ".;" and _HOME.match(bare) is not None
    if path or not (scored or shape in _SURE or words > interface.WORDS or (shape == "sentence" and bare[-1] == ".")):
        if not plain:
            folded = unicodedata.normalize("NFC", bare.lower())
        cue, talk, label = _cue(bare, folded) if not _HOME.match(bare) else (ROW, False, True)
        box = cue == LABEL and interface.is_box(folded)
    elif shape == "item" and bare[0] in _ROUND and words <= interface.WORDS:
        inner = bare[1:].strip()
        cue, talk, label = _cue(inner, unicodedata.normalize("NFC", inner.lower()))
        cue, label = (cue, label) if label and cue >= LABEL else (0.0, False)  # "• Thuộc tính", and no list of places
    if rule or half or cue:
        line = Line(shape, rule, words, half is not None, cue, talk, label, box)
    else:
        line = _unknown(shape, words)
    if len(text) <= LONGEST and len(known) < KNOWN:
        known[text] = line
    return line


@lru_cache(maxsize=1 << 10)
def _unknown(shape: str, words: int) -> Line:
    """Return a line that no rule matches and nothing is known of but its shape; most are so."""
    return Line(shape, None, words)


def _cue(bare: str, folded: str) -> tuple[float, bool, bool]:
    """Return how much a line says that it is of the interface, whether it is of a thread, and made of buttons."""
    found = interface.read(folded) if "[" not in bare or not EDITED.search(bare) else None
    row = found is not None and not found.parted and (found.strange or found.phrases >= NAMED)
    if found and row and sum(word[0].isupper() for word in bare.split()) < found.phrases:
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
