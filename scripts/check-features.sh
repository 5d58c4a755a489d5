#!/bin/sh
# Every crate of the server is built with the same features with the tests' libraries as without them: otherwise each change
# between `cargo run` and `cargo test` compiles it, and all that stands on it, once more.
set -eu
cd "$(dirname "$0")/.."

features() {
    cargo tree --locked "$@" --prefix none --format '{p} [{f}]' | sed 's/ (\*)$//' | sort -u
}

# as `make run` builds, then as `make test` and `make check` do
without=$(features --edges normal,build)
with=$(features --workspace --edges normal,build,dev)
unlike=$(printf '%s\n' "$without" | while IFS= read -r line; do
    printf '%s\n' "$with" | grep -qxF "$line" || printf '  %s\n' "$line"
done)
if [ -n "$unlike" ]; then
    printf 'With the libraries of the tests these are built with other features:\n%s\n' "$unlike" >&2
    exit 1
fi
echo "The tests ask no other features of the server's crates."
