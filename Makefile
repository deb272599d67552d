# make        build the corpus: encode, validate, export
# make test   run the tests
# make golden write what the tests see as what they expect (tests/golden); read git diff afterwards
# make mutants do the tests notice a wrong line? A seeded sample of small changes to the code (SAMPLE=50 for fewer)
# make lint   ruff, mypy --strict, import contracts, word lists that repeat one another
# make schema compile schema/puzanov.odd
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

.PHONY: all corpus schema test golden mutants lint bench clean
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

schema: $(READY)
	@$(TOOL) odd compile schema/puzanov.odd -o schema --to rng,xsd,sch

test: $(READY)
	@$(BIN)/python -m pytest -n auto

golden: $(READY)
	@$(BIN)/python -m pytest -n auto -m golden --update-golden
	@git status --short tests/golden

SAMPLE ?= 400
mutants: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[mutants]'
	@$(BIN)/python tests/mutants/run.py --fresh --sample $(SAMPLE)

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python tests/language/repeated_words.py

# Each program prints ratios against a peer in one run; see its --help for other inputs.
bench: $(READY)
	@for program in benchmarks/*.py; do echo "== $$program"; $(BIN)/python $$program || exit 1; done

clean:
	rm -rf corpus/tei corpus/export build dist
