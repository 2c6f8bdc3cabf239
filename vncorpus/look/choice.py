"""Choose changes by rule and by stage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from vncorpus.document import Done
from vncorpus.stages import named


@dataclass(frozen=True)
class Choice:
    """Say which changes are meant: those of these rules and these stages; all where none is named.

    A rule that ends with `:` stands for all that begin so.

    >>> Choice(("glossary:",), ()).takes("cjk", Done(0, 1, "a", "b", "glossary:卷积"))
    True
    """

    rules: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()

    @property
    def all(self) -> bool:
        """Tell whether nothing is named, so that everything is meant."""
        return not (self.rules or self.stages)

    def names(self, stage: str, rule: str) -> bool:
        """Tell whether a rule of a stage is meant."""
        fits = not self.rules or any(rule == own or (own.endswith(":") and rule.startswith(own)) for own in self.rules)
        return fits and (not self.stages or stage in self.stages)

    def takes(self, stage: str, edit: Done) -> bool:
        """Tell whether an edit is meant."""
        return self.names(stage, edit.rule)


def of(rules: list[str] | None, stages: list[str] | None) -> Choice:
    """Return the choice that the options make.

    Raises UsageError for a stage that does not exist.
    """
    return Choice(tuple(rules or ()), tuple(named(stage).name for stage in stages or ()))


def hint(chosen: Choice, known: Iterable[str]) -> str:
    """Return what to say where no change is of the chosen rules: the names that are like them, of those there are.

    >>> hint(Choice(("glosary:数据",)), ["mojibake", "glossary:数据"])
    'no change is of the rule glosary:数据; did you mean glossary:数据?'
    """
    what = [f"the rule {rule}" for rule in chosen.rules] + [f"the stage {stage}" for stage in chosen.stages]
    names = sorted(set(known) - set(chosen.rules))
    near = [name for rule in chosen.rules for name in get_close_matches(rule, names, 3)]
    more = f"; did you mean {', '.join(near)}?" if near else f"; there are {', '.join(names[:8])}" if names else ""
    return f"no change is of {' and '.join(what)}{more}"
