"""Hold reading of bytes, the tables, the gate and the pattern of misplaced tones to what they promise."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLES, Run, cases
from vncorpus import Document, Pipeline, syllables, undo
from vncorpus.errors import UsageError
from vncorpus.stages import encoding
from vncorpus.stages.encoding import charmaps, codepages, decode, gate, signature
from vncorpus.stages.encoding.tones import SLIP

TEXT = "Người thợ mộc già vẫn giữ thói quen mài đục trước khi làm việc.\nHọ tên\tTuổi\nLê Văn Cả\t12\n"


def _bytes(text: str, name: str) -> bytes:
    """Encode by the table, turned round."""
    codes: dict[str, bytes] = {}
    if name == "cp1258":
        for tone in "\u0300\u0301\u0303\u0309\u0323":
            text = "".join(
                unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone in parts else char
                for char, parts in ((char, unicodedata.normalize("NFD", char)) for char in text)
            )
        return text.encode("cp1258")
    raw = [chr(code) for code in range(256)]
    for pair in [*raw, *(first + second for first in raw[0x41:] for second in raw[0x80:])]:
        codes.setdefault(charmaps.decode(pair, name), pair.encode("latin-1"))
    return b"".join(codes.get(char) or char.encode("ascii") for char in text)


@pytest.mark.parametrize("name", charmaps.NAMES)
def test_bytes_of_every_legacy_encoding_are_read(name: str) -> None:
    data = _bytes(TEXT, name)
    found = decode.decode(data)
    assert found.text == TEXT
    # A text without toned capitals is the same in the two standards.
    assert found.encoding == ("tcvn3" if name == "tcvn5712" else name)
    assert found.sure > 0.9
    assert decode.decode(data, name).text == TEXT
    assert len(found.metadata(data)["bytes"]) == 16


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(codec: str) -> None:
    assert decode.decode(TEXT.encode(codec)).text == TEXT


@settings(deadline=None)
@given(st.integers(0, len(TEXT.encode())), st.sampled_from([0xFF, 0xFE, 0xC0, 0x80, 0xE9]))
def test_one_byte_too_many_costs_no_line(at: int, byte: int) -> None:
    data = TEXT.encode()
    found = decode.decode(data[:at] + bytes([byte]) + data[at:])
    assert found.encoding == "utf-8"
    assert len(found.bad) in (1, 2, 3)
    assert sum(a != b for a, b in zip(found.text.split("\n"), TEXT.split("\n"), strict=True)) <= 1
    assert found.metadata(data)["flag"] == "bad-bytes"


def test_bytes_that_no_table_explains_are_flagged_not_lost() -> None:
    data = "Déjà vu à l’œil nu, ça s’achève là où l’été naît.".encode("cp1252")
    found = decode.decode(data)
    assert found.encoding == "utf-8"
    assert [byte.offset for byte in found.bad] == [at for at, byte in enumerate(data) if byte >= 0x80]
    assert found.text.count("\ufffd") == len(found.bad)


def test_an_unknown_encoding_names_the_known_ones(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(_bytes(TEXT, "vni"))
    done = vncorpus("ingest", "--encoding", "tcvn4", "a.txt")
    assert done.returncode == 2
    assert b"'tcvn4'" in done.stderr
    assert all(name.encode() in done.stderr for name in charmaps.NAMES)
    with pytest.raises(UsageError):
        decode.named("x")
    for command in (["ingest"], ["clean", "--to", "jsonl", "--stages", "encoding"]):
        record = json.loads(vncorpus(*command, "a.txt").stdout)
        assert record["text"] == TEXT
        assert record["metadata"]["encoding"] == "vni"
    forced = json.loads(vncorpus("ingest", "--encoding", "viscii", "a.txt").stdout)
    assert forced["metadata"]["encoding"] == "viscii"
    assert forced["text"] != TEXT


def test_tables_are_one_to_one() -> None:
    for name in charmaps.NAMES:
        letters = [
            charmaps.decode(_bytes(letter, name).decode("latin-1"), name)
            for letter in "àảãáạđèẻẽéẹìỉĩíịòỏõóọùủũúụỳỷỹýỵăâêôơư"
        ]
        assert len(set(letters)) == len(letters)


def test_the_option_knows_every_encoding() -> None:
    assert set(encoding.LEGACY) == {"auto", "off", *charmaps.NAMES, "viqr"}


def test_a_misplaced_tone_is_seen_and_no_syllable_is_taken_for_one() -> None:
    right = syllables.syllables()
    assert not [form for form in right if SLIP.search(form) or SLIP.search(form.upper())]
    for onset, rhyme in syllables._bases():
        if rhyme in ("oong", "ooc"):
            continue
        bare = onset + rhyme
        for tone in syllables._tones(rhyme):
            for at, letter in enumerate(bare):
                if tone and letter in syllables._VOWELS:
                    wrong = bare[:at] + unicodedata.normalize("NFC", letter + tone) + bare[at + 1 :]
                    assert wrong in right or SLIP.search(wrong), wrong


def test_the_gate_stops_every_case_that_changes() -> None:
    for case in cases("encoding"):
        if "out" in case and not case.get("options"):
            assert not gate.passes(case["in"]), case["label"]


def test_clean_samples_pass_the_gate() -> None:
    for sample in SAMPLES:
        for line in (sample / "expected.txt").read_text("utf-8").splitlines():
            # A line without one of the commonest letters may be of another encoding: it is looked at, and stays.
            assert gate.passes(line) or Pipeline(["encoding"]).run(Document(line)).text == line


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([case["in"] for case in cases("encoding")]), min_size=1, max_size=5))
def test_lines_between_others_undo_and_settle(texts: list[str]) -> None:
    text = "\n".join(texts)
    pipeline = Pipeline(["encoding"])
    once = pipeline.run(Document(text))
    assert undo(once.text, once.trail) == text
    assert pipeline.run(Document(once.text)).text == once.text


def test_strictness_and_legacy_reach_the_code() -> None:
    broken = "VÄƒn phÃ²ng má»Ÿ cá»a lÃºc tÃ¡m giá»."
    assert Pipeline(["encoding"]).run(Document(broken)).text == "Văn phòng mở cửa lúc tám giờ."
    assert Pipeline(["encoding"], strictness="high").run(Document(broken)).text != "Văn phòng mở cửa lúc tám giờ."
    assert Pipeline(["encoding"], legacy="off").run(Document("ViÖt Nam ®Ñp l¾m")).text == "ViÖt Nam ®Ñp l¾m"
    assert Pipeline(["encoding"], legacy="tcvn3").run(Document("cã thÓ")).text == "có thể"


_GLUED = st.lists(
    st.one_of(
        st.sampled_from(["Trời mưa", " ", "\n", "ế", "ư", "”", "ÿ", "\x81", "€", "\x80", "ï", "º", "ă"]),
        st.sampled_from("ếÃà—€😀ưđ").flatmap(
            lambda char: st.sampled_from(codepages.PAGES).map(lambda name: _shown(char.encode(), name))
        ),
        st.binary(max_size=3).map(lambda data: _shown(data, "cp1252")),
    ),
    max_size=12,
).map("".join)


def _shown(data: bytes, name: str) -> str:
    return "".join(bytes([code]).decode(name, "ignore") or chr(code) for code in data)


@settings(deadline=None, max_examples=300)
@given(_GLUED, st.sampled_from(codepages.PAGES))
@example("áº¿Ãƒâ€”", "cp1252")  # a part was damaged twice
def test_a_text_is_decoded_as_its_sequences_are_one_by_one(text: str, name: str) -> None:
    page = codepages.pages()[name]
    wanted = text
    for _depth in range(codepages.DEPTH):
        wanted = page.pattern.sub(page._letter, wanted)
    assert page.decoded(text) == wanted
    for table in page.tables:
        if not table.lacks.search(text):
            assert table.decoded(text) in (None, page.pattern.sub(page._letter, text))
    assert page.whole(text) in (None, wanted)


@pytest.mark.parametrize("name", charmaps.NAMES)
def test_the_bytes_of_a_letter_give_it_back(name: str) -> None:
    for letter in "àảãáạăđêôơưếệộợữỵ":
        assert charmaps.decode(charmaps.encoded(letter, name).decode("latin-1"), name) == letter


@pytest.mark.parametrize("name", charmaps.NAMES)
def test_bytes_tell_what_they_can_be(name: str) -> None:
    for sample in SAMPLES:
        text = (sample / "expected.txt").read_text("utf-8").lower()
        raw = b"".join(charmaps.encoded(char, name) or char.encode("ascii", "ignore") for char in text)
        names = signature.likely(raw.decode("latin-1"), charmaps.NAMES, 0.5)
        assert name in names
        assert len(names) <= 3
