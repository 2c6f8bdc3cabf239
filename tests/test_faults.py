"""Give the command line everything that goes wrong, as real processes, and see that nothing is lost."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

GOOD = '{"id":%d,"text":"Trời mưa.","n":[1.10,123456789012345678901234567890,1e2,18446744073709551616]}\n'
DIRTY = (
    '{"id":7,"text":"mưa\u200b to","n":[1.10,123456789012345678901234567890,1e2,18446744073709551616], "s":"\\u00e9"}\n'
)


def rows(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.decode().splitlines()]


def test_empty_and_blank_inputs(vncorpus: Run) -> None:
    for stdin in (b"", b"\n\n  \n"):
        for command in ("encoding", "words", "clean", "export", "ingest"):
            done = vncorpus(command, stdin=stdin)
            assert (done.returncode, done.stdout) == (0, b""), command


def test_no_final_newline_and_bom_and_crlf(vncorpus: Run) -> None:
    done = vncorpus("encoding", stdin=b'\xef\xbb\xbf{"text":"a"}\r\n{"text":"b"}')
    assert (done.returncode, done.stdout) == (0, b'{"text":"a"}\n{"text":"b"}\n')


def test_unchanged_records_are_the_same_bytes(vncorpus: Run) -> None:
    line = b'{ "z": 1.10,\t"text" : "m\\u01b0a", "id":1e2 ,"big":123456789012345678901234567890}\n'
    assert vncorpus("encoding", stdin=line).stdout == line


def test_changed_records_keep_their_digits(vncorpus: Run) -> None:
    done = vncorpus("encoding", stdin=DIRTY.encode())
    assert b'"n":[1.10,123456789012345678901234567890,1e2,18446744073709551616],"s":"\\u00e9"' in done.stdout
    assert json.loads(done.stdout)["text"] == "mưa to"


def test_bad_json_goes_to_the_rejects(vncorpus: Run, tmp_path: Path) -> None:
    lines = [GOOD % number for number in range(1000)]
    lines[499] = '{"id": 499, "text": "mưa",,}\n'
    source = tmp_path / "in.jsonl"
    source.write_text("".join(lines), encoding="utf-8")
    done = vncorpus("encoding", "in.jsonl", "-o", "out.jsonl")
    assert done.returncode == 3
    assert b"in.jsonl:500: not JSON (column 27" in done.stderr
    assert b"kept in out.jsonl.rejects.jsonl" in done.stderr
    assert b"1,000 records in = 999 out + 1 rejected (1 not_json) + 0 dropped" in done.stderr
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "".join(lines[:499] + lines[500:])
    (reject,) = rows((tmp_path / "out.jsonl.rejects.jsonl").read_bytes())
    assert reject["line"] == 500
    assert reject["byte"] == len("".join(lines[:499]).encode())
    assert reject["raw"] == lines[499].rstrip("\n")
    stopped = vncorpus("encoding", "in.jsonl", "-o", "stop.jsonl", "--on-error", "stop")
    assert stopped.returncode == 65
    assert not list(tmp_path.glob("*stop*"))


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        (b'{"id":1}', "no_text", 'has no "text"'),
        (b'{"text":null}', "text_not_string", "null"),
        (b'{"text":5}', "text_not_string", "a number"),
        (b'{"text":["a"]}', "text_not_string", "a list"),
        (b'["text"]', "not_object", "a list"),
        (b'"text"', "not_object", "a string"),
        (b'{"text":"a","x":NaN}', "not_json", "not JSON"),
        (b'{"text":"a","x":Infinity}', "not_json", "not JSON"),
        (b'{"text":"a","x":' + b"[" * 300 + b"]" * 300 + b"}", "too_deep", "200 levels"),
        (b'{"text":"\xff"}', "not_utf8", "byte 10 of the line is 0xff"),
        (b'{"text":"\\ud800"}', "lone_surrogate", "vncorpus encoding"),
    ],
)
def test_bad_records(vncorpus: Run, tmp_path: Path, line: bytes, kind: str, words: str) -> None:
    done = vncorpus("cjk", "--rejects", "r.jsonl", stdin=b'{"text":"a"}\n' + line + b'\n{"text":"b"}\n')
    assert done.returncode == 3
    assert done.stdout == b'{"text":"a"}\n{"text":"b"}\n'
    assert b"Traceback" not in done.stderr
    assert b"standard input:2: " in done.stderr
    assert words in done.stderr.decode()
    (reject,) = rows((tmp_path / "r.jsonl").read_bytes())
    assert reject["error"] == kind
    assert reject["line"] == 2
    assert ("raw_b64" in reject) == (kind == "not_utf8")


def test_a_lone_surrogate_is_mended_by_encoding(vncorpus: Run) -> None:
    done = vncorpus("encoding", "--trace", "t.jsonl", stdin=b'{"id":"\\ud801","text":"m\\ud800 v\\u00e0 \\u0000"}\n')
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["text"] == "m\ufffd và "
    assert record["vncorpus"]["stages"][0]["rules"] == {"control": 1, "flag:replacement-character": 1, "surrogate": 1}


def test_a_null_character_passes_other_stages(vncorpus: Run) -> None:
    line = b'{"text":"a\\u0000b \xe2\x80\xa8 c"}\n'
    assert vncorpus("cjk", stdin=line).stdout == line


def test_a_cut_off_last_line(vncorpus: Run) -> None:
    done = vncorpus("encoding", stdin=b'{"text":"a"}\n{"text":"b')
    assert done.returncode == 3
    assert b"cut off at the end of the file" in done.stderr
    assert done.stdout == b'{"text":"a"}\n'


def test_a_line_that_is_too_long(vncorpus: Run) -> None:
    done = vncorpus("encoding", "--max-line", "100", stdin=b'{"text":"' + b"a" * 5000 + b'"}\n{"text":"b"}\n')
    assert done.returncode == 3
    assert b"longer than 100 bytes" in done.stderr
    assert done.stdout == b'{"text":"b"}\n'


def test_missing_input_and_folders(vncorpus: Run, tmp_path: Path) -> None:
    done = vncorpus("encoding", "nowhere.jsonl")
    assert (done.returncode, done.stderr) == (
        66,
        b"vncorpus: nowhere.jsonl cannot be read: No such file or directory\n",
    )
    assert vncorpus("encoding", ".").returncode == 66
    assert vncorpus("ingest", ".").returncode == 66


def test_output_equal_to_input(vncorpus: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(DIRTY, encoding="utf-8")
    done = vncorpus("encoding", "a.jsonl", "-o", "./a.jsonl")
    assert done.returncode == 2
    assert b"--in-place" in done.stderr
    assert path.read_text(encoding="utf-8") == DIRTY
    assert vncorpus("encoding", "a.jsonl", "-o", "a.jsonl", "--in-place").returncode == 0
    assert "mưa to" in path.read_text(encoding="utf-8")


def test_a_closed_pipe_is_quiet(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "big.jsonl").write_text(GOOD * 1 % 1 * 200_000, encoding="utf-8")
    command = f"{sys.executable} -m vncorpus encoding big.jsonl | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stdout.decode() == GOOD % 1
    assert done.stderr == b""
    assert done.returncode in (0, 141)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(GOOD % 1, encoding="utf-8")
    done = vncorpus("encoding", "a.jsonl", "-o", "/dev/full")
    assert done.returncode == 74
    assert b"write failed: No space left on device" in done.stderr
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "vncorpus", "encoding", "a.jsonl"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert done.returncode == 74
    assert b"write failed: No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr and b"Exception ignored" not in done.stderr


def test_a_full_disk_keeps_the_old_output(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(GOOD % 1 * 50_000, encoding="utf-8")
    (tmp_path / "out.jsonl").write_text("old\n", encoding="utf-8")
    command = f"ulimit -f 100; trap '' XFSZ; exec {sys.executable} -m vncorpus encoding a.jsonl -o out.jsonl"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 74, done.stderr
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "old\n"
    assert not list(tmp_path.glob("*.part")) and not list(tmp_path.glob("*.journal"))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_leaves_nothing_half_written(tmp_path: Path, number: signal.Signals, code: int) -> None:
    command = [sys.executable, "-m", "vncorpus", "encoding", "-", "-o", "out.jsonl"]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdin is not None
    process.stdin.write((GOOD % 1).encode())
    process.stdin.flush()
    for _ in range(200):
        if (tmp_path / "out.jsonl.part").exists():
            break
        time.sleep(0.05)
    process.send_signal(number)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == code
    assert b"Traceback" not in errors
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_compression_in_and_out(vncorpus: Run, tmp_path: Path, suffix: str) -> None:
    text = "".join(GOOD % number for number in range(5000))
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    assert vncorpus("encoding", "a.jsonl", "-o", f"b.jsonl{suffix}").returncode == 0
    data = (tmp_path / f"b.jsonl{suffix}").read_bytes()
    assert len(data) < len(text) / 5
    (tmp_path / "two").write_bytes(data + data)  # two members, and no suffix
    assert vncorpus("encoding", "two").stdout.decode() == text + text
    assert vncorpus("encoding", stdin=data).stdout.decode() == text
    (tmp_path / f"plain{suffix}").write_text(GOOD % 1, encoding="utf-8")
    assert vncorpus("encoding", f"plain{suffix}").stdout.decode() == GOOD % 1
    (tmp_path / "cut").write_bytes(data[: len(data) // 2])
    done = vncorpus("encoding", "cut")
    assert done.returncode == 65
    assert b"cut off or damaged after" in done.stderr
    assert text.startswith(done.stdout.decode())
    assert done.stdout.count(b"\n") > 100


def test_gzip_output_is_the_same_bytes_again(vncorpus: Run, tmp_path: Path) -> None:
    for name in ("a.gz", "b.gz"):
        assert vncorpus("encoding", "-o", name, stdin=(GOOD % 1).encode()).returncode == 0
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()).decode() == GOOD % 1


def test_wrong_words_name_the_nearest_good_one(vncorpus: Run, tmp_path: Path) -> None:
    done = vncorpus("clean", "--stages", "encodng")
    assert done.returncode == 2
    assert b"did you mean encoding?" in done.stderr
    (tmp_path / "g.tsv").write_text("han\tvi\n卷积\ttích chập\nabc\tx\n", encoding="utf-8")
    done = vncorpus("cjk", "--glossary", "g.tsv", "missing.jsonl")
    assert done.returncode == 2
    assert b"g.tsv:3: han must be Chinese characters" in done.stderr
    (tmp_path / "p.tsv").write_text(
        "id\tclass\twhere\tcloses\tmax_chars\tpattern\nx\tnav\tline\t0\t50\t(\n", encoding="utf-8"
    )
    done = vncorpus("boilerplate", "--patterns", "p.tsv", "missing.jsonl")
    assert (done.returncode, b"p.tsv:2: x is no regular expression" in done.stderr) == (2, True)
    (tmp_path / "w.txt").write_text("học sinh\nmột\n", encoding="utf-8")
    done = vncorpus("words", "--wordlist", "w.txt", "missing.jsonl")
    assert (done.returncode, b"w.txt:2: " in done.stderr) == (2, True)
    assert vncorpus("encoding", "--tones", "newest").returncode == 2


def test_odd_places(vncorpus: Run, tmp_path: Path) -> None:
    name = "tên có dấu\nvà dòng mới.jsonl"
    (tmp_path / name).write_text(DIRTY, encoding="utf-8")
    environment = {"LANG": "C", "PYTHONIOENCODING": "ascii", "HOME": "/nonexistent", "NO_COLOR": "1", "TERM": "dumb"}
    done = vncorpus("clean", name, env=environment)
    assert done.returncode == 0, done.stderr
    assert "mưa to" in done.stdout.decode()
    assert b"\x1b" not in done.stderr


def test_a_terminal_without_input_gets_help() -> None:
    pty = pytest.importorskip("pty")
    main, other = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "vncorpus", "clean"],
        stdin=other,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    os.close(main)
    os.close(other)
    assert done.returncode == 2
    assert b"no input" in done.stderr


def test_counts_always_add_up(vncorpus: Run) -> None:
    done = vncorpus("encoding", "--limit", "3", stdin=(GOOD % 1 + "x\n" + GOOD % 2 + GOOD % 3).encode())
    assert b"3 records in = 2 out + 1 rejected" in done.stderr
    assert done.stdout.count(b"\n") == 2


def test_a_stage_that_fails_loses_no_record(tmp_path: Path) -> None:
    """A bug in a stage rejects the record that shows it, with the stage's name; the others go on."""
    code = (
        "import sys; sys.argv = ['vncorpus', 'cjk', '--rejects', 'r.jsonl']\n"
        "from vncorpus.stages.cjk import punctuation\n"
        "def broken(text): raise RuntimeError('planted')\n"
        "punctuation.mend = broken\n"
        "from vncorpus.__main__ import main; main()"
    )
    lines = '{"text":"a"}\n{"text":"mưa。"}\n{"text":"b"}\n'
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=lines.encode(),
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout == b'{"text":"a"}\n{"text":"b"}\n'
    (reject,) = rows((tmp_path / "r.jsonl").read_bytes())
    assert (reject["stage"], reject["error"], reject["raw"]) == ("cjk", "stage_failed", '{"text":"mưa。"}')


def test_a_pattern_that_explodes_costs_its_record(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "p.tsv").write_text(
        "id\tclass\twhere\tcloses\tmax_chars\tpattern\nx:y\tnav\tline\t0\t60\t(?:a+)+b\n", encoding="utf-8"
    )
    text = json.dumps({"text": "Dòng này dài hơn một chút.\n" + "a" * 40})
    done = vncorpus("boilerplate", "--patterns", "p.tsv", stdin=f'{text}\n{{"text":"b"}}\n'.encode())
    assert done.returncode == 3 or json.loads(done.stdout.splitlines()[0])["text"]  # regex may see through it
    assert b"Traceback" not in done.stderr
    assert done.stdout.endswith(b'{"text":"b"}\n')
    for bad in ("abc{9999999999}", "(?<=a+)b(", "[a"):
        (tmp_path / "p.tsv").write_text(
            f"id\tclass\twhere\tcloses\tmax_chars\tpattern\nx:y\tnav\tline\t0\t60\t{bad}\n", encoding="utf-8"
        )
        done = vncorpus("boilerplate", "--patterns", "p.tsv", stdin=b'{"text":"b"}\n')
        assert done.returncode == 2, done.stderr
        assert b"p.tsv:2: x" in done.stderr


def test_places_that_clash_are_refused(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(DIRTY, encoding="utf-8")
    for arguments in (
        ("-o", "out", "--trace", "in.jsonl"),
        ("-o", "out", "--rejects", "in.jsonl"),
        ("-o", "out", "--trace", "out"),
        ("--trace", "-"),
        ("-o", "out", "--rejects", "r", "--trace", "./r"),
    ):
        done = vncorpus("encoding", "in.jsonl", *arguments)
        assert done.returncode == 2, arguments
        assert (tmp_path / "in.jsonl").read_text(encoding="utf-8") == DIRTY
        assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_rejects_of_an_earlier_run_stay(vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text":"a"}\n{bad}\n', encoding="utf-8")
    assert vncorpus("encoding", "a.jsonl", "--in-place").returncode == 3
    assert vncorpus("encoding", "a.jsonl", "--in-place").returncode == 0
    assert b"{bad}" in (tmp_path / "a.jsonl.rejects.jsonl").read_bytes()
    assert (tmp_path / "a.jsonl").read_bytes() == b'{"text":"a"}\n'


def test_pipes_as_inputs_and_late_text(tmp_path: Path) -> None:
    command = f"V='{sys.executable} -m vncorpus'; $V clean -q <(echo 'Trời mưa'); (echo; sleep 0.5; echo 'Trời nắng') | $V clean -q; $V clean -q --to jsonl > out < /dev/null; echo x >> f; $V encoding -q -o /dev/stdout >> f <<< '{{\"text\":\"a\"}}'; cat f"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stdout.decode() == 'Trời mưa\nTrời nắng\nx\n{"text":"a"}\n', done.stderr


@pytest.mark.parametrize("redirect", [">&-", "<&-", "2>&-"])
def test_closed_streams(tmp_path: Path, redirect: str) -> None:
    command = f'echo \'{{"text":"a"}}\' > a; {sys.executable} -m vncorpus encoding {"-" if redirect == "<&-" else "a"} {redirect}'
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == {">&-": 74, "<&-": 66, "2>&-": 0}[redirect], done.stderr


def test_a_field_of_another_program_stays(vncorpus: Run) -> None:
    line = b'{"text":"m\xc6\xb0a\xe2\x80\x8b","vncorpus":"0.3"}\n'
    assert json.loads(vncorpus("encoding", stdin=line).stdout) == {"text": "mưa", "vncorpus": "0.3"}
    own = json.dumps({"text": "mưa\u200b", "vncorpus": {"v": 1, "mine": 1, "stages": ["note", {"stage": []}]}}).encode()
    found = json.loads(vncorpus("encoding", stdin=own + b"\n").stdout)["vncorpus"]
    assert found["mine"] == 1
    assert found["stages"][:2] == ["note", {"stage": []}]
    assert found["stages"][2]["rules"] == {"zero-width": 1}


def test_a_cut_file_does_not_keep_the_others_back(vncorpus: Run, tmp_path: Path) -> None:
    data = gzip.compress((GOOD % 1 * 5000).encode())
    (tmp_path / "cut.gz").write_bytes(data[: len(data) // 2])
    (tmp_path / "b.jsonl").write_text('{"text":"last"}\n', encoding="utf-8")
    done = vncorpus("encoding", "cut.gz", "b.jsonl")
    assert done.returncode == 65
    assert done.stdout.endswith(b'{"text":"last"}\n')


def test_export_uses_the_spans_of_the_record(vncorpus: Run) -> None:
    line = b'{"text":"ab cd","sentences":[[0,2],[3,5]],"words":[[0,2],[3,5]]}\n'
    assert vncorpus("export", "--to", "sentences", stdin=line).stdout == b"ab\ncd\n"
    assert vncorpus("export", "--to", "words", stdin=b'{"text":"Xin chao"}\n').stdout.strip() != b""
