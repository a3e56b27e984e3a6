# Passerelle. `make demo` and `make test` need git, make and Python 3.11 or newer; they bring the rest themselves.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# Compiled once and kept: the suite and the demonstration start many processes of the same modules.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PYTEST := $(BIN)/pytest
WORKERS ?= 2
# Its server does a part of the work, and is waited for.
POSTGRESQL_WORKERS ?= 3
ARGS ?=
NAME ?=
ADDRESS ?=

# A stamp is older than the lock file exactly when something must be installed.
RUNTIME := .venv/.runtime
TOOLS := .venv/.tools

$(RUNTIME): uv.lock pyproject.toml
	@scripts/install.sh runtime
	@touch $@

$(TOOLS): uv.lock pyproject.toml
	@scripts/install.sh test
	@touch $@ $(RUNTIME)

.PHONY: help install demo test check bench soak docs snapshots messages conformance run release

help: ## Show what can be asked for
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(RUNTIME) ## Make .venv with the passerelle command, exactly as locked

demo: $(RUNTIME) ## Three real lists and one invented story, on nodes of this machine (ARGS="--json --no-serve")
	@$(BIN)/passerelle demo $(ARGS)

test: check ## Everything a change must pass: check, then the whole suite on SQLite and on PostgreSQL
	@scripts/install_test_system.sh
	@$(PYTEST) -n $(WORKERS) --dist worksteal --database sqlite $(ARGS)
	@$(PYTEST) -n $(POSTGRESQL_WORKERS) --dist worksteal --database postgresql $(ARGS)

check: $(TOOLS) ## Style, types, import direction, and generated files against what generates them
	@scripts/check_assets.sh & assets=$$!; trap 'kill $$assets 2>/dev/null || true' EXIT; \
	$(BIN)/ruff check .; \
	$(BIN)/ruff format --check .; \
	$(BIN)/mypy -n $(WORKERS); \
	$(BIN)/lint-imports; \
	$(BIN)/python -m scripts.generated; \
	wait $$assets

bench: $(TOOLS) ## Measure us beside the peers, one JSON line each (NAME=x for one)
	@$(BIN)/python -m scripts.bench $(NAME)

soak: $(TOOLS) ## The long version of the suite: every kill point, many more random cases
	@scripts/install_test_system.sh
	@PASSERELLE_SOAK=1 $(PYTEST) -n $(WORKERS) --dist worksteal --timeout=0 --database sqlite $(ARGS)
	@PASSERELLE_SOAK=1 $(PYTEST) -n $(POSTGRESQL_WORKERS) --dist worksteal --timeout=0 --database postgresql $(ARGS)

docs: $(TOOLS) ## Check the documentation: its links, its lists, its examples
	@$(PYTEST) tests/project/test_documentation.py tests/project/test_decision_record.py

snapshots: $(TOOLS) ## Rewrite the golden files from what the code does now; read the diff before you commit it
	@$(PYTEST) -n $(WORKERS) --dist worksteal --snapshot-update $(ARGS)

messages: $(TOOLS) ## Gather the sentences of the screens, compile the catalogues, fail on a missing translation
	@$(BIN)/python -m scripts.messages

conformance: $(TOOLS) ## Run the published protocol vectors against a node (ADDRESS=https://…)
	@$(BIN)/python -m conformance $(ADDRESS) $(ARGS)

run: $(RUNTIME) ## Start a node on the folder ./var
	@$(BIN)/passerelle run var $(ARGS)

release: $(TOOLS) ## Build wheel, source archive and bill of materials into dist/, twice, and compare
	@scripts/release.sh
