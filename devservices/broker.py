"""Valkey: the Celery broker and the cache."""

import pwd
import signal
import socket
import subprocess
import time
from dataclasses import dataclass

from devservices.binaries import Binaries
from devservices.errors import ServicesError
from devservices.places import Place
from devservices.processes import PAUSE, end, end_strays, spawn

SECONDS_TO_START = 30
LADDER = ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0))


@dataclass(frozen=True)
class Broker:
    """The broker of one place: a socket only its account and root may open, and no TCP port."""

    place: Place
    binaries: Binaries
    account: pwd.struct_passwd

    def start(self) -> subprocess.Popen[bytes]:
        """Start the broker and return once it answers."""
        end_strays(self.place.broker, self.binaries.valkey.resolve().name, LADDER)
        with (self.place.logs / "valkey.log").open("ab") as log:
            process = spawn(
                self._command(), account=self.account, folder=self.place.broker, output=log
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while process.poll() is None and time.monotonic() < deadline:
            if self._answers():
                return process
            time.sleep(PAUSE)
        end(process, LADDER)
        raise ServicesError(f"Valkey does not start; see {self.place.logs / 'valkey.log'}.")

    def _command(self) -> list[str]:
        journal = "no" if self.place.fast else "yes"
        command = [str(self.binaries.valkey), "--port", "0"]
        command += ["--unixsocket", str(self.place.broker_socket), "--unixsocketperm", "700"]
        command += ["--dir", str(self.place.broker), "--save", ""]
        command += ["--appendonly", journal, "--appendfsync", "everysec"]
        # A full broker refuses new work; it never drops what waits.
        command += ["--maxmemory-policy", "noeviction", "--daemonize", "no"]
        return command

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(1)
                line.connect(str(self.place.broker_socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False
