"""Hold the house to its plan: imports go one way, a stage has its three rooms, help loads no model."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import vncorpus
from tests.conftest import CASES, ROOT
from vncorpus.stages import PIPELINE

PACKAGE = ROOT / "vncorpus"
#: Each floor may use the ones after it, and modules of its own.
FLOORS = [
    {"__main__", "cli"},
    {"command_line", "scale", "steps"},
    {"look", "convert", "lexica"},
    {"shapes"},
    {"run", "html"},
    {"pipeline", "columns", "entries"},
    {"stages"},
    {"syllables"},
    {"stage", "tables", "patterns"},
    {"document", "errors"},
]
HEAVY = (
    "ftfy",
    "pebble",
    "underthesea",
    "regex",
    "rich",
    "isal",
    "backports.zstd",
    "numpy",
    "opencc",
    "urllib.request",
    "lxml",
    "readability",
    "trafilatura",
    "resiliparse",
    "fsspec",
    "ray",
    "datatrove",
)
#: One room per library.
ROOMS = {
    "typer": {
        f"cli/{name}.py" for name in ("commands", "options", "cleaning", "glossaries", "looking", "merging", "reports")
    },
    "rich": {"run/progress.py", "look/paint.py", "look/bars.py"},
    "orjson": {"run/records.py", "run/account.py", "run/journal.py", "run/parts.py"},
    "fsspec": {"run/remote.py"},
    "ray": {"run/cluster.py"},
    "opencc": {"stages/cjk/lexicon.py"},
    "pebble": {"run/worker.py"},
    "ftfy": {"stages/encoding/foreign.py"},
    "regex": {"stages/encoding/marks.py", "stages/boilerplate/line/rules.py"},
    "underthesea": {"stages/words/installed.py"},
    "joblib": {"stages/words/installed.py"},
    "platformdirs": {"stages/words/kept.py"},
    "numpy": {
        "stages/boilerplate/trees.py",
        *(f"stages/words/{name}.py" for name in ("crfsuite", "templates", "decoder", "viterbi", "kept", "shipped")),
    },
    "datatrove": {"steps.py"},
    "lxml": {"html/__init__.py"},
    "readability": {"html/__init__.py"},
    "trafilatura": {"html/__init__.py"},
    "resiliparse": {"html/__init__.py"},
    "isal": {"run/packed.py", "run/outputs.py"},
    "backports": {"run/packed.py"},
}
LONGEST_FILE = 260


def _floor(module: str) -> int | None:
    parts = module.split(".")
    name = parts[1] if len(parts) > 1 else "__init__"
    return next((index for index, floor in enumerate(FLOORS) if name in floor), None)


def _imports(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_file(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    module = "vncorpus." + name.removesuffix(".py").replace("/", ".")
    own = _floor(module)
    for imported in _imports(path):
        library = imported.split(".")[0]
        if library in ROOMS:
            assert name in ROOMS[library], f"{name} imports {library}, whose room is {ROOMS[library]}"
        if own is not None and imported.startswith("vncorpus."):
            floor = _floor(imported)
            assert floor is None or floor >= own, f"{name} looks up to {imported}"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert path.stem not in ("utils", "helpers", "manager", "base", "common", "misc")


@pytest.mark.parametrize("stage", PIPELINE, ids=lambda stage: stage.name)
def test_a_stage_has_three_rooms(stage: object) -> None:
    name = stage.name  # type: ignore[attr-defined]
    assert (PACKAGE / "stages" / name).is_dir() or (PACKAGE / "stages" / f"{name}.py").is_file()
    assert list((PACKAGE / "tables").glob(f"{name}*"))
    assert (CASES / f"{name}.jsonl").is_file()


def test_only_document_changes_text() -> None:
    """Everything else proposes edits: no module puts another text into a document but by `Document.edited`."""
    makers = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "replace(" in path.read_text(encoding="utf-8") and re.search(r"\btext=", path.read_text(encoding="utf-8"))
    ]
    assert not makers


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["clean", "--help"],
        ["words", "--help"],
        ["diff", "--help"],
        ["why", "--help"],
        ["report", "--help"],
    ],
)
def test_help_loads_no_model(arguments: list[str]) -> None:
    code = (
        "import sys; sys.argv = ['vncorpus', *sys.argv[1:]]\n"
        "from vncorpus.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_version_loads_no_command_line() -> None:
    code = "import sys; sys.argv = ['vncorpus', '--version']; import vncorpus.__main__ as m; m.main(); print('typer' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["vncorpus", vncorpus.__version__, "False"]


def test_options_have_one_stage_each() -> None:
    from dataclasses import fields

    names = [spec.name for stage in PIPELINE for spec in fields(stage.options)]
    assert len(names) == len(set(names))


def test_public_names() -> None:
    assert {name for name in vncorpus.__all__ if getattr(vncorpus, name) is not None} == set(vncorpus.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = vncorpus.nothing  # type: ignore[attr-defined]


def test_tables_name_their_source() -> None:
    for path in (PACKAGE / "tables").iterdir():
        if path.suffix in (".tsv", ".txt"):
            head = "".join(
                line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")
            )
            assert "Source:" in head, f"{path.name} names no source"
