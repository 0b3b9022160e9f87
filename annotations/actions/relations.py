"""How claims relate to each other: said by a person, and taken back. A verdict is never inherited."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import (
    Versions,
    act,
    alone,
    check_version,
    found,
    locked,
    locked_claim,
    refreshed,
)
from annotations.domain.errors import DuplicateError, InvalidError, WrongStateError
from annotations.domain.text import one_line
from annotations.domain.vocabulary import RelationKind
from annotations.models import Claim, Membership, Relation
from annotations.queries.relations import relations_among

LONGEST = 500


@act
def relate_claims(
    *, actor: Membership, claim_id: UUID, other_id: UUID, kind: RelationKind, differs: str = ""
) -> Relation:
    """Say how the claim relates to another one; of a variant also in what it differs.

    Raises InvalidError and DuplicateError. Nothing of either claim changes, and no verdict is carried over.
    """
    claim = locked_claim(actor, claim_id)
    policies.may_edit_claim(actor, claim).require()
    other = found(Claim.objects.visible_to(actor), other_id)
    if other.pk == claim.pk:
        words = _("A claim does not relate to itself. Choose another claim.")
        raise InvalidError(words, errors={"other": [words]})
    differs = one_line(differs)[:LONGEST]
    if kind == RelationKind.VARIANT_OF and not differs:
        words = _("Say in what it differs: a number, a unit, a period, a place, or a “not”.")
        raise InvalidError(words, errors={"differs": [words]})
    alone("relation", *sorted([str(claim.pk), str(other.pk)]))
    if relations_among(claim.pk, other.pk).filter(kind=kind).exists():
        raise DuplicateError(_("These two claims are related in this way already."))
    relation = Relation.objects.create(
        claim=claim, other=other, kind=kind, differs=differs, account=actor.account
    )
    data = {"other": str(other.pk), "kind": str(kind)}
    audit.record("relation.made", actor=actor, subject=relation, claim_id=claim.pk, data=data)
    return relation


@act
def dissolve_relation(
    *, actor: Membership, relation_id: UUID, expected_version: Versions
) -> Relation:
    """Take a relation back. That it stood, and who said so, stays in the history."""
    seen = Relation.objects.filter(claim__in=Claim.objects.visible_to(actor))
    claim = locked_claim(actor, found(seen, relation_id).claim_id)
    policies.may_edit(actor).require()
    relation = locked(seen, relation_id)
    check_version(relation, expected_version)
    if relation.dissolved_at is not None:
        raise WrongStateError(_("This relation was taken back already."))
    relation.dissolved_at = timezone.now()
    relation.save(update_fields=["dissolved_at"])
    audit.record(
        "relation.dissolved", actor=actor, subject=refreshed(relation), claim_id=claim.pk,
        data={"other": str(relation.other_id), "kind": relation.kind},
    )  # fmt: skip
    return relation
