#!/bin/sh
# Makes sure PostgreSQL 15 or later is on this machine, installing the system's package when it may.
# Does nothing when DATABASE_URL or TEST_DATABASE_URL names a server. Looks where the application itself looks.
set -eu

. "$(dirname "$0")/packages.sh"

OLDEST=15

# The major version of the server in folder $1, or nothing.
major_in() {
    [ -x "$1/postgres" ] && [ -x "$1/initdb" ] || return 0
    "$1/postgres" --version 2>/dev/null | sed -n 's/.*(PostgreSQL) \([0-9][0-9]*\).*/\1/p'
}

is_enough() {
    major=$(major_in "$1")
    [ "${major:-0}" -ge "$OLDEST" ]
}

on_path() (
    IFS=:
    for dir in $PATH; do
        if is_enough "$dir"; then exit 0; fi
    done
    exit 1
)

has_postgres() {
    if [ -n "${PG_BIN_DIR:-}" ]; then
        is_enough "$PG_BIN_DIR"
        return
    fi
    for dir in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/lib/postgresql*/bin /usr/libexec/postgresql* \
        /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin \
        /Applications/Postgres.app/Contents/Versions/*/bin \
        /opt/homebrew/opt/postgresql/bin /usr/local/opt/postgresql/bin /usr/local/pgsql/bin; do
        if is_enough "$dir"; then return 0; fi
    done
    on_path
}

# The newest version that is here, though too old; nothing when there is none.
too_old() {
    for dir in "${PG_BIN_DIR:-/nowhere}" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/lib/postgresql*/bin \
        $(printf '%s' "$PATH" | tr ':' ' '); do
        major_in "$dir"
    done | sort -n | tail -1
}

# Debian's package makes and starts a cluster of its own, which nobody asked for here: not this time. What it recommends
# stays out too: services of the system (cron, an init system) where there are none.
install_on_debian() {
    conf=/etc/postgresql-common/createcluster.conf
    quiet_apt update
    if has pg_createcluster; then
        quiet_apt install -y --no-install-recommends postgresql
        return
    fi
    quiet_apt install -y --no-install-recommends postgresql-common
    as_root cp "$conf" "$conf.kept"
    as_root sed -i 's/^#* *create_main_cluster.*/create_main_cluster = false/' "$conf"
    quiet_apt install -y --no-install-recommends postgresql || failed=1
    as_root mv "$conf.kept" "$conf"
    [ -z "${failed:-}" ]
}

install_it() {
    if has brew; then
        brew install postgresql@17
    elif ! may_be_root; then
        return 1
    elif has apt-get; then
        install_on_debian
    elif has dnf; then
        as_root dnf install -y --setopt=install_weak_deps=False postgresql-server postgresql-contrib
    elif has yum; then
        as_root yum install -y postgresql-server postgresql-contrib
    elif has apk; then
        as_root apk add postgresql postgresql-contrib
    elif has pacman; then
        as_root pacman -S --noconfirm --needed postgresql
    elif has zypper; then
        as_root zypper --non-interactive install --no-recommends postgresql-server postgresql-contrib
    else
        return 1
    fi
}

if [ -n "${DATABASE_URL:-}${TEST_DATABASE_URL:-}" ] || has_postgres; then
    exit 0
fi
if [ -z "${PG_BIN_DIR:-}" ]; then
    echo "PostgreSQL $OLDEST or later is not here yet: installing it." >&2
    # Its chatter goes to standard error: standard output belongs to the command that follows.
    if install_it >&2 && has_postgres; then
        exit 0
    fi
fi
old=$(too_old)
if [ -n "$old" ]; then
    cat >&2 <<END
PostgreSQL $old is here, and the packages of this system bring no later one; $OLDEST or later is needed. PostgreSQL's own
packages have it (https://www.postgresql.org/download/):
  Debian, Ubuntu:  apt-get install -y postgresql-common, then
                   /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y, then
                   apt-get install -y --no-install-recommends postgresql-17
  Fedora, RHEL:    dnf module reset -y postgresql, then dnf module install -y postgresql:16/server
or set PG_BIN_DIR to the folder of its programs, or DATABASE_URL to a server you already have.
END
    exit 1
fi
cat >&2 <<END
PostgreSQL $OLDEST or later is needed and could not be installed from here. Install it:
  Debian, Ubuntu:  apt-get install -y --no-install-recommends postgresql
  Fedora, RHEL:    dnf install -y postgresql-server postgresql-contrib
  Alpine:          apk add postgresql postgresql-contrib
  Arch:            pacman -S postgresql
  openSUSE:        zypper install -y postgresql-server postgresql-contrib
  macOS:           brew install postgresql@17
or set PG_BIN_DIR to the folder of its programs, or DATABASE_URL to a server you already have.
END
exit 1
