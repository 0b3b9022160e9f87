"""Rows of every released version survive all migrations since.

Beside this file lies a backup of each version, with rows in every table, made by `manage.py backup`
of that version. A release adds its own and touches none of the others.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.archives.layout import MANIFEST, Manifest
from tests.archives.damage import members_of
from tests.archives.machines import Rows, empty_machine

pytestmark = pytest.mark.django_db(transaction=True)
BACKUPS = sorted(Path(__file__).parent.glob("*.tar"))
# What a migration takes away or writes anew on purpose: "table" or "table.column", and why.
MEANT = {
    "annotations_idempotencykey.answer": "holds the body as text, byte for byte",
    "annotations_apitoken.scopes": "what a token may do is named: all that it could do before",
}
BOOKKEEPING = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.mark.parametrize("backup", BACKUPS, ids=lambda path: path.stem)
def test_no_row_is_lost_or_changed_on_the_way_to_this_version(backup: Path, tmp_path: Path) -> None:
    manifest = Manifest.from_bytes(members_of(backup)[MANIFEST])
    assert all(manifest.rows.values())
    with empty_machine("upgraded", tmp_path) as machine:
        status, said = machine.manage("restore", str(backup))
        assert status == 0, said
        before, files = machine.rows(), machine.files()
        assert {table: len(rows) for table, rows in before.items()} == manifest.rows
        status, said = machine.manage("migrate", "--no-input", "--verbosity", "0")
        assert status == 0, said
        assert lost(before, machine.rows()) == []
        assert machine.files() == files
        assert machine.manage("migrate", "--check")[0] == 0


def lost(before: Rows, after: Rows) -> list[str]:
    """What the migrations lost or changed: tables, columns and rows."""
    found = []
    for table, rows in before.items():
        if table in MEANT:
            continue
        if not after.get(table):
            found.append(table)
            continue
        before_it = {name for name in rows[0] if f"{table}.{name}" not in MEANT}
        both = before_it & set(after[table][0])
        found += [f"{table}.{name}" for name in sorted(before_it - both)]
        kept = {text(row, both) for row in after[table]}
        missing = [row for row in rows if text(row, both) not in kept]
        found += [f"{table}: {row}" for row in missing]
        if table not in BOOKKEEPING and len(after[table]) < len(rows):
            found.append(f"{table}: {len(rows)} rows became {len(after[table])}")
    return found


def text(row: dict[str, Any], columns: set[str]) -> str:
    """The row in those of its columns, to be compared."""
    return json.dumps({key: row[key] for key in sorted(row) if key in columns}, sort_keys=True)
