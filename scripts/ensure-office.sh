#!/bin/sh
# Makes sure LibreOffice Calc is on this machine, in which a test opens and saves exported lists, installing the system's
# packages when it may. Looks where the tests look: SOFFICE when set, else the PATH and the usual folder of macOS.
set -eu

. "$(dirname "$0")/packages.sh"

BREW="--cask libreoffice"
APT=libreoffice-calc-nogui
DNF=libreoffice-calc
APK=libreoffice-calc
PACMAN=libreoffice-still
ZYPPER=libreoffice-calc

has_office() {
    if [ -n "${SOFFICE:-}" ]; then [ -x "$SOFFICE" ]; return; fi
    has soffice || [ -x /Applications/LibreOffice.app/Contents/MacOS/soffice ]
}

if has_office; then
    exit 0
fi
echo "LibreOffice is not here yet: installing its spreadsheet." >&2
if install_packages && has_office; then
    exit 0
fi
cat >&2 <<END
LibreOffice is needed by the tests and could not be installed from here. Install it:
  Debian:          apt-get install -y --no-install-recommends $APT
  Fedora, RHEL:    dnf install -y $DNF
  Alpine:          apk add $APK
  Arch:            pacman -S $PACMAN
  openSUSE:        zypper install -y $ZYPPER
  macOS:           brew install $BREW
or set SOFFICE to a program you already have.
END
exit 1
