"""Founding a desk with its scales, policy, queue and the system account's place on it; and what it is called."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import Versions, act, locked, refreshed, refuse_unknown
from annotations.actions.audit import Line
from annotations.domain.errors import InvalidError
from annotations.domain.ratings import SHIPPED_SCALES, TRUTH_SCALE, ScaleDefinition
from annotations.domain.text import one_line
from annotations.domain.vocabulary import ReviewKind, Role
from annotations.models import (
    Account,
    Desk,
    Membership,
    Rating,
    RatingScale,
    ReviewPolicy,
    ReviewQueue,
)

SYSTEM_EMAIL = "system@factcheck.invalid"
REVIEW_QUEUE = "review"
FIELDS: Final = frozenset({"name", "zone", "language", "public_url", "corrections_policy_url"})


def system_account() -> Account:
    """The account that automatic acts carry. It cannot sign in."""
    account = Account.objects.filter(is_system=True).first()
    if account is None:
        account = Account(email=SYSTEM_EMAIL, name=_("Factcheck"), is_system=True)
        account.set_unusable_password()
        account.save()
    return account


@act
def found_desk(*, name: str, slug: str, zone: str = "UTC", language: str = "en") -> Desk:
    """A new desk with the two shipped scales, a policy of one editorial approval, and one queue."""
    desk = Desk(name=name, slug=slug, zone=zone, language=language)
    desk.full_clean()
    desk.save()
    account = system_account()
    actor = Membership.objects.create(account=account, desk=desk, role=Role.LEAD)
    lines = [Line("desk.founded", desk), Line("membership.started", actor)]
    for scale in SHIPPED_SCALES:
        shipped, ratings = ship_scale(desk, account, scale)
        lines.append(Line("scale.added", shipped))
        lines += [Line("rating.added", rating) for rating in ratings]
    policy = ReviewPolicy.objects.create(
        desk=desk,
        slug="second-pair-of-eyes",
        number=1,
        name=_("Second pair of eyes"),
        kinds={ReviewKind.EDITORIAL.value: 1},
        made_by=account,
        is_default=True,
    )
    ReviewQueue.objects.create(desk=desk, slug=REVIEW_QUEUE, name=_("Review"))
    audit.record_lines([*lines, Line("policy.added", policy)], actor=actor)
    return desk


@act
def change_desk(*, actor: Membership, expected_version: Versions, changes: dict[str, Any]) -> Desk:
    """Name, zone, language and public addresses of the actor's desk. Raises StaleError and InvalidError."""
    policies.may_lead(actor).require()
    desk = locked(Desk.objects.all(), actor.desk_id, expected_version=expected_version)
    refuse_unknown(changes, FIELDS)
    for name, value in changes.items():
        setattr(desk, name, one_line(value))
    try:
        desk.full_clean()
    except ValidationError as error:
        raise InvalidError(" ".join(error.messages), errors=error.message_dict) from error
    desk.save(update_fields=list(changes))
    data = {"fields": sorted(changes)}
    audit.record("desk.changed", actor=actor, subject=refreshed(desk), data=data)
    return desk


def ship_scale(
    desk: Desk, account: Account, shipped: ScaleDefinition
) -> tuple[RatingScale, list[Rating]]:
    """The first version of a scale the product ships, with its ratings."""
    scale = RatingScale.objects.create(
        desk=desk,
        slug=shipped.slug,
        number=1,
        name=_(shipped.name),
        definition=_(shipped.definition),
        made_by=account,
        is_default=shipped is TRUTH_SCALE,
    )
    ratings = Rating.objects.bulk_create(
        Rating(
            scale=scale,
            slug=rating.slug,
            label=_(rating.label),
            definition=_(rating.definition),
            order=order,
            position=rating.position,
            claimreview=rating.claimreview,
            averitec=rating.averitec.value,
        )
        for order, rating in enumerate(shipped.ratings, start=1)
    )
    return scale, ratings
