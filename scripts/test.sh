#!/bin/sh
# Runs every test in folders of this run alone, which go with it: in memory where that is allowed and there is room, else
# beside other temporary files. A deadlock in the log of the tests' PostgreSQL fails the run, whatever the tests say.
# Arguments go to cargo test.
set -eu
cd "$(dirname "$0")/.."

ROOM_KIB=1500000

# Whether folder $1 is there, ours to write in, open to the account that runs PostgreSQL, and large enough.
serves() {
    [ -d "$1" ] && [ -w "$1" ] && [ -x "$1" ] || return 1
    case $(ls -ld "$1") in d????????[xt]*) ;; *) return 1 ;; esac
    [ "$(df -Pk "$1" | awk 'NR == 2 { print $4 }')" -gt "$ROOM_KIB" ]
}

files=${TMPDIR:-/tmp}
if serves /dev/shm; then memory=/dev/shm; else memory=$files; fi

run=$(mktemp -d "$memory/compagnon-test.XXXXXX")
temporary=$(mktemp -d "$files/compagnon-test.XXXXXX")
# the account that runs PostgreSQL under root passes through
chmod 711 "$run" "$temporary"

# The server of the tests stops after them.
wait_for_the_server() {
    waited=0
    while [ -e "$run/pg/data/postmaster.pid" ] && [ "$waited" -lt 60 ]; do
        sleep 0.5
        waited=$((waited + 1))
    done
}

clean() {
    wait_for_the_server
    rm -rf "$run" "$temporary"
}
trap clean EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

status=0
TEST_DIR=$run TMPDIR=$temporary cargo test --locked --workspace "$@" || status=$?
wait_for_the_server
if [ -n "${TEST_DATABASE_URL:-}" ]; then
    echo "Deadlocks are not looked for: the log is that of TEST_DATABASE_URL." >&2
else
    scripts/find-deadlocks.sh "$run/pg" || status=1
fi
exit "$status"
