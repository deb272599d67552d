# make        build the corpus: encode, validate, export
# make site   the invented archive of examples/ as a site: examples/site/index.html
# make test   run the tests, but for the slow ones (under three minutes on two cores)
# make check  run all tests, the slow ones too; no module may be covered by less than 85 %
# make minimum run the tests with the lowest versions of what we depend on
# make golden write what the tests see as what they expect (tests/golden); read git diff afterwards
# make mutants do the tests notice a wrong line? A seeded sample of small changes to the code (SAMPLE=50 for fewer)
# make format the layout of the code, by ruff
# make lint   ruff (rules and layout), mypy --strict, import contracts, word lists that repeat one another
# make schema compile schema/puzanov.odd
# make bench  measure, ours beside its peers; the table goes to benchmarks/RESULTS.md
# make docs   the documentation as pages: build/docs/index.html (every warning is an error)
# Needs Python 3.11 or later, make and git; everything else goes into .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
TOOL   := $(BIN)/puzanov-tei
READY  := $(VENV)/.ready
SOURCES := $(sort $(wildcard corpus/source/*.txt corpus/source/*.md corpus/source/*.html))
AUTHORITY := $(wildcard corpus/authority/*.xml)
CODE   := $(shell find puzanov_tei -name '*.py' -o -name '*.xz' 2>/dev/null)
SCHEMA := schema/puzanov.rng
BUILT  := corpus/export/.built

# A worker takes tests that stand together, so that what they share is made once, and those of another when it has none.
PYTEST := -m pytest -n auto --dist worksteal

# Hundreds of processes that tests start read what was compiled once, also where the environment wants no bytecode.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: all corpus site docs schema test check explore golden mutants minimum lint format bench clean
.DELETE_ON_ERROR:

all: corpus

$(READY): pyproject.toml
	@test -x $(BIN)/python || { echo "making $(VENV) and installing (once, about a minute)"; $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

corpus: $(BUILT)

$(BUILT): $(READY) $(SOURCES) $(AUTHORITY) $(CODE) $(SCHEMA)
	@$(TOOL) encode corpus/source -o corpus/tei
	@$(TOOL) validate corpus/tei corpus/authority
	@$(TOOL) export text corpus/tei -o corpus/export/text
	@$(TOOL) export csv corpus/tei -o corpus/export/csv
	@touch $@

site: $(READY)
	@cd examples && ../$(TOOL) encode source --archive archive.toml -o tei
	@cd examples && ../$(TOOL) validate tei authority
	@cd examples && ../$(TOOL) export site tei -o site

docs: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@$(BIN)/python -m sphinx -W --keep-going -q -d build/doctrees docs build/docs
	@echo "build/docs/index.html"

schema: $(READY)
	@$(TOOL) odd compile schema/puzanov.odd -o schema --to rng,xsd,sch

test: $(READY)
	@$(BIN)/python $(PYTEST)

golden: $(READY)
	@$(BIN)/python $(PYTEST) -m golden --update-golden
	@git status --short tests/golden

MEASURED := build/measured
check: $(READY)
	@mkdir -p $(MEASURED)
	@COVERAGE_FILE=$(MEASURED)/coverage $(BIN)/python $(PYTEST) -m "slow or not slow" --hypothesis-profile=mutants \
	    --cov --cov-context=test --cov-report= --write-seconds=$(MEASURED)/seconds.json
	@$(BIN)/python tests/coverage_floor.py $(MEASURED)/coverage

# Properties on other examples each time; what fails becomes a test of its own.
explore: $(READY)
	@$(BIN)/python $(PYTEST) -m "slow or not slow" --hypothesis-profile=explore

SAMPLE ?= 400
mutants: $(READY)
	@test -f $(MEASURED)/seconds.json || $(MAKE) check
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[mutants]'
	@$(BIN)/python tests/mutants/run.py --sample $(SAMPLE)

minimum:
	@mkdir -p build && $(PYTHON) tests/minimum.py dev > build/minimum.txt
	@test -x build/minimum/bin/python || $(PYTHON) -m venv build/minimum
	@build/minimum/bin/python -m pip install --quiet --disable-pip-version-check -c build/minimum.txt -e '.[dev]'
	@build/minimum/bin/python $(PYTEST)

format: $(READY)
	@$(BIN)/ruff format .

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python tests/language/repeated_words.py

# Ours beside its peers, in one run; BENCH names inputs (see benchmarks/run.py --help). Others in benchmarks/ measure one thing closely.
bench: $(READY)
	@$(BIN)/python benchmarks/run.py $(BENCH)

clean:
	rm -rf corpus/tei corpus/export examples/tei examples/site build dist
