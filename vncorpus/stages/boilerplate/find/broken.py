r"""Find paragraphs that were broken where a link or a bold word stood in them, as `get_text("\n")` breaks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vncorpus.stages.boilerplate.line.lines import Line, printed

#: Words of the shortest such paragraph, of one of its pieces, or those of a piece that is a link.
WORDS, PIECE, LINK = 14, 10, 3
#: Words of a name that is a link, over which the sentence begins.
NAME = 6
#: With these the middle of a sentence begins, and with those one ends.
_GOES_ON, _STOPS = frozenset(",.;:!?)”%"), frozenset(".!?…:;")
_CLOSERS = '”"’»)] '
_SHAPES = frozenset(("headline", "sentence", "short", "verse", "prose", "item"))
#: What the first piece may look like and be a sentence's: "Vừa qua, ngày 30/07/2022 đã diễn ra".
_MAY_BEGIN = frozenset(("date", "byline", "source", "caption", "text"))


def joined(lines: list[Line], texts: Sequence[str]) -> list[Line]:
    """Return the lines with the pieces of such paragraphs as prose, whatever else they look like."""
    for index in list(broken(lines, texts)):
        line = lines[index]
        if line.shape != "prose" or line.known:
            lines[index] = Line("prose", line.rule if line.kind == "text" else None, line.words, line.doubled)
    return lines


def broken(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    r"""Yield the pieces: each begins inside of a sentence that the one above has not ended, and the last ends it.

    >>> text = "Hôm qua, cán bộ của\nSở Y tế\nvề xã hướng dẫn bà con\nđăng ký\nkhám sức khỏe cho trẻ nhỏ."
    >>> from vncorpus.stages.boilerplate.line.lines import classify
    >>> list(broken([classify(line) for line in text.split("\n")], text.split("\n")))
    [0, 1, 2, 3, 4]
    """
    firsts = {text[:1] for text in texts}
    if _GOES_ON.isdisjoint(firsts) and not any(map(str.islower, firsts)):
        return  # most texts
    run: list[int] = []
    above: int | None = None
    for index in [*printed(lines), -1]:
        if run and index >= 0 and _goes_on(lines, texts, run[-1], index):
            run.append(index)
            continue
        if len(run) > 1 and _is_sentence(lines, texts, run):
            begins = above is not None and lines[run[0]].words <= NAME and _is_open(lines, texts, above)
            yield from [above, *run] if begins and above is not None else run
        above, run = run[-1] if run else None, [index]


def _goes_on(lines: Sequence[Line], texts: Sequence[str], above: int, below: int) -> bool:
    bare = texts[below].lstrip()
    goes_on = bare[0].islower() or (bare[0] in _GOES_ON and not bare.startswith(".."))
    piece = lines[below].shape in _SHAPES and lines[below].shape != "item"  # "c) Chứng minh"
    return goes_on and piece and _is_open(lines, texts, above)


def _is_open(lines: Sequence[Line], texts: Sequence[str], index: int) -> bool:
    line = lines[index]
    plain = not line.rule or (texts[index].lstrip()[0].islower() and line.words <= NAME) or line.kind in _MAY_BEGIN
    return plain and line.shape in _SHAPES and texts[index].rstrip(_CLOSERS)[-1:] not in _STOPS


def _is_sentence(lines: Sequence[Line], texts: Sequence[str], run: Sequence[int]) -> bool:
    """Tell whether the pieces make a sentence, and no stanza or commands in small letters: their lengths differ more.

    Two are one only where the first is long: under a name or a title stands what somebody wrote without a capital.
    """
    words = [lines[index].words for index in run]
    uneven = (max(words) >= PIECE or min(words) <= LINK) if len(run) > 2 else words[0] >= PIECE
    begun = not texts[run[0]].lstrip()[0].islower()
    return begun and sum(words) >= WORDS and uneven and texts[run[-1]].rstrip(_CLOSERS)[-1:] in _STOPS
