"""Members and tokens by the API: for leads, within the scopes of the token, and with no secret kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.dateparse import parse_datetime
from rest_framework.test import APIClient

from annotations.actions.tokens import issue_token
from annotations.models import ApiToken, IdempotencyKey, Membership

pytestmark = pytest.mark.django_db
TOKENS, MEMBERS = "/api/v1/me/tokens/", "/api/v1/members/"


def client_with(member: Any, *scopes: str, days: int = 30) -> APIClient:
    _token, secret = issue_token(actor=member, name="one", scopes=scopes, days=days)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


def make(client: APIClient, **body: Any) -> Any:
    return client.post(TOKENS, {"name": "child", **body}, format="json")


def test_a_token_makes_no_token_that_may_do_more_or_lives_longer(editor: Any) -> None:
    client = client_with(editor, "read", "manage")
    more = make(client, scopes=["read", "annotate"])
    assert (more.status_code, more.json()["code"]) == (403, "not_permitted")
    assert "“annotate”" in more.json()["detail"]
    longer = make(client, scopes=["read"], days=31).json()
    assert parse_datetime(longer["expires_at"]) == ApiToken.objects.get(name="one").expires_at
    made = make(client, scopes=["read"], days=29)
    assert made.status_code == 201
    child = APIClient()
    child.credentials(HTTP_AUTHORIZATION=f"Token {made.json()['secret']}")
    assert child.get("/api/v1/me/").status_code == 200
    assert make(child, scopes=["read"], days=1).status_code == 403, "it may not manage"


def test_a_browser_makes_any_token(editor: Any) -> None:
    browser = APIClient()
    browser.force_login(editor.account)
    assert make(browser, scopes=["read", "annotate", "manage"], days=365).status_code == 201


def test_a_secret_is_told_once_and_kept_nowhere(
    editor: Any, client_of: Callable[[Any], Any]
) -> None:
    client = client_of(editor)
    body = {"name": "nightly", "scopes": ["read"]}
    first, again = (
        client.post(TOKENS, body, format="json", headers={"Idempotency-Key": "k"}) for _ in range(2)
    )
    assert first.json()["secret"]
    assert again.json() == {**first.json(), "secret": None}
    assert first.json()["secret"] not in str(
        IdempotencyKey.objects.values_list("answer", flat=True)[0]
    )
    assert "secret" not in client.get(TOKENS).json()["results"][0]


def test_tokens_of_others_are_not_there(
    editor: Any, lead: Any, client_of: Callable[[Any], Any]
) -> None:
    token, _secret = issue_token(actor=editor, name="mine")
    address = f"{TOKENS}{token.pk}/"
    assert client_of(lead).get(address).status_code == 404
    assert client_of(lead).delete(address, headers={"If-Match": '"1"'}).status_code == 404
    own = client_of(editor)
    assert own.delete(address, headers={"If-Match": own.get(address)["ETag"]}).status_code == 204
    assert ApiToken.objects.get(pk=token.pk).revoked_at is not None
    assert own.delete(address, headers={"If-Match": '"1"'}).status_code == 412


def test_leads_invite_change_and_end_members(
    lead: Any, editor: Any, claim: Any, client_of: Callable[[Any], Any]
) -> None:
    client = client_of(lead)
    body = {"email": "gil@example.org", "name": "Gil", "role": "guest", "claim": str(claim.pk)}
    made = client.post(MEMBERS, body, format="json")
    assert made.status_code == 201
    assert (made.json()["invited"], made.json()["scope"]) == (True, str(claim.pk))
    assert client.post(MEMBERS, body, format="json").json()["code"] == "duplicate"
    address = f"{MEMBERS}{editor.pk}/"
    changed = client.patch(
        address, {"role": "reviewer"}, format="json", headers={"If-Match": '"1"'}
    )
    assert (changed.status_code, changed.json()["role"]) == (200, "reviewer")
    etag = {"If-Match": changed["ETag"]}
    both = {"role": "guest", "ends_at": "2040-01-01T00:00:00Z"}
    assert client.patch(address, both, format="json", headers=etag).status_code == 422
    assert client.delete(address, headers=etag).status_code == 204
    assert Membership.objects.get(pk=editor.pk).ends_at is not None
    assert client.get(address).status_code == 404


def test_an_invitation_to_an_account_elsewhere_tells_nothing_of_it(
    lead: Any, stranger: Any, client_of: Callable[[Any], Any]
) -> None:
    body = {"email": "stranger@example.com", "name": "Olga", "role": "editor"}
    made = client_of(lead).post(MEMBERS, body, format="json").json()
    assert made["name"] == "Olga"
    assert "Olaf" not in client_of(lead).get(MEMBERS).content.decode()


@pytest.mark.parametrize("who", ["editor", "reviewer"])
def test_others_neither_read_nor_change_members(
    who: str, request: pytest.FixtureRequest, client_of: Callable[[Any], Any], lead: Any
) -> None:
    member = request.getfixturevalue(who)
    client = client_of(member)
    assert client.get(MEMBERS).status_code == 403
    assert client.get(f"{MEMBERS}{lead.pk}/").status_code == 403
    end = client.delete(f"{MEMBERS}{lead.pk}/", headers={"If-Match": '"1"'})
    assert (end.status_code, end.json()["code"]) == (403, "not_permitted")


def test_scales_with_their_versions_and_policies_are_read_by_all(
    editor: Any, client_of: Callable[[Any], Any]
) -> None:
    client = client_of(editor)
    [truth] = [
        one for one in client.get("/api/v1/scales/").json()["results"] if one["slug"] == "truth"
    ]
    assert (truth["number"], truth["retired_at"], len(truth["ratings"])) == (1, None, 7)
    [policy] = client.get("/api/v1/policies/").json()["results"]
    assert policy["kinds"] == {"editorial": 1}
