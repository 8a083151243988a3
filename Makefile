# Two commands matter: `make demo` and `make test`. Both set everything up themselves.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

PURE := wa_sync/model/*,wa_sync/messages/*,wa_sync/canonical.py,wa_sync/kind.py,wa_sync/desired/*,wa_sync/plan/*,wa_sync/apply/*,wa_sync/render/*

# hundreds of tests start a command: each would compile the whole package anew
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test setup setup-dev format lint types contracts tests schemas catalogue lock bench clean

demo: $(VENV)/run.stamp  ## set up, then plan and apply the example on the sandbox
	@sh examples/demo.sh $(abspath $(BIN))/wa-sync

test: $(VENV)/dev.stamp format-check lint types contracts docstrings docs tests mutation-small  ## everything CI checks

setup: $(VENV)/run.stamp
setup-dev: $(VENV)/dev.stamp chromium stranger

# the browser of tests/browser, where Debian has it
CHROMIUM ?= /usr/bin/chromium
export CHROMIUM
.PHONY: chromium
chromium:
	@sh .ci/chromium

# the client from npm that tests/strangers/test_npm.py lets loose on the sandbox; npm
# keeps in node_modules what it has installed
STRANGER := tests/strangers/npm
.PHONY: stranger node
stranger: $(STRANGER)/node_modules/.package-lock.json

node:
	@sh .ci/node

$(STRANGER)/node_modules/.package-lock.json: $(STRANGER)/package-lock.json | node
	cd $(STRANGER) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "wa-sync needs Python 3.11 or newer; say which with make PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/dev.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.stamp

.PHONY: format-check docstrings
format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

format-check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

contracts: $(VENV)/dev.stamp
	$(BIN)/lint-imports

docstrings: $(VENV)/dev.stamp
	$(BIN)/interrogate --quiet tests

# What the floors below ask for is covered by the other tests: these run whole commands,
# browsers and foreign programs, or draw hundreds of examples, and go faster without
# being measured.
UNMEASURED := tests/browser tests/catalogue tests/docs tests/pipelines tests/strangers \
  tests/sweeps tests/test_house.py tests/test_laws.py tests/config/test_bombs.py \
  $(wildcard tests/cli/test_signals_*.py) tests/cli/test_outputs_lost.py
LONG := hypothesis or costly
WITH_LONG = $(shell grep -rlE '^from hypothesis|mark\.costly' tests --include='test_*.py')
# more workers than two cores: many tests wait for a process that they have started
WORKERS ?= 3
SIDE_BY_SIDE := -n $(WORKERS) --dist worksteal

tests: $(VENV)/dev.stamp chromium stranger
	$(BIN)/coverage erase
	$(BIN)/pytest $(SIDE_BY_SIDE) -m "not ($(LONG))" --cov --cov-report= \
	  $(UNMEASURED:%=--ignore=%)
	$(BIN)/pytest $(SIDE_BY_SIDE) -m "$(LONG)" $(UNMEASURED:%=--ignore=%) $(WITH_LONG)
	$(BIN)/pytest $(SIDE_BY_SIDE) $(UNMEASURED)
	$(BIN)/coverage report --fail-under=95
	@echo "The pure floors, which have no excuse:"
	$(BIN)/coverage report --fail-under=100 --include="$(PURE)"

# Each sweep whole; `make tests` runs a smaller set of every one. All print their figures.
SWEEPS := kill syscalls two-applies fault-matrix state-machine fuzz plan-bytes canary canary-forge canary-two hostile
.PHONY: sweeps $(SWEEPS)
sweeps: $(SWEEPS)

$(SWEEPS): $(VENV)/dev.stamp
	$(BIN)/pytest $(SIDE_BY_SIDE) --sweep=full -o faulthandler_timeout=0 tests/sweeps/test_$(subst -,_,$@).py

.PHONY: mutation mutation-small
sweeps: mutation

mutation: $(VENV)/dev.stamp  ## mutants of the modules that keep people safe; 90 % have to die
	rm -rf mutants
	$(BIN)/mutmut run
	$(BIN)/mutmut export-cicd-stats
	$(BIN)/python tests/sweeps/mutation_score.py mutants/mutmut-cicd-stats.json

mutation-small: $(VENV)/dev.stamp  ## of what reads back, and of what refuses deletes
	rm -rf mutants
	$(BIN)/mutmut run "wa_sync.apply.verify*" "wa_sync.apply.confirm*" \
	  "wa_sync.plan.safety.x_refuse_delete*"
	$(BIN)/mutmut export-cicd-stats
	$(BIN)/python tests/sweeps/mutation_score.py mutants/mutmut-cicd-stats.json

lock: $(VENV)/dev.stamp  ## pin anew; needs uv and npm
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  pyproject.toml --group build -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  pyproject.toml --group build --group dev -o requirements/dev.txt
	cd $(STRANGER) && npm install --package-lock-only --omit-lockfile-registry-resolved \
	  --ignore-scripts --no-audit --no-fund

schemas: $(VENV)/run.stamp  ## write the published JSON Schemas anew
	$(BIN)/python -m wa_sync schema --out schemas

# the site, in build/site: every warning is an error, every link leads somewhere
.PHONY: docs
docs: $(VENV)/dev.stamp
	rm -rf build/site
	PYTHONPATH=docs $(BIN)/python -m generate build/pages
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env \
	  --conf-dir docs --doctree-dir build/doctrees build/pages build/site
	PYTHONPATH=docs $(BIN)/python -m generate.links build/site

.PHONY: session
session: $(VENV)/dev.stamp  ## type docs/session into a terminal, and draw the README's picture
	PYTHONPATH=docs $(BIN)/python -m session

catalogue: $(VENV)/dev.stamp  ## write docs/failures.md anew from tests/catalogue.toml
	PYTHONPATH=tests $(BIN)/python tests/support/catalogue.py

bench: $(VENV)/dev.stamp  ## side-by-side ratios; never part of the tests
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf $(STRANGER)/node_modules
