# The front door. Second runs skip what is done.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ENV    := $(VENV)/.installed
DEV    := $(VENV)/.installed-dev

.PHONY: run ask index test check bench mutants train clean
.DEFAULT_GOAL := run

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(ENV): pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(DEV): pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@ $(ENV)

index: $(ENV)
	@$(BIN)/kompetanse-qa index

run: index
	@$(BIN)/kompetanse-qa

ask: index
	@$(BIN)/kompetanse-qa ask "$(Q)"

test: $(DEV)
	$(BIN)/pytest -n auto

check: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

bench: index
	$(BIN)/python -m benchmarks

# ROOM=citing for one room; `rm -r mutants` to begin anew.
mutants: $(DEV)
	PYTHONHASHSEED=0 $(BIN)/python -m benchmarks.mutants $(ROOM)

# NORQUAD is made by `python -m training.norquad`; QUICK=1 tries all steps on a little of the data.
OUT ?= training-run$(if $(QUICK),-quick)
train: $(DEV)
	$(BIN)/python -m training --norquad "$(NORQUAD)" --out "$(OUT)" $(if $(QUICK),--quick)

clean:
	rm -rf $(VENV) index/gen-* index/making-* index/CURRENT index/embeddings.sqlite index/lock
