"""The page of one claim."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.actions.evidence import attach_evidence
from annotations.actions.verdicts import draft_verdict, revise_verdict
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


def version_in(response: Any, address: str) -> str:
    """The version that the form of the page sends."""
    found = re.search(
        rf'action="{re.escape(address)}".*?name="version" value="([^"]*)"',
        response.content.decode(),
        re.DOTALL,
    )
    assert found
    return found[1]


def test_a_claim_is_withdrawn_after_asking_and_stays_readable(
    editor: Any, claim: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    address = reverse("web:claim-withdraw", args=[claim.pk])
    version = version_in(client.get(page_of(claim)), address)
    response = client.post(address, {"version": version}, follow=True)
    assert "The claim was withdrawn" in words(response)
    assert claim.statement in words(response)
    claim.refresh_from_db()
    assert claim.withdrawn_at is not None


def test_a_verdict_is_withdrawn_at_the_version_seen_and_another_may_follow(
    editor: Any, second: Any, verdict: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    address = reverse("web:verdict-withdraw", args=[verdict.pk])
    seen = version_in(client.get(page_of(verdict.claim)), address)
    revise_verdict(
        actor=second, verdict_id=verdict.pk, expected_version=None, changes={"summary": "New."}
    )
    stale = client.post(address, {"version": seen})
    assert stale.status_code == 412
    assert "Somebody changed this" in words(stale)
    assert "New." in words(stale)
    response = client.post(address, {"version": version_in(stale, address)}, follow=True)
    assert "The verdict was withdrawn" in words(response)
    assert draft_verdict(actor=editor, claim_id=verdict.claim_id).state == "draft"
    again = client.post(address, {"version": "3"})
    assert again.status_code in (409, 412)


@pytest.mark.parametrize("version", ["0", "", "x", "9" * 5000, "1.x"])
def test_a_claim_that_changed_meanwhile_is_not_withdrawn(
    editor: Any, claim: Any, visit: Visit, words: Read, version: str
) -> None:
    address = reverse("web:claim-withdraw", args=[claim.pk])
    response = visit(editor).post(address, {"version": version})
    assert response.status_code == 412
    assert "Somebody changed this" in words(response)
    assert claim.statement in words(response)
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
