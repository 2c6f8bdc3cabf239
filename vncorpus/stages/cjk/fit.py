"""Fit the Vietnamese for a run into its sentence: nothing doubled, spaces and a capital as the sentence needs."""

from __future__ import annotations

from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.cjk.choose import Choice
from vncorpus.stages.cjk.context import Run

_SENTENCE_START = lazy(r"(?:^|[.!?…]\s)[\s\"'“‘(\[–—•*>#-]*$|^\s*(?:\d+[.)]|[-–•*])\s+$")
#: Words that may stand for the first of the Vietnamese put in, where they stand before it already: "không不能" is
#: "không thể". Other single syllables meet by chance: "tổng số" + "số liệu".
_LITTLE = frozenset(
    "không có là các những một đã đang sẽ được bị rất cũng phải cần trong trên dưới từ với và để nên mỗi khi nếu theo "
    "về vì do chưa đều chỉ vẫn tất".split()
)
#: Words that may stand for the last of them, where they stand after it already: "点击 vào nút" is "nhấp vào nút".
_LINKS = frozenset("vào rằng với cho của là ở trong trên ra lên xuống để về đến từ bằng có được và".split())
#: Heads of what a longer word names: "mạng卷积神经网络" is "mạng nơ-ron tích chập".
_HEADS = frozenset(
    "nút lớp tầng hàm cây mạng tập máy khóa bảng mảng nhà người việc cuộc quân tỉnh sông núi xe tàu số phép bộ hệ bệnh "
    "thuốc tiền luật quyền thuế đồ tia sóng mặt chữ trang tệp gói vòng lỗi".split()
)
#: Those of them that begin many words of two syllables: "tổng số" + "số liệu".
_BEGINS_MANY = frozenset("số đồ mặt tập bộ".split())
#: How far to look on either side.
NEAR = 80
_OPEN = "([{“‘«"


def replaced(before: str, after: str, start: int, end: int, choice: Choice) -> Edit:
    """Return the edit that puts the Vietnamese in for what stands from `start` to `end`, between `before` and `after`.

    Where it stands beside the run already ("tích chập卷积"), the run goes and nothing is doubled; where a part of it
    does ("tích chập卷积神经网络"), the whole stands once.
    """
    head, tail = before[-NEAR:].rpartition("\n")[2], after[:NEAR].partition("\n")[0]
    senses = [choice.vi, *choice.senses]
    if any(ends_with(head, sense) for sense in senses):
        return _dropped(head, tail, start, end, choice.rule)
    bare = tail.lstrip(" ")
    said = next((sense for sense in senses if _begins_with(bare, sense)), None)
    if said and (said == choice.vi or " " in said):
        return Edit(start, end + len(tail) - len(bare), " " if head[-1:].isalnum() else "", choice.rule)
    words = choice.vi.split()
    cut = _begun(head, words)
    new = words[cut:]
    if not cut:
        size = _ended(head, words)
        if size:
            start -= size
            head = head[:-size]
    if len(new) > 2 and _begins_with(bare, " ".join(new[-2:])):
        new = new[:-2]
    elif len(new) > 1 and new[-1] in _LINKS and _begins_with(bare, new[-1]):
        new = new[:-1]
    vi = " ".join(new)
    if _SENTENCE_START.search(head):
        vi = vi[:1].upper() + vi[1:]
    left = " " if head and not head[-1].isspace() and head[-1] not in _OPEN + "\"'/-–—_*#" else ""
    right = " " if tail[:1].isalnum() or tail[:1] in tuple(_OPEN) else ""
    return Edit(start, end, left + vi + right, choice.rule)


def dropped(run: Run, rule: str) -> Edit:
    """Return the edit that takes a run out, and leaves one space where two words would meet or two spaces would."""
    at = run.line.start
    return _dropped(run.before, run.after, at + run.start, at + run.end, rule)


def _dropped(head: str, tail: str, start: int, end: int, rule: str) -> Edit:
    spaced = head[-1:] == " "
    if spaced and (not tail or tail[0] in " ,.;:!?)…"):
        return Edit(start - 1, end, "", rule)
    return Edit(start, end, " " if head[-1:].isalnum() and tail[:1].isalnum() else "", rule)


def is_gloss(head: str, senses: tuple[str, ...]) -> bool:
    """Tell whether a run after `head`, set off by a space, glosses the Vietnamese before it: "Huawei 华为"."""
    return head.endswith(" ") and any(ends_with(head, sense) for sense in senses)


def ends_with(head: str, vi: str) -> bool:
    """Tell whether the text before ends in these very words, as words."""
    bare = head.rstrip(" ").lower()
    return bare.endswith(vi.lower()) and not bare[: -len(vi)][-1:].isalpha()


def _begins_with(tail: str, vi: str) -> bool:
    return tail.lower().startswith(vi.lower()) and not tail[len(vi) :][:1].isalpha()


def _begun(head: str, words: list[str]) -> int:
    """Return how many of the first words stand before the run already."""
    for size in range(len(words) - 1, 0, -1):
        first = words[0].lower()
        heads = first in _HEADS and (len(words) > 2 or first not in _BEGINS_MANY)
        if (size > 1 or first in _LITTLE or heads) and ends_with(head, " ".join(words[:size])):
            return size
    return 0


def _ended(head: str, words: list[str]) -> int:
    """Return the length of what stands before and is the end of the Vietnamese, of two words or more."""
    for size in range(len(words) - 1, 1, -1):
        end = " ".join(words[-size:])
        if ends_with(head, end):
            return len(head) - len(head.rstrip(" ")) + len(end)
    return 0
