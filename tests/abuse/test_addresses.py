"""Addresses that were never handed out: refused as a client expects it, in the words of the door it knocked at."""

from itertools import product
from typing import Any

import pytest
from django.test import Client

from tests.abuse.conftest import AtWork

pytestmark = pytest.mark.django_db

NO_IDS = (
    "1", "-1", "0", "null", "undefined", "%00", "%0A", "..%2f..%2fetc%2fpasswd", "%F0%9F%9A%A2", "x" * 10_000,
    "{CLAIM}", "claim-CLAIM", "CLAIM%0A", "CLAIM%00", "%20CLAIM", "CLAIM%2F..", "' OR 1=1--", "%25%32%66",
)  # fmt: skip


NOUNS = ("articles", "claims", "evidence", "verdicts", "exports")


def test_what_is_no_id_leads_nowhere(at_work: AtWork, client: Client) -> None:
    for noun, no_id in product(NOUNS, NO_IDS):
        address = f"/api/v1/{noun}/{no_id.replace('CLAIM', at_work.ids['claim'])}/"
        response = client.get(address, headers=at_work.headers["lead"])
        assert response.status_code == 404, address
        assert response["Content-Type"] == "application/problem+json", address
        assert response.json()["code"] == "not_found"


def test_the_id_of_another_noun_is_nothing(at_work: AtWork, client: Client) -> None:
    change = {"data": {"note": "x"}, "content_type": "application/json"}
    headers = {**at_work.headers["lead"], "If-Match": '"1"'}
    for noun in at_work.ids.keys() - {"claim", "bare"}:
        address = f"/api/v1/claims/{at_work.ids[noun]}/"
        assert client.get(address, headers=headers).status_code == 404, noun
        assert client.patch(address, headers=headers, **change).status_code == 404, noun


def test_an_address_has_one_spelling_only(at_work: AtWork, client: Client) -> None:
    claim = at_work.ids["claim"]
    for other in (claim.upper(), claim.replace("-", ""), f"{{{claim}}}", f"urn:uuid:{claim}"):
        response = client.get(f"/api/v1/claims/{other}/", headers=at_work.headers["lead"])
        assert response.status_code == 404, other


def test_pages_say_that_there_is_nothing(
    at_work: AtWork, people: dict[str, Any], client: Client
) -> None:
    client.force_login(people["lead"].account)
    claim = at_work.ids["claim"]
    for address in (
        *(f"articles/{claim}/", "claims/1/", "review/%0A/", f"exports/{claim}%0A/", "%0A"),
        *(
            "claims/%FF/",
            f"claims/{claim.upper()}/",
            "%2e%2e/%2e%2e/etc/passwd",
            "static/../manage.py",
        ),
    ):
        response = client.get(f"/{address}")
        assert response.status_code == 404, address
        assert response["Content-Type"].startswith("text/html"), address
