"""Find the cover of a document: who issues it, what kind of document it is, its name, who wrote it and when.

Sites of documents show it under their own title, buttons and counters, and nothing in it is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.credits import DATE
from vncorpus.stages.boilerplate.line.lines import NUMBER, Line, printed

#: The most lines of a cover above the kind of the document, and under it.
LINES = 16
_KIND = lazy(
    r"(?:BÁO CÁO|LUẬN (?:VĂN|ÁN)|ĐỒ ÁN|KH(?:ÓA|OÁ) LUẬN|TIỂU LUẬN|SÁNG KIẾN|GIÁO TRÌNH|ĐỀ (?:TÀI|ÁN|CƯƠNG)|CHUYÊN ĐỀ"
    r"|BÀI (?:GIẢNG|TẬP LỚN|THU HOẠCH|TIỂU LUẬN)|THUYẾT MINH|TÀI LIỆU|SỔ TAY|KỶ YẾU|ĐỀ THI)\b"
)
_ISSUER = lazy(
    r"(?:BỘ|SỞ|PHÒNG|TRƯỜNG|KHOA|BỘ MÔN|VIỆN|HỌC VIỆN|ĐẠI HỌC|TRUNG TÂM|[ỦU][YỶ] BAN|UBND|(?:TỔNG )?CỤC|HỘI|CÔNG TY) \S"
)
#: "Giáo viên hướng dẫn: ThS. Tạ Thị Ngân", "Lớp Khoa học cây trồng K38", "Năm học 2021 – 2022".
_WRITER = lazy(
    r"(?:giáo viên|giảng viên|gvhd|cán bộ|người|sinh viên|svth|học viên|học sinh|nhóm|mssv|m[aã] số|ngành|chuyên ngành"
    r"|kh(?:óa|oá)(?: học)?|niên kh(?:óa|oá)|đơn vị|chức vụ|(?:tên )?tác giả|lĩnh vực|họ(?: và)? tên|môn(?: học)?|tổ)\b"
    r"[^:.?!]{0,40}: ?\S|lớp ?:? ?[\w(][^.?!:]{0,50}$|năm (?:học )?(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?$",
    re.IGNORECASE,
)


def cover(lines: Sequence[Line], texts: Sequence[str], keep: Sequence[bool]) -> Iterator[int]:
    """Yield the lines of a cover, from who issues the document down to the first line of it that is kept.

    A menu has names of kinds in capitals too: that somebody issued or wrote it must stand there, and no furniture may
    part it from the document.
    """
    shown = printed(lines)
    for place, index in enumerate(shown):
        if keep[index] or not (_is_capital(lines[index], texts[index]) and _KIND.match(texts[index].strip())):
            continue
        top, end = place, place + 1
        while top and place - top < LINES and _is_of(lines, texts, shown[top - 1]):
            top -= 1
        while end < len(shown) and end - place < LINES and _is_of(lines, texts, shown[end]):
            end += 1
        found = shown[top:end]
        if any(keep[at] for at in shown[top : end + 1]) and any(_is_evidence(texts[at].strip()) for at in found):
            yield from found
            return


def _is_of(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    line, bare = lines[index], texts[index].strip()
    return (
        _is_capital(line, bare)
        or (_WRITER.match(bare) is not None and line.kind in ("short", "headline", "byline", "date"))
        or (line.cue == NUMBER and line.words <= 1)
        or (line.shape == "headline" and DATE.search(bare.lower()) is not None)
    )


def _is_capital(line: Line, text: str) -> bool:
    return line.rule is None and text.isupper() and line.words > 1


def _is_evidence(bare: str) -> bool:
    return _ISSUER.match(bare) is not None or _WRITER.match(bare) is not None
