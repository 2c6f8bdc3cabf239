"""Undo: all of it gives what came in, some of it leaves the rest, and a trace of another run is refused."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLES, Run, cases
from vncorpus import Document, Edit, Pipeline, replay, undo
from vncorpus.document import Change
from vncorpus.entries import entries
from vncorpus.look.choice import Choice
from vncorpus.look.regions import differences, without
from vncorpus.look.undo import undone

TEXTS = [case["in"] for stage in ("encoding", "boilerplate", "cjk") for case in cases(stage)]
PIPELINE = Pipeline()


@st.composite
def trails(draw: st.DrawFn) -> tuple[str, tuple[Change, ...]]:
    """Make a text and passes over it, whose edits hang on one another as often as not."""
    text = draw(st.text("abc\n", min_size=1, max_size=6))
    document = Document(text)
    for number in range(draw(st.integers(0, 4))):
        at, edits = 0, []
        for _ in range(draw(st.integers(1, 3))):
            start = draw(st.integers(at, min(at + 3, len(document.text))))
            end = draw(st.integers(start, min(start + 2, len(document.text))))
            if edits and start == end == edits[-1].end:
                continue
            new = draw(st.sampled_from(["", "X", "YY", "XYX", document.text[start:end]]))
            edits.append(Edit(start, end, new, draw(st.sampled_from("pqr"))))
            at = end
        document = document.edited(f"s{number % 2}", edits)
    return text, document.trail


@given(trails())
def test_regions_are_the_differences(made: tuple[str, tuple[Change, ...]]) -> None:
    before, trail = made
    after = replay(before, trail)
    regions = differences(trail)
    assert _swapped(after, before, regions) == before
    changed = {(n, p) for n, c in enumerate(trail) for p, e in enumerate(c.edits) if e.old != e.new}
    assert {name for region in regions for name in region.names} == changed


def _swapped(text: str, other: str, regions: Any) -> str:
    for region in reversed(regions):
        text = text[: region.start] + other[region.was_start : region.was_end] + text[region.end :]
    return text


@settings(max_examples=300)
@given(trails(), st.sampled_from([{"p"}, {"q"}, {"p", "q"}, set("pqr")]))
def test_what_is_left_is_a_trail(made: tuple[str, tuple[Change, ...]], rules: set[str]) -> None:
    before, trail = made
    left = without(before, trail, lambda _stage, edit: edit.rule in rules)
    assert replay(before, left.trail) == left.text
    assert undo(left.text, left.trail) == before
    after = replay(before, trail)
    assert _swapped(after, left.text, left.regions) == left.text
    # Every edit is gone, or held, or still there; what was not chosen is there, but for marks of words that are not.
    kept = [edit for change in left.trail for edit in change.edits if edit.old != edit.new]
    edits = [edit for change in trail for edit in change.edits if edit.old != edit.new]
    gone = [trail[n].edits[p] for n, p in left.gone if trail[n].edits[p].old != trail[n].edits[p].new]
    assert len(kept) + len(gone) == len(edits)
    assert sum(edit.rule in rules for edit in kept) == len(
        [1 for n, p in left.held if trail[n].edits[p].old != trail[n].edits[p].new]
    )


@given(trails())
def test_all_of_it_gives_what_came_in(made: tuple[str, tuple[Change, ...]]) -> None:
    before, trail = made
    left = without(before, trail, lambda _stage, _edit: True)
    assert (left.text, left.trail, left.held) == (before, (), frozenset())


@given(trails())
def test_rule_after_rule(made: tuple[str, tuple[Change, ...]]) -> None:
    """One rule after another, the last first, gives what came in, however much each held back before."""
    before, trail = made
    for _ in range(3):
        for rule in dict.fromkeys(edit.rule for change in reversed(trail) for edit in reversed(change.edits)):
            trail = without(before, trail, lambda _stage, edit, rule=rule: edit.rule == rule).trail
    left = without(before, trail, lambda _stage, _edit: True)
    assert left.text == before


@settings(deadline=None)  # the first text reads the tables
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4), st.data())
def test_documents(parts: list[str], data: st.DataObject) -> None:
    """On real changes: without a rule nothing of the rule is left, but what is held, and entries say the same."""
    fields = {"id": "a", "metadata": {"n": 1}}
    document = PIPELINE.run(Document("\n".join(parts), fields))
    trail = document.trail
    before = undo(document.text, trail)
    whole, _ = undone(document, trail, Choice())
    assert (whole.text, whole.fields) == ("\n".join(parts), fields)
    rules = sorted({edit.rule for change in trail for edit in change.edits})
    if not rules:
        return
    rule = data.draw(st.sampled_from(rules))
    after, left = undone(document, trail, Choice((rule,)))
    assert replay(before, left.trail) == after.text
    if not left.held:
        assert not any(edit.rule == rule for change in left.trail for edit in change.edits)
        assert not any(rule in entry["rules"] for entry in entries(after))
    _entries_chain(after, left.trail)
    again, _ = undone(after, left.trail, Choice())
    assert (again.text, again.fields) == ("\n".join(parts), fields)


def _entries_chain(document: Document, trail: tuple[Change, ...]) -> None:
    from vncorpus.look.trail import mark, misfit

    assert misfit(document, trail) == ""
    chain = entries(document)
    assert all(one["out"] == other["in"] for one, other in zip(chain, chain[1:], strict=False))
    if chain:
        assert chain[-1]["out"] == mark(document.text)


def test_edits_far_from_one_another_are_independent() -> None:
    document = Document("a b c").edited("x", [Edit(0, 1, "AA", "p"), Edit(2, 3, "", "q")])
    document = document.edited("y", [Edit(4, 5, "CC", "r")])
    left = without("a b c", document.trail, lambda _s, edit: edit.rule == "p")
    assert left.text == "a  CC"
    assert [tuple(edit) for change in left.trail for edit in change.edits] == [
        (2, 3, "b", "", "q"),
        (3, 4, "c", "CC", "r"),
    ]


def test_many_that_are_held_take_no_longer_than_they_are_many() -> None:
    size = 3000  # one walk for each took 70 s
    document = Document("ab " * size).edited("x", [Edit(3 * n, 3 * n + 1, "c", "p") for n in range(size)])
    document = document.edited("y", [Edit(3 * n, 3 * n + 2, "", "q") for n in range(size)])
    begun = time.process_time()
    left = without("ab " * size, document.trail, lambda _s, edit: edit.rule == "p")
    assert len(left.held) == size and time.process_time() - begun < 10


def test_what_stood_around_words_that_go_keeps_its_order() -> None:
    document = Document("ab").edited("x", [Edit(1, 1, "-", "q")])
    document = document.edited("y", [Edit(1, 1, "Z", "p"), Edit(2, 2, "A", "p")]).edited("z", [Edit(1, 2, "", "p")])
    left = without("ab", document.trail, lambda _s, edit: edit.rule == "q")
    assert (document.text, left.text) == ("a-Ab", "aAb")


def test_what_says_of_words_that_go_goes_with_them() -> None:
    """A mark on words that a rule put says nothing once they are gone: it is neither in the trail nor in the entries."""
    document = Document("a").edited("x", [Edit(1, 1, "b", "p")]).edited("y", [Edit(1, 2, "b", "flag:q")])
    left = without("a", document.trail, lambda _s, edit: edit.rule == "p")
    assert (left.text, left.trail, left.gone) == ("a", (), {(0, 0), (1, 0)})


def test_words_that_were_changed_again_are_held() -> None:
    document = Document("xấu").edited("x", [Edit(0, 3, "tôt", "p")]).edited("y", [Edit(1, 2, "ố", "q")])
    left = without("xấu", document.trail, lambda _s, edit: edit.rule == "p")
    assert (left.text, left.held) == ("tốt", {(0, 0)})
    assert without("xấu", document.trail, lambda _s, edit: edit.rule == "q").text == "tôt"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_samples(sample: Path, jobs: str, vncorpus: Run, tmp_path: Path) -> None:
    raw = sample / "0-raw.jsonl"
    assert vncorpus("clean", raw, "--trace", "t.jsonl", "-o", "out.jsonl", "-j", jobs).returncode == 0
    done = vncorpus("undo", "out.jsonl", "--trace", "t.jsonl")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == raw.read_bytes()
    # Rule after rule: each gives a file and the trace of what is left
    rules = [
        edit[4] for line in (tmp_path / "t.jsonl").read_text("utf-8").splitlines() for edit in json.loads(line)["edits"]
    ]
    (tmp_path / "0").write_bytes((tmp_path / "out.jsonl").read_bytes())
    (tmp_path / "t0").write_bytes((tmp_path / "t.jsonl").read_bytes())
    if sample.name != "dien-dan" or jobs == "2":
        return
    steps = list(dict.fromkeys(reversed(rules)))
    for number, rule in enumerate(steps):
        done = vncorpus(
            "undo",
            f"{number}",
            "--trace",
            f"t{number}",
            "--rule",
            rule,
            "-o",
            f"{number + 1}",
            "--rest",
            f"t{number + 1}",
        )
        assert done.returncode in (0, 3), done.stderr.decode()
    done = vncorpus("undo", f"{len(steps)}", "--trace", f"t{len(steps)}")
    assert done.stdout == raw.read_bytes()


def _made(tmp_path: Path, vncorpus: Run, records: list[dict[str, Any]]) -> bytes:
    lines = "".join(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in records)
    (tmp_path / "in.jsonl").write_text(lines, "utf-8")
    done = vncorpus("clean", "in.jsonl", "--trace", "t.jsonl", "-o", "out.jsonl")
    assert done.returncode in (0, 3), done.stderr.decode()
    return lines.encode()


RECORDS: list[dict[str, Any]] = [
    {"id": "a", "text": "hãy dùng卷积 nhé"},
    {"id": "a", "text": "Trời mưa，đường trơn。"},
    {"id": 7, "text": "Không có gì để sửa."},
    {"id": None, "text": "ai cũng thích数据 mới"},
    {"text": "hãy dùng卷积 nhé"},
    {"text": "Không có gì để sửa."},
    {"text": "hãy dùng卷积 đi", "metadata": None},
]


def test_ids_that_stand_twice_or_not_at_all(vncorpus: Run, tmp_path: Path) -> None:
    raw = _made(tmp_path, vncorpus, RECORDS)
    done = vncorpus("undo", "out.jsonl", "--trace", "t.jsonl")
    assert (done.returncode, done.stdout) == (0, raw), done.stderr.decode()


def test_half_a_character_comes_back(vncorpus: Run, tmp_path: Path) -> None:
    raw = b'{"id":1,"text":"n\\ud800a"}\n'
    (tmp_path / "in.jsonl").write_bytes(raw)
    assert vncorpus("clean", "in.jsonl", "--trace", "t.jsonl", "-o", "out.jsonl").returncode == 0
    assert b"ud800" not in (tmp_path / "out.jsonl").read_bytes()
    done = vncorpus("undo", "out.jsonl", "--trace", "t.jsonl")
    assert (done.returncode, done.stdout) == (0, raw), done.stderr.decode()


@pytest.mark.parametrize("own", [9, {"v": 2, "stages": []}, {"v": 1, "stages": None}, {"v": 1, "stages": {"a": 1}}])
def test_the_field_of_another_program_is_kept(own: object, vncorpus: Run, tmp_path: Path) -> None:
    raw = _made(tmp_path, vncorpus, [{"id": 1, "text": "hãy dùng卷积 nhé", "vncorpus": own}])
    out = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert (out["text"], out["vncorpus"]) == ("hãy dùng tích chập nhé", own)
    assert vncorpus("undo", "out.jsonl", "--trace", "t.jsonl").stdout == raw


def test_lines_move_where_a_record_was_rejected(vncorpus: Run, tmp_path: Path) -> None:
    rows = [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in RECORDS]
    (tmp_path / "in.jsonl").write_text("\n".join(["{bad", "", *rows]) + "\n", "utf-8")
    assert vncorpus("clean", "in.jsonl", "--trace", "t.jsonl", "-o", "out.jsonl").returncode == 3
    done = vncorpus("undo", "out.jsonl", "--trace", "t.jsonl")
    assert (done.returncode, done.stdout.decode()) == (0, "\n".join(rows) + "\n"), done.stderr.decode()


def test_a_trace_of_another_run_is_refused(vncorpus: Run, tmp_path: Path) -> None:
    raw = _made(tmp_path, vncorpus, RECORDS)
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines(keepends=True)
    trace = (tmp_path / "t.jsonl").read_text("utf-8").splitlines(keepends=True)
    cases = {
        "another text": (
            ["".join(lines).replace("nhé", "nha")],
            trace,
            "out.jsonl:1: line 1 of t.jsonl is of this record",
        ),
        "a record is gone": (lines[1:], trace, "t.jsonl"),
        "another order": ([lines[3], *lines[:3], *lines[4:]], trace, "give the file as the run wrote it"),
        "the input": (raw.decode().splitlines(keepends=True), trace, "it is not what the run wrote"),
        "no trace": (lines, lines, "t.jsonl:1: not a line of a trace file"),
        "a bad record": ([*lines[:2], "{bad\n", *lines[2:]], trace, "out.jsonl:3: not JSON"),
    }
    for label, (records, passes, message) in cases.items():
        (tmp_path / "out.jsonl").write_text("".join(records), "utf-8")
        (tmp_path / "t.jsonl").write_text("".join(passes), "utf-8")
        done = vncorpus("undo", "out.jsonl", "--trace", "t.jsonl", "-o", "back.jsonl")
        assert done.returncode == 65, (label, done.stderr.decode())
        assert message in done.stderr.decode(), (label, done.stderr.decode())
        assert "Traceback" not in done.stderr.decode()
        assert not list(tmp_path.glob("back*")), label


def test_a_trace_that_tells_too_little(vncorpus: Run, tmp_path: Path) -> None:
    """A record may have been changed by an earlier run, so that is no fault; but it is said."""
    _made(tmp_path, vncorpus, RECORDS)
    trace = (tmp_path / "t.jsonl").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "t.jsonl").write_text("".join(trace[1:]), "utf-8")
    done = vncorpus("undo", "out.jsonl", "--trace", "t.jsonl")
    assert done.returncode == 3
    assert "1 records that cjk changed are not in the trace" in done.stderr.decode()
    assert json.loads(done.stdout.splitlines()[0])["text"] == "hãy dùng tích chập nhé"
    (tmp_path / "t.jsonl").write_text("")
    done = vncorpus("undo", "out.jsonl", "--trace", "t.jsonl")
    assert done.returncode == 3
    assert "5 records that cjk changed are not in the trace" in done.stderr.decode()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('["a"]', ""),
        ('{"id":1,"stage":"cjk"}', ""),
        ('{"id":1,"stage":7,"edits":[]}', ""),
        ('{"id":1,"stage":"cjk","edits":[[0,1,"a","b"]]}', ""),
        ('{"id":1,"stage":"cjk","edits":[[1,0,"a","b","r"]]}', " (offsets are numbers, not [1, 0])"),
        ('{"id":1,"stage":"cjk","edits":[],"put":[[]]}', " (what was put is [field, value] or [field, key, value])"),
        ('{"id":1,"stage":"cjk","edits":[],"put":[[{},"a",1]]}', " (what was put is "),
    ],
)
def test_what_is_no_trace_is_told(line: str, why: str, vncorpus: Run, tmp_path: Path) -> None:
    _made(tmp_path, vncorpus, RECORDS)
    (tmp_path / "t.jsonl").write_text(line + "\n")
    for command in (["undo", "out.jsonl"], ["diff", "out.jsonl"], ["stats", "out.jsonl"]):
        done = vncorpus(*command, "--trace", "t.jsonl")
        assert done.returncode == 65, (command, done.stderr.decode())
        assert f"t.jsonl:1: not a line of a trace file{why}" in done.stderr.decode(), (command, done.stderr.decode())
        assert done.stderr.count(b"\n") == 1


def test_a_rule_of_another_stage_is_no_hint_for_itself(vncorpus: Run, tmp_path: Path) -> None:
    _made(tmp_path, vncorpus, RECORDS)
    done = vncorpus("undo", "out.jsonl", "--trace", "t.jsonl", "--stage", "encoding", "--rule", "glossary:卷积")
    assert "no change is of the rule glossary:卷积 and the stage encoding" in done.stderr.decode()
    assert "did you mean glossary:卷积?" not in done.stderr.decode()


def test_usage(vncorpus: Run, tmp_path: Path) -> None:
    _made(tmp_path, vncorpus, RECORDS)
    (tmp_path / "text").write_text("Trời mưa.", "utf-8")
    for arguments, code, message in (
        (["text", "--trace", "t.jsonl"], 2, "text is text"),
        (["nowhere", "--trace", "t.jsonl"], 66, "nowhere"),
        (["out.jsonl", "--trace", "nowhere"], 66, "nowhere"),
        (["out.jsonl", "--trace", "t.jsonl", "-o", "t.jsonl"], 2, "written over an input"),
        (["out.jsonl", "--trace", "t.jsonl", "-o", "x", "--rest", "x"], 2, "both written"),
        (["out.jsonl", "--trace", "t.jsonl", "--stage", "cjkk"], 2, "cjkk"),
        (["out.jsonl", "--trace", "t.jsonl", "--rule", "glosary:卷积", "-o", "x"], 0, "did you mean glossary:卷积"),
    ):
        done = vncorpus("undo", *arguments)
        assert done.returncode == code, (arguments, done.stderr.decode())
        assert message in done.stderr.decode(), (arguments, done.stderr.decode())


def test_what_later_changes_rewrote_is_told(vncorpus: Run, tmp_path: Path) -> None:
    document = Document("xấu").edited("cjk", [Edit(0, 3, "tôt", "p")]).edited("sentences", [Edit(1, 2, "ố", "q")])
    rows = [{"id": 1, "stage": c.stage, "edits": [list(edit) for edit in c.edits]} for c in document.trail]
    (tmp_path / "t").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = vncorpus("undo", "-", "--trace", "t", "--rule", "p", stdin='{"id":1,"text":"tốt","vncorpus":9}'.encode())
    assert (done.returncode, done.stdout.decode()) == (3, '{"id":1,"text":"tốt","vncorpus":9}\n')
    assert "p ('xấu' to 'tôt') stays" in done.stderr.decode()
    assert "0 changes undone, 1 kept" in done.stderr.decode()


@pytest.mark.parametrize("metadata", [..., None, {}, {"author": "Lan"}], ids=["absent", "null", "empty", "own"])
def test_what_was_put_into_metadata_goes(metadata: Any, vncorpus: Run, tmp_path: Path) -> None:
    text = json.loads((SAMPLES[0] / "0-raw.jsonl").read_text("utf-8"))["text"]
    record = {"id": "a", "text": text, **({} if metadata is ... else {"metadata": metadata}), "n": 1}
    raw = _made(tmp_path, vncorpus, [record])
    out = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert out["metadata"]["date"] and out["metadata"] != metadata
    assert vncorpus("undo", "out.jsonl", "--trace", "t.jsonl").stdout == raw
    # It stays as long as anything of the stage does; and what another program wrote since is not touched.
    part = vncorpus("undo", "out.jsonl", "--trace", "t.jsonl", "--rule", "span:outside", "-o", "p.jsonl", "--rest", "r")
    assert part.returncode == 0
    assert json.loads((tmp_path / "p.jsonl").read_text("utf-8"))["metadata"] == out["metadata"]
    assert vncorpus("undo", "p.jsonl", "--trace", "r").stdout == raw
    out["metadata"] |= {"date": "hôm nay", "thêm": 1}
    (tmp_path / "out.jsonl").write_text(json.dumps(out, ensure_ascii=False) + "\n", "utf-8")
    back = json.loads(vncorpus("undo", "out.jsonl", "--trace", "t.jsonl").stdout)
    own = metadata if isinstance(metadata, dict) else {}
    assert back["metadata"] == {**own, "date": "hôm nay", "thêm": 1}


def test_the_count_of_a_title_that_was_taken_goes(vncorpus: Run, tmp_path: Path) -> None:
    """The title stays in the text, so that no edit tells of it; its count goes with the last of the stage."""
    text = next(case["in"] for case in cases("boilerplate") if case["label"] == "news-page")
    raw = _made(tmp_path, vncorpus, [{"id": "a", "text": text}])
    out = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert out["vncorpus"]["stages"][0]["rules"]["metadata:title"] == 1
    assert vncorpus("undo", "out.jsonl", "--trace", "t.jsonl").stdout == raw
    part = json.loads(vncorpus("undo", "out.jsonl", "--trace", "t.jsonl", "--rule", "nav:home").stdout)
    assert part["metadata"]["title"] and part["vncorpus"]["stages"][0]["rules"]["metadata:title"] == 1


def test_laws_see_conflicts() -> None:
    """The trails of these tests do hold edits that hang on one another."""
    from hypothesis import find

    def holds(made: tuple[str, tuple[Change, ...]]) -> bool:
        return bool(without(*made, lambda _stage, edit: edit.rule == "p").held)

    assert find(trails(), holds)
