"""Run stages as a step of a datatrove pipeline: `pip install 'vncorpus[datatrove]'`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from vncorpus.errors import UsageError
from vncorpus.pipeline import ERROR, Pipeline

if TYPE_CHECKING:
    from datatrove.data import Document

try:
    from datatrove.pipeline.base import PipelineStep
except ImportError:
    PipelineStep = object  # the module can be read without it; a step cannot be made


class Clean(PipelineStep):  # type: ignore[misc] # datatrove has no types
    """Clean each document of a datatrove pipeline; `stages` and `options` are those of `vncorpus.Pipeline`.

    What the stages add to a record (`vncorpus`, `sentences`, `words`) stands in the metadata. A document in which a
    stage fails goes on as it came, with the reason in `vncorpus_error`: filter for it where you want it apart. The
    step counts documents, those that it changed, those with an error, and each rule.

    Raises UsageError where datatrove is not installed, and for a stage, an option or a table that is wrong, when it is
    made.
    """

    name = "vncorpus"
    type = "✂️ - FORMAT"

    def __init__(self, stages: Iterable[str] | None = None, **options: Any) -> None:
        if PipelineStep is object:
            raise UsageError("vncorpus.steps needs datatrove: pip install 'vncorpus[datatrove]'")
        super().__init__()
        self.pipeline = Pipeline(stages, **options)

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Yield the documents after every stage."""
        for document in data:
            with self.track_time():
                record = {**document.metadata, "text": document.text}
                (after,) = self.pipeline.map([record], on_error="mark")
            self.stat_update("total")
            if ERROR in after:
                self.stat_update(ERROR)
            elif after["text"] != document.text:
                self.stat_update("changed")
            self._count(document.metadata.get("vncorpus"), after.get("vncorpus"))
            document.text = after.pop("text")
            document.metadata = after
            yield document

    def _count(self, before: Any, after: Any) -> None:
        """Count the rules of the entries that this step wrote."""
        known = before["stages"] if isinstance(before, dict) else []
        for entry in after["stages"] if isinstance(after, dict) else []:
            if entry not in known:
                for rule, count in entry["rules"].items():
                    self.stat_update(f"{entry['stage']}/{rule}", value=count)
