"""Hold that many changes, put together, are one difference between the first text and the last."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SAMPLES, Run
from vncorpus.document import Document, Edit
from vncorpus.look.composed import composed
from vncorpus.look.joined import Joined
from vncorpus.run import records


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, Document]:
    text = draw(st.text("abcđ \n", max_size=30))
    document = Document(text)
    for stage in "one", "two", "three":
        places = sorted(draw(st.lists(st.integers(0, len(document.text)), max_size=8)))
        edits = [
            Edit(start, end, draw(st.sampled_from([document.text[start:end], "", "x", "yz w"])), f"r{n}")
            for n, (start, end) in enumerate(zip(places[::2], places[1::2], strict=False))
        ]
        try:
            document = document.edited(stage, edits)
        except ValueError:
            continue  # two insertions at one place
    return text, document


@given(changed())
def test_segments_make_both_texts(case: tuple[str, Document]) -> None:
    text, document = case
    segments = composed(text, document.trail)
    assert "".join(segment.old for segment in segments) == text
    assert "".join(segment.new for segment in segments) == document.text
    for segment in segments:
        assert segment.rules or segment.old == segment.new
    told = {rule for segment in segments for rule in segment.rules}
    assert told == {(change.stage, edit.rule) for change in document.trail for edit in change.edits}


def test_what_one_stage_put_and_another_changed_is_one() -> None:
    first = Document("a b c").edited("one", [Edit(2, 3, "xyz", "r")])
    both = first.edited("two", [Edit(2, 3, "1", "s"), Edit(4, 5, "2", "t")])
    assert both.text == "a 1y2 c"
    middle = composed("a b c", both.trail)[1]
    assert (middle.old, middle.new) == ("b", "1y2")
    assert middle.rules == (("one", "r"), ("two", "s"), ("two", "t"))


def _documents(path: Path) -> list[Document]:
    return [records.parse(line) for line in path.read_bytes().split(b"\n") if line]


def test_each_record_gets_its_own_changes(vncorpus: Run, tmp_path: Path) -> None:
    raw = [json.loads((sample / "0-raw.jsonl").read_text()) for sample in SAMPLES]
    # Without ids, with one id for all, and with their own; between them some that nothing touches.
    rows = [dict(row) for row in raw] + [{**row, "id": "same"} for row in raw] + [{"text": row["text"]} for row in raw]
    calm = {"text": "Trời sắp mưa rồi, về thôi."}
    rows = [item for row in rows for item in (calm, row, {"id": "same", **calm})]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    vncorpus("clean", "-q", "in.jsonl", "-o", "out.jsonl", "--trace", "t.jsonl", "--stages", "encoding,boilerplate,cjk")
    joined = Joined([tmp_path / "t.jsonl"])
    for row, document in zip(rows, _documents(tmp_path / "out.jsonl"), strict=True):
        history = joined.history(document)
        assert history.texts[0] == row["text"]
        assert history.texts[-1] == document.text
    assert list(joined.rest()) == []


def test_traces_of_piped_stages_are_put_together(vncorpus: Run, tmp_path: Path) -> None:
    last = SAMPLES[0] / "0-raw.jsonl"
    traces = []
    for stage in "encoding", "boilerplate", "cjk":
        vncorpus(stage, "-q", last, "-o", f"{stage}.jsonl", "--trace", f"{stage}.trace")
        last = tmp_path / f"{stage}.jsonl"
        traces.append(tmp_path / f"{stage}.trace")
    (document,) = _documents(last)
    history = Joined(traces).history(document)
    assert history.texts[0] == json.loads((SAMPLES[0] / "0-raw.jsonl").read_text())["text"]


def test_a_trace_of_another_run_is_not_taken(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id":1,"text":"Ｔrời sắp mưa"}\n')
    (tmp_path / "b.jsonl").write_text('{"id":1,"text":"Trời  sắp mưa\\u200b"}\n')
    for name in "ab":
        vncorpus("encoding", "-q", f"{name}.jsonl", "-o", f"{name}.out", "--trace", f"{name}.trace")
    (document,) = _documents(tmp_path / "a.out")
    joined = Joined([tmp_path / "b.trace"])
    assert joined.history(document).changes == ()
    assert len(list(joined.rest())) == 1
