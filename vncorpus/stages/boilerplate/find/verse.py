"""Find stanzas: poems and songs have no prose, and are no menus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

from vncorpus.patterns import lazy
from vncorpus.stages.boilerplate.line.lines import Line, printed

#: Lines without any mark at their ends that a song has, alone and in an article: headlines have none either.
LYRICS, QUOTED = 6, 8
#: Lines of the shortest stanza, and the shapes of a line of one.
LEAST = 4
#: Lines of so many syllables each that are no chance.
FORMS = {5: 8, 7: 4, 8: 8}
#: Over a translation, words of such a line, and lines between it and the first stanza: who sent it, and when.
_TRANSLATION, TRANSLATED, CARD = "bản dịch của ", 9, 4
#: The parts of a song, and how many of them.
_PART = lazy(
    r"\s*[\[(](?:lời|điệp khúc|đk|kết|dạo đầu|phiên khúc|đoạn|verse|(?:pre-?)?chorus|intro|outro|bridge|hook|rap)\b"
    r".{0,14}[\])]",
    re.IGNORECASE,
)
PARTS = 2
_SHAPES = frozenset(("headline", "sentence", "verse", "short"))

#: Small words with which somebody speaks to somebody, or of what happened; names of sections and headlines have few.
_SPEECH = frozenset(
    """em anh ta tôi mình con mẹ cha bà chị ai người nàng chàng tao mày bạn chúng bay là thì mà như rồi còn đã sẽ đang
    vẫn cũng lại chẳng không chưa đừng nhớ thương yêu về đi đến nghe thấy biết ơi hỡi sao đâu nào đây đó kia ấy này nay
    xưa khi lúc bao giờ hôm đêm chiều sớm một hai lòng buồn vui trông ngồi đứng nằm cho bên theo trong ngoài trên
    dưới đầy""".split()
)


def stanzas(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Return the lines of stanzas: four or more short lines of like length, in running capitals and no menu's."""
    found: list[int] = []
    block: list[int] = []
    gap = 0
    parts = {index for index, text in enumerate(texts) if _PART.match(text)}
    parts = parts if len(parts) >= PARTS else set()
    least = QUOTED if any(line.shape == "prose" and not line.rule for line in lines) else LYRICS
    for index in [*range(len(lines)), -1]:
        line = lines[index] if index >= 0 else None
        if line and line.shape == "blank":
            gap += 1
            continue
        fits = line and line.shape in _SHAPES and line.words <= 12 and not line.known
        if fits and gap <= 2:
            block.append(index)
        else:
            if len(block) >= LEAST and _is_stanza([lines[i] for i in block], [texts[i] for i in block], least):
                found += block
            elif len(block) >= LEAST:
                found += _sung(block, parts) or _regular(lines, texts, block)
            block = [index] if fits else []
        gap = 0
    return found


def _sung(block: Sequence[int], parts: Set[int]) -> list[int]:
    """Return the lines of a block that stand under the names of parts of a song, with those names."""
    named = [place for place, index in enumerate(block) if index in parts]
    if not named:
        return []
    last = named[-1]
    while last + 1 < len(block) and block[last + 1] == block[last] + 1:
        last += 1
    return list(block[named[0] : last + 1])


def translated(lines: Sequence[Line], texts: Sequence[str], verse: Sequence[int]) -> Iterator[int]:
    """Yield the translations of a poem that readers gave under it: who made each, and its stanzas."""
    stanza, shown = set(verse), printed(lines)
    for place, index in enumerate(shown):
        if lines[index].words <= TRANSLATED and texts[index].strip().lower().startswith(_TRANSLATION):
            near = range(place + 1, min(place + 1 + CARD, len(shown)))
            start = next((below for below in near if shown[below] in stanza), None)
            if start is not None:
                yield index
                yield from takewhile(stanza.__contains__, (shown[at] for at in range(start, len(shown))))


def _regular(lines: Sequence[Line], texts: Sequence[str], block: Sequence[int]) -> list[int]:
    """Return the lines of stanzas of a strict form, whatever they say: as many syllables in each, or six and eight."""
    found: list[int] = []
    run: list[int] = []
    for index in [*block, -1]:
        if run and index != run[-1] + 1:
            words = [lines[at].words for at in run]
            equal = len(set(words)) == 1 and len(run) >= FORMS.get(words[0], len(run) + 1)
            turns = len(run) >= LEAST and all(size == (6, 8)[at % 2] for at, size in enumerate(words))
            inner = [word for at in run for word in texts[at].split()[1:]]
            if (equal or turns) and sum(word[:1].isupper() for word in inner) * 6 <= len(inner):
                found += run
            run = []
        run.append(index)
    return found


def _is_stanza(lines: Sequence[Line], texts: Sequence[str], least: int) -> bool:
    mean = sum([line.words for line in lines]) / len(lines)
    if not 4 <= mean <= 10:
        return False
    # A colon heads a list, and headlines ask questions too.
    closed = sum(
        line.shape in ("sentence", "verse") and text.rstrip()[-1] not in ":?"
        for line, text in zip(lines, texts, strict=True)
    )
    inner = [word for text in texts for word in text.split()[1:]]
    capitals = sum(word[:1].isupper() for word in inner)
    alike = capitals * 6 <= len(inner)
    # Lyrics have no marks at the ends of their lines; then they must be many, short, and speak: a menu only names.
    speaks = sum(any(word in _SPEECH for word in text.lower().split()) for text in texts)
    if closed * 8 >= len(lines):
        return alike and speaks * 4 >= len(lines)
    return alike and len(lines) >= least and 5 <= mean <= 8 and speaks * 2 >= len(lines)
