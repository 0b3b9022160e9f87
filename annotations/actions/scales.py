"""Rating scales: a new version takes the place of the one before, which stays as it is for whoever pins it."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import act
from annotations.actions.audit import Line
from annotations.actions.versions import made_default, newest_version, replaced, retired
from annotations.domain.errors import InvalidError
from annotations.domain.ratings import RatingDefinition, placed, scale_problems
from annotations.domain.text import clean, one_line
from annotations.models import Membership, Rating, RatingScale

LONGEST_NAME, LONGEST_LABEL = 100, 60


@act
def revise_scale(
    *,
    actor: Membership,
    scale_id: UUID,
    name: str,
    definition: str,
    ratings: Sequence[RatingDefinition],
) -> RatingScale:
    """A new version of the scale whose newest version is `scale_id`, with these ratings in their order.

    The version before is retired: verdicts that pin it keep it, new ones take the new one. Raises InvalidError
    with `problems` (as `scale_problems`), and StaleError when somebody made a version meanwhile.
    """
    policies.may_lead(actor).require()
    before = newest_version(RatingScale.objects.all(), actor, scale_id)
    ratings = placed(ratings)
    _check(name, ratings)
    was_default = before.is_default
    lines = replaced(before, "scale")
    scale = RatingScale.objects.create(
        desk_id=before.desk_id,
        slug=before.slug,
        number=before.number + 1,
        name=one_line(name)[:LONGEST_NAME],
        definition=clean(definition),
        made_by=actor.account,
        is_default=was_default,
    )
    rows = Rating.objects.bulk_create(_row(scale, at, given) for at, given in enumerate(ratings, 1))
    lines.append(Line("scale.added", scale))
    audit.record_lines([*lines, *(Line("rating.added", row) for row in rows)], actor=actor)
    return scale


@act
def make_default_scale(*, actor: Membership, scale_id: UUID) -> RatingScale:
    """New verdicts offer this scale first."""
    scale, lines = made_default(RatingScale.objects.all(), actor, scale_id, "scale")
    audit.record_lines(lines, actor=actor)
    return scale


@act
def retire_scale(*, actor: Membership, scale_id: UUID) -> RatingScale:
    """Nobody rates on this scale any more; what was rated on it keeps it."""
    scale, lines = retired(RatingScale.objects.all(), actor, scale_id, "scale")
    audit.record_lines(lines, actor=actor)
    return scale


def _check(name: str, ratings: Sequence[RatingDefinition]) -> None:
    if not one_line(name):
        words = _("A scale needs a name that readers can look up.")
        raise InvalidError(words, errors={"name": [words]})
    if problems := scale_problems(ratings):
        raise InvalidError(
            _("This is no scale yet: the reasons stand at its ratings."),
            errors={"ratings": [_(problem.text) for problem in problems]},
            problems=[(problem.rating, _(problem.text)) for problem in problems],
        )


def _row(scale: RatingScale, order: int, given: RatingDefinition) -> Rating:
    return Rating(
        scale=scale,
        slug=given.slug,
        label=one_line(given.label)[:LONGEST_LABEL],
        definition=clean(given.definition),
        order=order,
        position=given.position,
        claimreview=given.claimreview,
        averitec=given.averitec.value,
    )
