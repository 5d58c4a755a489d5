#!/bin/sh
# Makes sure bash and zsh are on this machine, in which a test runs the tour, installing the system's packages when it may.
set -eu

has() {
    command -v "$1" >/dev/null 2>&1
}

# Runs a command as root, when that needs no question.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_be_root() {
    [ "$(id -u)" -eq 0 ] || { has sudo && sudo -n true 2>/dev/null; }
}

install_it() {
    if has brew; then
        brew install bash zsh
    elif ! may_be_root; then
        return 1
    elif has apt-get; then
        as_root apt-get -qq -o Dpkg::Use-Pty=0 update
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends bash zsh
    elif has dnf; then
        as_root dnf install -y bash zsh
    elif has apk; then
        as_root apk add bash zsh
    elif has pacman; then
        as_root pacman -S --noconfirm --needed bash zsh
    elif has zypper; then
        as_root zypper --non-interactive install bash zsh
    else
        return 1
    fi
}

if has bash && has zsh; then
    exit 0
fi
echo "bash and zsh are not both here yet: installing them." >&2
# Their chatter goes to standard error: standard output belongs to the command that follows.
if install_it >&2 && has bash && has zsh; then
    exit 0
fi
echo "bash and zsh are needed by the tests and could not be installed from here: install the packages bash and zsh." >&2
exit 1
