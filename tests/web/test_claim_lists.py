"""The list of claims: found by everything that is known, triaged, assigned and named many at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.actions.claims import highlight_claim, triage_claim
from annotations.actions.evidence import attach_evidence
from annotations.models import AuditEvent, Claim, Triage

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]


@pytest.fixture
def three(editor: Any, article: Any) -> list[Claim]:
    """Three claims of one article."""
    return [
        highlight_claim(
            actor=editor, article_id=article.pk, start=4, end=11,
            fields={"statement": f"Statement {word}.", "speaker": f"{word} Lind", "kind": kind, "harm": harm},
        )
        for word, kind, harm in [
            ("Alder", "quantity", "high"),
            ("Birch", "event", ""),
            ("Cedar", "event", "low"),
        ]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "alder"}, "Alder"),
        ({"kind": "event"}, "Birch Cedar"),
        ({"harm": "high", "state": "open"}, "Alder"),
        ({"speaker": "birch l"}, "Birch"),
        ({"missing": "evidence"}, "Alder Birch Cedar"),
        ({"triage": "not_selected"}, "Cedar"),
        ({"triage": "undecided"}, "Alder Birch"),
        ({"publisher": "zz"}, ""),
        ({"overdue": "yes"}, ""),
        ({"language": "en", "added_since": "2020-01-01"}, "Alder Birch Cedar"),
    ],
)
def test_claims_are_found_by_what_is_known_of_them(
    asked: dict[str, str], found: str, editor: Any, three: Any, visit: Visit, words: Read
) -> None:
    triage_claim(actor=editor, claim_id=three[2].pk, decision="to_check")
    triage_claim(actor=editor, claim_id=three[2].pk, decision="not_selected", ground="no_time")
    page = words(visit(editor).get(reverse("web:claims"), asked))
    assert [
        word for word in ("Alder", "Birch", "Cedar") if f"Statement {word}" in page
    ] == found.split()


def test_many_are_triaged_at_once_and_each_decision_is_logged(
    editor: Any, three: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    sent = {
        "act": "triage", "decision": "not_checkable", "ground": "opinion", "reason": "A matter of taste.",
        "picked": [str(claim.pk) for claim in three[:2]], "back": "?kind=event&ordering=created",
    }  # fmt: skip
    response = client.post(reverse("web:claims-at-once"), sent, follow=True)
    assert response.redirect_chain[-1][0] == f"{reverse('web:claims')}?kind=event&ordering=created"
    page = words(response)
    assert "2 claims are changed." in page
    assert "Not checkable: Opinion" in page
    assert "A matter of taste." in page
    assert Triage.objects.count() == AuditEvent.objects.filter(act="claim.triaged").count() == 2


def test_a_decision_against_a_claim_says_why(
    editor: Any, three: Any, visit: Visit, words: Read
) -> None:
    sent = {"act": "triage", "decision": "not_selected", "picked": [str(three[0].pk)]}
    response = visit(editor).post(reverse("web:claims-at-once"), sent, follow=True)
    assert "Say why this claim will not be checked" in words(response)
    assert not Triage.objects.exists()


def test_all_that_match_are_taken_where_asked_and_no_other(
    editor: Any, three: Any, visit: Visit
) -> None:
    sent = {"act": "topic", "topic": "Harbour", "all": "1", "back": "?kind=event"}
    visit(editor).post(reverse("web:claims-at-once"), sent)
    named = Claim.objects.filter(topics__name="Harbour").values_list("kind", flat=True)
    assert list(named) == ["event", "event"]


def test_each_row_has_its_own_fate(
    editor: Any, second: Any, three: Any, stranger: Any, visit: Visit, words: Read
) -> None:
    elsewhere = "01890000-0000-7000-8000-000000000000"
    sent = {
        "act": "assign",
        "assignee": str(second.account_id),
        "picked": [str(three[0].pk), elsewhere, "odd"],
    }
    page = words(visit(editor).post(reverse("web:claims-at-once"), sent, follow=True))
    assert "1 claim is changed." in page
    assert "There is no such row on this desk." in page
    three[0].refresh_from_db()
    assert three[0].assignee == second.account


def test_whoever_only_reads_is_offered_no_act(
    desk: Any, join: Any, three: Any, visit: Visit
) -> None:
    guest = join(desk, "guest@example.org", "guest")
    assert b'name="picked"' not in visit(guest).get(reverse("web:claims")).content


def test_the_list_costs_the_same_for_two_and_for_twenty(
    editor: Any, article: Any, visit: Visit, cost: Callable[[Client, str], int]
) -> None:
    def grow(count: int) -> None:
        for n in range(count):
            fields = {"statement": f"Number {n}.", "speaker": f"Speaker {n}", "topics": [f"t{n}"]}
            claim = highlight_claim(
                actor=editor, article_id=article.pk, start=4, end=11, fields=fields
            )
            triage_claim(actor=editor, claim_id=claim.pk, decision="to_check")
            attach_evidence(
                actor=editor, claim_id=claim.pk, fields={"stance": "supports", "title": f"E {n}"}
            )

    client = visit(editor)
    grow(2)
    few = cost(client, reverse("web:claims"))
    grow(18)
    assert cost(client, reverse("web:claims")) == few
    assert few <= 20
