"""Hold the cjk stage to what its cases cannot say: tables of the user, the report, the dictionary, the resolver."""

from __future__ import annotations

import json
import re
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, Run, cases
from vncorpus import Document, Pipeline, VncorpusError, undo
from vncorpus.stages.cjk import compose, dictionary, lexicon, resolver
from vncorpus.syllables import is_syllable

TABLES = ROOT / "vncorpus" / "tables"
CEDICT = """\
# CVDICT, a small file in its format
#! license=CC BY-SA 4.0
土壤濕度 土壤湿度 [tu3 rang3 shi1 du4] /độ ẩm đất (nông nghiệp); xem 濕度|湿度[shi1 du4]/LT:個|个[ge4]/
成功 成功 [cheng2 gong1] /thành công, đạt kết quả hoặc nên việc/Trấn Thành Công (tên người)/
梯田 梯田 [ti1 tian2] /ruộng bậc thang/
"""


def text_of(text: str, **options: Any) -> str:
    return Pipeline(["cjk"], **options).run(Document(text)).text


def rules_of(text: str, **options: Any) -> list[str]:
    document = Pipeline(["cjk"], **options).run(Document(text))
    assert undo(document.text, document.trail) == text
    return [edit.rule for change in document.trail for edit in change.edits]


# The shipped tables


def test_every_row_of_the_glossary_is_right() -> None:
    seen: set[str] = set()
    for line in _rows("cjk_glossary.tsv"):
        han, vi, also, sure, field = line.split("\t")
        assert sure in ("yes", "no") and field, line
        assert re.fullmatch("[\u3400-\u9fff]+(\\|[\u3400-\u9fff]+)*", han), line
        for sense in [vi, *filter(None, also.split(" | "))]:
            assert sense == sense.strip() and not re.search("[\u2e80-\u9fff()|]", sense), line
        assert not seen & set(han.split("|")), line
        seen |= set(han.split("|"))
    assert len(seen) > 15_000


def test_every_reading_is_a_syllable() -> None:
    characters = 0
    for line in _rows("cjk_hanviet.tsv"):
        char, reading, others = line.split("\t")
        assert all(len(form) == 1 for form in char.split("|")), line
        assert all(is_syllable(word) for word in [reading, *filter(None, others.split(","))]), line
        characters += len(char.split("|"))
    assert characters >= 7_000


@pytest.mark.parametrize("name", ["cjk_glossary.tsv", "cjk_hanviet.tsv"])
def test_a_table_is_nfc(name: str) -> None:
    assert unicodedata.is_normalized("NFC", (TABLES / name).read_text("utf-8"))


def test_patterns_name_fields_that_the_glossary_has() -> None:
    fields = {line.split("\t")[4] for line in _rows("cjk_glossary.tsv")} | {"thing"}
    by_first, by_last = compose._table()
    for pattern in (row for rows in [*by_first.values(), *by_last.values()] for row in rows):
        assert pattern.fits and pattern.fits <= fields, pattern


def _rows(name: str) -> list[str]:
    return [line for line in (TABLES / name).read_text("utf-8").splitlines() if line[:1] != "#"][1:]


# Laws


CHOICES = (
    {"confidence": "any"},
    {"stray": "reading"},
    {"stray": "mark"},
    {"stray": "drop"},
    {"stray": "keep"},
    {"quotes": "vietnamese"},
)


@settings(deadline=None, max_examples=60)
@pytest.mark.parametrize("options", CHOICES, ids=str)
@given(
    found=st.lists(st.sampled_from([case["in"] for case in cases("cjk")]), min_size=1, max_size=6),
    glue=st.sampled_from("\n ,"),
)
def test_a_second_run_changes_nothing_whatever_the_options(
    options: dict[str, str], found: list[str], glue: str
) -> None:
    text = glue.join(found)
    pipeline = Pipeline(["cjk"], **options)
    once = pipeline.run(Document(text))
    assert undo(once.text, once.trail) == text
    assert pipeline.run(Document(once.text)).text == once.text


@pytest.mark.parametrize(
    "unit", ["hãy dùng卷积 hoặc trong这个 nhà, ", "chữ 国 và 學 (李强) “数据” của星途 ", "từ2024年5月 "]
)
def test_a_line_takes_no_longer_than_it_is_long(unit: str) -> None:
    took = []
    for times in (1000, 4000):
        began = time.process_time()
        Pipeline(["cjk"]).run(Document(unit * times))
        took.append(time.process_time() - began)
    assert took[1] < 12 * took[0] + 0.5  # four times as long; it was sixteen


# Tables of the user


def test_the_glossary_named_first_wins_and_both_win_over_ours(tmp_path: Path) -> None:
    first, second = tmp_path / "a.tsv", tmp_path / "b.tsv"
    first.write_text("han\tvi\n卷积\tphép cuộn\n", encoding="utf-8")
    second.write_text("han\tvi\n卷积\tkhông dùng\n星途\tTinh Đồ\n", encoding="utf-8")
    assert text_of("dùng卷积 và星途 và數據", glossary=(first, second)) == "dùng phép cuộn và Tinh Đồ và dữ liệu"
    assert text_of("dùng卷积", glossary=str(first)) == "dùng phép cuộn"


def test_the_glossary_settles_what_is_set_off_or_repeated(tmp_path: Path) -> None:
    own = tmp_path / "a.tsv"
    own.write_text("han\tvi\n星途\tTinh Đồ\n最后\tsau cùng\n", encoding="utf-8")
    assert text_of("Gặp星途, xem星途, theo星途, mua星途.", glossary=own).count("Tinh Đồ") == 4
    assert text_of("Ca sĩ hát 最后 rất hay", glossary=own) == "Ca sĩ hát sau cùng rất hay"


def test_the_glossary_settles_a_nom_character(tmp_path: Path) -> None:
    own = tmp_path / "a.tsv"
    own.write_text("han\tvi\n𠊛\tngười\n", encoding="utf-8")
    assert text_of("Bản khắc còn rõ chữ, hình𠊛 ở dòng đầu.") == "Bản khắc còn rõ chữ, hình𠊛 ở dòng đầu."
    assert text_of("Bản khắc còn rõ hình𠊛 ở dòng đầu.", glossary=own) == "Bản khắc còn rõ hình người ở dòng đầu."


@pytest.mark.parametrize(
    ("table", "line"),
    [("han\tvi\n卷积\n", 2), ("han\tvi\nconv\ttích chập\n", 2), ("han\tnghĩa\n卷积\tx\n", 1), ("han\tvi\n卷|\tx\n", 2)],
)
def test_a_bad_glossary_is_told_before_any_input_is_read(vncorpus: Run, tmp_path: Path, table: str, line: int) -> None:
    (tmp_path / "good.tsv").write_text("han\tvi\n卷积\tx\n", encoding="utf-8")
    (tmp_path / "bad.tsv").write_text(table, encoding="utf-8")
    done = vncorpus("cjk", "--glossary", "good.tsv", "--glossary", "bad.tsv", "missing.jsonl")
    assert done.returncode == 2
    assert f"bad.tsv:{line}:" in done.stderr.decode()


# The dictionary


def test_a_dictionary_is_made_asked_and_named_in_the_report(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "CVDICT.u8").write_text(CEDICT, encoding="utf-8")
    done = vncorpus("cjk-import", "CVDICT.u8")
    assert done.returncode == 0, done.stderr.decode()
    made = tmp_path / "CVDICT.dictionary.tsv"
    assert dictionary.about(made) == {"name": "CVDICT.u8", "licence": "CC BY-SA 4.0", "words": "4"}
    assert dictionary.look_up(made, "土壤濕度") == ["độ ẩm đất", "", "no"]
    assert dictionary.look_up(made, "成功") == ["thành công", "đạt kết quả | nên việc", "yes"]
    assert dictionary.look_up(made, "梯田") == ["ruộng bậc thang", "", "no"]
    assert dictionary.look_up(made, "一") is None and dictionary.look_up(made, "龥龥") is None
    record = json.dumps({"text": "Máy đo土壤濕度 chạy tốt."}).encode()
    done = vncorpus("cjk", "--dictionary", made.name, "--confidence", "any", "--report", "run.json", stdin=record)
    assert json.loads(done.stdout)["text"] == "Máy đo độ ẩm đất chạy tốt."
    stage = json.loads((tmp_path / "run.json").read_text("utf-8"))["stages"][0]
    assert stage["sources"]["licence"] == "CC BY-SA 4.0"
    assert stage["rules"] == {"dictionary:土壤濕度": 1}


def test_every_word_of_a_dictionary_is_found(tmp_path: Path) -> None:
    words = [chr(0x4E00 + 7 * n) + chr(0x5000 + n) for n in range(500)]
    lines = [f"{word} {word} [x] /nghĩa {n}a/" for n, word in enumerate(words)]
    made = tmp_path / "d.tsv"
    made.write_bytes(dictionary.build(lines[::-1], "d", lexicon.reading, "x"))
    assert all(dictionary.look_up(made, word) == [f"nghĩa {n}a", "", "no"] for n, word in enumerate(words))


def test_bad_dictionaries_are_told(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.u8").write_text("成功 成功 [cheng2 gong1] /x/\n成功 thành công\n", encoding="utf-8")
    done = vncorpus("cjk-import", "bad.u8")
    assert done.returncode == 2 and b"bad.u8:2: not an entry" in done.stderr
    assert not list(tmp_path.glob("*.tsv*"))
    done = vncorpus("cjk", "--dictionary", "bad.u8", "missing.jsonl")
    assert done.returncode == 2 and b"cjk-import bad.u8" in done.stderr


# The report


def test_a_filled_report_is_a_glossary(vncorpus: Run, tmp_path: Path) -> None:
    rows = ["Máy đo星途 chạy tốt.", "Lại gặp星途 và光之舟 ở đây, dùng数据 tốt.", "Không có chữ nào."]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"text": row}) + "\n" for row in rows), encoding="utf-8")
    done = vncorpus("cjk-report", "in.jsonl", "-o", "open.tsv")
    assert done.returncode == 0
    assert b"4 stray runs (1 resolved)" in done.stderr and b"in 2 of 3 documents (66.67 %)" in done.stderr
    lines = (tmp_path / "open.tsv").read_text("utf-8").splitlines()
    assert lines[3].split("\t")[:4] == ["han", "vi", "count", "class"]
    assert lines[4].split("\t")[:5] == ["星途", "", "2", "stray", "tinh đồ"]
    assert "đo⟦星途⟧ chạy" in lines[4]
    done = vncorpus("cjk-report", "in.jsonl", "-o", "in.jsonl")
    assert done.returncode == 2 and b"in.jsonl is input and output" in done.stderr
    assert vncorpus("cjk", "--glossary", "open.tsv", "in.jsonl").returncode == 0
    lines[4] = lines[4].replace("星途\t", "星途\tTinh Đồ", 1)
    (tmp_path / "open.tsv").write_text("\n".join(lines), encoding="utf-8")
    done = vncorpus("cjk", "--glossary", "open.tsv", "in.jsonl")
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()][1] == (
        "Lại gặp Tinh Đồ và光之舟 ở đây, dùng dữ liệu tốt."
    )


def test_a_report_tells_bad_records_and_reads_text(vncorpus: Run) -> None:
    done = vncorpus("cjk-report", stdin=b'{"text": 1}\n{"text": "\xc4\x91o\xe6\x98\x9f\xe9\x80\x94"}\n')
    assert done.returncode == 3 and b"standard input:1:" in done.stderr and "星途\t\t1".encode() in done.stdout
    done = vncorpus("cjk-report", stdin="Máy đo星途 chạy tốt.\n".encode())
    assert done.returncode == 0 and "星途\t\t1".encode() in done.stdout


# The resolver

Answer = Callable[[list[str]], Any]


@contextmanager
def server(answer: Answer) -> Iterator[tuple[str, list[list[str]]]]:
    """Serve the protocol on this machine: `answer` gets the sentences, and says what comes back."""
    asked: list[list[str]] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None: ...

        def do_GET(self) -> None:
            self._give(200, json.dumps({"data": [{"id": "vi-1"}]}).encode())

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert body["model"] == "vi-1" and self.path == "/v1/chat/completions"
            sentences = [line.partition(". ")[2] for line in body["messages"][1]["content"].split("\n")]
            asked.append(sentences)
            said = answer(sentences)
            if isinstance(said, bytes):
                self._give(200, said)
            elif isinstance(said, int):
                self._give(said, b"no")
            else:
                content = said if isinstance(said, str) else json.dumps({str(n): s for n, s in enumerate(said, 1)})
                self._give(200, json.dumps({"choices": [{"message": {"content": content}}]}).encode())

        def _give(self, code: int, data: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_port}/v1", asked
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VNCORPUS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(resolver, "_failures", {})


TEXT = "Hôm qua trời mưa. Máy đo星途 chạy tốt, dùng数据 mới. Ai cũng vui."


def test_the_resolver_is_asked_once_and_its_answer_kept() -> None:
    with server(lambda said: [line.replace("⟦星途⟧", " đường sao") for line in said]) as (url, asked):
        assert text_of(TEXT, resolver=url) == TEXT.replace("星途", " đường sao").replace("数据", " dữ liệu")
        assert asked == [["Máy đo⟦星途⟧ chạy tốt, dùng dữ liệu mới."]]
        assert "resolver:星途" in rules_of(TEXT, resolver=url)
        assert len(asked) == 1
    assert "đường sao" in text_of(TEXT, resolver=url)  # nobody there any more: kept on the disk


def test_the_resolver_is_asked_in_batches() -> None:
    names = [chr(0x9F00 + 3 * n) + "途舟" for n in range(resolver.BATCH + 3)]
    text = "\n".join(f"Máy đo{name} chạy rất tốt ở đây." for name in names)
    with server(lambda said: [re.sub("⟦.*⟧", " sao", line) for line in said]) as (url, asked):
        assert text_of(text, resolver=url).count("Máy đo sao chạy") == len(names)
        assert [len(batch) for batch in asked] == [resolver.BATCH, 3]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("other words changed", lambda said: ["Máy đo đường sao chạy kém, dùng dữ liệu mới."]),
        ("words before changed", lambda said: [said[0].replace("⟦星途⟧", " sao").replace("Máy", "Cái máy")]),
        ("Chinese", lambda said: [said[0].replace("⟦星途⟧", "星路")]),
        ("as it was", lambda said: said),
        ("markup", lambda said: [said[0].replace("⟦星途⟧", " <b>sao</b>")]),
        ("too long", lambda said: [said[0].replace("⟦星途⟧", " đường đi của những vì sao sáng trên bầu trời đêm nay")]),
        ("nothing", lambda said: [said[0].replace("⟦星途⟧", "")]),
        ("another script", lambda said: [said[0].replace("⟦星途⟧", " звезда")]),
        ("no text", lambda said: [7]),
        ("another number", lambda said: '{"9": "x"}'),
    ],
)
def test_a_lie_is_refused(name: str, answer: Answer) -> None:
    with server(answer) as (url, asked):
        assert "星途" in text_of(TEXT, resolver=url)
        assert "flag:resolver-refused" in rules_of(TEXT, resolver=url)
        assert len(asked) == 1  # a refused answer is kept too


@pytest.mark.parametrize("answer", [500, 404, b"<html>", b'{"choices": []}', "Xin lỗi, tôi không thể.", '{"1": '])
def test_a_failure_changes_nothing_and_the_server_is_left_alone(answer: Any) -> None:
    with server(lambda said: answer) as (url, asked):
        for _ in range(5):
            assert "flag:resolver-failed" in rules_of(TEXT, resolver=url)
        assert len(asked) == resolver.ENOUGH


def test_a_server_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "PATIENCE", 0.2)
    free = threading.Event()
    with server(lambda said: free.wait(5) and "") as (url, _asked):
        began = time.monotonic()
        assert "flag:resolver-failed" in rules_of(TEXT, resolver=url)
        assert time.monotonic() - began < 3
        free.set()


def test_nobody_there_changes_nothing() -> None:
    assert "flag:resolver-failed" in rules_of(TEXT, resolver="http://127.0.0.1:9/v1")


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(VncorpusError, match="--resolver takes the address"):
        Pipeline(["cjk"], resolver="localhost:8080")
