"""Founding a desk: its scales, its policy, its queue, and the system account's place on it."""

from django.utils.translation import gettext as _

from annotations.actions import audit
from annotations.actions.acts import act
from annotations.actions.audit import Line
from annotations.domain.ratings import SHIPPED_SCALES, TRUTH_SCALE, ScaleDefinition
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
