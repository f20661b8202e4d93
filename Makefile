PYTHON ?= python3
RUN := .venv/bin/python
BIN := .venv/bin
# One for each core; tests/scheduling.py says which tests stay together. Fewer: make test WORKERS=2
WORKERS ?= logical
PYTEST := $(RUN) -m pytest -q -rs -n $(WORKERS)
# Settings as in production, for Django's own deployment check.
DEPLOYED := PUBLIC_URL=https://threadkeep.example ALLOWED_HOSTS=threadkeep.example

# What builds the image: the first that answers. Another one: make image BUILDER=podman
BUILDER ?= $(firstword $(foreach tool,docker podman buildah,$(shell $(tool) version >/dev/null 2>&1 && echo $(tool))))

.PHONY: demo run image test test-all check bench chaos screenshots lint packages packages-test packages-lint packages-bench packages-peers

demo run: packages
	@$(RUN) -m config.launch $@

# Podman and Buildah would drop the health check from an image of another format.
image: export BUILDAH_FORMAT = docker
image:
	@test -n "$(BUILDER)" || { echo "Neither Docker nor Podman nor Buildah answers. Install one of them." >&2; exit 1; }
	@$(BUILDER) build --tag threadkeep .

test: packages-test
	@$(PYTEST) -p tests.quick

# First everything, on SQLite; then on PostgreSQL what tests/databases.py takes.
test-all: packages-test packages-peers
	@$(PYTEST)
	@TEST_ON=postgresql $(PYTEST)

check: lint test-all

# Measures and writes docs/BENCHMARKS.md; less of it: make bench SIZES=reduced ONLY="fetching pages"
bench: packages-bench packages-peers
	@$(RUN) -m bench --write docs $(if $(ONLY),--only $(ONLY)) $(if $(SIZES),--sizes $(SIZES))

# Kills everything at random until Ctrl-C, or for so long: make chaos MINUTES=5
chaos: packages-test
	@$(RUN) -m tests.chaos $(if $(MINUTES),--minutes $(MINUTES))

screenshots: packages-test
	@$(RUN) -m pytest -q tests/browser/take_screenshots.py

lint: export DATA_DIR = .make/lint
lint: packages-lint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/djlint templates --lint
	@$(RUN) manage.py makemigrations --check --dry-run
	@$(DEPLOYED) $(RUN) manage.py check --deploy --fail-level WARNING
	@$(BIN)/mypy .

packages:
	@$(PYTHON) requirements/install.py requirements.txt

packages-test:
	@$(PYTHON) requirements/install.py requirements/test.txt

packages-lint:
	@$(PYTHON) requirements/install.py requirements/lint.txt

packages-bench:
	@$(PYTHON) requirements/install.py requirements/bench.txt

packages-peers:
	@$(PYTHON) requirements/install.py requirements/peers.txt .venv-peers
