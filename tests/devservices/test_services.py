"""PostgreSQL and Valkey start, are shared, survive crashes and stop."""

import os
import pwd
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest

from devservices.accounts import SERVER_ACCOUNT
from devservices.processes import wait_until
from tests.devservices.checkouts import (
    Checkout,
    execute,
    finish,
    first_line,
    gone,
    keep_a_row,
    kept_rows,
    up,
)

pytestmark = pytest.mark.services
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may act as somebody else")


@contextmanager
def acting_as(user: str | int) -> Iterator[None]:
    uid = user if isinstance(user, int) else pwd.getpwnam(user).pw_uid
    os.seteuid(uid)
    try:
        yield
    finally:
        os.seteuid(0)


def test_second_start_has_the_rows_of_the_first(checkout: Checkout) -> None:
    with up(checkout) as (_, services):
        keep_a_row(services, "first")
    with up(checkout) as (_, services):
        assert "first" in kept_rows(services)


def test_app_role_works_on_tables_of_the_owner_but_cannot_change_or_make_any(
    checkout: Checkout,
) -> None:
    with up(checkout) as (_, services):
        keep_a_row(services, "owner")
        execute(services["DATABASE_URL"], "INSERT INTO kept VALUES ('app''s')")
        for forbidden in (
            "DROP TABLE kept",
            "CREATE TABLE mine ()",
            "TRUNCATE kept",
            "CREATE TEMPORARY TABLE kept ()",
        ):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                execute(services["DATABASE_URL"], forbidden)


def test_database_made_by_the_owner_is_open_to_the_app_role_too(checkout: Checkout) -> None:
    with up(checkout) as (_, services):
        execute(services["DATABASE_OWNER_URL"], "DROP DATABASE IF EXISTS test_factcheck")
        execute(services["DATABASE_OWNER_URL"], "CREATE DATABASE test_factcheck")
        other = {
            key: url.replace("/factcheck?", "/test_factcheck?") for key, url in services.items()
        }
        keep_a_row(other, "there")
        assert kept_rows(other) == ["there"]


def test_who_joins_keeps_the_services_when_who_started_them_leaves(checkout: Checkout) -> None:
    with up(checkout) as (_, services):
        servers = checkout.server_processes()
        with up(checkout) as (_, same):
            assert same == services
        execute(services["DATABASE_URL"], "SELECT 1")
    assert gone(servers, within=0)
    with up(checkout) as (starter, services):
        servers = checkout.server_processes()
        with up(checkout):
            assert finish(starter) == 0
            execute(services["DATABASE_URL"], "SELECT 1")
            assert checkout.server_processes() == servers
        assert gone(servers, within=0)


def test_env_tells_the_addresses_only_while_the_services_run(checkout: Checkout) -> None:
    assert checkout.say("env") == (1, "{}\n")
    with up(checkout) as (_, services):
        status, said = checkout.say("env")
        assert status == 0
        assert services["BROKER_URL"] in said


def test_services_stop_when_standard_input_closes(checkout: Checkout) -> None:
    with up(checkout) as (process, _):
        servers = checkout.server_processes()
        process.communicate(timeout=20)
        assert process.returncode == 0
        assert gone(servers, within=0)


def test_services_stop_when_their_only_user_is_killed(checkout: Checkout) -> None:
    with up(checkout) as (process, _):
        servers = checkout.server_processes()
        finish(process, signal.SIGKILL)
        assert gone(servers)


def test_killed_keeper_takes_the_servers_along_and_its_users_hear_of_it(checkout: Checkout) -> None:
    with up(checkout) as (process, _):
        servers = checkout.server_processes()
        os.kill(checkout.record()["keeper"]["pid"], signal.SIGKILL)
        assert gone(servers)
        assert "have ended" in first_line(process)
        assert process.wait(timeout=20) == 1
    with up(checkout) as (_, services):
        execute(services["DATABASE_URL"], "SELECT 1")


def test_dead_broker_comes_back_while_the_database_goes_on(checkout: Checkout) -> None:
    with up(checkout) as (_, services):
        before = checkout.record()["servers"]
        os.kill(before["valkey"], signal.SIGKILL)
        execute(services["DATABASE_URL"], "SELECT 1")
        assert wait_until(lambda: checkout.record()["servers"] != before, seconds=10)
        after = checkout.record()["servers"]
        assert after["postgres"] == before["postgres"]
        assert after["valkey"] != before["valkey"]


def test_cluster_of_another_version_is_refused_and_left_alone(checkout: Checkout) -> None:
    with up(checkout):
        pass
    made_by = checkout.base() / "postgres" / "cluster" / "PG_VERSION"
    made_by.write_text("17\n")
    before = {file: file.stat().st_mtime_ns for file in made_by.parent.rglob("*")}
    status, said = checkout.say("up")
    assert {file: file.stat().st_mtime_ns for file in made_by.parent.rglob("*")} == before
    made_by.write_text("18\n")
    assert status == 1
    assert "made by PostgreSQL 17" in said


@only_root
def test_another_user_cannot_connect(checkout: Checkout) -> None:
    with up(checkout) as (_, services), acting_as(1):
        with pytest.raises(psycopg2.OperationalError, match="Permission denied"):
            psycopg2.connect(services["DATABASE_URL"])
        with socket.socket(socket.AF_UNIX) as line, pytest.raises(PermissionError):
            line.connect(services["BROKER_URL"].removeprefix("redis+socket://"))


@only_root
def test_account_of_the_servers_cannot_sign_in_to_the_database(checkout: Checkout) -> None:
    refused = pytest.raises(psycopg2.OperationalError, match="Peer authentication failed")
    with up(checkout) as (_, services), acting_as(SERVER_ACCOUNT), refused:
        psycopg2.connect(services["DATABASE_URL"])
