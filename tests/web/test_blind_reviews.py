"""While a blind round is open, nobody reads what another reviewer decided: whoever still judges judges alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotations.actions.policies import revise_policy
from annotations.actions.reviews import record_review, submit_for_review
from annotations.domain.vocabulary import ReviewKind
from annotations.models import ReviewPolicy
from annotations.queries.timeline import timeline_of

pytestmark = pytest.mark.django_db
REMARK = "The minutes of the council say the opposite."


@pytest.mark.parametrize("blind", [True, False])
def test_a_review_is_read_by_others_only_once_a_blind_round_has_ended(
    blind: bool,
    visit: Callable[[Any], Client],
    client_of: Callable[[Any], Any],
    editor: Any,
    reviewer: Any,
    lead: Any,
    verdict: Any,
) -> None:
    policy = ReviewPolicy.objects.get(desk=lead.desk, is_default=True)
    revise_policy(
        actor=lead, policy_id=policy.pk, name="Two pairs", kinds={ReviewKind.EDITORIAL: 2},
        blind=blind, adjudication_steps=2, due_hours=24,
    )  # fmt: skip
    submission = submit_for_review(actor=editor, verdict_id=verdict.pk)
    given = {"verdict_id": verdict.pk, "submission_id": submission.pk, "outcome": "approve"}
    record_review(actor=reviewer, comment=REMARK, **given)
    pages = [f"/claims/{verdict.claim_id}/", "/reviews/"]
    calls = [f"/api/v1/verdicts/{verdict.pk}/", f"/api/v1/claims/{verdict.claim_id}/"]

    def read_by(member: Any) -> dict[str, bool]:
        seen = {path: REMARK in visit(member).get(path).content.decode() for path in pages}
        api = client_of(member)
        return seen | {path: REMARK in api.get(path).content.decode() for path in calls}

    assert read_by(reviewer)["/reviews/"], "one's own review stays in sight"
    others = read_by(lead)
    assert others[pages[0]] is not blind
    assert others["/reviews/"] is not blind
    assert others[calls[0]] is not blind
    assert not (blind and any(others.values())), others
    told = {event["act"] for event in timeline_of(lead, verdict.claim_id)}
    assert ("review.recorded" in told) is not blind
    record_review(actor=lead, **given)
    after = read_by(lead)
    assert {path for path, shown in after.items() if shown} >= {*pages, calls[0]}
