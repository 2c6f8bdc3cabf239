"""Ask a language model that the user runs for the Vietnamese of a run that no table knows, and check what it says.

Off unless `--resolver URL` names an endpoint that speaks the protocol of OpenAI's chat completions (llama.cpp, vLLM,
Ollama …). The runs of a document go in batches, each in its sentence between ⟦ and ⟧; the whole sentence comes back,
and is taken only where nothing but the run changed, the new words are written in Vietnamese letters, and they are
about as long as the run. Answers are kept on the disk, so a second run asks nothing and gives the same. A server that
fails, lies or hangs changes nothing: the run stays, marked `flag:resolver-failed` or `flag:resolver-refused`.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from vncorpus.document import Edit
from vncorpus.errors import UsageError
from vncorpus.patterns import lazy
from vncorpus.stage import digest
from vncorpus.stages.cjk import fit
from vncorpus.stages.cjk.choose import Choice

BATCH = 8
#: Characters of the sentence on either side of the run.
NEAR = 200
#: Seconds for an answer, and for all of a document: a record may take 60 (`--timeout`).
PATIENCE, BUDGET = 20.0, 40.0
#: Failures one after another, after which a process asks no more.
ENOUGH = 3
LARGEST = 1 << 20
_END = lazy(r"[.!?…](?=\s)|\n")
_WORDS = lazy("[A-Za-z\u00c0-\u01b0\u1ea0-\u1ef90-9][A-Za-z\u00c0-\u01b0\u1ea0-\u1ef90-9 ,.'%/-]*")
_JSON = lazy(r"\{.*\}", 16)  # re.DOTALL
PROMPT = (
    "Bạn biên tập văn bản tiếng Việt bị lẫn chữ Hán. Trong mỗi câu, hãy thay phần nằm giữa ⟦ và ⟧ bằng từ ngữ tiếng "
    "Việt đúng nghĩa và hợp ngữ pháp, bỏ hai dấu ⟦ ⟧, giữ nguyên mọi chữ khác trong câu, kể cả chữ Hán khác. "
    'Chỉ trả về một đối tượng JSON, mỗi khóa là số của câu: {"1": "câu đã sửa"}.'
)
_failures: dict[str, int] = {}


class Place(NamedTuple):
    """Hold an open run, and the text of its sentence before and after it."""

    start: int
    end: int
    han: str
    before: str
    after: str

    @property
    def marked(self) -> str:
        """Return the sentence as the model gets it."""
        return f"{self.before}⟦{self.han}⟧{self.after}"


def check(url: str) -> None:
    """Raise UsageError for what is no address of a server."""
    if not url.startswith(("http://", "https://")) or any(char.isspace() for char in url):
        raise UsageError(f"--resolver takes the address of a server, such as http://127.0.0.1:8080/v1, not {url!r}")


def resolve(text: str, spans: list[tuple[int, int]], url: str) -> Iterator[Edit]:
    """Yield an edit for each open run: what the model said, where it can be taken, else a mark."""
    places = [_place(text, start, end) for start, end in spans]
    answers = {place: _kept(url, place) for place in places}
    asked = [place for place in places if answers[place] is None]
    until = time.monotonic() + BUDGET
    for at in range(0, len(asked), BATCH):
        batch = asked[at : at + BATCH]
        said = _ask(url, batch, until)
        for number, place in enumerate(batch, 1):
            if said is None:
                answers[place] = None
                continue
            vi = accepted(place, said.get(str(number)))
            answers[place] = vi or ""
            _keep(url, place, vi or "")
    last = 0
    for place in places:
        vi = answers[place]
        edit = None
        if vi:
            head, tail = text[max(0, place.start - NEAR) : place.start], text[place.end : place.end + NEAR]
            edit = fit.replaced(head, tail, place.start, place.end, Choice(vi, f"resolver:{place.han}", (vi,)))
        if edit is None or edit.start < last:
            kind = "failed" if vi is None else "refused"
            edit = Edit(place.start, place.end, place.han, f"flag:resolver-{kind}")
        last = edit.end
        yield edit


def accepted(place: Place, answer: object) -> str | None:
    """Return the words that the answer puts in for the run, or None where it cannot be taken.

    >>> place = Place(8, 10, "卷积", "hãy dùng", " nhé.")
    >>> accepted(place, "hãy dùng tích chập nhé."), accepted(place, "Hãy dùng tích chập nhé!")
    ('tích chập', None)
    """
    if not isinstance(answer, str):
        return None
    before, answer, after = (" ".join(part.split()) for part in (place.before, answer, place.after))
    if not answer.startswith(before) or not answer.endswith(after) or len(answer) <= len(before) + len(after):
        return None
    vi = answer[len(before) : len(answer) - len(after)].strip()
    long = len(vi.split()) > 3 * len(place.han) + 2 or len(vi) > 12 * len(place.han) + 12
    return vi if vi and not long and _WORDS.fullmatch(vi) and any(char.isalpha() for char in vi) else None


def _place(text: str, start: int, end: int) -> Place:
    before = text[max(0, start - NEAR) : start]
    after = text[end : end + NEAR]
    stops = [found.end() for found in _END.finditer(before)]
    stop = _END.search(after)
    return Place(
        start, end, text[start:end], before[stops[-1] if stops else 0 :], after[: stop.end() if stop else None]
    )


def _ask(url: str, batch: list[Place], until: float) -> dict[str, Any] | None:
    """Return what the server says, by the number of the sentence; None where it gives no answer that can be read."""
    if _failures.get(url, 0) >= ENOUGH or time.monotonic() >= until:
        return None
    sentences = "\n".join(f"{number}. {' '.join(place.marked.split())}" for number, place in enumerate(batch, 1))
    body = {
        "model": _model(url),
        "temperature": 0,
        "messages": [{"role": "system", "content": PROMPT}, {"role": "user", "content": sentences}],
    }
    try:
        answer = _send(f"{url.rstrip('/')}/chat/completions", body, min(until, time.monotonic() + PATIENCE))
        found = _JSON.search(answer["choices"][0]["message"]["content"])
        said = json.loads(found[0]) if found else None
    except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError):
        said = None
    _failures[url] = 0 if isinstance(said, dict) else _failures.get(url, 0) + 1
    return said if isinstance(said, dict) else None


def _send(url: str, body: dict[str, Any] | None, until: float) -> Any:
    """Return the JSON that a server answers before `until`; one that sends a byte a second is given up too."""
    from http.client import HTTPException
    from urllib.request import Request, urlopen

    data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json"}
    if os.environ.get("VNCORPUS_RESOLVER_KEY"):
        headers["Authorization"] = f"Bearer {os.environ['VNCORPUS_RESOLVER_KEY']}"
    parts: list[bytes] = []
    try:
        request = Request(url, data, headers)  # noqa: S310 (`check` took http and https only)
        with urlopen(request, timeout=max(0.1, until - time.monotonic())) as answer:  # noqa: S310
            while part := answer.read1(1 << 16):
                parts.append(part)
                if time.monotonic() > until or sum(map(len, parts)) > LARGEST:
                    raise TimeoutError("too slow or too long an answer")
    except HTTPException as error:
        raise OSError(str(error)) from error
    return json.loads(b"".join(parts))


@cache
def _model(url: str) -> str:
    """Return the model to ask: VNCORPUS_RESOLVER_MODEL, or the first that the server names."""
    named = os.environ.get("VNCORPUS_RESOLVER_MODEL")
    if named:
        return named
    with suppress(OSError, ValueError, KeyError, IndexError, TypeError):
        return str(_send(f"{url.rstrip('/')}/models", None, time.monotonic() + 5)["data"][0]["id"])
    return "default"


def _kept_at(url: str, place: Place) -> Path:
    base = os.environ.get("VNCORPUS_CACHE") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    key = digest("\n".join((url, os.environ.get("VNCORPUS_RESOLVER_MODEL", ""), PROMPT, place.marked)).encode())
    return Path(base) / "vncorpus" / "resolver" / key[:2] / f"{key}.json"


def _kept(url: str, place: Place) -> str | None:
    """Return the answer of an earlier run: the words, nothing where it was refused, None where there is none."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        row = json.loads(_kept_at(url, place).read_text(encoding="utf-8"))
        if row["sentence"] == place.marked and isinstance(row["vi"], str):
            return str(row["vi"])
    return None


def _keep(url: str, place: Place, vi: str) -> None:
    path = _kept_at(url, place)
    part = path.with_suffix(f".{os.getpid()}.part")
    with suppress(OSError):  # an answer that cannot be kept is asked for again
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps({"sentence": place.marked, "vi": vi}, ensure_ascii=False), encoding="utf-8")
        part.replace(path)
