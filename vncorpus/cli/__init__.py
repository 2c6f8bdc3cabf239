"""Build the commands, thin: an option is written once, in its stage. A room for each kind of command."""

from vncorpus.cli import cleaning, glossaries, looking, merging, reports  # they add their commands, in this order
from vncorpus.cli.commands import run

__all__ = ["cleaning", "glossaries", "looking", "merging", "reports", "run"]
