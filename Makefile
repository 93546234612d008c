# The same words for people and for CI. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

# The first Python that is new enough; PYTHON=... chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
IN := .venv/bin
export PYTHONPATH :=

.PHONY: help setup serve test check fix docs bench prove lock clean starter-train starter-report starter-sheet

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## environment, packages and page bundle; seconds when they are there
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and none was found. Try: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m setup

serve: setup ## the studio: prints the address to open
	@exec $(IN)/pentimento serve

test: setup ## every test, with private PostgreSQL, Redis, RabbitMQ and Chromium
	@$(IN)/python -m tests.servers.programs
	@status=0; \
	OMP_NUM_THREADS=1 $(IN)/python -m pytest -n 2 --dist loadgroup -m "not serial" || status=$$?; \
	$(IN)/python -m pytest -m "serial" || status=$$?; \
	exit $$status

check: setup ## format, lint, types, import rules, documents up to date
	$(IN)/ruff format --check --quiet .
	$(IN)/ruff check --quiet .
	$(IN)/mypy
	$(IN)/lint-imports --no-cache
	$(IN)/python -m docs.generate --check

fix: setup ## what check can mend by itself: format, lint, generated documents
	$(IN)/ruff format --quiet .
	$(IN)/ruff check --quiet --fix .
	$(IN)/python -m docs.generate

bench: setup ## each speed beside its floor, in one run (minutes)
	@$(IN)/python -m benchmarks

prove: setup ## a hundred kills over two hundred jobs: nothing lost, nothing doubled
	@$(IN)/python -m tests.faults.prove --jobs 200 --kills 100

starter-train: setup ## train the built-in image models on this machine (some 20 hours a core; resumes; docs/training.md)
	@$(IN)/python -m starter.train data autoencoder eye decoder paint edit upscale upscale4

starter-report: setup ## measure the built-in image models on held-out scenes: starter/weights/REPORT.md
	@$(IN)/python -m starter.train report

starter-sheet: setup ## draw the fixed prompts with the built-in painter: starter/weights/sheets/prompts.png
	@$(IN)/python -m starter.train sheet

lock: setup ## write setup/requirements.lock anew from pyproject.toml and .venv
	@$(IN)/python -m setup.lock

clean: ## remove what was made here: environment, bundle, caches (never the data folder)
	rm -rf .venv node_modules web/static/dist var build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
