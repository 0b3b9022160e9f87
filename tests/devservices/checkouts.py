"""What the tests of the services need: a checkout of its own, its commands and processes."""

import http.client
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

import devservices
from devservices.processes import started_at

OUR_SETTINGS = ("DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL", "CACHE_URL", "PORT")
PATIENCE = 30.0
FILES = {
    "manage.py": """
import os, pathlib, sys
if sys.argv[1] == os.environ.get("FAILS"):
    sys.exit(3)
print("did", *sys.argv[1:])
""",
    "factcheck/__init__.py": """
from celery import Celery
app = Celery("factcheck", broker=__import__("os").environ["BROKER_URL"])
""",
    "factcheck/settings/dev.py": """
SECRET_KEY = "for a product that does nothing"
""",
    "gunicorn.conf.py": """
import os
wsgi_app = "factcheck.wsgi:application"
bind = f"127.0.0.1:{os.environ['PORT']}"
control_socket_disable = True
""",
    "factcheck/wsgi.py": """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["PATH_INFO"].encode()]
""",
}


@dataclass(frozen=True)
class Checkout:
    """A folder with the services' package and a product that does next to nothing.

    `data` is its data folder; `account` and `python` run its commands, when they are not our own.
    """

    path: Path
    data: str = ".data"
    account: pwd.struct_passwd | None = None
    python: tuple[str, str] = (sys.executable, "")

    def start(self, *words: str, **settings: str) -> subprocess.Popen[str]:
        """Start `python -m devservices WORDS` in the checkout."""
        mine = {name: value for name, value in os.environ.items() if name not in OUR_SETTINGS}
        mine |= {"FACTCHECK_DATA_DIR": self.data, "PYTHONPATH": f"{self.path}:{self.python[1]}"}
        mine |= {"DJANGO_SETTINGS_MODULE": "factcheck.settings.dev", **settings}
        return subprocess.Popen(
            [self.python[0], "-m", "devservices", *words],
            cwd=self.path,
            env=mine,
            user=self.account.pw_uid if self.account else None,
            group=self.account.pw_gid if self.account else None,
            extra_groups=[] if self.account else None,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def say(self, *words: str, **settings: str) -> tuple[int, str]:
        """Run a command to its end and return its status and what it said."""
        process = self.start(*words, **settings)
        said, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def base(self) -> Path:
        """Return the folder the services live in."""
        code = "import devservices.places as p; print(p.find_place(fast=False).base)"
        process = subprocess.run(
            [sys.executable, "-c", code],
            cwd=self.path,
            env={**os.environ, "FACTCHECK_DATA_DIR": self.data, "PYTHONPATH": str(self.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        return Path(process.stdout.strip())

    def record(self) -> dict[str, Any]:
        """Return what the keeper wrote about itself and the servers."""
        found: dict[str, Any] = json.loads((self.base() / "ready.json").read_text())
        return found

    def server_processes(self) -> dict[int, str]:
        """Return the keeper and the servers that run now, by id, with their start."""
        record = self.record()
        ids = [record["keeper"]["pid"], *record["servers"].values()]
        return {pid: started_at(pid) for pid in ids}

    def processes(self, word: str = "") -> dict[int, str]:
        """Return the processes that work in the checkout or its services, with their commands."""
        places = (str(self.path), str(self.base()))
        found = {}
        for entry in Path("/proc").iterdir():
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if str((entry / "cwd").readlink()).startswith(places) and word in command:
                    found[int(entry.name)] = command
            except (OSError, ValueError):
                continue
        return found


def make_checkout(folder: Path) -> Checkout:
    """Make one below `folder`, at a path of 150 characters with spaces and letters beyond ASCII."""
    name = "a desk's chéckout"
    path = folder / ("deep" * 40)[: 150 - len(str(folder / name))] / name
    shutil.copytree(
        Path(devservices.__file__).parent,
        path / "devservices",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for file, text in FILES.items():
        (path / file).parent.mkdir(parents=True, exist_ok=True)
        (path / file).write_text(text)
    return Checkout(path)


def first_line(process: subprocess.Popen[str]) -> str:
    """Return the next line a process says."""
    assert process.stdout is not None
    return process.stdout.readline()


def addresses(process: subprocess.Popen[str]) -> dict[str, str]:
    """Return the services' addresses that `up` prints."""
    line = first_line(process)
    assert line.startswith("{"), line
    found: dict[str, str] = json.loads(line)
    return found


def finish(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> int:
    """Send a signal and return the exit status."""
    process.send_signal(number)
    process.communicate(timeout=PATIENCE)
    return process.returncode


def gone(processes: dict[int, str], *, within: float = 10.0) -> bool:
    """Return whether all these processes end in time."""
    deadline = time.monotonic() + within
    while any(started_at(pid) == started for pid, started in processes.items()):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def execute(url: str, sql: str, *values: str) -> list[tuple[Any, ...]]:
    """Run SQL on its own connection and return the rows."""
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql, values or None)
            return list(cursor.fetchall()) if cursor.description else []
    finally:
        connection.close()


@contextmanager
def up(
    checkout: Checkout, **settings: str
) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """Hold the services of a checkout; gives the process that does, and the addresses."""
    process = checkout.start("up", **settings)
    try:
        yield process, addresses(process)
    finally:
        if process.poll() is None:
            finish(process)


def keep_a_row(services: dict[str, str], word: str) -> None:
    """Write a row."""
    execute(
        services["DATABASE_OWNER_URL"],
        "CREATE TABLE IF NOT EXISTS kept (word text); INSERT INTO kept VALUES (%s)",
        word,
    )


def kept_rows(services: dict[str, str]) -> list[str]:
    """Return the rows written."""
    return [row[0] for row in execute(services["DATABASE_URL"], "SELECT word FROM kept")]


def fetch(port: int) -> bytes:
    """Return the path the product was asked for; empty while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().read()
    except OSError:
        return b""
    finally:
        connection.close()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number
