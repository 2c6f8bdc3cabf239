"""Drop the captions of an article that what stands beside them tells: whose picture it is, a label, the words again."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.credits import is_name
from vncorpus.stages.boilerplate.line.lines import Line, printed
from vncorpus.stages.boilerplate.line.shape import PROSE

#: Words of a caption over the line that says whose picture it is, of one that stands twice in a line or in two or says
#: so of many, of one under its label, and of the title of a film.
CREDITED, DOUBLED, TWICE, PAIRED, LABELLED, FILM = 4, 5, 10, 5, 45, 25
#: Lines on either side of a film among which its player is.
NEAR = 2
#: "Chụp lại hình ảnh," over what is in the picture, and the rule of its file: "baolaocai-br_u4.jpg".
_LABEL, FILE = lazy(r"(?:chụp lại hình ảnh|image caption) ?[,:]$"), "caption:file"
#: "Diễn biến giá trong phiên. Nguồn: FireAnt": what a chart or a map shows, or what comes from where pictures do. A
#: saying, a figure and a quote have their source behind them too.
_SOURCED = lazy(
    r"(?:Diễn biến|Biểu đồ|Đồ thị|Bản đồ|Sơ đồ|Đơn vị:)[^.!?…|,\d]{4,90}[.!?…|] ?Nguồn ?: ?[A-ZĐ]\S*(?: \S+){0,5}$"
    r"|[^.!?…|]{6,170}[.!?…|] ?Nguồn ?: ?(?:Pexels|Unsplash|Pixabay|Freepik|Shutterstock|Getty(?: Images)?|iStock|Canva"
    r"|FireAnt|TradingView|Pinterest|Internet|Reuters|AFP|AP|TTXVN)\.?$"
)
_AGENCY = lazy(r" ?(?:©|AP|AFP|REUTERS|Reuters|RFI|Getty|EPA|via)\b")
#: "Cụ Nhuận bên chiếc trống chầu ảnh: Quách Hưng": whose picture it is, without a mark before; no trade and no shop.
_GLUED = lazy(r"[^.!?…:]{24,200}\b(\w+) ảnh: ?([A-ZĐ]\S*(?: [A-ZĐ]\S*){0,4})\.?$")
_BEFORE = frozenset(
    "nhiếp hiệu tiệm chụp bức tấm hình nghề làng máy lãm màu thợ giữ sửa ghép tạo lý kho chân phim in phóng".split()
)
#: "Video: Đua ghe trên sông Maspero"
_FILM = lazy(r"(?:VIDEO|[Vv]ideo|CLIP|[Cc]lip)(?: \w+)? ?: ?\S.{8,160}$")
_MADE = lazy(r"\S.*[.(] ?(?:Clip|Video|Thực hiện|Nguồn|Theo) ?: ?[A-ZĐ]")
#: Shapes of a caption that no rule knows.
_PLAIN = ("headline", "short", "sentence")
#: The dish that a recipe is of, and pictures of steps ("Bước 2 Ướp thịt Thịt kho tàu") or captions that stand twice.
_DISH, PICTURES = lazy(r"Nguyên liệu làm (\S.{4,60})$"), 3
#: Words of the heading of a step.
HEADING = 2
_STEP = lazy(r"Bước \d{1,2} \S| - (?:Bước \d{1,2}|Thành phẩm)$")


def drop(
    texts: Sequence[str], found: Sequence[Line], rules: list[str | None], first: int, last: int, *, page: bool
) -> None:
    """Give a rule to each caption between the first and the last line of the text."""
    shown = printed(found, first, last)
    for above, index in pairwise(shown):
        over, line = found[above], found[index]
        if rules[above] is None and line.rule and line.rule.id == "caption:photo-credit":
            if over.shape in ("headline", "short") and not over.rule and over.words >= CREDITED:
                rules[above] = "caption:credited-below"
        elif not page or line.known or rules[index] is not None or line.words > LABELLED or rules[above] is None:
            continue
        elif rules[above] == FILE or _LABEL.match(texts[above].strip().lower()):
            rules[index] = "caption:labelled"
    if not page:
        return
    for index in of_steps(texts, printed(found, first)):
        rules[index] = rules[index] or "caption:step"
    for index in of_pairs(texts, found, [at for at in shown if rules[at] is None]):
        rules[index] = "caption:doubled"
    players = {place for place, at in enumerate(shown) if found[at].kind == "media"}
    for place, index in enumerate(shown[1:], start=1):
        if found[index].known or rules[index] is not None or found[index].words > LABELLED:
            continue
        above = shown[place - 1]
        played = not players.isdisjoint(range(place - NEAR, place + 1 + NEAR))
        rules[index] = _caption(texts[index].strip(), found[index], (found[above], texts[above].strip()), played)


def of_steps(texts: Sequence[str], shown: Sequence[int]) -> list[int]:
    """Return the pictures of a recipe's steps: its number, its heading, which stands alone too, and the dish.

    >>> recipe = ["Nguyên liệu làm Canh chua", "Canh chua - Bước 1", "Canh chua - Bước 2", "Bước 3 Nêm Canh chua"]
    >>> of_steps(recipe, range(4))
    [1, 2, 3]
    """
    bare = {at: texts[at].strip() for at in shown}
    lines = set(bare.values())
    headed = [at for at, text in bare.items() if text.startswith("Bước ") and _goes_on(text.split(" ")[2:], lines)]
    dish = next((hit[1] for text in bare.values() if (hit := _DISH.match(text))), None)
    steps = {at: text for at, text in bare.items() if dish and _STEP.search(text)}
    named = [at for at, text in steps.items() if text.startswith(f"{dish} - ") or text.endswith(f" {dish}")]
    found = sorted({*headed, *named})
    return found if len(found) >= PICTURES else []


def _goes_on(words: Sequence[str], lines: Container[str]) -> bool:
    """Tell whether words begin as a line does, the heading of a step, and say more."""
    return any(" ".join(words[:count]) in lines for count in range(HEADING, len(words)))


def of_pairs(texts: Sequence[str], found: Sequence[Line], shown: Sequence[int]) -> list[int]:
    """Return the lines that stand twice, one under the other, among paragraphs: what is said of a picture and under it.

    One may be a slip, and in a song many do; so there are some, each a sentence, and as many paragraphs.
    """
    pairs = []
    for one, other in pairwise(shown):
        bare = texts[one].strip()
        if found[one].words >= PAIRED and bare[-1] in ".!?…" and bare == texts[other].strip():
            pairs.append((one, other))
    twice = {at for pair in pairs for at in pair}
    paragraphs = sum(found[at].words >= PROSE and at not in twice for at in shown)
    return sorted(twice) if PICTURES <= len(pairs) <= paragraphs else []


def _caption(bare: str, line: Line, above: tuple[Line, str], played: bool) -> str | None:
    """Return the rule by which a line goes that stands in a text under another, and by a player (`played`)."""
    first, stop, rest = bare.partition(". ")
    if stop and first.count(" ") >= DOUBLED and rest.startswith(f"{first}.") and _AGENCY.match(rest, len(first) + 1):
        return "caption:twice"  # prayers are said twice too, but nobody took a picture of them
    over, said = above
    if line.shape in _PLAIN and line.words >= TWICE and over.kind == "caption" and said.startswith(bare.rstrip(". ")):
        return "caption:twice"
    if over.kind != "media" and (over.shape != "prose" or over.rule or said.endswith(":")):
        return None  # a list may be of films and sources
    glued = _GLUED.match(bare) if line.shape in _PLAIN else None
    if glued and glued[1] not in _BEFORE and (is_name(glued[2]) or glued[2].isupper()):
        return "caption:credited-glued"
    if _SOURCED.match(bare):
        return "caption:sourced"
    film = line.words <= FILM and line.shape != "prose" and _FILM.match(bare) is not None
    return "media:titled" if film and (played or _MADE.search(bare)) else None
