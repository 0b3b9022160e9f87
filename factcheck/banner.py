"""What open pages ask every few seconds: which part is dead, and what that means for whoever works."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Final

from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from factcheck.health import HEARTS, troubles

FRESH: Final = 1.0
"""Seconds an answer is good for, in one web process."""

MEANINGS: Final[Mapping[str, str | Promise]] = {
    "database": _(
        "The database does not answer. Nothing can be read or saved until it is back; what you type is "
        "kept in this browser."
    ),
    "migrations": _(
        "This installation is being updated. Some pages may not work until that is done."
    ),
    "broker": _(
        "The message broker does not answer. Saved work is safe; review queues, imports and exports wait until it "
        "is back."
    ),
    "cache": _("The cache does not answer. Saved work is safe; pages may be slower."),
    "worker": _(
        "The worker is not running. Saved work is safe; review queues, imports and exports wait."
    ),
    "beat": _(
        "The timetable (beat) is not running. Saved work is safe; what a worker missed is not found "
        "until it is back."
    ),
}


class Watch:
    """What is wrong now, asked at most once a second and by one thread at a time.

    While one asks, the others get the last answer: a part that hangs holds up one thread, not all.
    """

    def __init__(self, ask: Callable[[], Mapping[str, str]]) -> None:
        self._ask = ask
        self._asking = threading.Lock()
        self._last: tuple[float, tuple[str, ...]] | None = None

    def dead(self) -> tuple[str, ...]:
        """The names of the dead parts, the root of the trouble only."""
        last = self._last
        if last is not None and time.monotonic() - last[0] < FRESH:
            return last[1]
        if not self._asking.acquire(blocking=last is None):
            return last[1] if last is not None else ()
        try:
            dead = roots([name for name, trouble in self._ask().items() if trouble])
            self._last = (time.monotonic(), dead)
        finally:
            self._asking.release()
        return dead


def roots(dead: list[str]) -> tuple[str, ...]:
    """Without those of whom nothing can be known, or who only wait for another dead part."""
    silenced: set[str] = set()
    if {"broker", "cache"} & set(dead):
        silenced |= set(HEARTS)
    if "database" in dead:
        silenced.add("migrations")
    return tuple(name for name in dead if name not in silenced)


watch = Watch(troubles)


@never_cache
@require_safe
def parts(request: HttpRequest) -> JsonResponse:
    """Always 200: the names of the dead parts, and a sentence on each in the reader's language.

    Says nothing that /readyz does not, touches no session and writes nothing.
    """
    dead = watch.dead()
    return JsonResponse({"dead": dead, "says": [str(MEANINGS[name]) for name in dead]})
