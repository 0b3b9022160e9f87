"""Workers and beats in processes of their own, on the test database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
CELERY = [sys.executable, "-m", "celery", "-A", "factcheck"]


def environment(broker: str = "") -> dict[str, str]:
    """The environment of a worker on the test database, and on the broker of the tests unless another is named."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = connection.settings_dict["NAME"]
    return os.environ | {
        "DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}")),
        # Celery's command line prefers this variable to the settings.
        "BROKER_URL": broker or settings.CELERY_BROKER_URL,
        "DJANGO_SETTINGS_MODULE": "factcheck.settings.test",
        "FACTCHECK_DATA_DIR": str(settings.DATA_DIR),
    }


class Worker:
    """A Celery worker, or beat, in a process group of its own."""

    words = ("worker", "-c", "1", "-l", "warning", "--without-gossip", "--without-mingle")

    def __init__(self, broker: str = "") -> None:
        self.process = subprocess.Popen(
            [*CELERY, *self.words], cwd=ROOT, env=environment(broker), start_new_session=True
        )

    def kill(self) -> None:
        """kill -9 of the worker and its child, as the kernel does when memory runs out."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()


class Beat(Worker):
    """Celery's timetable."""

    words = ("beat", "-l", "warning", "--pidfile", "")


def eventually(check: Callable[[], Any], *, seconds: float = 40, every: float = 0.1) -> Any:
    """The first true answer of `check`, asked again and again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := check():
            return answer
        time.sleep(every)
    pytest.fail(f"not within {seconds} s")
