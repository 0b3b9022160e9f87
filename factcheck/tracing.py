"""The number that a request and the jobs it rang share, so that their log lines can be found together."""

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Final

HEADER: Final = "X-Request-Id"
"""Of requests, answers, and the messages of jobs."""
WELL_FORMED: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")

_trace: ContextVar[Mapping[str, str]] = ContextVar("trace", default=MappingProxyType({}))


def new_number() -> str:
    """A number short enough to be read out on the telephone."""
    return secrets.token_hex(8)


def well_formed(number: str) -> bool:
    """Whether somebody else's number can be taken over: a short token and nothing that ends a line."""
    return WELL_FORMED.fullmatch(number) is not None


def current() -> Mapping[str, str]:
    """What every log line of this request or job bears."""
    return _trace.get()


@contextmanager
def traced(**fields: str) -> Iterator[None]:
    """Let every log line within bear these fields."""
    token = _trace.set({**_trace.get(), **fields})
    try:
        yield
    finally:
        _trace.reset(token)
