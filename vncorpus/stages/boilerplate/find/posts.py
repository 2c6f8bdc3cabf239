"""Find the posts of a thread whose heads have no number: the handle of who wrote one, a name or a rank, the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.thread import VOTED, VOTES
from vncorpus.stages.boilerplate.line.index import Rule
from vncorpus.stages.boilerplate.line.lines import Line, first_printed, printed

#: Posts that make a thread, writers of them, lines from the handle of one to its day, and from there to what it says.
POSTS, WRITERS, HEAD, SAID = 3, 2, 3, 2
_HANDLE = lazy(r"(?=.*[a-z])[a-z0-9][\w.-]{2,20}$")
_SENT = lazy(r"(?:Gửi bài)? ?(?:[Gg]ửi )?(?:bởi|by) (\S+(?: \S+){0,3}) »")
#: Lines from that one to the name alone.
NEAR = 14
_VOTED = Rule(VOTED, "comments", "line", False, 0, "", lazy(""), None)
_HEAD = Rule("comments:forum-number", "comments", "line", False, 0, "", lazy(""), None)


def headed(lines: list[Line], texts: Sequence[str]) -> list[Line]:
    """Return the lines, with who wrote a post and the day over it said to be the head of one, as a number would be.

    The day of the first is that of the thread, and stays a date.
    Cards of a list have one handle, that of the site, and something else than a sentence under the day.
    """
    if [line.kind for line in lines].count("date") < POSTS:
        return lines  # most texts
    shown = printed(lines)
    found: dict[int, int] = {}
    for place, index in enumerate(shown):
        if lines[index].kind == "date":
            handle = _over(lines, texts, shown[max(0, place - HEAD) : place])
            under = shown[place + 1 : place + 1 + SAID]
            said = any(lines[at].shape in ("prose", "sentence") and not lines[at].rule for at in under)
            if handle is not None and said:
                found[index] = handle
    if len(found) < POSTS or len({texts[handle].strip() for handle in found.values()}) < WRITERS:
        return lines
    for index in (*found.values(), *list(found)[1:]):
        lines[index] = Line(lines[index].shape, _HEAD, lines[index].words)
    return lines


def _over(lines: Sequence[Line], texts: Sequence[str], above: Sequence[int]) -> int | None:
    """Return the line of the handle over a day, with nothing but short lines between."""
    for index in reversed(above):
        bare = texts[index].strip()
        if lines[index].rule or lines[index].shape != "short":
            return None
        if _HANDLE.match(bare):
            return index
    return None


def voted(lines: list[Line], texts: Sequence[str]) -> list[Line]:
    """Return the lines, with the votes of answers known where comments are counted under them: "Đúng 3"."""
    votes = [at for at, text in enumerate(texts) if text.startswith("Đúng ") and VOTES.match(text.strip())]
    for index in votes:
        below = first_printed(lines, range(index + 1, len(lines)))
        if below is not None and lines[below].kind == "comments":
            lines[index] = Line(lines[index].shape, _VOTED, lines[index].words)
    return lines


def senders(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the name of who sent a post, alone in a line near that which says so: "Gửi bài bởi tulen » Thứ 2"."""
    shown = printed(lines)
    bare = [texts[at].strip() for at in shown]
    for place, text in enumerate(bare):
        if sent := _SENT.match(text):
            near = range(max(0, place - NEAR), min(len(bare), place + NEAR + 1))
            yield from (shown[other] for other in near if bare[other] == sent[1])
