# One way to run each thing. A bare machine needs Python 3.11 or newer and make, nothing else.
#   make demo    install and show the five declarations of examples/ from reading to the filled forms
#   make test    make check, then every test with branch coverage
#   make check   style, types, layers, dependencies, house rules
#   make fix     format and mend what can be mended
#   make bench   the benchmarks
#   make docs    write docs/reference from the rules
#   make forms-report [FILES=…]   every corpus form as the reader sees it, in build/forms-report
#   make fuzz [COUNT=100000 SEED=4]   damaged files by the thousand, each read without harm
#   make kills [KILLS=500]   imports, closings and retractions killed at any step: the old state or the new one
#   make spark       the engine for clusters: its conformance, on one machine and on two workers (needs Java 17)
#   make assets  fetch style and charts for the pages, compile the translations (the others call it)
#   make screenshots   pictures of every page into docs/screenshots
#   make bench-web     the pages under load
#   make new lint meaning_of_the_rule   (also: kind, scheme, layout, pack, exporter)
#   make locks   resolve both locks again

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := test
.DELETE_ON_ERROR:
.PHONY: demo test check fix bench bench-web docs new locks install develop system assets screenshots forms-report fuzz kills spark

PYTHON ?= python3
COUNT ?= 100000
KILLS ?= 500
SEED ?= 4
BIN := .venv/bin
CODE := src tests bench tools
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header -p 3.11 pyproject.toml

demo: install assets
	$(BIN)/youju demo ./youju-demo

test: check system assets
	$(BIN)/pytest -n 2 --dist loadfile --max-worker-restart 0 --cov --cov-report=
	@echo "branch coverage of the pure core (must be complete):"
	@$(BIN)/coverage report --fail-under=100

check: develop
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/pytest tests/test_house_rules.py

fix: develop
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: develop
	@for file in bench/bench_*.py; do echo "== $$file"; $(BIN)/python "$$file"; done

bench-web: develop assets
	$(BIN)/python bench/web

screenshots: develop assets
	$(BIN)/python tools/screenshots.py

forms-report: develop
	$(BIN)/python tools/forms_report.py $(FILES)

fuzz: develop
	$(BIN)/python tools/fuzz.py --count $(COUNT) --seed $(SEED)

kills: develop
	$(BIN)/python tests/faults/kills.py --kills $(KILLS)

spark: develop
	$(BIN)/uv pip install --quiet --python $(BIN)/python "pyspark>=4,<5"
	$(BIN)/pytest tests/engines/test_spark.py
	$(BIN)/python tools/spark_cluster.py $(BIN)/pytest tests/engines/test_spark.py
	$(BIN)/python tools/spark_cluster.py $(BIN)/python bench/bench_engine.py

docs: develop
	$(BIN)/python tools/reference.py

# The words after "new" are not targets but what to make.
ifeq (new,$(firstword $(MAKECMDGOALS)))
WORDS := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
ifneq (,$(WORDS))
.PHONY: $(WORDS)
$(eval $(WORDS): ; @:)
endif
endif
new: develop
	@$(BIN)/python tools/new.py $(WORDS)

locks: develop
	$(LOCK) --group build -o requirements.lock
	$(LOCK) --group build --group dev -c requirements.lock -o requirements-dev.lock

assets: .venv/assets

# The style sheet and the charts come once from npm by their lock; the pages then need no other host.
.venv/assets: .venv/installed package-lock.json tools/assets.py $(wildcard src/youju/web/locale/*/LC_MESSAGES/*.po)
	@command -v npm >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null; } \
	|| { echo "install nodejs and npm: the style sheet of the pages is fetched with them" >&2; exit 1; }
	npm ci --silent --no-audit --no-fund --ignore-scripts
	$(BIN)/python tools/assets.py
	@touch $@

install: .venv/installed
develop: .venv/developed

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "Youju needs Python 3.11 or newer; name it: make PYTHON=python3.12" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv .venv \
	|| { apt-get install -y -qq python3-venv && $(PYTHON) -m venv .venv; } \
	|| { echo "this Python cannot make a virtual environment; install python3-venv and run make again" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"

# uv installs only what the lock names, with its hash; the package itself from its folder, without building apart.
.venv/installed: requirements.lock pyproject.toml | .venv/bin/uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/developed: requirements-dev.lock .venv/installed
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

# What a few tests need beside Python: a Chinese font, a writer to open the filled forms, a tool to look at them, a browser.
PACKAGES := fonts-noto-cjk libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils chromium
system:
	@if command -v soffice >/dev/null && test -e /usr/lib/libreoffice/program/libsclo.so && command -v pdftoppm >/dev/null && command -v chromium >/dev/null && fc-list :lang=zh | grep -q .; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PACKAGES)) >/dev/null \
	  || echo "could not install $(PACKAGES): tests that open a filled form will say so" >&2; \
	else echo "install for the tests that open a filled form: $(PACKAGES)" >&2; fi
