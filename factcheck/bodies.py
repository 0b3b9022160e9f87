"""How much a request may bring: decided by the length it names, before anybody reads it.

Sign-in and CSRF checks read forms long before a view or a parser of the API could bound them.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext as _

from annotations.api.errors import MEDIA_TYPE, document
from annotations.api.rendering import as_json

MEGABYTE: Final = 1024 * 1024
UPLOADS: Final[Mapping[str, int]] = {
    "api:articles": 16 * MEGABYTE,
    "api:claim-evidence": 208 * MEGABYTE,
    "web:evidence-new": 208 * MEGABYTE,
    "api:imports": 110 * MEGABYTE,
    "web:article-import": 16 * MEGABYTE,
    "web:import-many": 110 * MEGABYTE,
}
"""Bytes a form with a file may have, where files are taken; above what the acts accept, so that they say so.

A body of JSON lines is a file too. Everything else is bounded by `DATA_UPLOAD_MAX_MEMORY_SIZE`.
"""


FILES: Final = {"multipart/form-data", "application/x-ndjson"}
"""Media types of bodies that hold files, or are one."""


class BodyMiddleware:
    """Refuses bodies that are too large, that do not say how large they are, or that break off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """413 above the bound of the address; 411 for a body in chunks, whose end nobody knows."""
        length = request.META.get("CONTENT_LENGTH") or ""
        if not length and request.META.get("HTTP_TRANSFER_ENCODING"):
            words = _("Say how long the body is (Content-Length), and send it in one piece.")
            return refusal(request, "length_required", words)
        limit = limit_of(request)
        if not length.isdecimal() or int(length) <= limit:
            return too_many_files(request)
        words = _("The request may have at most %(size)d megabytes.") % {"size": limit // MEGABYTE}
        return refusal(request, "too_large", words)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A form that broke off is no error of ours."""
        if not isinstance(error, UnreadablePostError):
            return None
        return refusal(request, "malformed", _("The request broke off. Send it again."))


def too_many_files(request: HttpRequest) -> HttpResponse | None:
    """413 for a form with more files than any page takes; of the API's calls, its own parser says so."""
    match = request.resolver_match
    if match is None or match.view_name != "web:import-many":
        return None
    try:
        request.POST  # noqa: B018 - what reads it next could not tell the refusal
    except TooManyFilesSent:
        words = _("These are too many files at once. Put them into a zip, and send that.")
        return refusal(request, "too_large", words)
    except UnreadablePostError:
        return refusal(request, "malformed", _("The request broke off. Send it again."))
    return None


def limit_of(request: HttpRequest) -> int:
    """The most bytes the body of this request may have."""
    match = request.resolver_match
    ordinary: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if match is None or request.content_type not in FILES:
        return ordinary
    return UPLOADS.get(match.view_name, ordinary)


def refusal(request: HttpRequest, code: str, words: str) -> HttpResponse:
    """The refusal as the door of the request tells it: a problem document, or a page."""
    problem = document(code, words)
    if request.path_info.startswith("/api/"):
        body = as_json(problem.data)
        return HttpResponse(body, status=problem.status_code, content_type=MEDIA_TYPE)
    context = {
        "title": problem.data["title"],
        "detail": words,
        "status": problem.status_code,
    }
    return render(request, "errors/body.html", context, status=problem.status_code)
