"""A backup of one machine, restored into another, gives back every row and every byte."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from annotations.archives import write_backup
from annotations.archives.layout import MANIFEST, SUMS, Manifest
from annotations.models import Topic
from tests.archives.damage import members_of, write
from tests.archives.machines import (
    DEFINITIONS,
    Machine,
    all_rows,
    ask_here,
    empty_machine,
    hashes,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def machine(tmp_path: Path, db: None) -> Iterator[Machine]:
    with empty_machine("restored", tmp_path) as made:
        yield made


@pytest.fixture
def archive(newsroom: Any, tmp_path: Path) -> Path:
    """A backup of the newsroom, taken while somebody goes on working."""
    path = tmp_path / "backup.tar"
    worked: list[Any] = []

    def goes_on(what: str, done: int, total: int) -> None:
        if not worked:
            worked.append(
                Topic.objects.create(desk=newsroom, name="Made meanwhile", folded="meanwhile")
            )

    assert write_backup(path, goes_on) == []
    worked[0].delete()
    return path


def described(manifest: Manifest, path: Path, **changes: Any) -> Path:
    """The archive with another manifest and right checksums."""
    remade = path.with_name("remade.tar")
    values = {**vars(manifest), **changes}
    write(remade, {**members_of(path), MANIFEST: Manifest(**values).to_bytes()})
    return remade


def test_an_empty_machine_gets_every_row_and_every_byte(archive: Path, machine: Machine) -> None:
    rows, files = all_rows(ask_here), hashes(Path(default_storage.path("")))
    status, said = machine.manage("restore", str(archive))
    assert status == 0, said
    assert machine.rows() == rows
    assert machine.files() == files
    named = {row[0] for row in ask_here("SELECT file FROM annotations_snapshot UNION SELECT file FROM annotations_exportjob")}  # fmt: skip
    assert named <= set(machine.files())
    assert sorted(machine.ask(DEFINITIONS)) == sorted(ask_here(DEFINITIONS))
    assert machine.manage("migrate", "--check")[0] == 0
    (changed, now) = machine.ask("SELECT max(changed_xid), pg_current_xact_id()::text::bigint FROM annotations_claim GROUP BY 2")[0]  # fmt: skip
    assert changed <= now


def test_nothing_there_is_destroyed_unless_told(archive: Path, machine: Machine) -> None:
    assert machine.manage("restore", str(archive))[0] == 0
    rows, files = machine.rows(), machine.files()
    machine.ask(
        "CREATE TABLE of_a_later_version (n int); INSERT INTO of_a_later_version VALUES (7)"
    )
    (machine.data / "files" / "later").write_text("later")
    present = machine.rows()

    status, said = machine.manage("restore", str(archive))
    assert status == 1
    assert "--destroy-current-data" in said
    assert (machine.rows(), machine.files()) == (
        present,
        {**files, "later": machine.files()["later"]},
    )

    manifest = Manifest.from_bytes(members_of(archive)[MANIFEST])
    wrong = {**manifest.rows, "annotations_desk": 9}
    liar = described(manifest, archive, rows=wrong)
    status, said = machine.manage("restore", str(liar), "--destroy-current-data")
    assert status == 1
    assert "annotations_desk should have 9 rows" in said
    assert machine.rows() == present
    assert "later" in machine.files()

    status, said = machine.manage("restore", str(archive), "--destroy-current-data")
    assert status == 0, said
    assert (machine.rows(), machine.files()) == (rows, files)
    assert sorted(p.name for p in machine.data.iterdir()) == ["files", "restore.lock"]


def test_an_archive_of_a_newer_version_is_refused(archive: Path, tmp_path: Path) -> None:
    rows = all_rows(ask_here)
    manifest = Manifest.from_bytes(members_of(archive)[MANIFEST])
    newer = {**manifest.migrations, "annotations": ["0001_initial", "9999_of_tomorrow"]}
    for path in (
        described(manifest, archive, migrations=newer, version="9.0"),
        described(manifest, archive, postgres=99),
    ):
        with pytest.raises(CommandError, match=r"9\.0.*9999_of_tomorrow|PostgreSQL 99"):
            call_command("restore", str(path), "--destroy-current-data")
    assert all_rows(ask_here) == rows


def test_a_backup_is_private_whole_and_never_replaces_anything(
    archive: Path, settings: Any, tmp_path: Path, capsys: Any
) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert next(iter(members_of(archive))) == MANIFEST
    assert list(members_of(archive))[-1] == SUMS
    before = archive.read_bytes()
    with pytest.raises(CommandError, match="never replaces"):
        call_command("backup", str(archive))
    assert archive.read_bytes() == before

    for name in ("pg_dump", "pg_restore", "psql"):
        (tmp_path / name).write_text(
            '#!/bin/sh\necho "(PostgreSQL) 18"; echo broken >&2; [ "$1" = --version ]\n'
        )
        (tmp_path / name).chmod(0o700)
    settings.FACTCHECK_POSTGRES_PROGRAMS = str(tmp_path)
    with pytest.raises(CommandError, match="pg_dump failed: broken"):
        call_command("backup", str(tmp_path / "second.tar"))
    assert not [file for file in tmp_path.iterdir() if "second" in file.name]


def test_a_lost_file_is_named_and_stops_no_backup(
    newsroom: Any, tmp_path: Path, capsys: Any
) -> None:
    name = ask_here("SELECT file FROM annotations_snapshot")[0][0]
    kept = default_storage.open(name).read()
    default_storage.delete(name)
    try:
        call_command("backup", str(tmp_path / "a.tar"))
    finally:
        default_storage.save(name, ContentFile(kept))
    assert name in capsys.readouterr().err


def test_waiting_migrations_are_backed_up_first_or_not_run_at_all(
    archive: Path, machine: Machine, tmp_path: Path
) -> None:
    assert machine.manage("restore", str(archive))[0] == 0
    assert "kept in" not in machine.manage("migrate", "--backup-first")[1]
    rows = machine.rows()
    machine.ask("DROP TABLE django_session; DELETE FROM django_migrations WHERE app = 'sessions'")
    in_the_way = machine.data / "backups"
    in_the_way.touch()
    status, said = machine.manage("migrate", "--backup-first")
    assert status == 1
    assert "Nothing was changed" in said
    assert "manage.py migrate" in said
    assert ("django_session",) not in machine.ask("SELECT tablename FROM pg_tables")

    in_the_way.unlink()
    kept = machine.data / "backups"
    kept.mkdir()
    for day in range(10, 17):
        (kept / f"before-migrating-2020-01-{day}T000000Z-x.tar").touch()
    status, said = machine.manage("migrate", "--backup-first")
    assert status == 0, said
    backups = sorted(kept.iterdir())
    assert len(backups) == 5
    assert str(backups[-1]) in said
    assert Manifest.from_bytes(members_of(backups[-1])[MANIFEST]).rows["annotations_claim"] == 2
    assert ("django_session",) in machine.ask("SELECT tablename FROM pg_tables")
    assert {t: r for t, r in machine.rows().items() if t != "django_migrations"} == {
        t: r for t, r in rows.items() if t != "django_migrations"
    }
