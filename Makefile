# make extract   set everything up, read a sample scan and show what it says
# make test      set everything up, then style, types and tests
# make docs      write the generated parts of the documentation and the schema again
#
# On a fresh Debian or Ubuntu both begin by installing Tesseract and Python with apt-get (through sudo for a user who is
# not root) and by making a virtual environment in .venv. What is there already is left alone. PYTHON=... chooses a Python.

VENV := .venv
BIN := $(VENV)/bin
SAMPLE := samples/health-scan.pdf

# pip installs dependency groups from 25.1 on.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

export OMP_THREAD_LIMIT := 1

.PHONY: extract test lint types tests docs clean

extract: $(VENV)/.installed
	$(BIN)/planparse extract $(SAMPLE) --format summary

test: lint types tests

lint: $(VENV)/.ready-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready-for-tests
	$(BIN)/mypy

tests: $(VENV)/.ready-for-tests
	$(BIN)/pytest -n 2

docs: $(VENV)/.ready-for-tests
	$(BIN)/python scripts/write_docs.py

$(VENV)/.installed: pyproject.toml scripts/system-packages
	python=$$(scripts/system-packages) && { test -x $(BIN)/python || "$$python" -m venv $(VENV); }
	$(PIP) install --upgrade 'pip>=25.1'
	$(PIP) install --editable .
	$(BIN)/python -m compileall -q src/planparse  # so that the first run starts as fast as the others
	touch $@

$(VENV)/.ready-for-tests: $(VENV)/.installed
	scripts/system-packages --samples >/dev/null
	$(PIP) install --group dev
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
