"""The database's half: a consistent dump of it, and putting one in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField

from annotations.archives.layout import Manifest
from annotations.archives.programs import OWNER, fed, produced
from annotations.models import Claim

SIGNED_IN: Final = frozenset({"django_session", "annotations_browsersession"})
"""Who is signed in stays out of archives: a stolen one opens no session, a restored one no old one."""
BOOKKEEPING: Final = {"django_migrations", "django_content_type", "auth_permission", *SIGNED_IN}
"""Tables that have rows before anybody has done anything."""

# Whoever waits for a table that somebody uses must hear of it. `public` itself stays, with its rights.
EMPTIED: Final = """
SET lock_timeout = '20s';
SELECT pg_advisory_xact_lock(7213660012);
DO $$
DECLARE one record;
BEGIN
    FOR one IN
        SELECT format('%s %I.%I', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
            WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, 'public', c.relname) AS thing
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY c.relkind = 'S'
    LOOP
        IF to_regclass(substring(one.thing from '[^ ]+$')) IS NOT NULL THEN
            EXECUTE 'DROP ' || one.thing || ' CASCADE';
        END IF;
    END LOOP;
    FOR one IN
        SELECT p.oid::regprocedure AS thing FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
                AND d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP FUNCTION %s CASCADE', one.thing);
    END LOOP;
    FOR one IN
        SELECT format('CONFIGURATION public.%I', cfgname) AS thing FROM pg_ts_config
        WHERE cfgnamespace = 'public'::regnamespace
        UNION ALL
        SELECT format('DICTIONARY public.%I', dictname) FROM pg_ts_dict t
        WHERE dictnamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_ts_dict'::regclass
                AND d.objid = t.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP TEXT SEARCH %s CASCADE', one.thing);
    END LOOP;
END $$;
"""


@dataclass(frozen=True)
class Moment:
    """One moment of the database, which pg_dump can be asked for by its `snapshot`.

    `rows` counts the rows of each table, `files` names every file that a row names.
    """

    snapshot: str
    server: int
    size: int
    rows: dict[str, int]
    migrations: dict[str, list[str]]
    files: set[str]


@contextmanager
def frozen_moment() -> Iterator[Moment]:
    """One moment of the database, to be dumped before the block ends."""
    connection = connections[OWNER]
    with transaction.atomic(using=OWNER), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        rows = row_counts()
        yield Moment(
            snapshot=_one(cursor, "SELECT pg_export_snapshot()"),
            server=server_major(),
            size=_one(cursor, "SELECT pg_database_size(current_database())"),
            rows={table: count for table, count in rows.items() if table not in SIGNED_IN},
            migrations=_applied(),
            files=_named_files(rows),
        )


def server_major() -> int:
    """The server's major version."""
    major: int = connections[OWNER].get_database_version()[0]
    return major


def row_counts() -> dict[str, int]:
    """How many rows each table has."""
    connection = connections[OWNER]
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_list(cursor)
        names = sorted(table.name for table in found if table.type == "t")
        return {name: _one(cursor, f'SELECT count(*) FROM public."{name}"') for name in names}


def rows_of_people() -> int:
    """How many rows there are that somebody's work has made."""
    return sum(count for table, count in row_counts().items() if table not in BOOKKEEPING)


def dump(programs: Path, moment: Moment) -> Iterator[bytes]:
    """The database at this moment, in pg_dump's custom format."""
    command: list[str | Path] = [programs / "pg_dump", "--format=custom", "--compress=6"]
    command += ["--no-owner", "--no-privileges", "--no-password", "--lock-wait-timeout=60000"]
    command += [f"--exclude-table-data=public.{table}" for table in sorted(SIGNED_IN)]
    command += [f"--snapshot={moment.snapshot}"]
    return produced(command)


def load(programs: Path, dumped: Path, manifest: Manifest) -> None:
    """Put the dumped tables in the place of all present ones: wholly, or not at all."""
    psql: list[str | Path] = [programs / "psql", "--no-psqlrc", "--quiet", "--no-password"]
    psql += ["--set=ON_ERROR_STOP=1", "--file=-"]
    fed(psql, _script(programs, dumped, manifest))


def _script(programs: Path, dumped: Path, manifest: Manifest) -> Iterator[bytes]:
    """One transaction. Without its last line, nothing has happened."""
    restored: list[str | Path] = [programs / "pg_restore", "--no-owner", "--no-privileges"]
    restored += ["--file=-", dumped]
    yield b"BEGIN;\n" + EMPTIED.encode()
    # Comments of extensions belong to whoever made the extension, which may be a superuser.
    yield from produced([*restored, "--section=pre-data", "--no-comments"])
    yield from produced([*restored, "--section=data"])
    yield _checked(manifest).encode()
    yield from produced([*restored, "--section=post-data"])
    yield b"COMMIT;\n"


def _checked(manifest: Manifest) -> str:
    """SQL that refuses other numbers of rows, and renews what belongs to the old cluster.

    `changed_xid` is an id of a transaction. Ids of this cluster may be lower, and those who poll would
    get these claims again and again. It comes before the triggers do.
    """
    counted = "".join(
        f"""
    IF (SELECT count(*) FROM public."{table}") <> {count} THEN
        RAISE EXCEPTION 'the table {table} should have {count} rows';
    END IF;"""
        for table, count in manifest.rows.items()
    )
    now = "pg_current_xact_id()::text::bigint"
    claims = f'public."{Claim._meta.db_table}"'
    return f"""
DO $$ BEGIN{counted}
    UPDATE {claims} SET changed_xid = {now} WHERE changed_xid > {now};
END $$;
"""


def _applied() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connections[OWNER]).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def _named_files(tables: dict[str, int]) -> set[str]:
    """Every file that a row names. The tables may be older than the models are."""
    connection = connections[OWNER]
    found: set[str] = set()
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            for field in model._meta.get_fields():
                if not isinstance(field, FileField) or table not in tables:
                    continue
                columns = connection.introspection.get_table_description(cursor, table)
                if field.column in {column.name for column in columns}:
                    cursor.execute(f'SELECT "{field.column}" FROM public."{table}"')
                    found.update(name for (name,) in cursor.fetchall() if name)
    return found


def _one(cursor: Any, question: str) -> Any:
    cursor.execute(question)
    return cursor.fetchone()[0]
