#!/bin/sh
# Puts the example of packaging/nginx or packaging/caddy, as it is shipped but for addresses and paths, in front of a running
# Compagnon, on this machine and with a certificate of its own, and checks what people meet: TLS, whose address counts,
# request identifiers, large and slow files, slow readers, a service that is gone, no secret in a log. About a minute.
#   packaging/try-proxy.sh [nginx|caddy]
# COMPAGNON is the program, target/debug/compagnon unless said. Needs PostgreSQL, curl, openssl and the proxy, which is
# taken from Debian's archive for the time of this script when it is not installed.
set -eu

proxy=${1:-nginx}
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "${COMPAGNON:-${CARGO_TARGET_DIR:-$here/../target}/debug/compagnon}")
name=compagnon.example.org
folder=$(mktemp -d "${TMPDIR:-/tmp}/compagnon-proxy.XXXXXX")
# the account that runs PostgreSQL under root, and that of the proxy, pass through
chmod 711 "$folder"
port=$((20000 + $$ % 9000 * 4))
http=$((port + 1)) https=$((port + 2)) private=$((port + 3))
service='' front='' beneath=''

clean() {
    for process in $front $service; do kill "$process" 2>/dev/null || true; done
    for process in $front $service; do wait "$process" 2>/dev/null || true; done
    rm -rf "$folder"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '== %s\n' "$1"; }
fail() {
    printf 'FAILED: %s\n' "$1" >&2
    for log in "$folder"/service.log "$folder"/front.log "$folder/answer" "$folder/headers"; do
        [ ! -s "$log" ] || { printf -- '-- %s\n' "${log##*/}"; tail -8 "$log" | cut -c 1-600; } >&2
    done
    exit 1
}

has_proxy() { command -v "$proxy" >/dev/null 2>&1; }
fetch_proxy() {
    say "$proxy is not here: unpacked from Debian's archive"
    (cd "$folder" && apt-get download -qq "$proxy" >/dev/null && dpkg-deb -x "$proxy"_*.deb "$folder/unpacked")
    PATH=$folder/unpacked/usr/sbin:$folder/unpacked/usr/bin:$PATH
}
PATH=$PATH:/usr/sbin
has_proxy || fetch_proxy || fail "install $proxy"

# Asks through the proxy: the status is printed, the rest is in the files `answer` and `headers`.
ask() {
    place=$1
    shift
    curl --silent --cacert "$folder/certificate" --resolve "$name:$https:127.0.0.1" --max-time 90 \
        --output "$folder/answer" --dump-header "$folder/headers" --write-out '%{http_code}' "$@" "https://$name:$https$place" || true
}
answers() { # status, text in the answer, place, options
    wanted=$1 text=$2
    shift 2
    got=$(ask "$@")
    [ "$got" = "$wanted" ] || fail "$1 answered $got, not $wanted"
    grep -q "$text" "$folder/answer" || fail "$1 answered without $text"
}
header() { tr -d '\r' <"$folder/headers" | sed -n "s/^$1: //Ip"; }

start_service() {
    COMPAGNON_LISTEN=127.0.0.1:$port COMPAGNON_ADMIN_LISTEN=127.0.0.1:$private COMPAGNON_DATA_DIR=$folder/data \
        COMPAGNON_PUBLIC_URL=https://$name$beneath COMPAGNON_TRUSTED_PROXIES='["127.0.0.1"]' COMPAGNON_DRAIN_NOTICE_S=0 \
        COMPAGNON_REQUESTS_PER_SECOND_WITHOUT_TOKEN=2 COMPAGNON_LOG_FORMAT=json \
        "$program" serve >>"$folder/said" 2>>"$folder/service.log" &
    service=$!
    tries=0
    until curl -fsS "http://127.0.0.1:$port/readyz" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 120 ] || fail "the service does not start"
        sleep 0.5
    done
}

start_nginx() {
    sed -e "/listen \[::\]/d; s/listen 80;/listen 127.0.0.1:$http;/; s/listen 443 /listen 127.0.0.1:$https /" \
        -e "s/server 127.0.0.1:8080;/server 127.0.0.1:$port;/; s|/var/log/nginx|$folder|" \
        -e "s|ssl_certificate .*|ssl_certificate $folder/certificate;|; s|ssl_certificate_key .*|ssl_certificate_key $folder/key;|" \
        "$here/nginx/compagnon.conf" >"$folder/site.conf"
    {
        printf 'daemon off;\npid %s/pid;\nerror_log %s/front.log;\nevents {}\nhttp {\n' "$folder" "$folder"
        for kind in client_body proxy fastcgi uwsgi scgi; do printf '%s_temp_path %s/%s;\n' "$kind" "$folder" "$kind"; done
        printf 'include %s/site.conf;\n}\n' "$folder"
    } >"$folder/nginx.conf"
    nginx -e "$folder/front.log" -p "$folder" -c "$folder/nginx.conf" 2>/dev/null &
    front=$!
}

start_caddy() {
    sed -e "s|^$name {|https://$name:$https {\n\tbind 127.0.0.1\n\ttls $folder/certificate $folder/key|" \
        -e "s/127.0.0.1:8080/127.0.0.1:$port/; s/^{/{\n\tadmin off\n\tauto_https disable_redirects/" \
        "$here/caddy/Caddyfile" >"$folder/Caddyfile"
    XDG_DATA_HOME=$folder XDG_CONFIG_HOME=$folder caddy run --config "$folder/Caddyfile" --adapter caddyfile 2>>"$folder/front.log" &
    front=$!
}

say "a service, and $proxy in front of it"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
    -keyout "$folder/key" -out "$folder/certificate" 2>/dev/null
start_service
"start_$proxy"
tries=0
until [ "$(ask /healthz)" = 200 ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 40 ] || fail "$proxy does not answer"
    sleep 0.25
done

say "TLS: announced as strict, and plain HTTP sent there"
answers 200 . /healthz
[ -n "$(header strict-transport-security)" ] || fail "no Strict-Transport-Security"
if [ "$proxy" = nginx ]; then
    moved=$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' -H "Host: $name" "http://127.0.0.1:$http/healthz")
    [ "$moved" = "301 https://$name/healthz" ] || fail "plain HTTP answered $moved"
fi

say "one request, one identifier, and the refusals of the service as they are"
answers 404 'page.not_found' /nowhere
id=$(header x-request-id)
grep -q "\"request_id\":\"$id\"" "$folder/answer" || fail "the answer has another identifier than its header"
grep -q "$id" "$folder/service.log" || fail "the log of the service lacks the identifier"
[ "$proxy" != nginx ] || grep -q "$id" "$folder/compagnon.log" || fail "the log of nginx lacks the identifier"

say "whoever sends too much is told so, whatever address he claims; his neighbour is served"
tries=0
until [ "$(ask /openapi.json -H "X-Forwarded-For: 192.0.2.$tries" --interface 127.0.0.3)" = 429 ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || fail "a claimed address is believed"
done
grep -q too_many_requests "$folder/answer" || fail "another refusal than that of the service"
answers 200 openapi /openapi.json --interface 127.0.0.2

say "a reader who takes his time gets everything"
curl -s "http://127.0.0.1:$port/openapi.json" >"$folder/whole"
size=$(wc -c <"$folder/whole")
answers 200 openapi /openapi.json --interface 127.0.0.4 --limit-rate $((size / 14))
cmp -s "$folder/whole" "$folder/answer" || fail "the slow reader did not get everything"

say "files: 5 MiB at a walking pace, then too large for the service, then for the proxy"
token=$(sed -n 's/.*"token":"\([^"]*\)".*/\1/p' "$folder/said")
answers 201 access_token /v1/bootstrap -H 'content-type: application/json' \
    -d "{\"token\":\"$token\",\"email\":\"direction@example.org\",\"display_name\":\"Camille\",\"password\":\"girafe-violon-neige-48\"}"
token=$(sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p' "$folder/answer")
site=$(curl -s -H "authorization: Bearer $token" "http://127.0.0.1:$port/v1/sites" | grep -o '"id":"[^"]*"' | head -1 | cut -d'"' -f4)
printf 'siret;denomination\n' >"$folder/file"
yes '12345678901234;Une entreprise au nom assez long pour que le fichier le soit aussi' | head -c 7000000 >>"$folder/file"
bring() { # status, code, bytes, options
    head -c "$3" "$folder/file" >"$folder/part"
    status=$1 code=$2
    shift 3
    answers "$status" "$code" "/v1/imports?kind=employers&site_id=$site" -H "authorization: Bearer $token" \
        -H 'content-type: text/csv' -H 'Expect:' --data-binary "@$folder/part" "$@"
}
bring 422 'urn:compagnon' 5242880 --limit-rate 350k
bring 413 body.too_large 5300000
bring 413 '' 6900000
[ "$proxy" = caddy ] || grep -q body.too_large "$folder/answer" || fail "the refusal of nginx is no problem"

say "a service that is gone is told as a problem, and found again without touching the proxy"
kill "$service"
wait "$service" 2>/dev/null || true
service=''
answers 502 outcome.unknown /l/a-secret-of-a-link
[ "$(header content-type)" = application/problem+json ] || fail "not a problem but $(header content-type)"
start_service
answers 200 . /healthz
answers 404 . /l/a-secret-of-a-link

say "beneath a path of the host, which the proxy leaves in what it sends"
kill "$service"
wait "$service" 2>/dev/null || true
beneath=/compagnon
start_service
answers 200 alive $beneath/healthz
answers 200 "\"issuer\":\"https://$name$beneath\"" /.well-known/oauth-authorization-server$beneath
answers 200 "\"url\":\"$beneath\"" $beneath/openapi.json
answers 200 "href=\"$beneath/openapi.json\"" $beneath/

say "no log holds the secret of a link"
if grep -rq a-secret-of-a-link "$folder" --include='*.log'; then
    grep -r a-secret-of-a-link "$folder" --include='*.log' | head -3 >&2
    fail "a log holds a path"
fi

say "all is well"
