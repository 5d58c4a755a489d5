#!/bin/sh
# The commands of Compagnon, run as its service runs: under its account, with its settings. Run as root itself, the program
# would leave files in /var/lib/compagnon that the service may not touch.
set -eu

settings=/etc/compagnon/compagnon.env
program=/usr/lib/compagnon/compagnon

case ${1:-} in
    -h | --help | -V | --version | help | openapi) exec "$program" "$@" ;;
    config) if [ "${2:-}" = --reference ]; then exec "$program" "$@"; fi ;;
esac
if [ "$(id -u)" -ne 0 ]; then
    echo "compagnon works on the data of its service: sudo compagnon $*" >&2
    exit 1
fi

export COMPAGNON_DATA_DIR=/var/lib/compagnon TMPDIR=/var/tmp HOME=/var/lib/compagnon
# As systemd reads it: lines NAME=value, the value perhaps between quotes.
if [ -r "$settings" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            '#'* | ';'*) continue ;;
            *=*) ;;
            *) continue ;;
        esac
        value=${line#*=}
        case $value in
            \"*\") value=${value#\"} value=${value%\"} ;;
            \'*\') value=${value#\'} value=${value%\'} ;;
        esac
        export "${line%%=*}=$value"
    done <"$settings"
fi
cd /
umask 077
exec setpriv --reuid=compagnon --regid=compagnon --init-groups --inh-caps=-all --no-new-privs "$program" "$@"
