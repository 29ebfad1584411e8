# Jalon. Tout passe par ces cibles ; elles posent d'abord ce qui manque (scripts/installer).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := aide
.NOTPARALLEL:

export SQLX_OFFLINE := true
export PATH := $(CURDIR)/target/outils/python/bin:$(PATH)

CARGO_TARGET_DIR ?= target
DONNEES ?= ../shared/data

.PHONY: aide demo test check e2e bench donnees watch assets prepare captures

aide: ## cette liste
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: assets ## construit puis lance la démonstration (Ctrl-C l'arrête)
	@scripts/installer postgresql
	@cargo build --release -p jalon
	@exec $(CARGO_TARGET_DIR)/release/jalon demo

test: assets ## tous les tests, puis les parcours dans Chromium
	@scripts/installer postgresql chromium outils
	@cargo xtask test

check: assets ## mise en forme, SQL, clippy, règles de la maison, dépendances, orthographe
	@scripts/installer postgresql outils
	cargo fmt --all --check
	cargo xtask prepare --verifie
	cargo clippy --workspace --all-targets --all-features -- -D warnings
	cargo xtask tidy
	cargo deny --log-level error check bans licenses sources
	typos

e2e: assets ## les parcours seuls ; PARCOURS=premier_parcours en joue un
	@scripts/installer postgresql chromium
	@PARCOURS='$(PARCOURS)' cargo xtask e2e

captures: assets ## photographie les pages dans docs/captures/
	@scripts/installer postgresql chromium
	@cargo xtask e2e e2e/captures.mjs

bench: assets ## mesures ; PAGE=portefeuille n'en fait qu'une
	@scripts/installer postgresql
	@cargo xtask bench $(PAGE)

# The tests named donnees_* read whole files of $(DONNEES): they exist under the feature `donnees`
# of their crate only, so that no other run compiles, skips or forgets them.
donnees: assets ## les tests qui lisent les fichiers entiers de ../shared/data
	@test -d '$(DONNEES)' || { echo "Il manque $(DONNEES)" >&2; exit 1; }
	@scripts/installer postgresql outils
	@JALON_DONNEES='$(abspath $(DONNEES))' cargo xtask test --sans-e2e -- --features donnees -E 'test(/(^|::)donnees_/)'

watch: assets ## relance la démonstration à chaque changement
	@scripts/installer postgresql
	@exec scripts/surveiller

assets: ## feuilles de style, scripts, polices et icônes, dans assets/dist/
	@scripts/installer node paquets
	@node assets/construire.mjs

prepare: ## refait .sqlx/ après un changement de SQL ou de migration
	@scripts/installer postgresql
	@cargo xtask prepare
