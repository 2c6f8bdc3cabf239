"""Say where things are, and how a test runs the command line as a user does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
SAMPLES = sorted(path.parent for path in (ROOT / "samples").glob("*/0-raw.txt"))

# A shell ignores Ctrl-C for what it starts in the background (`make test &`), and every child of that would too; a
# handler of our own is the default for them.
signal.signal(signal.SIGINT, signal.default_int_handler)

#: `pytest --hypothesis-profile deep` before a release: ten times the examples.
settings.register_profile("deep", max_examples=1000)


def cases(stage: str) -> Iterator[dict[str, Any]]:
    """Yield the cases of a stage, each with the line of its file as `at`."""
    path = CASES / f"{stage}.jsonl"
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            yield {**json.loads(line), "at": f"{path.name}:{number}"}


Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def vncorpus(tmp_path: Path) -> Run:
    """Return a function that runs `vncorpus` as a process of its own, in a folder of its own."""

    def run(
        *arguments: str | Path, stdin: bytes | None = b"", env: dict[str, str] | None = None, **options: Any
    ) -> Any:
        command = [sys.executable, "-m", "vncorpus", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=environment,
            timeout=120,
            check=False,
            **options,
        )

    return run
