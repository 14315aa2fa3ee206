# One implementation for every system: the verbs live in scripts/setup.py.
PYTHON ?= python3

.PHONY: setup run test

setup:
	@$(PYTHON) scripts/setup.py

run:
	@$(PYTHON) scripts/setup.py --run

test:
	@$(PYTHON) scripts/setup.py --test
