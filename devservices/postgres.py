"""PostgreSQL: making the cluster, starting it, ending it."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from devservices.accounts import launching_account
from devservices.binaries import Binaries
from devservices.disk import words_if_full
from devservices.errors import ServicesError
from devservices.places import Place, write_if_new
from devservices.processes import LIBC, PAUSE, end, end_strays, spawn

SUPERUSER = "postgres"
ROLES = (SUPERUSER, "factcheck_owner", "factcheck_app")
SECONDS_TO_START = 60
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum_max_workers": "1",
    # Neither the values of a statement nor the row it failed on: both are words of the desk.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
SETTINGS_OF_18 = {"io_method": "sync"}
# What tests write may be lost with the machine.
FAST_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
}
LADDER = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
STRAY_LADDER = ((signal.SIGINT, 5.0), (signal.SIGTERM, 1.0), (signal.SIGKILL, 5.0))


@dataclass(frozen=True)
class Postgres:
    """The database server of one place."""

    place: Place
    binaries: Binaries
    account: pwd.struct_passwd

    def make_cluster(self) -> None:
        """Make the cluster unless it is there; it exists whole or not at all.

        Raises `ServicesError` when it was made by another major version.
        """
        made_by = self.place.cluster / "PG_VERSION"
        if made_by.exists():
            have, major = made_by.read_text().strip(), self.binaries.major
            if have != str(major):
                raise ServicesError(
                    f"{self.place.cluster} was made by PostgreSQL {have}, and this is "
                    f"PostgreSQL {major}. Nothing was touched. Back up with the version that runs "
                    f"PostgreSQL {have} (manage.py backup), move that folder away, and restore here "
                    "(manage.py restore)."
                )
            return
        begun = self.place.database / "cluster.new"
        shutil.rmtree(begun, ignore_errors=True)
        command: list[str | Path] = [
            self.binaries.postgres_tool("initdb"),
            "-D",
            begun,
            "--no-sync",
            "-U",
            SUPERUSER,
        ]
        command += [
            "--auth-local=peer",
            "--auth-host=reject",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]
        if self.binaries.major >= 17:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        process = spawn(
            command, account=self.account, folder=self.place.database, output=subprocess.PIPE
        )
        said = process.communicate()[0].decode(errors="replace")
        if process.returncode:
            raise ServicesError(f"The database could not be made:\n{said.strip()}")
        if not self.place.fast:
            self._write_through()
        begun.rename(self.place.cluster)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server and return once it takes connections.

        The caller holds the keeper's lock, so whatever runs in the cluster was left behind.
        """
        self._clear_what_was_left()
        self._write_access_rules()
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            process = self._launch()
            while process.poll() is None and time.monotonic() < deadline:
                if self._is_ready(process.pid):
                    return process
                time.sleep(PAUSE)
            if time.monotonic() > deadline or words_if_full(self.place.base):
                end(process, LADDER)
                raise ServicesError(f"PostgreSQL does not start:\n{self._last_words()}")
            time.sleep(0.1)
            self._clear_what_was_left()

    def _launch(self) -> subprocess.Popen[bytes]:
        settings = {
            **SETTINGS,
            **(SETTINGS_OF_18 if self.binaries.major >= 18 else {}),
            **(FAST_SETTINGS if self.place.fast else {}),
            "unix_socket_directories": f'"{self.place.sockets}"',
            "hba_file": str(self.place.base / "pg_hba.conf"),
            "ident_file": str(self.place.base / "pg_ident.conf"),
        }
        command: list[str | Path] = [
            self.binaries.postgres_tool("postgres"),
            "-D",
            self.place.cluster,
        ]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with (self.place.logs / "postgres.log").open("ab") as log:
            return spawn(
                command,
                account=self.account,
                folder=self.place.database,
                output=log,
                death_signal=signal.SIGINT,
            )

    def _is_ready(self, pid: int) -> bool:
        try:
            lines = (self.place.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _clear_what_was_left(self) -> None:
        """End orphans of a killed start, then drop the two files that name its process.

        PostgreSQL itself takes a zombie, or a stranger with a reused id, for a living server.
        """
        end_strays(self.place.cluster, "postgres", STRAY_LADDER)
        (self.place.cluster / "postmaster.pid").unlink(missing_ok=True)
        for lock in self.place.sockets.glob(".s.PGSQL.*.lock"):
            lock.unlink()

    def _write_access_rules(self) -> None:
        """Let the user who launches in, as each of the roles, and nobody else."""
        name = launching_account().pw_name
        rules = "local all all peer map=launcher\n"
        mapping = "".join(f'launcher "{name}" {role}\n' for role in ROLES)
        for file, text in (("pg_hba.conf", rules), ("pg_ident.conf", mapping)):
            path = self.place.base / file
            write_if_new(path, text)
            path.chmod(0o644)

    def _write_through(self) -> None:
        """Have the new cluster on the disk before it gets its name."""
        opened = os.open(self.place.database, os.O_RDONLY)
        try:
            LIBC.syncfs(opened)
        finally:
            os.close(opened)

    def _last_words(self) -> str:
        lines = (self.place.logs / "postgres.log").read_text(errors="replace").splitlines()
        return "\n".join(lines[-5:])
