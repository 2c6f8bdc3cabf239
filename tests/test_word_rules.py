"""Hold the rules over the model, the user's words, and the shapes that words are written in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run, cases
from vncorpus import Document, Pipeline, shapes, words
from vncorpus.errors import TableError
from vncorpus.stages.words import foreign, rules, wordlist

LAST = ("ThS.", "TS.", "Mr.", "TP.")  # need a word after them


@pytest.mark.parametrize(("rule", "example"), [(rule, text) for rule, _, texts in rules.rows() for text in texts])
def test_each_example_of_the_table_is_one_word(rule: str, example: str) -> None:
    for text in (f"có {example} đó", *(() if example in LAST else (example, f"có {example}"))):
        (found,) = rules.segment([text])
        assert example in [text[start:end] for start, end in found], rule
    if rule not in ("abbreviation", "emoticon"):
        assert words(f"Có {example}.")[0][-2:] == [example, "."]
    if rule not in ("emoticon", "abbreviation"):
        assert example in words(f"({example}) nhé, “{example}”")[0]


def test_each_row_has_an_example_and_each_rule_can_be_left_out() -> None:
    assert all(texts for _, _, texts in rules.rows())
    text = "Hóa The Information, 21:20 dùng卷积"
    for rule, whole in (("foreign", "The Information"), ("time", "21:20"), ("script", "dùng卷积")):
        with_it, without = (rules.segment([text], frozenset(left))[0] for left in ([], [rule]))
        assert (whole in [text[a:b] for a, b in with_it]) != (whole in [text[a:b] for a, b in without])
    assert {"url", "emoji", "punctuation"} <= rules.names()


def test_the_table_of_foreign_names_is_told_what_is_wrong_in_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for rows, wrong in (("name\tanna", "'name' is no kind of row"), ("given\tAnna", "small letters")):
        Path(tmp_path, "words_foreign.tsv").write_text(f"kind\ttext\n{rows}\n", "utf-8")
        monkeypatch.setattr(foreign.tables, "TABLES", tmp_path)
        with pytest.raises(TableError, match=f"words_foreign.tsv:2: .*{wrong}"):
            foreign._rows.__wrapped__()


def test_the_tone_style_does_not_count() -> None:
    assert rules.segment(["sức khỏe", "sức khoẻ", "SỨC KHỎE"]) == [[(0, 8)]] * 3


def test_a_name_with_initials_stays_but_a_sentence_ends() -> None:
    assert rules.over("Trần V. A. ở", [(0, 10), (11, 12)]) == [(0, 10), (11, 12)]
    assert rules.over("vitamin B. Các em", [(0, 7), (8, 14), (15, 17)]) == [(0, 7), (8, 10), (11, 14), (15, 17)]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.deferred(lambda: st.sampled_from(_pieces())) | st.text(max_size=3), max_size=6).map("".join))
def test_no_text_is_lost_and_no_word_overlaps(text: str) -> None:
    own = wordlist.Wordlist([(("nhà", "trường"), (True,), (1,)), (("c", "+", "+"), (False, False), ())])
    (found,) = rules.segment([text])
    for given_words in (found, rules.united(text, found, own.spans(text))):
        at = 0
        for start, end in given_words:
            assert not text[at:start].strip() and start < end and text[start:end].strip() == text[start:end]
            at = end
        assert not text[at:].strip()


def _pieces() -> list[str]:
    examples = [text for _, _, texts in rules.rows() for text in texts]
    marks = [
        " ",
        ". ",
        ", ",
        "(",
        ")",
        "_",
        "\u0301",
        "\u200b",
        "\n",
        "nhà trường",
        "C++",
        "卷积",
        "The Information",
        "…",
        "-",
    ]
    return examples + marks + [case["in"] for case in cases("words")]


def _with(tmp_path: Path, content: str, text: str, **options: str) -> list[str]:
    path = tmp_path / "words.txt"
    path.write_text(content, "utf-8")
    document = Pipeline(["words"], wordlist=path, **options).run(Document(text))
    return [text[start:end] for start, end in document.spans("words") or []]


@pytest.mark.parametrize(
    ("content", "text", "wanted"),
    [
        ("trí tuệ nhân tạo\n", "Trí tuệ  nhân tạo và trí tuệ", ["Trí tuệ  nhân tạo", "và", "trí tuệ"]),
        (
            "trí_tuệ_nhân_tạo\ntrí tuệ nhân tạo tổng quát\n",
            "trí tuệ nhân tạo tổng quát",
            ["trí tuệ nhân tạo tổng quát"],
        ),
        ("nhà | trường\n", "Nhà trường nghỉ", ["Nhà", "trường", "nghỉ"]),
        ("học sinh | giỏi toán\n", "học sinh giỏi toán", ["học sinh", "giỏi toán"]),
        ("# tên\n\nhoà bình xanh\n", "(Hoà bình xanh)", ["(", "Hoà bình xanh", ")"]),
        ("C#\nAT&T\n", "dùng C# ở AT&T, C", ["dùng", "C#", "ở", "AT&T", ",", "C"]),
        ("nhà trường\n", "nhà, trường", ["nhà", ",", "trường"]),
        ("han\tvi\n类\tlớp\n数\tsố học\n", "lớp học số học", ["lớp học", "số học"]),
        ("bản văn\n", "biến bản_văn cũ", ["biến", "bản_văn", "cũ"]),
        (
            "han\tvi\tsure\n卷积\ttích chập sâu\tyes\n参数\ttham số\tyes\n",
            "lớp tích chập sâu",
            ["lớp", "tích chập sâu"],
        ),
    ],
)
def test_the_user_s_words(content: str, text: str, wanted: list[str], tmp_path: Path) -> None:
    assert _with(tmp_path, content, text) == wanted


def test_the_user_s_words_stand_over_the_model_alone_too(tmp_path: Path) -> None:
    text = "nhà trường lúc 21:20"
    assert _with(tmp_path, "nhà | trường\n", text, model="underthesea") == ["nhà", "trường", "lúc", "21", ":", "20"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("nhà trường\n\n| trường\n", r"words.txt:3: '\| trường' holds no word between two \|"),
        ("nhà trường\nmột\n", r"words.txt:2: 'một' is one syllable, and needs no row"),
        ("nhà trường\n—\n", r"words.txt:2: '—' holds no word; write it out"),
        ("nhà trường\nNhà | trường\n", r"words.txt:2: .* parted in another way on line 1; keep one of them"),
        ("a " * 30, r"words.txt:1: 30 syllables and marks are no word; 24 are the most"),
        ("", "words.txt: the word list is empty; write one word a line"),
        ("han\tnghĩa\n卷积\ttích chập\n", r"words.txt:1: the header lacks vi"),
    ],
)
def test_a_bad_row_is_told(content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=message):
        _with(tmp_path, content, "a")


def test_the_glossary_can_be_the_word_list() -> None:
    from vncorpus.tables import TABLES

    document = Pipeline(["words"], wordlist=TABLES / "cjk_glossary.tsv").run(Document("dùng mạng nơ-ron tích chập"))
    assert document.spans("words")


def test_words_are_exported(vncorpus: Run) -> None:
    record = {"id": "a b", "text": "Sửa  tên_biến \\ ở nhà\ntrường. Học sinh đọc."}
    data = json.dumps(record, ensure_ascii=False).encode() + b"\n" + '{"text":""}\n{"text":"Tốt."}\n'.encode()
    lines = vncorpus("export", "--to", "words", "-q", stdin=data).stdout.decode().split("\n")
    assert lines[0].startswith("Sửa tên\\_biến \\\\ ở nhà_trường .") or "nhà trường" in lines[0]
    back = [re.split(r"(?<!\\)_", word) for word in lines[0].split(" ")]
    assert "".join(part.replace("\\_", "_").replace("\\\\", "\\") for word in back for part in word).startswith(
        "Sửatên_biến"
    )
    rows = vncorpus("export", "--to", "conllu", "-q", stdin=data).stdout.decode().split("\n")
    assert rows[0] == "# newdoc id = a b" and rows[1] == "# sent_id = a b-1"
    cells = [row.split("\t") for row in rows if "\t" in row]
    assert all(len(row) == 10 for row in cells)
    assert ["2", "tên_biến", *"_______", "_"] in cells
    assert ["2", "đọc", *"_______", "SpaceAfter=No"] in cells
    text = next(row for row in rows if row.startswith("# text = Học"))
    made = "".join(row[1] + ("" if row[9] == "SpaceAfter=No" else " ") for row in cells)
    assert text.removeprefix("# text = ") in made


def test_conllu_of_a_record_without_id() -> None:
    document = Pipeline(["sentences", "words"]).run(Document("Tốt. Hay!"))
    rows = list(shapes.conllu(document))
    assert rows[0] == next(iter(shapes.conllu(document))) and rows[0].startswith("# newdoc id = ")
    assert [row for row in rows if row.startswith("# text")] == ["# text = Tốt.", "# text = Hay!"]


def test_words_of_a_text() -> None:
    assert words("Lúc 21:20 tàu đến. Tốt!") == [["Lúc", "21:20", "tàu", "đến", "."], ["Tốt", "!"]]
    assert words("Tàu đến lúc 21:20.", model="underthesea")[0][-4:] == ["21", ":", "20", "."]
    assert words("") == []
