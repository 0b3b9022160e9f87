"""What the services bear: kills, full disks, strange places, the system's own programs."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from devservices import logs
from devservices.accounts import SERVER_ACCOUNT
from devservices.binaries import OLDEST_MAJOR, find_binaries
from devservices.errors import ServicesError
from devservices.processes import wait_until
from tests.devservices.checkouts import (
    Checkout,
    addresses,
    execute,
    fetch,
    finish,
    first_line,
    free_port,
    keep_a_row,
    kept_rows,
    make_checkout,
    up,
)

pytestmark = pytest.mark.services
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount, or act as another")


@pytest.mark.parametrize("victim", ["launcher", "postgres", "valkey", "everything"])
def test_after_a_kill_the_next_start_has_every_row_within_15_seconds(
    checkout: Checkout, victim: str
) -> None:
    with up(checkout) as (process, services):
        keep_a_row(services, victim)
        record = checkout.record()
        if victim in ("launcher", "everything"):
            finish(process, signal.SIGKILL)
        for name, pid in record["servers"].items():
            if victim in (name, "everything"):
                os.kill(pid, signal.SIGKILL)
        if victim == "everything":
            os.kill(record["keeper"]["pid"], signal.SIGKILL)
        begun = time.monotonic()
        with up(checkout) as (_, again):
            assert wait_until(lambda: victim in rows_if_it_answers(again), seconds=15)
            assert time.monotonic() - begun < 15


def rows_if_it_answers(services: dict[str, str]) -> list[str]:
    """The kept rows; none while a killed database is on its way back."""
    try:
        return kept_rows(services)
    except psycopg2.OperationalError:
        return []


def test_commands_that_end_while_the_run_starts_take_nothing_away(checkout: Checkout) -> None:
    port = free_port()
    run = checkout.start("run", PORT=str(port))
    answers = False
    try:
        while not answers:
            command = checkout.start("up")
            addresses(command)
            assert finish(command) == 0
            assert run.poll() is None
            answers = fetch(port) == b"/healthz"
        assert checkout.processes(" worker ")
    finally:
        assert finish(run) == 0


def test_with_servers_of_ones_own_nothing_embedded_starts(checkout: Checkout) -> None:
    other = replace(checkout, data=".data-of-own-servers")
    with up(checkout) as (_, own):
        run = other.start("run", PORT=str(free_port()), **own)
        said = ""
        while "Factcheck is ready" not in said:
            assert (line := first_line(run)), said
            said += line
        assert "Starting PostgreSQL" not in said
        assert not other.base().exists()
        assert finish(run) == 0
        keep_a_row(own, "still there")


def test_the_owner_of_no_database_is_refused(checkout: Checkout) -> None:
    status, said = checkout.say("run", PORT=str(free_port()), DATABASE_OWNER_URL="postgresql://x/y")
    assert status == 1
    assert "DATABASE_URL is not" in said
    assert "Starting" not in said


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of its own at this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0711", "none", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(services: dict[str, str], saved: list[str]) -> None:
    """Write rows, each of more than a block, and note those that were acknowledged."""
    while len(saved) < 4000:
        word = f"{len(saved)} {secrets.token_hex(20_000)}"
        keep_a_row(services, word)
        saved.append(word)


@only_root
def test_a_full_disk_is_told_and_costs_no_saved_row(checkout: Checkout) -> None:
    tight = replace(checkout, data=".data-on-a-small-disk")
    with small_disk(tight.base(), "2m"):
        status, said = tight.say("up")
        assert status == 1
        assert "is full" in said
        assert "Traceback" not in said
    with small_disk(tight.base(), "120m") as disk:
        with up(tight) as (_, services):
            keep_a_row(services, "first")
            (disk / "filler").write_bytes(b"x" * (shutil.disk_usage(disk).free - 2_000_000))
            saved = ["first"]
            with pytest.raises(psycopg2.Error):
                fill(services, saved)
        if shutil.disk_usage(disk).free:
            (disk / "more").write_bytes(b"x" * shutil.disk_usage(disk).free)
        process = tight.start("up")
        line = first_line(process)
        if process.poll() is None and line.startswith("{"):
            finish(process)
        else:
            assert "is full" in line + process.stdout.read()  # type: ignore[union-attr]
            assert process.wait(timeout=30) == 1
        (disk / "filler").unlink()
        (disk / "more").unlink(missing_ok=True)
        with up(tight) as (_, services):
            rows = kept_rows(services)
            assert rows[: len(saved)] == saved
            assert len(rows) <= len(saved) + 1  # the one whose answer was lost
            keep_a_row(services, "room again")
        tight.say("down")


def readable_python() -> tuple[str, str]:
    """A Python and its packages that any user may read; skips where there is none."""
    packages = str(Path(psycopg2.__file__).parents[1])
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        command = [python, "-c", "import psycopg2"]
        try:
            done = subprocess.run(
                command,
                env={"PYTHONPATH": packages},
                user=SERVER_ACCOUNT,
                cwd="/",
                check=False,
                capture_output=True,
            )
        except OSError:
            continue
        if done.returncode == 0:
            return python, packages
    pytest.skip("no Python here that another user may run")


@only_root
def test_an_ordinary_user_has_the_services_in_the_checkout(checkout: Checkout) -> None:
    with up(checkout):
        pass  # makes the account, when this is the first start on the machine
    account = pwd.getpwnam(SERVER_ACCOUNT)
    folder = Path(tempfile.mkdtemp(prefix="factcheck-"))
    theirs = replace(make_checkout(folder), account=account, python=readable_python())
    try:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid)
        runtime = {"HOME": str(folder), "XDG_RUNTIME_DIR": "", "FACTCHECK_SERVERS": ""}
        with up(theirs, **runtime) as (_, services):
            told = theirs.start("env", **runtime).communicate(timeout=30)[0]
            assert services["CACHE_URL"] in told
            assert (theirs.path / ".data/services/postgres/cluster/PG_VERSION").exists()
            with pytest.raises(psycopg2.OperationalError, match="Peer authentication failed"):
                execute(services["DATABASE_URL"], "SELECT 1")
    finally:
        shutil.rmtree(folder)


def test_the_systems_servers_do_where_there_is_no_package(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_SERVERS", "system")
    try:
        system = find_binaries()
    except ServicesError:
        pytest.skip(f"this system has no PostgreSQL {OLDEST_MAJOR} or newer")
    other = replace(checkout, data=".data-of-the-system")
    try:
        with up(other) as (_, services):
            keep_a_row(services, "kept by the system's")
            (number,) = execute(services["DATABASE_URL"], "SHOW server_version_num")[0]
            assert int(number) // 10000 == system.major
            execute(services["DATABASE_OWNER_URL"], "CREATE EXTENSION pg_trgm")
        with up(other) as (_, services):
            assert "kept by the system's" in kept_rows(services)
        if system.major != 18:
            status, said = other.say("up", FACTCHECK_SERVERS="packages")
            assert status == 1
            assert f"made by PostgreSQL {system.major}" in said
    finally:
        shutil.rmtree(other.base(), ignore_errors=True)


def test_what_a_statement_failed_on_is_in_no_log(checkout: Checkout) -> None:
    with up(checkout) as (_, services):
        keep_a_row(services, "x")
        with pytest.raises(psycopg2.errors.CheckViolation, match="a sealed word"):
            execute(
                services["DATABASE_OWNER_URL"],
                "CREATE TABLE odd (word text CHECK (word = '')); INSERT INTO odd VALUES (%s)",
                "a sealed word",
            )
        written = (checkout.base() / "log" / "postgres.log").read_text()
        assert "violates check constraint" in written
        assert "a sealed word" not in written


def test_a_log_is_put_aside_when_it_is_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "LARGEST", 10)
    log = tmp_path / "postgres.log"
    with log.open("ab") as server:
        for turn in ("first turns", "second turns", "third turns"):
            server.write(turn.encode())
            server.flush()
            logs.bound_logs(tmp_path)
        server.write(b"!")
    assert log.read_bytes() == b"!"
    assert (tmp_path / "postgres.log.1").read_bytes().endswith(b"third turns")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["postgres.log", "postgres.log.1"]
