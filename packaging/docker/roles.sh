#!/bin/sh
# Run once by the image of PostgreSQL, on its empty server: the role that owns the base of Compagnon, and the one it serves
# with, which owns nothing.
set -eu
psql --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set owner_password="$OWNER_PASSWORD" --set server_password="$SERVER_PASSWORD" <<'END'
CREATE ROLE compagnon LOGIN PASSWORD :'owner_password';
CREATE ROLE compagnon_server LOGIN PASSWORD :'server_password';
CREATE DATABASE compagnon OWNER compagnon;
REVOKE CONNECT ON DATABASE compagnon FROM PUBLIC;
GRANT CONNECT ON DATABASE compagnon TO compagnon_server;
END
