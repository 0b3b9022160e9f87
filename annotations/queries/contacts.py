"""Asking the claimant: what was asked, what came back, what is overdue, and what came too late for a submission."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.domain.errors import NotFoundError
from annotations.domain.vocabulary import NoticeKind, NoticeWay, VerdictState
from annotations.models import (
    Claim,
    Contact,
    Membership,
    Notification,
    NotificationChoice,
    Submission,
    Verdict,
)
from annotations.queries.people import account_row

SHOWN = 20
SETTLED = (VerdictState.WITHDRAWN, VerdictState.RETRACTED)


def contacts_of(member: Membership, claim_id: UUID | str) -> QuerySet[Contact]:
    """The log of one claim, oldest first, or NotFoundError."""
    if not Claim.objects.visible_to(member).filter(pk=claim_id).exists():
        raise NotFoundError(_("There is no such claim on this desk."))
    return _told(Contact.objects.filter(claim_id=claim_id)).order_by("id")


def contact_of(member: Membership, contact_id: UUID | str) -> Contact:
    """One contact, or NotFoundError."""
    seen = Contact.objects.filter(claim__in=Claim.objects.visible_to(member), pk=contact_id)
    contact = _told(seen).first()
    if contact is None:
        raise NotFoundError(_("There is no such contact on this desk."))
    return contact


def _told(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    return rows.select_related("person", "account", "claim")


def contact_row(contact: Contact) -> dict[str, Any]:
    """One contact as the API and the pages show it."""
    person = contact.person
    return {
        "id": str(contact.pk),
        "claim": str(contact.claim_id),
        "person": {"id": str(person.pk), "name": person.name} if person else None,
        "whom": contact.whom,
        "channel": contact.channel,
        "question": contact.question,
        "sent_at": contact.sent_at,
        "deadline": contact.deadline,
        "reply": contact.reply,
        "replied_at": contact.replied_at,
        "none_because": contact.none_because,
        "late": waits(contact)
        and contact.deadline is not None
        and contact.deadline < timezone.now(),
        "created_at": contact.created_at,
        "created_by": account_row(contact.account),
        "etag": contact.etag,
    }


def waits(contact: Contact) -> bool:
    """Whether a reply is still to come."""
    return contact.replied_at is None and not contact.none_because


def overdue(member: Membership) -> list[dict[str, Any]]:
    """What the member asked and got no reply to in time, the longest first."""
    seen = Claim.objects.visible_to(member).standing()
    rows = Contact.objects.filter(
        account=member.account_id, claim__in=seen, deadline__lt=timezone.now(),
        replied_at=None, none_because="",
    )  # fmt: skip
    return [_line(contact) for contact in _told(rows).order_by("deadline")[:SHOWN]]


def late_replies(member: Membership) -> list[dict[str, Any]]:
    """Replies that came after a verdict of the member, or one they review, was submitted and is not decided yet."""
    mine = Q(author=member.account_id) | Q(queue_items__holder=member.account_id)
    mine |= Q(submissions__reviews__reviewer=member.account_id)
    open_ones = Verdict.objects.filter(
        mine, claim=OuterRef("claim"), rounds__closed_at=None,
        rounds__submission__created_at__lt=OuterRef("replied_at"),
    ).exclude(state__in=SETTLED)  # fmt: skip
    rows = Contact.objects.filter(
        Exists(open_ones), claim__in=Claim.objects.visible_to(member), replied_at__isnull=False
    )
    return [_line(contact) for contact in _told(rows).order_by("-replied_at")[:SHOWN]]


def replies_since(submission: Submission) -> list[dict[str, Any]]:
    """Replies on the claim that came after this was submitted: whoever submitted it did not know them."""
    rows = Contact.objects.filter(claim_id=submission.claim_id, replied_at__isnull=False).filter(
        Q(replied_at__gt=submission.created_at)
    )
    return [contact_row(contact) for contact in _told(rows).order_by("replied_at")]


def _line(contact: Contact) -> dict[str, Any]:
    return {**contact_row(contact), "statement": contact.claim.statement}


def contacts_to_tell_of() -> QuerySet[Contact]:
    """Contacts whose deadline has passed without a reply, and whose asker was not told of it though they want to be."""
    told = Notification.objects.filter(
        subject_id=OuterRef("pk"), kind=NoticeKind.DEADLINE, created_at__gte=OuterRef("deadline")
    )
    silent = NotificationChoice.objects.filter(
        account=OuterRef("account"), kind=NoticeKind.DEADLINE, way=NoticeWay.NONE
    )
    there = Membership.objects.active(timezone.now()).filter(
        account=OuterRef("account"), desk=OuterRef("claim__desk"), scope_kind=""
    )
    return Contact.objects.filter(
        ~Exists(told), ~Exists(silent), Exists(there), deadline__lt=timezone.now(),
        replied_at=None, none_because="", claim__withdrawn_at=None,
    )  # fmt: skip
