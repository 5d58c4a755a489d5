#!/bin/sh
# Lints what is in packaging/ with the tools that are on this machine, and says which are not.
set -eu
cd "$(dirname "$0")"
# hadolint comes with the tools of the clients, after `scripts/clients.sh build`
export PATH="$PATH:$PWD/../clients/python/.venv/bin"

absent=''
with() {
    if command -v "$1" >/dev/null 2>&1; then "$@"; else absent="$absent $1"; fi
}

for script in *.sh debian/compagnon.sh debian/p* docker/roles.sh ../scripts/*.sh; do
    sh -n "$script" 2>/dev/null || bash -n "$script"
done
with shellcheck --severity=warning --exclude=SC2034 ./*.sh debian/compagnon.sh debian/p* docker/roles.sh ../scripts/ensure-*.sh
with hadolint --failure-threshold warning --ignore DL3008 docker/Dockerfile
# the example is written for Debian's version, and says what later ones want
if caddy version 2>/dev/null | grep -q '^v\{0,1\}2\.6\.[0-3]'; then
    caddy validate --adapter caddyfile --config caddy/Caddyfile >/dev/null 2>&1 ||
        { caddy validate --adapter caddyfile --config caddy/Caddyfile; exit 1; }
else
    absent="$absent caddy (2.6.2)"
fi
if command -v systemd-analyze >/dev/null 2>&1; then
    # the program is not where the package puts it
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    sed 's|^ExecStart=[^ ]*|ExecStart=/bin/true|' systemd/compagnon.service >"$folder/compagnon.service"
    said=$(systemd-analyze verify "$folder/compagnon.service" 2>&1 | grep 'compagnon.service' || true)
    [ -z "$said" ] || { printf '%s\n' "$said" >&2; exit 1; }
else
    absent="$absent systemd-analyze"
fi
if [ -n "$absent" ]; then echo "Not looked at, for want of:$absent."; else echo "Packaging is sound."; fi
