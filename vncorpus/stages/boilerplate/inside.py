"""Say of each line why it goes."""

from __future__ import annotations

from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate import bylines, opening, page, stamped
from vncorpus.stages.boilerplate.article import around
from vncorpus.stages.boilerplate.article.span import Found
from vncorpus.stages.boilerplate.find import blocks, contents, copies, nopage, thread
from vncorpus.stages.boilerplate.find import captions as pictured
from vncorpus.stages.boilerplate.find.ahead import STRONG, is_bar
from vncorpus.stages.boilerplate.line.lines import LABEL, ROW, Line
from vncorpus.stages.boilerplate.line.terms import is_shared_heading

#: Furniture by its place: in the head or the tail of an article; text in its middle ("Nguồn: …" under a table).
_HEAD_AND_TAIL = frozenset(("byline", "source", "date"))
#: Dates inside an article that say that it is a timeline, a diary or a log.
TIMELINE = 3
#: Lines over the text among which a date may stand that is the first of a timeline.
BETWEEN = 2
#: Prose lines of the head: a title that is a sentence, and a dek, can stand above byline and date.
LEAD = 2
#: Words of a line that repeats a part of a paragraph: a pulled quote.
QUOTE, LONGEST_QUOTE = 6, 40
#: Marks that part the date from the buttons above an article, and head no list there.
SEPARATORS = ("·", "•", "-", "–")
#: Rules of buttons, and words past which a line in an article is no button, whatever it says.
_BUTTONS = ("interface:", "login:")
PARAGRAPH = 32
_SURE = frozenset(("nav:wiki-edit", "nav:wiki-tab", "nav:icon-names", "social:preferred-source"))
_NUMBERED = lazy(r"\s*(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}[.)]|[IVX]{1,5}\.)\s+\S")


def reasons(texts: Sequence[str], found: Sequence[Line], article: Found | None, captions: str) -> list[str | None]:
    """Return the rule by which each line goes, None for those that stay."""
    rules = [_by_pattern(line, captions) for line in found]
    if article is None:  # a text of short lines: its dates are a diary's where nothing else says that it is a page
        dates = [index for index, line in enumerate(found) if line.kind == "date"]
        if len(dates) >= TIMELINE and not any(line.kind in STRONG for line in found):
            for index in set(dates).difference(thread.archived(found, texts)):
                rules[index] = None
        for index in range(len(found)):
            if nopage.is_alone(found, index, page=False):
                rules[index] = None
        nopage.keep(texts, found, rules)
        return rules
    first, lead, last = _prose(found, article)
    dates = [
        i
        for i, line in enumerate(found)
        if line.kind == "date" and first - BETWEEN <= i and (i <= last or article.keep[i])
    ]
    talk = sum(line.talk or line.kind == "comments" for line in found[first:last])
    plain = around.is_bare(found, around.ALONE)  # in which no block can be
    posted = thread.archived(found, texts) if not plain else []
    # Under the last text of a page dates are those of cards.
    timed = len(dates) if not article.page else sum(i <= last for i in dates)
    timeline = set(dates if timed >= TIMELINE and talk < TIMELINE else ()).difference(posted)
    head = _head(found, first, lead) if article.page else first
    for index, line in enumerate(found):
        if article.page and line.shape == "bullet" and texts[index].strip() in SEPARATORS and index < first:
            rules[index] = "interface:words"
        elif (
            index in timeline
            or (article.keep[index] and line.kind == "contact")
            or nopage.is_alone(found, index, page=article.page)
        ):
            rules[index] = None
        elif not article.keep[index]:
            if line.shape != "blank" and line.kind != "text":
                rules[index] = line.rule.id if line.rule else "span:outside"
        elif (
            article.page
            and line.cue
            and not line.rule
            and (index < head or (index > last and line.label) or (line.talk and line.cue >= ROW))
            and index not in article.tabled
        ):
            rules[index] = "interface:words"
        elif (line.kind in _HEAD_AND_TAIL and lead < index < last) or (
            line.kind in nopage.TAIL and first < index < last
        ):
            sure = article.page and (_is_sure(line) or (line.cue >= ROW and line.kind in nopage.TAIL))
            rules[index] = rules[index] if sure else None
    inner = [index for index, keep in enumerate(article.keep) if keep and found[index].shape != "blank"]
    sung = frozenset(article.verse)
    for index, rule in blocks.found(found, texts, inner[0], inner[-1] + 1, page=article.page) if not plain else ():
        # The box above a title does not hold it, and between the cards of a thread a poem has its lines.
        if not (index == article.title and rule.startswith("related:")) and index not in sung:
            rules[index] = rules[index] or rule
    for index in posted:
        rules[index] = rules[index] or "thread:card"
    if not plain:
        opening.first_stamp(found, rules, first, last)
    opening.above_title(texts, found, rules, article, first)
    opening.paths(texts, found, rules, first)
    if captions == "drop":
        pictured.drop(texts, found, rules, first, last, page=article.page)
        copies.pictures(texts, found, rules, article.title, page=article.page)
    opening.doubled_title(texts, found, rules, article, lead)
    bylines.glued(texts, found, rules, lead)
    for index in article.listed:
        rules[index] = rules[index] or "nav:chapters"
    announced: set[int] = set()
    if article.page:
        announced.update(contents.abridged(found, texts, article.title + 1, len(found)))
        for index in (
            *announced,
            *contents.contents(found, texts, article.title + 1, len(found)),
            *contents.under(found, texts, article.title + 1, len(found)),
        ):
            rules[index] = "nav:contents"
        for index in contents.contents(found, texts, 0, len(found)):
            if index < article.title:
                rules[index] = rules[index] or "nav:contents"
        opening.of_contents(texts, found, rules)
        bylines.authors(texts, found, rules, article.title)
        bylines.starter(texts, found, rules, article.title)
        page.drop(texts, found, rules, article, head, last, timeline)
        opening.doubled_head(texts, found, rules, article)
    for index in article.tabled:
        # The running heads of a PDF stand in its references too, and a contents has headings over lists.
        if not (rules[index] or "").startswith(("repeat:", "caption:step")) and (
            index not in announced or "\t" in texts[index]
        ):
            rules[index] = None
    bylines.tail(texts, found, rules, last, paged=article.page)
    bylines.tagged(texts, found, rules)
    _spare(texts, found, rules, article, first, last)
    opening.subject(texts, found, rules, article, first)
    if not article.page:
        stamped.drop(texts, found, rules, first, last)
        nopage.keep(texts, found, rules)
    return rules


def _spare(
    texts: Sequence[str], found: Sequence[Line], rules: list[str | None], article: Found, first: int, last: int
) -> None:
    """Keep what only looks like buttons in the middle of an article: numbered headings, rows of a table, paragraphs."""
    if not [rule for rule in rules[:last] if rule and rule.startswith(_BUTTONS)]:
        return
    numbered = sum(_NUMBERED.match(text) is not None for text in texts[first : last + 1])
    for index, rule in enumerate(rules[:last]):
        if rule == "span:outside" and article.title < index < first and _heads_text(texts, found, index):
            rules[index] = None
        elif article.keep[index] and rule and rule.startswith(_BUTTONS):
            heading = index > first and numbered >= TIMELINE and _NUMBERED.match(texts[index])
            paragraph = found[index].shape == "prose" and found[index].words >= PARAGRAPH
            if heading or paragraph or _heads_text(texts, found, index):
                rules[index] = None


def _heads_text(texts: Sequence[str], found: Sequence[Line], index: int) -> bool:
    """Tell whether a line heads text as texts of one kind do: "Mô tả sản phẩm", "Lời giải chi tiết"."""
    below = next((line for line in found[index + 1 : index + 1 + LEAD] if line.shape != "blank"), None)
    spoken = below is not None and not below.rule and below.shape in ("prose", "item", "code", "sentence")
    return spoken and is_shared_heading(texts[index])


def _is_sure(line: Line) -> bool:
    """Tell whether a line is no text wherever it stands: what readers say of a post, the edit links of a wiki."""
    return line.rule is not None and (line.rule.id in _SURE or is_bar(line) or line.kind == "comments")


def strict(texts: Sequence[str], found: Sequence[Line], rules: list[str | None]) -> None:
    """Drop what is furniture by its look though text is around it: known lines, labels, and quotes of the text."""
    kept = [index for index, line in enumerate(found) if rules[index] is None and line.shape != "blank"]
    whole = "\n".join(texts[index].lower() for index in kept if found[index].shape == "prose")
    for index in kept:
        line = found[index]
        if line.rule and line.rule.kind not in ("text", "caption", "media"):
            rules[index] = line.rule.id
        elif not line.rule and line.cue >= LABEL:
            rules[index] = "interface:words"
        elif QUOTE <= line.words <= LONGEST_QUOTE and whole.count(texts[index].lower().strip(" \t.…\"'“”")) > (
            line.shape == "prose"
        ):
            rules[index] = "quote:pulled"


def _by_pattern(line: Line, captions: str) -> str | None:
    if (
        not line.rule
        or line.rule.kind in ("text", "contact")
        or (line.rule.kind in ("caption", "media") and captions == "keep")
    ):
        return None
    return line.rule.id


def _prose(found: Sequence[Line], article: Found) -> tuple[int, int, int]:
    """Return the first line of text proper in the article, the one that ends its head, and the last."""
    kept = [i for i, line in enumerate(found) if article.keep[i] and not line.rule and line.shape in ("prose", "item")]
    if article.page and len(kept) > 1 and kept[0] == article.title:
        kept = kept[1:]  # a title that is as long as a sentence
    if not kept and article.page:
        kept = sorted(article.tabled)  # an advertisement, a job: no paragraph, but lines that are known as text
    if not kept:
        return 0, 0, len(found)
    code = max((i for i, line in enumerate(found) if article.keep[i] and line.shape == "code"), default=0)
    return kept[0], kept[min(LEAD, len(kept) - 1)], max(kept[-1], code)


def _head(found: Sequence[Line], first: int, lead: int) -> int:
    """Return where the text begins under a dek: byline and date stand between them."""
    head = first
    for index in range(first, lead):
        if found[index].shape in ("code", "item", "verse"):
            break
        if found[index].kind in ("date", "byline"):
            below = (at for at in range(index, lead + 1) if found[at].shape in ("prose", "item") and not found[at].rule)
            head = next(below, head)
    return head
