#!/bin/sh
# Everything that judges the code without running it: layout, lints, documentation, dependencies.
# What the code promises (drift of openapi.yaml and schema.rs, house rules) is judged by the tests.
set -eu
cd "$(dirname "$0")/.."

heading() {
    printf '\n== %s\n' "$1"
}

# On a terminal cargo shows how far it is.
quiet=--quiet
[ ! -t 2 ] || quiet=

heading "Layout (cargo fmt)"
cargo fmt --all --check

heading "Lints (cargo clippy)"
# shellcheck disable=SC2086  # an option or none
cargo clippy --locked $quiet --workspace --all-targets -- -D warnings

heading "Documentation (cargo doc)"
# shellcheck disable=SC2086
RUSTDOCFLAGS="-D warnings" cargo doc --locked $quiet --workspace --no-deps

heading "Dependencies (deny.toml)"
if cargo deny --version >/dev/null 2>&1; then
    cargo deny --log-level error check bans licenses sources
else
    scripts/check-dependencies.sh
fi

heading "Advisories (RustSec, from a stored copy)"
scripts/check-advisories.sh

heading "What the program is made of (CycloneDX)"
scripts/sbom.sh

heading "The document and the clients made from it (Redocly, Spectral, tsc, mypy, php)"
scripts/clients.sh check

heading "Packaging (service, package, image, proxies)"
packaging/check.sh

heading "Features (the server and its tests)"
scripts/check-features.sh

printf '\nAll checks passed.\n'
