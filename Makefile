# make demo      install, then clean the samples and show what came of them
# make test      install, then run the tests
# make           check everything: format, lint, types, README (make static), then the tests
# make browser   open the page of `vncorpus report` in the Chromium that is installed
# make samples   rewrite samples/*/1-… to 5-…: the diff is the review
# make scale     install Ray, a local S3 and other libraries, and run the tests that need them
# make bench     speed and memory, as ratios to a peer in the same run
# make gate      floors of quality, on labelled data where it is (VNCORPUS_DATA)
#
# Nothing is needed but make and Python 3.11 or newer: each target sets up what it uses in .venv.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
SAMPLES := $(wildcard samples/*/0-raw.txt)

.PHONY: check static demo test browser format lint types readme samples bench gate scale clean

check: static test

static: $(VENV)/dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python scripts/readme.py --check

demo: $(VENV)/run
	@for raw in $(SAMPLES); do \
		echo; echo "=== vncorpus clean $$raw"; $(BIN)/vncorpus clean "$$raw" || exit; \
	done
	@echo; echo "=== vncorpus clean samples/bao-giay/0-raw.txt --to words | head -n 3"
	@$(BIN)/vncorpus clean samples/bao-giay/0-raw.txt --to words --quiet | head -n 3

test: $(VENV)/test
	$(BIN)/pytest

browser: $(VENV)/browser
	$(BIN)/pytest -rs tests/test_report_page.py

format: $(VENV)/dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

readme: $(VENV)/run
	$(BIN)/python scripts/readme.py

# A virtual environment, and a file in it for each set of packages that was installed.
$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "vncorpus needs Python 3.11 or newer; name it: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/run: $(VENV)/made pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/test: $(VENV)/run
	$(PIP) install --group test
	@touch $@

$(VENV)/dev: $(VENV)/test
	$(PIP) install --group dev
	@touch $@

$(VENV)/browser: $(VENV)/test
	$(PIP) install --group browser
	@touch $@

# Ray, S3 and the libraries of docs/python.md: their tests, which `make test` skips by name where they are not there.
scale: $(VENV)/scale
	$(BIN)/pytest -rs tests/test_docs.py $(wildcard tests/test_scale*.py)

$(VENV)/scale: $(VENV)/test
	$(PIP) install --group scale
	@touch $@

$(VENV)/bench: $(VENV)/dev
	$(PIP) install --group bench
	@touch $@

# How a Makefile of yours chains stages: each file is made from the one before, and only when that changed.
# Outputs appear whole or not at all, so an interrupted run leaves nothing that make takes for done.
#
#   corpus/a.words.jsonl: made from corpus/a.txt by `make corpus/a.words.jsonl`
VNCORPUS ?= $(BIN)/vncorpus
.PRECIOUS: %.jsonl
%.raw.jsonl: %.txt
	$(VNCORPUS) ingest $< -o $@
%.encoding.jsonl: %.raw.jsonl
	$(VNCORPUS) encoding $< -o $@
%.boilerplate.jsonl: %.encoding.jsonl
	$(VNCORPUS) boilerplate $< -o $@
%.cjk.jsonl: %.boilerplate.jsonl
	$(VNCORPUS) cjk $< -o $@
%.sentences.jsonl: %.cjk.jsonl
	$(VNCORPUS) sentences $< -o $@
%.words.jsonl: %.sentences.jsonl
	$(VNCORPUS) words $< -o $@

samples: $(VENV)/run
	@for raw in $(SAMPLES); do dir=$$(dirname "$$raw"); echo "$$dir"; \
		$(BIN)/vncorpus ingest -q "$$raw" -o "$$dir/0-raw.jsonl" && \
		$(BIN)/vncorpus encoding -q "$$dir/0-raw.jsonl" -o "$$dir/1-encoding.jsonl" && \
		$(BIN)/vncorpus boilerplate -q "$$dir/1-encoding.jsonl" -o "$$dir/2-boilerplate.jsonl" && \
		$(BIN)/vncorpus cjk -q "$$dir/2-boilerplate.jsonl" -o "$$dir/3-cjk.jsonl" && \
		$(BIN)/vncorpus sentences -q "$$dir/3-cjk.jsonl" -o "$$dir/4-sentences.jsonl" && \
		$(BIN)/vncorpus words -q "$$dir/4-sentences.jsonl" -o "$$dir/5-words.jsonl" || exit; \
	done

bench: $(VENV)/bench
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/length.py
	$(BIN)/python bench/engine.py
	$(BIN)/python bench/words.py
	$(BIN)/python bench/report.py

gate: $(VENV)/dev
	$(BIN)/python bench/gate.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
