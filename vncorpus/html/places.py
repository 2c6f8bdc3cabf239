"""Find lines again in a page: those that readability gives, which loses classes and white space of what it keeps."""

from __future__ import annotations

from collections import Counter

from vncorpus.html.lines import Line

#: The most lines between two that were found; characters by which a line is known anywhere.
GAP, SURE = 40, 20


def places(whole: list[Line], found: list[str]) -> set[int]:
    """Return the places of lines that were found, from the longest that stands once, forwards and backwards.

    A line that was put together anew, or that is farther off, is looked for in all lines and all lines in it.
    """
    texts = [_key(line.text) for line in whole]
    keys = [_key(line) for line in found]
    counts = Counter(texts)
    anchor = max((key for key in keys if counts[key] == 1), key=len, default="")
    if not anchor:
        return {at for at, text in enumerate(texts) if text in keys}
    middle, start = keys.index(anchor), texts.index(anchor)
    hit, missed = {start}, []
    for step, rest in ((1, keys[middle + 1 :]), (-1, keys[:middle][::-1])):
        at = start
        for key in rest:
            near = next((place for place in _near(at, step, len(texts)) if texts[place] == key), None)
            if near is None:
                missed.append(key)
            else:
                at = near
                hit.add(at)
    for key in missed:
        if len(key) >= SURE:
            hit |= {at for at, text in enumerate(texts) if key in text or (len(text) >= SURE and text in key)}
    return hit


def _key(text: str) -> str:
    return "".join(text.split())


def _near(at: int, step: int, end: int) -> range:
    return range(at + step, max(-1, min(at + step * (GAP + 2), end)), step)
