# ecoop: the verbs. `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
export PYTHONUTF8 := 1
MAKEFLAGS += --no-print-directory

help: ## list the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: ready ## set everything up, fill the demo province and serve it at http://127.0.0.1:8000
	@$(BIN)/ecoop setup
	@$(BIN)/ecoop demo
	@ECOOP_DEMO_SIGN_IN=1 $(BIN)/ecoop serve

run: ready ## serve what is there
	@$(BIN)/ecoop setup
	@$(BIN)/ecoop serve

test: ready chromium hledger ## everything that must hold: lint, types, layers, law, house, unit, page and browser tests
	@$(MAKE) check
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: ready ## the quick half of `test`: lint, types, layers, law
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/ecoop law check

bench: ready ## measure beside the raw database, into bench/results/
	@$(BIN)/ecoop setup --no-static
	@$(BIN)/python -m bench

torture: ready ## a hundred kills while four processes post; ten thousand runs of simulated phones
	@$(BIN)/python -m tests.torture --kills 100
	@$(BIN)/python -m tests.torture.phones

strangers: ready ## new examples for each property, and a hundred requests and mistakes for each route of the API
	@ECOOP_THOROUGH=1 $(BIN)/python -m pytest -n 2 --dist loadfile tests/api/test_schemathesis.py $$(grep -rl --include=*.py '@given' tests ecoop)

docs: ready ## make the pictures and the generated pages of docs/
	@$(BIN)/python -m docs.guide.make_screenshots

lock: ready ## pin the dependencies again, after pyproject.toml changed
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --universal \
		--python-version 3.11 --custom-compile-command "make lock" --quiet -o requirements.lock

ready: .venv/ready ## the virtual environment, the front-end packages, the catalogues and the phone's app
	@$(BIN)/ecoop front install
	@$(BIN)/ecoop messages compile
	@$(BIN)/ecoop phone build

.venv/ready: requirements.lock pyproject.toml
	@echo "Installing the Python packages into .venv …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/ready

chromium:
	@sh tests/browser/ensure_chromium.sh

hledger:
	@sh tests/stories/ensure_hledger.sh

stop: ## stop the embedded database of this checkout
	@$(BIN)/python -m ecoop.kernel.embedded stop var/postgres

clean: stop ## remove everything that was made here, the database too
	@rm -rf .venv node_modules var

.PHONY: help demo run test check bench torture docs lock ready chromium hledger stop clean
