"""A web worker that does not wait for ever: who sends or reads too slowly gives the thread back to others."""

import contextlib
import socket
import time
from typing import Any, Final

from gunicorn.workers.gthread import _DEFER, ThreadWorker

HEADERS: Final = 10.0
"""Seconds in which a request line and its headers must have come."""


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Threads, each of which a request may hold for so long: `HEADERS` to say what it wants, `timeout` for the rest.

    A connection that only waits holds no thread and may stay for `keepalive` seconds.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.due: dict[Any, float] = {}

    def handle(self, conn: Any) -> Any:
        """One request of a connection, in a thread; a new connection that says nothing yet waits without one."""
        if not conn.initialized and not conn.wait_for_data(0):
            return _DEFER
        self.due[conn] = time.monotonic() + HEADERS
        try:
            return super().handle(conn)
        finally:
            self.due.pop(conn, None)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """The request, once its headers are there."""
        self.due[conn] = time.monotonic() + self.cfg.timeout
        return super().handle_request(req, conn)

    def notify(self) -> None:
        """A sign of life, about once a second; and the end of connections that are overdue."""
        super().notify()
        now = time.monotonic()
        for conn, due in list(self.due.items()):
            if due < now:
                with contextlib.suppress(OSError):  # it may have ended this very moment
                    conn.sock.shutdown(socket.SHUT_RDWR)
