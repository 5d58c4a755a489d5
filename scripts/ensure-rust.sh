#!/bin/sh
# Says that Rust (as new as Cargo.toml asks) or a C compiler is missing, before anything else is looked for: unlike the other
# ensure-*.sh it installs nothing, since how Rust comes onto a machine is for its owner to choose.
set -eu
cd "$(dirname "$0")/.."

. scripts/packages.sh

wanted=$(sed -n 's/^rust-version = "\([0-9.]*\)"$/\1/p' Cargo.toml)

# Whether version $1 is $2 or later; both as 1.92 or 1.92.0.
is_enough() {
    [ "${1%%.*}" -gt "${2%%.*}" ] || {
        minor=${1#*.} least=${2#*.}
        [ "${1%%.*}" -eq "${2%%.*}" ] && [ "${minor%%.*}" -ge "${least%%.*}" ]
    }
}

if ! has cargo; then
    missing="Rust $wanted or later is needed, and cargo is not here."
elif here=$(rustc --version | sed 's/^rustc \([0-9.]*\).*/\1/') && ! is_enough "$here" "$wanted"; then
    missing="Rust $wanted or later is needed, and $here is here."
elif ! has "${CC:-cc}"; then
    missing="A C compiler is needed, and ${CC:-cc} is not here."
else
    exit 0
fi
cat >&2 <<END
$missing Nothing was installed. What a build needs:
  Rust:            https://rustup.rs (then open another terminal), or rustup update
  Debian, Ubuntu:  apt-get install -y --no-install-recommends gcc libc6-dev make
  Fedora, RHEL:    dnf install -y gcc make
  Alpine:          apk add gcc musl-dev make
  macOS:           xcode-select --install
END
exit 1
