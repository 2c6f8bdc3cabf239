"""Turn a Chinese date inside Vietnamese round: 2024年5月1日 is "ngày 1 tháng 5 năm 2024"."""

from __future__ import annotations

import re

from vncorpus.document import Edit
from vncorpus.patterns import lazy
from vncorpus.stages.cjk.code import HAN

_DATE = lazy(
    rf"(?<![\d.,])(?:(?P<year>[12]\d\d\d) ?年 ?(?:(?P<month>\d\d?) ?月(?: ?(?P<day>\d\d?) ?[日号號])?)?"
    rf"|(?P<month2>\d\d?) ?月(?: ?(?P<day2>\d\d?) ?[日号號])?)(?![{HAN}])"
)
_BEFORE = lazy(r"(?:^|(?<=\W))(ngày|tháng|năm) ?$", re.IGNORECASE)


def dates(line: str) -> list[re.Match[str]]:
    """Return the Chinese dates of a line, in order."""
    return list(_DATE.finditer(line)) if "年" in line or "月" in line else []


def turned(line: str, found: re.Match[str], at: int) -> Edit:
    """Return the edit that turns a date round; `at` is where the line begins.

    >>> line = "Họp ngày 2024年5月1日 tại Huế"
    >>> turned(line, dates(line)[0], 0)
    Edit(start=4, end=18, new='ngày 1 tháng 5 năm 2024', rule='date')
    """
    parts = [("ngày", found["day"] or found["day2"]), ("tháng", found["month"] or found["month2"])]
    new = " ".join(f"{word} {int(number)}" for word, number in [*parts, ("năm", found["year"])] if number)
    start, end = found.span()
    head = line[max(0, start - 8) : start]
    named = _BEFORE.search(head)
    if named:
        start -= len(head) - named.start()
        if named[1][0].isupper():
            new = new[0].upper() + new[1:]
        head = head[: named.start()]
    left = " " if head[-1:].isalnum() else ""
    right = " " if line[end : end + 1].isalnum() else ""
    return Edit(at + start, at + end, left + new + right, "date")
