"""Fields nobody asked for: what a call shows but does not take, and what it never heard of, is refused by name."""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from tests.abuse.conftest import AtWork

pytestmark = pytest.mark.django_db

UNHEARD_OF: Final = {
    *("pk", "_id", "desk_id", "desk__id", "account", "account_id", "is_staff", "is_superuser", "is_system", "role", "scopes"),
    *("password", "approved", "withdrawn_at", "row_version", "changed_xid", "__class__", "__proto__", "constructor"),
    *("_state", "ID", "State", "state ", "state\u200b", "state[]", "verdict.state", "created_by", "added_by", "author_id"),
}  # fmt: skip
AT_ONCE: Final = 20
"""Fields a refusal names at most."""


def writing(document: dict[str, Any], ids: dict[str, str]) -> Iterator[tuple[str, str, set[str]]]:
    """Method, address and taken fields of every operation that writes and may have a body."""
    schemas = document["components"]["schemas"]
    for path, item in document["paths"].items():
        noun = path.split("/")[3].rstrip("s")
        address = path.replace("{id}", ids.get(noun, "")).replace("{slug}", "review")
        for method in item.keys() & {"post", "patch", "put"}:
            content = item[method].get("requestBody", {}).get("content", {})
            ref = content.get("application/json", {}).get("schema", {}).get("$ref", "")
            yield (
                method,
                address,
                set(schemas.get(ref.rpartition("/")[2], {}).get("properties", ())),
            )


def everything_shown(document: dict[str, Any]) -> set[str]:
    """Every field of every body there is."""
    schemas = document["components"]["schemas"].values()
    return {name for schema in schemas for name in schema.get("properties", ())}


def test_a_field_that_is_not_taken_is_refused_by_its_name(at_work: AtWork, client: Client) -> None:
    document = SchemaGenerator().get_schema(request=None, public=True)
    calls = list(writing(document, at_work.ids))
    shown = everything_shown(document)
    assert len(calls) >= 15
    assert {"id", "etag", "state", "created_at", "reviews"} <= shown
    headers = {**at_work.headers["lead"], "If-Match": '"1"'}
    for method, address, taken in calls:
        send = getattr(client, method)
        refused = sorted((shown | UNHEARD_OF) - taken)
        for first in range(0, len(refused), AT_ONCE):
            names = refused[first : first + AT_ONCE]
            body = json.dumps(dict.fromkeys(names, at_work.ids["claim"]))
            response = send(address, body, content_type="application/json", headers=headers)
            assert response.status_code == 422, (method, address, names, response.content)
            assert set(response.json()["errors"]) >= set(names), (method, address)


def test_a_field_that_is_not_taken_is_refused_in_a_form_too(
    at_work: AtWork, client: Client
) -> None:
    good = {
        "/api/v1/articles/": {"text": "The quay is new.\n\nIt was opened on Monday."},
        f"/api/v1/claims/{at_work.ids['claim']}/evidence/": {"stance": "supports"},
    }
    for address, fields in good.items():
        for name in ("id", "desk", "added_by", "created_at", "etag", "sealed_by", "withheld_on"):
            response = client.post(
                address, {**fields, name: at_work.ids["claim"]}, headers=at_work.headers["lead"]
            )
            assert response.status_code == 422, (address, name)
            assert set(response.json()["errors"]) == {name}
