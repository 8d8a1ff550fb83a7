# The commands of the project. `make demo` and `make test` set up everything they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
N ?= 10000
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test format lock compile bench train screenshots clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 22

setup: $(VENV)/.ready ## Make .venv with the pinned dependencies

$(VENV)/.ready: requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Newsroom needs Python 3.11 or newer, and $(PYTHON) is older: name another with PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned dependencies into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

demo: export DEBUG := on
demo: export SITE_NAME ?= The Ellery Courier
demo: export SITE_TAGLINE ?= A paper of our own invention
demo: setup ## Try it: sample stories, demo logins, the site on http://127.0.0.1:8000
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py import_articles seeds/page_text --publish
	@$(BIN)/python manage.py import_articles seeds/drafts
	@$(BIN)/python manage.py demo_logins --address http://$(HOST):$(PORT)
	@$(MAKE) --no-print-directory serve

serve: setup ## Serve the site as it is configured in .env, with gunicorn
	@exec $(BIN)/gunicorn newsroom.wsgi --config deploy/gunicorn.conf.py --bind $(HOST):$(PORT) --workers $(WORKERS)

test: compile ## Formatter, linter, types, and the whole suite on SQLite, PostgreSQL and in a browser
	@$(BIN)/python scripts/test.py

format: setup ## Lay out the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: setup ## Pin the dependencies anew, with hashes
	@for name in requirements requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header $$name.in --output-file $$name.txt; done

bench: compile ## Measure import and pages with N generated stories: make bench N=10000
	@$(BIN)/python -m bench --stories $(N)

compile: setup ## Compile the page text parser to C, where its sources have changed
	@$(BIN)/python scripts/compile_parser.py

train: setup ## Learn the weights of the second look anew: make train PAGES="FOLDER FOLDER"
	@$(BIN)/python -m training $(PAGES) --try 4

screenshots: setup ## Draw the pictures of README and docs anew (needs a Chromium)
	@$(BIN)/python scripts/screenshots.py

clean: ## Remove what the commands above have made, but no data
	rm -rf $(VENV) build staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis
