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
	@echo "Setting up $(VENV): aims-graph, its explorer and what they need are installed, once. This takes one to three minutes."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[app]'
	@touch $@

$(BIN)/pytest: $(BIN)/aims-graph
	@echo "Installing what the tests need, once. This takes about a minute."
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

run: $(BIN)/aims-graph  ## write matrix.xlsx, answer "what is left for 42001 if we hold 27001?", serve the explorer until Ctrl-C
	@echo "1 of 3: the unified control matrix as a workbook"
	@if [ -e matrix.xlsx ]; then echo "matrix.xlsx is there already and is kept: somebody may have written into it"; else $(BIN)/aims-graph matrix -o matrix.xlsx; fi
	@echo "2 of 3: what is left for 42001 if we hold 27001?"
	@$(BIN)/aims-graph given 27001 --towards 42001
	@echo "3 of 3: the explorer; the first start lays the graph out, which takes some seconds"
	@$(BIN)/aims-graph app $(APP)

test: $(BIN)/pytest     ## run the tests and check the content
	@# Three at a time: on two cores one of them mostly waits for a browser or a server.
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder
	@$(BIN)/aims-graph check

lint: $(BIN)/pytest     ## ruff, mypy --strict, import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

clean:                  ## remove what make made
	rm -rf $(VENV) matrix.xlsx matrix.csv
