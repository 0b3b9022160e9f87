"""What a token may do is named when it is made, and every call of the API asks for it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import get_resolver, resolve
from rest_framework.test import APIClient

from annotations.actions.tokens import issue_token
from annotations.api.documents import document
from annotations.api.schema import METHODS
from annotations.api.scopes import SCOPES, needed
from annotations.domain.errors import InvalidError
from annotations.domain.vocabulary import Scope
from annotations.models import ApiToken

pytestmark = pytest.mark.django_db
SOME_ID = "01890000-0000-7000-8000-000000000000"
OPERATIONS = [
    (method.upper(), path.replace("{id}", SOME_ID).replace("{slug}", "review"))
    for path, item in document()["paths"].items()
    for method in METHODS
    if method in item
]


def client_with(member: Any, *scopes: str) -> APIClient:
    _token, secret = issue_token(actor=member, name="one", scopes=scopes)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


@pytest.mark.parametrize(
    ("method", "path"), OPERATIONS, ids=lambda part: part.replace(SOME_ID, "id")
)
def test_every_call_needs_a_scope_and_is_refused_without_it(
    method: str, path: str, lead: Any
) -> None:
    scope = needed(resolve(path).url_name or "", method)
    assert scope is not None, f"name {method} {path} in annotations/api/scopes.py"
    others = [other for other in Scope if other is not scope]
    refused = client_with(lead, *others).generic(method, path)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")
    assert f"“{scope.value}”" in refused.json()["detail"]
    passed = client_with(lead, scope).generic(method, path)
    assert passed.status_code != 403, passed.content


def test_a_call_that_is_not_in_the_table_is_refused_to_tokens(
    lead: Any, client_of: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(SCOPES, "me")  # type: ignore[arg-type]
    refused = client_of(lead).get("/api/v1/me/")
    assert refused.status_code == 403
    assert "No token may do this" in refused.json()["detail"]
    browser = APIClient()
    browser.force_login(lead.account)
    assert browser.get("/api/v1/me/").status_code == 200


def test_the_table_names_no_address_that_is_not_there() -> None:
    names = {
        name for name in get_resolver("annotations.api.urls").reverse_dict if isinstance(name, str)
    }
    assert set(SCOPES) <= names


def test_the_description_names_the_scope_of_every_call() -> None:
    for path, item in document()["paths"].items():
        for method in METHODS:
            if method in item:
                [token] = [way["token"] for way in item[method]["security"] if "token" in way]
                assert token[0] in set(Scope), path


def test_a_session_has_no_scopes_but_those_of_its_member(reviewer: Any) -> None:
    browser = APIClient()
    browser.force_login(reviewer.account)
    assert browser.post("/api/v1/queues/review/next/").status_code == 204


def test_a_token_without_scopes_opens_nothing(lead: Any) -> None:
    client = client_with(lead, "read")
    ApiToken.objects.update(scopes=[])
    assert client.get("/api/v1/me/").status_code == 403


@pytest.mark.parametrize("scopes", [[], ["everything"], ["read", "admin"]])
def test_a_token_is_made_for_scopes_that_exist(lead: Any, scopes: list[str]) -> None:
    with pytest.raises(InvalidError, match="read, annotate, review, export"):
        issue_token(actor=lead, name="none", scopes=scopes)
