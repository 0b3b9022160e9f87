"""A real web server and a real worker on the tests' database, each with its log in a file."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]


def environment(**more: str) -> dict[str, str]:
    """The environment of a part on the test database."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = connection.settings_dict["NAME"]
    return {
        **os.environ,
        "DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}")),
        "BROKER_URL": settings.CELERY_BROKER_URL,
        "FACTCHECK_DATA_DIR": str(settings.DATA_DIR),
        **more,
    }


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def eventually(check: Callable[[], Any], *, seconds: float = 40) -> Any:
    """The first true answer of `check`, asked again and again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := check():
            return answer
        time.sleep(0.1)
    pytest.fail(f"not within {seconds} s")


class Part:
    """One process group; whatever it says is in `log`."""

    def __init__(self, log: Path, command: list[str], variables: dict[str, str]) -> None:
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=variables,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def text(self) -> str:
        """Everything said so far."""
        return self.log.read_text()

    def stop(self) -> None:
        """End it, first politely."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                os.killpg(self.process.pid, number)
                try:
                    self.process.wait(15)
                except subprocess.TimeoutExpired:
                    continue


class Browser:
    """Asks the web server, keeps its cookies, and sends its forms with their token."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers and body of one answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line.request(method, path, body, named)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        text = answer.read().decode()
        line.close()
        return answer.status, dict(answer.headers), text

    def send(self, path: str, **fields: str) -> tuple[int, dict[str, str], str]:
        """Send the form of a page."""
        page = self.ask("GET", path)[2]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        fields["csrfmiddlewaretoken"] = found.group(1) if found else ""
        form = urlencode(fields).encode()
        return self.ask("POST", path, form, Content_Type="application/x-www-form-urlencoded")
