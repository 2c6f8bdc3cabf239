"""Find the cards of a thread: who wrote a post, when, what stands under it and what readers can do with it.

A card is a name, a rank and a date; it is known by standing between post and post again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.find.prose import is_prose, is_said
from vncorpus.stages.boilerplate.find.said import ENDING, SAID, is_answer
from vncorpus.stages.boilerplate.line.credits import is_name
from vncorpus.stages.boilerplate.line.lines import NUMBER, ROW, Line, printed

#: Cards that make a thread; the most lines of a card, and words of a line in it.
CARDS, CARD_LINES, CARD_WORDS = 3, 14, 6
#: Words with which stamps begin alike, and words of one.
BEGUN, STAMP = 3, 24
_CLOCK = lazy(r"\b(?:19|20)\d\d\b.{0,12}\d[:h]\d\d\b|\d[:h]\d\d\b.{0,40}\b(?:19|20)\d\d\b")
#: What homework sites ask their readers under each answer.
_UNDER = "notice:homework"
#: What stands there over the number of the comments.
VOTED, VOTES = "comments:votes", lazy(r"Đúng \d{1,4}$")
_RANK = lazy(r"(?:BS|ThS|TS|PGS|GS|LS|Bác sĩ|Luật sư)[.:]? ?(?:BS\.? ?)?")
#: What heads each answer of a doctor's column, and stands under each post as well.
_ANSWERS = frozenset(("trả lời", "hỏi", "đáp"))
_DIGITS = lazy(r"\d+")
_HANDLE = lazy(r"[a-z0-9][\w.-]{2,20}$")
_NICK = lazy(r"[A-Za-z][\w.-]{3,24}$", re.ASCII)
#: Lines over the first post among which is who asked.
ASKED = 8
#: Lines from a handle to what is said under it: a rank, a date.
RANKED = 4
#: What a member's card tells in rows, and what of it no advertisement of a car does.
_MEMBER_SURE = frozenset(
    "ngày cấp bằng|bài viết|tham gia|tham gia ngày|ngày tham gia|gia nhập|được cảm ơn|đã cảm ơn|join date".split("|")
)
_MEMBER = frozenset(
    """ngày cấp bằng|số km|động cơ|nơi ở|biển số|bài viết|tham gia|tham gia ngày|ngày tham gia|gia nhập|đến từ
    |cảm ơn|được cảm ơn|đã cảm ơn|posts|location|thanks|join date|likes""".replace("\n    ", "").split("|")
)
#: The rule over a signature, and the most lines of one.
_RULE = lazy(r"_{5,}$")
SIGNED = 4


def _is_text(line: Line) -> bool:
    return line.kind in ("text", "prose", "code", "item", "bullet", "verse") or (
        line.shape == "sentence" and not line.cue
    )


def cards(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int], under: Sequence[int]) -> Iterator[int]:
    """Yield the lines between the posts of a thread: what stands between two texts, is short, and has its buttons.

    A card above the first post and buttons under the last one count too; two between posts there must be.
    """
    if not any(map(is_answer, lines)):
        return
    blocks: list[list[int]] = []
    block: list[int] = []
    headed: list[int] = []
    begun = False
    for index in [*shown, -1]:
        if index >= 0 and not _is_text(lines[index]):
            block.append(index)
            continue
        if block:
            blocks.append(block)
        headed, begun = (block, True) if not begun else (headed, begun)
        block = []
    talking = [block for block in blocks if block is not headed and len(block) <= CARD_LINES and _talks(lines, block)]
    ends = sum(any(lines[index].talk or _is_post(lines[index]) for index in end) for end in (headed, under))
    if len(talking) < CARDS - 1 or len(talking) + ends < CARDS or not _alike(lines, texts, talking):
        return
    for block in talking:
        for above, index, below in zip([-1, *block], block, [*block[1:], -1], strict=False):
            line = lines[index]
            if (
                line.cue
                or line.rule
                or (line.words <= CARD_WORDS and not _is_brief_post(lines, texts, above, index, below))
            ):
                yield index


def _is_brief_post(lines: Sequence[Line], texts: Sequence[str], above: int, index: int, below: int) -> bool:
    """Tell whether a line stands between the number of a post and its text or readers' buttons: then it is said.

    So is the title of a post, over "Gửi bởi Minh An ngày …".
    """
    spoken = lines[index].words >= SAID and not is_name(texts[index].strip())
    if below >= 0 and texts[below].lstrip().startswith("Gửi bởi "):
        return spoken and not texts[index].lstrip().lower().startswith("re:")
    if above < 0 or not _is_post(lines[above]):
        return False
    return lines[below].talk if below >= 0 else spoken


def stamps(lines: Sequence[Line], texts: Sequence[str], rules: Sequence[str | None]) -> Iterator[int]:
    """Yield the stamps of posts: lines with a year and a clock that begin alike, as many as cards make a thread.

    "Gửi bài bởi hatdetroi » Thứ 3 10/05/2022 7:30 am" among the cards of such a thread; nobody begins three lines so.
    """
    if rules.count("thread:card") < CARDS:
        return
    begun: dict[tuple[str, ...], list[int]] = {}
    for index, line in enumerate(lines):
        words = texts[index].lower().split(maxsplit=BEGUN)[:BEGUN]
        stays = rules[index] is None and not (line.rule or is_said(line)) and len(words) == BEGUN < line.words <= STAMP
        if stays and all(map(str.isalpha, words)) and _CLOCK.search(texts[index]):
            begun.setdefault(tuple(words), []).append(index)
    for alike in begun.values():
        if len(alike) >= CARDS:
            yield from alike


def last_answer(lines: Sequence[Line], texts: Sequence[str]) -> int:
    """Return where stands last what stands under several answers with text between them, 0 where nothing does."""
    last = said = 0
    seen: dict[str, int] = {}
    for index, line in enumerate(lines):
        said += is_prose(line)
        bare = texts[index].strip()
        homework = line.rule and line.rule.id == _UNDER and "câu trả lời" in bare.lower()  # no advertisement of an app
        votes = VOTES.match(bare)
        if homework or votes:
            kind = VOTED if votes else bare
            last = index if seen.get(kind, said) < said else last
            seen[kind] = said
    return last


def _alike(lines: Sequence[Line], texts: Sequence[str], blocks: Sequence[Sequence[int]]) -> bool:
    """Tell whether two cards have a date each, or the same button; a manual names each of its buttons once."""
    if sum(any(lines[index].kind == "date" or lines[index].cue == NUMBER for index in block) for block in blocks) > 1:
        return True
    said: Counter[str] = Counter()
    for block in blocks:
        plain = [texts[index].strip() for index in block if not is_name(_RANK.sub("", texts[index].strip()))]
        said.update({_DIGITS.sub("", text.lower()).rstrip(":") for text in plain} - _ANSWERS)
    return max(said.values(), default=0) > 1


def members(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Return the rows of the cards of members, under what is known of them: "Số km" and a number, three times or more.

    A table that somebody posts stands once.
    """
    found: list[int] = []
    count: Counter[str] = Counter()
    led = False
    for index in printed(lines):
        name, tab, value = texts[index].strip().partition("\t")
        row = bool(tab and value.strip()) and name.strip().lower() in _MEMBER and not lines[index].rule
        if row and led:
            found.append(index)
            count[name] += 1
        led = (row and led) or lines[index].kind == "comments"
    return found if max((count[name] for name in count if name.lower() in _MEMBER_SURE), default=0) >= CARDS else []


def signatures(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield what stands under posts between the rule that forums draw there and the readers' buttons: two or more.

    One such rule may be that over the notes of an article, under which readers comment.
    """
    found = []
    for place, index in enumerate(shown):
        if not lines[index].words and _RULE.match(texts[index].strip()):
            below = shown[place + 1 : place + 2 + SIGNED]
            ends = next((at for at, under in enumerate(below) if lines[under].talk or lines[under].rule), None)
            if ends is not None and (lines[below[ends]].talk or lines[below[ends]].kind == "comments"):
                found.append((index, *below[:ends]))
    if len(found) > 1:
        for signature in found:
            yield from signature


def archived(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Return who wrote each post of a thread that was saved without its buttons, and when: a handle over date and time.

    A diary and a timeline have no handles over their dates.
    """
    shown = printed(lines)
    found = [
        at
        for over, index in pairwise(shown)
        for at in (over, index)
        if lines[index].kind == "date"
        and ":" in texts[index]
        and not lines[over].rule
        and _HANDLE.match(texts[over].strip())
    ]
    return found if len(found) >= 2 * CARDS else []


def answers(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Return the handles of members: of who asks, over the first text, and of those who answer, over what they say.

    Who writes for a paper has a name.
    """
    shown = printed(lines)
    first = next((place for place, at in enumerate(shown) if lines[at].shape == "prose" and not lines[at].rule), 0)
    found = [at for at in shown[max(0, first - ASKED) : first] if is_handle(lines[at], texts[at])]
    asked = len(found)
    for place in range(first, len(shown)):
        if is_handle(lines[shown[place]], texts[shown[place]]):
            under = shown[place + 1 : place + 1 + RANKED]
            said = next((at for at in under if _is_reply(lines[at])), None)
            if said is not None and any(lines[at].kind == "date" or lines[at].cue for at in under if at < said):
                found.append(shown[place])
    return found if asked and len(found) - asked >= CARDS - 1 else []


def handles(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the handles of members, each with the rank and the date under it."""
    for index in answers(lines, texts):
        yield index
        # Over it stand the tags of the post above, and buttons.
        over = reversed(printed(lines, max(0, index - 2 * CARD_LINES), index))
        yield from takewhile(lambda at: not _is_text(lines[at]) and lines[at].words < CARD_WORDS, over)
        under = printed(lines, index + 1, min(len(lines), index + 2 * CARD_LINES))[:RANKED]
        yield from takewhile(lambda at: not _is_reply(lines[at]), under)


def _is_reply(line: Line) -> bool:
    return is_said(line) or line.words >= ENDING


def is_handle(line: Line, text: str) -> bool:
    """Tell whether a line is one word that is none of a language: small letters, or digits and low lines in it."""
    bare = text.strip()
    odd = bare.islower() or not bare.isalpha()
    return not line.known and odd and _NICK.match(bare) is not None


def _is_post(line: Line) -> bool:
    return line.rule is not None and line.rule.id.startswith("comments:forum")


def _talks(lines: Sequence[Line], block: Sequence[int]) -> bool:
    """Tell whether readers' buttons stand here, or a rank, with a date, a name or a number beside them."""
    talk = any(is_answer(lines[index]) for index in block)
    return talk and (len(block) > 1 or lines[block[0]].cue >= ROW)


def has_cards(lines: Sequence[Line]) -> bool:
    """Tell whether members' cards stand on a page: a rank and what a forum counts, twice each."""
    ids = [line.rule.id for line in lines if line.rule]
    return all(ids.count(name) >= CARDS - 1 for name in ("comments:forum-member-rank", "comments:forum-stats"))
