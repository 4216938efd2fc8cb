# make run: a unified control matrix, one answer and the explorer. make test: the checks. Both set themselves up.
# make run APP="--port 8600 --no-browser" passes these on to aims-graph app.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help run test lint clean

help:           ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(BIN)/aims-graph: pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or later is needed: make PYTHON=/path/to/python"; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(BIN)/pytest: $(BIN)/aims-graph
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

run: $(BIN)/aims-graph  ## write matrix.xlsx, answer "what is left for 42001 if we hold 27001?", serve the explorer until Ctrl-C
	@$(BIN)/aims-graph matrix -o matrix.xlsx
	@$(BIN)/aims-graph given 27001 --towards 42001
	@$(BIN)/aims-graph app $(APP)

test: $(BIN)/pytest     ## run the tests and check the content
	@$(BIN)/pytest
	@$(BIN)/aims-graph check

lint: $(BIN)/pytest     ## ruff, mypy --strict, import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

clean:                  ## remove what make made
	rm -rf $(VENV) matrix.xlsx matrix.csv
