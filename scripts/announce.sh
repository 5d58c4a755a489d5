#!/bin/sh
# Builds what `cargo build` would with the same arguments, and says on a terminal what is compiled, how far it is and for how
# long. Says nothing when there is nothing to compile, and in a pipe only what the compiler has to say.
#   scripts/announce.sh --bin compagnon        scripts/announce.sh --workspace --tests
set -eu
cd "$(dirname "$0")/.."

# Of a first build, on two cores (30/11/2026).
case " $* " in
*" --tests "*) edges=normal,build,dev minutes=10 disk="4 GB" ;;
*) edges=normal,build minutes=8 disk="3 GB" ;;
esac
target=${CARGO_TARGET_DIR:-target}

# ANNOUNCE=always speaks without a terminal, a line where one would be written over.
if [ ! -t 2 ] && [ "${ANNOUNCE:-}" != always ]; then exec cargo build --locked --quiet "$@"; fi

esc=$(printf '\033')
colour=always
if [ -n "${NO_COLOR:-}" ] || [ ! -t 2 ]; then colour=never; fi

log=$(mktemp "${TMPDIR:-/tmp}/compagnon-build.XXXXXX")
cargo=
stop() {
    [ -z "$cargo" ] || kill "$cargo" 2>/dev/null || true
    rm -f "$log"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

crates=$(cargo tree --locked --edges "$edges" --prefix none 2>/dev/null | sed 's/ (\*)$//' | sort -u | grep -c .) || crates='?'

plain() { sed "s/$esc\[[0-9;]*m//g" "$log"; }
# Seconds as people say them.
spell() { if [ "$1" -lt 60 ]; then echo "$1 s"; else echo "$(($1 / 60)) min $(($1 % 60)) s"; fi; }
show() {
    if [ -t 2 ]; then printf '\r%s[K%s' "$esc" "$1" >&2; else printf '%s\n' "$1" >&2; fi
}

introduce() {
    if [ -e "$target/debug/compagnon" ]; then return; fi
    free=$(df -Ph "$([ -d "$target" ] && echo "$target" || echo .)" | awk 'NR == 2 { print $4 }')
    echo "Compagnon is compiled: $crates crates, once. On two cores it takes about $minutes minutes, and $disk of disk in" \
        "$target ($free are free). Later starts take a second." >&2
}

# What is done so far: nothing until a crate is compiled rather than found there.
follow() {
    progress=$(plain | awk '
        $1 == "Fresh" || $1 == "Compiling" { done++ }
        $1 == "Compiling" { compiled++; name = $2 }
        $1 == "Downloading" || $1 == "Downloaded" { fetching = 1 }
        END { if (compiled) print done " " name; else if (fetching) print "0 -" }')
    [ -n "$progress" ] || return 0
    if [ -z "$introduced" ]; then introduce; introduced=1; fi
    took=$(spell $(($(date +%s) - began)))
    case $progress in
    "0 -") show "  sources are fetched, $took" ;;
    *) show "  ${progress% *} of $crates crates, $took: ${progress#* }" ;;
    esac
}

began=$(date +%s) introduced='' status=0
cargo build --locked --verbose --color "$colour" "$@" 2>"$log" &
cargo=$!
while kill -0 "$cargo" 2>/dev/null; do
    sleep 1
    follow
done
wait "$cargo" || status=$?
cargo=

if [ -n "$introduced" ]; then
    [ ! -t 2 ] || printf '\r%s[K' "$esc" >&2
    if [ "$status" -eq 0 ]; then echo "Compiled in $(spell $(($(date +%s) - began)))." >&2; fi
fi
# What the compiler said, without what cargo tells of its own progress and commands.
awk -v esc="$esc" '
    { text = $0; gsub(esc "\\[[0-9;]*m", "", text) }
    text ~ /^ +(Fresh|Compiling|Running|Dirty|Finished|Blocking|Downloading|Downloaded|Updating|Locking|Adding|Checking) / { next }
    text ~ /^Caused by:$/ { held = 1; next }
    held && text ~ /^ .*process didn.t exit successfully: .*rustc/ { held = 0; next }
    held { print "Caused by:"; held = 0 }
    { print }
' "$log" >&2
exit "$status"
