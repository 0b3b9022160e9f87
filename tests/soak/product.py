"""The whole product, as `make run` starts it, in a data folder of its own; parts of it can be killed."""

import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from devservices.places import CHECKOUT
from devservices.processes import with_descendants

ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL", "CACHE_URL")
START = 90.0


class Product:
    """A run of the product. When it ends, it is started again, as an init system would."""

    def __init__(self, folder: Path) -> None:
        """Describe the run; nothing starts yet."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        plain = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
        self.environment = {
            **plain,
            "DJANGO_SETTINGS_MODULE": "factcheck.settings.dev",
            "FACTCHECK_DATA_DIR": str(folder),
            "PORT": str(self.port),
            "DEMO_PASSWORD": "nobody signs in here by it",
            "PYTHONPATH": str(CHECKOUT),
        }
        self.log = folder / "soak.log"
        self.starts = 0
        self._ending = threading.Event()
        self._run: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._keep_running, daemon=True)

    def start(self) -> None:
        """Start, and return once every part is well."""
        self._watch.start()
        self.wait_until_well()

    def _keep_running(self) -> None:
        while not self._ending.is_set():
            with self.log.open("ab") as log:
                self._run = subprocess.Popen(
                    [sys.executable, "-m", "devservices", "run"],
                    cwd=CHECKOUT,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            self.starts += 1
            self._run.wait()
            self._ending.wait(1)

    def wait_until_well(self, seconds: float = START) -> None:
        """Wait for `/readyz` to say that all is well. Raises TimeoutError."""
        until = time.monotonic() + seconds
        said = b""
        while time.monotonic() < until:
            try:
                client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                client.request("GET", "/readyz")
                answer = client.getresponse()
                said = answer.read()
                if answer.status == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.2)
        raise TimeoutError(
            f"not well after {seconds} s: {said.decode()} {self.log.read_text()[-2000:]}"
        )

    def end(self) -> None:
        """End it for good and take its services away."""
        self._ending.set()
        if self._run and self._run.poll() is None:
            self._run.send_signal(signal.SIGTERM)
        self._watch.join(timeout=60)
        code = "from devservices.places import find_place; print(find_place(fast=False).base)"
        base = self.python("-c", code).strip()
        self.python("-m", "devservices", "down")
        shutil.rmtree(base, ignore_errors=True)

    def python(self, *words: str, services: bool = False) -> str:
        """Run Python in the product's environment; returns what it wrote."""
        added: dict[str, str] = {}
        if services:
            added = json.loads(self.python("-m", "devservices", "env"))
        done = subprocess.run(
            [sys.executable, *words],
            cwd=CHECKOUT,
            env={**self.environment, **added},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(
                f"{words}: {done.returncode} {done.stdout[-500:]} {done.stderr[-2000:]}"
            )
        return done.stdout

    def people(self, *words: object) -> Any:
        """What `tests.soak.people` answers."""
        return json.loads(self.python("-m", "tests.soak.people", *map(str, words), services=True))

    def kill(self, part: str) -> bool:
        """Kill one process of a part outright; False when none was found."""
        pids = [pid for pid, command in self._processes() if PARTS[part](command)]
        if not pids:
            return False
        os.kill(random.choice(pids), signal.SIGKILL)
        return True

    def _processes(self) -> list[tuple[int, str]]:
        """The run and its descendants: ids and command lines. No other process is ever touched."""
        if self._run is None:
            return []
        return [(pid, _command(pid)) for pid in with_descendants(self._run.pid)]


def _command(pid: int) -> str:
    try:
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except OSError:
        return ""


PARTS = {
    "worker": lambda command: " celery " in command and " worker " in command,
    "broker": lambda command: "valkey-server" in command,
    "web": lambda command: " gunicorn " in command,
    "database": lambda command: "bin/postgres -D" in command,
}
"""How the processes of a part are told by their command line."""
