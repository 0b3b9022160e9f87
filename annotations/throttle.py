"""How often a door may be tried: counted in the shared cache, for all processes alike.

A try is counted before it is made, so that a hundred at once are not a hundred tries. Where the cache is
away each process counts by itself: guessing stays slow, and nobody is shut out by a broken part.
"""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeVar

import redis
from django.core.cache import BaseCache, caches
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.domain.errors import ThrottledError
from annotations.domain.waiting import LONGEST, wait_after

T = TypeVar("T")
SHARED: Final = "throttle"
"""Alias of the cache all processes share."""
ALONE: Final = "alone"
"""Alias of the cache of this process."""
REMEMBERED: Final = 24 * 3600
"""Seconds after which tries are forgotten."""
MINUTE: Final = 60

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Door:
    """One thing that is tried, and how many tries follow each other without a wait."""

    name: str
    free: int

    def keys(self, subject: str) -> tuple[str, str]:
        """Where tries are counted, and where the wait stands. Subjects are people: only their hash is kept."""
        whose = sha256(subject.casefold().encode()).hexdigest()[:40]
        return f"{self.name}:tries:{whose}", f"{self.name}:until:{whose}"


SIGN_IN_ACCOUNT: Final = Door("sign-in-account", 5)
SIGN_IN_ADDRESS: Final = Door("sign-in-address", 30)
SIGN_IN_KNOWN: Final = Door("sign-in-known", 10)
"""Tries from a browser that has been signed in to the account before: counted apart from strangers'."""
RESET_ACCOUNT: Final = Door("reset-account", 3)
RESET_ADDRESS: Final = Door("reset-address", 15)
LINK_ADDRESS: Final = Door("link-address", 20)
WRONG_TOKEN: Final = Door("wrong-token", 30)


def wait_before(door: Door, subject: str) -> int:
    """Count one try; 0 when it may be made now, else the seconds to wait (and then it is not counted)."""
    tries, until = door.keys(subject)

    def count(cache: BaseCache) -> int:
        left = _left(cache, until)
        if left:
            return left
        wait = wait_after(_one_more(cache, tries), free=door.free)
        # Who sets the wait makes the try; who comes in the same moment finds it set.
        if wait and not cache.add(until, time.time() + wait, wait):
            return _left(cache, until) or 1
        return 0

    return _counted(count)


def admit(*tries: tuple[Door, str]) -> None:
    """Count one try at each of these doors. Raises ThrottledError with `wait` where one asks to wait."""
    wait = max(wait_before(door, subject) for door, subject in tries)
    if wait:
        raise refusal(wait)


def refusal(wait: int) -> ThrottledError:
    """The refusal that says how long."""
    words = _("Too many tries. Wait %(time)s, then try again.") % {"time": in_words(wait)}
    return ThrottledError(words, wait=wait)


def forgive(door: Door, subject: str) -> None:
    """Forget all tries: this one was right."""
    keys = door.keys(subject)
    _counted(lambda cache: cache.delete_many(keys))


def take_back(door: Door, subject: str) -> None:
    """Forget one try: it was right, but those before it were perhaps somebody else's."""
    tries, _until = door.keys(subject)

    def less(cache: BaseCache) -> None:
        if cache.get(tries, 0) > 0:
            cache.decr(tries)

    _counted(less)


def in_words(seconds: int) -> str:
    """A wait as people say it."""
    if seconds < 2 * MINUTE:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = math.ceil(seconds / MINUTE)
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


class Budget:
    """Calls a minute. A process counts a hundredth of them by itself before it tells the others, so that calls do not
    wait for the cache; the count may be that much behind.
    """

    def __init__(self) -> None:
        self._untold: dict[str, int] = {}
        self._seen: dict[str, int] = {}

    def wait(self, key: str, most: int) -> int:
        """Count one call; 0 when it is within the `most` of this minute, else the seconds until the next minute."""
        now = time.time()
        minute = f"calls:{key}:{int(now // MINUTE)}"
        if minute not in self._seen and len(self._seen) > 1000:
            self._untold.clear()
            self._seen.clear()
        self._seen.setdefault(minute, 0)
        mine = self._untold[minute] = self._untold.get(minute, 0) + 1
        if mine >= max(most // 100, 1):
            self._untold[minute] = 0
            self._seen[minute] = _counted(lambda cache: _one_more(cache, minute, mine, 2 * MINUTE))
        calls = self._seen[minute] + self._untold[minute]
        return 0 if calls <= most else MINUTE - int(now % MINUTE)


def _left(cache: BaseCache, until: str) -> int:
    """The seconds a wait still lasts."""
    end = cache.get(until)
    if end is None:
        return 0
    left = math.ceil(end - time.time())
    if left > 0:
        return int(min(left, LONGEST))
    cache.delete(until)
    return 0


def _one_more(cache: BaseCache, key: str, by: int = 1, kept: int = REMEMBERED) -> int:
    if cache.add(key, by, kept):
        return by
    try:
        count = cache.incr(key, by)
    except ValueError:  # forgotten between the two calls
        cache.set(key, by, kept)
        return by
    cache.touch(key, kept)
    return int(count)


def _counted(work: Callable[[BaseCache], T]) -> T:
    """The work on the shared cache, or on that of this process while the shared one is away."""
    try:
        return work(caches[SHARED])
    except (redis.RedisError, OSError) as error:
        log.warning(
            "tries are counted by this process alone: the cache is away (%s)", type(error).__name__
        )
        return work(caches[ALONE])
