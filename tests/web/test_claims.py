"""The page of one claim."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.actions.evidence import attach_evidence
from annotations.models import SealedAccess

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]


def page_of(claim: Any) -> str:
    return reverse("web:claim", args=[claim.pk])


def test_the_page_says_what_who_where_and_how_it_came_about(
    editor: Any, approved: Any, article: Any, visit: Visit, words: Read
) -> None:
    page = words(visit(editor).get(page_of(approved.claim)))
    for expected in [
        approved.claim.statement,
        "Ilse Brandt, harbour master",
        article.title,
        "Approved",
        "Mostly false",
        "approved, and unchanged since",
        "2023: 411,870 passengers",
        "Claim made",
        "Submitted for review",
        "Verdict approved",
        "Rosa Okafor",
    ]:
        assert expected in page, expected


def test_a_claim_is_withdrawn_after_asking_and_stays_readable(
    editor: Any, claim: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    claim.refresh_from_db()
    address = reverse("web:claim-withdraw", args=[claim.pk])
    response = client.post(address, {"version": claim.row_version}, follow=True)
    assert "The claim was withdrawn" in words(response)
    assert claim.statement in words(response)
    claim.refresh_from_db()
    assert claim.withdrawn_at is not None


@pytest.mark.parametrize("version", ["0", "", "x", "9" * 5000])
def test_a_claim_that_changed_meanwhile_is_not_withdrawn(
    editor: Any, claim: Any, visit: Visit, words: Read, version: str
) -> None:
    address = reverse("web:claim-withdraw", args=[claim.pk])
    response = visit(editor).post(address, {"version": version}, follow=True)
    assert "Somebody changed this" in words(response)
    claim.refresh_from_db()
    assert claim.withdrawn_at is None


def test_sealed_words_are_on_the_page_of_those_named_only(
    editor: Any, lead: Any, claim: Any, visit: Visit, words: Read
) -> None:
    fields = {
        "kind": "interview",
        "quote": "I saw the books myself",
        "stance": "refutes",
        "visibility": "sealed",
        "note": "Clerk of the port",
    }
    piece = attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)
    assert SealedAccess.objects.filter(evidence=piece, account=editor.account).exists()
    mine = words(visit(editor).get(page_of(claim)))
    assert "I saw the books myself" in mine
    response = visit(lead).get(page_of(claim))
    assert "Sealed evidence" in words(response)
    assert "I saw the books" not in response.content.decode()
    assert "Clerk of the port" not in response.content.decode()


def test_another_desks_claim_is_not_there(stranger: Any, claim: Any, visit: Visit) -> None:
    client = visit(stranger)
    assert client.get(page_of(claim)).status_code == 404
    address = reverse("web:claim-withdraw", args=[claim.pk])
    assert client.post(address, {"version": claim.row_version}).status_code == 404
    claim.refresh_from_db()
    assert claim.withdrawn_at is None
