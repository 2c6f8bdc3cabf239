r"""Keep what the dropped lines say of an article: author, date, source, section, tags, publisher; its title and dek.

A byline is no text of the article, but it is knowledge. It is kept only where the stage drops something, so that a
record without furniture goes out as it came, and a field that the record has is never overwritten.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate import attribution
from vncorpus.stages.boilerplate.line.dates import iso
from vncorpus.stages.boilerplate.line.lines import Line

#: Kept lines among which the title is looked for.
TITLE = 12
#: Dropped lines above the title, and under the text, that may be the article's; farther off they are others'.
ABOVE, UNDER = 4, 8
#: Lines after a label of tags that may be tags, and words of one.
TAGS, TAG_WORDS = 12, 5
#: Steps of a path under "Trang chủ", each in its line; more are a menu. And what a title may be, beside a question.
STEPS, _TITLES = 2, ("headline", "short", "sentence")
#: Integers that a JSON reader may round.
SAFE = 1 << 53
_TAGGED = lazy(
    r"^[\W_]*(?:từ kh(?:óa|oá)(?: tìm kiếm)?|tags?|thẻ|chủ đề|xem thêm về|nhãn|thể loại)\b ?[:：]? ?", re.IGNORECASE
)
_SPLIT = lazy(r" *[,;|•·/] *| +(?=#)")
_STEP = lazy(r" *[>»›/|] *")
#: What stands beside a step that has its own line.
_MARKS = " \t>»›/|"
_HOME = frozenset(("trang chủ", "home", "trang nhất", "trang nhà"))


def found(
    texts: Sequence[str],
    lines: Sequence[Line],
    rules: Sequence[str | None],
    title: int | None,
    *,
    sure: bool = False,
) -> dict[str, Any]:
    """Return what the lines of a page say of its article; `rules` are those by which lines go.

    `title` is the line that may be its title, and is however it looks where the page says so (`sure`).
    """
    kept = [index for index, line in enumerate(lines) if rules[index] is None and line.shape != "blank"]
    dropped = [index for index, rule in enumerate(rules) if rule and lines[index].shape != "blank"]
    if not kept:
        return {}
    values: dict[str, Any] = {}
    place = kept.index(title) if title in kept[:TITLE] else None
    if place is not None and (sure or lines[kept[place]].shape in _TITLES or texts[kept[place]].rstrip()[-1] == "?"):
        values["title"] = " ".join(texts[kept[place]].split())
        values["dek"] = _dek(texts, lines, rules, kept[place:])
    first = kept[place or 0]
    lead = kept[kept.index(first) + 1] if values.get("dek") else first  # byline and date stand under the dek too
    body = next((index for index in kept if index > lead and lines[index].shape == "prose"), first)
    end = max((index for index in kept if lines[index].shape in ("prose", "sentence", "item")), default=kept[-1])
    under = [index for index in dropped if index > end][:UNDER]
    above = [index for index in dropped if index < first][-ABOVE:]
    near = [index for index in dropped if first < index < body] + above[::-1] + under
    named = sorted(near, key=lambda index: rules[index] in ("byline:name", "byline:tail"))  # a label is surer
    values["author"] = _first(named, lambda index: attribution.author(texts[index].strip(), rules[index]))
    values["date"] = _first(near, lambda index: attribution.date(texts[index], lines[index], rules[index]))
    if values["date"]:
        values["date_iso"] = iso(values["date"])
    values["source"] = _first(
        [*near, *dropped], lambda index: attribution.source(texts[index], lines[index], rules[index])
    )
    over = [index for index in dropped if index < first]
    values["section"] = _first(reversed(over), lambda index: _section(texts, index, rules[index]))
    values["section"] = values["section"] or _under_home(texts, lines, over)
    for name, rule in _FIELDS.items():  # of a record that was pasted whole
        fields = (texts[index].strip() for index in dropped if rules[index] == rule)
        values[name] = values[name] or next(fields, None)
    values["tags"] = _tags(texts, lines, rules, dropped)
    values["publisher"] = _first(dropped, lambda index: attribution.publisher(texts[index], lines[index]))
    return {name: value for name, value in values.items() if value}


_FIELDS = {"section": "nav:section-last", "source": "source:last"}


def merged(record: object, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the record's metadata with the values that it lacks; None where nothing is to be added.

    Metadata that holds numbers which writing again would change are left alone.

    >>> merged({"author": "An"}, {"author": "Minh Anh", "date": "1 giờ trước"})
    {'author': 'An', 'date': '1 giờ trước'}
    >>> merged({"score": 1.10}, {"author": "Minh Anh"}) is None
    True
    """
    if record is None:
        return dict(values) or None
    if not isinstance(record, dict) or not _is_exact(record):
        return None
    new = {name: value for name, value in values.items() if name not in record}
    return {**record, **new} if new else None


def marks(record: object, values: Mapping[str, Any]) -> Counter[str]:
    """Return the rules by which lines of the text that stay are taken into a record's metadata.

    A byline that goes has its own rule in the trail; title and dek stay, and only this says where they are from.
    """
    own = record if isinstance(record, dict) else {}
    return Counter(f"metadata:{name}" for name in ("title", "dek") if name in values and name not in own)


def _is_exact(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_exact, value.values()))
    if isinstance(value, list):
        return all(map(_is_exact, value))
    return not isinstance(value, float) and not (isinstance(value, int) and abs(value) >= SAFE)


def _first(indexes: Any, of: Callable[[int], str | None]) -> str | None:
    return next((value for index in indexes if (value := of(index))), None)


def _dek(texts: Sequence[str], lines: Sequence[Line], rules: Sequence[str | None], kept: Sequence[int]) -> str | None:
    """Return the text under the title where a byline or a date parts it from the body."""
    if len(kept) < 3 or lines[kept[1]].shape not in ("prose", "sentence"):
        return None
    between = [rules[index] for index in range(kept[1] + 1, kept[2]) if lines[index].shape != "blank"]
    parted = any(rule and not rule.startswith("site:") for rule in between)  # a site's own line stands anywhere
    return " ".join(texts[kept[1]].split()) if parted else None


def _section(texts: Sequence[str], index: int, rule: str | None) -> str | None:
    if rule not in ("nav:breadcrumb", "nav:breadcrumb-plain", "nav:you-are-here", "nav:section-first"):
        return None
    steps = [step for step in _STEP.split(texts[index].strip().partition(":")[2] or texts[index].strip()) if step]
    steps = [step for step in steps if step.lower() not in _HOME and len(step.split()) <= TAG_WORDS]
    return steps[-1] if steps else None


def _under_home(texts: Sequence[str], lines: Sequence[Line], over: Sequence[int]) -> str | None:
    """Return the last step of a path whose steps stand one under the other: "Trang chủ", "Kinh tế", and the title."""
    shown = [index for index in over if lines[index].kind not in ("date", "byline", "share")]
    home = next((place for place in range(len(shown) - 1, -1, -1) if _is_home(texts[shown[place]])), len(shown))
    steps = [texts[index].strip(_MARKS) for index in shown[home + 1 :]]
    steps = [step for step in steps if step]
    near = 0 < len(steps) <= STEPS and all(len(step.split()) <= TAG_WORDS for step in steps)
    return steps[-1] if near and steps[-1][-1].isalpha() and not any(map(str.isdigit, steps[-1])) else None


def _is_home(text: str) -> bool:
    return text.strip(_MARKS).lower() in _HOME


def _tags(
    texts: Sequence[str], lines: Sequence[Line], rules: Sequence[str | None], dropped: Sequence[int]
) -> list[str]:
    tags: list[str] = []
    for place, index in enumerate(dropped):
        rule = rules[index] or ""
        if not rule.startswith("tags:") or rule in ("tags:category", "tags:story-genre"):
            continue
        tags += _SPLIT.split(_TAGGED.sub("", texts[index].strip()))
        for other in dropped[place + 1 : place + 1 + TAGS]:
            line = lines[other]
            if (
                line.rule
                or line.cue
                or line.words > TAG_WORDS
                or line.shape != "short"
                or rules[other] in _FIELDS.values()
            ):
                break
            tags.append(texts[other].strip())
        break
    return list(dict.fromkeys(tag for tag in (tag.strip(" #.,") for tag in tags) if tag))
