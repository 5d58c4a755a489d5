#!/bin/sh
# Fails when the log of the private PostgreSQL in folder $1 tells of a deadlock (SQLSTATE 40P01), and shows it.
set -eu

for log in "$1/log" "$1/log.before"; do
    [ -f "$log" ] || continue
    # the prefix of a line: time [pid] SQLSTATE
    if grep -n -A 8 '^[^[]*\[[0-9]*\] 40P01 ' "$log"; then
        echo "Deadlocks: rows are not locked in one order everywhere." >&2
        exit 1
    fi
done
