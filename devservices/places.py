"""Where the services of one checkout live."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from devservices.errors import ServicesError

CHECKOUT = Path(__file__).resolve().parent.parent
ROOT_BASE = Path("/var/lib/factcheck-dev")
# A socket's path may hold 107 bytes; the longest name below a socket folder takes 24.
LONGEST_SOCKET_FOLDER = 80


@dataclass(frozen=True)
class Place:
    """The folders of one set of services: the product's, or the fast ones of the tests.

    `base` belongs to whoever starts the services and holds locks, settings and logs. Below it
    `database` and `broker` belong to the account the servers run as, as does `sockets`.
    """

    base: Path
    sockets: Path
    as_root: bool
    fast: bool

    @property
    def database(self) -> Path:
        """The folder that holds the database cluster."""
        return self.base / "postgres"

    @property
    def cluster(self) -> Path:
        """The database cluster itself."""
        return self.database / "cluster"

    @property
    def broker(self) -> Path:
        """The folder the broker keeps its journal in."""
        return self.base / "valkey"

    @property
    def broker_socket(self) -> Path:
        """The socket the broker answers on."""
        return self.sockets / "valkey.sock"

    @property
    def logs(self) -> Path:
        """The folder of the servers' logs."""
        return self.base / "log"

    @property
    def users_lock(self) -> Path:
        """Shared by everyone who uses the services."""
        return self.base / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held alone by the process that runs the servers."""
        return self.base / "keeper.lock"

    @property
    def ready_file(self) -> Path:
        """Written by the keeper once both servers answer."""
        return self.base / "ready.json"

    def environment(self) -> dict[str, str]:
        """Return the addresses of the services as settings."""
        host = quote(str(self.sockets), safe="")
        socket = quote(str(self.broker_socket))
        return {
            "DATABASE_URL": f"postgresql://factcheck_app@/factcheck?host={host}",
            "DATABASE_OWNER_URL": f"postgresql://factcheck_owner@/factcheck?host={host}",
            "BROKER_URL": f"redis+socket://{socket}",
            "CACHE_URL": f"unix://{socket}?db=1",
        }


def data_folder() -> Path:
    """Return the folder of the product's own files (`FACTCHECK_DATA_DIR`)."""
    return (CHECKOUT / (os.environ.get("FACTCHECK_DATA_DIR") or ".data")).resolve()


def find_place(*, fast: bool) -> Place:
    """Return where the services of this checkout live, without making anything."""
    # The tests' services belong to the checkout, however a test run sets its data folder.
    data = (CHECKOUT / ".data").resolve() if fast else data_folder()
    tag = hashlib.sha256(str(data).encode()).hexdigest()[:12] + ("-test" if fast else "")
    if os.geteuid() == 0:
        base = ROOT_BASE / tag
        return Place(base=base, sockets=base / "run", as_root=True, fast=fast)
    base = data / ("services-test" if fast else "services")
    sockets = _user_socket_folder(f"factcheck-{os.geteuid()}-{tag}")
    return Place(base=base, sockets=sockets, as_root=False, fast=fast)


def make_private(folder: Path, *, mode: int = 0o700) -> None:
    """Make a folder of our own, refusing one that others could have put there.

    Raises `ServicesError` when the folder is a link, another user's, or open to other writers.
    """
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise ServicesError(f"{folder} cannot be made: {error.strerror}.") from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise ServicesError(
            f"{folder} belongs to another user. Run the command as the user who started the "
            "project here, or choose another folder with FACTCHECK_DATA_DIR."
        )
    if stat.S_IMODE(found.st_mode) != mode:
        folder.chmod(mode)


def write_if_new(file: Path, text: str) -> None:
    """Write a file unless it holds this already: on a full disk, what is right stays right."""
    if not file.exists() or file.read_text() != text:
        file.write_text(text)


def _user_socket_folder(name: str) -> Path:
    candidates = [os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"]  # noqa: S108
    for parent in candidates:
        short = parent and len(os.fsencode(parent)) + 1 + len(name) <= LONGEST_SOCKET_FOLDER
        if parent and short and os.access(parent, os.W_OK):
            return Path(parent) / name
    raise ServicesError("No temporary folder with a short path can be written to. Set TMPDIR.")
