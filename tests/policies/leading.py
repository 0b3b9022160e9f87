"""What a lead does on a desk, cell by cell."""

from collections.abc import Callable
from typing import Any, Protocol

from django.utils import timezone

from annotations.actions.desks import change_desk
from annotations.actions.members import (
    add_member,
    change_role,
    end_membership,
    invite_again,
    invite_member,
)
from annotations.actions.policies import (
    change_queue,
    make_default_policy,
    retire_policy,
    revise_policy,
)
from annotations.actions.scales import make_default_scale, retire_scale, revise_scale
from annotations.domain.ratings import TRUTH_SCALE
from annotations.domain.vocabulary import ReviewKind, Role
from annotations.models import Membership, RatingScale, ReviewPolicy, ReviewQueue


class World(Protocol):
    """A desk with somebody who joined and somebody who is invited."""

    desk: Any
    invited: Any
    other: Any


NEW: dict[str, Any] = {"email": "new@example.org", "name": "New", "role": Role.EDITOR}


def leading(world: World, member: Membership) -> dict[str, Callable[[], Any]]:
    """Acts on the desk itself."""
    return {
        "add_member": lambda: add_member(actor=member, **NEW),
        "invite_member": lambda: invite_member(actor=member, **NEW),
        "change_desk": lambda: change_desk(
            actor=member, expected_version=None, changes={"name": "Post"}
        ),
        "change_queue": lambda: change_queue(
            actor=member,
            queue_id=ReviewQueue.objects.get(desk=world.desk).pk,
            expected_version=None,
            changes={"lease_minutes": 30},
        ),
        "revise_scale": lambda: revise_scale(
            actor=member,
            scale_id=RatingScale.objects.get(desk=world.desk, slug="truth").pk,
            name="Truth",
            definition="",
            ratings=TRUTH_SCALE.ratings,
        ),
        "revise_policy": lambda: revise_policy(
            actor=member,
            policy_id=ReviewPolicy.objects.get(desk=world.desk).pk,
            name="Two",
            kinds={ReviewKind.EDITORIAL: 2},
            blind=False,
            adjudication_steps=2,
            due_hours=24,
        ),
    }


def version_in(state: str, table: Any, world: World) -> Any:
    """A version of a scale or policy of the desk in this state."""
    version = table.objects.filter(desk=world.desk).order_by("-is_default", "id")[0]
    if state != "the default":
        retired = timezone.now() if state == "retired" else None
        table.objects.filter(pk=version.pk).update(is_default=False, retired_at=retired)
    return version


def on_scale(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    who = {"actor": member, "scale_id": version_in(state, RatingScale, world).pk}
    return {
        "make_default_scale": lambda: make_default_scale(**who),
        "retire_scale": lambda: retire_scale(**who),
    }


def on_policy(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    who = {"actor": member, "policy_id": version_in(state, ReviewPolicy, world).pk}
    return {
        "make_default_policy": lambda: make_default_policy(**who),
        "retire_policy": lambda: retire_policy(**who),
    }


def on_member(world: World, member: Membership, state: str) -> dict[str, Callable[[], Any]]:
    place = {
        "oneself": member,
        "another, invited": world.invited,
        "another, who joined": world.other,
    }[state]
    who = {"actor": member, "membership_id": place.pk}
    return {
        "invite_again": lambda: invite_again(**who),
        "change_role": lambda: change_role(**who, role=Role.REVIEWER),
        "end_membership": lambda: end_membership(**who),
    }
