"""Read who wrote an article, when, for which paper and with whose rights, from one line that is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.credits import is_name
from vncorpus.stages.boilerplate.line.doubles import half_of
from vncorpus.stages.boilerplate.line.lines import Line
from vncorpus.stages.boilerplate.line.terms import surnames

#: Words of a name of an author or publisher, and of a source.
NAME, SOURCE = 10, 12
#: Bylines of those who did not write the article.
_OTHERS = frozenset(("byline:compiled", "byline:editor", "byline:translator", "byline:credits"))
#: Lines that hold who wrote beside the day.
_BYLINED = ("date:stamp", "date:signed", "date:name-datetime")
_THEO = "Theo "
#: The paper behind the name: "Thiên An (Vietnam+)".
_OF = lazy(r" \(([^()]{2,30})\)$")
_AGO = lazy(r"\d+ (?:giây|phút|giờ|ngày|tuần|tháng|năm) trước", re.IGNORECASE)
_LABEL = lazy(r"(?:ngày|đăng|cập nhật|xuất bản|lúc|published|updated?)[^:\d]{0,12}: ?(?=\D{0,12}\d)", re.IGNORECASE)
_BESIDE = lazy(r" [-–|·•] (?=\D{3,}(?::|$| \d))")
_ROLE = lazy(
    r"^[\W_]*(?:(?:tác giả|người viết|phóng viên|pv|biên tập(?: viên)?|btv|bài viết|bài|tin|người đăng|nội dung|chữ"
    r"|(?:được )?(?:viết|đăng|thực hiện) bởi|thực hiện|nhóm thực hiện|by|author|posted by|written by)\b"
    r"(?:(?: ?,| và| ?&| ?[-–]) ?ảnh)? ?[:：-]? ?)",
    re.IGNORECASE,
)
#: "Lan Nhi, Theo Phụ nữ số 08:00 16/03/2022"
_SIGNED = lazy(r"(\D{2,40}?) ?, ?theo (\D{2,40}?)(?: (\d{1,2}:\d{2} \d{1,2}/\d{1,2}/\d{4}))?$", re.IGNORECASE)
#: The day, with the hour before or after it, in a line that says who wrote too: "Hà My - Ngày 20/09/2019 11:00 AM".
_STAMP = lazy(
    r"(?:\d{1,2}:\d{2},? )?(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"(?:[, |-]+\d{1,2}:\d{2}(?: ?[ap]m)?)?(?: ?\(?gmt ?\+ ?7\)?)?",
    re.IGNORECASE,
)
_FROM = lazy(
    r"^[\W_]*(?:theo|nguồn(?: tin| bài viết| tham khảo)?|source|via|dẫn nguồn)\b ?[:：]? ?|[()\[\]]", re.IGNORECASE
)
_RIGHTS = lazy(
    r"copyright|all rights reserved|(?:toàn bộ |mọi )?bản quyền(?: nội dung)?(?: thuộc)?(?: về)?|©|®|\(c\)|by |of "
    r"|(?:19|20)\d\d(?: ?[-–] ?(?:19|20)?\d\d)?",
    re.IGNORECASE,
)


def date(text: str, line: Line, rule: str | None) -> str | None:
    """Return a date as it is written, without its label ("Cập nhật:") and what stands beside it (the section)."""
    written = " ".join(text.split())
    if rule in _BYLINED:
        stamp = _STAMP.search(written)
        return stamp[0] if stamp else None
    if line.kind != "date":
        return None
    ago = _AGO.search(written)
    if ago:
        return ago[0]
    written = _LABEL.split(written)[-1]
    return _BESIDE.split(written)[0].strip(" -–|,·•").removeprefix("(") or None


def author(bare: str, rule: str | None) -> str | None:
    """Return who wrote an article, without role and paper; None for an editor, a translator, and a paper.

    >>> author("Tác giả: Thiên An (Vietnam+)", "byline:label")
    'Thiên An'
    """
    if rule in _BYLINED:
        signed = _SIGNED.match(bare)
        name = signed[1] if signed else _STAMP.split(bare)[0].strip(" -–|,")
        return name if is_name(name, 2 - (signed is not None)) else None
    if rule is None or not rule.startswith("byline:") or rule in _OTHERS:
        return None
    bare = _ROLE.sub("", half_of(bare) or bare)
    if _is_paper(bare):
        return None
    name = _OF.sub("", bare.removeprefix(_THEO)).strip(" -–:|,.")
    return name if name and len(name.split()) <= NAME and not any(char.isdigit() for char in name) else None


def _is_paper(bare: str) -> bool:
    """Tell whether a line says which paper an article is from, and not who wrote it: "Theo Nhịp Sống Mới"."""
    name = _OF.sub("", bare).removeprefix(_THEO).split()
    return bare.startswith(_THEO) and len(name) > 2 and name[0].lower() not in surnames()


def source(text: str, line: Line, rule: str | None) -> str | None:
    """Return the paper that an article is from, where a line says "Theo" or "Nguồn" before it."""
    byline = rule is not None and rule.startswith("byline:")
    signed = _SIGNED.match(text.strip()) if rule in _BYLINED or byline else None
    if signed:
        return signed[2].strip()
    of = _OF.search(text.strip()) if byline and text.strip().startswith(_THEO) else None
    if of or (byline and _is_paper(text.strip())):
        return of[1] if of else text.strip().removeprefix(_THEO)
    if (line.kind != "source" and rule != "source:stamped") or not _FROM.search(text.strip()):
        return None
    name = _FROM.sub("", text.strip()).strip(" -–:|,.")
    return name if name and len(name.split()) <= SOURCE else None


def publisher(text: str, line: Line) -> str | None:
    """Return whose the rights are, from a line of copyright, without sign and year."""
    if not line.rule or not line.rule.id.startswith("footer:copyright"):
        return None
    parts: Iterator[str] = (part.strip(" -–:|,.") for part in re.split(r"[.|]| [-–] ", _RIGHTS.sub("|", text)))
    return next((part for part in parts if 0 < len(part.split()) <= NAME and part[0].isupper()), None)
