# Thin on purpose: each target is a few commands you could type yourself.
.DEFAULT_GOAL := help
.PHONY: help run test check demo seed bench

help: ## Lists these targets.
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

run: ## Starts Compagnon on its own private PostgreSQL (or on DATABASE_URL).
	@scripts/ensure-rust.sh
	@scripts/ensure-postgres.sh
	@scripts/announce.sh --bin compagnon
	cargo run --locked --quiet -- serve

test: ## Runs every test against a real PostgreSQL and a real browser and spreadsheet, the tour in three shells.
	@scripts/ensure-rust.sh
	@scripts/ensure-postgres.sh
	@scripts/ensure-browser.sh
	@scripts/ensure-shells.sh
	@scripts/ensure-office.sh
	@scripts/ensure-node.sh
	@scripts/clients.sh build
	@scripts/announce.sh --workspace --tests
	scripts/test.sh

check: ## Checks layout, lints, documentation, dependencies, and the clients made from the document.
	@scripts/ensure-rust.sh
	@scripts/ensure-node.sh
	@scripts/check.sh

demo: ## Plays a demonstration on example data (make demo DEMO="..." passes arguments).
	@scripts/ensure-rust.sh
	@scripts/ensure-postgres.sh
	@scripts/announce.sh --bin compagnon
	cargo run --locked --quiet -- demo $(DEMO)

seed: ## Fills the database with example data (make seed SEED="..." passes arguments).
	@scripts/ensure-rust.sh
	@scripts/ensure-postgres.sh
	@scripts/announce.sh --bin compagnon
	cargo run --locked --quiet -- seed $(SEED)

bench: ## Measures the server under load.
	@scripts/ensure-rust.sh
	@scripts/ensure-postgres.sh
	scripts/bench.sh
