#!/bin/sh
# Makes sure bash and zsh are on this machine, in which a test runs the tour, installing the system's packages when it may.
set -eu

. "$(dirname "$0")/packages.sh"

BOTH="bash zsh"
BREW=$BOTH APT=$BOTH DNF=$BOTH APK=$BOTH PACMAN=$BOTH ZYPPER=$BOTH

if has bash && has zsh; then
    exit 0
fi
echo "bash and zsh are not both here yet: installing them." >&2
if install_packages && has bash && has zsh; then
    exit 0
fi
echo "bash and zsh are needed by the tests and could not be installed from here: install the packages bash and zsh." >&2
exit 1
