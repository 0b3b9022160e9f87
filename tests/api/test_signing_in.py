"""Who is let in: tokens and sessions, and what strangers are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from annotations.actions.tokens import issue_token, revoke_token
from annotations.models import ApiToken, Membership

pytestmark = pytest.mark.django_db
ME = "/api/v1/me/"


def with_token(secret: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


def test_a_token_opens_the_desk_of_its_owner(editor: Any, api: Any) -> None:
    me = api.get("me/").json()
    assert (me["email"], me["desk"]["slug"], me["role"]) == (
        "editor@example.org",
        "tarnholm",
        "editor",
    )
    assert "edit" in me["permissions"]
    assert "review" not in me["permissions"]


def test_nobody_is_told_401_with_the_way_in() -> None:
    response = APIClient().get(ME)
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Token"
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_authenticated"


@pytest.mark.parametrize(
    "header",
    [
        "Token nonsense",
        "Token",
        "Token a b",
        "Token " + "x" * 300,
        "Token \xff\xfe",
        "token nonsense",
    ],
)
def test_a_wrong_token_is_refused_whatever_it_looks_like(header: str, editor: Any) -> None:
    response = APIClient().get(ME, HTTP_AUTHORIZATION=header)
    assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")


def test_an_expired_a_revoked_and_a_locked_account_token_are_refused(editor: Any) -> None:
    token, secret = issue_token(actor=editor, name="old")
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    assert with_token(secret).get(ME).status_code == 401

    token, secret = issue_token(actor=editor, name="given back")
    assert with_token(secret).get(ME).status_code == 200
    revoke_token(actor=editor, token_id=token.pk)
    assert with_token(secret).get(ME).status_code == 401

    token, secret = issue_token(actor=editor, name="locked")
    editor.account.is_active = False
    editor.account.save()
    assert with_token(secret).get(ME).status_code == 401


def test_the_token_of_somebody_who_left_the_desk_opens_nothing(editor: Any, api: Any) -> None:
    Membership.objects.filter(pk=editor.pk).update(ends_at=timezone.now())
    assert api.get("me/").status_code == 401


def test_a_token_costs_one_query_and_is_marked_as_used_once_a_minute(editor: Any) -> None:
    token, secret = issue_token(actor=editor, name="busy")
    client = with_token(secret)
    client.get(ME)
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    with CaptureQueriesContext(connection) as caught:
        client.get(ME)
    assert len(caught) == 1
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=first - timedelta(minutes=2))
    client.get(ME)
    token.refresh_from_db()
    assert token.last_used_at >= first


def test_a_session_reads_freely_and_changes_only_with_its_csrf_token(
    editor: Any, claim: Any
) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(editor.account)
    assert client.get(ME).status_code == 200
    address = f"/api/v1/claims/{claim.pk}/triage/"
    refused = client.post(address, {"decision": "to_check"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    client.get("/login/")
    client.logout()
    client.force_login(editor.account)
    client.cookies["csrftoken"] = "a" * 32
    taken = client.post(address, {"decision": "to_check"}, format="json", HTTP_X_CSRFTOKEN="a" * 32)
    assert taken.status_code == 201


def test_a_session_sends_files_too(editor: Any, claim: Any) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(editor.account)
    client.cookies["csrftoken"] = "a" * 32
    form = {"file": SimpleUploadedFile("a.txt", b"Counts"), "stance": "supports"}
    address = f"/api/v1/claims/{claim.pk}/evidence/"
    sent = client.post(
        address,
        form,
        format="multipart",
        headers={"X-CSRFToken": "a" * 32, "Idempotency-Key": "k-1"},
    )
    assert (sent.status_code, sent.json()["file"]["size"]) == (201, 6)


def test_a_token_needs_no_csrf_token(editor: Any, claim: Any) -> None:
    _token, secret = issue_token(actor=editor, name="robot")
    client = APIClient(enforce_csrf_checks=True)
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    assert (
        client.post(
            f"/api/v1/claims/{claim.pk}/triage/", {"decision": "to_check"}, format="json"
        ).status_code
        == 201
    )


def test_an_account_without_a_desk_is_known_but_not_permitted(editor: Any) -> None:
    Membership.objects.filter(pk=editor.pk).update(ends_at=timezone.now())
    client = APIClient()
    client.force_login(editor.account)
    response = client.get(ME)
    assert (response.status_code, response.json()["code"]) == (403, "not_permitted")
    assert "lead" in response.json()["detail"]


def test_answers_are_not_kept_by_caches_on_the_way(api: Any) -> None:
    response = api.get("me/")
    assert "private" in response["Cache-Control"]
    assert "Authorization" in response["Vary"]


def test_a_page_made_for_one_account_does_nothing_once_another_is_signed_in(
    editor: Any, second: Any, claim: Any
) -> None:
    """Another tab of the browser signed in as somebody else: the words would be saved under the wrong name."""
    browser = APIClient()
    browser.force_login(second.account)
    address = f"/api/v1/claims/{claim.pk}/"
    headers = {"X-Account": str(editor.account_id), "If-Match": '"1"'}
    for refused in (
        browser.get(address, headers=headers),
        browser.patch(address, {"note": "Mine."}, format="json", headers=headers),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "other_account")
        assert second.account.email in refused.json()["detail"]
    claim.refresh_from_db()
    assert claim.note == ""
    browser.force_login(editor.account)
    saved = browser.patch(address, {"note": "Mine."}, format="json", headers=headers)
    assert saved.status_code == 200
