"""The whole product in processes of its own, on a database and a broker that may be killed."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from devservices.accounts import server_account
from devservices.binaries import copy_for_server_account, find_binaries
from devservices.bootstrap import prepare_database
from devservices.broker import Broker
from devservices.keeper import make_base
from devservices.places import CHECKOUT, ROOT_BASE, Place
from devservices.postgres import LADDER, Postgres
from devservices.processes import end
from devservices.programs import Program, product_programs


class Parts:
    """Database, broker, web server, worker and beat: each can be killed and brought back by its name."""

    def __init__(self, data: Path) -> None:
        as_root = os.geteuid() == 0
        tag = f"parts-{secrets.token_hex(4)}"
        base = ROOT_BASE / tag if as_root else data / "services"
        sockets = base / "run" if as_root else Path(tempfile.mkdtemp(prefix="fc-"))
        self.place = Place(base=base, sockets=sockets, as_root=as_root, fast=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.password = secrets.token_urlsafe(12)
        self.environment = {
            **os.environ,
            **self.place.environment(),
            "DJANGO_SETTINGS_MODULE": "factcheck.settings.dev",
            "FACTCHECK_DATA_DIR": str(data),
            "PORT": str(self.port),
            "DEMO_PASSWORD": self.password,
            "PYTHONUNBUFFERED": "1",
        }
        self._ways = self._make_services()
        self._services: dict[str, subprocess.Popen[bytes]] = {}
        web, worker, beat = product_programs(self.environment)
        self._programs: dict[str, Program] = {"web": web, "worker": worker, "beat": beat}

    def start(self) -> None:
        """Everything up, with the demo desk."""
        self.bring_back("broker")
        self.bring_back("database")
        prepare_database(self.place)
        self.manage("migrate", "--no-input", "--verbosity", "0")
        for name in self._programs:
            self.bring_back(name)
        self.manage("seed_demo")

    def manage(self, *words: str) -> str:
        """Run one of the product's commands; what it says."""
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=CHECKOUT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def kill(self, name: str) -> None:
        """kill -9, with all its children."""
        if name in self._programs:
            self._programs[name].make_end()
            return
        process = self._services.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait(10)

    def bring_back(self, name: str) -> None:
        """Start it anew, as whoever looks after it would."""
        if name in self._programs:
            self._programs[name].start()
        else:
            self._services[name] = self._ways[name]()

    def end(self) -> None:
        """End everything and leave nothing behind."""
        for program in self._programs.values():
            program.make_end()
        for process in self._services.values():
            end(process, LADDER)
        shutil.rmtree(self.place.base, ignore_errors=True)
        shutil.rmtree(self.place.sockets, ignore_errors=True)

    def _make_services(self) -> dict[str, Callable[[], "subprocess.Popen[bytes]"]]:
        account, binaries = server_account(), find_binaries()
        make_base(self.place)
        if self.place.as_root:
            binaries = copy_for_server_account(binaries)
        for folder in (self.place.logs, self.place.database, self.place.broker, self.place.sockets):
            folder.mkdir(mode=0o700, exist_ok=True)
            if self.place.as_root and folder != self.place.logs:
                os.chown(folder, account.pw_uid, account.pw_gid)
        database = Postgres(self.place, binaries, account)
        database.make_cluster()
        return {"database": database.start, "broker": Broker(self.place, binaries, account).start}
