"""The keeper: the process that runs both servers as long as somebody uses them.

It is a process of its own, so that whoever started the services first may leave while others
go on. Killed outright, it takes both servers with it.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import psycopg2

from devservices import postgres
from devservices.accounts import server_account
from devservices.binaries import copy_for_server_account, find_binaries
from devservices.bootstrap import prepare_database
from devservices.broker import LADDER as BROKER_LADDER
from devservices.broker import Broker
from devservices.comeback import Comeback
from devservices.disk import words_if_full
from devservices.errors import ServicesError
from devservices.lock import Lock
from devservices.logs import bound_logs
from devservices.places import CHECKOUT, ROOT_BASE, Place, make_private, write_if_new
from devservices.processes import end, started_at

READY = "ready"
PAUSE = 0.1
NAMES = {"postgres": "PostgreSQL", "valkey": "Valkey"}
DEATHS_BORNE = {"postgres": 4, "valkey": 5}
"""How often a server may die, each time within a minute of its start."""
SECONDS_BETWEEN_LOOKS_AT_LOGS = 20


class Keeper:
    """Both servers of one place, and the rule when they end."""

    def __init__(self, place: Place) -> None:
        """Get ready to run the servers of `place`, whose keeper's lock the caller holds."""
        self._place = place
        account = server_account()
        binaries = find_binaries()
        if place.as_root:
            binaries = copy_for_server_account(binaries)
        self._make_folders(account.pw_uid, account.pw_gid)
        self._postgres = postgres.Postgres(place, binaries, account)
        self._broker = Broker(place, binaries, account)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._comebacks = {name: Comeback(borne=borne) for name, borne in DEATHS_BORNE.items()}
        self._told_to_stop = False
        self._look_at_logs_at = 0.0

    def start(self) -> None:
        """Start both servers and tell everyone who waits where they are."""
        signal.signal(signal.SIGTERM, self._stop_soon)
        self._postgres.make_cluster()
        self._start_server("postgres")
        prepare_database(self._place)
        self._start_server("valkey")
        self._announce()

    def watch(self, users: Lock) -> str:
        """Wait for the reason to stop, and return it; empty when the last user left."""
        while not self._told_to_stop and not users.try_alone():
            for name, process in self._running.items():
                if process.poll() is not None and not self._bring_back(name):
                    log = self._place.logs / f"{name}.log"
                    return f"{NAMES[name]} ends again and again; see {log}."
            self._bound_logs()
            time.sleep(PAUSE)
        return ""

    def stop(self) -> None:
        """End both servers; the broker first, because it loses nothing by it."""
        self._place.ready_file.unlink(missing_ok=True)
        if broker := self._running.get("valkey"):
            end(broker, BROKER_LADDER)
        if database := self._running.get("postgres"):
            end(database, postgres.LADDER)
        if not self._place.as_root:
            with contextlib.suppress(OSError):  # never mind what a crash left in there
                self._place.sockets.rmdir()

    def _make_folders(self, uid: int, gid: int) -> None:
        place = self._place
        make_private(place.logs)
        for folder in (place.database, place.broker, place.sockets):
            if not place.as_root:
                make_private(folder)
                continue
            # `base` is root's own, so nobody else can have put a link here.
            folder.mkdir(mode=0o700, exist_ok=True)
            os.chown(folder, uid, gid)

    def _bound_logs(self) -> None:
        if time.monotonic() >= self._look_at_logs_at:
            self._look_at_logs_at = time.monotonic() + SECONDS_BETWEEN_LOOKS_AT_LOGS
            with contextlib.suppress(OSError):  # a full disk; the next look may find room
                bound_logs(self._place.logs)
                bound_logs(self._place.base)

    def _announce(self) -> None:
        ids = {name: process.pid for name, process in self._running.items()}
        keeper = {"pid": os.getpid(), "started": started_at(os.getpid())}
        record = {"keeper": keeper, "servers": ids, "environment": self._place.environment()}
        begun = self._place.ready_file.with_suffix(".new")
        begun.write_text(json.dumps(record))
        begun.replace(self._place.ready_file)

    def _start_server(self, name: str) -> None:
        server = self._postgres if name == "postgres" else self._broker
        self._running[name] = server.start()
        self._comebacks[name].begun()

    def _bring_back(self, name: str) -> bool:
        """Start a server that died again, a little later each time; False to give up."""
        comeback = self._comebacks[name]
        if not comeback.waits:
            return comeback.died() is not None
        if comeback.due:
            try:
                self._start_server(name)
                self._announce()
            except (ServicesError, OSError) as error:
                sys.stderr.write(f"{error}\n")
                return comeback.died() is not None
        return True

    def _stop_soon(self, number: int, frame: FrameType | None) -> None:
        self._told_to_stop = True


def make_base(place: Place) -> None:
    """Make the folder that holds the locks, as the user who starts the services."""
    if place.as_root:
        make_private(ROOT_BASE, mode=0o755)
        make_private(place.base, mode=0o711)  # the servers' account passes through
        write_if_new(place.base / "checkout", f"{CHECKOUT}\n")
    else:
        make_private(place.base)


def keep(place: Place, keeper_lock: Lock) -> int:
    """Run the servers until the last user leaves; report on standard output when they answer."""
    keeper = None
    try:
        keeper = Keeper(place)
        keeper.start()
    except (ServicesError, OSError, subprocess.SubprocessError, psycopg2.Error) as error:
        if keeper:
            keeper.stop()
        sys.stdout.write(f"{error}{words_if_full(place.base)}\n")
        return 1
    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()
    _leave_the_starter()
    reason = keeper.watch(users := Lock(place.users_lock))
    if reason:
        sys.stderr.write(f"{reason}{words_if_full(place.base)}\n")
    keeper.stop()
    keeper_lock.close()
    users.close()
    return 1 if reason else 0


def _leave_the_starter() -> None:
    """Let go of the pipe to the process that started us, which may leave before we do."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    os.chdir(Path("/"))
