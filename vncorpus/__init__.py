"""Clean Vietnamese text corpora: small stages, nothing lost, every change with its reason.

>>> import vncorpus
>>> vncorpus.clean("Ti\u00e1\u00ba\u00bfng Vi\u00e1\u00bb\u2021t th\u00ec vui，ai cũng thích。")
'Tiếng Việt thì vui, ai cũng thích.'

>>> [sentence.text for sentence in vncorpus.sentences("TS. Mai về TP. Huế. Trời mưa.")]
['TS. Mai về TP. Huế.', 'Trời mưa.']

`clean` is for one text; `Pipeline` for many records; the command line says the same as the API. Importing
this module loads no model and no table: the names below are fetched when they are first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # not from typing, which takes a fifth of the time of `vncorpus --version`
if TYPE_CHECKING:
    from vncorpus.convert import clean as clean
    from vncorpus.document import Document as Document
    from vncorpus.document import Edit as Edit
    from vncorpus.document import replay as replay
    from vncorpus.document import undo as undo
    from vncorpus.errors import VncorpusError as VncorpusError
    from vncorpus.pipeline import Pipeline as Pipeline
    from vncorpus.shapes import words as words
    from vncorpus.stages.boilerplate.site import site_lines as site_lines
    from vncorpus.stages.sentences import Sentence as Sentence
    from vncorpus.stages.sentences import sentences as sentences

__version__ = "0.1.0"
__all__ = [
    "Document",
    "Edit",
    "Pipeline",
    "Sentence",
    "VncorpusError",
    "clean",
    "replay",
    "sentences",
    "site_lines",
    "undo",
    "words",
]

_HOMES = {
    "clean": "vncorpus.convert",
    "words": "vncorpus.shapes",
    "Document": "vncorpus.document",
    "Edit": "vncorpus.document",
    "undo": "vncorpus.document",
    "replay": "vncorpus.document",
    "VncorpusError": "vncorpus.errors",
    "Pipeline": "vncorpus.pipeline",
    "Sentence": "vncorpus.stages.sentences",
    "sentences": "vncorpus.stages.sentences",
    "site_lines": "vncorpus.stages.boilerplate.site",
}


def __getattr__(name: str) -> object:
    """Fetch a public name from the module that holds it (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'vncorpus' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
