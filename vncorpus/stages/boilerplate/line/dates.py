"""Read the dates that Vietnamese pages print, as ISO 8601."""

from __future__ import annotations

from datetime import date

from vncorpus.patterns import lazy

_DAY = lazy(r"(?<!\d)(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?((?:19|20)\d\d|\d\d)(?!\d)")
_ISO = lazy(r"(?<!\d)((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
_WORDS = lazy(
    r"(?<!\d)(\d{1,2})\.? (?:tháng|th) ?(\d{1,2}|[^\W\d]+(?: (?:một|hai))?),? ?(?:năm )?((?:19|20)\d\d)(?!\d)"
)
_MONTH_FIRST = lazy(r"tháng ([^\W\d]+(?: (?:một|hai))?|\d{1,2}) (\d{1,2}), ?((?:19|20)\d\d)(?!\d)")
_ENGLISH = lazy(
    r"\b(?:(\d{1,2}) )?(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|ust|ember|ober)?\.?,?(?: (\d{1,2}),?)? ((?:19|20)\d\d)(?!\d)"
)
_TIME = lazy(r"(?<![\d/.-])(\d{1,2})(?::|h| giờ )(\d{2})(?::(\d{2}))?(?: ?(am|pm|sa|ch|sáng|chiều|tối)\b)?")
_ZONE = lazy(r"gmt ?\+ ?0?7|\+0?7:?00")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "một|giêng",
            "hai",
            "ba",
            "tư|bốn",
            "năm",
            "sáu",
            "bảy|bẩy",
            "tám",
            "chín",
            "mười",
            "mười một",
            "mười hai|chạp",
        ),
        1,
    )
    for name in names.split("|")
} | {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def iso(written: str) -> str | None:
    """Return a date as ISO 8601, with its time where one is written; None for "1 ngày trước" and what is no date.

    >>> iso("Thứ 4, 22/01/2025 12:09"), iso("21:20, 28/09/2023"), iso("1 Ngày trước")
    ('2025-01-22T12:09', '2023-09-28T21:20', None)
    >>> iso("Tháng Sáu 11, 2023"), iso("Chủ nhật, 5/3/2023, 08:05 (GMT+7)")
    ('2023-06-11', '2023-03-05T08:05+07:00')
    >>> iso("Updated: Jan 23, 2023"), iso("12 October 2021 at 4:30 pm"), iso("May 2018")
    ('2023-01-23', '2021-10-12T16:30', None)
    """
    text = " ".join(written.lower().split())
    day = _date(text)
    if day is None:
        return None
    time = _TIME.search(text)
    if not time:
        return day
    hour, minute, half = int(time[1]), time[2], time[4]
    if half in ("pm", "ch", "chiều", "tối") and hour < 12:
        hour += 12
    elif half in ("am", "sa", "sáng") and hour == 12:
        hour = 0
    if hour > 23 or int(minute) > 59:
        return day
    second = f":{time[3]}" if time[3] and int(time[3]) < 60 else ""
    zone = "+07:00" if _ZONE.search(text) else ""
    return f"{day}T{hour:02}:{minute}{second}{zone}"


def _date(text: str) -> str | None:
    found = _ISO.search(text)
    if found:
        return _of(found[1], found[2], found[3])
    found = _DAY.search(text) or _WORDS.search(text)
    if found:
        return _of(found[3], found[2], found[1])
    found = _MONTH_FIRST.search(text)
    if found:
        return _of(found[3], found[1], found[2])
    found = _ENGLISH.search(text)
    day = (found[1] or found[3]) if found else None
    return _of(found[4], found[2][:3], day) if found and day else None


def _of(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day)).isoformat()
    except ValueError:
        return None
