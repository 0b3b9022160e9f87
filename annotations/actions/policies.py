"""Review policies and queues. A round keeps the policy it began with; a new version is for rounds to come."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import Versions, act, locked, refreshed, refuse_unknown
from annotations.actions.audit import Line
from annotations.actions.versions import made_default, newest_version, replaced, retired
from annotations.domain.consensus import policy_problems
from annotations.domain.errors import InvalidError
from annotations.domain.text import one_line
from annotations.domain.vocabulary import ReviewKind
from annotations.models import Membership, ReviewPolicy, ReviewQueue

LONGEST_NAME: Final = 100
QUEUE_FIELDS: Final = frozenset({"name", "lease_minutes"})
LEASES: Final = range(5, 241)


@act
def revise_policy(
    *,
    actor: Membership,
    policy_id: UUID,
    name: str,
    kinds: Mapping[ReviewKind, int],
    blind: bool,
    adjudication_steps: int,
    due_hours: int,
) -> ReviewPolicy:
    """A new version of the policy whose newest version is `policy_id`, for rounds that begin from now on.

    Raises InvalidError with the fields that are wrong, and StaleError when somebody made a version meanwhile.
    """
    policies.may_lead(actor).require()
    before = newest_version(ReviewPolicy.objects.all(), actor, policy_id)
    _check(name, kinds, adjudication_steps, due_hours)
    was_default = before.is_default
    lines = replaced(before, "policy")
    policy = ReviewPolicy.objects.create(
        desk_id=before.desk_id,
        slug=before.slug,
        number=before.number + 1,
        name=one_line(name)[:LONGEST_NAME],
        kinds={kind.value: count for kind, count in kinds.items() if count},
        blind=blind,
        adjudication_steps=adjudication_steps,
        due_hours=due_hours,
        made_by=actor.account,
        is_default=was_default,
    )
    audit.record_lines([Line("policy.added", policy), *lines], actor=actor)
    return policy


@act
def make_default_policy(*, actor: Membership, policy_id: UUID) -> ReviewPolicy:
    """Rounds that begin from now on take this policy."""
    policy, lines = made_default(ReviewPolicy.objects.all(), actor, policy_id, "policy")
    audit.record_lines(lines, actor=actor)
    return policy


@act
def retire_policy(*, actor: Membership, policy_id: UUID) -> ReviewPolicy:
    """No round begins under this policy any more."""
    policy, lines = retired(ReviewPolicy.objects.all(), actor, policy_id, "policy")
    audit.record_lines(lines, actor=actor)
    return policy


@act
def change_queue(
    *, actor: Membership, queue_id: UUID, expected_version: Versions, changes: dict[str, Any]
) -> ReviewQueue:
    """Name a queue, and say how long a review in it is held for one person."""
    policies.may_lead(actor).require()
    queue = locked(
        ReviewQueue.objects.visible_to(actor), queue_id, expected_version=expected_version
    )
    refuse_unknown(changes, QUEUE_FIELDS)
    queue.name = one_line(changes.get("name", queue.name))[:LONGEST_NAME]
    queue.lease_minutes = changes.get("lease_minutes", queue.lease_minutes)
    if not queue.name:
        words = _("A queue needs a name.")
        raise InvalidError(words, errors={"name": [words]})
    if queue.lease_minutes not in LEASES:
        words = _("Choose between 5 minutes and 4 hours (240 minutes).")
        raise InvalidError(words, errors={"lease_minutes": [words]})
    queue.save(update_fields=["name", "lease_minutes"])
    data = {"fields": sorted(changes)}
    audit.record("queue.changed", actor=actor, subject=refreshed(queue), content=False, data=data)
    return queue


def _check(name: str, kinds: Mapping[ReviewKind, int], steps: int, due_hours: int) -> None:
    problems = {
        field: _(text)
        for field, text in policy_problems(kinds, steps=steps, due_hours=due_hours).items()
    }
    if not one_line(name):
        problems["name"] = _("A policy needs a name.")
    if problems:
        raise InvalidError(
            " ".join(problems.values()), errors={field: [text] for field, text in problems.items()}
        )
