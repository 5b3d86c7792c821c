#!/bin/sh
# Runs once, when the volume of PostgreSQL is empty: a database and a role of its own for each service, and nobody may enter another's.
set -eu

make() {
    name=$1 password=$2
    # The password goes in as a variable and is quoted by psql, so it may hold any character.
    psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --set=name="$name" --set=password="$password" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke all on database :"name" from public;
SQL
    # Trusted extensions need no superuser, but the schema must be the service's own.
    psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$name" --set=name="$name" <<'SQL'
alter schema public owner to :"name";
SQL
}

make identity "$IDENTITY_DATABASE_PASSWORD"
make content "$CONTENT_DATABASE_PASSWORD"
make chat "$CHAT_DATABASE_PASSWORD"
make moderation "$MODERATION_DATABASE_PASSWORD"
make notifications "$NOTIFICATIONS_DATABASE_PASSWORD"
make gateway "$GATEWAY_DATABASE_PASSWORD"
