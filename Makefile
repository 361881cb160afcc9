# Two commands do everything on a machine with make and a Python from 3.11 to 3.13:
#   make build   environment, warehouse, audit, release
#   make test    the tests; CONTRIBUTING.md says what runs where
# `make parity` needs Java too.

UV_VERSION := 0.13.9
# uv as it is installed, or one of the project's own.
UV := $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
RUN := .venv/bin
# Spark and what it needs: an environment of its own, so that nobody else installs it.
SPARK_ENVIRONMENT := .venv-spark
# A file of tests per core: what a file sets up, such as a build or a browser, serves all its tests. In their order, which
# ends with short ones, so that no core waits for the last.
PYTEST_AT_ONCE := --numprocesses auto --dist loadfile --no-loadscope-reorder
OLDEST_DUCKDB := .cache/oldest-duckdb
# The environment with the versions of `make test-versions`, and the tests that depend on them.
OTHER_VERSIONS := .cache/versions
VERSION_TESTS := tests/integration/test_build.py tests/integration/test_dbt_tests.py \
	tests/integration/test_least_privilege.py tests/integration/test_release.py \
	tests/integration/test_second_survey.py tests/app/test_same_numbers.py

export PYTHONDONTWRITEBYTECODE :=
export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never
# Behind a proxy with a certificate of its own, this machine's certificates do and those that come with uv do not. Where
# the machine has none, as in a bare container, it is the other way round.
SYSTEM_CERTIFICATES := $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt \
	/etc/ssl/ca-bundle.pem /etc/ssl/cert.pem))
export UV_SYSTEM_CERTS ?= $(if $(SYSTEM_CERTIFICATES),1,0)

.DEFAULT_GOAL := help
.PHONY: help build test test-quick test-all test-versions faults mutants check parity bench bench-build bench-land bench-app bench-spark bench-certainty format app docs clean

help: ## Say what each target does.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

build: .venv/.synced ## Build the warehouse from raw answers, audit it, release it.
	@$(RUN)/smart-customs build

test: .venv/.synced $(OLDEST_DUCKDB)/.synced ## Run the tests: pytest, and through it dbt's unit and data tests. Minutes.
	@$(RUN)/pytest $(PYTEST_AT_ONCE) --ignore tests/parity

test-quick: .venv/.synced ## Run what a change of a model, a suite or a page breaks most often. About a minute.
	@$(RUN)/pytest $(PYTEST_AT_ONCE) -m quick

test-all: .venv/.synced $(OLDEST_DUCKDB)/.synced $(SPARK_ENVIRONMENT)/.synced ## Run every test in full, Spark's and every fault too. Takes an hour or two.
	@$(RUN)/pytest $(PYTEST_AT_ONCE) --full

test-versions: $(OLDEST_DUCKDB)/.synced ## Test with other versions, such as DUCKDB=1.4.0 DBT_DUCKDB=1.11.0.
	@UV_PROJECT_ENVIRONMENT=$(OTHER_VERSIONS) $(UV) sync --frozen --quiet
	@$(UV) pip install --quiet --python $(OTHER_VERSIONS)/bin/python duckdb==$(DUCKDB) dbt-duckdb==$(DBT_DUCKDB)
	@$(OTHER_VERSIONS)/bin/pytest $(PYTEST_AT_ONCE) $(VERSION_TESTS)

faults: .venv/.synced ## Inject every fault of the catalogue: wrong data, killed builds, many readers, bad disks. Takes an hour.
	@$(RUN)/pytest tests/faults --full

mutants: .venv/.synced $(OLDEST_DUCKDB)/.synced ## Break one rule of the product after the other: does a test notice? Takes an hour.
	@$(RUN)/python -m tests.mutants.run

check: .venv/.synced ## Check format, style and types; change nothing.
	@$(RUN)/ruff format --check .
	@$(RUN)/ruff check .
	@$(RUN)/mypy
	@$(RUN)/sqlfluff lint --processes 2 models tests/dbt analyses
	@$(RUN)/yamllint --strict .

parity: .venv/.synced $(SPARK_ENVIRONMENT)/.synced ## Build on DuckDB and on Spark (Java 17 or later), and compare every mart and release.
	@$(RUN)/pytest $(PYTEST_AT_ONCE) tests/parity

bench: .venv/.synced ## Measure the build by size beside a hand-written script, pandas and bare dbt. Takes an hour.
	@$(RUN)/python -m benchmarks.scale

bench-build: .venv/.synced ## Measure what the build costs beside bare dbt, taking turns.
	@$(RUN)/python -m benchmarks.building

bench-land: .venv/.synced ## Measure how long landing 100,000 responses takes, and how much memory.
	@$(RUN)/python -m benchmarks.landing

bench-app: .venv/.synced ## Measure the pages of the app: script, browser, 30 sessions at once.
	@$(RUN)/python -m benchmarks.app

bench-spark: $(SPARK_ENVIRONMENT)/.synced ## Build large rounds on DuckDB and on Spark, compare every mart, measure both.
	@$(SPARK_ENVIRONMENT)/bin/python -m benchmarks.spark

bench-certainty: .venv/.synced ## Measure on 1,000 random rounds how often intervals and ranges of ranks hold the truth.
	@$(RUN)/python -m benchmarks.certainty --document docs/statistics.md

format: .venv/.synced ## Put Python and SQL into the project's format.
	@$(RUN)/ruff format .
	@$(RUN)/ruff check --fix .
	@$(RUN)/sqlfluff fix --processes 2 models tests/dbt analyses

app: .venv/.synced ## Show the current release in a browser, on 127.0.0.1:8501.
	@$(RUN)/streamlit run app/server.py

docs: .venv/.synced ## Write the documentation as a website and open it: dbt docs and the audit's Data Docs.
	@$(RUN)/smart-customs docs --open

clean: ## Remove what builds and tests made; releases, landed answers and environments stay.
	rm -rf target logs .cache .pytest_cache .mypy_cache .ruff_cache

.venv/.synced: pyproject.toml uv.lock $(if $(filter .uv/bin/uv,$(UV)),.uv/bin/uv)
	@echo "Setting up the environment in .venv"
	@$(UV) sync --frozen --compile-bytecode --quiet
	@touch $@

$(SPARK_ENVIRONMENT)/.synced: pyproject.toml uv.lock $(if $(filter .uv/bin/uv,$(UV)),.uv/bin/uv)
	@echo "Setting up the environment in $(SPARK_ENVIRONMENT): Spark is half a gigabyte"
	@UV_PROJECT_ENVIRONMENT=$(SPARK_ENVIRONMENT) $(UV) sync --frozen --no-dev --group spark --compile-bytecode --quiet
	@touch $@

# pip before 24.2 trusts the certificates that come with it alone, so this machine's are tried second.
INSTALL_UV = .uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.uv/bin/uv:
	@echo "Installing uv $(UV_VERSION) into .uv"
	@python3 -m venv .uv
	@$(INSTALL_UV) $(if $(SYSTEM_CERTIFICATES),2>/dev/null || $(INSTALL_UV) --cert $(SYSTEM_CERTIFICATES))

# The oldest DuckDB client that releases promise to suit, in a folder of its own: one environment holds one DuckDB.
$(OLDEST_DUCKDB)/.synced: tests/oldest_duckdb.txt .venv/.synced
	@$(UV) pip install --quiet --python $(RUN)/python --target $(OLDEST_DUCKDB) --require-hashes --no-deps \
		--only-binary :all: -r tests/oldest_duckdb.txt
	@touch $@
