"""Clients that are slow on purpose, at the web server as it is started for people: others are answered meanwhile."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

PROJECT: Final = Path(__file__).parents[2]
IMPATIENT: Final = """
from pathlib import Path
from factcheck import patience
exec(Path("gunicorn.conf.py").read_text())
patience.HEADERS, timeout, keepalive = 1.5, 3, 4
wsgi_app, pythonpath = "with_large:application", str(Path(__file__).parent)
"""
"""The settings of the product, with its patience counted in a few seconds instead of a minute."""
WITH_LARGE: Final = """
from factcheck.wsgi import application as product
def application(environ, start_response):
    if environ["PATH_INFO"] != "/large":
        return product(environ, start_response)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(2**26))])
    return [bytes(2**26)]
"""
"""The product, and an answer that is larger than what the buffers of a connection take."""
THREADS: Final = 4
"""Threads of the one process here."""


@dataclass(frozen=True)
class Server:
    """A web server of our own."""

    port: int

    def connected(self, sent: bytes) -> socket.socket:
        """A connection on which so much was sent."""
        made = socket.create_connection(("127.0.0.1", self.port), timeout=15)
        made.sendall(sent)
        return made

    def seconds_for(self, path: str = "/healthz") -> float:
        """How long somebody else waits for an answer. Raises where there is none."""
        began = time.monotonic()
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            assert answer.status == 200
        return time.monotonic() - began


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("web")
    settings = folder / "impatient.conf.py"
    settings.write_text(IMPATIENT)
    (folder / "with_large.py").write_text(WITH_LARGE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "factcheck.settings.test", "PORT": str(port), "WEB_CONCURRENCY": "1",
        "WEB_THREADS": str(THREADS), "FACTCHECK_DATA_DIR": str(folder),
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "--config", str(settings)]
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
        try:
            yield Server(waited_for(port, process, log))
        finally:
            process.terminate()
            process.wait(20)


def waited_for(port: int, process: "subprocess.Popen[bytes]", log: object) -> int:
    """The port, once it answers."""
    for _attempt in range(200):
        assert process.poll() is None, log.seek(0) or log.read()  # type: ignore[attr-defined]
        try:
            Server(port).seconds_for()
        except OSError:
            time.sleep(0.1)
        else:
            return port
    raise AssertionError("the web server did not start")


HEAD: Final = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"
FORM: Final = (
    b"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=" + b"c" * 32 + b"\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nemail="
)


def test_two_hundred_idle_connections_cost_nobody_anything(server: Server) -> None:
    with ExitStack() as open_ones:
        for _number in range(200):
            open_ones.enter_context(server.connected(b""))
        time.sleep(0.5)
        assert server.seconds_for() < 5


@pytest.mark.parametrize("begun", [HEAD, FORM], ids=["headers", "body"])
def test_who_never_finishes_a_request_is_cut_off_and_others_go_on(
    server: Server, begun: bytes
) -> None:
    with ExitStack() as open_ones:
        slow = [open_ones.enter_context(server.connected(begun)) for _number in range(THREADS + 2)]
        assert server.seconds_for() < 8
        for one in slow:
            drip(one, seconds=9)
        assert server.seconds_for() < 5


def drip(slow: socket.socket, seconds: float) -> None:
    """Send a byte now and then until the server ends the connection; raises where it never does."""
    slow.settimeout(0.2)
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            slow.sendall(b"x")
            if not slow.recv(65536):
                return
        except TimeoutError:
            continue
        except OSError:
            return
    raise AssertionError("the server still waits")


def test_who_does_not_read_the_answer_is_cut_off(server: Server) -> None:
    with ExitStack() as open_ones:
        for _number in range(THREADS + 1):
            open_ones.enter_context(
                server.connected(b"GET /large HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            )
        time.sleep(0.5)
        assert server.seconds_for() < 9


@pytest.mark.parametrize(
    "lengths",
    ["Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5\r\nTransfer-Encoding: chunked",
     "Content-Length: +5", "Content-Length: 5, 6", "Content-Length: 0x5", "Transfer-Encoding: xchunked"],
)  # fmt: skip
def test_a_request_of_two_lengths_is_refused_and_nothing_behind_it_is_read(
    server: Server, lengths: str
) -> None:
    head = f"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n{lengths}\r\n\r\n"
    hidden = "hello!GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with server.connected((head + hidden).encode()) as connection:
        answer = b""
        while more := connection.recv(65536):
            answer += more
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 501")), answer[:100]
    assert answer.count(b"HTTP/1.1 ") == 1
