"""Run the scripts of docs/scale.md as a cluster would, with the environment that it gives."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.test_engine import records

SECTIONS = (ROOT / "docs" / "scale.md").read_text("utf-8").split("\n## ")
#: The first script of each section that has one.
SCRIPTS = {
    section.partition("\n")[0]: found[1]
    for section in SECTIONS
    if (found := re.search(r"```(?:bash|make)\n(.*?)```", section, re.DOTALL))
}


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """Return an environment that has `vncorpus` on its path, in a folder with a corpus."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "vncorpus"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m vncorpus "$@"\n')
    program.chmod(0o755)
    (tmp_path / "crawl").mkdir()
    for number in range(3):
        (tmp_path / "crawl" / f"{number}.jsonl").write_text(records(100 + number), encoding="utf-8")
    return {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


def test_make(shell: dict[str, str], vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text(SCRIPTS["Make"])
    done = subprocess.run(
        ["make", "-j", "2", "N=3", "clean.jsonl"], cwd=tmp_path, env=shell, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    wanted = vncorpus("clean", *sorted((tmp_path / "crawl").iterdir())).stdout
    assert (tmp_path / "clean.jsonl").read_bytes() == wanted
    assert subprocess.run(["make", "-q", "N=3", "clean.jsonl"], cwd=tmp_path, env=shell, check=False).returncode == 0


def test_slurm(shell: dict[str, str], vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "clean.sbatch").write_text(SCRIPTS["Slurm"])
    for task in ("1", "2"):
        given = {"SLURM_ARRAY_TASK_ID": task, "SLURM_ARRAY_TASK_COUNT": "2", "SLURM_CPUS_PER_TASK": "1"}
        command = ["bash", "clean.sbatch"]
        done = subprocess.run(command, cwd=tmp_path, env={**shell, **given}, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    assert vncorpus("merge", "parts", "-o", "clean.jsonl").returncode == 3
    wanted = vncorpus("clean", *sorted((tmp_path / "crawl").iterdir())).stdout
    assert (tmp_path / "clean.jsonl").read_bytes() == wanted
