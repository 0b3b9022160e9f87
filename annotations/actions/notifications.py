"""Telling people: one statement an act, whoever is told. Nobody is told of what they did, or may not see.

A notice holds no words of a claim, and neither does its mail: both only lead to where the words stand.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from annotations.actions.acts import alone, refuse_unknown, step
from annotations.dispatch import Job, enqueue
from annotations.domain.vocabulary import NoticeKind, NoticeWay
from annotations.models import Membership, Notification, NotificationChoice

KEPT: Final = timedelta(days=90)
"""How long a notice that was read is kept."""

# Whoever is told has a place on the desk now, sees the claim (a guest only within their scope), and wants to
# be told. `wanted` gives accounts with what they are told of.
_TELL: Final = """
WITH told AS (
    INSERT INTO annotations_notification (id, created_at, desk_id, account_id, kind, claim_id, subject_id, by_id)
    SELECT gen_random_uuid(), %(now)s::timestamptz, wanted.desk_id, m.account_id, %(kind)s, wanted.claim_id,
           wanted.subject_id, %(by)s::uuid
    FROM ({wanted}) wanted
    JOIN annotations_membership m ON m.account_id = wanted.account_id AND m.desk_id = wanted.desk_id
         AND m.starts_at <= %(now)s::timestamptz AND (m.ends_at IS NULL OR m.ends_at > %(now)s::timestamptz)
    JOIN annotations_account a ON a.id = m.account_id AND a.is_active AND NOT a.is_system
    LEFT JOIN annotations_notificationchoice c ON c.account_id = a.id AND c.kind = %(kind)s
    WHERE coalesce(c.way, 'page') <> 'none' AND m.account_id IS DISTINCT FROM %(by)s::uuid
      AND (m.scope_kind = '' OR wanted.claim_id IS NULL
           OR (m.scope_kind = 'claim' AND m.scope_id = wanted.claim_id)
           OR (m.scope_kind = 'article' AND EXISTS (
               SELECT FROM annotations_occurrence o
               WHERE o.claim_id = wanted.claim_id AND o.article_id = m.scope_id)))
    RETURNING id, account_id)
INSERT INTO annotations_mail (id, created_at, kind, "to", notice_id, attempts, next_try_at, problem)
SELECT gen_random_uuid(), %(now)s::timestamptz, 'notice', a.email, told.id, 0, %(now)s::timestamptz, ''
FROM told JOIN annotations_account a ON a.id = told.account_id
JOIN annotations_notificationchoice c ON c.account_id = a.id AND c.kind = %(kind)s AND c.way = 'mail'
RETURNING id"""

_NAMED: Final = """
    SELECT DISTINCT id AS account_id, %(desk)s::uuid AS desk_id, %(claim)s::uuid AS claim_id,
           %(subject)s::uuid AS subject_id
    FROM unnest(%(accounts)s::uuid[]) id"""
_REVIEWERS: Final = """
    SELECT m.account_id, m.desk_id, %(claim)s::uuid AS claim_id, %(subject)s::uuid AS subject_id
    FROM annotations_membership m
    WHERE m.desk_id = %(desk)s AND m.role IN ('reviewer', 'lead') AND m.ends_at IS NULL
      AND NOT EXISTS (SELECT FROM annotations_contribution k
                      WHERE k.claim_id = %(claim)s AND k.account_id = m.account_id)"""
# A deadline that was moved is told of again when it passes.
_OVERDUE: Final = """
    SELECT k.account_id, l.desk_id, l.id AS claim_id, k.id AS subject_id
    FROM annotations_contact k JOIN annotations_claim l ON l.id = k.claim_id AND l.withdrawn_at IS NULL
    WHERE k.deadline < %(now)s::timestamptz AND k.replied_at IS NULL AND k.none_because = ''
      AND NOT EXISTS (SELECT FROM annotations_notification n
                      WHERE n.subject_id = k.id AND n.kind = 'deadline' AND n.created_at >= k.deadline)"""


def tell(
    kind: NoticeKind,
    accounts: Iterable[UUID | None],
    *,
    desk_id: UUID,
    subject_id: UUID,
    claim_id: UUID | None = None,
    by: UUID | None = None,
) -> None:
    """Tell these accounts, within the transaction of the act that gives cause; `by` is who did it."""
    named = sorted({str(account) for account in accounts if account is not None})
    if named:
        values = {"desk": desk_id, "claim": claim_id, "subject": subject_id, "by": by}
        _insert(_NAMED, {**values, "kind": kind.value, "accounts": named})


def tell_reviewers(*, desk_id: UUID, claim_id: UUID, subject_id: UUID, by: UUID) -> None:
    """Tell everybody who could review the claim's verdict that it waits for one."""
    values = {"desk": desk_id, "claim": claim_id, "subject": subject_id, "by": by}
    _insert(_REVIEWERS, {**values, "kind": NoticeKind.TO_REVIEW.value})


def _insert(wanted: str, values: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TELL.format(wanted=wanted), {**values, "now": timezone.now()})
        mails = [row[0] for row in cursor.fetchall()]
    for mail_id in mails:
        enqueue(Job.DELIVER_MAIL, mail_id=mail_id)


@step
def tell_deadlines() -> None:
    """Tell whoever asked that the deadline for a reply has passed; done twice it tells once."""
    alone("tell_deadlines")
    _insert(_OVERDUE, {"kind": NoticeKind.DEADLINE.value, "by": None})


@step
def read_notices(*, actor: Membership, ids: Iterable[UUID] | None = None) -> int:
    """Mark the actor's notices as read, those of `ids` or all; returns how many were unread."""
    rows = Notification.objects.visible_to(actor).unread()
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return rows.update(read_at=timezone.now())


@step
def choose_notices(*, actor: Membership, ways: Mapping[str, str]) -> None:
    """How the actor's account wants to be told, by kind; kinds that are not named stay as they are."""
    refuse_unknown(ways, [kind.value for kind in NoticeKind])
    refuse_unknown(ways.values(), [way.value for way in NoticeWay])
    for kind, way in ways.items():
        NotificationChoice.objects.update_or_create(
            account=actor.account, kind=kind, defaults={"way": way}
        )


def forget_old_notices() -> None:
    """Delete what was read three months ago."""
    Notification.objects.filter(read_at__lt=timezone.now() - KEPT).delete()
