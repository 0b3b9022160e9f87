"""Whoever made a claim is asked; their answer is noted, and told to whom it concerns."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from annotations.actions.claims import withdraw_claim
from annotations.actions.contacts import change_contact, log_contact
from annotations.actions.members import end_membership
from annotations.actions.notifications import choose_notices, tell_deadlines
from annotations.actions.queues import fill_review_queue, take_next
from annotations.actions.reviews import record_review
from annotations.actions.upkeep import sweep
from annotations.domain.errors import InvalidError, NotFoundError, NotPermittedError, StaleError
from annotations.models import Contact, Notification, ReviewRound

pytestmark = pytest.mark.django_db


def asked(member: Any, claim: Any, **more: Any) -> Contact:
    fields = {
        "whom": "Ilse Brandt",
        "question": "Which count?",
        "sent_at": timezone.now(),
        **more,
    }
    return log_contact(actor=member, claim_id=claim.pk, fields=fields)


def answered(member: Any, contact: Contact, reply: str = "The ticket office’s.") -> Contact:
    return change_contact(
        actor=member,
        contact_id=contact.pk,
        expected_version=None,
        changes={"reply": reply, "replied_at": timezone.now()},
    )


def told(kind: str) -> list[str]:
    rows = Notification.objects.filter(kind=kind)
    return sorted(rows.values_list("account__email", flat=True))


def test_a_question_needs_words_and_a_moment_or_a_reason_why_nobody_was_asked(
    editor: Any, claim: Any
) -> None:
    for fields in ({}, {"question": "How many?"}, {"sent_at": timezone.now()}):
        with pytest.raises(InvalidError, match="Say what was asked"):
            log_contact(actor=editor, claim_id=claim.pk, fields=fields)
    log_contact(actor=editor, claim_id=claim.pk, fields={"none_because": "He is dead."})
    now = timezone.now()
    with pytest.raises(InvalidError, match="deadline comes after"):
        asked(editor, claim, deadline=now - timedelta(hours=1))
    with pytest.raises(InvalidError, match="Say when the reply came"):
        asked(editor, claim, reply="Mine.")
    with pytest.raises(InvalidError, match="cannot lie ahead"):
        asked(editor, claim, reply="Mine.", replied_at=now + timedelta(hours=1))
    assert Contact.objects.count() == 1


def test_what_was_noted_is_changed_at_the_version_that_was_read_only(
    editor: Any, claim: Any
) -> None:
    contact = asked(editor, claim)
    answered(editor, contact)
    with pytest.raises(StaleError):
        change_contact(
            actor=editor, contact_id=contact.pk, expected_version=1, changes={"reply": "No."}
        )
    contact.refresh_from_db()
    assert contact.reply == "The ticket office’s."


def test_a_reply_after_submission_is_told_to_author_asker_and_reviewer_and_voids_nothing(
    editor: Any, second: Any, lead: Any, reviewer: Any, claim: Any, submission: Any
) -> None:
    contact = asked(second, claim)
    fill_review_queue()
    take_next(actor=reviewer, queue_slug="review")
    answered(lead, contact)
    assert told("reply") == ["editor@example.org", "reviewer@example.org", "second@example.org"]
    submission.verdict.refresh_from_db()
    assert submission.verdict.state == "submitted"
    assert ReviewRound.objects.get().closed_at is None
    answered(lead, contact, "The ticket office’s, of 2019.")
    assert len(told("reply")) == 3, "putting the reply right is not another reply"


def test_who_has_reviewed_already_is_told_too_and_who_noted_the_reply_is_not(
    editor: Any, reviewer: Any, claim: Any, verdict: Any, submission: Any
) -> None:
    record_review(
        actor=reviewer, verdict_id=verdict.pk, submission_id=submission.pk, outcome="approve"
    )
    answered(editor, asked(editor, claim))
    assert told("reply") == ["reviewer@example.org"]
    verdict.refresh_from_db()
    assert verdict.state == "approved"


def test_a_reply_noted_at_once_is_told_as_one_that_came_later(
    editor: Any, second: Any, claim: Any, submission: Any
) -> None:
    asked(second, claim, reply="Mine.", replied_at=timezone.now())
    assert told("reply") == ["editor@example.org"]


def test_whoever_asked_is_told_once_when_the_deadline_has_passed_and_again_if_it_was_moved(
    editor: Any, second: Any, claim: Any
) -> None:
    now = timezone.now()
    contact = asked(editor, claim, deadline=now + timedelta(hours=1))
    assert sweep()["tell_deadlines"] == 0
    with time_machine.travel(now + timedelta(hours=2)):
        assert sweep()["tell_deadlines"] == 1
        tell_deadlines()
        tell_deadlines()
        assert told("deadline") == ["editor@example.org"]
        assert sweep()["tell_deadlines"] == 0
        change_contact(
            actor=second,
            contact_id=contact.pk,
            expected_version=None,
            changes={"deadline": now + timedelta(hours=3)},
        )
        tell_deadlines()
        assert len(told("deadline")) == 1
    with time_machine.travel(now + timedelta(hours=4)):
        assert sweep()["tell_deadlines"] == 1
        tell_deadlines()
        assert len(told("deadline")) == 2


@pytest.mark.parametrize("why", ["answered", "withdrawn", "left", "unwanted", "nobody asked"])
def test_a_deadline_that_concerns_nobody_any_more_is_not_told(
    why: str, editor: Any, lead: Any, claim: Any
) -> None:
    now = timezone.now()
    contact = asked(editor, claim, deadline=now + timedelta(hours=1))
    if why == "answered":
        answered(editor, contact)
    elif why == "withdrawn":
        withdraw_claim(actor=editor, claim_id=claim.pk, expected_version=None)
    elif why == "left":
        end_membership(actor=lead, membership_id=editor.pk)
    elif why == "unwanted":
        choose_notices(actor=editor, ways={"deadline": "none"})
    else:
        change_contact(
            actor=editor,
            contact_id=contact.pk,
            expected_version=None,
            changes={"none_because": "He is dead."},
        )
    with time_machine.travel(now + timedelta(days=1)):
        assert sweep()["tell_deadlines"] == 0
        tell_deadlines()
    assert told("deadline") == []


def test_a_contact_of_another_desk_does_not_exist_and_a_guest_notes_nothing(
    editor: Any, stranger: Any, desk: Any, join: Any, claim: Any
) -> None:
    contact = asked(editor, claim)
    guest = join(desk, "guest@example.org", "guest")
    for member, refused in ((stranger, NotFoundError), (guest, NotPermittedError)):
        with pytest.raises(refused):
            answered(member, contact)
        with pytest.raises(refused):
            asked(member, claim)
    assert Contact.objects.get().replied_at is None
