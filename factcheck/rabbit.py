"""Whether RabbitMQ answers, asked on a line that is kept: a new one for each question would fill its log."""

import threading
from functools import cache
from typing import Any, Final

from kombu import Connection

ANSWER_WITHIN: Final = 0.5
"""Seconds a broker has to answer."""


class Line:
    """One connection to RabbitMQ, opened when it is first needed and again when it broke."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._connection: Connection | None = None

    def answers(self) -> bool:
        """Ask for something that changes nothing, and wait for the answer."""
        with self._lock:
            try:
                self._ask()
            except Exception:  # the client raises what its socket, its protocol or its parser does
                self._hang_up()
                return False
            return True

    def _ask(self) -> None:
        if self._connection is None:
            waits = {"read_timeout": ANSWER_WITHIN, "write_timeout": ANSWER_WITHIN}
            self._connection = Connection(
                self._url, connect_timeout=ANSWER_WITHIN, heartbeat=0, transport_options=waits
            )
            self._connection.connect()
        channel: Any = self._connection.default_channel
        channel.basic_qos(0, 1, False)

    def _hang_up(self) -> None:
        broken, self._connection = self._connection, None
        if broken is not None:
            broken.collect(ANSWER_WITHIN)


line_to = cache(Line)
"""The line to an address, one in each process."""
