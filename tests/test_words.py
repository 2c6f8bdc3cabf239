"""Hold the tables of the model to what the installed underthesea gives, and to the letter of the model."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, SAMPLES, Run, cases
from vncorpus import tables
from vncorpus.errors import UsageError
from vncorpus.stages.words import crfsuite, installed, kept, tagger, templates, viterbi
from vncorpus.stages.words.decoder import Decoder
from vncorpus.stages.words.plain import Plain

ODD = [
    "Th Sơn",
    "xTh\tS.",
    "TP.",
    "v.v...",
    ":D",
    "😀😀",
    "ðang",
    "卷积",
    "क़",
    "á̂",
    "ộ̉",
    "x̂",
    "\x1c",
    "\u00ad",
    "BOS",
    "bíết",
]


@cache
def _lines() -> list[str]:
    found = [case["in"] for stage in ("words", "sentences", "encoding", "cjk") for case in cases(stage)]
    found += [text for _, text in tables.words(tables.TABLES / "words_check.txt")]
    return found + [line for sample in SAMPLES for line in (sample / "0-raw.txt").read_text("utf-8").split("\n")]


def _theirs(text: str) -> list[str]:
    from underthesea import word_tokenize

    return word_tokenize(text)


def test_the_tables_agree_with_what_is_installed() -> None:
    assert tagger._tagger().agrees


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.deferred(lambda: st.sampled_from(_lines())) | st.sampled_from(ODD) | st.text(max_size=4), max_size=3),
    st.sampled_from(["", " ", "\n", "\u00a0", "  "]),
    st.sampled_from(["NFC", "NFD", "upper", "title"]),
)
def test_words_are_those_of_word_tokenize(pieces: list[str], gap: str, form: Any) -> None:
    text = gap.join(pieces)
    text = unicodedata.normalize(form, text) if form.startswith("NF") else getattr(text, form)()
    text = text.encode("utf-8", "ignore").decode()  # underthesea refuses lone surrogates
    assert tagger._tagger().rewritten(text) == _theirs(text)


@pytest.mark.parametrize(
    "text", ["👩\u200d👧 👨\u200d👩\u200d👧 và", "👨\u200d👩\u200d👧 👩\u200d👧 là", "👩\u200d👧 😀 😀👍🏽 12"]
)
def test_rounding_decides_between_paths_that_are_equal(text: str) -> None:
    tables = tagger._tagger()
    found, doubtful = tables._decoder.labels([tables._tokenizer.tokens(text).kinds])
    plain = tagger._plain().labels([token for token, _, _ in tables._tokenizer.all_pieces(text)])
    assert doubtful == [0] and found != plain
    assert tables.rewritten(text) == _theirs(text)


def test_a_lone_surrogate_is_a_token() -> None:
    found = [(start, end) for _token, start, end in tagger._tagger()._tokenizer.all_pieces("nhà \ud800 trường")]
    assert found == [(0, 3), (4, 5), (6, 12)]
    assert tagger.segment(["nhà \ud800 trường"])[0][-1][1] == 12


def test_places_of_tokens() -> None:
    text = unicodedata.normalize("NFD", "Tiếng Việt") + " ộ̉ x"
    found = [text[start:end] for _token, start, end in tagger._tagger()._tokenizer.all_pieces(text)]
    assert [unicodedata.normalize("NFC", word) for word in found] == ["Tiếng", "Việt", "ộ", "̉", "x"]
    found = [place[1:] for place in tagger._tagger()._tokenizer.all_pieces("\u0958, a")]
    assert found == [(0, 1), (0, 1), (1, 2), (3, 4)]  # two tokens of one character
    assert tagger.segment(["\u0958, a"])[0][0][0] == 0


def test_batches_give_what_single_sentences_give() -> None:
    lines = _lines()[:300]
    assert tagger.segment(lines) == [tagger.segment([line])[0] for line in lines]


@pytest.mark.parametrize("room", ["word_tokenize", "pos_tag"])
def test_any_model_with_such_templates_is_decoded(room: str) -> None:
    """The same decoder tags parts of speech, with 31 labels and tokens that hold spaces."""
    import joblib

    (folder,) = (path for path in (installed.home() / "pipeline" / room / "models").iterdir() if path.is_dir())
    model = crfsuite.read((folder / "models.bin").read_bytes())
    names, dictionary = joblib.load(folder / "features.bin"), joblib.load(folder / "dictionary.bin")
    decoder, plain = Decoder(templates.build(model, names, dictionary)), Plain(model, names, dictionary)
    sentences = [_theirs(line) for line in _lines()[::7]]
    if room == "word_tokenize":
        sentences = [" ".join(words).split() for words in sentences]
    labels, doubtful = decoder.labels([[decoder.kind(token) for token in sentence] for sentence in sentences])
    for number, sentence in enumerate(sentences):
        got = [labels.pop(0) for _token in sentence]
        assert number in doubtful or got == plain.labels(sentence)


def test_two_labels_are_a_case_of_many() -> None:
    rng = np.random.default_rng(5)
    for _ in range(50):
        lengths = rng.integers(0, 9, 6)
        scores, transitions = rng.normal(size=(int(lengths.sum()), 1)), rng.normal(size=(2, 2))
        ends = [int(end) for end in np.cumsum(lengths)]
        assert viterbi._of_two(scores[:, 0].tolist(), ends, transitions) == viterbi._of_many(scores, ends, transitions)


def test_paths_that_are_equal_are_told() -> None:
    scores = np.zeros((4, 1))
    for find in (
        lambda ends, t: viterbi._of_two([0.0] * 4, ends, t),
        lambda ends, t: viterbi._of_many(scores, ends, t),
    ):
        assert find([2, 4], np.zeros((2, 2)))[1] == [0, 1]
        assert find([2, 4], np.array([[0.5, 0.0], [0.0, 0.1]]))[1] == []


def test_a_kind_is_what_the_model_tells_of_a_token() -> None:
    made = tagger._tagger()._decoder.tables
    decoder = Decoder(made)
    words = list(made.texts)
    kinds = {decoder.kind(word) for word in words}
    assert len(kinds) == len(words) > 1024 and 0 not in kinds
    assert decoder.kind("xyzzyx") == decoder.kind("yxxyzz") != decoder.kind("Xyzzyx") != 0
    sentence = [decoder.kind(word) for word in ("Học", "sinh", "học", "sinh", "học")]
    assert decoder.labels([sentence])[0] == [0, 1, 0, 1, 0]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from vncorpus.stages.words import tokens

    monkeypatch.setattr(tokens, "REMEMBERED", 10)
    tokenizer = tagger._tagger()._tokenizer
    for number in range(50):
        tokenizer.tokens(f"x{number} " + "y" * 1000)
    assert len(tokenizer._known) <= 10


def test_a_line_of_a_hundred_thousand_characters() -> None:
    for text in ("nhà trường " * 9_100, "ă" * 100_000, "a." * 50_000, "😀" * 100_000, "e\u0301" * 50_000):
        (spans,) = tagger.segment([text])
        assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@pytest.mark.parametrize("damage", ["cut", "empty", "other"])
def test_a_damaged_cache_is_made_anew(damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, source = tagger._tagger()._decoder.tables, installed.Source("x", 0, {}, {}, True)
    place = tmp_path / "words.npz"
    kept.save(place, made, source)
    loaded = kept.loaded(place)
    assert loaded and loaded[1] == source and (loaded[0].keys == made.keys).all() and loaded[0].texts == made.texts
    assert [path.name for path in tmp_path.iterdir()] == ["words.npz"]
    data = place.read_bytes()
    place.write_bytes({"cut": data[: len(data) // 2], "empty": b"", "other": b"{}"}[damage])
    assert kept.loaded(place) is None


def test_no_place_for_a_cache(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = vncorpus(
        "words", "-q", stdin='{"text":"Học sinh học"}\n'.encode(), env={"XDG_CACHE_HOME": str(tmp_path / "file")}
    )
    assert done.returncode == 0 and done.stderr == b""
    assert json.loads(done.stdout)["words"] == [[0, 8], [9, 12]]


def test_another_underthesea_is_called_itself(tmp_path: Path) -> None:
    """A copy of a version that parts words in another way: its words are given, and it is said once."""
    code = (
        "import underthesea.pipeline.word_tokenize as room, underthesea\n"
        "old = room.word_tokenize\n"
        "underthesea.word_tokenize = lambda text, **k: [part for word in old(text, **k) for part in word.split()]\n"
        "from vncorpus.stages.words import tagger\n"
        "print(tagger.segment(['Học sinh học', 'Th Sơn bíết']), tagger.segment(['nhà trường']))\n"
    )
    env = {"XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": ""}
    for _ in range(2):  # the second time from the cache
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
        assert done.stdout.strip() == "[[(0, 3), (4, 8), (9, 12)], [(0, 4), (4, 6), (7, 11)]] [[(0, 3), (4, 10)]]"
        assert done.stderr.count("it is called itself, which is slower") == 1


def test_a_model_that_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "pipeline/word_tokenize/models/ws_crf_x"
    with pytest.raises(UsageError, match="no model of words"):
        installed.read(tmp_path)
    folder.mkdir(parents=True)
    (folder / "models.bin").write_bytes(b"lCRF" + bytes(40))
    with pytest.raises(UsageError, match=r"cannot be read: .*pip install"):
        installed.read(tmp_path)
    with pytest.raises(ValueError, match="unknown feature template"):
        templates.parse("T[0,5].shape")
    data = next((installed.home() / "pipeline/word_tokenize/models").glob("*/models.bin")).read_bytes()
    for size in random.Random(1).sample(range(4, len(data)), 20):
        with pytest.raises(ValueError, match="CRFsuite model"):
            crfsuite.read(data[:size])
