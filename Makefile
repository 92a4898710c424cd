# make demo    set up, code some of the example articles, show the events
# make test    set up, run every test
# make test-compiled compile, compare both builds, and run on the compiled one the tests of what is compiled
# make lint    style, types, layers
# make bench   set up, measure the speed beside other software, write docs/performance.md; CORPUS=path: on another corpus
# make compiled compile the path from text to events into build/compiled, for speed; the tests then compare both
# make figures set up, measure the accuracy on the examples, write it into README.md
# make screenshots set up, take pictures of the observatory's pages
# make picture set up, draw docs/images/demo.svg again
# make lock    resolve the dependencies again and write the lock files
# make clean   remove the environment and caches

SHELL := /bin/sh
READY := .venv/.ready

# A few reports of each register: the examples together are longer than a screen.
DEMO := $(addprefix examples/,newspaper/newspaper-rich-report.json agency/agency-marib-missile-intercepted.json \
  monitor/monitor-gezira-massacre.json radio/radio-kasserine-mine.json telegram/telegram-jabal-zawiya.json \
  newspaper/newspaper-derby-final.json)
EXPLAINED := examples/monitor/monitor-gezira-massacre.json
CORPUS :=

RUN_COMPILED := $(addprefix tests/,coding corroboration exports gazetteer lexicon reading scale cli/test_code.py \
  test_determinism.py)
# These put another value in the place of a constant, which compiled code has taken in.
RUN_COMPILED += --deselect tests/reading/test_words.py::test_a_memo_that_is_full_keeps_what_came_first \
  --deselect tests/reading/test_speakers.py::test_unknown_use_is_refused

# Not in the lock, for it has a build for each kind of machine, and those for graphics cards are large. TORCH= leaves it out.
TORCH := torch==2.13.0

.PHONY: demo test test-compiled lint bench compiled figures picture screenshots lock clean
.DEFAULT_GOAL := demo

demo: $(READY)
	@.venv/bin/marsad code $(DEMO)
	@echo
	@echo "Why each field was read as it was, for one of them:"
	@echo "  .venv/bin/marsad code --explain $(EXPLAINED)"
	@echo "All the examples, and how many of their events are found:"
	@echo "  .venv/bin/marsad code examples"
	@echo "  .venv/bin/marsad evaluate examples"
	@echo "Your own report, and events as data:"
	@echo "  .venv/bin/marsad code --published 2024-05-01 report.txt"
	@echo "  .venv/bin/marsad code --format jsonl articles.jsonl > events.jsonl"
	@echo "Many reports, gathered into incidents, as a table that you know:"
	@echo "  .venv/bin/marsad ingest articles.jsonl --db desk.db"
	@echo "  .venv/bin/marsad export acled --db desk.db -o acled.csv"
	@echo "The observatory: map, incidents, review desk, on example data, in a browser:"
	@echo "  .venv/bin/marsad serve --demo"

test: $(READY)
	@sh tools/browser.sh
	.venv/bin/python -m pytest

# What is compiled checks types where Python does not, and is C: the tests of what runs compiled, on the compiled copy.
test-compiled: compiled
	MARSAD_COMPARE=1 .venv/bin/python -m pytest tests/test_compiled.py
	PYTHONPATH=$(CURDIR)/build/compiled .venv/bin/python -m pytest -o pythonpath="build/compiled bench" $(RUN_COMPILED)

# Pictures of every page, taken by the browser tests.
screenshots: $(READY)
	@sh tools/browser.sh
	MARSAD_SCREENSHOTS=docs/images .venv/bin/python -m pytest tests/browser

lint: $(READY)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

# What measuring needs has an environment of its own: nobody else has to install it.
# Compiled where that can be done, and as written besides.
bench: $(READY) .venv-bench/.ready
	@$(MAKE) --no-print-directory compiled || echo "not compiled: Marsad is measured as written only" >&2
	PYTHONPATH=build/compiled:src .venv-bench/bin/python bench/speed.py --write docs/performance.md $(CORPUS)

.venv-bench/.ready: bench/requirements.lock
	rm -rf .venv-bench
	.venv/bin/python -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r bench/requirements.lock
	$(if $(TORCH),.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check $(TORCH) || \
	  echo "$(TORCH) could not be installed: the rows of BERT are left out" >&2)
	@touch $@

compiled: $(READY)
	.venv/bin/python hatch_compile.py build/compiled

figures: $(READY)
	.venv/bin/python tools/figures.py

picture: $(READY)
	.venv/bin/python tools/picture.py

define resolve
	{ echo "# Exact versions and hashes of $(2). Written by: make lock"; \
	  .venv-lock/bin/uv pip compile $(1) --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate --quiet; } > $(3).new
	mv $(3).new $(3)
endef

lock:
	rm -rf .venv-lock
	python3 -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	$(call resolve,pyproject.toml --extra scale --group dev,everything a checkout needs,requirements.lock)
	$(call resolve,pyproject.toml --group bench --constraint requirements.lock,what measuring needs,bench/requirements.lock)
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-lock .venv-bench frontend/node_modules src/marsad/web/static .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Set-up runs again only when the lock or the project file is newer than the last one that succeeded.
$(READY): requirements.lock pyproject.toml hatch_build.py tools/venv.sh $(shell find frontend -path '*/node_modules' -prune -o -type f -print)
	@sh tools/venv.sh
	@touch $@
