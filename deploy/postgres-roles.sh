#!/bin/sh
# Two roles: one owns the tables, the other is all the product signs in with (docs/operations.md).
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" <<'SQL'
CREATE ROLE factcheck_owner LOGIN PASSWORD :'owner';
CREATE ROLE factcheck_app LOGIN PASSWORD :'app';
CREATE DATABASE factcheck OWNER factcheck_owner ENCODING 'UTF8' TEMPLATE template0;
\connect factcheck
GRANT USAGE, CREATE ON SCHEMA public TO factcheck_owner;
GRANT USAGE ON SCHEMA public TO factcheck_app;
ALTER DEFAULT PRIVILEGES FOR ROLE factcheck_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO factcheck_app;
ALTER DEFAULT PRIVILEGES FOR ROLE factcheck_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO factcheck_app;
ALTER DEFAULT PRIVILEGES FOR ROLE factcheck_owner IN SCHEMA public
    GRANT EXECUTE ON FUNCTIONS TO factcheck_app;
SQL
