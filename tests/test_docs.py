"""Run the examples of docs/python.md as a reader would, each in a process of its own, where its library is."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

EXAMPLES = re.findall(r"^## (\S+).*?```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text("utf-8"), re.M | re.S)
#: A cluster of its own, whatever else runs on this machine.
RAY = {"RAY_ADDRESS": "local", "RAY_USAGE_STATS_ENABLED": "0"}
#: What an example needs besides its library.
PROGRAMS = {"Spark": "java"}
LIBRARY = {"datasets": "datasets", "datatrove": "datatrove", "Ray": "ray.data", "Spark": "pyspark"}


def _is_there(library: str) -> bool:
    try:
        return importlib.util.find_spec(library) is not None
    except ModuleNotFoundError:
        return False


def test_every_library_has_its_example() -> None:
    assert [name for name, _code in EXAMPLES] == list(LIBRARY)


def test_a_step_without_datatrove_says_what_to_install() -> None:
    code = "import sys; sys.modules['datatrove'] = None\nfrom vncorpus.steps import Clean\nClean(['cjk'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("vncorpus.steps needs datatrove: pip install 'vncorpus[datatrove]'")


@pytest.mark.parametrize(("name", "code"), EXAMPLES, ids=[name for name, _code in EXAMPLES])
def test_example(name: str, code: str, tmp_path: Path) -> None:
    if not _is_there(LIBRARY[name]):
        pytest.skip(f"{LIBRARY[name]} is not installed")
    if name in PROGRAMS and not shutil.which(PROGRAMS[name]):
        pytest.skip(f"{name} needs {PROGRAMS[name]}, which is not installed")
    (tmp_path / "corpus").mkdir()
    rows = [{"id": "a", "text": "hãy dùng卷积 nhé", "n": 1}, {"id": "b", "text": "Ðà Nẵng mưa.", "n": 2}]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "corpus" / "a.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "example.py").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "example.py"],
        cwd=tmp_path,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable, **RAY},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    written = sorted(path for path in tmp_path.glob("cleaned/*") if path.suffix != ".crc")
    if written:
        found = [json.loads(line) for path in written for line in path.read_text("utf-8").splitlines()]
        assert sorted(row["text"] for row in found) == ["hãy dùng tích chập nhé", "Đà Nẵng mưa."]
        account = found[0].get("vncorpus") or found[0]["metadata"]["vncorpus"]
        assert account["stages"][0]["rules"]
