"""The rating scales in use on a desk."""

from typing import Any

from django.db.models import Count, Q

from annotations.domain.vocabulary import VerdictState
from annotations.models import Membership, Rating, RatingScale, Verdict


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


UNFINISHED = frozenset({VerdictState.DRAFT, VerdictState.CHANGES_REQUESTED})
JUDGED = frozenset({VerdictState.SUBMITTED, VerdictState.IN_REVIEW, VerdictState.DISPUTED})


def every_scale(member: Membership) -> list[dict[str, Any]]:
    """All versions of all scales with their ratings; of each scale the newest first."""
    rows = RatingScale.objects.visible_to(member).prefetch_related("ratings")
    ordered = rows.order_by("name", "slug", "-number")
    return [{**scale_row(scale), "retired_at": scale.retired_at} for scale in ordered]


def scale_versions(member: Membership) -> list[dict[str, Any]]:
    """Every version of every scale with who uses it: the default first, then each scale, its newest first."""
    rows = RatingScale.objects.visible_to(member).select_related("made_by")
    counts = _uses(member)
    versions = [
        {
            **scale_row(scale),
            "made_by": scale.made_by.name,
            "made_at": scale.created_at,
            "retired_at": scale.retired_at,
            "uses": counts.get(scale.pk, _none()),
        }
        for scale in rows.prefetch_related("ratings").order_by("name", "slug", "-number")
    ]
    versions.sort(key=lambda version: not version["is_default"])
    newest: dict[str, int] = {}
    for version in versions:
        newest[version["slug"]] = max(version["number"], newest.get(version["slug"], 0))
    for version in versions:
        version["newest"] = version["number"] == newest[version["slug"]]
    return versions


def _uses(member: Membership) -> dict[Any, dict[str, int]]:
    """How many verdicts pin each version, by how far they are."""
    counted = (
        Verdict.objects.visible_to(member)
        .filter(rating__isnull=False)
        .order_by()
        .values_list("rating__scale_id", "state")
        .annotate(n=Count("id"))
    )
    found: dict[Any, dict[str, int]] = {}
    for scale_id, state, count in counted:
        uses = found.setdefault(scale_id, _none())
        uses["all"] += count
        part = "drafts" if state in UNFINISHED else "judged" if state in JUDGED else "decided"
        uses[part] += count
    return found


def _none() -> dict[str, int]:
    return {"all": 0, "drafts": 0, "judged": 0, "decided": 0}


def every_rating(member: Membership) -> list[tuple[str, list[tuple[str, str]]]]:
    """The ratings of every scale the desk has had, by scale: (name, [(id, label)])."""
    rows = RatingScale.objects.visible_to(member).prefetch_related("ratings")
    return [
        (
            f"{scale.name} {scale.number}",
            [(str(rating.pk), rating.label) for rating in scale.ratings.all()],
        )
        for scale in rows.order_by("retired_at", "name", "-number")
    ]
