"""What a person sees when the site itself is broken."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_AFTER = 5
"""Seconds after which asking again makes sense."""


def broken_page(request: HttpRequest) -> HttpResponse:
    """500; or 503 with a page that needs no database, when the database is what is away."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    number = getattr(request, "request_id", "")
    words = render_to_string("503.html" if away else "500.html", {"number": number})
    page = HttpResponse(words, status=503 if away else 500)
    if away:
        page["Retry-After"] = str(RETRY_AFTER)
    return page
