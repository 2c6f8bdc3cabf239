"""Keep tables on disk between runs; without a place for them all goes on, and they are made each time."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from vncorpus.stages.words.installed import Source
from vncorpus.stages.words.templates import WIDEST, Tables


def folder() -> Path | None:
    """Return where tables are kept, None where there is no such place: they are then made each time."""
    try:
        import platformdirs

        return platformdirs.user_cache_path("vncorpus", ensure_exists=True)
    except (OSError, RuntimeError):
        return None


def save(place: Path, made: Tables, source: Source) -> None:
    """Keep the tables; they appear whole or not at all, and without a place to keep them all goes on."""
    words = {"labels": made.labels, "texts": made.texts, "lowers": made.lowers, "source": source._asdict()}
    arrays = {name: value for name, value in made._asdict().items() if isinstance(value, np.ndarray)}
    arrays |= {f"classes{width}": table for width, table in enumerate(made.classes)}
    arrays |= {"firsts": np.array(made.firsts), "words": np.frombuffer(json.dumps(words).encode(), np.uint8)}
    beside = None
    try:
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=place.stem, suffix=".tmp", delete=False) as file:
            beside = Path(file.name)
            np.savez(file, **arrays)  # type: ignore[arg-type]
        beside.replace(place)
    except OSError:
        if beside:
            beside.unlink(missing_ok=True)


def loaded(place: Path) -> tuple[Tables, Source] | None:
    """Return the tables that were kept, None where there are none or they are damaged."""
    try:
        with place.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            words = json.loads(kept["words"].tobytes())
            classes = [kept[f"classes{width}"] for width in range(WIDEST)]
            arrays = {name: kept[name] for name in ("single", "keys", "rows", "transitions")}
            names = {name: words[name] for name in ("labels", "texts", "lowers")}
            return Tables(**names, **arrays, classes=classes, firsts=kept["firsts"].tolist()), Source(**words["source"])
    except (OSError, ValueError, KeyError, TypeError, BadZipFile, EOFError):
        return None
