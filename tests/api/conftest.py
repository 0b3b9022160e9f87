"""Calls of the API as tests read them: what was sent, what came back."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions.claims import highlight_claim
from annotations.actions.evidence import attach_evidence
from annotations.actions.verdicts import draft_verdict
from annotations.models import Rating
from tests.api.routes import Address, world


class Caller:
    """One member's client; addresses are below /api/v1/."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def send(
        self, method: str, path: str, body: Any = None, *, form: bool = False, **headers: str
    ) -> Any:
        """Send a request; header names have underscores for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        options: dict[str, Any] = {"headers": named}
        if body is not None and form:
            options["format"] = "multipart"
        elif body is not None:
            options["content_type"] = "application/json"
            body = json.dumps(body)  # escapes reach the server as they are: half surrogates too
        response = getattr(self.client, method)(f"/api/v1/{path}", body, **options)
        if response.status_code >= 400:
            assert response["Content-Type"] == "application/problem+json", response.content
            assert response.json()["status"] == response.status_code
        return response

    def get(self, path: str, params: Any = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(f"/api/v1/{path}", params, headers=named)

    def post(self, path: str, body: Any = None, **options: Any) -> Any:
        return self.send("post", path, {} if body is None else body, **options)

    def patch(self, path: str, body: Any, etag: str = "", **headers: str) -> Any:
        return self.send("patch", path, body, **({"If_Match": etag} if etag else {}), **headers)

    def delete(self, path: str, etag: str = "") -> Any:
        return self.send("delete", path, **({"If_Match": etag} if etag else {}))


@pytest.fixture
def calls(client_of: Callable[[Any], Any]) -> Callable[[Any], Caller]:
    """The API as a member calls it, by token."""
    return lambda member: Caller(client_of(member))


@pytest.fixture
def api(editor: Any, calls: Callable[[Any], Caller]) -> Caller:
    """The API as the editor calls it."""
    return calls(editor)


@pytest.fixture
def queries_of() -> Callable[[Callable[[], Any]], int]:
    """How many queries a call costs, once its token was seen within the minute."""

    def count(call: Callable[[], Any]) -> int:
        call()
        with CaptureQueriesContext(connection) as caught:
            assert call().status_code == 200
        return len(caught)

    return count


@pytest.fixture
def many_claims(editor: Any, article: Any) -> Callable[[int], None]:
    """Adds claims with evidence and a verdict to the article."""

    def add(count: int) -> None:
        rating = Rating.objects.filter(scale__desk=editor.desk).order_by("id")[0]
        for number in range(count):
            made = highlight_claim(
                actor=editor,
                article_id=article.pk,
                start=0,
                end=7,
                fields={
                    "statement": f"Statement {number}",
                    "speaker": f"Speaker {number}",
                    "topics": [f"t{number}"],
                },
            )
            attach_evidence(
                actor=editor,
                claim_id=made.pk,
                fields={
                    "title": f"Source {number}",
                    "publisher": f"Outlet {number}",
                    "stance": "supports",
                },
            )
            draft_verdict(
                actor=editor,
                claim_id=made.pk,
                rating_id=rating.pk,
                summary="So.",
                justification="Because.",
            )

    return add


@pytest.fixture
def addresses(
    editor: Any, reviewer: Any, article: Any, claim: Any, evidence: Any, rating: Any
) -> dict[str, Address]:
    """Every address of the API by its name, on a desk where each does something."""
    return world(editor, reviewer, article, claim, evidence, rating("false"))


@pytest.fixture
def caller(
    request: pytest.FixtureRequest, calls: Callable[[Any], Caller]
) -> Callable[[Address], Caller]:
    """The API as somebody calls it who may do what the address does."""
    return lambda address: calls(request.getfixturevalue(address.who))
