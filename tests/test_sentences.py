"""Hold the sentences stage to its tables, its option, its speed on long lines and its version."""

from __future__ import annotations

import json
import time
import unicodedata
from collections import Counter

import pytest

import vncorpus
from tests.conftest import Run, cases
from vncorpus import Document, Pipeline, tables
from vncorpus.errors import UsageError
from vncorpus.stages import named, sentences
from vncorpus.stages.sentences import cues

ROWS = tables.read(tables.TABLES / "sentences_abbreviations.tsv", ("abbr", "kind", "final"), lambda row: row)
#: Text that leads the rules into their bounded looks back and ahead.
FILLERS = {
    "prose": "Trời mưa to ở Huế và cả nhà đều ướt hết. ",
    "quotes": 'Anh nói: "Đi. " Rồi ( ông. A. ',
    "stops": ". ",
    "bracket": "(a. B",
    "quote": "“a. B",
    "pictures": "Hay!😍😍",
    "glued": "lai.Trung ",
    "initials": "A. ",
    "closers": "Đi!) ” ",
    "numbers": "1. 000 ",
    "dialogue": "- A! - B ",
    "wrapped": "một hai ba bốn năm\n",
    "unfinished": "một hai của\n",
    "white space": "  ",
    "one word": "a",
}


def texts(text: str, newlines: str = "auto") -> list[str]:
    return [sentence.text for sentence in vncorpus.sentences(text, newlines)]


def test_the_table_is_whole() -> None:
    kinds = Counter(row["kind"] for row in ROWS)
    assert len({row["abbr"] for row in ROWS}) == len(ROWS) >= 300
    assert min(kinds[kind] for kind in ("title", "place", "unit", "law", "military", "company", "foreign")) >= 15


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["abbr"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_abbreviation_does_as_its_row_says(row: dict[str, str], form: str) -> None:
    def count(following: str) -> int:
        text = f"Trong văn bản này có ghi {row['abbr']} {following} và nhiều chuyện khác."
        return len(texts(unicodedata.normalize(form, text)))  # type: ignore[arg-type]

    names, opens, foreign, number = count("Hồ Xuân Nam"), count("Nhưng rồi"), count("Williams"), count("15 trang")
    assert count("được") == 1  # before a small letter nothing ends
    if row["final"] in ("never", "name"):
        assert (names, opens, number) == (1, 2, 1)
    elif row["final"] == "foreign":
        assert (foreign, opens) == (1, 2)
    elif row["final"] == "digit":
        assert (opens, number) == (2, 1)
    else:
        assert (names, opens) == (2, 2)


@pytest.mark.parametrize("kind", cues.KINDS)
def test_every_kind_of_cue_has_words(kind: str) -> None:
    assert len(cues.table(kind)) >= 2


@pytest.mark.parametrize("ending", sorted(cues.domains()))
def test_no_domain_or_file_is_cut(ending: str) -> None:
    assert len(texts(f"Mọi thứ đều nằm ở Example.{ending.capitalize()} từ năm ngoái.")) == 1


def test_newlines() -> None:
    text = "Trời đã về chiều\nmà mẹ chưa về.\n\nCả nhà mong"
    assert texts(text, "paragraph") == ["Trời đã về chiều", "mà mẹ chưa về.", "Cả nhà mong"]
    assert texts(text, "wrap") == texts(text) == ["Trời đã về chiều\nmà mẹ chưa về.", "Cả nhà mong"]
    assert texts("Nắng lên\nMẹ đi chợ", "wrap") == ["Nắng lên\nMẹ đi chợ"]
    with pytest.raises(UsageError, match="--newlines takes paragraph, wrap, auto, not 'lines'"):
        vncorpus.sentences("a", "lines")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\v", "\f"])
def test_every_line_end_ends_a_line(end: str) -> None:
    assert texts(f"Dòng thứ nhất{end}Dòng thứ hai") == ["Dòng thứ nhất", "Dòng thứ hai"]


@pytest.mark.parametrize(
    "case", [case for case in cases("sentences") if "options" not in case], ids=lambda c: c["label"]
)
def test_the_form_of_the_letters_changes_nothing(case: dict[str, object]) -> None:
    """Composed and decomposed text have the same sentences: corpora come in both."""
    whole, pieces = str(case["in"]), case["sentences"]
    assert isinstance(pieces, list)
    for form in ("NFC", "NFD"):
        found = texts(unicodedata.normalize(form, whole))  # type: ignore[arg-type]
        assert found == [unicodedata.normalize(form, piece) for piece in pieces]  # type: ignore[arg-type]


@pytest.mark.parametrize("filler", FILLERS.values(), ids=FILLERS)
def test_time_grows_with_the_line(filler: str) -> None:
    """Four times the line takes four times the time; what is quadratic takes sixteen."""

    def spent(size: int) -> float:
        text = (filler * (size // len(filler) + 1))[:size]
        began = time.process_time()
        sentences.split(text)
        return time.process_time() - began

    small = min(spent(150_000), spent(150_000))
    assert min(spent(600_000), spent(600_000)) < 8 * max(small, 0.005)


def test_a_line_of_ten_megabytes() -> None:
    began = time.process_time()
    spans = sentences.split(FILLERS["prose"] * (10_000_000 // len(FILLERS["prose"].encode())))
    assert len(spans) == 10_000_000 // len(FILLERS["prose"].encode())
    assert time.process_time() - began < 20


def test_spans_of_older_rules_are_renewed() -> None:
    document = Pipeline(["sentences"]).run(Document("TP. Huế đẹp. Tôi về."))
    fields = json.loads(json.dumps(document.fields))
    fields["vncorpus"]["stages"][0]["version"] = "1"
    fields["sentences"] = [[0, 3], [4, 12], [13, 20]]
    again = Pipeline(["sentences"]).run(Document(document.text, fields))
    assert again.spans("sentences") == [(0, 12), (13, 20)]
    assert again.fields["vncorpus"]["stages"][0]["version"] == named("sentences").version


def test_export_writes_a_sentence_a_line(vncorpus: Run) -> None:
    line = json.dumps({"id": 1, "text": "PGS. Hà ở Q. 5. Bà\nvui.”\n\n- Ai đó?"}).encode()
    done = vncorpus("export", "--to", "sentences", stdin=line)
    assert done.stdout.decode() == "PGS. Hà ở Q. 5.\nBà vui.”\n- Ai đó?\n"
