#!/bin/sh
# Installs a Debian package of Compagnon in a bare Debian that it boots beside this one, and checks what an installation goes
# through. A first machine: the start on a private PostgreSQL, the first administrator, the tour, a backup; then it is wiped.
# A second one: the package, the backup put back, and the end state of the tour there, compared. That one goes on: what its
# hardening leaves PostgreSQL, a kill, an upgrade, the drill of docs/operating.md, a server of one's own, removal, and both
# kinds of purge. Each step is timed. Needs root, debootstrap, systemd-container and Debian's archive; four to six minutes.
#   packaging/try-deb.sh compagnon_0.1.0-1_amd64.deb [bookworm]
# BARE_ROOT names a folder that debootstrap filled, to be copied rather than fetched.
set -eu

deb=$(realpath "${1:?which package? packaging/try-deb.sh FILE.deb}")
release=${2:-bookworm}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d /var/tmp/compagnon-deb.XXXXXX)
root=$folder/root
machine='' step='' began=$(date +%s) since=$(date +%s)

power_off() {
    [ -n "$machine" ] || return 0
    inside systemctl poweroff >/dev/null 2>&1 || true
    wait "$machine" 2>/dev/null || true
    machine=
}
clean() {
    power_off
    rm -rf "$folder"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Ends a step, whose time is told in the end, and begins another.
say() {
    now=$(date +%s)
    [ -z "$step" ] || printf '%5d s  %s\n' "$((now - since))" "$step" >>"$folder/times"
    step=$1 since=$now
    printf '== %s\n' "$1"
}
fail() {
    printf 'FAILED: %s\n' "$1" >&2
    [ -z "$machine" ] || inside journalctl -u compagnon --no-pager -n 30 >&2 || true
    exit 1
}
# Runs a command in the machine.
inside() { nsenter -t "$(pgrep -P "$machine" | head -1)" -a env DEBIAN_FRONTEND=noninteractive "$@"; }
# Waits half a minute for a command to succeed there.
soon() {
    tries=0
    until inside "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 60 ] || return 1
        sleep 0.5
    done
}
ready() { soon curl -fsS http://127.0.0.1:8080/readyz || fail "not ready: $1"; }
apt() { inside apt-get -qq -o Dpkg::Use-Pty=0 "$@" >>"$folder/apt.log" 2>&1 || { tail -20 "$folder/apt.log" >&2; fail "apt-get $*"; }; }
sql() { inside runuser -u compagnon -- psql -XAtq -v ON_ERROR_STOP=1 -h /var/lib/compagnon/pg/run -U postgres compagnon -c "$1"; }

# Boots a machine of which nothing but Debian is there, with the package in /srv.
boot() {
    rm -rf "$root"
    cp -a "$bare" "$root"
    cp "$deb" "$root/srv/compagnon.deb"
    systemd-nspawn --quiet -D "$root" --boot --register=no --keep-unit -M "compagnon-try-$$" --console=pipe \
        >"$folder/console.log" 2>&1 </dev/null &
    machine=$!
    sleep 2
    soon systemctl is-active multi-user.target || fail "the machine does not boot"
}
# What the tour has left, as its people read it, in the folder $1: with the names it gave to what it made.
read_end_state() {
    mkdir "$1"
    # shellcheck disable=SC2016  # read there
    {
        sed -n '/^```sh$/,/^```$/p' "$here/../docs/tour.md" | sed '1d; /^```$/,$d'
        cat "$folder/names"
        echo 'sign_in() { TOKEN=$(TOKEN= post /v1/sessions "{\"email\":\"$1\",\"password\":\"$2\"}" | field access_token); }
            look() { for place; do printf "%s " "$place"; call GET "$place" || exit 1; echo; done; }
            sign_in direction@example.org girafe-violon-neige-48
            look /v1/cohorts "/v1/apprentices/$APPRENTICE" "/v1/enrolments/$ENROLMENT/status?as_of=2026-03-01" \
                "/v1/employers/$EMPLOYER" "/v1/tutors/$TUTOR" "/v1/contracts/$CONTRACT" "/v1/contracts/$CONTRACT/clock" \
                "/v1/contracts/$CONTRACT/pay-schedule" "/v1/contracts/$CONTRACT/amendments" "/v1/amendments/$AMENDMENT" \
                "/v1/contracts/$CONTRACT/as-of?on=2025-11-30" "/v1/visits?contract=$CONTRACT" "/v1/visits/$VISIT" \
                "/v1/mock-exams/$EXAM/results" "/v1/cohorts/$COHORT/calendar" "/v1/ruptures" \
                "/v1/apprentices/$APPRENTICE/timeline" "/v1/obligations?apprentice=$APPRENTICE"
            call GET "/v1/contracts/$CONTRACT/form.pdf" | sha256sum
            for who in "ada@example.org pont-marais-cuivre-72" "chloe@example.org tambour-brume-olive-35"; do
                sign_in $who
                call GET /v1/me | show role
            done
            TOKEN=$(TOKEN= call POST /oauth/token -u "${CLIENT_ID}:${SECRET}" -d grant_type=client_credentials | field access_token)
            call GET /v1/changes | show kind
            TOKEN=
            ask GET "/l/$LINK"
            echo "the link: $code $(grep -o "<h1[^>]*>[^<]*" "$TOUR/answer")"
            [ ! -e "$TOUR/stopped" ]'
    } >"$root/srv/look.sh"
    inside sh /srv/look.sh >"$1/answers" 2>"$1/complaints" || { cat "$1/complaints" >&2; fail "the end state of the tour"; }
}

# the machines share the network of this one
if curl -s -o /dev/null http://127.0.0.1:8080/; then fail "something else is on port 8080"; fi

say "a bare $release"
bare=${BARE_ROOT:-$folder/bare}
[ -d "$bare" ] ||
    debootstrap --variant=minbase --include=systemd-sysv,procps,curl,ca-certificates "$release" "$bare" >"$folder/debootstrap.log" 2>&1 ||
    { tail -5 "$folder/debootstrap.log" >&2; exit 1; }

say "a first machine is booted"
boot

say "the package alone: it says what is missing, and goes on trying"
apt install -y --no-install-recommends /srv/compagnon.deb
soon sh -c "journalctl -u compagnon | grep -q 'PostgreSQL 15 or later is not installed'" || fail "nothing said"

say "PostgreSQL: no cluster but ours, and the service is there"
apt install -y --no-install-recommends postgresql
ready "after PostgreSQL was installed"
[ -z "$(inside pg_lsclusters --no-header)" ] || fail "another cluster was made"
secret=$(inside cat /var/lib/compagnon/secret)
inside compagnon admin bootstrap-token | grep -q '"token"' || fail "no token for the first administrator"
if inside journalctl -u compagnon | grep -q '"token"'; then fail "the log holds a token"; fi
if inside runuser -u nobody -- compagnon admin bootstrap-token >/dev/null 2>&1; then fail "anybody may give commands"; fi

say "the first administrator comes in, and the tour is run"
token=$(inside compagnon admin bootstrap-token | sed -n 's/.*"token":"\([^"]*\)".*/\1/p')
names='SITE COHORT APPRENTICE ENROLMENT EMPLOYER TUTOR CONTRACT AMENDMENT LINK VISIT EXAM CLIENT_ID SECRET'
{
    awk '/^```$/ { inside = 0 } inside; /^```sh$/ { inside = 1 }' "$here/../docs/tour.md" | sed "s/paste-the-token-here/$token/"
    # the last line of the tour says whether it is over: what follows may not hide it
    echo "[ ! -e \"\$TOUR/stopped\" ] || exit 1"
    for name in $names; do echo "echo \"$name='\$$name'\" >>/srv/names"; done
} >"$root/srv/tour.sh"
inside sh /srv/tour.sh >"$folder/tour.log" 2>&1 || { tail -5 "$folder/tour.log" >&2; fail "the tour"; }
grep -q 'The tour is over' "$folder/tour.log" || fail "the tour is not over"
cp "$root/srv/names" "$folder/names"
read_end_state "$folder/before"

say "a backup, taken while it serves, and carried away"
inside install -d -o compagnon -g compagnon -m 700 /var/backups/compagnon
echo 'la phrase qui scelle le secret de cette machine' >"$folder/passphrase"
# the command reads it under the account of the service
inside install -d -o compagnon -g compagnon -m 700 /srv/sealing
cp "$folder/passphrase" "$root/srv/sealing/passphrase"
inside chown compagnon: /srv/sealing/passphrase
inside compagnon backup /var/backups/compagnon/tour.zip --passphrase-file /srv/sealing/passphrase >"$folder/backup.log" 2>&1 ||
    { cat "$folder/backup.log" >&2; fail "the backup"; }
cp "$root/var/backups/compagnon/tour.zip" "$folder/tour.zip"
ls -l "$folder/tour.zip" | awk '{ print "   " $5 " bytes" }'

say "the machine is wiped, and a second one booted"
power_off
boot
[ ! -e "$root/var/lib/compagnon" ] || fail "the second machine is not bare"

say "the second machine: the two packages"
apt install -y --no-install-recommends /srv/compagnon.deb
apt install -y --no-install-recommends postgresql
ready "on the second machine"

say "the backup is tried, then put back"
inside install -d -o compagnon -g compagnon -m 700 /srv/sealing
cp "$folder/passphrase" "$folder/tour.zip" "$root/srv/sealing/"
inside chown -R compagnon: /srv/sealing
restore() { inside compagnon restore /srv/sealing/tour.zip --passphrase-file /srv/sealing/passphrase "$@" >"$folder/restore.log" 2>&1; }
restore --check || { cat "$folder/restore.log" >&2; fail "trying the backup"; }
inside systemctl stop compagnon
restore || { cat "$folder/restore.log" >&2; fail "the restoration"; }
inside systemctl start compagnon
ready "after the restoration"
[ "$(inside cat /var/lib/compagnon/secret)" = "$secret" ] || fail "another secret than that of the first machine"

say "the end state of the tour is there"
read_end_state "$folder/after"
diff "$folder/before/answers" "$folder/after/answers" >"$folder/difference" ||
    { cut -c 1-400 "$folder/difference" >&2; fail "the second machine answers otherwise"; }
wc -lc <"$folder/after/answers" | awk '{ print "   " $1 " lines, " $2 " bytes, the same on both" }'

say "what its hardening leaves PostgreSQL"
sql "SET jit_above_cost = 0; SET jit_inline_above_cost = 0; SET jit_optimize_above_cost = 0;
     SELECT sum(length(relname)) > 0 FROM pg_class" | grep -qx t || fail "a query that PostgreSQL compiles"
sql "SET min_parallel_table_scan_size = 0; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
     SET max_parallel_workers_per_gather = 2; SELECT count(*) > 0 FROM pg_attribute" | grep -qx t || fail "a parallel query"
inside systemd-analyze security compagnon --no-pager | tail -1

say "killed, it comes back; stopped, it stops within its time and leaves nothing"
inside systemctl kill --kill-who=main --signal=KILL compagnon
sleep 1
ready "after a kill"
inside systemctl stop compagnon
[ "$(inside systemctl show -P Result compagnon)" = success ] || fail "the stop was not clean"
if inside pgrep -u compagnon >/dev/null; then fail "something was left running"; fi
inside systemctl start compagnon
ready "after a stop"

say "an upgrade, and the way back"
dpkg-deb -R "$deb" "$folder/later"
sed -i 's/^Version: .*/&+later/' "$folder/later/DEBIAN/control"
dpkg-deb -Zgzip -z1 -b "$folder/later" "$root/srv/later.deb" >/dev/null
for version in later compagnon; do
    before=$(inside systemctl show -P MainPID compagnon)
    apt install -y --no-install-recommends --allow-downgrades "/srv/$version.deb"
    ready "after installing $version.deb"
    [ "$(inside systemctl show -P MainPID compagnon)" != "$before" ] || fail "$version.deb did not restart the service"
done
[ "$(inside cat /var/lib/compagnon/secret)" = "$secret" ] || fail "the secret changed"

say "the drill of docs/operating.md: a copy, the folder lost, the copy and the secret put back"
password=girafe-violon-neige-48
people() { inside curl -sS -o /dev/null -w '%{http_code}' -H 'content-type: application/json' "http://127.0.0.1:8080/v1/$1" -d "$2"; }
inside systemctl stop compagnon
inside tar -C /var/lib -czf /srv/copy.tar.gz --exclude=compagnon/secret compagnon
inside sh -c 'cp -p /var/lib/compagnon/secret /srv/secret; rm -r /var/lib/compagnon/*; tar -C /var/lib -xpzf /srv/copy.tar.gz'
inside systemctl start compagnon
soon sh -c "journalctl -u compagnon | grep -q 'it is missing, and what is kept in this base is sealed with it'" || fail "it starts without its secret"
inside systemctl stop compagnon
inside sh -c 'cp /srv/secret /var/lib/compagnon/secret; chown -R compagnon:compagnon /var/lib/compagnon; chmod 400 /var/lib/compagnon/secret'
inside systemctl start compagnon
ready "after the drill"
[ "$(people sessions "{\"email\":\"direction@example.org\",\"password\":\"$password\"}")" = 201 ] || fail "signing in after the drill"
inside compagnon admin invitation direction@example.org | grep -q '"token"' || fail "an invitation for who forgot"

say "a server of one's own"
inside pg_createcluster "$(ls "$root/usr/lib/postgresql")" own --start >/dev/null || fail "no server of one's own"
inside runuser -u postgres -- env OWNER_PASSWORD=one SERVER_PASSWORD=two sh <"$here/docker/roles.sh" || fail "its roles"
{
    echo 'DATABASE_URL=postgres://compagnon_server:two@127.0.0.1/compagnon'
    echo 'COMPAGNON_OWNER_DATABASE_URL="postgres://compagnon:one@127.0.0.1/compagnon"'
    echo 'COMPAGNON_MAIL_FROM="Compagnon <compagnon@example.org>"'
} >>"$root/etc/compagnon/compagnon.env"
inside systemctl stop compagnon
inside rm -rf /var/lib/compagnon/secret
inside systemctl start compagnon
ready "on a server of one's own"
if inside pgrep -u compagnon postgres >/dev/null; then fail "the private server runs too"; fi
inside compagnon admin bootstrap-token | grep -q '"token"' || fail "commands do not read the settings of the service"

say "removed, then purged: the data stay unless somebody says so"
apt remove -y compagnon
[ "$(inside systemctl is-active compagnon || true)" != active ] || fail "it still runs"
apt purge -y compagnon
[ -d "$root/var/lib/compagnon/pg/data" ] || fail "a purge took the data"
[ ! -e "$root/etc/compagnon/compagnon.env" ] || fail "a purge left the settings"
printf '%s' "$secret" >"$root/var/lib/compagnon/secret"
inside sh -c 'chown compagnon:compagnon /var/lib/compagnon/secret; chmod 400 /var/lib/compagnon/secret'
apt install -y --no-install-recommends /srv/compagnon.deb
ready "installed again on the data that were kept"
inside sh -c 'echo compagnon compagnon/remove_data boolean true | debconf-set-selections'
apt purge -y compagnon
[ ! -e "$root/var/lib/compagnon" ] || fail "a purge that was to take the data left them"

say "all is well"
printf '%5d s  in all\n' "$(($(date +%s) - began))" >>"$folder/times"
cat "$folder/times"
