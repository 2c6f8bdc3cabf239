"""Tell whether an article goes on past a line that stands under articles."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find import numbers, under
from vncorpus.stages.boilerplate.find.prose import is_long_headline, is_prose, is_said, is_tied
from vncorpus.stages.boilerplate.line.lines import EDITED, NUMBER, Line

#: Buttons of a dialog, and cells of a table that lost its columns.
YES_NO = frozenset(("có", "không"))
#: Furniture that says what page we are on; a date or a caption alone says nothing.
STRONG = frozenset(["nav", "related", "comments", "footer", "login", "listing", "app", "tags", "notice", "ad", "share"])
#: Furniture that stands between two parts of an article as often as under it, and so says nothing of what is near.
BARS = frozenset(("ad", "share"))
_EDITS = frozenset((("sửa", "sửa mã nguồn"), ("edit", "edit source")))
_BAR, _EDIT = "nav:lone-mark", "nav:wiki-edit"
_POSTS = frozenset(("comments:forum-post-number", "comments:forum-number", "comments:forum-subject"))
#: Entries of a live report before a box of links that say that it goes on, and lines from the time of one to its text.
LIVE = 3
#: Lines from the buttons over a report to its first entry.
OPENS = 6
#: Words of prose after a line of a legal footer that say that the article only quotes one.
QUOTED = 75
#: Words of two paragraphs after a marker that say that the article goes on.
GOES_ON = 25
#: Words of paragraphs in a row that are another article; a reader's comment stands alone, with a name above it.
ANOTHER = 90
#: Words of a paragraph that stands alone between two boxes.
ORPHAN = 15
#: Words of a heading between two paragraphs, and what else may stand there.
HEADING, ASKED = 10, 16
#: Sentences in a row that are a dialogue.
SPOKEN = 3
_PARTING = frozenset(("headline", "short", "item", "code"))
#: Over what readers say, each under a name.
_READERS = lazy(r"đánh giá|bình luận|nhận xét")
#: Markers after which prose is the readers', or nobody's.
ENDS = frozenset(
    """comments:count comments:sort comments:none-yet comments:placeholder comments:reader-section
    comments:reviews comments:discussion social:preferred-source related:same-section related:most-read
    related:newest""".split()
)

#: Fields and answers of forms, and lines among which so many are a dialog's.
FORMS, DIALOG = 3, 12
_FORMS = frozenset(("login:dialog", "notice:error", "comments:captcha", "comments:form-fields"))
#: Cards in one line that are no chance.
GLUED = 3
_GLUED_CARD = lazy(r"\S(\([^()]{3,20}\) [-–] )")


class Ahead:
    """Tell whether an article goes on after a marker: it quotes a footer, or a box of links stands in it.

    Related stories have headlines between their teasers; two paragraphs one after another are the article's. Past the
    head of the comments, or the foot of a page, only a whole article counts: two were pasted. What was found ahead is
    remembered, so that a long run of markers is read once.
    """

    def __init__(self, lines: Sequence[Line], texts: Sequence[str]) -> None:
        self._lines, self._texts = lines, texts
        self._cards = glued_cards(texts)
        self._dialogs = of_dialogs(lines)
        self._searched = self._next = 0  # how far orphans were looked for, and where the last was found
        self._found = [(0, 0), (0, 0)]  # the place of two paragraphs ahead, and their words; past readers' remarks
        self._clocks = numbers.clocks(lines, texts)
        self._numbered = numbers.headings(lines, texts)
        self._steps = numbers.steps(lines, texts)
        self._begins = next((at for at, line in enumerate(lines) if is_said(line)), len(lines))

    def goes_on(self, index: int, left: int, least: int = GOES_ON) -> bool:
        """Tell it for the marker at `index`, with so many words of prose left."""
        rule = self._lines[index].rule
        if rule and rule.kind == "footer" and left <= QUOTED:
            return False
        if not (rule and (rule.id in ENDS or rule.kind == "footer")) and self._orphan(index):
            return True
        boxed = rule and (rule.id in under.FORMS or (rule.kind == "related" and rule.id not in ENDS))
        if boxed and under.is_last(self._lines, self._texts, index):
            return True
        if self._reports_on(index):
            return True
        if self._counts_on(index) or self.steps_on(index):
            return True
        least = (
            ANOTHER
            if rule
            and rule.id in ENDS
            and not (under.are_of_review(self._lines, index) or under.is_amid(self._lines, self._texts, index))
            else least
        )
        readers = _READERS.search(self._texts[index].lower()) is not None
        place, words = self._found[readers]
        if index >= place or words < least:
            self._found[readers] = self._look(index, least, readers=readers)
        return self._found[readers][0] > index

    def steps_on(self, index: int) -> bool:
        """Tell whether steps of a guide stand past the marker at `index`; past readers' comments stand their votes."""
        return bool(self._steps) and self._steps[-1] > index and self._lines[index].kind != "comments"

    def _reports_on(self, index: int) -> bool:
        """Tell whether a marker stands between the entries of a live report, or right over them: "Mới nhất", "Cũ nhất".

        Over what readers say stands that it is theirs.
        """
        at = bisect_left(self._clocks, index)
        if at == 0 and len(self._clocks) >= LIVE and self._clocks[0] - index <= OPENS:
            near = self._lines[max(0, index - OPENS) : self._clocks[0]]
            return not any(line.talk or (line.kind == "comments" and not _is_sort(line)) for line in near)
        return at >= LIVE and self._clocks[-1] > index

    def _counts_on(self, index: int) -> bool:
        """Tell whether the numbered headings over a marker go on under it: "1. Giá trong tuần", "2. Chuyện hay".

        One over all text is the title of a lesson, whose others stand under it.
        """
        at = bisect_left(self._numbered, (index,))
        if not 0 < at < len(self._numbered):
            return False
        (place, kind, number), (_, other, next_one) = self._numbered[at - 1 : at + 1]
        return kind == other and next_one == number + 1 and self._begins < place

    def _orphan(self, index: int) -> bool:
        """Tell whether a paragraph stands under a number, a picture or an advertisement, or goes on: it is no teaser.

        What was found is remembered for the markers before it.
        """
        if index < self._searched:
            return self._next > index
        above: Line | None = None
        dated = False  # the line over a number is the date of a card
        said = ""
        self._next = 0
        for place in range(index + 1, len(self._lines)):
            line = self._lines[place]
            self._searched = place
            if line.shape == "blank":
                continue
            if line.rule and (line.rule.id in ENDS or line.kind in ("comments", "footer", "login")):
                break
            closed = self._texts[place].rstrip()[-1:] in '.”"'
            # The addresses of a hospital stand in its articles, and the last paragraph under them.
            led = above is not None and (above.kind in ("contact", "social") or "http" in said)
            parted = above is not None and (
                above.kind in ("caption", "media", "ad")
                or (led and ". " in self._texts[place].strip())
                or (above.cue == NUMBER and not above.rule and above.words <= 1 and not dated)
            )
            text = parted or is_tied(line, self._texts[place])
            if is_prose(line) and closed and text and line.words >= ORPHAN:
                self._next = place
                return True
            dated = above is not None and above.kind == "date"
            above, said = line, self._texts[place]
        return False

    def _look(self, index: int, least: int, *, readers: bool) -> tuple[int, int]:
        """Return where two paragraphs stand one after the other, and their words.

        A heading, a list or code may stand between them, but readers' names between what they say; under a heading a
        teaser has one sentence, a paragraph more.
        """
        run = words = spoken = 0
        headed = False
        for place in range(index + 1, len(self._lines)):
            line = self._lines[place]
            if line.shape == "blank" or (line.rule and line.rule.kind == "caption"):
                continue
            if line.rule and line.rule.kind in ("comments", "footer"):
                least = ANOTHER
            # A headline that is cut, or that asks; in an interview a mark stands before who asks.
            text = self._texts[place].strip()
            cut = line.words < GOES_ON and text.endswith(("...", "…", "?")) and text[0] not in "*-–—"
            headline = cut or place in self._cards or is_long_headline(line, self._texts[place])
            said = (is_prose(line) and not headline and place not in self._dialogs) or (
                run > 0 and line.shape == "sentence" and not (line.known or cut)
            )  # headlines ask questions
            spoken = spoken + 1 if line.shape == "sentence" and not line.known else 0
            if spoken >= SPOKEN and least <= GOES_ON:
                return place, words
            asked = line.shape == "sentence" and text[-1] == "?"
            most = ASKED if asked else HEADING
            if run and not readers and (line.shape in _PARTING or asked) and not line.known and line.words <= most:
                headed = True
                continue
            said = said and not (headed and ". " not in text)
            headed = False
            run, words = (run + 1, words + line.words) if said else (0, 0)
            if run >= 2 and words >= least:
                return place, words
        return 0, 0


def of_dialogs(lines: Sequence[Line]) -> set[int]:
    """Return the paragraphs under the foot of a page that a dialog shows: right under the fields of its forms."""
    found: set[int] = set()
    above: deque[bool] = deque(maxlen=DIALOG)
    foot = inside = False
    for index, line in enumerate(lines):
        if line.shape == "blank":
            continue
        foot = foot or line.kind == "footer"
        inside = foot and is_prose(line) and (inside or sum(above) >= FORMS)
        if inside:
            found.add(index)
        above.append(line.rule is not None and line.rule.id in _FORMS)
    return found


def glued_cards(texts: Sequence[str]) -> set[int]:
    """Return the cards whose headline and teaser are one line, with the paper's name between: three or more."""
    found = {index for index, text in enumerate(texts) if ") " in text and _GLUED_CARD.search(text)}
    return found if len(found) >= GLUED else set()


def is_bar(line: Line) -> bool:
    """Tell whether a line is a bar or a dot alone: it parts buttons, and compilers put it beside code."""
    return line.rule is not None and line.rule.id == _BAR


def is_path(line: Line) -> bool:
    """Tell whether a line is the path to the page."""
    return line.rule is not None and line.rule.id.startswith("nav:breadcrumb")


def is_post(line: Line) -> bool:
    """Tell whether a line is the number of a post, which forums put over it."""
    return line.rule is not None and line.rule.id in _POSTS


def is_edited(text: str) -> bool:
    """Tell whether a line is a heading of a wiki with its links behind it."""
    return text.endswith("]") and EDITED.search(text) is not None


def over_edits(texts: Sequence[str], shown: Sequence[int]) -> list[int]:
    """Return the headings of a wiki whose links stand under them: "[sửa | sửa mã nguồn]", or in two lines."""
    said = [texts[at].strip().lower() for at in shown]
    bracketed = [at for at, one in zip(shown, said[1:], strict=False) if one[:1] == "[" and is_edited(f"x{one}")]
    paired = [at for at, one, other in zip(shown, said[1:], said[2:], strict=False) if (one, other) in _EDITS]
    return sorted(bracketed + paired)


def is_edit(line: Line) -> bool:
    """Tell whether a line is the links beside a heading of a wiki, which stands right above it."""
    return line.rule is not None and line.rule.id == _EDIT


def _is_sort(line: Line) -> bool:
    """Tell whether a line says in which order entries stand, which readers' lines and live reports have."""
    return line.rule is not None and line.rule.id == "comments:sort"
