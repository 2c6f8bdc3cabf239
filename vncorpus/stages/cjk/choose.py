"""Choose the Vietnamese for a stray run, by the strength of the evidence, or say that nothing is sure enough."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from vncorpus import tables
from vncorpus.stages.cjk import compose, lexicon
from vncorpus.stages.cjk.lexicon import Entry, Sources

#: Fields whose words mean something else in every sentence: an entry of theirs that is not sure stays unsure. Things,
#: deeds and qualities that hang on a Vietnamese word were acceptable in 8 of 9 labelled runs, also where not `sure`.
SLIPPERY = frozenset("function connective adverb quantity time".split())
#: Fields whose words are names.
NAMES = frozenset("product company person media".split())
#: No name ends with one of these.
_PARTICLES = frozenset("于着了过的是在有也就都地得上下中里")
#: Longest run that is read as a whole where nothing knows it.
READ_LONGEST = 4


class Choice(NamedTuple):
    """Hold what to put in for a run, the rule, and what else it could be called."""

    vi: str
    rule: str
    senses: tuple[str, ...] = ()


def choose(
    before: str, han: str, set_off: bool, sources: Sources, anything: bool, *, spaced: bool = False
) -> Choice | None:
    """Return the choice for a run after `before` in its line; `anything` takes weak evidence too.

    The order: the user's glossaries, ours, the imported dictionary, a word of which half is translated already,
    a pattern around one word, a name by its reading. Then, where anything goes, a composition and the reading.

    `set_off` tells that the run stands apart, as what is cited does: then only the user's word counts, and where it
    is only `spaced`, among small letters, a word that is sure and names nothing.
    """
    entry = lexicon.find(han, sources)
    if entry and entry.origin == "own":
        return _of(entry)
    if set_off and not anything and not (spaced and entry and entry.sure and _is_word(entry)):
        return None
    half = _half_translated(before, han, sources) if not entry or len(han) == 1 else None
    if half:
        return half
    if entry and (entry.sure or anything or _is_plain(entry, before)):
        return _of(entry)
    plain = lexicon.simplified(han)

    def known(word: str) -> Entry | None:
        return lexicon.find(word, sources)

    if anything and "的" in plain[1:-1]:
        made = compose.composed(plain, known)
        if made:
            return Choice(made.vi, f"composed:{han}", (made.vi,))
    made = compose.patterned(plain, known, not anything)
    if made:
        return Choice(made.vi, f"pattern:{han}", (made.vi,))
    name = _name(before, plain)
    if name and not entry:
        return Choice(name, f"reading:{han}", (name,))
    if not anything or plain[0] in "的之":
        return None  # what belongs to the words before: they would have to change places
    made = compose.composed(plain, known)
    if made:
        return Choice(made.vi, f"composed:{han}", (made.vi,))
    read = lexicon.reading(plain) if len(plain) <= READ_LONGEST else None
    if not read:
        return None
    vi = read.title() if _named(plain) else read
    return Choice(vi, f"reading:{han}", (vi,))


def read(before: str, han: str) -> Choice | None:
    """Return the Hán-Việt reading of a run, with capitals where it is a name; None where a character has none."""
    plain = lexicon.simplified(han)
    found = _name(before, plain) or lexicon.reading(plain)
    return Choice(found, f"reading:{han}", (found,)) if found else None


def _of(entry: Entry) -> Choice:
    kind = "dictionary" if entry.origin == "dictionary" else "glossary"
    return Choice(entry.vi, f"{kind}:{entry.han}", entry.senses)


def _is_plain(entry: Entry, before: str) -> bool:
    """Tell whether an entry that is not sure can be taken: a thing, deed or quality that hangs on the word before."""
    glued = before[-1:].isalpha()
    return glued and entry.origin == "glossary" and len(entry.han) > 1 and entry.field not in SLIPPERY


def _is_word(entry: Entry) -> bool:
    """Tell whether an entry is a common word: the name of an app or of a person is cited more often than it leaks."""
    return len(entry.han) > 1 and entry.field not in NAMES and entry.vi.islower()


def _half_translated(before: str, han: str, sources: Sources) -> Choice | None:
    """Return the rest of a word whose first syllable is Vietnamese already: thường识 → thức, of 常识 thường thức.

    The syllable before must be the reading of a character that makes a known word with the run, and the Vietnamese of
    that word must begin with the very syllable.
    """
    syllable = _last_word(before)
    if not syllable:
        return None
    for size in range(min(2, len(han)), 0, -1):
        rest = lexicon.simplified(han[size:]) if han[size:] else ""
        tail = lexicon.find(rest, sources) if rest else None
        if rest and not (tail and tail.sure):
            continue
        for first in lexicon.read_as(syllable):
            entry = lexicon.find(first + han[:size], sources)
            for sense in entry.senses if entry else ():
                head, _, more = sense.lower().partition(" ")
                if head == syllable and more:
                    vi = f"{more} {tail.vi}" if tail else more
                    return Choice(vi, f"half:{first}{han}", (vi,))
    return None


def _last_word(before: str) -> str:
    at = len(before)
    while at and before[at - 1].isalpha():
        at -= 1
    return before[at:].lower()


def _name(before: str, han: str) -> str | None:
    """Return the reading of a run that is a person's name: it begins with a surname, and a title stands before."""
    found = lexicon.reading(han) if _named(han) and _titled(before) else None
    return found.title() if found else None


def _named(han: str) -> bool:
    surnames = _words("cjk_surnames.txt")
    size = 2 if han[:2] in surnames else 1 if han[:1] in surnames else 0
    return size > 0 and 1 <= len(han) - size <= 2 and han[-1] not in _PARTICLES


def _titled(before: str) -> bool:
    words = before.lower().split()[-3:]
    titles = _words("cjk_titles.txt")
    return any(" ".join(words[-size:]) in titles for size in (1, 2, 3) if len(words) >= size)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for _, word in tables.words(tables.TABLES / name))
