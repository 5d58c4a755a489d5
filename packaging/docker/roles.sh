#!/bin/sh
# Run once, by the image of PostgreSQL on its empty server, or as `postgres` on a server of one's own: the role that owns the
# base of Compagnon, and the one it serves with, which owns nothing.
set -eu
psql --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set owner_password="$OWNER_PASSWORD" --set server_password="$SERVER_PASSWORD" <<'END'
CREATE ROLE compagnon LOGIN PASSWORD :'owner_password';
CREATE ROLE compagnon_server LOGIN PASSWORD :'server_password';
-- what the server says is read by the program, in English
ALTER ROLE compagnon SET lc_messages = 'C';
ALTER ROLE compagnon_server SET lc_messages = 'C';
-- as the private server makes it, whatever the language of this one
CREATE DATABASE compagnon OWNER compagnon TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE CONNECT ON DATABASE compagnon FROM PUBLIC;
GRANT CONNECT ON DATABASE compagnon TO compagnon_server;
END
