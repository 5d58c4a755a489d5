#!/bin/sh
# Makes sure Chromium (or Chrome) and ChromeDriver are on this machine, installing the system's packages when it may.
# Looks where the tests look: CHROME_BIN and CHROMEDRIVER when set, else the PATH and the usual folders.
set -eu

has() {
    command -v "$1" >/dev/null 2>&1
}

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

# Runs a command as root, when that needs no question.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_be_root() {
    [ "$(id -u)" -eq 0 ] || { has sudo && sudo -n true 2>/dev/null; }
}

install_it() {
    if has brew; then
        brew install --cask chromium chromedriver
    elif ! may_be_root; then
        return 1
    elif has apt-get; then
        as_root apt-get -qq -o Dpkg::Use-Pty=0 update
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends chromium chromium-driver
    elif has dnf; then
        as_root dnf install -y chromium chromedriver
    elif has apk; then
        as_root apk add chromium chromium-chromedriver
    elif has pacman; then
        as_root pacman -S --noconfirm --needed chromium
    elif has zypper; then
        as_root zypper --non-interactive install chromium chromedriver
    else
        return 1
    fi
}

if has_browser && has_driver; then
    exit 0
fi
echo "Chromium and ChromeDriver are not both here yet: installing them." >&2
# Their chatter goes to standard error: standard output belongs to the command that follows.
if install_it >&2 && has_browser && has_driver; then
    exit 0
fi
cat >&2 <<END
Chromium (or Chrome) and ChromeDriver are needed by the tests and could not be installed from here. Install them:
  Debian:          apt-get install -y chromium chromium-driver
  Fedora, RHEL:    dnf install -y chromium chromedriver
  Alpine:          apk add chromium chromium-chromedriver
  Arch:            pacman -S chromium
  openSUSE:        zypper install -y chromium chromedriver
  macOS:           brew install --cask chromium chromedriver
or set CHROME_BIN and CHROMEDRIVER to programs you already have.
END
exit 1
