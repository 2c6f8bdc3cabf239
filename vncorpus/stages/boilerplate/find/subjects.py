"""Find the subject of a thread, which old software of forums writes over each post again: "Re: Máy nóng quá"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: Words of a subject, posts that name it again, and the rule by which those lines go.
WORDS, POSTS, RULE = 3, 2, "title:repeated"
_AGAIN = lazy(r"(?:›\s*)?(?:re|trả lời|[đð]ề|default|mặc định)\s*:?\s+(\S.{8,})$")


def settle(lines: Sequence[Line], texts: Sequence[str], rules: list[str | None], by_place: frozenset[str]) -> None:
    """Drop the subject over posts, and keep it where it stands alone above them, though it goes by its place there."""
    shown = printed(lines)
    bare = {at: texts[at].strip().lower() for at in shown}
    named = {at: hit[1] for at in shown if (hit := _AGAIN.match(bare[at])) and len(hit[1].split()) >= WORDS}
    if len(named) < POSTS:
        return
    subject, posts = Counter(named.values()).most_common(1)[0]
    places = [at for at in shown if bare[at] == subject]
    again = [at for at in named if named[at] == subject]
    if posts < POSTS or not places or places[0] > again[0]:
        return
    for at in again:
        rules[at] = rules[at] or RULE
    if all(rules[at] for at in places):
        titles = [at for at in places if at < again[0] and rules[at] in by_place]
        for at in titles[-1:]:
            rules[at] = None
