"""How long to wait after tries that failed: nothing at first, then twice as long each time, never for ever."""

from typing import Final

FIRST: Final = 30
LONGEST: Final = 15 * 60


def wait_after(tries: int, *, free: int) -> int:
    """Seconds from try number `tries` to the next one. The first `free` of them follow each other at once."""
    if tries < free:
        return 0
    doublings = min(tries - free, 10)
    return int(min(FIRST * 2**doublings, LONGEST))
