"""A RabbitMQ node of one test's own: on loopback, in a folder that goes with it, under no system service."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from devservices.accounts import server_account
from devservices.processes import wait_until

# Debian's own command only lets root or its service account in; the script behind it runs as anybody.
PLACES = "/usr/lib/rabbitmq/bin"
SERVER = shutil.which("rabbitmq-server", path=PLACES) or shutil.which("rabbitmq-server")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


class Node:
    """RabbitMQ with its user `guest`, which it lets in from loopback only."""

    def __init__(self, folder: Path) -> None:
        self._account: pwd.struct_passwd = server_account()
        self._folder = folder
        folder.chmod(0o700)
        os.chown(folder, self._account.pw_uid, self._account.pw_gid)
        port = free_port()
        self.address = f"amqp://guest:guest@127.0.0.1:{port}//"
        self._environment = {
            "PATH": f"{os.environ.get('PATH', os.defpath)}:/usr/sbin",
            "LANG": "C.UTF-8",
            "HOME": str(folder),
            "RABBITMQ_NODENAME": f"test-{secrets.token_hex(4)}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(port),
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(folder / "none"),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "none"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 +sbwt none",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(free_port()),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to start; it answers some seconds later."""
        as_root = os.geteuid() == 0
        self._process = subprocess.Popen(
            [SERVER or "rabbitmq-server"],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            user=self._account.pw_uid if as_root else None,
            group=self._account.pw_gid if as_root else None,
            extra_groups=[] if as_root else None,
        )

    def kill(self) -> None:
        """kill -9 of the node."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
            self._process = None

    def end(self) -> None:
        """End it, and the name server of Erlang that it started beside itself."""
        self.kill()
        wait_until(self._name_server_ended, seconds=10)

    def _name_server_ended(self) -> bool:
        """Ask it to end; it refuses until it has seen that its node is gone."""
        command = [shutil.which("epmd") or "epmd", "-kill"]
        done = subprocess.run(command, env=self._environment, capture_output=True, check=False)
        return b"not allowed" not in done.stdout + done.stderr
