"""The rating scales in use on a desk."""

from typing import Any

from django.db.models import Q

from annotations.models import Membership, Rating, RatingScale


def scales(member: Membership, *, and_scale: object = None) -> list[dict[str, Any]]:
    """Scales in use with their ratings in order; `and_scale` adds a retired one that a verdict still pins."""
    rows = (
        RatingScale.objects.visible_to(member)
        .filter(Q(retired_at=None) | Q(pk=and_scale))
        .prefetch_related("ratings")
    )
    return [scale_row(scale) for scale in rows]


def scale_row(scale: RatingScale) -> dict[str, Any]:
    """A scale with its ratings; `steps` counts the ordered ones."""
    ratings = list(scale.ratings.all())
    steps = sum(1 for rating in ratings if rating.position is not None)
    return {
        "id": str(scale.pk),
        "slug": scale.slug,
        "name": scale.name,
        "number": scale.number,
        "definition": scale.definition,
        "is_default": scale.is_default,
        "steps": steps,
        "ratings": [
            {**rating_row(rating), "definition": rating.definition, "order": rating.order}
            for rating in ratings
        ],
    }


def rating_row(rating: Rating) -> dict[str, Any]:
    """One rating by its place on its scale."""
    return {
        "id": str(rating.pk),
        "slug": rating.slug,
        "label": rating.label,
        "position": rating.position,
        "claimreview": rating.claimreview,
        "averitec": rating.averitec,
        "off_scale": rating.is_off_scale,
        "scale": str(rating.scale_id),
    }
