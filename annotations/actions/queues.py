"""Review queues: items are made from open rounds, taken, held for a while, and given back.

PostgreSQL is the truth: filling is one statement that makes what is missing, so running it twice or in
two workers at once changes nothing.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, DataError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions.acts import alone, found, locked, step
from annotations.domain.errors import NotFoundError
from annotations.domain.priority import BOOST_HOURS
from annotations.domain.vocabulary import QueueItemState
from annotations.models import Membership, QueueItem, ReviewQueue, ReviewRound

log = logging.getLogger(__name__)

# One row for each reason that can move an item ahead: the same hours as domain.priority.
_REASONS = """
    SELECT code, hours FROM (VALUES
        ('harm_high', %(harm_high)s, c.harm = 'high'), ('harm_medium', %(harm_medium)s, c.harm = 'medium'),
        ('reach_high', %(reach_high)s, c.reach = 'high'), ('reach_medium', %(reach_medium)s, c.reach = 'medium'),
        ('disputed', %(disputed)s, v.state = 'disputed'), ('resubmitted', %(resubmitted)s, s.number > 1)
    ) AS reason (code, hours, holds) WHERE holds"""

_WHY = f"""
    SELECT sum(hours)::int AS hours, jsonb_agg(jsonb_build_object('code', code, 'hours', hours)
           ORDER BY hours DESC, code) AS reasons FROM ({_REASONS}) holding"""

# Seats are counted through the kinds of a policy, so that one queue holds one live item a seat. The rounds
# are locked: one that a review is just closing is waited for, and gets no item that nobody would close. A review
# that was given before there was an item for it took its seat.
_FILL = f"""
INSERT INTO annotations_queueitem
    (id, created_at, row_version, queue_id, verdict_id, round_id, kind, seat, state, due_at, rank_at, reasons)
SELECT gen_random_uuid(), statement_timestamp(), 1, q.id, r.verdict_id, r.id, need.kind, need.seat, 'waiting',
       r.due_at, r.due_at - make_interval(hours => coalesce(why.hours, 0)), coalesce(why.reasons, '[]'::jsonb)
FROM annotations_reviewround r
JOIN annotations_submission s ON s.id = r.submission_id
JOIN annotations_claim c ON c.id = s.claim_id AND c.version = s.version AND c.withdrawn_at IS NULL
JOIN annotations_verdict v ON v.id = r.verdict_id AND v.state IN ('submitted', 'in_review', 'disputed')
JOIN annotations_reviewqueue q ON q.desk_id = c.desk_id AND q.slug = 'review'
JOIN annotations_reviewpolicy p ON p.id = r.policy_id
CROSS JOIN LATERAL (
    SELECT k.key AS kind, n, (row_number() OVER (ORDER BY k.key, n))::int AS seat
    FROM jsonb_each_text(p.kinds) k CROSS JOIN LATERAL generate_series(1, k.value::int) n
) need
CROSS JOIN LATERAL ({_WHY}) why
WHERE r.closed_at IS NULL AND (%(verdict)s::uuid IS NULL OR r.verdict_id = %(verdict)s::uuid)
  AND need.n > (SELECT count(*) FROM annotations_review w WHERE w.round_id = r.id AND w.kind = need.kind)
             - (SELECT count(*) FROM annotations_queueitem d
                WHERE d.round_id = r.id AND d.kind = need.kind AND d.state = 'done')
  AND NOT EXISTS (SELECT 1 FROM annotations_queueitem i
                  WHERE i.round_id = r.id AND i.queue_id = q.id AND i.seat = need.seat AND i.state <> 'cancelled')
ORDER BY r.due_at, r.id
FOR SHARE OF r
ON CONFLICT DO NOTHING"""

# Harm and reach may change while an item waits: what is live is ranked as if it were made now. An item that is
# just being taken or closed is left to the next time: waiting for it while holding another of its round locks up.
_RERANK = f"""
WITH stale AS (
    SELECT i.id, i.due_at - make_interval(hours => coalesce(why.hours, 0)) AS rank_at,
           coalesce(why.reasons, '[]'::jsonb) AS reasons
    FROM annotations_queueitem i
    JOIN annotations_reviewround r ON r.id = i.round_id
    JOIN annotations_submission s ON s.id = r.submission_id
    JOIN annotations_claim c ON c.id = s.claim_id
    JOIN annotations_verdict v ON v.id = r.verdict_id
    CROSS JOIN LATERAL ({_WHY}) why
    WHERE i.state IN ('waiting', 'leased') AND (%(verdict)s::uuid IS NULL OR i.verdict_id = %(verdict)s::uuid)
      AND i.reasons <> coalesce(why.reasons, '[]'::jsonb)
    FOR UPDATE OF i SKIP LOCKED)
UPDATE annotations_queueitem i SET rank_at = stale.rank_at, reasons = stale.reasons
FROM stale WHERE i.id = stale.id"""


def fill_review_queue(*, verdict_id: UUID | str | None = None) -> int:
    """Make the items that open rounds lack (of one verdict, or of all); returns how many were made.

    Live items whose reasons changed are ranked anew. A row that cannot be filled does not stop the others
    when all are filled; asked for by its id, it raises.
    """
    if verdict_id is not None:
        return _fill(verdict_id=verdict_id)
    try:
        return _fill(verdict_id=None)
    except DataError as error:
        log.warning("filling all queues at once failed (%s): one by one", type(error).__name__)
    return sum(map(_fill_if_it_can_be, _open_verdicts()))


@step
def _fill(*, verdict_id: UUID | str | None) -> int:
    with connection.cursor() as cursor:
        values = {**BOOST_HOURS, "verdict": str(verdict_id) if verdict_id else None}
        cursor.execute(_FILL, values)  # first: rounds are locked before items, as by reviews
        made = int(cursor.rowcount)
        cursor.execute(_RERANK, values)
        return made


def _fill_if_it_can_be(verdict_id: UUID) -> int:
    try:
        return _fill(verdict_id=verdict_id)
    except DatabaseError as error:  # the sweep rings for it alone, and counts
        log.warning("no queue item for verdict %s (%s)", verdict_id, type(error).__name__)
        return 0


def _open_verdicts() -> list[UUID]:
    return list(ReviewRound.objects.open().order_by("due_at").values_list("verdict_id", flat=True))


@step
def take_next(*, actor: Membership, queue_slug: str) -> QueueItem | None:
    """The item the actor holds, else the first free one open to them, leased; None when there is none.

    Two reviewers who ask at once get different items: rows that another one just takes are skipped.
    What the actor may no longer review is not held by them any more, whatever the lease says.
    """
    queue = ReviewQueue.objects.visible_to(actor).filter(slug=queue_slug).first()
    if queue is None:
        raise NotFoundError(_("There is no such queue on this desk."))
    policies.may_take(actor).require()
    alone("next", queue.pk, actor.account_id)  # asked twice at once, they get one item and not two
    now = timezone.now()
    items = QueueItem.objects.filter(queue=queue).open_to(actor.account)
    held = items.filter(
        state=QueueItemState.LEASED, holder=actor.account, lease_until__gt=now
    ).order_by("rank_at")
    if (mine := held.first()) is not None:
        return mine
    item = (
        items.free(now)
        .filter(policies.assigned_to(actor.account))
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("rank_at", "id")
        .first()
    )
    return None if item is None else _lease(actor, item, queue)


@step
def take_item(*, actor: Membership, item_id: UUID) -> QueueItem:
    """Lease this item. Refused while somebody else holds it."""
    item = _locked_item(actor, item_id)
    policies.may_review(actor, item.verdict).require()
    policies.may_hold(actor, item, timezone.now()).require()
    return _lease(actor, item, item.queue)


@step
def extend_lease(*, actor: Membership, item_id: UUID) -> QueueItem:
    """Hold the item for another full lease."""
    item = _locked_item(actor, item_id)
    policies.may_extend(actor, item).require()
    policies.may_review(actor, item.verdict).require()
    return _lease(actor, item, item.queue)


@step
def release_item(*, actor: Membership, item_id: UUID) -> QueueItem:
    """Give the item back to the queue."""
    item = _locked_item(actor, item_id)
    if item.state == QueueItemState.LEASED and item.holder_id == actor.account_id:
        item.state, item.holder, item.lease_until = QueueItemState.WAITING, None, None
        item.save(update_fields=["state", "holder", "lease_until"])
    return item


def _locked_item(actor: Membership, item_id: UUID) -> QueueItem:
    locked(QueueItem.objects.visible_to(actor), item_id)
    return found(QueueItem.objects.select_related("queue", "verdict__claim", "holder"), item_id)


def _lease(actor: Membership, item: QueueItem, queue: ReviewQueue) -> QueueItem:
    item.state = QueueItemState.LEASED
    item.holder = actor.account
    item.lease_until = timezone.now() + timedelta(minutes=queue.lease_minutes)
    item.save(update_fields=["state", "holder", "lease_until"])
    return item


def close_items(
    *, round_id: UUID, done_by: UUID | None = None, kind: str = "", cancel: bool = True
) -> None:
    """Close the items of a round: one seat of `kind` as done by its reviewer, and with `cancel` all others."""
    live = QueueItem.objects.live().filter(round_id=round_id)
    if done_by is not None:
        seats = live.filter(kind=kind).order_by("seat")
        mine = seats.filter(holder_id=done_by).first() or seats.first()
        if mine is not None:
            mine.state, mine.holder_id, mine.lease_until = QueueItemState.DONE, done_by, None
            mine.closed_at = timezone.now()
            mine.save(update_fields=["state", "holder", "lease_until", "closed_at"])
    if cancel:
        live.update(state=QueueItemState.CANCELLED, lease_until=None, closed_at=timezone.now())
