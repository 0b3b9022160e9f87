"""Claims that relate: said by a person, taken back by a person, and no verdict goes over."""

from collections.abc import Callable
from typing import Any

import pytest

from annotations.actions.claims import highlight_claim
from annotations.actions.relations import dissolve_relation, relate_claims
from annotations.domain.errors import (
    DuplicateError,
    InvalidError,
    NotFoundError,
    NotPermittedError,
    StaleError,
    WrongStateError,
)
from annotations.domain.vocabulary import RelationKind
from annotations.models import AuditEvent, Relation, Verdict
from annotations.queries.claims import claim_detail
from annotations.queries.relations import relations_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(editor: Any, article: Any) -> Any:
    return highlight_claim(
        actor=editor,
        article_id=article.pk,
        start=0,
        end=7,
        fields={"statement": "The ferries carried 410,000 passengers."},
    )


def related(member: Any, claim: Any, other: Any, kind: str = "same", differs: str = "") -> Relation:
    return relate_claims(
        actor=member, claim_id=claim.pk, other_id=other.pk, kind=RelationKind(kind), differs=differs
    )


def test_a_relation_stands_on_both_claims_until_it_is_taken_back(
    editor: Any, claim: Any, other: Any
) -> None:
    relation = related(editor, claim, other, "variant_of", "Another number.")
    (here,), (there,) = relations_of(editor, claim.pk), relations_of(editor, other.pk)
    assert (here["reverse"], there["reverse"]) == (False, True)
    assert here["claim"]["id"] == str(other.pk)
    assert there["claim"]["id"] == str(claim.pk)
    assert here["differs"] == there["differs"] == "Another number."
    with pytest.raises(StaleError):
        dissolve_relation(actor=editor, relation_id=relation.pk, expected_version=99)
    dissolve_relation(actor=editor, relation_id=relation.pk, expected_version=None)
    assert relations_of(editor, claim.pk) == relations_of(editor, other.pk) == []
    with pytest.raises(WrongStateError):
        dissolve_relation(actor=editor, relation_id=relation.pk, expected_version=None)
    acts = AuditEvent.objects.filter(act__startswith="relation.").order_by("id")
    assert list(acts.values_list("act", flat=True)) == ["relation.made", "relation.dissolved"]
    related(editor, other, claim)


def test_no_verdict_is_inherited_and_none_is_voided(editor: Any, approved: Any, other: Any) -> None:
    related(editor, other, approved.claim)
    assert claim_detail(editor, other.pk)["verdict"] is None
    assert Verdict.objects.count() == 1
    approved.refresh_from_db()
    assert approved.state == "approved"
    assert claim_detail(editor, approved.claim_id)["verdict"]["stands"]
    (row,) = relations_of(editor, other.pk)
    assert row["claim"]["rating"] == "Mostly false"


def test_what_makes_no_sense_is_refused(editor: Any, claim: Any, other: Any) -> None:
    with pytest.raises(InvalidError, match="itself"):
        related(editor, claim, claim)
    with pytest.raises(InvalidError, match="in what it differs"):
        related(editor, claim, other, "variant_of", "  ")
    related(editor, claim, other)
    for one, two in ((claim, other), (other, claim)):
        with pytest.raises(DuplicateError):
            related(editor, one, two)
    assert Relation.objects.count() == 1


def test_claims_of_another_desk_are_not_there_and_guests_relate_nothing(
    editor: Any, stranger: Any, desk: Any, join: Callable[..., Any], claim: Any, other: Any
) -> None:
    relation = related(editor, claim, other)
    guest = join(desk, "guest@example.org", "guest")
    for member, refused in ((stranger, NotFoundError), (guest, NotPermittedError)):
        with pytest.raises(refused):
            related(member, claim, other, "variant_of", "Number.")
        with pytest.raises(refused):
            dissolve_relation(actor=member, relation_id=relation.pk, expected_version=None)
    relation.refresh_from_db()
    assert relation.dissolved_at is None
