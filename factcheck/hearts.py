"""Signs of life: worker and beat each leave one every second, from their own main process.

A worker whose children are all busy still beats; a job in the queue would say it was dead. Whoever asks
(`health.py`) reads the moment of the last beat from the cache.
"""

import logging
import time
from typing import Any, Final

from celery import bootsteps
from celery.beat import Scheduler
from django.core.cache import cache

EVERY: Final = 1.0
KEPT: Final = 60

log = logging.getLogger(__name__)


def beat(part: str) -> None:
    """Leave the sign of life of a part, in Unix seconds. Without the cache it is left out, never raised."""
    try:
        cache.set(f"heartbeat:{part}", time.time(), timeout=KEPT)
    except Exception as error:
        log.warning("no sign of life of %s: %s", part, type(error).__name__)


class WorkerHeart(bootsteps.StartStopStep):
    """Beats in the worker's main process as long as its loop turns."""

    requires = ("celery.worker.components:Timer",)

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self.timer: Any = None

    def start(self, worker: Any) -> None:
        """Begin to beat."""
        beat("worker")
        self.timer = worker.timer.call_repeatedly(EVERY, beat, ("worker",), priority=10)

    def stop(self, worker: Any) -> None:
        """Beat no more."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


class BeatingScheduler(Scheduler):
    """Beat's scheduler, which wakes every second and leaves its sign.

    It keeps no file: what is rung is what the tables say is undone, so a beat that was away missed nothing,
    and several at once only ring more often.
    """

    def tick(self, *args: Any, **options: Any) -> float:
        """Send what is due; returns how many seconds to sleep."""
        beat("beat")
        due: float = super().tick(*args, **options)
        return min(due, EVERY)
