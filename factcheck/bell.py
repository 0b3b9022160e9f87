"""The Celery app of ours: it sends the number of a request along, and leaves the log as Django set it up."""

import logging
from typing import Any, Final

from celery import Celery
from celery.app import log

from factcheck import tracing

CARRIED: Final = "request_id"
"""Name of the number among the headers of a message."""


class Bell(Celery):
    """Rings for jobs in the name of the request at hand."""

    def send_task(self, name: str, *args: Any, **options: Any) -> Any:
        """Send the message of a job."""
        number = tracing.current().get(CARRIED)
        if number:
            options["headers"] = {**(options.get("headers") or {}), CARRIED: number}
        return super().send_task(name, *args, **options)


class Logging(log.Logging):
    """Worker and beat log by Django's LOGGING, in processes they start too; `--loglevel` changes nothing."""

    def setup(self, *args: Any, **options: Any) -> Any:
        """Everything is set up already, but for warnings, which may quote values."""
        logging.captureWarnings(True)
        return True
