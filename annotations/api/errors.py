"""Refusals as problem documents (RFC 9457): one shape, a stable code, a sentence a person can act on."""

import logging
import sys
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse, UnreadablePostError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions as drf
from rest_framework.response import Response
from rest_framework.views import set_rollback

from annotations.domain.errors import DomainError, ThrottledError

logger = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"
TYPE_BASE: Final = "/api/v1/docs/#problem-"

PROBLEMS: Final[Mapping[str, tuple[int, str | Promise]]] = {
    "malformed": (400, gettext_lazy("The request cannot be read")),
    "not_authenticated": (401, gettext_lazy("Sign in first")),
    "not_permitted": (403, gettext_lazy("You may not do this")),
    "four_eyes": (403, gettext_lazy("A second person has to do this")),
    "csrf_failed": (403, gettext_lazy("The request came without its CSRF token")),
    "not_found": (404, gettext_lazy("There is nothing here")),
    "method_not_allowed": (405, gettext_lazy("This address does not do that")),
    "not_acceptable": (406, gettext_lazy("No such form of the answer")),
    "duplicate": (409, gettext_lazy("It is there already")),
    "not_ready": (409, gettext_lazy("It is not ready yet")),
    "other_account": (409, gettext_lazy("Somebody else is signed in now")),
    "stale_submission": (409, gettext_lazy("What was submitted has changed")),
    "wrong_state": (409, gettext_lazy("This does not fit the state it is in")),
    "gone": (410, gettext_lazy("It is no longer kept")),
    "length_required": (411, gettext_lazy("Say how long the request is")),
    "stale": (412, gettext_lazy("It has changed since you read it")),
    "too_large": (413, gettext_lazy("This is too large")),
    "unsupported_media_type": (415, gettext_lazy("This kind of body is not read here")),
    "invalid": (422, gettext_lazy("Something in the request is not valid")),
    "incomplete": (422, gettext_lazy("Something is missing")),
    "quote_mismatch": (422, gettext_lazy("Other words stand there")),
    "unsupported": (422, gettext_lazy("This is not supported")),
    "idempotency_mismatch": (422, gettext_lazy("This key was used for another request")),
    "precondition_required": (428, gettext_lazy("Say which version you read")),
    "throttled": (429, gettext_lazy("Too many requests")),
    "server_error": (500, gettext_lazy("Something went wrong here")),
    "unavailable": (503, gettext_lazy("The database does not answer")),
}
"""Code to status and title. The only such list."""

_BY_STATUS: Final = {
    400: "malformed",
    401: "not_authenticated",
    403: "not_permitted",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    415: "unsupported_media_type",
    429: "throttled",
}


_OF_DJANGO: Final[Mapping[type[Exception], tuple[str, str | Promise]]] = {
    Http404: ("not_found", gettext_lazy("There is nothing at this address, or not for you.")),
    PermissionDenied: ("not_permitted", gettext_lazy("Your role does not allow this.")),
    UnreadablePostError: (
        "malformed",
        gettext_lazy("The request broke off before its end. Send it again."),
    ),
    TooManyFilesSent: (
        "too_large",
        gettext_lazy("These are too many files at once. Put them into a zip, and send that."),
    ),
    RequestDataTooBig: (
        "too_large",
        gettext_lazy("The request is larger than this address accepts."),
    ),
    SuspiciousOperation: ("malformed", gettext_lazy("The request cannot be read.")),
}


class PreconditionRequired(drf.APIException):
    """A change came without saying which version it changes."""

    status_code = 428
    default_code = "precondition_required"


def problem(exc: Exception, context: dict[str, Any]) -> Response:
    """The answer to an exception: DRF's exception handler."""
    set_rollback()
    if isinstance(exc, DomainError):
        code = exc.code if exc.code in PROBLEMS else "invalid"
        response = document(code, _(exc.detail) if exc.detail else "", **exc.extra)
        if isinstance(exc, ThrottledError):
            response["Retry-After"] = str(exc.extra["wait"])
        return response
    if isinstance(exc, drf.ValidationError):
        sentence = _("Correct the fields named and send it again.")
        return document("invalid", sentence, errors=flattened(exc.detail))
    if isinstance(exc, drf.APIException):
        return _of_framework(exc)
    for kind, (code, detail) in _OF_DJANGO.items():
        if isinstance(exc, kind):
            return document(code, str(detail))
    return _unexpected(exc, getattr(context.get("request"), "request_id", ""))


def broken_answer(request: HttpRequest) -> JsonResponse:
    """The answer to what broke before or behind a view: in a middleware, on the way out."""
    error = sys.exc_info()[1]
    known = error if isinstance(error, Exception) else RuntimeError("unknown")
    found = _unexpected(known, getattr(request, "request_id", ""))
    headers = {name: value for name, value in found.items() if name == "Retry-After"}
    return JsonResponse(
        found.data, status=found.status_code, content_type=MEDIA_TYPE, headers=headers
    )


def document(code: str, detail: str, **extra: object) -> Response:
    """A problem document."""
    status, title = PROBLEMS[code]
    fixed = {
        "type": TYPE_BASE + code,
        "title": str(title),
        "status": status,
        "detail": detail or str(title),
        "code": code,
    }
    return Response({**extra, **fixed}, status=status, content_type=MEDIA_TYPE)


def flattened(detail: Any, path: str = "") -> dict[str, list[str]]:
    """The errors of a serializer by dotted field (`quantity.unit`, `topics.0`)."""
    if isinstance(detail, Mapping):
        pairs = [(str(key), value) for key, value in detail.items()]
    elif isinstance(detail, list) and any(isinstance(part, Mapping | list) for part in detail):
        pairs = [(str(number), value) for number, value in enumerate(detail) if value]
    else:
        sentences = detail if isinstance(detail, list) else [detail]
        return {path or "body": [str(sentence) for sentence in sentences]}
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        inner = "" if key == "non_field_errors" else key
        found.update(flattened(value, ".".join(part for part in (path, inner) if part)))
    return found


def _of_framework(exc: drf.APIException) -> Response:
    named = (exc.detail.code or "") if isinstance(exc.detail, drf.ErrorDetail) else ""
    code = named if named in PROBLEMS else _BY_STATUS.get(exc.status_code, "malformed")
    detail = str(exc.detail or "")
    if isinstance(exc, drf.NotAuthenticated):
        detail = _("Sign in, or send a token as “Authorization: Token SECRET”.")
    response = document(code, detail)
    header = getattr(exc, "auth_header", None)
    if header:
        response["WWW-Authenticate"] = header
    wait = getattr(exc, "wait", None)
    if wait:
        response["Retry-After"] = str(int(wait))
    return response


def _unexpected(exc: Exception, number: str) -> Response:
    """What nobody foresaw: logged in full, told without details but for the number of the request."""
    named = {"request_id": number} if number else {}
    if isinstance(exc, OperationalError | InterfaceError):
        logger.error("The database does not answer", exc_info=exc)
        words = _("Nothing was changed. Try again in a moment.")
        response = document("unavailable", words, **named)
        response["Retry-After"] = "5"
        return response
    logger.error("Unexpected error in the API", exc_info=exc)
    words = _("The error was logged. Try again; if it stays, tell whoever runs this desk.")
    return document("server_error", words, **named)
