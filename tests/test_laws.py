"""Hold the pipeline to its laws, over texts glued from the cases and the tables."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.conftest import CASES, SAMPLES, cases
from vncorpus import Document, Pipeline, convert, replay, undo
from vncorpus.run import records
from vncorpus.stages import PIPELINE, sentences
from vncorpus.stages.words import rules, tagger

EDITORS = [stage.name for stage in PIPELINE if stage.kind == "editor"]
QUICK = [*EDITORS, "sentences"]
STRANGE = [
    "\u200b",
    "\ufeff",
    "\u00ad",
    "\r\n",
    "\u0085",
    "\u2028",
    "\x00",
    "a\u0301\u0302",
    "Ð",
    "\U00020000",
    "👨‍👩‍👧",
    "_",
    "\ufffd",
    "  ",
    "```\n\nx\n```",
    "\u3000",
]


@cache
def _pieces() -> list[str]:
    found = [case["in"] for stage in PIPELINE for case in cases(stage.name)]
    found += [json.loads(line)["line"] for line in (CASES / "boilerplate_lines.jsonl").read_text("utf-8").splitlines()]
    found += [line for sample in SAMPLES for line in (sample / "0-raw.txt").read_text("utf-8").split("\n")]
    return found


def texts(most: int = 8) -> st.SearchStrategy[str]:
    piece = st.deferred(lambda: st.sampled_from(_pieces())) | st.sampled_from(STRANGE)
    return st.lists(st.tuples(piece, st.sampled_from(["", " ", "\n", "\n\n", ". "])), max_size=most).map(
        lambda pairs: "".join(part for pair in pairs for part in pair)
    )


NEWS = [
    "Chiều qua, hơn ba mươi hộ ở xóm chài góp tre dựng lại chiếc cầu tàu bị lũ cuốn trôi hồi đầu tháng trước.",
    "Ông Tư Lến nói cầu phải xong trước rằm.",
    "Xóm chài dựng lại cầu tàu sau lũ",
    "(Ảnh: Báo Bến Sông)",
    "Ảnh minh họa.",
    "Theo Báo Bến Sông",
    "Minh Anh (tổng hợp)",
    "Xem thêm: Lũ rút chậm ở hạ lưu, dân đi ghe",
    "Nguồn: Báo Bến Sông",
    "Trang chủ",
    "Kết quả:",
    "-",
    "",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(NEWS), min_size=1, max_size=14).map("\n".join))
def test_a_text_that_is_said_to_be_settled_does_not_change(text: str) -> None:
    stage = next(stage for stage in PIPELINE if stage.name == "boilerplate")
    after = stage.run(Document(text), stage.options())
    if after.still:
        assert stage.run(after, stage.options()) is after


def test_a_settled_text_is_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    from vncorpus.stages.boilerplate.line import lines

    read: list[list[str]] = []
    whole = lines.classified
    monkeypatch.setattr(
        lines, "classified", lambda texts, *rest, **more: read.append(texts) or whole(texts, *rest, **more)
    )
    text = "\n".join([NEWS[0], NEWS[3], NEWS[1]])
    assert Pipeline(["boilerplate"]).run(Document(text)).text == f"{NEWS[0]}\n{NEWS[1]}"
    assert len(read) == 1


@settings(deadline=None)
@given(texts())
def test_nothing_is_lost(text: str) -> None:
    document = Pipeline(QUICK).run(Document(text))
    assert undo(document.text, document.trail) == text
    assert replay(text, document.trail) == document.text


@settings(deadline=None)
@pytest.mark.parametrize("stage", QUICK)
@given(text=texts())
def test_a_second_run_of_a_stage_changes_no_byte(stage: str, text: str) -> None:
    pipeline = Pipeline([stage])
    once = pipeline.run(Document(text))
    assert pipeline.run(Document(once.text, once.fields)).record([]) == once.record([])


@settings(deadline=None)
@given(texts())
def test_a_second_clean_changes_no_byte(text: str) -> None:
    pipeline = Pipeline(QUICK)
    once = pipeline.run(Document(text))
    # A translated word has more or fewer syllables than characters, and a line at a threshold of the boilerplate
    # stage may pass it then: a known limit, named in the README. The samples hold the law with such words too.
    # And a line that stood twice is shorter once: with less around it, what looked like no encoding may look like one.
    rules = {edit.rule for change in once.trail for edit in change.edits}
    assume(not any(rule.startswith(("glossary:", "line:doubled")) for rule in rules))
    # So it is where a line goes of which the encoding was known.
    mended = set(Pipeline(["encoding"]).run(Document(text)).text.split("\n")) - set(text.split("\n"))
    assume(mended <= set(once.text.split("\n")))
    again = pipeline.run(Document(once.text, once.fields))
    assert again.record([]) == once.record([])


@settings(deadline=None)
@given(texts())
def test_piped_is_fused(text: str) -> None:
    line = json.dumps({"id": 1, "text": text, "n": 1.0}).encode()
    before = records.parse(line)
    fused = records.dump(line, before, Pipeline(QUICK).run(before))
    piped = line
    for stage in QUICK:
        before = records.parse(piped)
        piped = records.dump(piped, before, Pipeline([stage]).run(before))
    assert piped == fused


@settings(deadline=None)
@given(texts(), st.sampled_from(["auto", "paragraph", "wrap"]))
def test_sentences_cover_all_but_white_space(text: str, newlines: str) -> None:
    at = 0
    for start, end in sentences.split(text, newlines):
        assert not text[at:start].strip()
        assert text[start:end].strip() == text[start:end] != ""
        at = end
    assert not text[at:].strip()


@settings(deadline=None, max_examples=60)
@given(texts(4))
def test_words_put_together_are_the_text(text: str) -> None:
    document = Pipeline(["sentences", "words"]).run(Document(text))
    words = document.spans("words")
    assert words is not None
    assert "".join(text[start:end] for start, end in words).split() == "".join(text.split()).split() or _bare(
        "".join(text[start:end] for start, end in words)
    ) == _bare(text)
    render, _ = convert.renderer("words")
    written = render(b"", document, document).decode("utf-8", "surrogatepass")
    assert _bare(re.sub(r"\\([\\_])", r"\1", written)) == _bare(text)


def _bare(text: str) -> str:
    return "".join(text.replace("_", "").split())


@settings(deadline=None, max_examples=60)
@given(texts(2))
def test_rules_keep_the_model_s_text(text: str) -> None:
    for start, end in sentences.split(text):
        piece = text[start:end]
        (given,) = tagger.segment([piece])
        for words in (given, rules.over(piece, given)):
            assert _bare("".join(piece[left:right] for left, right in words)) == _bare(piece)
            assert all(left < right for left, right in words)
            assert all(a[1] <= b[0] for a, b in zip(words, words[1:], strict=False))


@settings(deadline=None)
@given(st.lists(st.deferred(lambda: st.sampled_from(_clean_vietnamese())), min_size=1, max_size=6))
def test_clean_vietnamese_is_untouched(found: list[str]) -> None:
    text = "\n".join(found)
    document = Document(text)
    assert Pipeline(["encoding", "cjk"]).run(document) is document


@settings(deadline=None)
@given(st.deferred(lambda: st.sampled_from(_clean_vietnamese())))
def test_corrupt_then_repair(text: str) -> None:
    pipeline = Pipeline(["encoding"])
    mojibake = text.encode().decode("cp1252", "replace")
    for broken in (unicodedata.normalize("NFD", text), "\ufeff" + text, text.replace("đ", "ð"), mojibake):
        if "\ufffd" not in broken:
            assert pipeline.run(Document(broken)).text == text


@cache
def _clean_vietnamese() -> list[str]:
    found = [case["in"] for case in cases("sentences") if case["kind"] in ("abbreviation", "number", "quote", "glued")]
    return [text for text in found if unicodedata.is_normalized("NFC", text)]
