"""Hold the pattern table to its examples: every rule matches its own lines, and no line of text matches any."""

from __future__ import annotations

import json
import re
import string
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import CASES
from vncorpus import tables
from vncorpus.stages.boilerplate.line import index, sieve, stock
from vncorpus.stages.boilerplate.line import rules as lines

ROWS = [json.loads(line) for line in (CASES / "boilerplate_lines.jsonl").read_text(encoding="utf-8").splitlines()]
RULES = lines.rules(tables.TABLES / "boilerplate.tsv")
STOCK = tables.read(stock.TABLE, stock.COLUMNS, stock.row)
#: Digits that `\d` means too, and no table of the first and last characters of matches holds.
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['rule']}-{row['line'][:40]}")
def test_line(row: dict[str, str]) -> None:
    rule = lines.match(row["line"].strip())
    if row["rule"] is None:
        assert rule is None or rule.kind == "text"  # what looks like furniture and is not
    else:
        assert rule is not None
        assert rule.id == row["rule"]


def test_every_rule_has_examples_for_and_against() -> None:
    positive = {row["rule"] for row in ROWS}
    near = {row.get("near") for row in ROWS if row["rule"] is None}
    ids = {rule.id for rule in RULES}
    assert len(ids) == len(RULES)
    ids |= {f"{kind}:verbatim" for kind, _words in STOCK}
    assert ids <= positive
    assert ids <= near


def test_every_stock_line_is_known_and_stands_once() -> None:
    """With some values in it; what a pattern knows needs no row."""
    for kind, words in STOCK:
        values = {stock.NUMBER: "12", stock.WORDS: "Bến Sông"}
        line = " ".join(values.get(word, word) for word in words)
        rule = lines.match(line)
        assert rule is not None
        assert rule.id == f"{kind}:verbatim", line
        assert lines.match(f"Hôm qua {line} rồi") is None, line
    assert len({tuple(words) for _kind, words in STOCK}) == len(STOCK)


@pytest.mark.parametrize("line", ["Bạn có 0", "* rồi đó đã *"])
def test_stock_lines_that_say_too_little(line: str) -> None:
    with pytest.raises(ValueError, match="words"):
        stock.row({"class": "nav", "line": line})


@pytest.mark.parametrize(
    "filler", [" ", "a ", "1", ".", "- ", "| ", "ảnh: ", "theo ", ">> ", "facebook ", "thứ 4, 22/01/2025 "]
)
def test_no_pattern_explodes(filler: str) -> None:
    """A pattern that backtracks without end takes minutes on these; all of them together take milliseconds."""
    line = (filler * lines.LONGEST)[: lines.LONGEST - 1] + "\N{SNOWMAN}"
    began = time.process_time()
    for rule in RULES:
        rule.pattern.search(line.lower())
    assert time.process_time() - began < 20


def test_long_lines_are_no_furniture() -> None:
    assert lines.match("Bình luận (0) " + string.ascii_lowercase * 40) is None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["line"][:40])
def test_the_sieve_lets_through_what_matches(row: dict[str, str]) -> None:
    """The rule that the sieve finds is the one that trying them all would find, with wide digits at the end too."""
    line = row["line"].strip()
    for bare in (line, line[:4] + line[4:-2] + line[4:][-2:].translate(WIDE)):
        folded = lines.fold(bare)
        tried = [
            rule
            for rule in RULES
            if len(folded) <= rule.max_chars
            and (rule.pattern.search(folded) if rule.where == "any" else rule.pattern.match(folded))
            and not (rule.unless and rule.unless.search(folded))
        ]
        assert lines.match(bare) == (tried[0] if tried else stock.stock().first(folded))


def test_what_was_read_of_the_patterns_is_kept() -> None:
    patterns = [rule.source for rule in RULES]
    assert sieve.KEPT.read_text("utf-8") == sieve.kept(patterns), "a pattern has changed: python scripts/sieve.py"
    for pattern in patterns[:5]:
        assert sieve.sieve(pattern) == sieve.read(pattern)


def test_every_part_of_patterns_is_used_and_known() -> None:
    table = (tables.TABLES / "boilerplate.tsv").read_text("utf-8")
    rows = "\n".join(line for line in table.splitlines() if not line.startswith("#"))
    named = Counter(re.findall(r"\{([a-z]+)\}", rows))
    parts = {line.split("\t")[0] for line in lines.PARTS.read_text("utf-8").splitlines() if not line.startswith("#")}
    assert set(named) == parts - {"name"}
    assert min(named.values()) > 1


def test_a_table_of_a_user_may_name_parts(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("id\tclass\twhere\tcloses\tmax_chars\tpattern\nnav:day\tnav\tline\t0\t40\tlịch {weekday}\n", "utf-8")
    found = lines.match("Lịch thứ hai", own)
    assert found is not None
    assert found.id == "nav:day"
    assert lines.match("Lịch sử", own) is None


@pytest.mark.parametrize(
    "pattern", [r"xem\Wthêm.*", r"xem[ -]thêm.*", r"(?:xem|đọc)[-–• ]{1,3}thêm.{0,9}", r".+thêm\W.*"]
)
def test_a_head_ends_where_a_word_may(pattern: str, tmp_path: Path) -> None:
    """What a head holds is a word and the letter after it, whatever stands between and however the pattern says so."""
    table = tmp_path / "table.tsv"
    table.write_text(f"id\tclass\twhere\tcloses\tmax_chars\tpattern\nnav:more\tnav\tline\t0\t40\t{pattern}\n", "utf-8")
    found = index.Index(lines.rules(table), lines.LONGEST)
    for line in ("xem thêm tin", "xem-thêm tin", "xem • thêm"):
        assert (found.first(line) is not None) == (re.fullmatch(pattern, line) is not None), line
