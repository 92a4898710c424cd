# make demo    set up, code some of the example articles, show the events
# make test    set up, run every test
# make lint    style, types, layers
# make bench   set up, measure the speed, write docs/performance.md; CORPUS=path measures another corpus too
# make picture draw docs/images/demo.svg again
# make lock    resolve the dependencies again and write requirements.lock
# make clean   remove the environment and caches

SHELL := /bin/sh
READY := .venv/.ready

# A few reports of every register: the examples have more than a screen can show.
DEMO := examples/local_site/local-rich-east-ghouta.json examples/monitor
CORPUS :=

.PHONY: demo test lint bench picture lock clean
.DEFAULT_GOAL := demo

demo: $(READY)
	@.venv/bin/marsad code examples --format table
	@echo
	@echo "Next: code your own report, and see why each field was read as it was:"
	@echo "  .venv/bin/marsad code --explain --published 2024-05-01 report.txt"

test: $(READY)
	.venv/bin/python -m pytest

lint: $(READY)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

lock:
	rm -rf .venv-lock
	python3 -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	{ echo "# Exact versions and hashes of everything a checkout needs. Written by: make lock"; \
	  .venv-lock/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate --quiet; } > requirements.lock.new
	mv requirements.lock.new requirements.lock
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-lock .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Set-up runs again only when the lock or the project file is newer than the last one that succeeded.
$(READY): requirements.lock pyproject.toml tools/venv.sh
	@sh tools/venv.sh
	@touch $@
