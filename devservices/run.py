"""`python -m devservices run`: the whole product in front of a terminal."""

import http.client
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from devservices.disk import words_if_full
from devservices.errors import ServicesError
from devservices.holding import Holder
from devservices.lock import Lock
from devservices.places import CHECKOUT, data_folder, find_place
from devservices.processes import die_with_parent, dying_with_parent, wait_until
from devservices.programs import Program, end_all, in_words, product_programs, say

ADDRESSES = ("DATABASE_URL", "BROKER_URL", "CACHE_URL")
DEFAULT_PORT = "8000"
SECONDS_TO_ANSWER = 120
SECONDS_FOR_PORT_OF_KILLED_RUN = 10
PAUSE = 0.2


class StopRequested(Exception):  # noqa: N818  (nothing went wrong)
    """Ctrl-C or SIGTERM came."""


class Run:
    """One run of the product, from the checks to the last process ended."""

    def __init__(self) -> None:
        """Catch the signals that stop a run, whatever it is doing when they come."""
        self._wake, told = os.pipe()
        os.set_blocking(told, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _note)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup asked for it otherwise
            signal.signal(signal.SIGHUP, _note)
        if "MAKELEVEL" in os.environ:  # when make is killed outright, nobody could stop us
            die_with_parent(signal.SIGTERM)
        self._data = data_folder()
        self._programs: list[Program] = []
        self._holder: Holder | None = None

    def __call__(self) -> int:
        """Run until told to stop; the exit status is 0 only then."""
        lock, left = self._claim_checkout()
        port = self._free_port(patient=left)
        address = f"http://127.0.0.1:{port}"
        marker = self._data / "run.json"
        try:
            marker.write_text(json.dumps({"address": address}))
            environment = self._environment(port)
            self._prepare(environment)
            self._programs = product_programs(environment)
            self._serve(port, address)
        except StopRequested:
            say("Stopping.")
            return 0
        finally:
            self._end()
            marker.unlink(missing_ok=True)
            lock.close()
        return 1

    def _claim_checkout(self) -> tuple[Lock, bool]:
        """Take the checkout for this run; say whether the last run of it was killed."""
        marker = self._data / "run.json"
        try:
            self._data.mkdir(parents=True, exist_ok=True)
            lock = Lock(self._data / "run.lock")
        except OSError as error:
            raise ServicesError(
                f"{error.filename} cannot be written ({error.strerror}). Run the command as the "
                "user who started the project here, or set FACTCHECK_DATA_DIR to another folder."
                f"{words_if_full(self._data)}"
            ) from error
        if not lock.try_alone():
            raise ServicesError(
                f"It already runs here, at {_address_in(marker)}. It was left alone."
            )
        return lock, marker.exists()

    def _free_port(self, *, patient: bool) -> int:
        """Return the port to serve on; the processes of a killed run may need a moment to go."""
        wanted = os.environ.get("PORT") or DEFAULT_PORT
        if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
            raise ServicesError(f"PORT={wanted} is not a port: give a number from 1 to 65535.")
        port = int(wanted)
        seconds = SECONDS_FOR_PORT_OF_KILLED_RUN if patient else 0
        if not wait_until(lambda: _is_free(port), seconds=seconds):
            raise ServicesError(
                f"Port {port} of this machine is taken by another program. Choose another one, "
                f"for example: make run PORT={port + 80 if port < 65000 else 8080}"
            )
        return port

    def _environment(self, port: int) -> dict[str, str]:
        """Return the environment of every child, starting the services that it does not name."""
        own = {"DJANGO_SETTINGS_MODULE": "factcheck.settings.dev", **os.environ}
        own |= {"PORT": str(port), "FACTCHECK_DATA_DIR": str(self._data), "PYTHONUNBUFFERED": "1"}
        if all(own.get(name) for name in ADDRESSES):
            return own
        refuse_half_a_database(own)
        say("Starting PostgreSQL and Valkey. The first time this takes some seconds.")
        self._holder = Holder(find_place(fast=False))
        return complete(own, self._holder.environment)

    def _prepare(self, environment: Mapping[str, str]) -> None:
        """Bring the tables up to date, what was there backed up, and set up the demo desk."""
        migrate = ["migrate", "--backup-first", "--no-input", "--verbosity", "0"]
        for command in (migrate, ["seed_demo"]):
            process = subprocess.Popen(
                [sys.executable, "manage.py", *command],
                cwd=CHECKOUT,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=dying_with_parent(signal.SIGTERM),  # noqa: PLW1509  (no threads here)
            )
            try:
                while process.poll() is None:
                    self._pause()
            finally:
                process.kill()
                process.wait()
            if process.returncode:
                status = in_words(process.returncode)
                raise ServicesError(f"manage.py {command[0]} failed ({status}); see above.")

    def _serve(self, port: int, address: str) -> None:
        """Keep everything running; return when it cannot go on."""
        for program in self._programs:
            program.start()
        answers, deadline = False, time.monotonic() + SECONDS_TO_ANSWER
        while all(program.look_after() for program in self._programs):
            if not answers:
                answers = _answers(port)
                if answers:
                    say(f"Factcheck is ready. Ctrl-C stops it.\n{address}")
                elif time.monotonic() > deadline:
                    raise ServicesError(f"The web server does not answer at {address}/healthz.")
            if self._holder and not self._holder.alive():
                base = find_place(fast=False).base
                raise ServicesError(
                    f"The database has ended, so everything stops; see {base / 'keeper.log'}."
                    f"{words_if_full(base)}"
                )
            self._pause()

    def _pause(self) -> None:
        if select.select([self._wake], [], [], PAUSE)[0]:
            raise StopRequested

    def _end(self) -> None:
        end_all(self._programs)
        if self._holder:
            self._holder.release()


def complete(own: Mapping[str, str], services: Mapping[str, str]) -> dict[str, str]:
    """Add the addresses of embedded services to an environment where it names none.

    A database of one's own is never paired with the embedded one's owner.
    """
    refuse_half_a_database(own)
    own_database = bool(own.get("DATABASE_URL"))
    found = {
        name: value
        for name, value in services.items()
        if not own.get(name) and not (own_database and name.startswith("DATABASE_"))
    }
    return {**own, **found}


def refuse_half_a_database(own: Mapping[str, str]) -> None:
    """Raise `ServicesError` where the owner of a database is named, and the database is not."""
    if own.get("DATABASE_OWNER_URL") and not own.get("DATABASE_URL"):
        raise ServicesError(
            "DATABASE_OWNER_URL is set, and DATABASE_URL is not. Set both to the same database, "
            "each with its role, or neither."
        )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _address_in(marker: Path) -> str:
    try:
        return str(json.loads(marker.read_text())["address"])
    except (OSError, ValueError, KeyError):
        return "an address it has not told yet"


def _note(number: int, frame: FrameType | None) -> None:
    """Do nothing here: the signal's number arrives through the wake-up pipe."""
