"""What the frame around every page needs."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from annotations import policies
from annotations.models import Membership
from annotations.queries.notifications import unread_count
from annotations.queries.queues import waiting_counts

THEMES = ("light", "dark")


class Masthead:
    """The member, the current section (the first part of its address), and what waits for the member.

    The counts cost three queries and are asked for only by pages that show them.
    """

    def __init__(self, member: Membership | None, section: str) -> None:
        self.member = member
        self.section = section

    @cached_property
    def waiting(self) -> dict[str, int]:
        """`reviews` the member could give, and `changes` asked of them."""
        return waiting_counts(self.member) if self.member else {"reviews": 0, "changes": 0}

    @cached_property
    def unread(self) -> int:
        """How many notices the member has not read."""
        return unread_count(self.member) if self.member else 0

    @property
    def sees_withheld(self) -> bool:
        """Whether the member may look at what was withheld by an order."""
        return self.member is not None and bool(policies.may_see_redactions(self.member))


def _section(request: HttpRequest) -> str:
    """The first part of the address: `claims` on a claim's page, "" on My work; no section off the pages."""
    match = request.resolver_match
    if match is None or match.namespace != "web":
        return "none"
    return request.path_info.split("/")[1]


def masthead(request: HttpRequest) -> dict[str, Any]:
    """`masthead` (see above), and `look`: what the account chose, of strangers the theme their browser remembers."""
    user = getattr(request, "user", None)
    member = getattr(request, "member", None) if user is not None else None
    return {"masthead": Masthead(member, _section(request)), "look": _look(request, user)}


def _look(request: HttpRequest, user: Any) -> dict[str, Any]:
    if isinstance(user, AnonymousUser) or not getattr(user, "is_authenticated", False):
        chosen = request.COOKIES.get("theme", "")
        return {"theme": chosen if chosen in THEMES else ""}
    return {
        "chosen": user.theme,
        "theme": user.theme if user.theme in THEMES else "",
        "text": user.text_size,
        "density": user.density,
        "keys": user.letter_keys,
    }
