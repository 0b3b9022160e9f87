"""`make run` starts everything in front of the terminal and leaves nothing behind."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devservices.processes import wait_until
from devservices.run import complete
from tests.devservices.checkouts import Checkout, fetch, finish, first_line, free_port, gone

pytestmark = pytest.mark.services


@contextmanager
def running(checkout: Checkout, port: int) -> Iterator[subprocess.Popen[str]]:
    process = checkout.start("run", PORT=str(port))
    try:
        said = ""
        while f"http://127.0.0.1:{port}" not in said:
            line = first_line(process)
            assert line, said
            said += line
        assert said.index("did migrate --backup-first") < said.index("did seed_demo")
        yield process
    finally:
        if process.poll() is None:
            finish(process)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_serves_until_told_to_stop_and_leaves_no_process(
    checkout: Checkout, number: signal.Signals
) -> None:
    with running(checkout, port := free_port()) as process:
        assert fetch(port) == b"/healthz"
        servers = checkout.server_processes()
        assert checkout.processes(" worker ")
        assert checkout.processes(" beat ")
        assert finish(process, number) == 0
        assert checkout.processes() == {}
        assert gone(servers, within=0)


def test_second_run_of_a_checkout_leaves_the_first_alone(checkout: Checkout) -> None:
    with running(checkout, port := free_port()):
        status, said = checkout.say("run", PORT=str(free_port()))
        assert status == 1
        assert f"already runs here, at http://127.0.0.1:{port}" in said
        assert fetch(port) == b"/healthz"


def test_command_that_ends_leaves_the_services_to_the_run(checkout: Checkout) -> None:
    command = checkout.start("up")
    first_line(command)
    with running(checkout, port := free_port()) as process:
        assert finish(command) == 0
        assert process.poll() is None
        assert fetch(port) == b"/healthz"


def test_taken_port_is_named_before_anything_starts(checkout: Checkout) -> None:
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", 0))
        taker.listen()
        port = taker.getsockname()[1]
        status, said = checkout.say("run", PORT=str(port))
    assert status == 1
    assert f"Port {port} of this machine is taken" in said
    assert "PORT=" in said
    assert "Starting" not in said


def test_failed_migration_stops_everything(checkout: Checkout) -> None:
    status, said = checkout.say("run", PORT=str(free_port()), FAILS="migrate")
    assert status == 1
    assert "manage.py migrate failed (status 3)" in said
    assert checkout.processes() == {}


def test_dead_worker_is_named_and_started_again(checkout: Checkout) -> None:
    with running(checkout, free_port()) as process:
        killed = worker_of(checkout)
        os.kill(killed, signal.SIGKILL)
        while "worker has ended (SIGKILL)" not in (line := first_line(process)):
            assert line
        assert wait_until(lambda: worker_of(checkout) not in (0, killed), seconds=10)


def test_run_goes_on_when_the_database_dies_and_comes_back(checkout: Checkout) -> None:
    port = free_port()
    with running(checkout, port) as process:
        dead = checkout.record()["servers"]["postgres"]
        os.kill(dead, signal.SIGKILL)
        assert wait_until(lambda: checkout.record()["servers"]["postgres"] != dead, seconds=20)
        assert process.poll() is None
        assert fetch(port) == b"/healthz"


def test_killed_run_can_be_started_again_at_once(checkout: Checkout) -> None:
    port = free_port()
    with running(checkout, port) as process:
        finish(process, signal.SIGKILL)
    with running(checkout, port):
        assert fetch(port) == b"/healthz"


def test_own_database_is_never_paired_with_the_embedded_owner() -> None:
    services = {"DATABASE_URL": "a", "DATABASE_OWNER_URL": "b", "BROKER_URL": "c", "CACHE_URL": "d"}
    own = {"DATABASE_URL": "mine"}
    assert complete(own, services) == {"DATABASE_URL": "mine", "BROKER_URL": "c", "CACHE_URL": "d"}


def worker_of(checkout: Checkout) -> int:
    return min(checkout.processes(" worker "), default=0)
