# Everything a developer does here. `make help` lists it.

SHELL := /bin/sh
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BIN := .venv/bin
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input --quiet
# The front-end tools of the virtual environment come before any others on the machine.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm --prefix frontend --no-fund --no-audit --no-update-notifier
BUILT := annotations/static/annotations/.built
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)
COMPILED := $(if $(CATALOGUES),.venv/.translated)
FRONTEND_SOURCES := $(shell find frontend -name node_modules -prune -o -type f -print 2>/dev/null | grep -v ' ')
PYTHON_SOURCES := annotations factcheck devservices benchmarks tests manage.py gunicorn.conf.py
MADE_SCHEMA := .venv/openapi.yaml
PYTEST_ARGS ?=
LONG_TESTS := tests/abuse tests/api/test_crowd.py tests/audit/test_row_and_log.py tests/tasks/test_rabbitmq.py tests/tasks/test_many_imported.py

# The checks below read no rows. With made-up addresses they cannot touch anybody's.
OFFLINE := DJANGO_SETTINGS_MODULE=factcheck.settings.typing \
	DATABASE_URL='postgresql://nobody@/nothing?host=%2Fnonexistent' \
	BROKER_URL=memory:// CACHE_URL=redis://127.0.0.1:1/0
PRODUCTION := $(OFFLINE) DJANGO_SETTINGS_MODULE=factcheck.settings.prod \
	SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))')" \
	ALLOWED_HOSTS=factcheck.example PUBLIC_BASE_URL=https://factcheck.example

# $(call step,name,command): says what begins, and which step failed.
define step
@printf -- '-- %s\n' '$(1)'
@{ $(2) ; } || { printf '\nThe step "%s" failed; what it says stands above.\n' '$(1)' >&2; exit 1; }
endef

.PHONY: help
help: ## list what can be made
	@printf 'make TARGET, where TARGET is one of\n\n'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 16
	@printf '\nSettings come from the environment, for example: make run PORT=8080\n'

## ---- The product

.PHONY: run
run: .venv/.runtime $(BUILT) $(COMPILED) ## run everything until Ctrl-C, and print the address
	@exec $(PY) -m devservices run

.PHONY: bench
bench: .venv/.development $(BUILT) ## measure, and write the tables of docs/performance.md (only=create,open,list,import,start)
	@exec $(PY) -m benchmarks $(if $(only),only=$(only))

## ---- Tests

.PHONY: test
test: check browser $(BUILT) $(COMPILED) ## check, then run every test: Python, TypeScript, browser
	$(call step,Python and browser tests,CHROMIUM="$$(cat .venv/.chromium)" $(PY) -m pytest -q -n 2 $(PYTEST_ARGS))
	$(call step,TypeScript tests,$(NPM) run --silent test)
	@echo 'All tests passed.'

.PHONY: soak
soak: .venv/.development $(BUILT) ## fifty editors for ten minutes while parts die, and every other long test
	$(call step,editors at work while parts die,FACTCHECK_SOAK=1 $(PY) -m pytest -q -n 0 -s tests/soak $(PYTEST_ARGS))
	$(call step,every other long test,FACTCHECK_SOAK=1 $(PY) -m pytest -q -n 2 $(LONG_TESTS) $(PYTEST_ARGS))

.PHONY: screens
screens: .venv/.development browser $(BUILT) ## picture every main page of the demo desk into docs/screens/
	@FACTCHECK_SCREENS=1 CHROMIUM="$$(cat .venv/.chromium)" $(PY) -m pytest -q -s -n 0 tests/screens

.PHONY: test-fast
test-fast: .venv/.development ## run the tests of the pure rules: no database, two seconds
	@$(PY) -m pytest -q tests/domain $(PYTEST_ARGS)

.PHONY: browser
browser: .venv/.development ## find Chromium for the browser tests, or install it
	@find_chromium() { \
	  for name in "$$CHROMIUM" /usr/bin/chromium chromium chromium-browser google-chrome google-chrome-stable; do \
	    if [ -n "$$name" ] && found=$$(command -v "$$name"); then printf '%s\n' "$$found" > .venv/.chromium; return 0; fi; \
	  done; return 1; }; \
	find_chromium && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo 'Installing Chromium for the browser tests.'; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >&2; \
	  find_chromium && exit 0; \
	fi; \
	printf '%s\n' 'The browser tests need Chromium, and none was found. Install it, for example with' \
	  '    sudo apt-get install chromium' \
	  'or name one: make test CHROMIUM=/path/to/chromium' >&2; exit 1

## ---- Checks

.PHONY: check
check: check-python check-imports check-django check-schema check-templates check-rules check-frontend ## format, lint, types, import contracts, settings, API schema, templates, front end

.PHONY: check-python
check-python: .venv/.development
	$(call step,ruff: lint,$(BIN)/ruff check $(PYTHON_SOURCES))
	$(call step,ruff: format,$(BIN)/ruff format --check $(PYTHON_SOURCES))
	$(call step,mypy,$(OFFLINE) $(PY) -m mypy)

.PHONY: check-imports
check-imports: .venv/.development
	$(call step,import contracts,PYTHONPATH=. $(BIN)/lint-imports)

.PHONY: check-django
check-django: .venv/.development
	$(call step,migrations are complete,$(OFFLINE) $(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run)
	$(call step,production settings,$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING)

.PHONY: check-schema
check-schema: .venv/.development
	$(call step,API schema is valid,$(OFFLINE) $(PY) manage.py spectacular --validate --fail-on-warn --file $(MADE_SCHEMA))
	$(call step,API schema is the one in docs (make snapshots writes it),diff -u docs/openapi.yaml $(MADE_SCHEMA))

.PHONY: check-templates
check-templates: .venv/.development
	$(call step,djlint,$(BIN)/djlint --lint --quiet templates)

.PHONY: check-rules
check-rules: .venv/.development
	@[ ! -d tests/architecture ] || printf -- '-- house rules and translations\n'
	@[ ! -d tests/architecture ] || $(PY) -m pytest -q tests/architecture \
	  || { printf '\nThe step "house rules and translations" failed; what it says stands above.\n' >&2; exit 1; }

.PHONY: check-frontend
check-frontend: frontend/node_modules/.installed
	$(call step,front end: types and lint,$(NPM) run --silent check)

.PHONY: fmt
fmt: .venv/.development ## format and repair what tools can repair
	@$(BIN)/ruff check --fix $(PYTHON_SOURCES)
	@$(BIN)/ruff format $(PYTHON_SOURCES)

.PHONY: snapshots
snapshots: .venv/.development frontend/node_modules/.installed ## write docs/openapi.yaml, the types made from it, and the table of settings
	@$(OFFLINE) $(PY) manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml
	@$(OFFLINE) $(PY) -m factcheck.environment docs/operations.md
	@$(OFFLINE) $(PY) manage.py document_permissions docs/permissions.md
	@$(NPM) run --silent types

.PHONY: sure
sure: fmt test ## fmt, then test: before every push

.PHONY: messages
messages: .venv/.runtime $(BUILT) ## write new texts into the catalogues of translations, and compile the complete ones (add=de for a new language)
	@$(PY) -m factcheck.catalogues update $(add)

.PHONY: clean
clean: ## remove what set-up and tools made; your data stays
	rm -rf .venv frontend/node_modules annotations/static/annotations
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

## ---- Set-up, done once and again when a lock file changes

# A Python that is named but does not run (a shim without its version) counts as missing.
.venv/.made:
	@if $(PY) -c 'import sys' 2>/dev/null; then touch $@; exit 0; fi; \
	found=; bare=; \
	for name in $$PYTHON python3.13 python3.12 python3.11 python3 python; do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  if "$$name" -c 'import ensurepip, venv' 2>/dev/null; then found=$$name; break; fi; \
	  bare=$${bare:-$$name}; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
	  printf '%s\n' "$$bare cannot make a virtual environment: its venv module is not installed." \
	    'On Debian and Ubuntu install it with: sudo apt-get install python3-venv' >&2; exit 1; fi; \
	if [ -z "$$found" ]; then \
	  printf '%s\n' 'Python 3.11 or newer is needed, and none was found.' \
	    'Install it, or name one: make run PYTHON=/path/to/python3' >&2; exit 1; fi; \
	echo "Making the virtual environment with $$("$$found" --version)."; \
	"$$found" -m venv --clear .venv && touch $@

.venv/.runtime: requirements.txt | .venv/.made
	@echo 'Installing the requirements. The first time this takes a minute or two.'
	@$(PIP) install --require-hashes --no-deps -r requirements.txt
	@touch $@

.venv/.development: requirements-dev.txt | .venv/.runtime
	@echo 'Installing the tools for tests and checks.'
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

frontend/node_modules/.installed: frontend/package-lock.json | .venv/.runtime
	@echo 'Installing the tools of the front end.'
	@$(NPM) ci --loglevel=error
	@touch $@

$(BUILT): frontend/node_modules/.installed $(FRONTEND_SOURCES)
	@echo 'Building the front end.'
	@$(NPM) run --silent build
	@touch $@

.venv/.translated: $(CATALOGUES) .venv/.runtime $(BUILT)
	@$(PY) -m factcheck.catalogues compile
	@touch $@
