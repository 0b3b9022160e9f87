"""How far a long command is, told on the standard error."""

import time
from typing import Final

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

EVERY_SECONDS: Final = 1.0
MEGABYTE: Final = 1_000_000


class Progress:
    """Says at most once a second how many megabytes are done, and whenever something else begins."""

    def __init__(self, out: OutputWrapper) -> None:
        """Tell it to `out`."""
        self._out = out
        self._what = ""
        self._told = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Hear how far it is: bytes done, of so many (0: not known)."""
        now = time.monotonic()
        if what == self._what and now - self._told < EVERY_SECONDS and (done < total or not total):
            return
        self._what, self._told = what, now
        values = {"what": what, "done": done / MEGABYTE, "total": total / MEGABYTE}
        words = (
            _("%(what)s: %(done).1f of %(total).1f MB") if total else _("%(what)s: %(done).1f MB")
        )
        self._out.write(words % values)
