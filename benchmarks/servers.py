"""Web servers for the time of a measurement, started alike for the product and for the floor."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from devservices.places import CHECKOUT
from devservices.processes import dying_with_parent

SECONDS_TO_START = 60
# The floor is served by as many threads of the plain kind, without the product's own configuration.
BARE = (
    "--config python:benchmarks --workers 2 --threads 4 --keep-alive 75 --worker-class gthread "
    "--worker-tmp-dir /dev/shm --no-control-socket --log-level warning"
)


def free_port() -> int:
    """A port of the loopback nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    application: str, path: str, environment: Mapping[str, str], *, bare: bool = False
) -> Iterator[int]:
    """Serve a WSGI application on the port that is yielded; ready once `path` answers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        [*command, "--graceful-timeout", "2", *(BARE.split() if bare else [])],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        preexec_fn=dying_with_parent(signal.SIGTERM),  # noqa: PLW1509  (no threads here)
    )
    try:
        wait_for(port, path)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(port: int, path: str, *, seconds: float = SECONDS_TO_START) -> float:
    """Seconds until `path` answered. Raises TimeoutError when it does not."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < seconds:
        try:
            client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            client.request("GET", path)
            if client.getresponse().status < 500:
                return time.perf_counter() - begun
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.02)
    raise TimeoutError(f"nothing answers on port {port}")
