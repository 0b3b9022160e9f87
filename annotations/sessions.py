"""Django's session engine over `BrowserSession`: one row a browser, and no copy in a cache that could outlive it."""

from datetime import timedelta
from typing import Any, Final

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotations.models import BrowserSession

SEEN_EVERY: Final = timedelta(minutes=5)
"""`seen_at` is written at most this often: reading pages costs no write a page."""
DESK_KEY: Final = "desk"
"""Where the session remembers the chosen desk (its id)."""
FACTS: Final = ("way", "browser", "network")
"""What signing in leaves in the session, and what the list of sign-ins shows."""


class SessionStore(SessionBase):
    """A session of a browser, idle or old ones ended."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when it has ended."""
        now = timezone.now()
        row = BrowserSession.objects.for_key(self.session_key).alive(now).first()
        if row is None:
            self._session_key = None
            return {}
        if now - row.seen_at >= SEEN_EVERY:
            BrowserSession.objects.filter(pk=row.pk).update(seen_at=now, expires_at=row.end_at(now))
        found: dict[str, Any] = self.decode(row.content)
        return found

    def exists(self, session_key: str) -> bool:
        """Whether a session has this key."""
        return BrowserSession.objects.for_key(session_key).exists()

    def create(self) -> None:
        """Begin an empty session under a new key."""
        self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Keep the session. Raises UpdateError when it was ended meanwhile: it does not come back."""
        if self.session_key is None:
            self.create()
            return
        held = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        values = {
            "account_id": held.get(SESSION_KEY),
            "content": self.encode(held),
            **{name: str(held.get(name, "")) for name in FACTS},
        }
        if must_create:
            self._insert(values)
        elif not BrowserSession.objects.for_key(self.session_key).update(**values):
            raise UpdateError

    def _insert(self, values: dict[str, Any]) -> None:
        row = BrowserSession(digest=BrowserSession.digest_of(self.session_key or ""), **values)
        row.expires_at = row.end_at(row.created_at)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise CreateError from error

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        BrowserSession.objects.for_key(session_key or self.session_key).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Delete the sessions that have ended by themselves."""
        BrowserSession.objects.filter(expires_at__lte=timezone.now()).delete()
