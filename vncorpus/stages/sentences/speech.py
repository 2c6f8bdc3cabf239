"""Decide about stops in speech: who speaks after a quotation, dialogue with dashes, brackets and titles."""

from __future__ import annotations

from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.sentences import cues

_DASH = lazy(r"[-–—]\s")
_LATER_DASH = lazy(r"\s[-–—]\s")
_TITLES = lazy(r"[”\"] [-–—] [“\"]")
_CLAUSE = lazy('[^.!?…;:\\n"“”]{1,80}')
_QUOTE_ENDS = "\"'”’»"
_OPENING = {"”": "“", "’": "‘", "»": "«", '"': '"', "'": "'"}
#: A bracket or a quotation that is longer holds sentences of its own.
_LONGEST_BRACKET = 300
_LONGEST_TITLE = 100
#: The speaker is named in so many words before the verb: Người lính già quát.
_SPEAKER = 5


def goes_on(text: str, began: int, at: int, after: int, place: int, end: int) -> bool | None:
    """Tell whether what was said goes on into its speaker; None where nothing was said.

    – Đứng lại! – Người lính quát. “Anh đi đâu?” Lan hỏi.
    """
    stop = text[at:after]
    quoted = stop[-1] in _QUOTE_ENDS
    if place - after > 1 and _DASH.match(text[after:place].lstrip()):
        if any(mark in text[after:place] for mark in '“‘«"'):
            # The dash of another one's words, or of the next title of a list.
            return bool(_TITLES.search(text[max(began, at - _LONGEST_BRACKET) : at]))
        clause = _clause(text, place, end)
        if _says(clause, _SPEAKER):
            return True
        dialogue = _DASH.match(text[began : began + 8].lstrip())
        if not (quoted or dialogue) or _is_reply(text, place, clause):
            return False
        if quoted:
            return True
        return stop[0] != "." and not _LATER_DASH.search(text[began + 3 : at][-_LONGEST_BRACKET:])
    if quoted and stop[0] in "!?…" and not _is_introduced(text, began, at, stop[-1]):
        return True if _says(_clause(text, place, end), _SPEAKER - 1) else None
    return None


def _clause(text: str, place: int, end: int) -> str:
    found = _CLAUSE.match(text, place, end)
    return found[0] if found else ""


def _says(clause: str, reach: int) -> bool:
    """Tell whether a clause names someone and says that he speaks: "Người lính già quát"."""
    words = clause.lower().replace(",", " ,").split()[: reach + 1]
    verbs = cues.table("says")
    if not words or words[0] in cues.table("replies"):
        return False
    if "," in words:
        words = words[: words.index(",")]
    return any(word in verbs for word in words[1:]) or any(" ".join(pair) in verbs for pair in pairwise(words))


def _is_reply(text: str, place: int, clause: str) -> bool:
    """Tell whether what stands after a dash is said by the other one: "– Ai đấy? – Tôi đây."."""
    first = clause.partition(" ")[0].rstrip(",").lower()
    return first in cues.table("replies") or text[place + len(clause) : place + len(clause) + 1] in ("?", "!")


def _is_introduced(text: str, began: int, at: int, closing: str) -> bool:
    """Tell whether something stands before a quotation in its sentence, so that its speaker is named already."""
    opened = text.rfind(_OPENING.get(closing, closing), max(0, at - 4 * _LONGEST_BRACKET), at)
    if opened < began:
        return opened > 0 and text[opened - 2 : opened].rstrip()[-1:] == ":"
    return bool(text[began:opened].strip(" -–—"))


def inside(text: str, began: int, at: int, after: int, end: int, quoted: bool) -> bool:
    """Tell whether a place is inside a bracket, or a title in quotes, that the sentence goes on after.

    Anh ấy (sinh năm 1990. Quê ở Huế) là thợ mộc. Bài “Em ơi! Hà Nội phố” rất hay. A bracket or a quotation
    with which the sentence begins holds sentences of its own.
    """
    low = max(began, at - _LONGEST_BRACKET)
    opened = text.rfind("(", low, at)
    if opened > low and _in_bracket(text, low, opened, at, after, end):
        return True
    low = max(began, at - _LONGEST_TITLE)
    opened = text.rfind("“", low, at)
    if opened > began + 1 and text.find("”", opened, at) < 0 and _is_title(text, opened, "”", after, end):
        return True
    if not quoted:
        return False
    opened = text.rfind('"', low, at)
    # In tokenised text, with white space on both sides, it may be a closing one.
    return opened > began + 1 and not text[opened + 1].isspace() and _is_title(text, opened, '"', after, end)


def _in_bracket(text: str, low: int, opened: int, at: int, after: int, end: int) -> bool:
    """Tell whether a place is in the bracket that opened before it, in mid-sentence."""
    if text.find(")", opened, at) >= 0 or not text[low:opened].strip(' "“-–—'):
        return False
    closing = text.find(")", at, min(end, after + _LONGEST_BRACKET))
    if closing >= after:
        return text.find("(", after, closing) < 0
    return closing > at and cues.opening(text, after + 1) == 0  # Anh ấy (thật lạ!) Nam không…


def _is_title(text: str, opened: int, close: str, after: int, end: int) -> bool:
    """Tell whether a quotation is a part of its sentence: a word stands before it, and a small letter after it."""
    if not text[opened - 2].isalnum():
        return False
    closing = text.find(close, after, min(end, after + _LONGEST_TITLE))
    return closing >= 0 and text[closing + 1 : closing + 3].lstrip()[:1].islower()
