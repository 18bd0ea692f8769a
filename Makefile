# What a contributor can do. Everything runs in .venv, which is set up when it is needed.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RELEASE ?= crime/2024-12
unexport PYTHONDONTWRITEBYTECODE # the tests start hundreds of processes

.PHONY: stories test tests wheel lock lint format bench exam torture fuzz mutants desk pictures setup golden docs clean

stories: $(VENV)/.installed      ## write the bundled release into output/
	$(BIN)/stringer draft $(RELEASE)

test: lint tests                 ## everything that CI holds a change against

tests: $(VENV)/.complete
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

wheel: $(VENV)/.complete         ## the wheel, in an empty environment of each Python, writes from another folder
	.ci/wheel

lock:                            ## write anew the versions that development and CI use
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet --disable-pip-version-check pip-tools
	$(VENV)/lock/bin/pip-compile --quiet --upgrade --extra dev --strip-extras --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements/dev.txt pyproject.toml
	sed -i '/^stringer/d' requirements/dev.txt

lint: $(VENV)/.complete          ## style, types and imports alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.complete        ## lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(VENV)/.installed       ## show how golden stories read now, and accept them
	for release in tests/golden/*/*; do $(BIN)/stringer accept $${release#tests/golden/} --yes; done

docs: $(VENV)/.complete          ## write anew the tables of docs/ that are made from the code
	$(BIN)/python -m docs.tables
	$(BIN)/python -m docs.samples
	$(BIN)/python -m tests.outcome

bench: $(VENV)/.complete         ## measure speed beside its baselines; writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

exam: $(VENV)/.complete          ## how well the second reader finds faults, by kind
	$(BIN)/python -m tests.exam

desk: $(VENV)/.complete          ## review the stories in the browser
	$(BIN)/stringer desk

pictures: $(VENV)/.complete      ## take the pictures of docs/desk.md anew
	$(BIN)/python -m docs.pictures

torture: $(VENV)/.complete       ## runs killed 200 times, a full disk, a lost worker, two runs at once
	$(BIN)/python -m tests.scale.torture

fuzz: $(VENV)/.complete          ## ten minutes for each reader of what others write
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "atheris>=2.3"
	for target in workbooks figures tables yaml second_reader linter; do $(BIN)/python -m tests.fuzz $$target || exit 1; done

mutants: $(VENV)/.complete       ## would a test notice? 300 changes of the code, by lot
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "mutmut>=3.8"
	$(BIN)/python -m tests.mutants

setup: $(VENV)/.complete         ## install everything for work on Stringer, hooks included
	$(BIN)/pre-commit install

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/dev.txt --editable .
	touch $@

$(VENV)/.complete: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/dev.txt --editable ".[dev]"
	touch $@

clean:                           ## take away what can be made again
	rm -rf $(VENV) output/*/ .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
