"""Say what shape a line has, by its words, its marks and its end, whatever it says."""

from __future__ import annotations

from vncorpus.patterns import lazy

#: A Chinese character counts as a word: the cjk stage may put as many syllables for it, and what a line is must
#: not hang on whether it has run.
_WORDS = lazy("[^\\W_\u3400-\u9fff]+|[\u3400-\u9fff]")
_WIDE = lazy("[，、。．：；！？（）【】％]")
_NARROW = str.maketrans("，、。．：；！？（）【】％", ",,..:;!?()[]%")
_BULLET = lazy(
    r"^(?:[-–—•*+▪●■◦‣·▢☐□]|\(?(?:\d{1,3}|[a-zđA-ZĐ]|[ivxIVX]{1,5})[.)]"
    r"|\d{1,2}(?:\.\d{1,2})+\.|\d{1,2}(?:\.\d{1,2}){2,4}|\d{1,2}\.\d{1,2}(?=\s+[A-ZĐÀ-Ỹ])|\d{1,3}(?:\+\d{1,2})?['’′]"
    r"|\d{1,2}(?=(?:\s+[A-ZĐÀ-Ỹ]{2,}){2}))\s+\S"
)
#: Characters in which a line closes: its stop, quotes, and the mark of a footnote.
TAIL = 12
#: Spaces past which a line is long enough to count by them.
LONG = 16
#: Words that make a line prose even without a full stop, and with one.
PROSE, CLOSED = 25, 12
#: "sudo apt-get install ruby"
_COMMAND = (
    r"^(?:\$ |(?:sudo|npm|npx|pip3?|git|docker|apt(?:-get)?|cd|mkdir|curl|wget|brew|yarn|gem|bundle|systemctl"
    r"|journalctl|chmod|chown|ssh|scp|rsync|tar|truncate|kubectl|psql|mysql|redis-cli) )[ -~]+$"
)
_CODE = lazy(
    r"^(?:\s{4,}|\t)\S|[;{}]\s*$|^\s*(?:def|class|import|from|return|for|if|while|print|var|let|const)\b.*[(:=;]|\w\(.*\)|[\w\]]\s?[=!<>+*/-]=\s?\S|\\[a-z]+\{|\$[^$]+\$|"
    r"^\s*\"[a-z_][A-Za-z0-9_.-]*\" ?: ?(?:-?\d|[\"\[{]|true\b|false\b|null\b)|" + _COMMAND
)
#: A line of a song with its chords.
_CHORDS = lazy(r"\[[A-G][#b♯♭]?(?:m|maj|min|sus|dim|aug|add)?\d{0,2}(?:/[A-G][#b♯♭]?)?\] ?\S")
#: Characters one of which code holds, unless it is indented or a command.
_CODED = lazy(r"[(=:;{}\\$]|" + _COMMAND)
_STOPS, _TAILS = frozenset(".!?…;:"), frozenset('”"’»)]')
_CLOSED = lazy(r"[.!?…;:][”\"’»)\]]*(?:\[\d+\])?(?: ?[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff])*$")
#: From here on a last character may be a picture: "không sót chương nào. 📚".
_PICTURES = "\u2600"


def count(bare: str, *, plain: bool) -> int:
    """Return how many words a line has; by its spaces where that is enough to know that it is prose."""
    spaces = bare.count(" ")
    if spaces > LONG:
        return spaces + 1 - ("-" in bare and bare.count(" - ")) - ("–" in bare and bare.count(" – "))
    if plain:
        parts = bare.split()
        odd = [part for part in parts if not (part.isalnum() or part[:-1].isalnum())]
        return len(parts) - len(odd) + (len(_WORDS.findall(" ".join(odd))) if odd else 0)
    return len(_WORDS.findall(bare))


def shape_of(text: str, bare: str, words: int) -> str:
    """Return the shape of a line by its length, its end and its marks: prose, sentence, item, code, verse, or short."""
    last = bare[-1]
    closed = last in _STOPS or ((last in _TAILS or last >= _PICTURES) and _CLOSED.search(bare[-TAIL:]) is not None)
    if words >= PROSE or (closed and words >= CLOSED):
        return "prose"
    if "[" in bare and _CHORDS.search(bare):
        return "verse"
    if (text[0].isspace() or _CODED.search(text)) and _CODE.search(text):
        return "code"
    if _BULLET.match(bare):
        return "item"
    if closed:
        return "sentence"
    if bare.endswith(","):
        return "verse"
    return "headline" if words >= 5 else "short"


def narrow(bare: str) -> str:
    """Return a line with narrow punctuation for fullwidth, which the cjk stage may put later."""
    return bare.translate(_NARROW) if _WIDE.search(bare) else bare
