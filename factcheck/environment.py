"""Every setting the product takes from the environment, in one list.

Whoever reads one reads it here, and `docs/operations.md` holds the table this module makes
(`python -m factcheck.environment docs/operations.md` writes it; `make snapshots` does that).
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured

BEGIN: Final = "<!-- settings: written by make snapshots -->\n"
END: Final = "<!-- /settings -->\n"


@dataclass(frozen=True)
class Variable:
    """One name of the environment.

    `default` is what counts when it is unset or empty; `otherwise` says it in words where the default
    is not a constant. `kind` is for people. A secret never stands in a log or on a command line.
    """

    name: str
    kind: str
    meaning: str
    default: str = ""
    otherwise: str = ""
    secret: bool = False
    needed: bool = False

    @property
    def row(self) -> str:
        """The line of the table."""
        unset = self.otherwise or (f"`{self.default}`" if self.default else "none")
        marks = [mark for mark, on in (("production", self.needed), ("secret", self.secret)) if on]
        return f"| `{self.name}` | {self.kind} | {unset} | {', '.join(marks)} | {self.meaning} |"


VARIABLES: Final = (
    Variable(
        "DJANGO_SETTINGS_MODULE",
        "module",
        "`factcheck.settings.dev`, `.test` or `.prod`",
        "factcheck.settings.dev",
        needed=True,
    ),
    Variable(
        "DATABASE_URL",
        "address",
        "the database, as the role of the app",
        otherwise="the embedded PostgreSQL",
        secret=True,
        needed=True,
    ),
    Variable(
        "DATABASE_OWNER_URL",
        "address",
        "the same database, as the role that owns the tables. `manage.py migrate` uses it; nothing else needs it",
        otherwise="`DATABASE_URL`",
        secret=True,
    ),
    Variable(
        "BROKER_URL",
        "address",
        "the Celery broker: `redis://…`, `rediss://…`, `redis+socket://…` or `amqp://…`",
        otherwise="the embedded Valkey, database 0",
        secret=True,
        needed=True,
    ),
    Variable(
        "CACHE_URL",
        "address",
        "the cache, and what is counted at the doors: `redis://…`, `rediss://…` or `unix://…`",
        otherwise="the embedded Valkey, database 1",
        secret=True,
        needed=True,
    ),
    Variable(
        "FACTCHECK_DATA_DIR",
        "folder",
        "files of the product; for an ordinary user also the embedded database",
        otherwise="`.data/` in the checkout",
    ),
    Variable("PORT", "number", "port of the web server on 127.0.0.1", "8000"),
    Variable(
        "SECRET_KEY",
        "text",
        "signs sessions and links; production refuses a missing or weak one",
        otherwise="made once, in the data folder",
        secret=True,
        needed=True,
    ),
    Variable(
        "ALLOWED_HOSTS",
        "list",
        "host names the site answers to",
        "127.0.0.1,localhost,[::1]",
        needed=True,
    ),
    Variable(
        "PUBLIC_BASE_URL",
        "address",
        "address of the site in mails, exports and public pages",
        otherwise="`http://127.0.0.1:PORT`",
        needed=True,
    ),
    Variable(
        "TRUSTED_PROXIES",
        "list",
        "addresses or networks of proxies whose `X-Forwarded-*` and `X-Request-Id` count; `unix` for one that "
        "speaks over a Unix socket",
    ),
    Variable(
        "ALLOW_HTTP",
        "word",
        "`1` lets production run without TLS, in a closed network: passwords can be read on the way",
    ),
    Variable(
        "EMAIL_URL",
        "address",
        "the mail server: `smtp://user:password@host:587` (TLS is asked for, `?tls=0` does without) or "
        "`smtps://user:password@host:465`",
        otherwise="mails are kept as files in `mails/` of `FACTCHECK_DATA_DIR`",
        secret=True,
    ),
    Variable("EMAIL_FROM", "text", "who mails come from", "Factcheck <factcheck@localhost>"),
    Variable(
        "EXPORT_DAYS",
        "number",
        "how many days the file of an export is kept; `0` is for ever",
        "30",
    ),
    Variable(
        "API_CALLS_PER_MINUTE",
        "number",
        "calls of the API a minute, of one token and of one account; `0` is no limit",
        "30000",
    ),
    Variable(
        "LOG_LEVEL",
        "word",
        "`DEBUG`, `INFO`, `WARNING` or `ERROR`: from which level on lines are written",
        otherwise="`INFO` in production, `WARNING` elsewhere",
    ),
    Variable(
        "LOG_FORMAT",
        "word",
        "`json` for one JSON object a line, `lines` for people",
        otherwise="`json` in production, `lines` elsewhere",
    ),
    Variable(
        "METRICS_TOKEN",
        "text",
        "switches `/metrics` on for whoever sends it as `Authorization: Bearer …`; at least 20 characters",
        secret=True,
    ),
    Variable(
        "METRICS_NETWORKS",
        "list",
        "switches `/metrics` on for callers from these networks (`127.0.0.1/32`), but not through a proxy",
    ),
    Variable(
        "METRICS_DIR",
        "folder",
        "where processes count together when `/metrics` is on; one folder for each machine",
        otherwise="`metrics/` in `FACTCHECK_DATA_DIR`",
    ),
    Variable(
        "JOB_TRIES", "number", "attempts after which a job that failed each time is stopped", "5"
    ),
    Variable(
        "FACTCHECK_SERVERS",
        "word",
        "`system` runs the machine's own PostgreSQL and Valkey or Redis where they would be embedded",
        otherwise="those of the packages, where there are any for this machine",
    ),
    Variable(
        "FACTCHECK_POSTGRES_PROGRAMS",
        "folder",
        "where `pg_dump`, `pg_restore` and `psql` are, for `backup` and `restore`",
        otherwise="looked for",
    ),
    Variable("WEB_CONCURRENCY", "number", "processes of the web server", "2"),
    Variable("WEB_THREADS", "number", "threads of each of them; one request a thread", "4"),
    Variable(
        "DEMO_PASSWORD",
        "text",
        "password of the demo accounts",
        otherwise="made at random, printed once",
        secret=True,
    ),
    Variable(
        "FACTCHECK_TEST_DATABASE",
        "text",
        "name of the tests’ database, so that two runs stay apart",
        "test_factcheck",
    ),
)
REGISTRY: Final[Mapping[str, Variable]] = {one.name: one for one in VARIABLES}


def text(name: str) -> str:
    """The value, or the default. A name that is not in the list is a KeyError."""
    known = REGISTRY[name]
    return os.environ.get(name) or known.default


def needed(name: str) -> str:
    """The value, without which production does not start."""
    value = os.environ.get(REGISTRY[name].name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: production takes it from the environment.")
    return value


def words(name: str) -> list[str]:
    """The parts of a list, which commas separate."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def number(name: str) -> int:
    """A whole number above zero."""
    value = text(name)
    if not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(f"{name} must be a whole number above zero.")
    return int(value)


def count(name: str) -> int:
    """A whole number, or 0 for none."""
    value = text(name)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, or 0.")
    return int(value)


def one_of(name: str, known: tuple[str, ...], default: str) -> str:
    """A word out of a few, whatever its capitals."""
    value = text(name) or default
    found = {word.lower(): word for word in known}.get(value.lower())
    if found is None:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(known)}.")
    return found


def table() -> str:
    """The list as a table in Markdown."""
    head = "| name | kind | when unset | marks | meaning |\n|---|---|---|---|---|\n"
    return head + "".join(f"{one.row}\n" for one in VARIABLES)


def main() -> None:
    """Write the table into the page named on the command line."""
    page = Path(sys.argv[1])
    before, _, rest = page.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}{table()}{END}{after}")


if __name__ == "__main__":
    main()
