"""When the site is broken it says what, and what is not lost."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("the server closed the connection"), 503, "The database does not answer"),
        (RuntimeError("a bug"), 500, "Something broke on our side"),
    ],
)
def test_a_broken_site_says_what_is_not_lost(
    editor: Any, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, words: str
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise error

    client = Client(raise_request_exception=False)
    client.force_login(editor.account)
    monkeypatch.setattr("annotations.web.work.work_of", broken)
    page = client.get("/")
    assert page.status_code == status
    assert words in page.content.decode()
    assert ("Retry-After" in page) == (status == 503)
    assert str(error) not in page.content.decode()


def test_what_breaks_outside_the_api_views_is_a_problem_document_below_its_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr("annotations.middleware.DeskMiddleware.__call__", away)
    answer = Client(raise_request_exception=False).get("/api/v1/claims/")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (answer.json()["code"], answer["Retry-After"]) == ("unavailable", "5")
