"""Name the stages in the order in which they run. Open this first: it is the pipeline.

The order is not taste. Encoding comes before everything, for the later tables are in Unicode NFC. Furniture
goes before Chinese tokens are judged, so that a menu does not count as context. The two annotators come
last, because an edit would make their offsets stale.
"""

from __future__ import annotations

from vncorpus.errors import UsageError
from vncorpus.stage import Stage
from vncorpus.stages import boilerplate, cjk, encoding, sentences, words

PIPELINE: tuple[Stage, ...] = (
    encoding.STAGE,  # mojibake, NFC, spaces, controls, look-alikes
    boilerplate.STAGE,  # page furniture: menus, share bars, related stories, footers
    cjk.STAGE,  # stray Chinese words and fullwidth punctuation
    sentences.STAGE,  # offsets of sentences
    words.STAGE,  # offsets of words, within sentences
)


def named(name: str) -> Stage:
    """Return the stage of that name.

    Raises UsageError that names the nearest good one.
    """
    for stage in PIPELINE:
        if stage.name == name:
            return stage
    from difflib import get_close_matches

    names = [stage.name for stage in PIPELINE]
    near = get_close_matches(name, names, 1)
    hint = f"did you mean {near[0]}?" if near else f"the stages are {', '.join(names)}"
    raise UsageError(f"there is no stage {name!r}; {hint}")
