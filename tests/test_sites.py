"""Hold the second look over a corpus: what a site repeats goes, by its rule, and everything else stays."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from vncorpus import Document, Pipeline, site_lines, undo
from vncorpus.errors import UsageError
from vncorpus.stages.boilerplate import site
from vncorpus.stages.boilerplate.site import RULE, Counted, SiteLines, key_of, keys, site_of

TITLES = [
    "Ghe lúa về bến trước mùa nước nổi",
    "Thợ gốm Bàu Trúc giữ lửa bằng rơm khô",
    "Lớp học đêm của những người bán vé số",
    "Đàn chim két trở lại đầm sau ba năm vắng",
    "Cây cầu tre cuối cùng của ấp Bình Thạnh",
    "Người sửa đồng hồ trên phố Hàng Cót",
    "Vườn chè cổ thụ giữa mây Suối Giàng",
    "Bến phà cũ chờ ngày nối hai bờ",
]
BODIES = [
    "Sáng nào ông Tư cũng ra bến từ lúc sương chưa tan, ngồi đợi chiếc ghe đầu tiên ghé vào để hỏi giá lúa.",
    "Bà con trong xóm bảo nghề này sống được là nhờ khách quen, người đi xa vẫn nhắn về đặt trước cả tháng.",
    "Con trai ông học xong ở thành phố rồi trở lại, mở một xưởng nhỏ cạnh nhà và nhận thêm bốn người làm.",
]
TOP = "Sông Nước Cuối Tuần"
PROMO = "Mời bạn nghe bản đọc của bài này ở quán quen"
LONG = "Tòa soạn trân trọng mọi ý kiến của bạn đọc gần xa, xin gửi về hòm thư của báo trước ngày rằm hằng tháng."


def _record(number: int, source: str = "song-nuoc", *more: str) -> dict[str, Any]:
    title = f"{TITLES[number % len(TITLES)]} {number}"
    body = [f"{line[:-1]}, lần thứ {number} kể lại." for line in BODIES]
    text = "\n".join([TOP, title, body[0], PROMO, body[1], body[2], LONG, *more])
    return {"id": number, "text": text, "source": source, "metadata": {"url": f"https://www.{source}.vn/{number}.html"}}


def _lines(records: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


RECORDS = [_record(number) for number in range(12)]


def _texts(data: bytes) -> list[list[str]]:
    return [json.loads(line)["text"].split("\n") for line in data.splitlines()]


@pytest.mark.parametrize("key", ["source", "metadata.url"])
def test_what_a_site_repeats_goes_and_the_rest_stays(key: str) -> None:
    pipeline = Pipeline(["boilerplate"], site_lines=site_lines(RECORDS, key))
    for record in RECORDS:
        document = pipeline.run(Document(record["text"], {k: v for k, v in record.items() if k != "text"}))
        gone = [line for line in record["text"].split("\n") if line not in (TOP, PROMO)]
        assert document.text.split("\n") == gone
        assert [edit.rule for change in document.trail for edit in change.edits] == [RULE, RULE]
        assert undo(document.text, document.trail) == record["text"]
        assert document.fields["vncorpus"]["stages"][0]["rules"] == {"metadata:title": 1, RULE: 2}


def test_small_sites_and_rare_lines_are_left() -> None:
    few = [_record(number, "nho") for number in range(4)]
    many = [_record(number, "lon", *(["Chuyện nhà bác Ba"] if number < 5 else [])) for number in range(20)]
    found = site_lines([*few, *many], "source")
    assert set(found.lines) == {"lon"}
    assert key_of("Chuyện nhà bác Ba") not in found.lines["lon"]  # 5 of 20 is a quarter
    assert key_of(TOP) in found.lines["lon"]


def test_a_title_never_goes() -> None:
    """A column has one title for all its parts: the record says so, or it is the line that the stage takes for it."""
    title = "Chuyện làng kể lúc nửa đêm"
    records = [{"source": "a", "text": f"{title}\nPhần {n} của chuyện. {BODIES[n % 3]}\n{BODIES[1]}"} for n in range(6)]
    for fields in ({}, {"metadata": {"title": title}}, {"title": title.upper()}):
        given = [{**record, **fields} for record in records]
        pipeline = Pipeline(["boilerplate"], site_lines=site_lines(given, "source"))
        assert [record["text"] for record in pipeline.map(given)] == [record["text"] for record in given]


@pytest.mark.parametrize(
    "line", ["Nguyên liệu", "Chuẩn bị:", "- 2 quả trứng gà", "1. Sơ chế", "***", "", "    return n", "Nơi nhận"]
)
def test_what_texts_of_a_kind_share_is_left(line: str) -> None:
    records = [{"source": "a", "text": f"{TITLES[n]}\n{BODIES[0]}\n{line}\n{BODIES[1]} {n}"} for n in range(6)]
    pipeline = Pipeline(["boilerplate"], site_lines=site_lines(records, "source"))
    assert [record["text"] for record in pipeline.map(records)] == [record["text"] for record in records]


def test_max_drop_holds() -> None:
    """A document of nothing but its site's lines stays, and says so; and again, when fewer lines are repeated."""
    bare = {"id": "x", "source": "song-nuoc", "text": f"{TOP}\n{PROMO}"}
    pipeline = Pipeline(["boilerplate"], site_lines=site_lines([*RECORDS, bare], "source"))
    first = next(pipeline.map([bare]))
    assert first["text"] == bare["text"]
    assert first["vncorpus"]["stages"][0]["rules"] == {"flag:site-max-drop": 1}
    for again in (site_lines([first] * 9, "source"), SiteLines("source", {"song-nuoc": frozenset([key_of(TOP) or 0])})):
        assert next(Pipeline(["boilerplate"], site_lines=again).map([first])) == first


def test_a_key_survives_what_the_stage_mends() -> None:
    assert key_of("- Đọc tiếp ở trang sau") == key_of("Đọc tiếp ở trang sau") == key_of("  đọc tiếp  ở trang sau ")
    assert key_of("Minh AnhMinh Anh") == key_of("Minh Anh")
    assert key_of("Đọc，nghe") == key_of("Đọc,nghe")
    assert {key_of(text) for text in (LONG, "***", "12", "", "-", "a" * 300)} == {None}


@pytest.mark.parametrize(
    ("fields", "key", "expected"),
    [
        ({"source": " báo A "}, "source", "báo A"),
        ({"url": "https://user@www.A.vn:80/x?y"}, "url", "a.vn"),
        ({"url": "a.vn/x.html"}, "url", "a.vn"),
        ({"url": "//cdn.a.vn/x"}, "url", "cdn.a.vn"),
        ({"url": "http://[bad"}, "url", "http://[bad"),
        ({"metadata": {"a": {"b": 3}}}, "metadata.a.b", "3"),
        ({"metadata.url": "b"}, "metadata.url", "b"),
        ({"source": None}, "source", ""),
        ({"source": ["a"]}, "source", ""),
        ({"source": True}, "source", ""),
        ({"metadata": "văn bản"}, "metadata.url", ""),
    ],
)
def test_site_of(fields: dict[str, Any], key: str, expected: str) -> None:
    assert site_of(fields, key) == expected


def test_memory_is_bounded_and_counts_are_never_too_high() -> None:
    counted = Counted("source", entries=1000)
    for number in range(2000):
        counted.add("a" if number % 2 else "b", [7, *range(100 * number + 10, 100 * number + 40)])
        assert counted._entries <= 1000
    assert counted.lines().lines == {"a": frozenset([7]), "b": frozenset([7])}
    assert sum(map(len, counted._counts.values())) == counted._entries


def test_without_a_field_nothing_is_counted() -> None:
    assert site_lines([{"text": TOP}] * 9, "source").lines == {}
    with pytest.raises(UsageError, match="names a field"):
        site_lines([], " ")


def test_broken_records_have_no_entries() -> None:
    for own in (None, [], {"stages": 7}, {"stages": [None, {"rules": 1}]}):
        assert not site._is_flagged({"vncorpus": own})
    assert keys("\n\n") == frozenset()


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[[str], Path]:
    def write(name: str) -> Path:
        path = tmp_path / name
        data = _lines([*RECORDS, *(_record(n, "be-gio") for n in range(4)), *(_record(n, "khac") for n in range(9))])
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    return write


def test_same_bytes_for_any_workers_and_pieces(vncorpus: Run, corpus: Callable[[str], Path], tmp_path: Path) -> None:
    corpus("in.jsonl"), corpus("in.jsonl.gz")
    runs = [
        vncorpus("boilerplate", "--site-key", "metadata.url", "in.jsonl", *more)
        for more in ([], ["-j", "2"], ["--chunk", "700", "-j", "3"], ["--block", "900"])
    ]
    runs.append(vncorpus("boilerplate", "--site-key", "metadata.url", "in.jsonl.gz"))
    assert [run.returncode for run in runs] == [0] * len(runs), runs[0].stderr.decode()
    assert len({run.stdout for run in runs}) == 1
    texts = _texts(runs[0].stdout)
    assert sum(TOP in lines for lines in texts) == 4  # the site of four documents
    assert all(LONG in lines and len(lines) >= 5 for lines in texts)
    assert b"3 sites by metadata.url" in runs[0].stderr
    (tmp_path / "out.jsonl").write_bytes(runs[0].stdout)
    again = vncorpus("boilerplate", "--site-key", "metadata.url", "out.jsonl")
    assert again.stdout == runs[0].stdout


def test_clean_and_a_pipe_drop_the_same(vncorpus: Run, tmp_path: Path) -> None:
    """Half of the records are damaged: the lines are counted as the stage sees them, after `encoding`."""
    records = [_record(number) for number in range(12)]
    for record in records[::2]:
        record["text"] = record["text"].replace(TOP, TOP.encode().decode("cp1252", "surrogateescape"))
    records = [{**record, "text": record["text"].encode("utf-8", "replace").decode()} for record in records]
    (tmp_path / "in.jsonl").write_bytes(_lines(records))
    fused = vncorpus("clean", "--stages", "encoding,boilerplate", "--site-key", "source", "in.jsonl")
    piped = vncorpus("encoding", "in.jsonl", "-o", "mid.jsonl")
    piped = vncorpus("boilerplate", "--site-key", "source", "mid.jsonl")
    assert fused.stdout == piped.stdout
    assert b"repeat" in fused.stderr


def test_a_folder_counts_over_all_its_inputs(vncorpus: Run, tmp_path: Path) -> None:
    for name, part in (("a", RECORDS[:4]), ("b", RECORDS[4:8]), ("c", [])):
        (tmp_path / f"{name}.jsonl").write_bytes(_lines(part))
    done = vncorpus(
        "boilerplate", "--site-key", "source", "a.jsonl", "b.jsonl", "c.jsonl", "-o", "out/", "--trace", "t"
    )
    assert done.returncode == 0, done.stderr.decode()
    texts = [lines for name in "abc" for lines in _texts((tmp_path / "out" / f"{name}.jsonl").read_bytes())]
    assert len(texts) == 8 and not any(TOP in lines for lines in texts)
    assert (tmp_path / "t").read_text(encoding="utf-8").count(f'"{RULE}"') == 16


def test_a_stopped_run_goes_on(vncorpus: Run, corpus: Callable[[str], Path], tmp_path: Path) -> None:
    corpus("in.jsonl")
    options = ["boilerplate", "--site-key", "source", "in.jsonl", "-o", "out.jsonl", "--block", "2000"]
    whole = vncorpus("boilerplate", "--site-key", "source", "in.jsonl").stdout
    bad = vncorpus(*options, env={"VNCORPUS_NOTHING": "1"})
    assert bad.returncode == 0
    (tmp_path / "out.jsonl").unlink()
    # A limit on the size of files stops the run in the middle, as a full disk does.
    import resource

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))

    stopped = vncorpus(*options, preexec_fn=small)
    assert stopped.returncode == 74 and (tmp_path / "out.jsonl.journal").exists(), stopped.stderr.decode()
    done = vncorpus(*options, "--resume")
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "out.jsonl").read_bytes() == whole


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["boilerplate", "--site-key", "source"], b"standard input can be read only once; write it to a file"),
        (["boilerplate", "--site-key", "source", "-"], b"can be read only once"),
        (["boilerplate", "--site-key", "", "in.jsonl"], b"names a field"),
        (["clean", "--site-key", "source", "--stages", "cjk", "in.jsonl"], b"--stages leaves out"),
        (["boilerplate", "--site-key", "source", "--in-place", "in.jsonl", "-o", "./"], b"--in-place takes one file"),
    ],
)
def test_what_cannot_be(vncorpus: Run, corpus: Callable[[str], Path], arguments: list[str], said: bytes) -> None:
    corpus("in.jsonl")
    done = vncorpus(*arguments, stdin=_lines(RECORDS))
    assert done.returncode == 2
    assert said in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_bad_record_is_told_once(vncorpus: Run, corpus: Callable[[str], Path], tmp_path: Path) -> None:
    path = corpus("in.jsonl")
    path.write_bytes(b"{bad\n" + path.read_bytes())
    done = vncorpus("boilerplate", "--site-key", "source", "in.jsonl")
    assert done.returncode == 3
    assert done.stderr.count(b"in.jsonl:1:") == 1


def test_the_report_names_the_field_and_counts_the_rule(
    vncorpus: Run, corpus: Callable[[str], Path], tmp_path: Path
) -> None:
    corpus("in.jsonl")
    vncorpus("clean", "--site-key", "source", "--report", "r.json", "in.jsonl", "-o", "out.jsonl")
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    stage = next(stage for stage in report["stages"] if stage["stage"] == "boilerplate")
    assert stage["options"]["site_lines"] == "SiteLines('source')"
    assert stage["rules"][RULE] == 2 * (12 + 9)
    assert report["records"]["in"] == report["records"]["out"] == 25


def test_it_can_be_pickled() -> None:
    import pickle

    pipeline = Pipeline(["boilerplate"], site_lines=site_lines(RECORDS, "source"))
    again = pickle.loads(pickle.dumps(pipeline))
    assert list(again.map(RECORDS)) == list(pipeline.map(RECORDS))
    assert TOP not in next(again.map(RECORDS))["text"]


@pytest.mark.parametrize("level", ["lines", "article", "strict"])
def test_a_rerun_changes_nothing_though_its_counts_are_gone(level: str) -> None:
    """The counts of the output are others; what they still name was kept for a reason, and is kept again."""
    records = [{**record, "text": record["text"] + "\nChia sẻ\nBình luận (0)"} for record in RECORDS]
    records += [{"id": n, "source": "song-nuoc", "text": f"{TOP}\n{PROMO}\n{TITLES[n]}"} for n in range(6)]
    first = list(Pipeline(["boilerplate"], level=level, site_lines=site_lines(records, "source")).map(records))
    again = Pipeline(["boilerplate"], level=level, site_lines=site_lines(first, "source"))
    assert list(again.map(first)) == first
    assert any(before["text"] != after["text"] for before, after in zip(records, first, strict=True))
