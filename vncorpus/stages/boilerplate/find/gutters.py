"""Find the numbers that stand beside lines of code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import Line

#: Numbers in a row that are those of a program.
ROWS = 3
#: What lines of code have and prose has not: a sign at the end, a call, an assignment, a tag, a command.
_CODED = lazy(
    r"[{};(,\\]\s*$|^\s*[})\]#@<$]|^\s*//|\w\(.*\)|[\w\]\"']\s?(?:[=!<>+*/|&-]=|=|->|=>|::)\s?\S|^\s*(?:def|class|import|from|return"
    r"|for|if|while|print|var|let|const|public|private|function|int|void|using|package|sudo|npm|pip|git|docker|cd)\b"
)


def gutters(lines: Sequence[Line], texts: Sequence[str], shown: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of the lines of code, from 1 up, each in a line of its own over the code that has no more."""
    run: list[int] = []
    if all(texts[index].strip() != "1" for index in shown):
        return  # most texts
    for place, index in enumerate([*shown, -1]):
        bare = texts[index].strip() if index >= 0 else ""
        if bare == str(len(run) + 1):
            run.append(index)
            continue
        below = shown[place : place + len(run)]
        coded = sum(lines[at].shape == "code" or _is_coded(texts[at]) for at in below)
        if len(run) >= ROWS and coded * 2 >= len(below) > 0 and _is_coded(texts[below[0]]):
            yield from run
        run = [index] if bare == "1" else []


def _is_coded(text: str) -> bool:
    return _CODED.search(text) is not None
