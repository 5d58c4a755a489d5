#!/bin/sh
# Looks every crate of Cargo.lock up in a stored copy of RustSec's advisories, without the network: the folder that
# ADVISORY_DB names, or one that cargo-deny or cargo-audit keep. Fails on one that concerns a version of ours and that
# deny.toml does not set aside; says so plainly when there is no copy, which is no failure unless ADVISORY_DB named one.
set -eu
cd "$(dirname "$0")/.."

find_database() {
    if [ -n "${ADVISORY_DB:-}" ]; then
        if [ -d "$ADVISORY_DB/crates" ]; then echo "$ADVISORY_DB"; return; fi
        echo "ADVISORY_DB names $ADVISORY_DB, which has no folder crates." >&2
        return 1
    fi
    home=${CARGO_HOME:-$HOME/.cargo}
    for folder in "$home"/advisory-db "$home"/advisory-dbs/*; do
        if [ -d "$folder/crates" ]; then echo "$folder"; return; fi
    done
}

database=$(find_database)
if [ -z "$database" ]; then
    echo "Advisories were NOT looked at: no copy of them is on this machine. To have one, and look again:"
    echo "  git clone --depth 1 https://github.com/rustsec/advisory-db \"\${CARGO_HOME:-\$HOME/.cargo}/advisory-db\""
    exit 0
fi

{
    sed -n 's/.*{ id = "\(RUSTSEC-[0-9-]*\)".*/aside \1/p' deny.toml
    awk -F '"' '
        /^name = /    { name = $2 }
        /^version = / { version = $2 }
        /^source = /  { print "crate", name, version }
    ' Cargo.lock | while read -r kind name version; do
        echo "$kind $name $version"
        for file in "$database/crates/$name"/RUSTSEC-*.md; do
            [ ! -f "$file" ] || { echo "advisory $name $version"; awk '/^```toml/ { inside = 1; next } /^```/ { exit } inside' "$file"; echo "end"; }
        done
    done
    find "$database/crates" -name 'RUSTSEC-*.md' -exec grep -h '^date = ' {} + | sort | tail -1
} | awk '
    # 1, 0 or -1: how two versions stand to each other. One before a release, as 1.0.0-rc.1, stands below it.
    function compare(a, b,    x, y, i, before_a, before_b) {
        sub(/\+.*/, "", a); sub(/\+.*/, "", b)
        before_a = a ~ /-/ ? substr(a, index(a, "-") + 1) : ""; sub(/-.*/, "", a)
        before_b = b ~ /-/ ? substr(b, index(b, "-") + 1) : ""; sub(/-.*/, "", b)
        split(a, x, "."); split(b, y, ".")
        for (i = 1; i <= 3; i++) if (x[i] + 0 != y[i] + 0) return x[i] + 0 > y[i] + 0 ? 1 : -1
        if (before_a == before_b) return 0
        if (before_a == "") return 1
        if (before_b == "") return -1
        return before_a > before_b ? 1 : -1
    }
    # The first version that a caret or a tilde leaves out.
    function beyond(sign, version,    part, count) {
        sub(/[-+].*/, "", version); count = split(version, part, ".")
        if (sign == "~") return count == 1 ? (part[1] + 1) ".0.0" : part[1] "." (part[2] + 1) ".0"
        if (part[1] + 0 > 0 || count == 1) return (part[1] + 1) ".0.0"
        if (part[2] + 0 > 0 || count == 2) return "0." (part[2] + 1) ".0"
        return "0.0." (part[3] + 1)
    }
    # Whether a version meets a requirement such as ">= 1.2.3, < 1.3.0".
    function meets(version, requirement,    one, count, i, sign, wanted, order) {
        count = split(requirement, one, ",")
        for (i = 1; i <= count; i++) {
            gsub(/ /, "", one[i])
            if (one[i] == "" || one[i] == "*") continue
            match(one[i], /^[<>=^~]*/); sign = substr(one[i], 1, RLENGTH); wanted = substr(one[i], RLENGTH + 1)
            order = compare(version, wanted)
            if (sign == ">=" && order < 0 || sign == ">" && order <= 0 || sign == "<" && order >= 0) return 0
            if (sign == "<=" && order > 0 || sign == "=" && order != 0) return 0
            if (sign ~ /^[~^]?$/ && (order < 0 || compare(version, beyond(sign, wanted)) >= 0)) return 0
        }
        return 1
    }
    # Whether a version meets one of the requirements of a list such as [">= 1.2.3", "< 0.1.0"].
    function meets_any(version, list,    part, count, i) {
        count = split(list, part, "\"")
        for (i = 2; i <= count; i += 2) if (meets(version, part[i])) return 1
        return 0
    }

    $1 == "aside" { aside[$2] = 1; next }
    $1 == "crate" { crates++; next }
    $1 == "advisory" { name = $2; version = $3; id = kind = patched = unaffected = filling = ""; withdrawn = 0; next }
    $1 == "end" {
        looked++
        if (!withdrawn && !(id in aside) && !meets_any(version, patched) && !meets_any(version, unaffected)) {
            printf "  %s %s: %s%s, https://rustsec.org/advisories/%s\n", name, version, id, kind == "" ? "" : " (" kind ")", id
            found++
        }
        name = ""; next
    }
    name == "" { if ($1 == "date") { split($0, quoted, "\""); newest = quoted[2] }; next }
    /^id = / { split($0, quoted, "\""); id = quoted[2] }
    /^informational = / { split($0, quoted, "\""); kind = quoted[2] }
    /^withdrawn = / { withdrawn = 1 }
    /^patched = / { filling = "patched" }
    /^unaffected = / { filling = "unaffected" }
    filling == "patched" { patched = patched $0 }
    filling == "unaffected" { unaffected = unaffected $0 }
    filling != "" && /\]/ { filling = "" }
    END {
        if (found) print "These crates of Cargo.lock have advisories; take a later version, or set one aside in deny.toml with its reason."
        else print crates " crates looked up among advisories up to " newest ": " looked + 0 " on crates of ours, none on these versions."
        exit found > 0
    }
'
