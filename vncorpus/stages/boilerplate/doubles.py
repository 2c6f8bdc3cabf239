"""Tell a line that stands twice without a space between: the button and its tooltip, a byline glued to itself."""

from __future__ import annotations


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
