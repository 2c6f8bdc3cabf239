"""Drive stages over files: open, parse, run, write, and account for every record."""
