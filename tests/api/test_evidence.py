"""Evidence by REST: as JSON or with a file, changed, sealed, detached."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.models import Evidence

pytestmark = pytest.mark.django_db


def test_evidence_is_attached_with_source_quote_and_place(api: Any, claim: Any) -> None:
    body = {
        "kind": "dataset", "url": "https://data.example/tickets.csv", "title": "Tickets by month",
        "publisher": "Port of Tarnholm", "published_on": "2026-01-10", "owner": "City of Tarnholm",
        "quote": "2023: 411,870", "quote_language": "en", "quote_typed": True, "locator": {"sheet": "2023", "cell": "B2"},
        "stance": "refutes", "note": "Up by six per cent.", "terms": "background", "visibility": "internal",
        "obtained_on": "2026-02-01",
    }  # fmt: skip
    made = api.post(f"claims/{claim.pk}/evidence/", body)
    assert made.status_code == 201, made.content
    row = made.json()
    source = {"title", "publisher", "published_on", "owner"}
    assert {name: row[name] for name in body.keys() - source} == {
        name: body[name] for name in body.keys() - source
    }
    assert {name: row["source"][name] for name in source} == {name: body[name] for name in source}
    assert made["Location"] == f"/api/v1/evidence/{row['id']}/"
    assert api.get(f"evidence/{row['id']}/").json() == row
    assert api.get(f"claims/{claim.pk}/").json()["evidence"] == [row]


def test_a_file_comes_as_a_form(api: Any, claim: Any) -> None:
    data = b"%PDF-1.7 " + bytes(range(256)) * 4
    form = {
        "file": SimpleUploadedFile("../tickets.html", data, "text/html"), "stance": "supports",
        "title": "Tickets", "locator": '{"page": 4}', "kind": "document",
    }  # fmt: skip
    made = api.post(f"claims/{claim.pk}/evidence/", form, form=True)
    assert made.status_code == 201, made.content
    row = made.json()
    assert row["file"] == {
        "name": "tickets.pdf",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": "application/pdf",
        "withheld": False,
        "preview": {"state": "waiting", "why": "", "family": "", "pages": 0, "pictures": 0},
    }
    assert row["locator"] == {"page": 4}


def test_a_file_above_its_bound_is_too_large(api: Any, claim: Any) -> None:
    large = b"Counts. " * (25 * 1024 * 128 + 1)
    form = {"file": SimpleUploadedFile("a.txt", large), "stance": "supports"}
    response = api.post(f"claims/{claim.pk}/evidence/", form, form=True)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert Evidence.objects.count() == 0


def test_evidence_that_leads_nowhere_is_refused(api: Any, claim: Any) -> None:
    assert (
        api.post(f"claims/{claim.pk}/evidence/", {"stance": "supports"}).json()["code"] == "invalid"
    )


def test_a_locator_may_hold_fractions_at_any_depth(api: Any, claim: Any, verdict: Any) -> None:
    place = {"second": 12.5, "areas": [{"x": 0.25}]}
    body = {"stance": "supports", "title": "A film", "locator": place}
    made = api.post(f"claims/{claim.pk}/evidence/", body)
    assert made.json()["locator"] == place
    assert api.post(f"verdicts/{verdict.pk}/submit/").status_code == 200


@pytest.mark.parametrize(
    "number", ["1e999", "-1e999", "1" + "0" * 400, "-5.7e31", "9007199254740992.0"]
)
def test_a_number_that_cannot_be_stored_is_refused(api: Any, claim: Any, number: str) -> None:
    body = '{"stance": "supports", "title": "x", "locator": {"page": %s}}' % number  # noqa: UP031
    address = f"/api/v1/claims/{claim.pk}/evidence/"
    refused = api.client.post(address, body, content_type="application/json")
    assert refused.json()["errors"].keys() == {"locator"}


def test_what_was_said_off_the_record_is_never_public(api: Any, claim: Any) -> None:
    body = {"stance": "supports", "title": "A clerk", "terms": "off_record", "visibility": "public"}
    assert api.post(f"claims/{claim.pk}/evidence/", body).json()["code"] == "invalid"


def test_evidence_is_changed_and_detached(api: Any, claim: Any, evidence: Any) -> None:
    address = f"evidence/{evidence.pk}/"
    changes = {
        "stance": "context",
        "quote": "Other words",
        "title": "Another title",
        "locator": {"page": "4"},
    }
    row = api.patch(address, changes, api.get(address)["ETag"]).json()
    assert (row["stance"], row["quote"], row["source"]["title"], row["locator"]) == (
        "context", "Other words", "Another title", {"page": "4"},
    )  # fmt: skip
    assert api.delete(address, api.get(address)["ETag"]).status_code == 204
    assert api.send("get", address).status_code == 404
    assert api.get(f"claims/{claim.pk}/").json()["evidence"] == []


def test_sealing_moves_the_words_apart_and_cannot_be_undone(api: Any, evidence: Any) -> None:
    address = f"evidence/{evidence.pk}/"
    sealed = api.patch(address, {"visibility": "sealed"}, api.get(address)["ETag"]).json()
    assert (sealed["sealed"], sealed["readable"], sealed["quote"]) == (True, True, evidence.quote)
    assert Evidence.objects.get(pk=evidence.pk).quote == ""
    response = api.patch(address, {"visibility": "public"}, api.get(address)["ETag"])
    assert response.json()["errors"].keys() == {"visibility"}


def test_the_whole_file_is_a_download_too(api: Any, claim: Any) -> None:
    form = {"file": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n<html>"), "stance": "context"}
    row = api.post(f"claims/{claim.pk}/evidence/", form, form=True).json()
    whole = api.get(f"evidence/{row['id']}/file/")
    assert whole["Content-Disposition"] == 'attachment; filename="a.png"'
