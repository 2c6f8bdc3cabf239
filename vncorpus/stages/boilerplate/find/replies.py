"""Find the brief posts of a thread by where its long ones begin: under the same line of a card, as far from it.

A post of one word is told by nothing that it says: "chuẩn", "Ok bác". But the software of a forum frames all its posts
alike: where "#3", a name and a rank stand over a paragraph, what stands as far under "#9" is a post too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.prose import is_said
from vncorpus.stages.boilerplate.find.said import is_answer, says_again
from vncorpus.stages.boilerplate.find.thread import is_handle
from vncorpus.stages.boilerplate.line.credits import is_name
from vncorpus.stages.boilerplate.line.lines import LABEL, Line, printed

#: Posts that begin alike, those of them that stay, and their share of all places where the line stands over them; lines
#: from it to the post, and words of it.
POSTS, STAY, SHARE, FAR, WORDS = 3, 2, 0.4, 6, 6
#: Words of further lines of a post, and of one that is quoted; lines under the first among which readers' buttons are,
#: and lines of a quote.
MORE, BUTTONS, QUOTE = 4, 4, 8
#: Readers' buttons of a thread, and words of a line that is quoted.
TALK, QUOTED = 5, 5
#: What stands under a thread and between no two posts.
_FOOT, _CLOSED = frozenset(("related", "footer")), "comments:forum-log-in"
#: Rules of what stands over nothing but posts.
_CARD = "comments:forum"
_DIGITS = lazy(r"\d+")
#: "Đến từ: Trà Vinh", "@lan_nguyen"
_NO_POST = lazy(r"[^\W\d_]+(?: [^\W\d_]+)?: \S+(?: \S+){0,4}$|@\S+$")


def brief(
    lines: Sequence[Line], texts: Sequence[str], rules: Sequence[str | None], by_place: Set[str]
) -> Iterator[int]:
    """Yield the lines of brief posts under the first text that go by their place, by rules that `by_place` names."""
    first = next((at for at in printed(lines) if rules[at] is None), len(lines))
    shown = printed(lines, first)
    bare = [texts[at].strip() for at in shown]
    copies = Counter(bare)
    stays = [rules[at] is None for at in shown]
    end = _end(lines, shown, stays)
    keys = [_key(lines[at], text, copies[text]) for at, text in zip(shown, bare, strict=True)]
    count = Counter(keys)
    said = [
        stay or (rules[at] in by_place and is_said(lines[at]) and not key)
        for at, stay, key in zip(shown, stays, keys, strict=True)
    ]
    earliest = {text: place for place, text in reversed([*enumerate(bare)])}
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys[:end]):
        places.setdefault(key, []).append(place)
    found = set[int]()
    for key, far in _frames(keys, stays, said[:end]):
        for top in places[key]:
            start = top + far
            if start >= end:
                break
            framed = all(keys[place] or lines[shown[place]].words <= WORDS for place in range(top, start))
            if not framed or any(stays[top : start + 1]) or not found.isdisjoint(range(top, start + 1)):
                continue
            if not any(is_answer(lines[at]) for at in shown[top : start + BUTTONS]):
                continue
            below = range(start, min(end, start + QUOTE))
            start = next((at for at in below if not _is_quote(lines[shown[at]], bare[at], earliest, at)), end)
            for place in range(start, end):
                at = shown[place]
                once = copies[bare[place]] < POSTS and not (keys[place] and count[keys[place]] >= POSTS)
                goes_on = place == start or (lines[at].words >= MORE and copies[bare[place]] == 1)
                if not (once and goes_on and rules[at] in by_place and _may_be_said(lines[at], bare[place])):
                    break
                found.add(place)
    for place in sorted(found):
        yield shown[place]


def quoted(lines: Sequence[Line], texts: Sequence[str], rules: Sequence[str | None]) -> Iterator[int]:
    """Yield the first lines of posts that say again what stays above, whole or in part: a thread loses nothing by them.

    Where readers have few buttons it is no thread: a poem on a page has its refrain.
    """
    if sum(map(is_answer, lines)) < TALK:
        return
    before: list[str] = []
    gone = False
    for at in printed(lines):
        bare = texts[at].strip()
        if rules[at] is not None:
            gone = True
            continue
        again = gone and lines[at].words >= QUOTED and says_again(bare, before)
        if again:
            yield at
        else:
            before.append(bare)
        gone = again


def _is_quote(line: Line, bare: str, earliest: Mapping[str, int], place: int) -> bool:
    """Tell whether a line at the top of a post is of an earlier one, or says whose."""
    known = line.rule is not None and line.kind == "comments"
    return known or (line.words >= MORE and earliest[bare] < place) or (bare[-1] == ":" and line.words <= WORDS)


def _frames(keys: Sequence[str], stays: Sequence[bool], said: Sequence[bool]) -> Iterator[tuple[str, int]]:
    """Yield the lines of cards under which posts begin, and how far, the surest first.

    Some of those posts must stay by all other rules: readers' comments under news stand in frames too.
    """
    begun, sure = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    for place in range(1, len(said)):
        for far in range(1, min(FAR, place) + 1) if said[place] else ():
            if said[place - far]:
                break
            begun[keys[place - far], far] += 1
            sure[keys[place - far], far] += stays[place]
    count = Counter(keys)
    for (key, far), posts in begun.most_common():
        if key.startswith(_CARD):
            frames = count[key] >= POSTS and sure[key, far] > 0
        else:
            frames = posts >= max(POSTS, SHARE * count[key]) and sure[key, far] >= STAY
        if key and frames:
            yield key, far


def _key(line: Line, bare: str, copies: int) -> str:
    """Return a line of a card without its numbers: the rule that knows it, a brief line, or one that all posts have."""
    if line.rule:
        return line.rule.id
    key = _DIGITS.sub("0", bare.lower()) if line.words <= WORDS or copies >= POSTS else ""
    return key if len(key) > 1 else ""  # a count of anything says nothing


def _end(lines: Sequence[Line], shown: Sequence[int], stays: Sequence[bool]) -> int:
    """Return the place at which a thread is over: under its last post that stays, at what stands under threads."""
    last = max((place for place, stay in enumerate(stays) if stay), default=-1)
    return next((place for place in range(last + 1, len(shown)) if _is_foot(lines[shown[place]])), len(shown))


def _is_foot(line: Line) -> bool:
    return line.kind in _FOOT or line.box or (line.rule is not None and line.rule.id == _CLOSED)


def _may_be_said(line: Line, bare: str) -> bool:
    """Tell whether a line may be a post: none is a button, a number, a name, or the head of a quote."""
    told = line.rule is not None or line.cue >= LABEL or bare[-1] == ":" or _NO_POST.match(bare)
    return not (told or is_handle(line, bare) or is_name(bare)) and any(map(str.isalpha, bare))
