"""The outermost layer of a request: its number, its one line in the log, its place in the counts."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from factcheck import metrics, tracing
from factcheck.networks import within

log = logging.getLogger(__name__)
NOWHERE = "-"
"""The route of an address that leads nowhere: never the address itself."""


class AccessMiddleware:
    """Numbers requests, tells the number in the answer, and writes one line about each."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = number_of(request)
        request.request_id = number  # type: ignore[attr-defined]
        began = time.perf_counter()
        with tracing.traced(request_id=number):
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            response[tracing.HEADER] = number
            said: dict[str, Any] = {
                "method": metrics.known_method(request.method),
                "route": route_of(request),
                "status": response.status_code,
            }
            metrics.request_answered(seconds=seconds, **said)
            told = {
                **said,
                "ms": round(seconds * 1000, 1),
                "bytes": size_of(response),
                **who(request),
            }
            log.info("request", extra=told)
        return response


def number_of(request: HttpRequest) -> str:
    """The number a trusted proxy gave, where it is well formed; a new one otherwise."""
    given = request.headers.get(tracing.HEADER, "")
    trusted = tracing.well_formed(given) and within(
        request.META.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES
    )
    return given if trusted else tracing.new_number()


def route_of(request: HttpRequest) -> str:
    """The pattern an address matched (`claims/<uuid:claim_id>/`)."""
    match = request.resolver_match
    if match is not None:
        return match.route or "/"
    static = request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/")
    return "static/" if static else NOWHERE


def size_of(response: HttpResponseBase) -> int | None:
    """Bytes of the body, where they are known before it is sent."""
    if not response.streaming:
        return len(response.content)  # type: ignore[attr-defined]
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else None


def who(request: HttpRequest) -> dict[str, Any]:
    """The ids of account and desk, where the request found them out by itself; nothing is asked here."""
    member = request.__dict__.get("member")
    if member is not None:
        return {"account": member.account_id, "desk": member.desk_id}
    account = request.__dict__.get("_cached_user")
    return {"account": account.pk} if account is not None and account.pk else {}
