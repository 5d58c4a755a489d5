#!/bin/sh
# Makes sure Chromium (or Chrome) and ChromeDriver are on this machine, installing the system's packages when it may.
# Looks where the tests look: CHROME_BIN and CHROMEDRIVER when set, else the PATH and the usual folders.
set -eu

. "$(dirname "$0")/packages.sh"

BREW="--cask chromium chromedriver"
APT="chromium chromium-driver"
DNF="chromium chromedriver"
APK="chromium chromium-chromedriver"
PACMAN=chromium
ZYPPER="chromium chromedriver"

has_browser() {
    if [ -n "${CHROME_BIN:-}" ]; then [ -x "$CHROME_BIN" ]; return; fi
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if has "$name"; then return 0; fi
    done
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

has_driver() {
    if [ -n "${CHROMEDRIVER:-}" ]; then [ -x "$CHROMEDRIVER" ]; return; fi
    if has chromedriver; then return 0; fi
    for path in /usr/lib/chromium/chromedriver /usr/lib/chromium-browser/chromedriver /usr/lib64/chromium-browser/chromedriver; do
        if [ -x "$path" ]; then return 0; fi
    done
    return 1
}

if has_browser && has_driver; then
    exit 0
fi
echo "Chromium and ChromeDriver are not both here yet: installing them." >&2
if install_packages && has_browser && has_driver; then
    exit 0
fi
cat >&2 <<END
Chromium (or Chrome) and ChromeDriver are needed by the tests and could not be installed from here. Install them:
  Debian:          apt-get install -y --no-install-recommends chromium chromium-driver
  Fedora, RHEL:    dnf install -y chromium chromedriver
  Alpine:          apk add chromium chromium-chromedriver
  Arch:            pacman -S chromium
  openSUSE:        zypper install -y chromium chromedriver
  macOS:           brew install --cask chromium chromedriver
or set CHROME_BIN and CHROMEDRIVER to programs you already have.
END
exit 1
