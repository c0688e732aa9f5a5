# Every target sets up what it needs; a fresh machine needs Python 3.11 or newer, make and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench eval build starter docs lock clean

help:  ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':[^#]*## ' '{printf "%-10s %s\n", $$1, $$2}'

$(VENV)/run.stamp: requirements/run.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("metier needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/run.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/dev.lock
	@touch $@

setup: $(VENV)/dev.stamp  ## Install everything into .venv

run: $(VENV)/run.stamp  ## Start the website on the starter release (PORT=8000)
	@echo "An example: http://127.0.0.1:$(PORT)/compare/data-science-manager-vs-machine-learning-software-engineer"
	@$(BIN)/metier serve --port $(PORT)

lint: $(VENV)/dev.stamp  ## Ruff, mypy --strict and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint  ## Every check: lint, types, import contract, tests; the 'shared' ones where ../shared is
	sh scripts/browser.sh
	$(BIN)/pytest -n 2 -rs

$(VENV)/bench.stamp: requirements/bench.lock $(VENV)/dev.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/bench.lock
	@touch $@

bench: $(VENV)/bench.stamp  ## Speed, as medians and as ratios against a plain pandas script and spaCy
	$(BIN)/python -m bench.speed --shared $(SHARED) --growth
	$(BIN)/python -m bench.reading_speed --shared $(SHARED)
	$(BIN)/python -m bench.web_speed
	$(BIN)/python -m bench.site_speed

eval: $(VENV)/bench.stamp  ## Accuracy of reading on the evaluation sets
	$(BIN)/python -m bench.eval --shared $(SHARED)

build: $(VENV)/dev.stamp  ## A release from the producers' files, in out/release
	$(BIN)/metier build --sources $(SHARED) --out out/release

starter: $(VENV)/dev.stamp  ## Rebuild the release inside the package (commit it rarely: it stays in the history)
	$(BIN)/metier build --sources $(SHARED) --out src/metier/starter

docs: $(VENV)/dev.stamp  ## Regenerate docs/sources.md and the output of the examples
	$(BIN)/python scripts/document_sources.py
	$(BIN)/python scripts/document_examples.py

lock:  ## Pin the dependencies again
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url --python-version 3.11 pyproject.toml -o requirements/run.lock
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url --python-version 3.11 --extra build --extra semantic --group dev pyproject.toml -o requirements/dev.lock
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url --python-version 3.11 --extra build --extra semantic --group dev --group bench pyproject.toml -o requirements/bench.lock

clean:  ## Remove what was made
	rm -rf $(VENV) out dist
