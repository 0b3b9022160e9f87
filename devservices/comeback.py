"""When something that died is started again: a little later each time, and not for ever."""

import time
from collections.abc import Callable

QUIET_SECONDS_TO_FORGET_DEATHS = 60


class Comeback:
    """Counts the deaths of one process. A start that fails is a death too, and forgets nothing."""

    def __init__(self, *, borne: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Bear so many deaths in a row; `clock` tells seconds."""
        self._borne = borne
        self._clock = clock
        self._deaths = 0
        self._lives_since: float | None = None
        self._due_at: float | None = None

    def begun(self) -> None:
        """It lives."""
        self._lives_since, self._due_at = self._clock(), None

    def died(self) -> int | None:
        """Note its death; returns the seconds until it is due, or nothing when it has died too often."""
        now = self._clock()
        if self._lives_since is not None:
            if now - self._lives_since > QUIET_SECONDS_TO_FORGET_DEATHS:
                self._deaths = 0
            self._lives_since = None
        self._deaths += 1
        if self._deaths > self._borne:
            return None
        pause: int = 2 ** (self._deaths - 1)
        self._due_at = now + pause
        return pause

    @property
    def waits(self) -> bool:
        """Whether its death is noted, and its start to come."""
        return self._due_at is not None

    @property
    def due(self) -> bool:
        """Whether it is to be started now."""
        return self._due_at is not None and self._clock() >= self._due_at
