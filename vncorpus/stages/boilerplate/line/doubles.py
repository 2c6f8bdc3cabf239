"""Tell what stands twice: a line with itself and no space between, a title with the name of its site behind it."""

from __future__ import annotations

from vncorpus.patterns import lazy

_PART = lazy(r" [-–—|] |: ")
_MARKS = frozenset("-–—|»›>/:")


def half_of(bare: str) -> str | None:
    """Return X of a line XX, where X is two words or more: no writer repeats them without a space.

    >>> half_of("Minh AnhMinh Anh"), half_of("ha haha ha")
    ('Minh Anh', None)
    """
    size = len(bare) // 2
    if bare[:3] != bare[size : size + 3]:
        return None
    half = bare[:size]
    if size < 6 or bare != half * 2 or " " not in half or half != half.strip():
        return None
    return half if half_of(half) is None else None


def is_copy(key: str, text: str) -> bool:
    """Tell whether a line is the title once more, with the name of the site behind it or the path before it."""
    bare = text.strip()
    behind, before = bare.removeprefix(key), bare.removesuffix(key)
    return (
        not behind
        or (behind != bare and behind.strip()[:1] in _MARKS)
        or (before != bare and before.strip()[-1:] in _MARKS)
    )


def key_of(bare: str) -> str:
    """Return the longest part of a title: a song's without its singer, an article's without the name of the site."""
    return max(_PART.split(bare), key=len)
