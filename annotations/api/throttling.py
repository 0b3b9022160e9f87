"""How many calls a minute: of one token, and of one account by all its tokens and browsers together."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from annotations.throttle import Budget, in_words

budget = Budget()


def throttled(wait: int) -> Throttled:
    """The refusal that says how long, in words and as `Retry-After`."""
    words = _("Too many calls. Wait %(time)s, then go on.") % {"time": in_words(wait)}
    refusal = Throttled(detail=words)
    refusal.wait = wait  # type: ignore[attr-defined]  # given to its constructor it would add words of its own
    return refusal


class CallsPerMinute(BaseThrottle):
    """Calls above `API_CALLS_PER_MINUTE` are refused until the minute is over."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """True, or Throttled."""
        most = settings.API_CALLS_PER_MINUTE
        member = getattr(request._request, "member", None)
        if not most or member is None:
            return True
        keys = [f"account:{member.account_id}"]
        if isinstance(request.auth, str):
            keys.append(f"token:{request.auth}")
        wait = max(budget.wait(key, most) for key in keys)
        if wait:
            raise throttled(wait)
        return True
