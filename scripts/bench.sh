#!/bin/sh
# Measures a release server next to pgbench; arguments go to the bench (see benches/README.md).
# BENCH_PIN=1 keeps everything on one core, which is steadier.
set -eu
pin=""
if [ "${BENCH_PIN:-}" = 1 ] && command -v taskset >/dev/null 2>&1; then pin="taskset -c 0"; fi
cargo build --release --bench load
exec $pin cargo bench --quiet --bench load -- "$@"
