"""Versions of scales and policies: made by leads, told in the log, and never changed for whoever pins them."""

from dataclasses import replace
from typing import Any

import pytest

from annotations.actions.desks import change_desk
from annotations.actions.policies import change_queue, make_default_policy, revise_policy
from annotations.actions.reviews import submit_for_review
from annotations.actions.scales import make_default_scale, retire_scale, revise_scale
from annotations.actions.verdicts import revise_verdict
from annotations.domain.errors import InvalidError, StaleError, WrongStateError
from annotations.domain.ratings import TRUTH_SCALE, RatingDefinition
from annotations.domain.vocabulary import AveritecLabel, ReviewKind
from annotations.models import AuditEvent, RatingScale, ReviewPolicy, ReviewQueue, ReviewRound
from annotations.queries.policies import policy_versions
from annotations.queries.ratings import scale_versions
from annotations.queries.verification import Progress, findings

pytestmark = pytest.mark.django_db
SATIRE = RatingDefinition("satire", "Satire", "It was meant as a joke.", AveritecLabel.CONFLICTING)


def truth(member: Any) -> RatingScale:
    return RatingScale.objects.get(desk=member.desk, slug="truth", retired_at=None)


def revised(lead: Any, *ratings: RatingDefinition) -> RatingScale:
    return revise_scale(
        actor=lead,
        scale_id=truth(lead).pk,
        name="Truth",
        definition="How true it is.",
        ratings=ratings or (*TRUTH_SCALE.ratings, SATIRE),
    )


def test_a_new_version_takes_the_place_of_the_old_one_and_changes_nothing_of_it(
    lead: Any, verdict: Any, editor: Any
) -> None:
    old = truth(lead)
    before = list(old.ratings.values_list("label", "position"))
    new = revised(lead)
    old.refresh_from_db()
    assert (new.number, new.is_default, new.slug) == (2, True, "truth")
    assert old.retired_at is not None
    assert list(old.ratings.values_list("label", "position")) == before
    verdict.refresh_from_db()
    assert verdict.rating.scale_id == old.pk, "a draft keeps what it pins"
    changes = {"rating": verdict.rating_id, "summary": "Still so."}
    revise_verdict(actor=editor, verdict_id=verdict.pk, expected_version=None, changes=changes)
    changes = {"rating": old.ratings.exclude(pk=verdict.rating_id)[0].pk}
    with pytest.raises(InvalidError):
        revise_verdict(actor=editor, verdict_id=verdict.pk, expected_version=None, changes=changes)
    submit_for_review(actor=editor, verdict_id=verdict.pk)


def test_it_is_said_how_many_verdicts_pin_each_version(
    lead: Any, verdict: Any, editor: Any
) -> None:
    revised(lead)
    uses = {row["number"]: row["uses"] for row in scale_versions(lead) if row["slug"] == "truth"}
    assert uses[1]["drafts"] == 1
    assert uses[2]["all"] == 0
    submit_for_review(actor=editor, verdict_id=verdict.pk)
    uses = {row["number"]: row["uses"] for row in scale_versions(lead) if row["slug"] == "truth"}
    assert (uses[1]["drafts"], uses[1]["judged"]) == (0, 1)


def test_what_is_no_scale_is_refused_with_the_rating_it_is_about(lead: Any) -> None:
    low = replace(TRUTH_SCALE.ratings[5], claimreview=1)
    with pytest.raises(InvalidError) as refused:
        revised(lead, *TRUTH_SCALE.ratings[:5], low, TRUTH_SCALE.ratings[6])
    assert [slug for slug, _words in refused.value.extra["problems"]] == ["true"]
    assert truth(lead).number == 1


def test_of_two_leads_who_begin_from_one_version_the_second_is_told(lead: Any) -> None:
    old = truth(lead)
    revised(lead)
    with pytest.raises(StaleError):
        revise_scale(
            actor=lead, scale_id=old.pk, name="T", definition="", ratings=TRUTH_SCALE.ratings
        )


def test_the_default_is_passed_on_before_it_is_retired(lead: Any) -> None:
    other = RatingScale.objects.get(desk=lead.desk, slug="averitec")
    with pytest.raises(WrongStateError):
        retire_scale(actor=lead, scale_id=truth(lead).pk)
    make_default_scale(actor=lead, scale_id=other.pk)
    retire_scale(actor=lead, scale_id=truth(lead).pk)
    with pytest.raises(WrongStateError):
        make_default_scale(actor=lead, scale_id=RatingScale.objects.get(slug="truth").pk)


def two(lead: Any, **other: Any) -> ReviewPolicy:
    policy = ReviewPolicy.objects.get(desk=lead.desk, retired_at=None)
    given: dict[str, Any] = {
        "name": "Two pairs of eyes",
        "kinds": {ReviewKind.EDITORIAL: 2},
        "blind": True,
        "adjudication_steps": 2,
        "due_hours": 48,
    }
    return revise_policy(actor=lead, policy_id=policy.pk, **{**given, **other})


def test_a_round_keeps_the_policy_it_began_with(
    lead: Any, editor: Any, verdict: Any, submission: Any
) -> None:
    new = two(lead)
    assert ReviewRound.objects.get().policy.number == 1
    counted = {row["number"]: row["open"] for row in policy_versions(lead)}
    assert counted == {1: 1, 2: 0}
    words = {"summary": "Otherwise."}
    revise_verdict(actor=editor, verdict_id=verdict.pk, expected_version=None, changes=words)
    submit_for_review(actor=editor, verdict_id=verdict.pk)
    assert ReviewRound.objects.get(closed_at=None).policy_id == new.pk


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kinds", {ReviewKind.EDITORIAL: 0}),
        ("kinds", {ReviewKind.LEGAL: 9}),
        ("adjudication_steps", 0),
        ("due_hours", 0),
        ("name", " "),
    ],
)
def test_what_is_no_policy_is_refused_at_its_field(lead: Any, field: str, value: Any) -> None:
    with pytest.raises(InvalidError) as refused:
        two(lead, **{field: value})
    assert list(refused.value.extra["errors"]) == [field]


def test_everything_a_lead_sets_stands_in_a_log_that_verifies(lead: Any) -> None:
    revised(lead)
    make_default_policy(actor=lead, policy_id=two(lead).pk)
    make_default_scale(
        actor=lead, scale_id=RatingScale.objects.get(desk=lead.desk, slug="averitec").pk
    )
    queue = ReviewQueue.objects.get(desk=lead.desk)
    change_queue(actor=lead, queue_id=queue.pk, expected_version=1, changes={"name": "Second look"})
    change_desk(actor=lead, expected_version=1, changes={"zone": "Europe/Oslo"})
    with pytest.raises(InvalidError):
        change_desk(actor=lead, expected_version=2, changes={"zone": "Mars/Base"})
    assert list(findings(Progress())) == []
    told = set(AuditEvent.objects.filter(actor=lead.account).values_list("act", flat=True))
    assert told >= {"scale.added", "scale.retired", "scale.made_default", "policy.added", "desk.changed", "queue.changed"}  # fmt: skip
