#!/bin/sh
# Writes what the program is made of, as a CycloneDX 1.5 document: every crate in it, with its version, its licence, the
# digest crates.io gave and what it stands on. The tests' own libraries are no part of it.
set -eu
cd "$(dirname "$0")/.."

out=${1:-${CARGO_TARGET_DIR:-target}/compagnon.cdx.json}
mkdir -p "$(dirname "$out")"

tree() {
    cargo tree --locked --package compagnon --edges normal,build --prefix "$1" --format '{p}|{l}'
}

{
    # the digests, then each crate with its depth, from which what it stands on is told
    awk -F '"' '
        /^name = /     { name = $2 }
        /^version = /  { version = $2 }
        /^checksum = / { print "#|" name "@" version "|" $2 }
    ' Cargo.lock
    tree depth
} | awk -F '|' '
    function quoted(text) { gsub(/\\/, "\\\\", text); gsub(/"/, "\\\"", text); return "\"" text "\"" }
    function purl(id,    parts) { split(id, parts, "@"); gsub(/\+/, "%2B", parts[2]); return "pkg:cargo/" parts[1] "@" parts[2] }

    $1 == "#" { digest[$2] = $3; next }
    NF < 2 { next }
    {
        match($1, /^[0-9]+/); depth = substr($1, 1, RLENGTH) + 0
        split(substr($1, RLENGTH + 1), words, " "); id = words[1] "@" substr(words[2], 2)
        licence = $2; sub(/ \(\*\)$/, "", licence); gsub(/ *\/ */, " OR ", licence)
        if (!(id in licences)) { order[++count] = id; licences[id] = licence }
        above[depth] = id
        if (depth > 0 && !((above[depth - 1], id) in edge)) {
            edge[above[depth - 1], id] = 1
            needs[above[depth - 1]] = needs[above[depth - 1]] (needs[above[depth - 1]] == "" ? "" : ", ") quoted(purl(id))
        }
    }
    END {
        print "{\n  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.5\",\n  \"version\": 1,"
        split(order[1], root, "@")
        print "  \"metadata\": { \"component\": { \"type\": \"application\", \"bom-ref\": " quoted(purl(order[1])) \
            ", \"name\": " quoted(root[1]) ", \"version\": " quoted(root[2]) " } },\n  \"components\": ["
        for (i = 2; i <= count; i++) {
            split(order[i], part, "@"); reference = quoted(purl(order[i]))
            line = "    { \"type\": \"library\", \"bom-ref\": " reference ", \"name\": " quoted(part[1]) \
                ", \"version\": " quoted(part[2]) ", \"purl\": " reference
            if (order[i] in digest) line = line ", \"hashes\": [{ \"alg\": \"SHA-256\", \"content\": " quoted(digest[order[i]]) " }]"
            if (licences[order[i]] != "") line = line ", \"licenses\": [{ \"expression\": " quoted(licences[order[i]]) " }]"
            print line " }" (i < count ? "," : "")
        }
        print "  ],\n  \"dependencies\": ["
        for (i = 1; i <= count; i++)
            print "    { \"ref\": " quoted(purl(order[i])) ", \"dependsOn\": [" needs[order[i]] "] }" (i < count ? "," : "")
        print "  ]\n}"
    }
' > "$out.new"
mv "$out.new" "$out"
echo "$(grep -c '"type": "library"' "$out") crates are in the program: $out"
