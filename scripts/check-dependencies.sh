#!/bin/sh
# What `cargo deny check licenses sources` says, for machines without it: every package comes from crates.io,
# and its licence is granted by the allow list of deny.toml.
set -eu
cd "$(dirname "$0")/.."

CRATES_IO='source = "registry+https://github.com/rust-lang/crates.io-index"'

if grep '^source = ' Cargo.lock | grep -vxF "$CRATES_IO"; then
    echo "These sources of Cargo.lock are not crates.io." >&2
    exit 1
fi

# The names between `allow = [` and `]` under [licenses], joined by bars.
allowed=$(awk '
    /^\[/ { inside = ($0 == "[licenses]") }
    inside && /^allow/ { listing = 1 }
    listing { while (match($0, /"[^"]*"/)) { printf "%s|", substr($0, RSTART + 1, RLENGTH - 2); $0 = substr($0, RSTART + RLENGTH) } }
    listing && /\]/ { listing = 0 }
' deny.toml)

# `crate:licence` of the exceptions, joined by bars.
excepted=$(sed -n 's/^ *{ crate = "\([^"]*\)", allow = \["\([^"]*\)"\] },$/\1:\2/p' deny.toml | tr '\n' '|')

# The licence a package grants by a file instead of a name, as cargo-deny recognises it.
licence_in_file() {
    name=${1%% v*}
    version=${1#* v}
    for file in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/"$name-$version"/LICENSE*; do
        if [ -f "$file" ] && head -5 "$file" | tr -s ' \n' ' ' | grep -q 'Apache License Version 2.0'; then
            echo "Apache-2.0"
            return
        fi
    done
}

name_licences() {
    while IFS='|' read -r package licence; do
        [ -n "$licence" ] || licence=$(licence_in_file "${package%% (*}")
        printf '%s|%s\n' "$package" "$licence"
    done
}

tree=$(cargo tree --locked --workspace --edges normal,build,dev --prefix none --format '{p}|{l}' | grep .)
printf '%s\n' "$tree" | sed 's/ (\*)$//' | sort -u | name_licences | awk -F '|' -v allowed="$allowed" -v excepted="$excepted" -v here="($(pwd -P)" '
    BEGIN { count = split(allowed, names, "|"); for (i = 1; i < count; i++) granted[names[i]] = 1
            count = split(excepted, names, "|"); for (i = 1; i < count; i++) exception[names[i]] = 1 }

    # 1 when the expression is granted: each name becomes 1 or 0, then AND, OR and brackets are worked out.
    function is_granted(expression,    words, total, i, name, value, before) {
        gsub(/\//, " OR ", expression); gsub(/[()]/, " & ", expression)
        total = split(expression, words, " "); value = ""
        for (i = 1; i <= total; i++) {
            name = words[i]
            if (name == "AND" || name == "OR" || name == "(" || name == ")") { value = value name; continue }
            if (words[i + 1] == "WITH") { name = name " WITH " words[i + 2]; i += 2 }
            value = value ((name in granted) ? "1" : "0")
        }
        do {
            before = value
            gsub(/\(0\)/, "0", value); gsub(/\(1\)/, "1", value)
            gsub(/1AND1/, "1", value); gsub(/0AND[01]|1AND0/, "0", value)
            if (value == before) sub(/\(0OR0\)/, "(0)", value)
            if (value == before) sub(/\(1OR[01]\)|\(0OR1\)/, "(1)", value)
            if (value == before) sub(/\(0OR0OR/, "(0OR", value)
            if (value == before) sub(/\((1OR[01]|0OR1)OR/, "(1OR", value)
        } while (value != before)
        return value ~ /^[01](OR[01])*$/ && value ~ /1/
    }

    index($1, here) { next }
    { seen++ }
    { split($1, words, " ") }
    (words[1] ":" $2) in exception { next }
    !is_granted($2) { print "  " $1 ": " ($2 == "" ? "no licence stated" : $2); refused = 1 }
    END {
        if (refused) print "These licences are not in the allow list of deny.toml."
        else print seen " packages, all from crates.io under licences of deny.toml."
        exit refused
    }
'
