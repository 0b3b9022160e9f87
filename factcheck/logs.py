"""Log lines that say what happened and never what somebody wrote.

A line holds our own words, names from closed lists, numbers and ids. Values that other people's code
puts into its lines are left out, an exception is told by its type and its place, never by its message:
messages of PostgreSQL, of parsers and of mail quote what they choked on.
"""

import logging
import re
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final
from uuid import UUID

from pythonjsonlogger.orjson import OrjsonFormatter

from factcheck import tracing

LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMATS: Final = ("json", "lines")
OURS: Final = {"annotations", "factcheck", "devservices"}
PROGRAMS: Final = {"celery", "gunicorn"}
"""Their lines may name tasks, signals and addresses of ours."""
QUOTING: Final = PROGRAMS | {"django"}
"""They put what they quote between quotation marks; of others, a finished sentence may hold anything."""
FIELDS: Final = (
    "method", "route", "status", "ms", "bytes", "account", "desk", "outcome", "cause", "held_back",
)  # fmt: skip
"""What a line may bear besides, as `extra`."""
LONGEST: Final = 500
FRAMES: Final = 25
CAUSES: Final = 4
HELD_BACK: Final = "…"

ROOT: Final = f"{Path(__file__).resolve().parent.parent}/"
_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_PLAIN = re.compile(r"[a-z_]+(?:\.[A-Za-z_]+)*|SIG[A-Z0-9]+|https?://[\w.\[\]]+:\d+")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’|`[^`]*`")
_NEVER: Final = (
    (re.compile(r"\b(DETAIL|HINT|CONTEXT|QUERY|STATEMENT|LINE \d+):.*", re.DOTALL), r"\1: …"),
    (re.compile(r"://[^/\s@]+@"), "://…@"),
    (re.compile(r"[^\s@<>()\"']+@[^\s@<>()\"']+\.[^\s@<>()\"']+"), "[e-mail]"),
    (re.compile(r"\?[^\s?=&]+=\S*"), "?…"),
    (re.compile(r"\b(token|bearer|basic)\s+[\w.~+/=-]{12,}", re.IGNORECASE), r"\1 …"),
    (re.compile(rf"\b(?!{_ID.pattern}\b)(?=[\w-]*\d)[\w-]{{32,}}"), HELD_BACK),
)


def configuration(form: str, level: str) -> dict[str, Any]:
    """Django's LOGGING: every line of every library to the standard error, by one formatter.

    Below DEBUG, what our own lines of requests and jobs say better is left out.
    """
    said_by_us = {
        "django.request": "ERROR",
        "celery.app.trace": "ERROR",
        "celery.worker.strategy": "WARNING",
        "celery.beat": "WARNING",
    }
    bare: dict[str, Any] = {"handlers": [], "propagate": True}
    # The handlers of Django's own would write paths with their queries, and mail local variables.
    loggers = {name: {**bare, "level": level} for name in ("django", "django.server")}
    loggers["gunicorn.error"] = {**bare, "level": level}
    if level != "DEBUG":
        loggers |= {name: {"level": least} for name, least in said_by_us.items()}
    kinds = {"json": "factcheck.logs.JsonLines", "lines": "factcheck.logs.Lines"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"guarded": {"()": kinds[form]}},
        "filters": {"sparse": {"()": "factcheck.logs.Sparse"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "guarded",
                "filters": ["sparse"],
            }
        },
        "loggers": loggers,
        "root": {"handlers": ["stderr"], "level": level},
    }


class Sparse(logging.Filter):
    """Lines that strangers or a dead neighbour can call forth without end: one a minute, with a count."""

    EVERY: Final = 60.0
    NAMES: Final = ("django.security", "factcheck.hearts")

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}
        self._held: dict[str, int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        if not record.name.startswith(self.NAMES):
            return True
        now = time.monotonic()
        if now - self._last.get(record.name, -self.EVERY) < self.EVERY:
            self._held[record.name] = self._held.get(record.name, 0) + 1
            return False
        self._last[record.name] = now
        record.held_back = self._held.pop(record.name, 0)
        return True


class JsonLines(OrjsonFormatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: str = self.serialize_log_record(fields_of(record))
        return line


class Lines(logging.Formatter):
    """The same for people in front of a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it where an error happened."""
        said = fields_of(record)
        causes = said.pop("errors", [])
        head = [str(said.pop(name)) for name in ("time", "level", "logger", "message")]
        lines = [" ".join([*head, *(f"{name}={value}" for name, value in said.items())])]
        for cause in causes:
            at = cause.pop("at")
            lines.append("  " + " ".join(f"{name}={value}" for name, value in cause.items()))
            lines += [f"    {place}" for place in at]
        return "\n".join(lines)


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """All that may be told of a record."""
    moment = datetime.fromtimestamp(record.created, tz=UTC)
    said: dict[str, Any] = {
        "time": moment.isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": words_of(record),
        "pid": record.process,
        **tracing.current(),
    }
    extra = {name: getattr(record, name, None) for name in FIELDS}
    said |= {
        name: value if isinstance(value, int | float) else str(value)[:LONGEST]
        for name, value in extra.items()
        if value not in (None, "")
    }
    if record.exc_info and record.exc_info[1] is not None:
        said["errors"] = list(_told(record.exc_info[1]))
    return said


def words_of(record: logging.LogRecord) -> str:
    """The message: with its values where it is ours, with numbers and ids alone where it is not."""
    room = record.name.partition(".")[0]
    if not isinstance(record.msg, str):
        message = type(record.msg).__name__
    elif record.args:
        message = _filled(record.msg, record.args, room)
    elif room in OURS:
        message = record.msg
    elif room in QUOTING and record.name != "celery.redirected":
        message = _QUOTED.sub(HELD_BACK, record.msg)
    else:
        message = f"{HELD_BACK} ({record.module}:{record.lineno})"
    for pattern, instead in _NEVER:
        message = pattern.sub(instead, message)
    return message[:LONGEST]


def _filled(message: str, values: Any, room: str) -> str:
    shown: Any
    if isinstance(values, Mapping):
        shown = {name: _shown(value, room) for name, value in values.items()}
    else:
        shown = tuple(_shown(value, room) for value in values)
    try:
        return str(message % shown)
    except (TypeError, ValueError, KeyError):  # a place for a number whose value is held back
        return message


class _Held(str):
    """A value that is left out, whether it is put in by %s or by %r."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _shown(value: object, room: str) -> object:
    if value is None or isinstance(value, int | float | UUID):
        return value
    if isinstance(value, BaseException):
        return _Held(type(value).__name__)
    if not isinstance(value, str):
        return _Held(HELD_BACK)
    plain = _ID.fullmatch(value) or (room in PROGRAMS and _PLAIN.fullmatch(value))
    return value if room in OURS or plain else _Held(HELD_BACK)


def _told(error: BaseException) -> Iterator[dict[str, Any]]:
    """An exception and what caused it: types, places, and the names the database gives its rules."""
    for _ in range(CAUSES):
        kind = type(error)
        yield {
            "type": f"{kind.__module__}.{kind.__qualname__}",
            **_facts(error),
            "at": _places(error.__traceback__),
        }
        next_one = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if next_one is None:
            return
        error = next_one


def _facts(error: BaseException) -> dict[str, Any]:
    diag = getattr(error, "diag", None)
    facts = {
        "sqlstate": getattr(error, "pgcode", None),
        "constraint": getattr(diag, "constraint_name", None),
        "table": getattr(diag, "table_name", None),
        "errno": getattr(error, "errno", None),
    }
    return {name: value for name, value in facts.items() if isinstance(value, str | int)}


def _places(trace: TracebackType | None) -> list[str]:
    """File, line and function of each frame, the innermost last."""
    places: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        file = code.co_filename.rpartition("site-packages/")[2].removeprefix(ROOT)
        places.append(f"{file}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-FRAMES:]
