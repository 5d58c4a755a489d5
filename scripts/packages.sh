# Read by the scripts that make sure of something: how packages of the system are installed, when that asks no question.

has() {
    command -v "$1" >/dev/null 2>&1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_be_root() {
    [ "$(id -u)" -eq 0 ] || { has sudo && sudo -n true 2>/dev/null; }
}

quiet_apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@"
}

# Installs the packages named in $BREW, $APT, $DNF, $APK, $PACMAN or $ZYPPER, whichever manager is here.
# Their chatter goes to standard error: standard output belongs to the command that follows.
install_packages() {
    if has brew; then
        brew install $BREW
    elif ! may_be_root; then
        return 1
    elif has apt-get; then
        quiet_apt update
        quiet_apt install -y --no-install-recommends $APT
    elif has dnf; then
        as_root dnf install -y --setopt=install_weak_deps=False $DNF
    elif has apk; then
        as_root apk add $APK
    elif has pacman; then
        as_root pacman -S --noconfirm --needed $PACMAN
    elif has zypper; then
        as_root zypper --non-interactive install --no-recommends $ZYPPER
    else
        return 1
    fi >&2
}
