"""Tell what lines are prose of which nothing says that it is furniture."""

from __future__ import annotations

import re

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import Line

#: Words of a paragraph that may be a headline without a stop, and of the longest one.
STOPLESS, LONGEST = 25, 45
#: Words that tie a paragraph to the one before it.
_TIED = lazy(
    r"(?:ngoài ra|bên cạnh|cùng với đó|thêm vào đó|hơn nữa|đồng thời|mặt khác|ngược lại|trái lại"
    r"|(?:tuy|dù|mặc dù) (?:nhiên|vậy|thế)|thế nhưng|nhưng|song|còn"
    r"|(?:do|vì|bởi|như) (?:đó|vậy|thế)|theo đó|từ (?:đó|đây)|qua đó|trong (?:đó|khi đó)"
    r"|(?:sau|trước|ngay sau) đó|trước đây|khi (?:đó|ấy)|lúc (?:này|đó|ấy)|kết thúc|cuối cùng|tóm lại|nói cách khác"
    r"|cũng (?:theo|tại|trong)|(?:sáng|trưa|chiều|tối|đêm)? ?cùng ngày|(?:nhân )?dịp này|được biết|điều này"
    r"|(?:vụ|sự) việc|về phía|hiện,|thứ (?:hai|ba|tư),)(?!\w)",
    re.IGNORECASE,
)


def is_prose(line: Line) -> bool:
    """Tell whether a line is prose that no pattern knows as furniture."""
    return line.shape == "prose" and line.kind in ("prose", "text")


def is_tied(line: Line, text: str) -> bool:
    """Tell whether a paragraph opens with words that tie it to what stands over it: "Ngoài ra", "Cùng ngày".

    Of 1,230 paragraphs of furniture on labelled pages, teasers and readers' comments, none does.
    """
    bare = text.strip()
    return is_prose(line) and bare[-1] in '.”"' and _TIED.match(bare) is not None


def is_said(line: Line) -> bool:
    """Tell whether a line is prose or a sentence of which nothing says that it is furniture."""
    return line.shape in ("prose", "sentence") and not line.known


def is_long_headline(line: Line, text: str) -> bool:
    """Tell whether a line that is prose by its length alone is a headline, as offices write them: it has no stop."""
    long = line.shape == "prose" and not line.rule and STOPLESS <= line.words <= LONGEST
    return long and text.rstrip()[-1].isalnum() and ". " not in text
