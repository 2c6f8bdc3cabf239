"""View: a record as a person reads it, nothing of its text left out, nothing of it obeyed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run
from tests.test_diff import _letters, _on_terminal


def _text(shown: str) -> str:
    """Return the letters of the paragraphs as they are shown."""
    lines = re.findall(r"^ {0,3}\d+  (.*)$", shown, re.MULTILINE)
    return "".join("".join(lines).replace("_", "").replace("‖", "").split())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_samples(sample: Path, vncorpus: Run) -> None:
    for step in ("0-raw.jsonl", "3-cjk.jsonl", "5-words.jsonl"):
        record = json.loads((sample / step).read_text("utf-8"))
        done = vncorpus("view", sample / step)
        assert done.returncode == 0
        shown = done.stdout.decode()
        assert _letters(_text(shown)) == _letters(record["text"])
        for stage in record.get("vncorpus", {}).get("stages", []):
            assert f"\n{stage['stage']} (rules {stage['version']}): " in shown
        spans = record.get("sentences", [])
        inner = [start for start, _ in spans if "\n" not in record["text"][max(0, start - 1) : start] and start]
        assert shown.count("‖") >= len([start for start in inner if record["text"][:start].rsplit("\n", 1)[-1].strip()])
        joined = {"_".join(record["text"][a:b].split()) for a, b in record.get("words", [])}
        assert all(word in shown for word in joined)
        assert ("no words (`vncorpus words` finds them)" in shown) == ("words" not in record)


def test_choosing(vncorpus: Run, tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": "a", "text": "Một."},
        {
            "id": "b",
            "text": "Hai.\n\nChữ 福, và星途 \x1b[31m\u202e!",
            "metadata": {"author": "Lan", "đệm": [1, 2]},
            "url": "x",
        },
        {"text": "Ba.", "words": [[0, 9]]},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\n", "utf-8")
    vncorpus("clean", "in.jsonl", "-o", "out.jsonl", "--trace", "t.jsonl")
    first = vncorpus("view", "out.jsonl").stdout.decode()
    assert first.startswith("== a (out.jsonl:1) ==") and "   1  Một.\n" in first
    second = vncorpus("view", "out.jsonl", "--id", "b", "--trace", "t.jsonl").stdout.decode()
    assert "metadata.author: Lan\nmetadata.đệm: [1, 2]\nurl: x\n" in second
    assert "to look at: flag:stray 1" in second
    assert 'cjk flag:stray: "星途" left as it is' in second
    assert "\x1b" not in second and "\u202e" not in second
    assert "   1  Hai.\n   3  " in second
    assert second == vncorpus("view", "out.jsonl", "--line", "2", "--trace", "t.jsonl").stdout.decode()
    (tmp_path / "other").write_text('{"id":"q","stage":"cjk","edits":[[0,1,"a","b","x"]]}\n')
    changed = vncorpus("view", "out.jsonl", "--id", "b", "--trace", "other")
    assert changed.stdout == vncorpus("view", "out.jsonl", "--id", "b").stdout
    assert b"out.jsonl:2 was changed, and other holds nothing of it" in changed.stderr
    assert not vncorpus("view", "out.jsonl", "--trace", "other").stderr
    raw = vncorpus("view", "in.jsonl", "--line", "3").stdout.decode()
    assert "words that do not fit this text" in raw and "no sentences" in raw
    for arguments, code, message in (
        (["out.jsonl", "--id", "z"], 2, "out.jsonl holds no record with the id z"),
        (["out.jsonl", "--line", "9"], 2, "out.jsonl holds no record on line 9"),
        (["nowhere"], 66, "nowhere"),
        (["/dev/null"], 66, "holds no record"),
        (["out.jsonl", "--trace", "in.jsonl"], 65, "not a line of a trace"),
    ):
        done = vncorpus("view", *arguments)
        assert done.returncode == code and message in done.stderr.decode(), (arguments, done.stderr.decode())
    assert vncorpus("view", "-", stdin=b'{"id":"z","text":"\xc3\xa0"}').stdout.decode().endswith("   1  à\n")


def test_terminal(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": "Học sinh đọc sách. Trời mưa."}), "utf-8")
    vncorpus("clean", "in.jsonl", "-o", "out.jsonl")
    shown = _on_terminal(tmp_path, ["view", "out.jsonl"], {})
    assert "\x1b[4mHọc sinh\x1b[0m" in shown and "‖" in shown
    assert (
        _on_terminal(tmp_path, ["view", "out.jsonl"], {"NO_COLOR": "1"})
        == vncorpus("view", "out.jsonl").stdout.decode()
    )
