"""An empty machine to restore into, and what can be compared of two machines."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connections

ROOT = Path(__file__).parents[2]
# The xids of one cluster say nothing in another, and sessions stay out of archives.
OF_THE_CLUSTER = {"annotations_claim": {"changed_xid"}}
LEFT_OUT = {"django_session"}
Rows = dict[str, list[dict[str, Any]]]

DEFINITIONS = """
SELECT 'trigger', pg_get_triggerdef(t.oid) || coalesce(obj_description(t.oid, 'pg_trigger'), '')
  FROM pg_trigger t WHERE NOT t.tgisinternal
UNION ALL SELECT 'function', pg_get_functiondef(p.oid) FROM pg_proc p
  WHERE p.pronamespace = 'public'::regnamespace AND p.prolang <> 13 AND p.prokind = 'f' AND p.probin IS NULL
UNION ALL SELECT 'index', tablename || ' ' || indexname FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass || ' ' || conname
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'right', table_name || ' ' || grantee || ' ' || privilege_type
  FROM information_schema.role_table_grants WHERE table_schema = 'public'
"""


@dataclass(frozen=True)
class Machine:
    """A database and a data folder of their own, and the product's commands to use them."""

    database: str
    data: Path

    def manage(self, *words: str, **settings: str) -> tuple[int, str]:
        """Run `manage.py WORDS` here; returns its status and what it said."""
        owner = connections["owner"].settings_dict
        host = owner["HOST"].replace("/", "%2F")
        addresses = {
            name: f"postgresql://{user}@/{self.database}?host={host}"
            for name, user in (
                ("DATABASE_URL", connections["default"].settings_dict["USER"]),
                ("DATABASE_OWNER_URL", owner["USER"]),
            )
        }
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env={**os.environ, **addresses, "FACTCHECK_DATA_DIR": str(self.data), **settings},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """The rows of a statement, run by the owner of the tables."""
        settings = connections["owner"].settings_dict
        opened = psycopg2.connect(
            host=settings["HOST"], user=settings["USER"], dbname=self.database
        )
        try:
            opened.autocommit = True
            with opened.cursor() as cursor:
                cursor.execute(question)
                return cursor.fetchall() if cursor.description else []
        finally:
            opened.close()

    def rows(self) -> Rows:
        """Every row of every table."""
        return all_rows(self.ask)

    def files(self) -> dict[str, str]:
        """The SHA-256 of every file, by name."""
        return hashes(self.data / "files")


@contextmanager
def empty_machine(name: str, folder: Path) -> Iterator[Machine]:
    """A machine with nothing on it."""
    database = f"{connections['owner'].settings_dict['NAME']}_{name}"
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{database}"')
    try:
        yield Machine(database, folder / name)
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


def ask_here(question: str) -> list[tuple[Any, ...]]:
    """The rows of a statement in the database of the tests."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def all_rows(ask: Callable[[str], list[tuple[Any, ...]]]) -> Rows:
    """Every row of every table, in one order, as JSON; without what belongs to the cluster."""
    tables = ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    found: Rows = {}
    for (table,) in tables:
        if table in LEFT_OUT:
            continue
        rows = [row for (row,) in ask(f'SELECT to_jsonb(t)::text FROM public."{table}" t')]
        hidden = OF_THE_CLUSTER.get(table, set())
        loaded = [
            {key: value for key, value in json.loads(row).items() if key not in hidden}
            for row in rows
        ]
        found[table] = sorted(loaded, key=lambda row: json.dumps(row, sort_keys=True))
    return found


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in a folder, by name."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
