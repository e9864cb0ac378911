# Two commands for everyone: `make demo` and `make test`. On a bare Debian or Ubuntu they need only
# make, git and python3 (3.11 or later, with venv); everything else goes into .venv.

ARGS ?=
ROWS ?= 10000000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DELETE_ON_ERROR:
# Two installations into one environment would tread on each other.
.NOTPARALLEL:
.PHONY: help demo test lint audit format bench docs lock clean

help:
	@echo 'make demo   an invented county: check its ledgers, write a report, serve  [ARGS="--no-serve"]'
	@echo 'make test   run the tests on two cores                                    [ARGS="-k homework"]'
	@echo 'make lint   ruff, mypy, import-linter, bandit'
	@echo 'make audit  known holes in the packages that are installed'
	@echo 'make format let ruff rewrite the layout of the code'
	@echo 'make bench  measure against hand-written SQL and peers                    [ROWS=10000000]'
	@echo 'make docs   write the generated pages under docs/ anew'
	@echo 'make lock   resolve requirements/*.txt anew (needs uv)'
	@echo 'make clean  remove .venv and what tools left behind'

demo: $(VENV)/run.stamp $(VENV)/assets.stamp
	@$(BIN)/jianfu demo $(ARGS)

# The web's tests run once more on PostgreSQL, unless ARGS choose tests.
test: $(VENV)/dev.stamp $(VENV)/assets.stamp
	@scripts/postgres.sh --install >/dev/null
	@scripts/office.sh --install >/dev/null || true
	@scripts/browser.sh --install >/dev/null || true
	$(BIN)/python -m pytest -n 2 $(ARGS)
	$(if $(strip $(ARGS)),,$(BIN)/python -m tests.postgres $(BIN)/python -m pytest -n 2 -m "not browser" tests/web)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/audit.py code

# Its verdict changes with what is found out elsewhere, so no change to the code has to pass it.
audit: $(VENV)/dev.stamp $(VENV)/audit.stamp
	$(BIN)/python scripts/audit.py packages

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/bench.stamp
	$(BIN)/python -m benchmarks --rows $(ROWS) $(ARGS)

docs: $(VENV)/run.stamp
	$(BIN)/python -m jianfu.reports.docs docs

lock:
	scripts/lock.sh

# A stamp is younger than what it stands for; touching a requirements file installs again.
$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(BIN)/python
	@echo "Installing the packages of $< into $(VENV) (the first time this takes a few minutes) …"
	@$(PIP) install --quiet --only-binary :all: --require-hashes -r $<
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# The site works without these, so a machine that npm cannot reach from is told, and goes on.
$(VENV)/assets.stamp: package-lock.json scripts/assets.sh | $(BIN)/python
	@scripts/assets.sh $(VENV) && touch $@ || \
		echo "No htmx or ECharts from the npm registry: pages load whole and tables stand without charts." >&2

$(BIN)/python:
	@scripts/venv.sh $(VENV)

clean:
	rm -rf $(VENV) node_modules src/jianfu/web/project/static/vendor test-artefacts build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
