#!/bin/sh
# Makes sure Python 3.11 or later with venv is on this machine, and Node.js 20 or later with npm where the system's packages
# have it: the clients are made with them. Where they have an older one, scripts/clients.sh brings its own.
set -eu

. "$(dirname "$0")/packages.sh"

BREW="node python3"
APT="nodejs npm python3 python3-venv"
DNF="nodejs npm python3"
APK="nodejs npm python3 py3-pip"
PACMAN="nodejs npm python"
ZYPPER="nodejs npm python3"

has_node() {
    has npm && has node && [ "$(node --print 'process.versions.node.split(".")[0]')" -ge 20 ]
}

has_python() {
    has python3 && python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if has_node && has_python; then
    exit 0
fi
echo "Node.js 20 and Python 3.11, or later, are not both here yet: installing them." >&2
if install_packages && has_python; then
    exit 0
fi
cat >&2 <<END
Python 3.11 or later with venv is needed by the clients and could not be installed from here.
  Debian, Ubuntu:  apt-get install -y --no-install-recommends $APT
  Fedora, RHEL:    dnf install -y $DNF
  Alpine:          apk add $APK
  Arch:            pacman -S $PACMAN
  openSUSE:        zypper install -y $ZYPPER
  macOS:           brew install $BREW
END
exit 1
