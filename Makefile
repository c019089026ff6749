# Everything one needs to run, test and check the project. `make` alone lists it.
PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= var
export DATA_DIR

VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help serve dev test roundtrip check bench audit screenshots messages map lock clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'
	@echo "  Variables: PORT (default $(PORT)), DATA_DIR (default $(DATA_DIR): database, media, secret key)"

serve: $(VENV)/.installed ## the whole site at http://127.0.0.1:8000/, as in production
	@$(BIN)/python manage.py serve --port $(PORT)

dev: $(VENV)/.installed ## the same with DEBUG, reloading when code changes
	@DEBUG=true $(BIN)/python manage.py prepare
	@DEBUG=true SITE_URL=$${SITE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: $(VENV)/.installed-dev ## the whole suite (WORKERS=2 sets how many processes)
	@env -u DATA_DIR $(BIN)/python -m pytest -n $(or $(WORKERS),auto) --dist worksteal $(ARGS)

roundtrip: $(VENV)/.installed-dev ## verify the words of every demonstration PDF; needs Pango and pdftotext
	@env -u DATA_DIR ROUNDTRIP=1 $(BIN)/python -m pytest -n 0 tests/newsroom/test_verify_roads.py $(ARGS)

check: $(VENV)/.installed-dev ## lint, types, migrations in step
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/python manage.py check --fail-level WARNING
	@$(BIN)/python manage.py makemigrations --check --dry-run

bench: $(VENV)/.installed-dev ## measure the site, its peer and the floor; needs wrk (see benchmarks/README.md)
	@command -v wrk >/dev/null || { echo "wrk is needed, the load generator. On Debian and Ubuntu: apt-get install wrk"; exit 1; }
	@env -u DATA_DIR $(BIN)/python -m benchmarks $(ARGS)

audit: $(VENV)/.installed-dev audits/node_modules/.package-lock.json ## Lighthouse and the HTML checker over the demonstration; needs npm, Java, Chromium
	@env -u DATA_DIR $(BIN)/python -m audits

screenshots: $(VENV)/.installed-dev ## every kind of page, light and dark, wide and narrow; needs Chromium
	@env -u DATA_DIR $(BIN)/python -m audits.screenshots

messages: $(VENV)/.installed ## bring the catalogues in step with the sources, and compile them; needs gettext
	@$(BIN)/django-admin makemessages $(foreach code,fr de it ru es,-l $(code)) --no-location --no-wrap --no-obsolete $(foreach folder,.venv var audits benchmarks tests,--ignore=$(folder))
	@sed -i.old '/^"POT-Creation-Date:/d' locale/*/LC_MESSAGES/django.po && rm locale/*/LC_MESSAGES/django.po.old # else every run is a change
	@$(BIN)/django-admin compilemessages --ignore=.venv -v 0

map: ## make the shapes of countries anew; needs Node.js (see docs/map.md)
	@cd maps && npm ci --silent --no-fund --no-audit && node make.mjs > shapes.json && mv shapes.json ../newsroom/map/shapes.json

lock: $(VENV)/.installed-dev ## write the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove the virtual environment; data stay
	@rm -rf $(VENV)

audits/node_modules/.package-lock.json: audits/package-lock.json
	@npm ci --prefix audits --ignore-scripts --no-fund --no-audit --silent
	@touch $@

$(VENV)/.installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/it"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the site runs on …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing what tests and checks need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
