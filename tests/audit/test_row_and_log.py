"""A row at version n has the events 1 to n, and the state of the last one is that of the row."""

import os
from collections import Counter
from typing import Any

import pytest
from django.apps import apps

from annotations.actions.evidence import attach_evidence
from annotations.models import AuditEvent
from annotations.queries.audit import AUDITED, NOT_AUDITED
from annotations.queries.verification import Progress, findings
from tests.audit.story import Story

pytestmark = pytest.mark.django_db
SOAK = bool(os.environ.get("FACTCHECK_SOAK"))
SEEDS = range(40 if SOAK else 3)
STEPS = 400 if SOAK else 130


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_acts_in_any_order_every_row_is_what_the_log_tells(
    editor: Any, second: Any, reviewer: Any, lead: Any, seed: int
) -> None:
    story = Story([editor, second, reviewer, lead], seed)
    story.tell(STEPS)
    progress = Progress()
    assert list(findings(progress)) == []
    assert progress.rows > STEPS / 4
    kinds = set(AuditEvent.objects.values_list("act", flat=True))
    assert len(kinds) > 20, Counter(story.done)


def test_stories_reach_reviews_and_voided_approvals(
    editor: Any, second: Any, reviewer: Any, lead: Any
) -> None:
    Story([editor, second, reviewer, lead], 11).tell(300)
    told = set(AuditEvent.objects.values_list("act", flat=True))
    assert {"verdict.approved", "verdict.voided", "source.changed", "speaker.removed"} <= told


def test_the_log_says_whose_edit_voided_an_approval(approved: Any, second: Any) -> None:
    fields = {"title": "Log of the quay", "stance": "supports"}
    attach_evidence(actor=second, claim_id=approved.claim_id, fields=fields)
    event = AuditEvent.objects.get(act="verdict.voided")
    assert (event.actor, event.subject_id) == (second.account, approved.pk)
    assert event.data == {"because": "evidence.attached"}
    assert event.payload is not None
    assert event.payload.content["state"] == "draft"


def test_every_table_is_audited_or_says_why_not() -> None:
    tables = set(apps.get_app_config("annotations").get_models())
    assert set(AUDITED) | set(NOT_AUDITED) == tables
    assert not set(AUDITED) & set(NOT_AUDITED)
