"""Compile a regular expression when it is first used.

A command that reads one empty file should not pay for the patterns of every stage: compiling them all takes 80 ms
of CPU, as much as the command line itself. After the first use there is no difference: the methods of the compiled
pattern stand in the object's own dictionary.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Lazy:
    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)  # copy and pickle ask for these
        compiled = re.compile(self._source, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of a regular expression, compiled at the first use.

    >>> lazy("[àá]").sub("a", "là")
    'la'
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))
