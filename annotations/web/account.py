"""Signing in and out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its token: say so, and how to go on."""
    return render(request, "errors/csrf.html", status=403)
