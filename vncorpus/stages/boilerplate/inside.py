"""Say of each line why it goes, and mend what pasting did to those that stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.lines import Line
from vncorpus.stages.boilerplate.span import Found
from vncorpus.stages.boilerplate.weight import STRONG

#: Furniture by its place: right in the head or the tail of an article, text in its middle ("Nguồn: …" in a table).
_BY_PLACE = frozenset(("byline", "source", "date", "footer", "tags"))
#: Lines after the title among which a doubled title is looked for.
HEAD = 12
#: Prose lines of the head: a title that is a sentence, and a dek, can stand above byline and date.
LEAD = 2
#: Words that a line needs before its repetition says that it is a title.
TITLE = 4
_NAME = lazy(r"(?:[^\W\d_a-zà-ỹđ][^\W\d_A-ZÀ-ỸĐ]*[.']?)(?:[ -–]+(?:[^\W\d_a-zà-ỹđ][^\W\d_]*[.']?)){1,4}$")


def edits(texts: Sequence[str], found: Sequence[Line], article: Found | None, captions: str) -> list[Edit]:
    """Return what goes and what is mended; a text of one line that no pattern knows is no page."""
    if len(texts) == 1 and not found[0].rule:
        return []
    rules = reasons(texts, found, article, captions)
    return [*removals(texts, found, rules), *repairs(texts, found, rules)]


def reasons(texts: Sequence[str], found: Sequence[Line], article: Found | None, captions: str) -> list[str | None]:
    """Return the rule by which each line goes, None for those that stay."""
    rules = [_by_pattern(line, captions) for line in found]
    if article is None:
        return rules
    first, last = _prose(found, article)
    for index, line in enumerate(found):
        if not article.keep[index]:
            if line.shape != "blank" and line.kind != "text":
                rules[index] = line.rule.id if line.rule else "span:outside"
        elif line.rule and line.rule.kind in _BY_PLACE and first < index < last:
            rules[index] = None
    _tail_byline(texts, found, rules, last)
    _doubled_title(texts, found, rules, first)
    _glued_byline(texts, found, rules, first)
    return rules


def _by_pattern(line: Line, captions: str) -> str | None:
    if not line.rule or line.rule.kind == "text" or (line.rule.kind in ("caption", "media") and captions == "keep"):
        return None
    return line.rule.id


def _prose(found: Sequence[Line], article: Found) -> tuple[int, int]:
    """Return the lines between which the article is all text: after its head (title, dek, lead), before its tail."""
    kept = [i for i, line in enumerate(found) if article.keep[i] and not line.rule and line.shape in ("prose", "item")]
    return (kept[min(LEAD, len(kept) - 1)], kept[-1]) if kept else (0, len(found))


def _tail_byline(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], last: int) -> None:
    """Drop a name that stands alone between the last prose and the furniture: the author's."""
    for index in range(last + 1, len(found)):
        if found[index].shape == "blank":
            continue
        if rules[index] is None and found[index].words <= 5 and _NAME.match(texts[index].strip()):
            after = [line for line in found[index + 1 :] if line.shape != "blank"][:2]
            if after and all(line.rule for line in after) and any(line.kind in STRONG for line in after):
                rules[index] = "byline:tail"
        if rules[index] is None:
            return


def _doubled_title(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], first: int) -> None:
    """Drop the title where it stands again in the head of the article."""
    title = None
    for index in range(min(len(found), first + HEAD)):
        if rules[index] is None and found[index].words >= TITLE:
            bare = texts[index].strip()
            if title is None:
                title = bare
            elif bare == title:
                rules[index] = "title:doubled"


def _glued_byline(texts: Sequence[str], found: Sequence[Line], rules: list[str | None], first: int) -> None:
    """Drop a name that a page shows twice without a space, above the first prose."""
    for index in range(first):
        if rules[index] is None and _half(texts[index].strip()) and found[index].words <= 12:
            rules[index] = "byline:glued"


def _half(bare: str) -> str | None:
    """Return X of a line XX, where X is two words or more: no writer repeats them without a space."""
    size = len(bare) // 2
    half = bare[:size]
    return half if size >= 6 and bare == half * 2 and " " in half.strip() and half == half.strip() else None


def removals(texts: Sequence[str], found: Sequence[Line], rules: Sequence[str | None]) -> Iterator[Edit]:
    """Yield the removal of each line that goes, with its newline: the one after it, in the tail the one before."""
    going = _with_blanks(found, rules)
    tail = len(going)
    while tail and going[tail - 1]:
        tail -= 1
    at = 0
    for index, text in enumerate(texts):
        rule = going[index]
        if rule and tail:
            yield Edit(at - (index >= tail), at + len(text) + (index < tail), "", rule)
        elif rule:
            yield Edit(at, at + len(text) + (index < len(texts) - 1), "", rule)
        at += len(text) + 1


def _with_blanks(found: Sequence[Line], rules: Sequence[str | None]) -> list[str | None]:
    """Return the rules with the blank lines that would be left double, first or last where a line went."""
    going = list(rules)
    stays = [index for index, rule in enumerate(rules) if rule is None and found[index].shape != "blank"]
    last = stays[-1] if stays else -1
    blank_before, gone = True, None
    for index, rule in enumerate(rules):
        if rule:
            gone = rule
        elif found[index].shape == "blank":
            if gone and (blank_before or index > last):
                going[index] = gone
            blank_before = True
        else:
            blank_before, gone = False, None
    return going


def repairs(texts: Sequence[str], found: Sequence[Line], rules: Sequence[str | None]) -> Iterator[Edit]:
    """Yield the mends of lines that stay: a bullet joins its text, a glued double stands once."""
    at = 0
    for index, text in enumerate(texts):
        if rules[index] is None:
            below = found[index + 1].shape if index + 1 < len(texts) and rules[index + 1] is None else "blank"
            if found[index].shape == "bullet" and below not in ("blank", "bullet"):
                yield Edit(at + len(text.rstrip()), at + len(text) + 1, " ", "bullet:joined")
            half = _half(text.strip())
            if half:
                start = at + text.index(half)
                yield Edit(start + len(half), start + 2 * len(half), "", "line:doubled")
        at += len(text) + 1
