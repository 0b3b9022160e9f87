"""What every answer tells the browser: no foreign code, no frame, no device, no copy of what was signed in to see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from annotations.api.documents import document

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
OF_THE_PROJECT = [
    "/healthz",
    "/nowhere/",
    "/api/v1/nowhere/",
    "/api/v1/docs/",
    "/api/v1/schema/",
    "/admin/",
]


def addresses() -> list[str]:
    """Everything that can be asked for without an id."""
    pages = [
        reverse(f"web:{pattern.name}")
        for pattern in get_resolver("annotations.web.urls").url_patterns
        if isinstance(pattern, URLPattern) and not pattern.pattern.converters
    ]
    calls = [path for path in document()["paths"] if "{" not in path]
    return [*pages, *calls, *OF_THE_PROJECT]


def check(response: Any, address: str) -> None:
    for name, value in ALWAYS.items():
        assert response.get(name) == value, (address, name)
    policy = {part.strip() for part in response["Content-Security-Policy"].split(";")}
    assert policy >= POLICY, address
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"], address
    assert "no-store" in response["Cache-Control"], address


@pytest.mark.parametrize("address", addresses())
def test_no_answer_lacks_what_protects_it(
    address: str, lead: Any, article: Any, visit: Callable[[Any], Client]
) -> None:
    member, stranger = visit(lead), Client()
    for client in (member, stranger):
        check(client.get(address), address)
        check(client.post(address, {}), address)


def test_rows_and_refusals_are_protected_alike(
    lead: Any, claim: Any, article: Any, visit: Callable[[Any], Client]
) -> None:
    client = visit(lead)
    for address in (
        reverse("web:article", args=[article.pk]),
        reverse("web:claim", args=[claim.pk]),
        reverse("web:claim", args=[article.pk]),
        f"/api/v1/articles/{article.pk}/",
        f"/api/v1/claims/{article.pk}/",
        f"/api/v1/articles/{article.pk}/annotations/",
    ):
        check(client.get(address), address)


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(editor: Any, password: str) -> None:
    client = Client()
    client.post(reverse("web:login"), {"email": "editor@example.org", "password": password})
    for name in ("sessionid", "known"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
        assert cookie["domain"] == ""
