#!/bin/sh
# Replays docker/Dockerfile and what docker/compose.yaml asks of it where no Docker is: compiles what .dockerignore lets
# through, runs each RUN of the last stage in a bare Debian, then starts the program there, as its user, on a read-only root,
# over a PostgreSQL of its own behind a shared socket. Needs root, debootstrap and Debian's archive; the compilation takes a
# quarter of an hour, and COMPAGNON names a program to put in its place.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
dockerfile=$here/docker/Dockerfile
folder=$(mktemp -d /var/tmp/compagnon-image.XXXXXX)
# the accounts of the image and of PostgreSQL pass through
chmod 711 "$folder"
image=$folder/image database=$folder/database socket=$folder/socket data=$folder/data
running='' server=''

clean() {
    for process in $running; do kill "$process" 2>/dev/null || true; done
    # a fast stop, whoever is still connected
    for process in $server; do kill -INT "$process" 2>/dev/null || true; done
    for process in $running $server; do wait "$process" 2>/dev/null || true; done
    for place in "$image/run/postgresql" "$image/var/lib/compagnon" "$image/var/tmp" "$image/proc" "$image" \
        "$database/run/postgresql" "$database/proc"; do
        while mountpoint -q "$place"; do umount "$place"; done
    done
    rm -rf --one-file-system "$folder"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '== %s\n' "$1"; }
fail() {
    printf 'FAILED: %s\n' "$1" >&2
    for log in "$folder"/*.log; do [ ! -s "$log" ] || { printf -- '-- %s\n' "${log##*/}"; tail -8 "$log"; } >&2; done
    exit 1
}
# The instructions of the last stage, one a line.
last_stage() { sed -e :a -e '/\\$/{N;s/ *\\\n */ /;ba' -e '}' "$dockerfile" | grep -v '^#' | sed -n '/^FROM debian/,$p'; }
instructions() { last_stage | sed -n "s/^$1 //p"; }

say "what .dockerignore lets through is enough to compile"
mkdir "$folder/source"
sed -n 's/^!//p' "$dockerfile.dockerignore" | (cd "$here/.." && xargs tar -cf - --) | tar -xf - -C "$folder/source"
if [ -n "${COMPAGNON:-}" ]; then
    (cd "$folder/source" && cargo metadata --locked --no-deps --format-version 1 >/dev/null) || fail "its manifest"
    program=$COMPAGNON
else
    (cd "$folder/source" && CARGO_TARGET_DIR=$folder/target cargo build --locked --release --bin compagnon) || fail "compiling"
    program=$folder/target/release/compagnon
fi

say "each RUN of the last stage in a bare Debian"
release=$(instructions FROM | sed 's/^debian:\([a-z]*\)-slim$/\1/')
debootstrap --variant=minbase "$release" "$image" >"$folder/debootstrap.log" 2>&1 || fail "debootstrap $release"
cp -a "$image" "$database"
instructions RUN | while IFS= read -r command; do
    chroot "$image" /bin/sh -c "$command" >>"$folder/run.log" 2>&1 || fail "RUN $command"
done
install -m 755 "$program" "$image/usr/local/bin/compagnon"

say "PostgreSQL as the compose file starts it, with its roles"
DEBIAN_FRONTEND=noninteractive chroot "$database" sh -c 'mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/none.conf
    apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql' >"$folder/postgresql.log" 2>&1 || fail "PostgreSQL"
mkdir -p "$socket" "$data" "$database/run/postgresql"
chmod 3777 "$socket"
mount -t proc proc "$database/proc"
mount --bind "$socket" "$database/run/postgresql"
# Becomes a command there: what is run beside the script can be stopped by its number.
become_postgres() { exec chroot --userspec=postgres:postgres "$database" /usr/bin/env -i PATH="$(cd "$database" && echo usr/lib/postgresql/*/bin | sed 's|^|/|'):/usr/bin:/bin" "$@"; }
as_postgres() { (become_postgres "$@"); }
options=$(sed -n 's/^ *POSTGRES_INITDB_ARGS: //p' "$here/docker/compose.yaml")
printf owner >"$database/tmp/password"
# shellcheck disable=SC2086  # several options
as_postgres initdb -D /var/lib/postgresql/data --pwfile=/tmp/password $options >"$folder/initdb.log" 2>&1 || fail "initdb"
become_postgres postgres -D /var/lib/postgresql/data -c listen_addresses= -k /var/run/postgresql >"$folder/server.log" 2>&1 &
server=$!
tries=0
until as_postgres pg_isready --quiet; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || fail "PostgreSQL does not start"
    sleep 0.5
done
as_postgres PGPASSWORD=owner OWNER_PASSWORD=owner SERVER_PASSWORD=server sh <"$here/docker/roles.sh" || fail "its roles"

say "the program, as the user of the image, on a read-only root"
user=$(instructions USER)
# as a volume that is new: with the owner and the mode its folder has in the image
cp -a "$image/var/lib/compagnon/." "$data" && chown --reference="$image/var/lib/compagnon" "$data" && chmod --reference="$image/var/lib/compagnon" "$data"
mkdir -p "$image/run/postgresql" "$folder/passing"
chmod 1777 "$folder/passing"
mount --bind "$image" "$image"
mount -t proc proc "$image/proc"
mount --bind "$socket" "$image/run/postgresql"
mount --bind "$data" "$image/var/lib/compagnon"
mount --bind "$folder/passing" "$image/var/tmp"
mount -o remount,ro,bind "$image"
# shellcheck disable=SC2046  # NAME=value each, without spaces
become() { exec chroot --userspec="$user" "$image" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin $(instructions ENV) "$@"; }
within() { (become "$@"); }
url() { sed -n "s/^ *$1: //p" "$here/docker/compose.yaml" | sed "s/\${OWNER_PASSWORD[^}]*}/owner/; s/\${SERVER_PASSWORD[^}]*}/server/"; }
start() {
    become DATABASE_URL="$(url DATABASE_URL)" COMPAGNON_OWNER_DATABASE_URL="$(url COMPAGNON_OWNER_DATABASE_URL)" \
        COMPAGNON_PUBLIC_URL=https://compagnon.example.org compagnon serve >"$folder/said.log" 2>"$folder/service.log" &
    running=$!
}
check=$(instructions HEALTHCHECK | sed 's/.*"-c", "//; s/"]$//; s/\\\\/\\/g')
healthy() { within bash -c "$check" 2>/dev/null; }
wait_for_health() {
    tries=0
    until healthy; do
        tries=$((tries + 1))
        [ "$tries" -lt 120 ] || fail "not healthy: $1"
        sleep 0.5
    done
}
if healthy; then fail "healthy before it runs: is something else on port 8080?"; fi
if within compagnon serve >"$folder/alone.log" 2>&1; then fail "it serves without a database"; fi
grep -q 'DATABASE_URL to a server' "$folder/alone.log" || fail "it does not say that DATABASE_URL is missing"
start
wait_for_health "after the first start"
grep -q '"token"' "$folder/said.log" || fail "no token for the first administrator"
if grep -q WARN "$folder/service.log"; then fail "it warns of its database"; fi
within DATABASE_URL="$(url DATABASE_URL)" compagnon admin bootstrap-token | grep -q '"token"' || fail "commands"
secret=$(cat "$data/secret")
kill "$running"
wait "$running" || fail "it does not stop well"
running=''
if healthy; then fail "healthy once stopped"; fi
start
wait_for_health "after a restart"
[ "$(cat "$data/secret")" = "$secret" ] || fail "the secret changed"

say "all is well"
