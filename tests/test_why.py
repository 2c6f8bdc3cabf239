"""Why: each change names its rule, and each rule the row or the line that it stands in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given

from tests.conftest import SAMPLES, Run, cases
from tests.test_undo import trails
from vncorpus import Document, Pipeline, replay
from vncorpus.document import Change, Done
from vncorpus.look.origin import Own, origins
from vncorpus.look.why import hits

EDITORS = ["encoding", "boilerplate", "cjk"]


@given(trails())
def test_every_edit_is_found_from_both_ends(made: tuple[str, tuple[Change, ...]]) -> None:
    """Where an edit took something out or put something in, asking for that very place names the edit."""
    before, trail = made
    versions = [before]
    for change in trail:
        versions.append(replay(versions[-1], [change]))
    for number, change in enumerate(trail):
        moved = 0
        for edit in change.edits:
            for version, start, text in ((number, edit.start, edit.old), (number + 1, edit.start + moved, edit.new)):
                if text:
                    found = _at(versions, trail, version, start, start + len(text))
                    assert any(n == number and each is edit for n, each in found.edits)
                    assert found.places[version] == (start, start + len(text))
                    for text_then, (first, last) in zip(versions, found.places, strict=True):
                        assert 0 <= first <= last <= len(text_then)
            moved += len(edit.new) - len(edit.old)


def _at(versions: list[str], trail: tuple[Change, ...], version: int, start: int, end: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from vncorpus.look.why import _followed

    return _followed(trail, version, (start, end))


@given(trails())
def test_a_place_without_edits_is_the_same_text_everywhere(made: tuple[str, tuple[Change, ...]]) -> None:
    before, trail = made
    versions = [before]
    for change in trail:
        versions.append(replay(versions[-1], [change]))
    for hit in hits(versions, trail, re.compile("[a-cXY]+")):
        texts = {text[start:end] for text, (start, end) in zip(versions, hit.places, strict=True)}
        if not any(edit.old != edit.new for _, edit in hit.edits):
            assert len(texts) == 1


def test_every_rule_of_the_cases_has_an_origin() -> None:
    found: dict[tuple[str, str], Done] = {}
    pipelines = [Pipeline(EDITORS), Pipeline(EDITORS, confidence="any", level="strict", quotes="vietnamese")]
    pipelines += [Pipeline(EDITORS, stray=how) for how in ("mark", "drop", "reading")]
    for stage in EDITORS:
        for case in cases(stage):
            for pipeline in pipelines:
                for change in pipeline.run(Document(case["in"])).trail:
                    for edit in change.edits:
                        found.setdefault((change.stage, edit.rule), edit)
    assert len(found) > 100
    for (stage, rule), edit in found.items():
        rows = origins(stage, edit, Own())
        assert rows, (stage, rule)
        key = rule.partition(":")[2]
        if rule.startswith(("glossary:", "punctuation:")) and rows[0].path.suffix == ".tsv":
            assert rows[0].text.split("\t")[0] and len(rows) == 1, rule
        if stage == "boilerplate" and rows[0].path.suffix == ".tsv" and not rule.startswith("interface:"):
            assert rows[0].text.startswith(f"{rule.removesuffix(':verbatim')}\t")
        for row in rows:
            assert row.path.read_text("utf-8").split("\n")[row.number - 1].strip() == row.text.strip()
        assert rows[0].path.suffix == ".tsv" or rule in rows[0].text or key in rows[0].text or "{" in rows[0].text


def test_tables_of_the_user_come_first(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("han\tvi\n数据\tdữ kiện\n", "utf-8")
    edit = Done(0, 2, "数据", " dữ kiện", "glossary:数据")
    assert str(origins("cjk", edit, Own((tmp_path / "own.tsv",)))[0]) == f"{tmp_path}/own.tsv:2: 数据\tdữ kiện"
    assert origins("cjk", edit, Own())[0].path.name == "cjk_glossary.tsv"
    assert origins("cjk", Done(0, 1, "無", "x", "glossary:không có"), Own()) == []
    assert origins("boilerplate", Done(0, 1, "x", "", "notice:own-rule"), Own()) == []


def _answers(done: object) -> str:
    assert done.returncode == 0, done.stderr.decode()  # type: ignore[attr-defined]
    return done.stdout.decode()  # type: ignore[attr-defined, no-any-return]


def test_command(vncorpus: Run, tmp_path: Path) -> None:
    text = "Trang chủ\nÔng ấy dùng卷积 rồi。\nChữ 福 và星途, mai sau.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    vncorpus("clean", "a.txt", "--to", "jsonl", "-o", "out.jsonl", "--trace", "t.jsonl")
    for way in (["a.txt"], ["a.txt", "--trace", "t.jsonl"], ["out.jsonl", "--trace", "t.jsonl"]):
        for wanted in ("卷积", "tích chập"):
            got = _answers(vncorpus("why", way[0], wanted, *way[1:]))
            assert 'cjk glossary:卷积: "卷积" → " tích chập"' in got
            assert re.search(r"vncorpus/tables/cjk_glossary.tsv:\d+: 卷积\|卷積 \| tích chập", got)
        got = _answers(vncorpus("why", way[0], "Trang chủ", *way[1:]))
        assert "of the input, gone at 1:1 (offset 0) of the output" in got
        assert re.search(r"boilerplate nav:home: .* → \"\"", got) and "tables/boilerplate.tsv" in got
        assert "nothing touched it" in _answers(vncorpus("why", way[0], "mai sau", *way[1:]))
        assert "cjk keep:cited: seen, and left as it is" in _answers(vncorpus("why", way[0], "福", *way[1:]))
        assert "stands nowhere" in _answers(vncorpus("why", way[0], "không có đâu", *way[1:]))
    assert "nothing touched it" in _answers(
        vncorpus("why", "a.txt", "ma")
    )  # within a word, where there is no such word
    cleaned = vncorpus("why", "out.jsonl", "tích chập")
    assert "nothing touched it" in _answers(cleaned)
    assert "was cleaned before" in cleaned.stderr.decode()


def test_bounds_and_bad_input(vncorpus: Run, tmp_path: Path) -> None:
    rows = [json.dumps({"id": n, "text": f"số {n}，số。"}, ensure_ascii=False) for n in range(9)]
    (tmp_path / "in.jsonl").write_text("\n".join([*rows, "{bad"]), "utf-8")
    done = vncorpus("why", "in.jsonl", "số", "--limit", "5")
    assert done.returncode == 3 and b"in.jsonl:10: not JSON" in done.stderr
    assert done.stdout.decode().count("of the input") == 5 and "and 13 more places" in done.stdout.decode()
    done = vncorpus("why", "in.jsonl", "số", "--id", "7")
    assert done.stdout.decode().count("==") == 2 and done.stdout.decode().count("of the input") == 2
    (tmp_path / "other").write_text('{"id":"q","stage":"cjk","edits":[[0,1,"a","b","x"]]}\n')
    for arguments, code, message in (
        (["in.jsonl", "số", "--trace", "other"], 3, 'other:1: of a record (id "q")'),
        (["in.jsonl", "số", "--trace", "other", "--id", "7"], 3, 'other:1: of a record (id "q")'),
        (["nowhere", "x"], 66, "nowhere"),
        (["in.jsonl", "x", "--trace", "nowhere"], 66, "nowhere"),
        (["in.jsonl", "x", "--trace", "in.jsonl"], 65, "not a line of a trace"),
        (["in.jsonl", "x", "--glossary", "nowhere"], 2, "nowhere"),
        (["in.jsonl", ""], 2, "TEXT is empty"),
        (["-", "x", "--trace", "-"], 2, "standard input can be only one"),
    ):
        done = vncorpus("why", *arguments)
        assert done.returncode == code and message in done.stderr.decode(), (arguments, done.stderr.decode())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_samples(sample: Path, vncorpus: Run, tmp_path: Path) -> None:
    """Each change of a sample is told when its old words are asked for."""
    vncorpus("clean", sample / "0-raw.jsonl", "--trace", "t.jsonl", "-o", "out.jsonl")
    edits = [
        edit
        for line in (tmp_path / "t.jsonl").read_text("utf-8").splitlines()
        for edit in json.loads(line)["edits"]
        if edit[2].strip() and edit[2].isprintable() and edit[4] != "nfc"  # letters within words are not asked for
    ]
    for edit in edits[:: max(1, len(edits) // 4)]:
        got = _answers(vncorpus("why", "out.jsonl", edit[2].strip(), "--trace", "t.jsonl", "--limit", "200"))
        assert f" {edit[4]}: " in got, edit
