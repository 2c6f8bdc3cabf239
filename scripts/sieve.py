"""Read the patterns of tables/boilerplate.tsv, and keep what their matches begin with, end with and hold.

python scripts/sieve.py            after a pattern was changed; without it the stage starts 0.3 s later
"""

from vncorpus.stages.boilerplate.line import rules, sieve

if __name__ == "__main__":
    sieve.KEPT.write_text(sieve.kept(rule.source for rule in rules.rules(rules.TABLE)), encoding="utf-8")
