"""Check what goes into the page of a run, without a browser."""

from __future__ import annotations

import json
import random
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, SAMPLES, Run
from vncorpus.look.composed import Segment
from vncorpus.look.page import ASSETS, LIBRARIES, SCRIPTS, escaped, strings
from vncorpus.look.sample import Reservoir, shown
from vncorpus.tables import TABLES

RAW = [sample / "0-raw.jsonl" for sample in SAMPLES]
#: As npm gave them: `npm pack chart.js@4.6.1 chartjs-chart-sankey@0.19.1`, folder dist.
PUBLISHED = {
    "chart.umd.min.js": "87364cc2b2a76a6684929e7d6b80b18a897794db38400caff1fcf1791c6925d2",
    "chartjs-chart-sankey.min.js": "a97a4163961809013892d2951b030cf5a21c2112ff43ed2202a2849088ba5bcd",
}


def data(page: Path) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text(), re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.fixture
def ran(vncorpus: Run, tmp_path: Path) -> Path:
    done = vncorpus("clean", "-q", *RAW, "-o", "out.jsonl", "--trace", "t.jsonl", "--report", "run.json")
    assert done.returncode == 0
    return tmp_path


def test_the_libraries_are_those_that_were_published() -> None:
    assert {name: sha256((ASSETS / name).read_bytes()).hexdigest() for name in LIBRARIES} == PUBLISHED


def test_a_page_is_the_same_for_the_same_input(vncorpus: Run, ran: Path) -> None:
    for name in "ab":
        assert vncorpus("report", "run.json", "-o", f"{name}.html").returncode == 0
    assert (ran / "a.html").read_bytes() == (ran / "b.html").read_bytes()
    assert vncorpus("report", "run.json").stdout == (ran / "a.html").read_bytes()


def test_figures_agree_with_the_run(vncorpus: Run, ran: Path) -> None:
    vncorpus("report", "run.json", "-o", "a.html")
    row, run = data(ran / "a.html"), json.loads((ran / "run.json").read_text())
    assert row["run"]["records"] == run["records"] and row["unmatched"] == 0
    for stage in run["stages"][:3]:
        ours = {one["rule"]: one["edits"] for one in row["rules"] if one["stage"] == stage["stage"]}
        assert ours == stage["rules"]
    assert {one["stage"] for one in row["rules"]} == {"encoding", "boilerplate", "cjk"}
    assert row["flow"]["in"] == row["before"]["characters"]["total"]
    assert row["flow"]["in"] == sum(len(json.loads(path.read_text())["text"]) for path in RAW)
    for step in row["flow"]["steps"]:
        assert step["out"] == step["in"] + step["added"] - step["removed"]
    assert row["flow"]["out"] == row["stats"]["texts"]["characters"]["total"]
    for rule in row["rules"]:
        assert rule["examples"], rule["rule"]


def test_files_are_found_from_elsewhere_and_by_name(vncorpus: Run, ran: Path) -> None:
    vncorpus("report", "out.jsonl", "--trace", "t.jsonl", "-o", "a.html")
    moved = ran / "moved"
    moved.mkdir()
    for name in ("out.jsonl", "t.jsonl", "run.json"):
        (ran / name).rename(moved / name)
    assert vncorpus("report", "moved/run.json", "-o", "b.html").returncode == 0
    by_name, by_run = data(ran / "a.html"), data(ran / "b.html")
    assert by_name["run"] is None and by_run["run"]
    assert by_name["rules"] == by_run["rules"] and by_name["documents"] == by_run["documents"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["run.json", "out.jsonl"], 2, b"run.json is the report of a run; give it alone"),
        (["piped.json"], 2, b"piped.json: the run wrote to standard output; give the file"),
        (["damaged.json"], 65, b"damaged.json: the report of a run, but damaged"),
        (["nothing.jsonl"], 66, b"nothing.jsonl"),
        (["out.jsonl", "--trace", "run.json"], 65, b"run.json:1: not a line of a trace file"),
        (["out.jsonl", "--trace", "nothing"], 66, b"nothing"),
        (["out.jsonl", "-o", "out.jsonl"], 2, b"out.jsonl is input and output; name another output"),
        (["run.json", "-o", "./t.jsonl"], 2, b"t.jsonl is input and output"),
    ],
)
def test_what_is_wrong_is_said(vncorpus: Run, ran: Path, arguments: list[str], code: int, said: bytes) -> None:
    run = json.loads((ran / "run.json").read_text())
    (ran / "piped.json").write_text(json.dumps({**run, "outputs": [{"path": "-"}]}))
    (ran / "damaged.json").write_text(json.dumps({**run, "outputs": 7}))
    kept = (ran / "out.jsonl").read_bytes(), (ran / "t.jsonl").read_bytes()
    done = vncorpus("report", *([] if "-o" in arguments else ["-o", "x.html"]), *arguments)
    assert kept == ((ran / "out.jsonl").read_bytes(), (ran / "t.jsonl").read_bytes())
    assert done.returncode == code and said in done.stderr and b"Traceback" not in done.stderr
    assert not (ran / "x.html").exists()


def test_a_trace_of_another_run_is_told_on_the_page(vncorpus: Run, ran: Path) -> None:
    (ran / "b.jsonl").write_text('{"id":"other","text":"Ｔrời sắp mưa"}\n')
    vncorpus("encoding", "-q", "b.jsonl", "-o", "c.jsonl")
    assert vncorpus("report", "c.jsonl", "--trace", "t.jsonl", "-o", "a.html").returncode == 0
    row = data(ran / "a.html")
    assert row["unmatched"] > 0 and row["changed"] == 1 and row["documents"][0]["in"] == row["documents"][0]["out"]


def test_text_that_came_out_has_no_before(vncorpus: Run, tmp_path: Path) -> None:
    text = SAMPLES[0] / "0-raw.txt"
    vncorpus("clean", "-q", text, "-o", "out.txt", "--trace", "t.jsonl", "--report", "run.json")
    assert vncorpus("report", "run.json", "-o", "a.html").returncode == 0
    row = data(tmp_path / "a.html")
    assert row["unmatched"] > 0 and row["flow"] is None and row["before"] is None
    assert sum(one["edits"] for one in row["rules"]) > 50


def test_the_sample_is_bounded(vncorpus: Run, tmp_path: Path) -> None:
    line = json.dumps({"text": "Trời sắp mưa rồi, về thôi. Ｔ " * 2000})
    (tmp_path / "a.jsonl").write_text(f"{line}\n" * 40)
    vncorpus("encoding", "-q", "a.jsonl", "-o", "b.jsonl", "--trace", "t.jsonl")
    assert vncorpus("report", "b.jsonl", "--trace", "t.jsonl", "-o", "a.html", "--sample", "20").returncode == 0
    row = data(tmp_path / "a.html")
    assert len(row["documents"]) == 20
    assert (tmp_path / "a.html").stat().st_size < 1_500_000


def test_the_worst_sample_makes_no_larger_page(vncorpus: Run, tmp_path: Path) -> None:
    line = json.dumps({"text": "<&>" * 4000})
    (tmp_path / "a.jsonl").write_text(f"{line}\n" * 200)
    assert vncorpus("report", "a.jsonl", "-o", "a.html").returncode == 0
    row = data(tmp_path / "a.html")
    assert row["left_out"] > 0 and len(row["documents"]) + row["left_out"] == 200
    assert 5_000_000 < (tmp_path / "a.html").stat().st_size < 7_000_000


@given(st.recursive(st.text() | st.integers() | st.none(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)))
def test_escaped_json_says_the_same_and_ends_no_element(value: Any) -> None:
    made = escaped(value)
    assert json.loads(made) == value
    assert not re.search("[<>&\u2028\u2029]", made)


def test_the_reservoir_gives_each_the_same_chance() -> None:
    taken = [0] * 20
    for seed in range(2000):
        drawn = Reservoir[int](5, random.Random(seed))
        for number in range(20):
            drawn.offer(lambda number=number: number)  # type: ignore[misc]
        assert len(set(drawn.items)) == 5
        for number in drawn.items:
            taken[number] += 1
    assert all(400 < count < 600 for count in taken)  # 500 each; five deviations are 97


def test_of_a_long_document_the_changes_are_shown() -> None:
    plain, names = Segment("a" * 9000, "a" * 9000), {}
    segments = [plain, Segment("b", "c", (("cjk", "r"),)), plain, Segment("d", "", (("cjk", "s"),))]
    made, hidden = shown(segments, lambda *name: names.setdefault(name, len(names)))  # type: ignore[func-returns-value]
    assert [part for part in made if isinstance(part, list)] == [["b", "c", [0]], ["d", "", [1]]]
    assert sum(len(part) for part in made if isinstance(part, str)) + hidden == 18_000
    assert sum(part for part in made if isinstance(part, int)) == hidden


def test_every_word_of_the_page_is_in_both_languages() -> None:
    vi, en = strings("vi"), strings("en")
    assert vi.keys() == en.keys()
    for key in vi:
        assert sorted(re.findall(r"\{\d\}", vi[key])) == sorted(re.findall(r"\{\d\}", en[key])), key
    scripts = "".join((ASSETS / name).read_text() for name in SCRIPTS)
    used = set(re.findall(r"\bt\(\"([\w.]+)\"", scripts)) | set(
        re.findall(r"\{\{([\w.]+)\}\}", (ASSETS / "page.html").read_text())
    )
    used |= set(re.findall(r"\"(rules\.\w+)\"", scripts))
    used -= {"language", "policy", "style", "data", "scripts"}
    assert used <= vi.keys()
    unused = vi.keys() - used - {key for key in vi if key.startswith(("stage.", "guess."))}
    assert unused == set()
    assert (TABLES / "report_strings.tsv").read_text().count("\n") == len(vi) + 4


def test_scripts_make_no_markup_of_text() -> None:
    scripts = "".join((ASSETS / name).read_text() for name in SCRIPTS)
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(|DOMParser|srcdoc", scripts
    )
    assert (ROOT / "NOTICE").read_text().count("vncorpus/look/assets/") == len(LIBRARIES)
