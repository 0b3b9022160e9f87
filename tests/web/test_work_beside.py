"""My work shows what was assigned, what was not answered in time, replies that came too late, and how the desk stands."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from annotations.actions.claims import highlight_claim, reword_claim
from annotations.actions.contacts import change_contact, log_contact
from annotations.actions.queues import fill_review_queue
from annotations.actions.redactions import redact
from annotations.models import Contact, QueueItem

pytestmark = pytest.mark.django_db
SIZE = 30_000


def asked(member: Any, claim: Any, *, late: bool) -> Contact:
    now = timezone.now()
    deadline = now - timedelta(hours=1) if late else now + timedelta(hours=1)
    fields = {
        "whom": "The harbour office",
        "question": "Which count?",
        "sent_at": now - timedelta(hours=5),
        "deadline": deadline,
    }
    return log_contact(actor=member, claim_id=claim.pk, fields=fields)


@pytest.fixture
def shown(visit: Callable[[Any], Client], words: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda member: words(visit(member).get("/"))


def test_silence_after_a_question_is_shown_to_whoever_asked_once_it_is_late(
    editor: Any, second: Any, claim: Any, shown: Callable[[Any], str]
) -> None:
    asked(editor, claim, late=False)
    assert "no answer in time" not in shown(editor)
    asked(editor, claim, late=True)
    assert "no answer in time" in shown(editor)
    assert "no answer in time" not in shown(second)


def test_a_reply_after_submission_is_shown_to_author_and_on_the_review(
    editor: Any, reviewer: Any, claim: Any, submission: Any, shown: Any, visit: Any, words: Any
) -> None:
    contact = asked(editor, claim, late=False)
    fill_review_queue()
    item = QueueItem.objects.get()
    page = visit(reviewer)
    page.post(f"/review/{item.pk}/take/")
    assert "A reply came after" not in words(page.get(f"/review/{item.pk}/"))
    changes = {"reply": "It was the ticket office.", "replied_at": timezone.now()}
    change_contact(
        actor=editor, contact_id=contact.pk, expected_version=contact.row_version, changes=changes
    )
    assert "It was the ticket office." in shown(editor)
    assert "It was the ticket office." in words(page.get(f"/review/{item.pk}/"))
    assert "Replies that came after submission" in shown(reviewer)


def test_a_claim_that_was_assigned_is_shown_until_somebody_gives_it_on(
    editor: Any, second: Any, claim: Any, shown: Callable[[Any], str]
) -> None:
    for assignee, seen in ((second, True), (editor, False)):
        changes = {"assignee": assignee.account_id}
        reword_claim(actor=editor, claim_id=claim.pk, expected_version=None, changes=changes)
        assert ("Assigned to you" in shown(second)) is seen


def test_leads_see_how_the_queue_stands_and_their_own_orders(
    lead: Any, editor: Any, article: Any, submission: Any, shown: Callable[[Any], str]
) -> None:
    fill_review_queue()
    page = shown(lead)
    assert "The queue of the desk" in page
    assert "The queue of the desk" not in shown(editor)
    redact(
        actor=lead,
        kind="article",
        subject_id=article.pk,
        order="3 O 17/26",
        reason="By a court.",
        words="412,000",
    )
    assert "1 redaction of yours waits for another lead" in shown(lead)


def test_it_costs_the_same_for_many_rows_as_for_few(
    editor: Any, article: Any, claim: Any, visit: Any, cost: Callable[[Client, str], int]
) -> None:
    def more(count: int) -> int:
        for _number in range(count):
            made = highlight_claim(actor=editor, article_id=article.pk, start=0, end=7)
            changes = {"assignee": editor.account_id}
            reword_claim(actor=editor, claim_id=made.pk, expected_version=None, changes=changes)
            asked(editor, made, late=True)
        return cost(visit(editor), "/")

    assert more(2) == more(18)
    assert len(visit(editor).get("/").content) < 3 * SIZE, "compressed it is far below 30 kB"
