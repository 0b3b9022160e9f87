"""The product's own processes, and how they are kept running."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping

from devservices.comeback import Comeback
from devservices.places import CHECKOUT
from devservices.processes import dying_with_parent, wait_until

DEATHS_BORNE = 5
SECONDS_TO_END = 8
# Celery means jobs that carry pickles. Ours are JSON, and the machine is the developer's own.
NO_ROOT_WARNING = "ignore:You're running the worker with superuser privileges"


class Program:
    """One process with its children, started again a little later each time it dies."""

    def __init__(self, name: str, arguments: list[str], environment: Mapping[str, str]) -> None:
        """Describe a program; `arguments` follow the Python interpreter."""
        self.name = name
        self._arguments = arguments
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._comeback = Comeback(borne=DEATHS_BORNE)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches us alone."""
        self._process = subprocess.Popen(
            [sys.executable, *self._arguments],
            cwd=CHECKOUT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dying_with_parent(signal.SIGTERM),  # noqa: PLW1509  (no threads here)
        )
        self._comeback.begun()

    def ended(self) -> int | None:
        """Return the exit status, or nothing while it runs."""
        return self._process.poll() if self._process else None

    def look_after(self) -> bool:
        """Start it again when it has died; return False when it died too often."""
        status = self.ended()
        if status is None:
            return True
        if not self._comeback.waits:
            self._kill_group()
            pause = self._comeback.died()
            if pause is None:
                say(f"The {self.name} ends again and again; giving up.")
                return False
            say(f"The {self.name} has ended ({in_words(status)}); starting it again in {pause} s.")
        elif self._comeback.due:
            self.start()
        return True

    def ask_to_end(self) -> None:
        """Ask the process to end; it sees to its own children."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def make_end(self) -> None:
        """Kill what is left of the process and its children."""
        if self._process:
            self._kill_group()
            self._process.wait()

    def _kill_group(self) -> None:
        if self._process:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return


def end_all(programs: list[Program]) -> None:
    """End every program: ask first, then kill what has not gone in time."""
    for program in programs:
        program.ask_to_end()
    wait_until(lambda: all(p.ended() is not None for p in programs), seconds=SECONDS_TO_END)
    for program in programs:
        program.make_end()


def product_programs(environment: Mapping[str, str]) -> list[Program]:
    """Return the web server, the worker and the timetable of the product."""
    # Everything else about it stands in gunicorn.conf.py; who ends the run does not wait for slow requests.
    web = ["gunicorn", "--graceful-timeout", "5"]
    celery = ["celery", "--quiet", "-A", "factcheck"]
    worker = [*celery, "worker", "--pool", "prefork", "--concurrency", "2"]
    worker += ["--without-gossip", "--without-mingle"]
    beat = [*celery, "beat", "--pidfile", ""]
    named = {"web server": web, "worker": worker, "timetable (beat)": beat}
    quiet = {**environment, "PYTHONWARNINGS": NO_ROOT_WARNING} if os.geteuid() == 0 else environment
    return [Program(name, ["-m", *command], quiet) for name, command in named.items()]


def in_words(status: int) -> str:
    """Return how a process ended, from its exit status."""
    return signal.Signals(-status).name if status < 0 else f"status {status}"


def say(words: str) -> None:
    """Tell the person in front of the terminal."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
