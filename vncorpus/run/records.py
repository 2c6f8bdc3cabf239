r"""Turn a line of bytes into a Document and back, without touching what no stage touched.

A record that no stage changed goes out as the very bytes that came in. In one that changed, only the values
that changed are written anew; every other value is copied as it stands in the line, so numbers keep their
digits, and keys their order: 1.10 stays 1.10, and 2⁶⁴ stays an integer.

>>> from vncorpus.document import Edit
>>> line = b'{"id": 7, "n": 1.10, "text": "a"}'
>>> before = parse(line)
>>> dump(line, before, before.edited("x", [Edit(0, 1, "b", "r")]))
b'{"id":7,"n":1.10,"text":"b"}'
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import orjson

from vncorpus.document import Document
from vncorpus.errors import RecordError

#: orjson reads 1,024 levels but writes 250; nobody's corpus needs them, and a stack is finite.
MAX_DEPTH = 200
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_SURROGATE = re.compile("[\ud800-\udfff]")
_COLUMN = re.compile(r": line 1 column (\d+) \(char \d+\)$")
_SPACE = re.compile(r"[ \t\r]*")


def parse(line: bytes, *, surrogates: bool = True) -> Document:
    r"""Return the document that a line of JSON holds.

    `surrogates` says that half characters in the text (`\ud800`) are welcome: the encoding stage mends them.

    Raises RecordError, with a message that names the column where there is one, for what is no record: bad
    JSON, bad UTF-8, NaN, more than 200 levels, no `text`, a `text` that is no string or holds half a character.
    """
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        record = _second_opinion(line, error)
        _refuse_surrogates(record, surrogates)
    if not isinstance(record, dict):
        _refuse_depth(line)
        raise RecordError("not_object", f"a record is a JSON object with a text, not {_kind(record)}")
    if "text" not in record:
        raise RecordError("no_text", 'the record has no "text"')
    text = record.pop("text")
    for value in record.values():
        if value.__class__ is dict or value.__class__ is list:
            _refuse_depth(line)
            break
    if not isinstance(text, str):
        raise RecordError("text_not_string", f'"text" is {_kind(text)}, not a string')
    return Document(text, record)


def dump(line: bytes, before: Document, after: Document) -> bytes:
    """Return the line for a document; `line` and `before` are what it was read from."""
    if after is before:
        return line
    pieces = _split(line)
    values = after.record(list(pieces))
    written = []
    for name, value in values.items():
        if name in pieces and (value == before.text if name == "text" else value is before.fields.get(name)):
            written.append(pieces[name])
        else:
            try:
                written.append(_written(name) + b":" + _written(value))
            except (ValueError, TypeError) as error:
                raise RecordError("not_writable", f"{name!r} cannot be written again: {error}") from error
    return b"{" + b",".join(written) + b"}"


def _written(value: Any) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:
        import json

        # Half a character, which `undo` gives back: an escape can show it, as it stood in the line.
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def key(line: bytes, document: Document) -> bytes | None:
    """Return the `"id":…` of a record as it stands in the line, digit for digit; None where it has none.

    >>> key(b'{"text":"a","id":123456789012345678901234567890}', Document("a", {"id": 1.2345678901234568e29}))
    b'"id":123456789012345678901234567890'
    """
    if "id" not in document.fields:
        return None
    value = document.fields["id"]
    if isinstance(value, str | int):
        return b'"id":' + dumps(value)
    return _split(line).get("id", b'"id":null')


def dumps(value: Any, *, indent: bool = False) -> bytes:
    """Return JSON bytes, also where a string holds half a character, which only an escape can show."""
    try:
        return orjson.dumps(value, default=str, option=orjson.OPT_INDENT_2 if indent else None)
    except (orjson.JSONEncodeError, TypeError):
        import json

        return json.dumps(value, separators=(",", ":"), default=str).encode()


@cache
def _scanner() -> Any:
    import json

    # Numbers stay strings, whatever their length: the values are only scanned to find where they end.
    return json.JSONDecoder(parse_float=str, parse_int=str, strict=False).raw_decode


def _verbatim(source: str, at: int) -> tuple[Any, int]:
    found: tuple[Any, int] = _scanner()(source, at)
    return found


def _split(line: bytes) -> dict[str, bytes]:
    """Return the `"key":value` pieces of an object, as they stand; of a key given twice, the last."""
    source = line.decode("utf-8")
    pieces: dict[str, bytes] = {}
    at = source.index("{") + 1
    while True:
        at = _skip(source, at)
        if source[at] == "}":
            return pieces
        if source[at] == ",":
            at = _skip(source, at + 1)
        start = at
        name, at = _verbatim(source, at)
        key = source[start:at]
        at = _skip(source, _skip(source, at) + 1)
        _value, end = _verbatim(source, at)
        if name in pieces:
            raise RecordError("key_twice", f"the key {name!r} stands twice, and only one could be kept")
        pieces[name] = f"{key}:{source[at:end]}".encode()
        at = end


def _skip(source: str, at: int) -> int:
    found = _SPACE.match(source, at)
    return found.end() if found else at


def _second_opinion(line: bytes, error: orjson.JSONDecodeError) -> Any:
    """Read what orjson refuses and we do not (a lone surrogate), or say what is wrong."""
    try:
        source = line.decode("utf-8")
    except UnicodeDecodeError as bad:
        raise RecordError(
            "not_utf8", f"not UTF-8 (byte {bad.start + 1} of the line is {line[bad.start]:#04x})"
        ) from bad
    found = _COLUMN.search(str(error))
    reason = _COLUMN.sub("", str(error))
    where = f"column {found[1]}: {reason}" if found else reason
    if b"\\u" in line:
        import json

        try:
            return json.loads(source, parse_constant=_refuse)
        except (ValueError, RecursionError):
            pass
    raise RecordError("not_json", f"not JSON ({where})") from error


def _refuse_surrogates(record: Any, welcome: bool) -> None:
    text = record.get("text") if isinstance(record, dict) else None
    found = _SURROGATE.search(text) if isinstance(text, str) and not welcome else None
    if found:
        raise RecordError(
            "lone_surrogate",
            f"the text holds half a character, \\u{ord(found[0]):x}, at {found.start()}; run `vncorpus encoding` first",
        )


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _refuse_depth(line: bytes) -> None:
    if line.count(b"[") + line.count(b"{") > MAX_DEPTH and _depth(line) > MAX_DEPTH:
        raise RecordError("too_deep", f"nested deeper than {MAX_DEPTH} levels; flatten the record's metadata")


def _depth(line: bytes) -> int:
    depth = deepest = 0
    for char in _STRING.sub(b"", line):
        if char in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in b"]}":
            depth -= 1
    return deepest


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
