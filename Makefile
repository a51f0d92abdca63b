# Two commands matter: `make run` shows what Interlingua does, `make test` proves it.
# The environment lives in .venv; nothing outside this folder is touched.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
JOBS   ?= 2
PEER   := $(CURDIR)/.venv-peers/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup run test test-long check format bench clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## build the environment in .venv

$(STAMP): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed (set PYTHON=...)"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(STAMP)

run: $(STAMP) ## sample programmes in, checked graph out, questions answered, service up (DEMO=once: stop after the answers)
ifeq ($(DEMO),once)
	@$(BIN)/interlingua demo
else
	@$(BIN)/interlingua demo --serve
endif

test: $(STAMP) ## run the tests
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m 'not long'

test-long: $(STAMP) ## run the tests that take hours
	$(BIN)/python -m pytest -m long

check: $(STAMP) ## format, lint, types, import contract, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

format: $(STAMP) ## rewrite the code in the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP) $(PEER) ## measure against named peers (ROWS=1000000 for the published size)
	INTERLINGUA_BENCH_PYTHON=$(PEER) $(BIN)/python bench/translate.py --rows $(or $(ROWS),100000) --json-mb $(or $(JSON_MB),30)

# Peers need other versions of some packages than we do, so they have an environment of their own.
$(PEER): bench/peers.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --requirement bench/peers.txt
	@touch $(PEER)

clean: ## remove what the targets above made
	rm -rf $(VENV) .venv-peers build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
