"""Make a dictionary of ours of one that the user has."""

from __future__ import annotations

from pathlib import Path

from vncorpus.errors import DataError, UsageError
from vncorpus.run.files import label, read_whole, reading, same_file, say
from vncorpus.run.outputs import write_whole
from vncorpus.stages.cjk import dictionary, lexicon

#: CVDICT has 9 MB; a file of more than this is no dictionary.
LARGEST = 256 << 20


def bring_in(source: Path, target: Path) -> None:
    """Write the dictionary of a file in the format of CC-CEDICT, whole or not at all.

    Raises DataError where it is cut off or no UTF-8, TableError for a line that is no entry, UsageError where it would
    be written over itself.
    """
    if same_file(source, target):
        raise UsageError(f"{source} is input and output; name another output with -o")
    with reading(source) as handle:
        data, cut = read_whole(handle, label(source), LARGEST, b"")
    if cut:
        raise cut
    if data is None:
        raise DataError(f"{source}: more than {LARGEST:,} bytes, which is no dictionary")
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise DataError(f"{source}:{number}: not UTF-8 (byte {error.start + 1}); save the file as UTF-8") from error
    licence = dictionary.licence(lines)
    made = dictionary.build(lines, source.name, lexicon.reading, licence)
    write_whole(target, made)
    words = made.count(b"\n") - made.count(b"\n#") - 2
    say(f"vncorpus cjk-import: {words:,} words of {source.name} (licence: {licence}) in {target}")
