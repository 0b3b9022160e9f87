"""The log of asking whoever made a claim, and what came back.

None of it is substantive: a reply voids nothing by itself. Whoever changes the claim, its evidence or its
verdict on account of it makes a new version; until then author and reviewers are told that it came.
"""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import (
    Versions,
    act,
    found,
    locked,
    locked_claim,
    refreshed,
    refuse_unknown,
)
from annotations.actions.notifications import tell
from annotations.domain.errors import InvalidError
from annotations.domain.text import clean
from annotations.domain.vocabulary import NoticeKind, QueueItemState
from annotations.models import Claim, Contact, Membership, Person, QueueItem, Submission

FIELDS = {
    "person",
    "whom",
    "channel",
    "question",
    "sent_at",
    "deadline",
    "reply",
    "replied_at",
    "none_because",
}


@act
def log_contact(*, actor: Membership, claim_id: UUID, fields: dict[str, Any]) -> Contact:
    """One attempt to reach the claimant, or the reason why there was none."""
    claim = locked_claim(actor, claim_id)
    policies.may_edit_claim(actor, claim).require()
    contact = Contact(claim=claim, account=actor.account)
    _fill(actor, contact, fields)
    contact.save(force_insert=True)
    audit.record("contact.logged", actor=actor, subject=contact, claim_id=claim.pk)
    if contact.replied_at is not None:
        _tell_of_reply(actor, contact)
    return contact


@act
def change_contact(
    *, actor: Membership, contact_id: UUID, expected_version: Versions, changes: dict[str, Any]
) -> Contact:
    """Note the reply, move the deadline, or put right what was noted.

    A reply that comes after the claim's verdict was submitted is told to its author and its reviewers.
    """
    seen = Contact.objects.filter(claim__in=Claim.objects.visible_to(actor))
    claim = locked_claim(actor, found(seen, contact_id).claim_id)
    policies.may_edit_claim(actor, claim).require()
    contact = locked(seen, contact_id, expected_version=expected_version)
    waited = contact.replied_at is None
    _fill(actor, contact, changes)
    contact.save()
    replied = waited and contact.replied_at is not None
    audit.record(
        "contact.replied" if replied else "contact.changed",
        actor=actor,
        subject=refreshed(contact),
        claim_id=claim.pk,
        data={"fields": sorted(changes)},
    )
    if replied:
        _tell_of_reply(actor, contact)
    return contact


def _fill(actor: Membership, contact: Contact, changes: dict[str, Any]) -> None:
    refuse_unknown(changes, FIELDS)
    for name, value in changes.items():
        if name == "person":
            contact.person = found(Person.objects.visible_to(actor), value) if value else None
        else:
            setattr(contact, name, clean(value) if isinstance(value, str) else value)
    _check(contact)


def _check(contact: Contact) -> None:
    if not contact.none_because and not (contact.sent_at and contact.question):
        raise InvalidError(
            _("Say what was asked and when, or why nobody was asked."),
            errors={"question": [_("missing")]},
        )
    if contact.reply and not contact.replied_at:
        raise InvalidError(_("Say when the reply came."), errors={"replied_at": [_("missing")]})
    if contact.replied_at is not None and contact.replied_at > timezone.now():
        words = _("A reply has come already: its time cannot lie ahead.")
        raise InvalidError(words, errors={"replied_at": [words]})
    if contact.sent_at and contact.deadline and contact.deadline < contact.sent_at:
        words = _("The deadline comes after the question was sent.")
        raise InvalidError(words, errors={"deadline": [words]})


def _tell_of_reply(actor: Membership, contact: Contact) -> None:
    """Tell whoever judges or wrote a verdict that was submitted without the reply, and whoever asked."""
    submission = (
        Submission.objects.filter(claim_id=contact.claim_id)
        .select_related("verdict")
        .order_by("-id")
        .first()
    )
    told = {contact.account_id}
    if submission is not None:
        told |= {submission.verdict.author_id, submission.submitted_by_id}
        told |= set(submission.reviews.values_list("reviewer_id", flat=True))
        held = QueueItem.objects.filter(
            round__submission=submission, state=QueueItemState.LEASED, holder__isnull=False
        )
        told |= set(held.values_list("holder_id", flat=True))
    about = {"claim_id": contact.claim_id, "subject_id": contact.pk}
    tell(NoticeKind.REPLY, told, desk_id=actor.desk_id, by=actor.account_id, **about)
