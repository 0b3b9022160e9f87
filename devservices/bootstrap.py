"""The database's roles, and what one may do with the tables of the other."""

import psycopg2
from psycopg2.extensions import connection, quote_ident

from devservices.errors import ServicesError
from devservices.places import Place
from devservices.postgres import SUPERUSER

DATABASE = "factcheck"
OWNER = "factcheck_owner"
APP = "factcheck_app"
ROLE_OPTIONS = {OWNER: "LOGIN CREATEDB", APP: "LOGIN"}
# In template1, so that every database made from it, the tests' own too, has them from the start.
GRANTS = f"""
GRANT USAGE, CREATE ON SCHEMA public TO {OWNER};
GRANT USAGE ON SCHEMA public TO {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public
    GRANT EXECUTE ON FUNCTIONS TO {APP};
"""
NEEDED_EXTENSIONS = {"pg_trgm", "unaccent"}


def prepare_database(place: Place) -> None:
    """Make the two roles and the database unless they are there.

    The database comes last: where it exists, everything before it was done. Raises `ServicesError`
    where the system's PostgreSQL lacks an extension.
    """
    maintenance = _connect(place, "postgres")
    try:
        if not _exists(maintenance, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            _prepare_template(place)
            with maintenance.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template1")
        with maintenance.cursor() as cursor:
            # Nothing needs temporary tables, and one would stand before a table of the same name.
            cursor.execute(f"REVOKE TEMPORARY ON DATABASE {DATABASE} FROM PUBLIC")
    finally:
        maintenance.close()


def _prepare_template(place: Place) -> None:
    """Make what every database is to have. It is copied only once nobody is connected to it."""
    template = _connect(place, "template1")
    try:
        with template.cursor() as cursor:
            cursor.execute("SELECT name FROM pg_available_extensions")
            if missing := NEEDED_EXTENSIONS - {name for (name,) in cursor.fetchall()}:
                raise ServicesError(
                    f"This PostgreSQL has no {' and no '.join(sorted(missing))}. Install its package "
                    "of additional modules (often named postgresql-contrib)."
                )
            for role, options in ROLE_OPTIONS.items():
                if not _exists(template, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
                    cursor.execute(f"CREATE ROLE {quote_ident(role, cursor)} {options}")
            cursor.execute(GRANTS)
    finally:
        template.close()


def _connect(place: Place, database: str) -> connection:
    opened = psycopg2.connect(host=str(place.sockets), user=SUPERUSER, dbname=database)
    opened.autocommit = True
    return opened


def _exists(opened: connection, question: str, name: str) -> bool:
    with opened.cursor() as cursor:
        cursor.execute(question, [name])
        return cursor.fetchone() is not None
