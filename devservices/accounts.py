"""The account the servers run as."""

import os
import pwd
import shutil
import subprocess

from devservices.errors import ServicesError

SERVER_ACCOUNT = "factcheck-dev"
# Debian and Fedora have useradd, Alpine its own short adduser.
WAYS = (
    (
        "useradd",
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        "/bin/false",
    ),
    ("adduser", "-S", "-D", "-H", "-h", "/nonexistent", "-s", "/bin/false"),
)


def server_account() -> pwd.struct_passwd:
    """Return the account of the servers: our own, or for root a system account of their own.

    PostgreSQL refuses to run as root. `nobody` would not do, because every other process of
    `nobody` could read the database's files. Raises `ServicesError` when there is no account.
    """
    if os.geteuid() != 0:
        return launching_account()
    found = _look_up(SERVER_ACCOUNT) or _create()
    if found.pw_uid == 0:
        raise ServicesError(f"The account {SERVER_ACCOUNT} must not be root.")
    return found


def launching_account() -> pwd.struct_passwd:
    """Return the account that runs this process."""
    try:
        return pwd.getpwuid(os.geteuid())
    except KeyError as error:
        raise ServicesError(
            f"User id {os.geteuid()} has no name in /etc/passwd, and PostgreSQL needs one. Add "
            "the account, or set DATABASE_URL and BROKER_URL to servers of your own."
        ) from error


def _look_up(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd:
    said = "neither useradd nor adduser is there"
    for way in WAYS:
        if tool := shutil.which(
            way[0], path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
        ):
            done = subprocess.run(
                [tool, *way[1:], SERVER_ACCOUNT], capture_output=True, text=True, check=False
            )
            # Two checkouts may start for the first time together, so what counts is the result.
            if found := _look_up(SERVER_ACCOUNT):
                return found
            said = done.stderr.strip() or said
    raise ServicesError(
        f"PostgreSQL does not run as root, and the account {SERVER_ACCOUNT} could not be made "
        f"({said}). Make that system account, run the command as an ordinary user, or set "
        "DATABASE_URL and BROKER_URL to servers of your own."
    )
