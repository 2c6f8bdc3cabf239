"""Put the output of commands into README.md, or check that it is what stands there.

    python scripts/readme.py            rewrite the blocks
    python scripts/readme.py --check    fail where one differs

A block is a fence after the comment `<!-- run: COMMAND -->`; COMMAND runs in a shell at the top of the project with
`vncorpus` on its path. What it prints, standard error too, goes into the fence.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"(<!-- run: (?P<command>.+?) -->\n```(?P<kind>\w*)\n)(?P<body>.*?)(```\n)", re.DOTALL)
#: A longer line of output is cut: the README shows what it is like.
WIDTH = 100
TIMES = re.compile(r"in \d+\.\d s$", re.MULTILINE)


def output(command: str, folder: str) -> str:
    """Return what a command prints."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path, "TMP": folder, "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    # A time is another in every run; a line's trailing blanks are no part of a document.
    text = TIMES.sub("in 0.1 s", done.stderr + done.stdout)
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(line if len(line) <= WIDTH else f"{line[: WIDTH - 2]} …" for line in lines).rstrip("\n") + "\n"


def main(check: bool) -> int:
    """Rewrite or check the blocks of README.md; return the exit code."""
    path = ROOT / "README.md"
    old = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        new = BLOCK.sub(lambda found: found[1] + output(found["command"], folder) + found[5], old)
    if new == old:
        return 0
    if check:
        sys.stdout.writelines(
            difflib.unified_diff(old.splitlines(True), new.splitlines(True), "README.md", "as it runs")
        )
        print("README.md is not what the code says: run `make readme` and read the diff")
        return 1
    path.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
