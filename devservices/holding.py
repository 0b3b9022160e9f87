"""Using the services: starting them when needed, and letting go at the end.

Everyone who uses the services shares one lock. The keeper stops them once it can have that lock
alone, so the order in which users come and go does not matter.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import time
from typing import Any

from devservices.disk import words_if_full
from devservices.errors import ServicesError
from devservices.keeper import READY, make_base
from devservices.lock import Lock
from devservices.places import CHECKOUT, Place, find_place
from devservices.processes import started_at, wait_until

SECONDS_TO_START = 120
SECONDS_TO_STOP = 30
PAUSE = 0.02


class Holder:
    """One user of the services of one place."""

    def __init__(self, place: Place) -> None:
        """Take a share of the services, starting them unless they run.

        Raises `ServicesError` when they cannot be started.
        """
        self._place = place
        self._child: subprocess.Popen[str] | None = None
        self._process = os.getpid()
        try:
            make_base(place)
            self._users = Lock(place.users_lock)
        except OSError as error:
            raise ServicesError(f"{error}{words_if_full(place.base)}") from error
        self._users.share()
        try:
            self._record = self._wait_for_keeper()
        except OSError as error:
            self._users.close()
            raise ServicesError(f"{error}{words_if_full(place.base)}") from error
        except BaseException:
            self._users.close()
            raise

    @property
    def environment(self) -> dict[str, str]:
        """The addresses of the services as settings."""
        return dict(self._record["environment"])

    def alive(self) -> bool:
        """Return whether the services still run."""
        if self._child:
            self._child.poll()
        return _lives(self._record)

    def release(self) -> None:
        """Let go; when nobody else uses the services, return only once they have stopped."""
        if os.getpid() != self._process:
            return  # a fork of the holder: the share is its parent's
        self._users.release()
        wait_until(self._others_hold_or_stopped, seconds=SECONDS_TO_STOP)
        self._users.close()
        if self._child:
            self._child.poll()

    def _wait_for_keeper(self) -> dict[str, Any]:
        keeper_lock = Lock(self._place.keeper_lock)
        try:
            deadline = time.monotonic() + SECONDS_TO_START
            while time.monotonic() < deadline:
                if keeper_lock.try_alone():
                    self._start_keeper(keeper_lock)
                if record := _record_of_running(self._place):
                    return record
                time.sleep(PAUSE)
        finally:
            keeper_lock.close()
        raise ServicesError(f"The services do not start; see {self._place.logs}.")

    def _start_keeper(self, lock: Lock) -> None:
        """Start the keeper, handing it the lock we took for it, and wait for its report."""
        self._place.ready_file.unlink(missing_ok=True)
        found = [str(CHECKOUT), *filter(None, [os.environ.get("PYTHONPATH")])]
        command = [sys.executable, "-m", "devservices", "keep", "--lock", str(lock.fileno())]
        with (self._place.base / "keeper.log").open("ab") as log:
            self._child = subprocess.Popen(
                command + (["--fast"] if self._place.fast else []),
                cwd=CHECKOUT,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(found)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                pass_fds=[lock.fileno()],
                start_new_session=True,
            )
        if self._child.stdout is None:
            raise RuntimeError("The keeper was started without a pipe.")
        with self._child.stdout as pipe:
            said = pipe.readline()
            if said.strip() == READY:
                return
            said += pipe.read()
        self._child.wait()
        raise ServicesError(said.strip() or f"The services do not start; see {log.name}.")

    def _others_hold_or_stopped(self) -> bool:
        if self._users.try_alone():  # the keeper has not looked yet, or there is none
            self._users.release()
            return not self.alive()
        if self._users.try_share():
            self._users.release()
            return True
        return not self.alive()


_HELD: dict[bool, Holder] = {}


def attach(*, fast: bool = False) -> dict[str, str]:
    """Have the services of this checkout up until this process ends, and return their addresses.

    Starts them unless they run. Once the last process that uses them has ended, they stop.
    `fast` means the tests' own set, which forgets its data rather than wait for the disk.
    Raises `ServicesError` with words for the user when they cannot be had.
    """
    holder = _HELD.get(fast)
    if holder is None or not holder.alive():
        holder = _HELD[fast] = Holder(find_place(fast=fast))
        atexit.register(holder.release)
    return holder.environment


def running_environment(place: Place) -> dict[str, str]:
    """Return the addresses of services that run, or nothing when they do not."""
    record = _record_of_running(place)
    return dict(record["environment"]) if record else {}


def stop_now(place: Place) -> bool:
    """Stop the services for everyone who uses them; return whether they ran."""
    record = _record_of_running(place)
    if record is None:
        return False
    os.kill(record["keeper"]["pid"], signal.SIGTERM)
    if not wait_until(lambda: not _lives(record), seconds=SECONDS_TO_STOP):
        raise ServicesError("The services do not stop.")
    return True


def _record_of_running(place: Place) -> dict[str, Any] | None:
    try:
        record: dict[str, Any] = json.loads(place.ready_file.read_text())
    except (FileNotFoundError, PermissionError):
        return None
    return record if _lives(record) else None


def _lives(record: dict[str, Any]) -> bool:
    keeper = record["keeper"]
    return started_at(keeper["pid"]) == str(keeper["started"])
