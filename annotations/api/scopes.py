"""What a token may do: one table of all addresses and methods. What is not in it no token may."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from annotations.domain.vocabulary import Scope

READ, ANNOTATE, REVIEW, EXPORT = Scope.READ, Scope.ANNOTATE, Scope.REVIEW, Scope.EXPORT
MANAGE = Scope.MANAGE
SCOPES: Final[Mapping[str, Mapping[str, Scope]]] = {
    "me": {"GET": READ},
    "me-tokens": {"GET": READ, "POST": MANAGE},
    "me-token": {"GET": READ, "DELETE": MANAGE},
    "members": {"GET": READ, "POST": MANAGE},
    "member": {"GET": READ, "PATCH": MANAGE, "DELETE": MANAGE},
    "ratings": {"GET": READ},
    "scales": {"GET": READ},
    "policies": {"GET": READ},
    "articles": {"GET": READ, "POST": ANNOTATE},
    "article": {"GET": READ, "PATCH": ANNOTATE, "DELETE": ANNOTATE},
    "article-claims": {"GET": READ},
    "article-changes": {"GET": READ},
    "article-annotations": {"GET": READ},
    "claims": {"GET": READ, "POST": ANNOTATE},
    "claim": {"GET": READ, "PATCH": ANNOTATE, "DELETE": ANNOTATE},
    "claim-occurrences": {"POST": ANNOTATE},
    "claim-evidence": {"POST": ANNOTATE},
    "claim-triage": {"POST": ANNOTATE},
    "claim-contacts": {"GET": READ, "POST": ANNOTATE},
    "contact": {"GET": READ, "PATCH": ANNOTATE},
    "claim-verdicts": {"POST": ANNOTATE},
    "claim-claimreview": {"GET": READ},
    "all-evidence": {"GET": READ},
    "evidence": {"GET": READ, "PATCH": ANNOTATE, "DELETE": ANNOTATE},
    "evidence-file": {"GET": READ},
    "evidence-preview": {"GET": READ},
    "evidence-readers": {"GET": READ, "POST": ANNOTATE},
    "verdicts": {"GET": READ},
    "verdict": {"GET": READ, "PATCH": ANNOTATE, "DELETE": ANNOTATE},
    "verdict-submit": {"POST": ANNOTATE},
    "verdict-reviews": {"POST": REVIEW},
    "notifications": {"GET": READ},
    "notifications-read": {"POST": READ},
    "people": {"GET": READ, "POST": ANNOTATE},
    "person": {"GET": READ, "PATCH": ANNOTATE},
    "sources": {"GET": READ, "POST": ANNOTATE},
    "source": {"GET": READ, "PATCH": ANNOTATE},
    "queues": {"GET": READ},
    "queue-items": {"GET": READ},
    "queue-next": {"POST": REVIEW},
    "exports": {"GET": EXPORT, "POST": EXPORT},
    "export": {"GET": EXPORT},
    "export-cancel": {"POST": EXPORT},
    "export-download": {"GET": EXPORT},
    "imports": {"GET": READ, "POST": ANNOTATE},
    "import": {"GET": READ},
    "import-rows": {"GET": READ},
    "import-cancel": {"POST": ANNOTATE},
    "import-resume": {"POST": ANNOTATE},
}
"""Name of an address (`api/urls.py`) to the scope each method needs."""


def needed(name: str, method: str) -> Scope | None:
    """The scope a call needs; None where no token may make it. HEAD asks what GET asks, OPTIONS what any asks."""
    methods = SCOPES.get(name, {})
    if method == "OPTIONS":
        return next(iter(methods.values()), None)
    return methods.get("GET" if method == "HEAD" else method)


class InScope(BasePermission):
    """A token may make the call. Sessions have no scopes: they do what their member may do."""

    message = ""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the token names the scope of this address and method; the reason stands in `message`."""
        scopes = getattr(request._request, "scopes", None)
        if scopes is None:
            return True
        method = str(request.method)
        match = request._request.resolver_match
        scope = needed(match.url_name or "" if match else "", method)
        if method not in getattr(view, "allowed_methods", [method]) or scope in scopes:
            return True
        if scope is None:
            self.message = _("No token may do this. Sign in with a browser instead.")
        else:
            self.message = _(
                "This token may not do this: it lacks the scope “%(scope)s”. Make a token that has it."
            ) % {"scope": scope.value}
        return False
